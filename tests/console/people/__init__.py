"""Accounts, sessions, tokens, the log, and how the console is started."""
