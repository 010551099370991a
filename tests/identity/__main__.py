"""`python -m tests.identity [SEED …]`: same-item identity on some 20,000 documents, measured."""

from __future__ import annotations

import sys

from tests.identity.measure import measure
from tests.identity.world import world

for seed in [int(text) for text in sys.argv[1:]] or [2016]:
    found = measure(world(seed))
    print(
        f"seed {seed}: {found.documents} documents, {found.pairs} pairs that can be told, recall {found.recall:.4f}, "
        f"false {len(found.false)}, undecidable {found.undecidable} ({found.undecidable_listed} listed), "
        f"asked about {sum(found.listed.values())}, {found.seconds:.1f} s"
    )
    print(f"  missed: {dict(found.missed)}; of them not listed: {dict(+found.missed_and_unlisted)}")
    print(f"  asked about: {dict(found.listed)}")
    for ours, theirs in found.false[:10]:
        print(f"  FALSE {ours.case}: {ours.title} {ours.day} {ours.of} / {theirs.title} {theirs.day} {theirs.of}")
