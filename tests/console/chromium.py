"""The real browser: Debian's chromium, driven by Playwright, on loopback only."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.console.inspected_city import PASSWORD

WIDTHS = (1366, 390)  # a desk and a telephone, in CSS pixels
_OPTIONS = (
    "--no-sandbox",  # chromium refuses its own sandbox for root, which CI is; it opens nothing but loopback here
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--font-render-hinting=none",
    # The browser's own errands into the world, and every name but this machine's.
    "--lang=zh-CN",  # how the browser writes days in its own fields
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.* , EXCLUDE localhost",
)
expect.set_options(timeout=30_000)  # milliseconds: what is expected comes when this machine comes to it


def executable() -> str:
    """Where chromium is. Raises RuntimeError where it is not installed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise RuntimeError("the browser tests need chromium: `apt-get install chromium fonts-noto-cjk`")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=executable(), args=list(_OPTIONS))
        yield made
        made.close()


def log_in(page: Page, address: str, name: str) -> None:
    """Log in through the form."""
    page.goto(f"{address}/login")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def choose(page: Page, language: str) -> None:
    """Switch the language where it is another one."""
    button = page.locator(f"form[action='/language/{language}'] button")
    if button.count():
        button.click()


def sticks_out(page: Page) -> list[str]:
    """Elements that stick out of the page to the right, so that one must scroll sideways; empty where all fits.

    What scrolls in a frame of its own (a wide table in `.table-responsive`) does not.
    """
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll("main *, header *")]
            .filter((e) => e.getBoundingClientRect().right > wide + 1 && !e.closest(".table-responsive, .scrolls"))
            .slice(0, 5)
            .map((e) => e.tagName + "." + e.className + ": " + e.textContent.trim().slice(0, 40));
        }"""
    )
    return found


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong under WCAG 2.1 A and AA: rule, and the elements."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']})"
    )
    return [
        f"{entry['id']}: {entry['help']}: " + "; ".join(node["html"][:160] for node in entry["nodes"][:4])
        for entry in found["violations"]
    ]
