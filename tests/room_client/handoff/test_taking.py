"""Tests of studio.room_client.handoff.taking, in a real room: one wins, and nothing is lost."""

import asyncio
import time
from pathlib import Path

import pytest

from studio.model import session as sessions
from studio.model.session import Session, StartedOutput
from studio.room.protocol.values import Role
from tests.e2e.room_edge import ROOM
from tests.room.ws.client import client
from tests.room_client.handoff.stage import PLAN, HandoffRoom
from tests.room_client.handoff.test_giving import LOGO, collection

pytestmark = pytest.mark.slow  # for the room

BUSY = "{} is just taking over: wait for it, or call it off first."


def test_who_cannot_take_over_is_told_why(handoff_room: HandoffRoom, own: Path) -> None:
    async def run() -> None:
        async with handoff_room.device("laptop") as laptop:
            assert not await laptop.do("take", engine=f"{laptop.engine.address}-gone")
            await laptop.until("ended")
            assert "engine does not answer" in laptop.desk.told.sentence
            laptop.engine.state["outputs"] = {"push-1": {"state": "live"}}
            assert not await laptop.do("take", engine=laptop.engine.address)
            await laptop.until("ended")
            assert laptop.desk.told.sentence == "This studio is live itself: end that first."
            laptop.engine.state["outputs"] = {"push-1": {"state": "ended"}, "record": {}}
            assert not await laptop.do("take", engine=laptop.engine.address)
            await laptop.until("ended")
            assert "Nothing is on air" in laptop.desk.told.sentence
            assert await laptop.do("confirm") == "No handoff goes on."
            assert laptop.engine.commands == []

    asyncio.run(run())


def test_of_two_that_ask_in_the_same_moment_one_wins_and_the_other_is_told_who(
    handoff_room: HandoffRoom, own: Path, tmp_path: Path
) -> None:
    """Both states stay whole: the one's goes on air with all of it, the other's is not touched."""

    async def run() -> None:
        async with (
            handoff_room.device("pc", collection(tmp_path)) as pc,
            handoff_room.device("laptop") as laptop,
            handoff_room.device("tablet") as tablet,
        ):
            await pc.be_on_air(hand_over="yes")
            splices = handoff_room.state["splices"]
            both = laptop, tablet
            states = {each.name: dict(each.engine.state) for each in both}
            words = [each.do("take", engine=each.engine.address) for each in both]
            assert await asyncio.gather(*words) == ["", ""]
            await laptop.wait(lambda: {each.step for each in both} == {"ready", "ended"})
            winner, loser = sorted(both, key=lambda each: each.step == "ended")
            assert loser.desk.told.sentence == BUSY.format(pc.desk.told.other)
            assert pc.desk.told.other == winner.name
            assert loser.engine.commands == []
            assert loser.engine.state == states[loser.name]
            (came,) = own.glob("*/*.png")
            assert came.read_bytes() == LOGO
            assert winner.engine.commands[0] == "OpenCollection"
            assert winner.engine.commands[-1] == "StartOutput"
            assert (await pc.on_air(), handoff_room.state["splices"]) == ("pc", splices)

            assert not await winner.do("confirm")
            for each in (winner, pc):
                await each.until("done")
            assert isinstance(winner.desk.told.gap_ms, int)
            state = handoff_room.state
            assert (await pc.on_air(), state["splices"]) == (winner.name, splices + 1)
            assert state["slate_ms"] == 0
            assert pc.engine.commands == ["StopOutput"]

    asyncio.run(run())


def test_who_is_too_late_after_the_server_fell_leaves_alone_who_asks_now(
    handoff_room: HandoffRoom, own: Path, tmp_path: Path
) -> None:
    async def run() -> None:
        async with (
            handoff_room.device("pc", collection(tmp_path)) as pc,
            handoff_room.device("laptop") as laptop,
            handoff_room.device("tablet") as tablet,
        ):
            await pc.be_on_air()
            assert not await laptop.do("take", engine=laptop.engine.address)
            await pc.until("asked")
            assert not await pc.do("agree")
            await laptop.until("ready")
            all_three = pc, laptop, tablet
            joins = sum(each.joins for each in all_three)
            handoff_room.edge.kill()
            await asyncio.to_thread(handoff_room.edge.start)
            await pc.wait(lambda: sum(each.joins for each in all_three) == joins + 3)
            assert not await tablet.do("take")
            await pc.wait(lambda: pc.desk.told.other == "tablet")
            assert not await laptop.do("confirm")
            await laptop.until("ended")
            assert laptop.desk.told.sentence == BUSY.format("tablet")
            assert (tablet.step, pc.step) == ("asking", "asked")
            assert not await pc.do("agree")
            await tablet.until("starting")
            assert await pc.on_air() == "pc"

    asyncio.run(run())


@pytest.mark.parametrize("who", ["pc", "laptop"])
def test_who_waits_for_its_engine_hears_at_once_that_it_was_called_off(
    handoff_room: HandoffRoom, own: Path, tmp_path: Path, who: str
) -> None:
    async def run() -> None:
        async with (
            handoff_room.device("pc", collection(tmp_path)) as pc,
            handoff_room.device("laptop") as laptop,
        ):
            await pc.be_on_air(hand_over="yes")
            assert not await laptop.do("take")
            await laptop.until("starting")  # nobody brings it one
            await pc.until("sent")
            begun_s = time.monotonic()
            assert not await {"pc": pc, "laptop": laptop}[who].do("cancel")
            for each in (laptop, pc):
                await each.until("ended")
                assert each.desk.told.sentence == f"It was called off on {who}."
            assert time.monotonic() - begun_s < 5
            assert not await laptop.do("take")  # it is free for another one
            await laptop.until("starting")

    asyncio.run(run())


def test_a_stream_that_is_just_beginning_is_ended_when_it_is_called_off(
    handoff_room: HandoffRoom, own: Path, tmp_path: Path
) -> None:
    async def run() -> None:
        async with (
            handoff_room.device("pc", collection(tmp_path)) as pc,
            handoff_room.device("laptop") as laptop,
        ):
            await pc.be_on_air(hand_over="yes")
            laptop.engine.answers_after_s = 0.5
            assert not await laptop.do("take", engine=laptop.engine.address)
            await laptop.wait(lambda: laptop.engine.commands[-1:] == ["StartOutput"])
            assert not await pc.do("cancel")
            await laptop.until("ended")
            assert laptop.desk.told.sentence == "It was called off on pc."
            assert laptop.engine.commands[-2:] == ["StartOutput", "StopOutput"]
            assert await pc.on_air() == "pc"

    asyncio.run(run())


def test_what_does_not_fit_is_refused_or_converted_when_the_user_says_so(
    handoff_room: HandoffRoom, own: Path, tmp_path: Path
) -> None:
    async def run() -> None:
        async with (
            handoff_room.device("pc", collection(tmp_path)) as pc,
            handoff_room.device("laptop") as laptop,
        ):
            await pc.be_on_air(hand_over="yes")
            laptop.engine.size = "160x120"
            here = {"engine": laptop.engine.address}
            assert not await laptop.do("take", **here)
            await laptop.until("ended")
            sentence = laptop.desk.told.sentence
            assert "laptop sends 160x120 where 320x180 is on air: set its picture" in sentence
            assert laptop.engine.commands[-1] == "StopOutput"

            assert await laptop.do("transcode") == "No handoff goes on."
            assert not await laptop.do("take", **here, transcode="ask")
            await laptop.until("unfit")
            assert laptop.desk.told.sentence == sentence
            assert not await laptop.do("transcode")
            await laptop.until("ready")
            assert laptop.desk.told.sentence == ""
            assert any("server converts" in each for each in laptop.desk.told.differences)
            assert await pc.on_air() == "pc"
            assert not await laptop.do("confirm")
            await laptop.until("done")
            (there,) = [each for each in handoff_room.state["publishers"] if each["is_transcoded"]]
            assert (there["device"], there["role"]) == ("laptop", "active")
            assert there["form"]["size"] == "320x180"

    asyncio.run(run())


def test_the_programme_is_taken_back_from_a_phone_as_it_was(
    handoff_room: HandoffRoom, own: Path, tmp_path: Path
) -> None:
    async def run() -> None:
        async with handoff_room.device("pc", collection(tmp_path)) as pc:
            await pc.be_on_air()
            platform = StartedOutput(url="rtmp://platform/app/KEY", title="Platform")
            session = Session.begin(PLAN).model_copy(update={"destinations": {"push-2": platform}})
            sessions.save(session, pc.run_dir)
            with handoff_room.encoder("phone", "320x180", phone="p-1"):
                await pc.wait(lambda: _has_media(handoff_room, "phone"))
                assert not await pc.do("put_on_air", device="phone")
                await pc.until("done")
                sessions.save(Session.begin(PLAN), pc.run_dir)  # as the engine does
                splices = handoff_room.state["splices"]

                assert not await pc.do("take", engine=pc.engine.address)
                await pc.until("ready")
                told = pc.desk.told
                assert (told.other, told.from_phone, told.differences) == ("phone", True, ())
                assert not await pc.do("cancel")
                await pc.until("ended")
                assert pc.desk.told.sentence == "It was called off on pc."
                assert handoff_room.state["splices"] == splices
                assert pc.engine.commands == ["StopOutput", "StartOutput", "StopOutput"]

                pc.engine.commands.clear()
                assert not await pc.do("take", engine=pc.engine.address, confirm_after_s=0)
                await pc.until("done")
                assert isinstance(pc.desk.told.gap_ms, int)
                await pc.wait(lambda: len(pc.engine.commands) == 2)
                assert pc.engine.commands == ["StartOutput", "StartOutput"]  # the platform, too
                state = handoff_room.state
                roles = {each["device"]: each["role"] for each in state["publishers"]}
                assert roles == {"phone": "standby", "pc": "active"}
                assert (state["splices"], state["slate_ms"]) == (splices + 1, 0)

    asyncio.run(run())


def test_who_came_back_by_itself_behind_a_phone_only_has_to_say_so(
    handoff_room: HandoffRoom, own: Path
) -> None:
    async def run() -> None:
        async with handoff_room.device("pc") as pc, handoff_room.device("laptop") as laptop:
            with handoff_room.encoder("phone", "320x180", phone="p-1"):
                while await pc.on_air() != "phone":
                    await asyncio.sleep(0.05)
                assert not await laptop.do("take")
                await laptop.until("ended")
                assert "which has no scenes to give: say what to show" in laptop.desk.told.sentence
                assert not await laptop.do("take", own={"collection": "/x/scenes.json"})
                await laptop.until("starting")
                assert laptop.desk.told.plan is not None
                assert laptop.desk.told.plan["collection"] == "/x/scenes.json"
                pc.engine.go_live()  # another engine went on with what was live when the PC died
                await pc.wait(lambda: _has_media(handoff_room, "pc"))
                assert not await pc.do("take", engine=pc.engine.address)
                await pc.until("ended")
                assert pc.desk.told.sentence == BUSY.format("laptop")
                assert not await laptop.do("cancel")
                await laptop.until("ended")
                assert not await pc.do("take", engine=pc.engine.address)
                await pc.until("ready")
                assert not await pc.do("confirm")
                await pc.until("done")
                assert await pc.on_air() == "pc"
                assert pc.engine.commands == []

    asyncio.run(run())


def test_a_phone_is_told_who_takes_the_programme_back_and_may_keep_it(
    handoff_room: HandoffRoom, own: Path
) -> None:
    async def run() -> None:
        edge = handoff_room.edge
        async with (
            handoff_room.device("pc") as pc,
            client(edge.url) as phone,
            client(edge.url) as viewer,
        ):
            anchor = edge.token(edge.anchor_user, Role.ANCHOR)
            link = edge.post(f"/api/rooms/{ROOM}/invitations", {"kind": "phone"}, anchor)
            invited = edge.post("/api/session", {"invitation": link["invitation"]})
            assert (await phone.join(invited["token"]))["type"] == "joined"
            assert (await viewer.join(edge.token("viewer")))["type"] == "joined"
            await phone.send(type="stage_ask", id="ask", kind="phone")
            peer = str((await phone.reply("ask"))["peer"])
            with handoff_room.encoder("phone", "320x180", phone=peer):
                while await pc.on_air() != "phone":
                    await asyncio.sleep(0.05)
                await phone.send(type="handoff_cancel", id="early")
                assert (await phone.reply("early"))["code"] == "not_allowed"
                assert not await pc.do("take", engine=pc.engine.address)
                given = await phone.until(lambda event: event["type"] == "handoff_state")
                assert (given["state"], given["device"]) == ("given", "pc")
                await viewer.send(type="handoff_cancel", id="mine")
                assert (await viewer.reply("mine"))["code"] == "not_allowed"
                assert all(event["type"] != "handoff_state" for event in viewer.seen)
                await pc.until("ready")
                await phone.send(type="handoff_cancel", id="stay")
                assert (await phone.reply("stay"))["type"] == "accepted"
                await pc.until("ended")
                assert pc.desk.told.sentence == "It was called off on phone."
                ended = await phone.until(lambda event: event.get("state") == "ended")
                assert ended["reason"] == "It was called off on phone."
                assert await pc.on_air() == "phone"

    asyncio.run(run())


def _has_media(room: HandoffRoom, device: str) -> bool:
    found = (each for each in room.state.get("publishers", ()) if each["device"] == device)
    return any(each["has_media"] for each in found)
