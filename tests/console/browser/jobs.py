"""Waiting for a job as a person does: the page says by itself how it goes."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def finish(page: Page, seconds: float = 180) -> None:
    """Wait until the job of the page has ended, without touching the page."""
    page.wait_for_url("**/jobs/*")
    expect(page.locator("main [data-going]")).to_have_count(0, timeout=seconds * 1000)
    page.wait_for_load_state("networkidle")
