"""What a page says: pure functions of a `Page`, one file for one kind of fact."""
