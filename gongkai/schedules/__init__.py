"""Schedules: `[[schedule]]` tables of a workspace, what is due, what was run, and what did not happen.

settings.py  the tables of gongkai.toml     cron.py     planned times of a cron expression
planner.py   what is due (pure)             ledger.py   the run ledger, in the catalogue's file
keeper.py    runs what is due               status.py   what `schedule list` and `doctor` tell
"""
