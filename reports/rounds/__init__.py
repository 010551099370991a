"""A round of inspection: several sites with their verdicts and findings, and the documents that are about them all."""
