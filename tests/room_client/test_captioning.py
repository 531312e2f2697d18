"""Tests of studio.room_client.captioning."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path

import pytest

from studio.ipc.address import free_address
from studio.ipc.aio import AsyncChannelServer
from studio.ipc.message import Message
from studio.model.captions.spoken import Spoken
from studio.model.errors import StudioError
from studio.model.events import Captioned, Notice
from studio.room.protocol.actions import ACTION, Caption
from studio.room_client import captioning
from studio.room_client.api import ApiError
from studio.room_client.captioning import MOST_CHARACTERS, MOST_WORDS, Captioning
from tests.model.captions.telling import by_character, told

PATIENCE_S = 20.0


class Engine:
    """What an engine sends, on a channel of its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.has_guest = asyncio.Event()
        self.heard: asyncio.Queue[Message] = asyncio.Queue()
        self._server = AsyncChannelServer(
            address,
            name="engine",
            secret="s",
            on_message=lambda channel, message: self.heard.put_nowait(message),
            on_connect=lambda channel: self.has_guest.set(),
        )

    async def start(self) -> None:
        await self._server.start()

    def say(self, *said: Spoken) -> None:
        for number, spoken in enumerate(said):
            self._server.broadcast(Captioned(spoken=spoken).to_message(number))

    def tell_something_else(self) -> None:
        self._server.broadcast(Notice(level="info", text="hello").to_message(1))
        self._server.broadcast({"type": "event", "number": 2, "name": "Captioned", "args": {}})
        self._server.broadcast({"type": "meters", "inputs": {}})

    async def close(self) -> None:
        await self._server.close()


class Room:
    """Keeps what is done in it."""

    def __init__(self) -> None:
        self.captions: list[Message] = []
        self.answers: list[tuple[str, ...] | StudioError] = [()]
        self.refuses_words_as = ""
        self._came = asyncio.Condition()

    async def act(self, action: Message) -> Message:
        if self.refuses_words_as and "words" in action:
            return {"type": "refused", "code": self.refuses_words_as}
        async with self._came:
            self.captions.append(action)
            self._came.notify_all()
        return {"type": "accepted"}

    async def words(self) -> tuple[str, ...]:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, StudioError):
            raise answer
        return answer

    async def until(self, count: int) -> list[object]:
        async with asyncio.timeout(PATIENCE_S), self._came:
            await self._came.wait_for(lambda: len(self.captions) >= count)
        return [each["text"] for each in self.captions]


Act = Callable[[Captioning, Engine, Room], Coroutine[None, None, None]]


@pytest.fixture
def run_dir() -> Iterator[Path]:
    """A folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder)


@pytest.fixture
def play(run_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Act], None]:
    monkeypatch.setattr(captioning, "AGAIN_S", 0.05)
    monkeypatch.setattr(captioning, "ASK_AGAIN_S", 0.05)

    async def run(act: Act) -> None:
        engine, room = Engine(free_address(run_dir, "engine")), Room()
        await engine.start()
        listening = Captioning("s", room.act, room.words)
        staying = asyncio.create_task(listening.stay())
        try:
            listening.use(engine.address)
            await asyncio.wait_for(engine.has_guest.wait(), PATIENCE_S)
            await act(listening, engine, room)
        finally:
            staying.cancel()
            await asyncio.gather(staying, return_exceptions=True)
            await engine.close()

    return lambda act: asyncio.run(run(act))


def test_what_is_said_comes_to_the_room(play: Callable[[Act], None]) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        engine.tell_something_else()
        engine.say(told("大家好", start_ms=1200, is_final=False, language="zh"))
        await room.until(1)
        assert room.captions == [
            {
                "type": "caption",
                "text": "大家好",
                "start_ms": 1200,
                "is_final": False,
                "language": "zh",
            }
        ]

    play(act)


def test_a_translation_comes_to_the_room_with_its_words(play: Callable[[Act], None]) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        translated = {"translation": "Hello.", "translation_language": "en"}
        engine.say(told("大家好", language="zh").model_copy(update=translated))
        await room.until(1)
        assert room.captions[0]["text"] == "大家好"
        assert translated.items() <= room.captions[0].items()

    play(act)


def test_the_engine_masks_the_room_s_words_as_soon_as_it_tells_them(
    play: Callable[[Act], None],
) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        command = await asyncio.wait_for(engine.heard.get(), PATIENCE_S)
        assert (command["name"], command["args"]) == ("MaskRoomWords", {"words": []})
        room.answers = [ApiError("It does not answer."), ("damn", "傻")]
        engine.has_guest.clear()
        listening.use("")
        listening.use(engine.address)
        command = await asyncio.wait_for(engine.heard.get(), PATIENCE_S)
        assert command["args"] == {"words": ["damn", "傻"]}

    play(act)


def test_a_final_comes_with_the_times_of_its_words(play: Callable[[Act], None]) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        engine.say(told("Hello there.", "b7", start_ms=1200, speaker="Mary"))
        await room.until(1)
        words = [["Hello", 1200, 1500], ["there.", 1500, 1800]]
        asked = {"breath": "b7", "speaker": "Mary", "words": words}
        assert asked.items() <= room.captions[0].items()
        assert isinstance(ACTION.validate_python({"id": "1", **room.captions[0]}), Caption)
        engine.say(by_character("好" * (MOST_WORDS + 1), "b8"))
        await room.until(2)
        assert room.captions[1]["words"] == []

    play(act)


def test_a_room_that_has_no_such_list_is_not_asked_again(play: Callable[[Act], None]) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        await engine.heard.get()
        room.answers = [ApiError("There is no such thing.", "not_found"), ("damn",)]
        listening.use("")
        listening.use(engine.address)
        await asyncio.sleep(3 * captioning.ASK_AGAIN_S)
        assert engine.heard.empty()
        assert room.answers == [("damn",)]

    play(act)


@pytest.mark.parametrize("code", ["unreadable", "too_big"])
def test_a_room_that_takes_no_words_gets_the_text(play: Callable[[Act], None], code: str) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        room.refuses_words_as = code
        engine.say(told("Hello."), told("And again.", "2"))
        assert await room.until(2) == ["Hello.", "And again."]
        assert "words" not in room.captions[0]

    play(act)


def test_what_grows_fast_is_told_as_it_is_then(play: Callable[[Act], None]) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        growing = [told("word " * (n + 1), is_final=n == 20) for n in range(21)]
        engine.say(*growing, told("x" * 90 + " y" * 400, "2"), Spoken(id="3", is_final=True))
        texts = await room.until(2)
        assert texts[-2] == growing[-1].text
        assert texts[-1] == (" y" * (MOST_CHARACTERS // 2)).strip()
        assert len(texts) <= 4

    play(act)


def test_another_engine_is_listened_to(play: Callable[[Act], None], run_dir: Path) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        other = Engine(free_address(run_dir, "other"))
        await engine.close()
        await other.start()
        listening.use(other.address)
        await asyncio.wait_for(other.has_guest.wait(), PATIENCE_S)
        other.say(told("On we go."))
        assert await room.until(1) == ["On we go."]
        await other.close()

    play(act)


def test_an_engine_that_comes_back_where_it_was_is_found(play: Callable[[Act], None]) -> None:
    async def act(listening: Captioning, engine: Engine, room: Room) -> None:
        await engine.close()
        engine.has_guest.clear()
        await engine.start()
        await asyncio.wait_for(engine.has_guest.wait(), PATIENCE_S)
        engine.say(told("Here again."))
        assert await room.until(1) == ["Here again."]

    play(act)
