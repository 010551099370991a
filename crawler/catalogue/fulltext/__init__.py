"""Full-text search in titles and texts: a derived file beside the catalogue (`search.sqlite`), made from it alone.

It may be deleted at any time and is made anew. The catalogue itself is only read: crawls are not slowed, and the file
that is handed to others with the evidence stays lean. Exactness: a word is found where, and only where, its normal
form (`folding`) stands in the normal form of a title, a text, a number or the name of a file.
"""
