"""The city as files: every page of both sites under its path, and truth.json."""

from __future__ import annotations

import json
from pathlib import Path

from testbed.city import City
from testbed.truth import truth


def write_city(city: City, folder: Path) -> int:
    """Write the city as of its day; returns the number of files. Pages that are not up yet are left out."""
    count = 0
    for site, rendered in city.sites.items():
        for path in sorted(rendered.routes):
            answer = city.answer(site, path)
            if answer.status != 200:
                continue
            name = path.lstrip("/").replace("?", "@")
            target = folder / site / (name + "index.html" if not name or name.endswith("/") else name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(answer.body)
            count += 1
    text = json.dumps(truth(city), ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")
    return count + 1
