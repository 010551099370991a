"""The review console: rooms asked without a browser, and with a real one."""
