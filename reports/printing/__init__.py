"""Printing documents: HTML by templates (`reports.render`), DOCX and XLSX here. Same document, same bytes."""
