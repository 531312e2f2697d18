"""hls.js in Debian's Chromium against our low-latency HLS, as browsers without FLV play it."""

import io
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from playwright.sync_api import expect
from websockets.sync.client import connect

from tests.room.relay.test_captions import ms
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

HLS_JS = Path(__file__).parents[3] / "studio/room/web/node_modules/hls.js/dist/hls.min.js"

PLAY = """(url) => {
    globalThis.hls = new Hls({ lowLatencyMode: true });
    hls.loadSource(url);
    hls.attachMedia(document.querySelector("video"));
}"""
WHERE = """() => {
    const cues = [...document.querySelector("video").textTracks[0].cues];
    const cue = cues.find((each) => each.text.startsWith("Number 2"));
    const { fragments } = hls.levels[hls.currentLevel].details;
    return [cue.startTime, fragments.map(({ sn, start }) => ({ sn, start }))];
}"""

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
        assert any("/hls/1/video.m3u8" in url for url in asked)
        assert any("_HLS_part=" in url for url in asked), "it plays, but not with low latency"
        assert not any(".flv" in url for url in asked)


SHOWN = "[...(document.querySelector('video').textTracks[0]?.activeCues ?? [])].map((c) => c.text)"


@pytest.mark.skipif(not HLS_JS.exists(), reason="npm ci has not run in studio/room/web")
def test_players_of_hls_show_what_is_said_with_its_picture(tmp_path: Path) -> None:
    """The whole hls.js, as other people's pages have it: ours shows captions by itself."""
    with (
        room_server(tmp_path) as server,
        chromium() as browser,
        programme(server, tmp_path, "640x360"),
    ):
        relay = json.loads((tmp_path / "relay.json").read_text())
        hls = f"http://127.0.0.1:{relay['http']}/hls/1"
        invitation = server.anchor.partition("invitation=")[2]
        token = server.ask("/api/session", {"invitation": invitation})["token"]
        with connect(f"ws://127.0.0.1:{server.edge['ws']}/ws") as studio:
            studio.send(json.dumps({"type": "join", "room": "1", "token": token}))

            def say(number: int) -> None:
                said: dict[str, object] = {"start_ms": number, "is_final": True, "language": "en"}
                said |= {"type": "caption", "id": f"c{number}", "text": f"Number {number} <b>."}
                studio.send(json.dumps(said))

            _until(lambda: "RESOLUTION" in _text(f"{hls}/index.m3u8"))
            say(1)
            _until(lambda: "captions-en" in _text(f"{hls}/index.m3u8"))
            page = browser.new_context().new_page()
            page.set_default_timeout(DEADLINE_MS)
            page.set_content("<video muted autoplay></video>")
            page.add_script_tag(path=HLS_JS)
            page.evaluate(PLAY, f"{hls}/index.m3u8")
            page.wait_for_function("document.querySelector('video').currentTime > 0")
            page.evaluate("hls.subtitleTrack = 0")
            say(2)
            page.wait_for_function(f"({SHOWN}).some((text) => text.startsWith('Number 2'))")
            # Where it is shown, against the picture that is there in the file.
            cue_s, fragments = page.evaluate(WHERE)
        number, offset_s = _where(hls, "Number 2")
    found = [each for each in fragments if each["sn"] == number]
    assert found, fragments
    error_s = cue_s - found[0]["start"] - offset_s
    print(f"\nhls.js: {error_s * 1000:.0f} ms from where the relay wants it")
    assert abs(error_s) < 0.05


def _text(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return ""  # nothing is on air yet


def _until(is_so: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + DEADLINE_MS / 1000
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.1)


def _where(hls: str, text: str) -> tuple[int, float]:
    """Return the segment in which a cue begins, and how far behind its first picture."""
    for number in re.findall(r"captions-en-(\d+)\.vtt", _text(f"{hls}/captions-en.m3u8")):
        found = re.search(rf"\n(\S+) --> .*\n{text}", _text(f"{hls}/captions-en-{number}.vtt"))
        if found is None:
            continue
        data = b""
        for piece in ("init-0.mp4", f"segment-{number}.m4s"):
            with urllib.request.urlopen(f"{hls}/{piece}", timeout=20) as answer:
                data += answer.read()
        with av.open(io.BytesIO(data), "r") as file:
            first = next(iter(file.demux(video=0)))
            assert first.pts is not None
            assert first.time_base is not None
            return int(number), ms(found[1]) / 1000 - float(first.pts * first.time_base)
    raise AssertionError("the relay has that cue no more")
