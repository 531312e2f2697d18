"""The engine encodes while somebody looks on, and key frames are asked for at a pace."""

import asyncio

import pytest

from studio.ipc.message import Message
from studio.link import programme as module
from studio.link.programme import Programme


class Engine:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[Message] = []

    def send(self, message: Message) -> bool:
        self.told.append(message)
        return True

    def keys(self) -> int:
        return sum(each["type"] == "key_wanted" for each in self.told)

    def watches(self) -> list[object]:
        return [each["on"] for each in self.told if each["type"] == "watch"]


class Onlooker:
    """Keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    def put(self, pts_ns: int, is_key: bool, data: bytes) -> None:
        self.got.append(data)


async def soon(seconds: float = 0.05) -> None:
    await asyncio.sleep(seconds)


def test_it_is_encoded_from_the_first_onlooker_to_a_while_after_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LEAVE_S", 0.02)

    async def run() -> None:
        programme, engine, one, two = Programme(), Engine(), Onlooker(), Onlooker()
        programme.use(engine)
        programme.add(one)
        programme.add(two)
        programme.picture({"type": "picture", "pts_ns": 1, "key": True, "data": b"picture"})
        programme.picture({"type": "picture", "pts_ns": "no", "key": True, "data": b"nonsense"})
        programme.remove(one)
        await soon()
        programme.remove(two)
        programme.add(two)  # came back in time
        await soon()
        assert engine.watches() == [False, True]
        programme.remove(two)
        await soon()
        assert engine.watches() == [False, True, False]
        assert one.got == two.got == [b"picture"]
        again = Engine()
        programme.use(again)
        assert again.watches() == [False]
        programme.close()

    asyncio.run(run())


def test_who_asks_for_key_frames_all_the_time_gets_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEY_EVERY_S", 0.05)

    async def run() -> None:
        programme, engine = Programme(), Engine()
        programme.use(engine)
        for _ in range(50):
            programme.ask_key()
        assert engine.keys() == 1
        await soon(0.1)
        assert engine.keys() == 2
        programme.close()

    asyncio.run(run())
