"""Evidence packages: everything behind the figures of one year in a folder and a ZIP, and proving one on its own."""
