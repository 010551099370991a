"""Where on a captured page a finding points: the place is marked for the person who looks.

`places` says for each rule what kind of place its findings have, `finders` look for it in the text of a page,
`page_text` is that text with the way back to the tree. Nothing here fetches, knows the time, or reads the catalogue.
"""

from gongkai.marking.marking import Marked, Why, mark
from gongkai.marking.places import Place
from gongkai.marking.sought import Sought, sought

__all__ = ["Marked", "Place", "Sought", "Why", "mark", "sought"]
