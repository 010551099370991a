"""`python -m tests.console.look http://127.0.0.1:8100 jian OUT /findings /rules`: pictures of pages, and what is wrong.

Each page in Chinese and English, 1366 and 390 pixels wide; prints what sticks out, what axe finds, what the browser
complains about.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.console.chromium import WIDTHS, browser, choose, log_in, sticks_out, violations


def main() -> None:
    """Take the pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("address")
    options.add_argument("name", help="account; - for a stranger")
    options.add_argument("out", type=Path)
    options.add_argument("paths", nargs="+")
    options.add_argument("--languages", default="zh,en")
    asked = options.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        page = chromium.new_page(locale="zh-CN")
        page.on("console", lambda said: print("  console:", said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: print("  error:", error))
        if asked.name != "-":
            log_in(page, asked.address, asked.name)
        for language in asked.languages.split(","):
            choose(page, language)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                for path in asked.paths:
                    answer = page.goto(f"{asked.address}{path}")
                    name = f"{path.strip('/').replace('/', '_').replace('?', '_') or 'start'}-{language}-{width}.png"
                    page.screenshot(path=asked.out / name, full_page=True)
                    print(name, answer.status if answer else "")
                    for wrong in (*(f"sticks out: {each}" for each in sticks_out(page)), *violations(page)):
                        print("  ", wrong)


if __name__ == "__main__":
    main()
