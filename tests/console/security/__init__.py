"""What must not be possible, over every address that the console has."""
