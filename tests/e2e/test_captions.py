"""Captions of a live session: in the stream that a server passes on, and beside the recording."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from studio.cli.client import EngineClient
from studio.model import commands as do
from studio.model.captions.settings import CaptionSettings
from studio.model.events import Captioned, Event, StatsChanged
from studio.supervisor.session_file import find_session
from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.engine.captions.video import read_captions
from tests.model.captions.telling import by_character, told
from tests.room.web.browser import chromium, open_page
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SAID = ("This is the first of all rows.", "This one is what comes second.", "And so on it goes.")


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str], server: NginxRtmp) -> Iterator[LiveStudio]:
    words = [*cheap, "--to", server.url(), "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as running:
        running.wait_for("push-1 live")
        yield running


@pytest.fixture
def heard() -> list[Event]:
    return []


@contextmanager
def connected(studio: LiveStudio, heard: list[Event]) -> Iterator[EngineClient]:
    client = EngineClient(studio.run_dir, heard.append)
    session = find_session(studio.run_dir)
    assert session
    assert session.engine
    assert client.connect(session.engine.address)
    assert client.wait_snapshot()
    yield client
    client.close()


@pytest.fixture
def client(studio: LiveStudio, heard: list[Event]) -> Iterator[EngineClient]:
    with connected(studio, heard) as client:
        yield client


def until_s(heard: list[Event], session_s: float) -> float:
    """Wait until the session is so old; return how old it is."""
    deadline_s = time.monotonic() + PATIENCE_S
    while True:
        ages_s = [event.time_s for event in heard if isinstance(event, StatsChanged)]
        if ages_s and ages_s[-1] >= session_s:
            return ages_s[-1]
        assert time.monotonic() < deadline_s
        time.sleep(0.05)


def test_what_is_said_is_in_the_stream_and_beside_the_recording(
    client: EngineClient, heard: list[Event], server: NginxRtmp, tmp_path: Path
) -> None:
    captions = CaptionSettings(in_video=True, corrections={"ross": "rows"})
    client.do(do.SetCaptions(captions=captions))
    seen = tmp_path / "seen.flv"
    argv = ["ffmpeg", "-v", "error", "-i", server.url(), "-c", "copy", "-flush_packets", "1"]
    with subprocess.Popen([*argv, str(seen)], stdin=subprocess.PIPE) as viewer:
        assert viewer.stdin
        while not (seen.exists() and seen.stat().st_size > 20_000):
            assert viewer.poll() is None
            time.sleep(0.05)
        now_s = until_s(heard, 0)
        for number, text in enumerate(SAID):
            said = text.replace("rows", "ross")
            spoken = told(said, str(number), start_ms=round(now_s * 1000) + number * 2000)
            client.do(do.SendStreamCaption(spoken=spoken))
        until_s(heard, now_s + 6)
        viewer.stdin.write(b"q")
        viewer.stdin.flush()
        assert viewer.wait(30) == 0
    assert read_captions(seen)[:2] == list(SAID[:2])
    client.do(do.StopRecord())
    transcript = (tmp_path / "live.txt").read_text("utf-8")
    assert [line.split("] ")[1] for line in transcript.splitlines()] == list(SAID)
    assert [each.spoken.text for each in heard if isinstance(each, Captioned)] == list(SAID)


def font_px(page: Page) -> float:
    """Return how large captions are written."""
    size = page.locator("#caption").evaluate("element => getComputedStyle(element).fontSize")
    return float(str(size).removesuffix("px"))


def test_viewers_read_in_their_page_what_is_said(tmp_path: Path, cheap: list[str]) -> None:
    words = [*cheap, "--data", str(tmp_path / "room")]
    with LiveStudio(tmp_path, words, "demo") as studio:
        studio.wait_for("push-1 live")
        address = re.search(r"Watch it at +(http\S+)", studio.text)
        assert address
        with chromium() as browser, connected(studio, []) as client:
            page = open_page(browser, address[1])
            page.locator("#live-chip.live").wait_for()
            for count in (3, 6):
                spoken = by_character("大家好你们好"[:count], is_final=count == 6)
                client.do(do.SendStreamCaption(spoken=spoken))
                page.locator(f'#caption:text-is("{spoken.text}")').wait_for()
            assert page.locator("#caption").get_attribute("lang") == "zh"
            translation = {"translation": "Hello, all of you.", "translation_language": "en"}
            client.do(do.SendStreamCaption(spoken=spoken.model_copy(update=translation)))
            page.locator('#caption-translation:text-is("Hello, all of you.")').wait_for()
            assert page.locator(f'#caption:text-is("{spoken.text}")').is_visible()
            usual_px = font_px(page)
            page.locator("#caption-look summary").click()
            page.locator("#caption-size").select_option("huge")
            page.locator("#caption-contrast").select_option("solid")
            assert font_px(page) > 1.5 * usual_px
            page.reload()
            page.locator('#captions[data-size="huge"][data-contrast="solid"]').wait_for(
                state="attached"
            )
