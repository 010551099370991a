"""What a person reads: metrics, registers, documents, verification."""
