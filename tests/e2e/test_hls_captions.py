"""What is said in a studio, in the captions of players that know its HLS address alone.

The whole way: engine, room client, edge, relay.  It costs a demo of its own, as no other test
has a studio, a room and a relay at once without a browser.
"""

import json
import re
import time
from pathlib import Path

import httpx
import pytest

from studio.cli.client import EngineClient
from studio.model import commands as do
from studio.model.events import Event, StatsChanged
from studio.supervisor.session_file import find_session
from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.model.captions.telling import told
from tests.room.relay.test_captions import ms

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

AHEAD_MS = 1_500
"""So far ahead of the clock a test says its words, so that they come in time."""


class SessionClock:
    """The age of a session, by what its engine tells."""

    def __init__(self) -> None:
        self._begun_s: float | None = None

    def hear(self, event: Event) -> None:
        if isinstance(event, StatsChanged):
            begun_s = time.monotonic() - event.time_s
            self._begun_s = min(begun_s, self._begun_s or begun_s)

    def now_ms(self) -> int:
        deadline_s = time.monotonic() + PATIENCE_S
        while self._begun_s is None:
            assert time.monotonic() < deadline_s
            time.sleep(0.02)
        return round((time.monotonic() - self._begun_s) * 1000)


def test_a_player_of_hls_gets_what_is_said_at_its_time(tmp_path: Path, cheap: list[str]) -> None:
    clock = SessionClock()
    with LiveStudio(tmp_path, [*cheap, "--data", str(tmp_path / "room")], "demo") as studio:
        studio.wait_for("push-1 live")
        client = EngineClient(studio.run_dir, clock.hear)
        session = find_session(studio.run_dir)
        assert session
        assert session.engine
        assert client.connect(session.engine.address)
        (place,) = (tmp_path / "room").rglob("relay.json")
        port = json.loads(place.read_text())["http"]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/hls/1/", timeout=PATIENCE_S) as http:
            assert "SUBTITLES" not in http.get("index.m3u8").text
            said_ms = clock.now_ms() + AHEAD_MS
            spoken = told("Read it anywhere.", "1", start_ms=said_ms, language="en")
            client.do(do.SendStreamCaption(spoken=spoken))
            deadline_s = time.monotonic() + PATIENCE_S
            while "captions-en.m3u8" not in http.get("index.m3u8").text:
                assert time.monotonic() < deadline_s
                time.sleep(0.05)
            shown_ms, newest_ms, now_ms = _found(http, clock)
        client.close()
    # The newest picture is as old as an encoder, a network and this test's questions take; what
    # it knows of the session's age is late by as much as a busy machine is.
    behind_ms = (now_ms - said_ms) - (newest_ms - shown_ms)
    print(f"\nthe programme's clock is {behind_ms} ms before the relay's newest picture")
    assert -1_000 < behind_ms < 2_000


def _found(http: httpx.Client, clock: SessionClock) -> tuple[int, int, int]:
    """Return when the cue is shown, the end of the newest segment, and when that was closed."""
    number = 0
    while True:
        answer = http.get("captions-en.m3u8", params={"_HLS_msn": str(number)})
        now_ms, text = clock.now_ms(), answer.raise_for_status().text
        numbers = [int(each) for each in re.findall(r"captions-en-(\d+)\.vtt", text)]
        for each in numbers:
            found = re.search(r"\n(\S+) --> ", http.get(f"captions-en-{each}.vtt").text)
            if found:
                return ms(found[1]), _end_ms(http, numbers[-1]), now_ms
        number = numbers[-1] + 1


def _end_ms(http: httpx.Client, number: int) -> int:
    """Return when a segment ends, on the relay's line: where the next one begins."""
    data = http.get(f"part-{number + 1}-0.m4s").raise_for_status().content
    at = data.index(b"tfdt")
    return int.from_bytes(data[at + 8 : at + 16], "big")
