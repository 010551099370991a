"""Pictures of pages for the documentation, and the test that they still show what the pages say.

`make pictures` takes them anew. Beside each picture lie the words that were on the page, without numbers; every other
run of the tests compares these with the page as it is now, so a picture cannot go stale unseen. Pixels are not
compared: another machine has other fonts.
"""

from __future__ import annotations

import difflib
import io
import os
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).parents[3] / "docs" / "console" / "pictures"
TAKING = "GONGKAI_PICTURES"
_COLOURS = 128  # of a picture: pages have few, and the repository stays small


def show(page: Page, name: str, *, whole: bool = False) -> None:
    """Take the picture, or see that the one in the documentation shows the same words."""
    page.wait_for_load_state("networkidle")
    said = words(page)
    path = FOLDER / f"{name}.png"
    if os.environ.get(TAKING):
        FOLDER.mkdir(parents=True, exist_ok=True)
        shot = Image.open(io.BytesIO(page.screenshot(full_page=whole)))
        shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        path.with_suffix(".txt").write_text(said, encoding="utf-8")
        return
    assert path.is_file(), f"there is no picture {name}; run `make pictures`"
    kept = path.with_suffix(".txt").read_text(encoding="utf-8")
    changed = "\n".join(difflib.unified_diff(kept.splitlines(), said.splitlines(), "picture", "page", lineterm="", n=1))
    assert said == kept, f"the page of the picture {name} has changed; run `make pictures` and look at it\n{changed}"


def words(page: Page) -> str:
    """The visible words of a page, a line each, without numbers, moments and digests."""
    text = re.sub(r"\b[0-9a-f]{8,64}\b", "#", page.inner_text("body"))
    text = re.sub(r"[0-9][0-9,.:：\-/T]*", "0", text)
    return "\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line) + "\n"
