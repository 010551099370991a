"""Reading published reports, a file each format: what is in them as headings, paragraphs and tables in order."""
