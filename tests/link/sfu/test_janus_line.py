"""Tests of studio.link.sfu.janus_line, against a real Janus and one that talks nonsense."""

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from studio.link.sfu import janus_line
from studio.link.sfu.errors import SfuError
from studio.link.sfu.janus_line import PROTOCOL, Handle, JanusLine, Said
from studio.link.sfu.setting import SfuSetting
from tests.link.sfu.janus_server import JanusServer

needs_janus = pytest.mark.skipif(not shutil.which("janus"), reason="Janus is not installed")

NOWHERE = "ws://127.0.0.1:9"


def unwanted() -> None:
    raise AssertionError("The line was not lost.")


def nothing(said: Said) -> None:
    """Take what Janus says by itself."""


@needs_janus
def test_it_asks_at_once_and_later_and_hears_what_is_refused(setting: SfuSetting) -> None:
    async def run() -> None:
        line = await JanusLine.open(setting.url, setting.secret, unwanted)
        handle = await line.attach(nothing)
        rooms, sdp = await handle.ask({"request": "list"}, is_later=False)
        assert (rooms["videoroom"], sdp) == ("success", "")
        with pytest.raises(SfuError, match=r"refuses: No such room \(7\)") as caught:
            await handle.ask({"request": "join", "ptype": "publisher", "room": 7})
        assert caught.value.code == 426
        with pytest.raises(SfuError, match="The SFU refuses"):
            await Handle(line, handle.id + 1).ask({"request": "list"}, is_later=False)
        await handle.detach()
        with pytest.raises(SfuError, match="The SFU refuses"):
            await handle.ask({"request": "list"}, is_later=False)
        await line.close()
        with pytest.raises(SfuError, match="is gone"):
            await handle.ask({"request": "list"}, is_later=False)

    asyncio.run(run())


@needs_janus
def test_the_secret_is_asked_for_and_not_told(setting: SfuSetting) -> None:
    async def run() -> None:
        with pytest.raises(SfuError, match="The SFU refuses: Unauthorized") as caught:
            await JanusLine.open(setting.url, "another wind", unwanted)
        assert "wind" not in str(caught.value)

    asyncio.run(run())


@needs_janus
def test_what_is_owed_fails_when_janus_dies_and_its_owner_is_told_once(tmp_path: Path) -> None:
    async def run() -> None:
        lost: list[bool] = []
        with JanusServer(tmp_path) as janus:
            line = await JanusLine.open(janus.url, janus.secret, lambda: lost.append(True))
            handle = await line.attach(nothing)
            janus.freeze()
            owed = asyncio.create_task(handle.ask({"request": "list"}, is_later=False))
            await asyncio.sleep(0)
            janus.kill()
            with pytest.raises(SfuError, match="is gone"):
                await owed
        async with asyncio.timeout(20):
            while not lost:
                await asyncio.sleep(0.01)
        await line.close()
        assert lost == [True]

    asyncio.run(run())


def test_where_nobody_listens_that_is_told() -> None:
    async def run() -> None:
        with pytest.raises(SfuError, match=f"No Janus answers at {NOWHERE}"):
            await JanusLine.open(NOWHERE, "", unwanted)

    asyncio.run(run())


def stranger(answer: Callable[[dict[str, Any]], object]) -> Callable[[str], None]:
    """Return a test that has a line opened to who answers so; it must say what is wrong."""

    async def talk(socket: ServerConnection) -> None:
        async for text in socket:
            await socket.send(json.dumps(answer(json.loads(text))))

    def test(match: str) -> None:
        async def run() -> None:
            async with serve(talk, "127.0.0.1", 0, subprotocols=[PROTOCOL]) as server:
                port = next(iter(server.sockets)).getsockname()[1]
                with pytest.raises(SfuError, match=match):
                    await JanusLine.open(f"ws://127.0.0.1:{port}", "", unwanted)

        asyncio.run(run())

    return test


def test_who_is_no_janus_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    number = "transaction"
    stranger(lambda said: {number: said[number], "data": []})("What answers is no Janus")
    stranger(lambda said: {number: said[number], "data": {"id": "x"}})("What answers is no Janus")
    stranger(lambda said: {number: said[number], "janus": "error", "error": 7})("The SFU refuses")
    monkeypatch.setattr(janus_line, "ANSWER_S", 0.05)
    nonsense: object
    for nonsense in (None, [], "what", {number: ["x"]}, {"sender": [], number: {}}):
        stranger(lambda said, nonsense=nonsense: nonsense)("does not answer")  # type: ignore[misc]
