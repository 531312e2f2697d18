"""A phone of tests: the real page in Debian's Chromium, with its fake camera and microphone.

with phone_page(link) as page:
    page.click("#start")
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from playwright.sync_api import Page, sync_playwright

from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.room.web.browser import CHROMIUM

FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def invite(studio: LiveStudio, kind: str = "phone") -> str:
    """Return the address of a link for a phone or a guest of a demo's room."""
    studio.wait_for(r"Moderate it at\s+\S+")
    found = re.search(r"Moderate it at\s+(https?://[^/]+)\S*invitation=(\S+)", studio.text)
    assert found, studio.text
    server, anchor = found.groups()
    with httpx.Client(base_url=server, timeout=PATIENCE_S) as client:
        answer = client.post("/api/session", json={"invitation": anchor})
        assert answer.is_success, answer.text
        authorization = {"Authorization": f"Bearer {answer.json()['token']}"}
        wish = {"kind": kind, "role": "viewer"}
        answer = client.post("/api/rooms/1/invitations", json=wish, headers=authorization)
        assert answer.is_success, answer.text
        return f"{server}{answer.json()['path']}"


@contextmanager
def phone_page(link: str, locale: str = "en") -> Iterator[Page]:
    """Open a link as a phone does, until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--mute-audio", *FAKE]
        )
        try:
            page = browser.new_context(locale=locale).new_page()
            page.set_default_timeout(PATIENCE_S * 1000)
            page.goto(link)
            yield page
        finally:
            browser.close()
