"""`gongkai report evidence`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.options import AsOfOption, JsonOption, PortalOption, SiteOption, WorkspaceOption, YearOption
from gongkai.screen import print_json, progress_bar
