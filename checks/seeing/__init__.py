"""What rules share in seeing: pure helpers over facts, texts and numbers. No verdicts, no standards."""
