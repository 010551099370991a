"""The forms of the registers under their earlier name; see `reports.registers.forms`."""

from reports.registers.base import Form
from reports.registers.forms import FORMS, TITLES, Case, Media, Meeting, Request
from reports.registers.vocabulary import CaseResult, Channel, Platform

__all__ = ["FORMS", "TITLES", "Case", "CaseResult", "Channel", "Form", "Media", "Meeting", "Platform", "Request"]
