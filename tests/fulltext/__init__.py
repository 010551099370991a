"""The full-text search: normal form, tokens, language of questions, and the index against a plain look."""
