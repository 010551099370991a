"""What `gongkai users` does: accounts, tokens, the log of deeds."""
