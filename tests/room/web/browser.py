"""Debian's Chromium for tests of pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
DEADLINE_MS = 30_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run it until the block ends."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        try:
            yield launched
        finally:
            launched.close()


def open_page(browser: Browser, url: str, locale: str = "zh-CN") -> Page:
    """Open a page as a person of its own."""
    page = browser.new_context(locale=locale).new_page()
    page.set_default_timeout(DEADLINE_MS)
    page.goto(url)
    return page
