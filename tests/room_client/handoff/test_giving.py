"""Tests of studio.room_client.handoff.giving, in a real room: what goes out, and to whom."""

import asyncio
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from studio.ipc.message import Message
from studio.model.collection_file import load
from tests.room_client.handoff.stage import HandoffRoom

pytestmark = pytest.mark.slow  # for the room

LOGO = b"logo"


def collection(folder: Path) -> Message:
    """Return a scene with a file."""
    (folder / "logo.png").write_bytes(LOGO)
    inputs = [{"name": "Logo", "kind": "image", "settings": {"file": str(folder / "logo.png")}}]
    return {"schema": 1, "name": "晚间直播", "inputs": inputs, "scenes": [{"name": "Main"}]}


def test_nothing_goes_out_before_the_user_agrees_and_then_all_does(
    handoff_room: HandoffRoom, own: Path, tmp_path: Path
) -> None:
    async def run() -> None:
        async with (
            handoff_room.device("pc", collection(tmp_path)) as pc,
            handoff_room.device("laptop") as laptop,
        ):
            await pc.be_on_air()
            assert not await laptop.do("take", engine=laptop.engine.address)
            await pc.until("asked")
            assert (pc.desk.told.other, laptop.step) == ("laptop", "asking")
            assert not list(own.glob("*"))
            assert not await pc.do("agree")
            await laptop.until("ready")
            assert pc.step == "sent"
            assert pc.desk.told.all_bytes == laptop.desk.told.done_bytes == len(LOGO)
            (came,) = own.glob("*/*.png")
            assert (came.read_bytes(), came.stem) == (LOGO, sha256(LOGO).hexdigest())
            kept = load(came.parent / "scenes.json")
            assert (kept.name, kept.inputs[0].settings["file"]) == ("晚间直播", str(came))
            assert not await pc.do("cancel")  # also once it has agreed
            for each in (pc, laptop):
                await each.until("ended")
                assert each.desk.told.sentence == "It was called off on pc."
            assert await pc.on_air() == "pc"
            assert pc.engine.commands == []

    asyncio.run(run())


def test_a_studio_that_is_never_handed_over_or_whose_user_refuses_gives_nothing(
    handoff_room: HandoffRoom, own: Path
) -> None:
    async def run() -> None:
        async with handoff_room.device("pc") as pc, handoff_room.device("laptop") as laptop:
            await pc.be_on_air(hand_over="no")
            assert not await laptop.do("take")
            await laptop.until("ended")
            sentence = "pc does not let its programme be taken over."
            assert laptop.desk.told.sentence == sentence
            assert not await pc.do("watch", engine=pc.engine.address)
            assert not await laptop.do("take")
            await pc.until("asked")
            assert not await pc.do("refuse")
            await laptop.until("ended")
            assert laptop.desk.told.sentence == sentence
            assert await pc.do("agree") == "No device asks to take over."
        assert not list(own.glob("*/*"))

    asyncio.run(run())


def test_what_was_offered_goes_to_the_next_that_asks_and_to_it_alone(
    handoff_room: HandoffRoom, own: Path, tmp_path: Path
) -> None:
    async def run() -> None:
        async with (
            handoff_room.device("pc", collection(tmp_path)) as pc,
            handoff_room.device("laptop") as laptop,
        ):
            assert "not ready" in await pc.do("offer")
            await pc.be_on_air()
            assert not await pc.do("offer")
            assert not await laptop.do("take")
            await laptop.until("starting")
            assert not await laptop.do("cancel")
            await laptop.until("ended")
            await pc.until("ended")
            assert pc.desk.told.sentence == "It was called off on laptop."
            assert not await laptop.do("take")
            await pc.until("asked")

    asyncio.run(run())


def test_who_asks_is_told_that_the_engine_is_away(handoff_room: HandoffRoom, own: Path) -> None:
    async def run() -> None:
        async with handoff_room.device("pc") as pc, handoff_room.device("laptop") as laptop:
            await pc.be_on_air(hand_over="yes")
            await pc.do("watch", engine=f"{pc.engine.address}-gone", hand_over="yes")
            assert not await laptop.do("take")
            await laptop.until("ended")
            assert "engine does not answer" in laptop.desk.told.sentence
            assert pc.desk.told.sentence == laptop.desk.told.sentence

    asyncio.run(run())


def test_a_phone_that_stands_by_is_put_on_air_converted_where_it_does_not_fit(
    handoff_room: HandoffRoom, own: Path
) -> None:
    async def run() -> None:
        async with handoff_room.device("pc") as pc:
            await pc.be_on_air()
            with handoff_room.encoder("phone", "180x320"):
                await pc.wait(lambda: _card(handoff_room)["has_media"])
                refused = await pc.do("put_on_air", device="phone")
                assert "phone sends 180x320 where 320x180 is on air" in refused
                assert await pc.on_air() == "pc"
                assert not await pc.do("transcode", device="phone", on=True)
                await pc.wait(lambda: not _card(handoff_room)["misfit"])
                await pc.wait(lambda: _card(handoff_room)["has_media"])
                assert not await pc.do("put_on_air", device="phone")
                await pc.until("done")
                assert pc.desk.told.other == "phone"
                assert pc.engine.commands == ["StopOutput"]
                assert await pc.on_air() == "phone"

    asyncio.run(run())


def _card(room: HandoffRoom) -> dict[str, Any]:
    """Return what the relay says of the phone."""
    nobody = {"has_media": False, "misfit": "It is not there."}
    found = (each for each in room.state.get("publishers", ()) if each["device"] == "phone")
    return next(found, nobody)
