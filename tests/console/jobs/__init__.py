"""Jobs of the console, with real processes."""
