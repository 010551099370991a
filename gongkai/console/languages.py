"""Chinese first, English by a switch. The words stand in Chinese in templates; a room's English lies in its `en.po`.

Translations are read from the po files when the console starts: there is no compiled file that could be out of date.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import request, session
from flask_babel import Domain, get_locale

LANGUAGES = {"zh": "中文", "en": "English"}
_ROOT = Path(__file__).parent


def chosen_language() -> str:
    """The language of this request: as chosen in the session, else what the browser prefers, else Chinese."""
    if session.get("language") in LANGUAGES:
        return str(session["language"])
    return request.accept_languages.best_match(("zh", "zh-CN", "en"), "zh")[:2]


def po_files() -> list[Path]:
    """Every English word list of the console."""
    return sorted(_ROOT.rglob("en.po"))


class Words(Domain):  # type: ignore[misc]
    """All word lists as one."""

    def __init__(self) -> None:
        super().__init__()
        self._english = Translations()
        for path in po_files():
            compiled = BytesIO()
            write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale="en"))
            compiled.seek(0)
            self._english.merge(Translations(compiled))
        self._english.plural = lambda n: int(n != 1)

    def get_translations(self) -> NullTranslations:
        """English words for an English page; Chinese ones stand in the templates themselves."""
        locale = get_locale()
        return self._english if locale is not None and locale.language == "en" else NullTranslations()
