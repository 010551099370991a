"""Registers (台账): facts that no crawl can see, kept by the office as CSV or XLSX files in `registers/`.

A register that is absent means "not known"; one with a header and no rows means "none", which is 0.
"""

from reports.registers.book import NO_REGISTERS, Change, Entry, Registers
from reports.registers.problems import Problem, WrongRegisterError
from reports.registers.reading import read_register, read_registers
from reports.registers.writing import write_register, write_templates

__all__ = [
    "NO_REGISTERS",
    "Change",
    "Entry",
    "Problem",
    "Registers",
    "WrongRegisterError",
    "read_register",
    "read_registers",
    "write_register",
    "write_templates",
]
