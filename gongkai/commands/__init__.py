"""One file per command or group of commands. Imports of the floors below stay inside the functions: help is quick."""
