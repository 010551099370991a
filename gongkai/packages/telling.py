"""What came of proving a package, on the screen and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.packages.contents import Written
from gongkai.packages.proving import Proof, Step
from gongkai.screen import say

_MEGABYTE = 1 << 20
_NAMED = 20  # differences of one step that are printed; --json has all


def proof_facts(proof: Proof) -> dict[str, Any]:
    """The promised object of `gongkai verify PACKAGE --json`."""
    return {
        "holds": proof.holds,
        "whole": proof.whole,
        "steps": [
            {"name": step.name, "looked_at": step.done, "wrong": step.wrong, "unseen": step.unseen}
            for step in proof.steps
        ],
    }


def say_proof(proof: Proof) -> None:
    """Each step in a line, with what is wrong below it."""
    for step in proof.steps:
        say(f"{_mark(step)} {step.name}：核对{step.done}项" + (f"，不符{len(step.wrong)}项" if step.wrong else ""))
        for heading, lines in (("", step.wrong), ("未能核对：", step.unseen)):
            for line in lines[:_NAMED]:
                say(f"    {heading}{line}")
            if len(lines) > _NAMED:
                say(f"    …共{len(lines)}项，见 --json")
    say()
    if not proof.holds:
        say("核验不通过。")
    elif not proof.whole:
        say("没有发现不符，但没有全部核对。")
    else:
        say("核验通过：文件、明细、网页原件和数字都相符。")


def _mark(step: Step) -> str:
    return "✗" if step.wrong else "?" if step.unseen else "✓"


def say_written(written: Written, notes: Sequence[str]) -> None:
    """Where the package lies, and what to keep apart from it."""
    say(str(written.folder))
    say(f"{written.zip}：{written.files}个文件，{written.bytes / _MEGABYTE:.1f} MB")
    say(f"清单 manifest-sha256.txt 的 SHA-256：{written.manifest_sha256}")
    say("请把这个摘要值另行存档或公布：以后据此可以证明证据包没有改动。核验：gongkai verify 证据包")
    for reason in notes:
        say(f"注意：{reason}")


def written_facts(written: Written, notes: Sequence[str]) -> dict[str, Any]:
    """The promised object of `gongkai report evidence --json`."""
    facts = ("folder", "zip", "files", "bytes", "sha256", "manifest_sha256")
    return {**{name: getattr(written, name) for name in facts}, "notes": list(notes)}
