"""Somebody without a mouse: goes by Tab from one element to the next, sees where they are, and presses keys."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

_FURTHEST = 700  # presses of Tab from one element to another; a captured page in its frame has links of its own
_SEEN = """e => {
  const style = getComputedStyle(e);
  return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
}"""


class Keys:
    """The keyboard of a page. Nothing here clicks, fills or focuses by any other way."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator, key: str = "Tab") -> Locator:
        """Press Tab until the element has the focus, and see that it shows so. Shift+Tab goes back."""
        expect(target).to_be_visible()
        for _ in range(_FURTHEST):
            if target.evaluate("e => e === document.activeElement"):
                assert target.evaluate(_SEEN), f"the focus cannot be seen: {target}"
                return target
            self.page.keyboard.press(key)
        raise AssertionError(f"cannot be reached by Tab: {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Go there and press a key: Enter for links and buttons, Space for boxes."""
        self.to(target)
        self.page.keyboard.press(key)

    def open(self, target: Locator, key: str = "Tab") -> None:
        """Follow a link or send a form, and wait for the page it leads to."""
        self.to(target, key)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        """Put a text in the place of what stands in a field."""
        self.to(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def tick(self, box: Locator) -> None:
        """See that a box is ticked."""
        if not self.to(box).is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def date(self, target: Locator, year: str, month: str, day: str) -> None:
        """Write a date, part by part, in the order of an English field, as the browser of the tests shows it."""
        self.to(target)
        self.page.keyboard.type(f"{month}{day}{year}")

    def choose(self, target: Locator, label: str) -> None:
        """Go through a list of choices from its top until this one is chosen."""
        self.to(target)
        self.page.keyboard.press("Home")
        chosen = "e => e.selectedOptions[0].label.trim()"
        for _ in range(target.locator("option").count()):
            if label in target.evaluate(chosen):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} cannot be chosen")
