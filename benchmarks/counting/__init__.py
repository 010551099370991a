"""How long the figures of a year take over large catalogues, and how much memory."""
