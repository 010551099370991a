"""How long all packs take over a large catalogue, and how much memory."""
