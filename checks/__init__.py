"""What we think of it: rules, packs, verdicts, scores, the findings ledger."""
