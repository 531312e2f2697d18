"""Tests of studio.room.live.caption_lines: what is said in a room comes to a real relay."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from studio.room.auth.secret import Secret
from studio.room.auth.stream_key import stream_key
from studio.room.auth.tokens import Tokens
from studio.room.live.caption_lines import MOST_WAITING, CaptionLines, spoken_of
from studio.room.live.handoff_relay import RelayControl, RelayRefusedError
from studio.room.protocol.actions import Caption
from studio.room.relay.access import Access
from studio.room.relay.relay import Relay
from studio.room.relay.server import Server
from studio.room.relay.station import Station
from tests.media import Clip, make_clip

PATIENCE_S = 20.0


def caption(text: str, start_ms: object = 0, **more: object) -> Caption:
    said = {"type": "caption", "id": "1", "text": text, "start_ms": start_ms, "is_final": True}
    return Caption.model_validate({**said, "language": "en", **more})


class Beside:
    """The lines of a room, and the relay beside it.

    Attributes:
        tasks: What goes on.
    """

    def __init__(self, relay: Relay, control: RelayControl) -> None:
        self.relay = relay
        self.control = control
        self.tasks: list[asyncio.Task[None]] = []
        self.lines = CaptionLines("1", control, self._begin)

    def _begin(self, work: Coroutine[None, None, None]) -> bool:
        self.tasks.append(asyncio.create_task(work))
        return True

    def go_live(self, clip: Clip, secret: Secret) -> Station:
        key = {"key": stream_key(secret, "1")}
        publication = self.relay.publish("1", key, lambda: None, lambda role: None)
        for tag in [*clip.headers(), *clip.tags()]:
            publication.put(tag.kind, tag.time_ms, tag.body)
        return publication.station

    async def done(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(*self.tasks)


@asynccontextmanager
async def beside(folder: Path, secret: Secret) -> AsyncIterator[Beside]:
    relay = Relay(Access(secret), None)
    server = Server(relay, "127.0.0.1")
    ports = await server.start(http_port=0, ws_port=0, rtmp_port=0)
    control = RelayControl(lambda: ports.http, Tokens(secret), lambda: int(time.time()))
    try:
        yield Beside(relay, control)
    finally:
        await control.close()
        await server.close()


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("clip"), seconds=2)


def test_finals_come_in_their_order_and_partials_do_not(tmp_path: Path, clip: Clip) -> None:
    async def play() -> None:
        secret = Secret.open(tmp_path / "secret")
        async with beside(tmp_path, secret) as here:
            station = here.go_live(clip, secret)
            here.lines.say(caption("Not yet", is_final=False))
            for number in range(5):
                here.lines.say(caption(f"Number {number}.", breath=f"b{number}"))
            assert len(here.tasks) == 1, "one after the other"
            await here.done()
            translated: dict[str, object] = {"translation": "四号。", "translation_language": "zh"}
            here.lines.say(caption("Number 4.", 0, breath="b4", **translated))
            await here.done()
            assert station.captions.languages == ["en", "zh"]
            text = station.captions.segment("en", 0, 10**9) or ""
            said = [line for line in text.splitlines() if line.startswith("Number")]
            assert said == [f"Number {number}." for number in range(5)]
            assert "四号。" in (station.captions.segment("zh", 0, 10**9) or "")

    asyncio.run(play())


def test_a_room_that_is_not_live_at_the_relay_costs_nothing(tmp_path: Path) -> None:
    async def play() -> None:
        async with beside(tmp_path, Secret.open(tmp_path / "secret")) as here:
            for number in range(3 * MOST_WAITING):
                here.lines.say(caption(f"Number {number}."))
            await here.done()
            assert len(here.tasks) == 1
            with pytest.raises(RelayRefusedError, match="not live"):
                await here.control.caption("1", spoken_of(caption("Hello."), "1"))
        nowhere = CaptionLines("1", None, here._begin)
        nowhere.say(caption("Hello."))
        assert len(here.tasks) == 1

    asyncio.run(play())


def test_words_have_their_times_or_share_the_time() -> None:
    timed = spoken_of(caption("Hi you", 5, words=[["Hi", 5, 50], ["you", 90, 70]]), "9")
    assert [(word.start_ms, word.end_ms) for word in timed.words] == [(5, 50), (90, 90)]
    guessed = spoken_of(caption("Hi you", 5), "9")
    assert (guessed.id, guessed.text, guessed.start_ms) == ("9", "Hi you", 5)
    assert guessed.end_ms > 300


@pytest.mark.parametrize(
    "said", [{"start_ms": 10**12}, {"words": [["  ", 1, 2]]}, {"text": " "}, {"text": ""}]
)
def test_what_makes_no_sense_goes_nowhere(tmp_path: Path, said: dict[str, object]) -> None:
    async def play() -> None:
        async with beside(tmp_path, Secret.open(tmp_path / "secret")) as here:
            here.lines.say(caption(**{"text": "x", **said}))  # type: ignore[arg-type]
            assert here.tasks == []

    asyncio.run(play())
