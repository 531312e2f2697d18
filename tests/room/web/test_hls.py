"""hls.js in Debian's Chromium against our low-latency HLS, as browsers without FLV play it."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.room.web.browser import DEADLINE_MS, chromium
from tests.room.web.programme import programme
from tests.room.web.server import room_server

pytestmark = pytest.mark.slow

LIKE_A_PHONE = """
globalThis.ManagedMediaSource = globalThis.MediaSource;
delete globalThis.MediaSource;
HTMLMediaElement.prototype.canPlayType = () => "";
"""
"""Only hls.js can play there: no MediaSource for FLV, and no HLS of the browser's own."""

AT = "document.querySelector('video').currentTime"


def test_hls_js_plays_our_playlist_and_goes_on(tmp_path: Path) -> None:
    with (
        room_server(tmp_path) as server,
        chromium() as browser,
        programme(server, tmp_path, "640x360"),
    ):
        page = browser.new_context(locale="en-US").new_page()
        page.set_default_timeout(DEADLINE_MS)
        page.add_init_script(LIKE_A_PHONE)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(server.viewer)
        expect(page.locator("#offline")).to_be_hidden(timeout=DEADLINE_MS)
        begun_s = float(page.evaluate(AT))
        deadline_s = time.monotonic() + DEADLINE_MS / 1_000
        while float(page.evaluate(AT)) < begun_s + 2:
            assert time.monotonic() < deadline_s, "the picture does not move"
            page.wait_for_timeout(100)
        assert page.evaluate("document.querySelector('video').videoHeight") == 360
        behind_s = float(
            page.evaluate(
                "(() => { const v = document.querySelector('video');"
                " return v.buffered.end(v.buffered.length - 1) - v.currentTime; })()"
            )
        )
        print(f"\nhls.js: {behind_s:.1f} s of buffer ahead of the picture")
        assert any("/hls/1/index.m3u8" in url for url in asked)
        assert any("_HLS_part=" in url for url in asked), "it plays, but not with low latency"
        assert not any(".flv" in url for url in asked)
