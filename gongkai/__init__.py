"""The application: command line, workspace, demo."""

__version__ = "0.1.0"
