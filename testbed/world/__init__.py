"""The city as facts: organs, columns, items, letters, records and planted faults, before any markup."""
