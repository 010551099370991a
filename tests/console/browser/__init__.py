"""The console as people use it: a real browser, the real command, a city that can be mended."""
