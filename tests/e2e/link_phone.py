"""A phone of tests: the real page in Debian's Chromium, with its fake camera and microphone.

with browser_with_camera() as browser:
    page = new_page(browser)
    page.goto(invite(studio))
    page.click("#start")
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from studio.ipc.channel import Channel
from studio.supervisor.session_file import find_session
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
def browser_with_camera(*words: str) -> Iterator[Browser]:
    """Run a browser whose camera is green and whose microphone beeps, until the block ends.

    Args:
        words: More for its command line.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--mute-audio", *FAKE, *words]
        )
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser: Browser, locale: str = "en") -> Page:
    """Return a page of somebody who was never here."""
    page = browser.new_context(locale=locale).new_page()
    page.set_default_timeout(PATIENCE_S * 1000)
    return page


class Stage:
    """What the anchor does at the stage, by the session's room client."""

    def __init__(self, studio: LiveStudio) -> None:
        session = find_session(studio.run_dir)
        assert session
        client = next(each for each in session.processes if each.kind == "room_client")
        self._peers: list[dict[str, Any]] = []
        self._channel = Channel.connect(
            client.address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: self._take(message),
            on_close=lambda channel, reason: None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._channel.close()

    def find(self, kind: str, state: str = "") -> dict[str, Any] | None:
        """Return a peer of a kind, and of a state where one is named, if there is one."""
        found = (each for each in self._peers if each["kind"] == kind)
        return next((each for each in found if state in ("", each["state"])), None)

    def act(self, action: dict[str, Any]) -> None:
        """Do something in the room."""
        self._channel.send({"type": "act", "id": 1, "action": action})

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "room_state", "room": {"stage": list(peers)}}:
                self._peers = peers
            case {"type": "room_event", "event": {"type": "stage", "peers": list(peers)}}:
                self._peers = peers
