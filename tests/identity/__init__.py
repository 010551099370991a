"""Same-item identity over two channels: a generated world with hostile cases, and what is made of it."""
