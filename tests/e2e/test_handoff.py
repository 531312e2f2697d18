"""A live session goes from device to device: studios, edge, relay and platform, all real.

One programme lasts through all tests of the first half; the last of them looks at what
the platform's viewer got of it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from studio.room.protocol.values import Role
from tests.e2e.flash_and_beep import offsets_ms
from tests.e2e.handoff_stage import HandoffStage, on_air
from tests.e2e.room_edge import RunningEdge
from tests.room.ws.client import Client, client

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

MAX_OFFSET_MS = 20


@pytest.fixture
def stage(programme: HandoffStage) -> HandoffStage:
    """The programme with pc on air, whatever a test before has left."""
    if on_air(programme.state) != "pc":
        programme.hand_over("pc")
    return programme


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HandoffStage]:
    """Two studios publish; pc is on air."""
    with HandoffStage(tmp_path_factory.mktemp("handoff")) as stage:
        stage.start("pc")
        stage.wait_on_air("pc")
        stage.start("laptop", "--preset", "veryfast")
        stage.wait_ready("laptop")
        yield stage


@pytest.fixture(scope="module")
def edge(programme: HandoffStage) -> RunningEdge:
    return programme.run_edge()


@asynccontextmanager
async def devices(edge: RunningEdge, count: int = 2) -> AsyncIterator[list[Client]]:
    """Connect so many of the anchor's devices to the room."""
    async with client(edge.url) as one, client(edge.url) as two, client(edge.url) as three:
        found = [one, two, three][:count]
        for each in found:
            assert (await each.join(edge.token("anchor", Role.ANCHOR)))["type"] == "joined"
        yield found


async def act(who: Client, kind: str, **more: object) -> dict[str, Any]:
    """Do something; return the reply."""
    number = f"{kind}-{len(who.seen)}"
    await who.send(type=kind, id=number, **more)
    return await who.reply(number)


async def accepted(who: Client, kind: str, **more: object) -> None:
    reply = await act(who, kind, **more)
    assert reply["type"] == "accepted", reply


async def told(who: Client, state: str) -> dict[str, Any]:
    """Return the next word of a handoff's state."""
    return await who.until(lambda event: event["type"] == "handoff" and event["state"] == state)


def test_a_device_asks_and_the_one_on_air_says_yes(stage: HandoffStage, edge: RunningEdge) -> None:
    async def there_and_back() -> None:
        async with devices(edge) as (pc, laptop):
            await accepted(laptop, "handoff_take", device="laptop")
            asked = await told(pc, "asked")
            assert (asked["from"], asked["to"], asked["offset"]) == ("pc", "laptop", 0)
            assert on_air(stage.state) == "pc"
            refused = await act(laptop, "handoff_confirm")
            assert "Say yes on pc" in refused["sentence"]
            await accepted(pc, "handoff_confirm")
            for each in (pc, laptop):
                done = await told(each, "done")
                assert 0 <= done["gap_ms"] < 1000
                assert done["wait_ms"] > 0
                assert done["slate_ms"] == 0
            assert on_air(stage.state) == "laptop"
            await accepted(laptop, "handoff_offer", to="pc")
            await told(pc, "offered")
            await accepted(pc, "handoff_take", device="pc")
            await told(laptop, "done")
            assert on_air(stage.state) == "pc"

    asyncio.run(there_and_back())


def test_who_may_not_and_what_can_t_be_is_told(stage: HandoffStage, edge: RunningEdge) -> None:
    async def ask_wrongly() -> None:
        async with devices(edge, 3) as (pc, laptop, tablet), client(edge.url) as viewer:
            assert (await viewer.join(edge.token("viewer")))["type"] == "joined"
            for kind in ("handoff_offer", "handoff_confirm", "handoff_cancel"):
                assert (await act(viewer, kind))["code"] == "not_allowed"
            assert (await act(viewer, "handoff_take", device="laptop"))["code"] == "not_allowed"
            for device, sentence in (("pc", "on air"), ("tablet", "does not publish")):
                assert sentence in (await act(laptop, "handoff_take", device=device))["sentence"]
            for kind in ("handoff_confirm", "handoff_cancel"):
                assert (await act(pc, kind))["code"] == "not_open"
            both = [act(each, "handoff_take", device="laptop") for each in (laptop, tablet)]
            replies = sorted(await asyncio.gather(*both), key=lambda reply: str(reply["type"]))
            assert [reply["type"] for reply in replies] == ["accepted", "refused"]
            assert "laptop is just taking over: wait for it" in replies[1]["sentence"]
            await accepted(tablet, "handoff_cancel")
            assert (await told(laptop, "cancelled"))["reason"] == "It was called off."
            assert not any(event["type"] == "handoff" for event in viewer.seen)

    token = edge.token("anchor", Role.ANCHOR)
    cards = edge.get("/api/rooms/1/handoff", token).json()
    shown = [(card["name"], card["is_on_air"]) for card in cards]
    assert shown == [("pc", True), ("laptop", False)]
    splices = stage.state["splices"]
    asyncio.run(ask_wrongly())
    assert (on_air(stage.state), stage.state["splices"]) == ("pc", splices)


def test_another_size_or_rate_is_refused_with_what_to_change(
    stage: HandoffStage, edge: RunningEdge
) -> None:
    async def ask(device: str) -> dict[str, Any]:
        async with devices(edge, 1) as (one,):
            return await act(one, "handoff_take", device=device)

    stage.start("tablet", "--size", "320x180", "--fps", "15")
    stage.wait_ready("tablet")
    refused = asyncio.run(ask("tablet"))
    stage.end("tablet")
    assert refused["code"] == "unfit"
    assert "set its picture size to 384x216 and try again" in refused["sentence"]
    assert on_air(stage.state) == "pc"


def test_an_edge_that_falls_in_the_middle_changes_nothing(
    stage: HandoffStage, edge: RunningEdge
) -> None:
    async def ask() -> None:
        async with devices(edge, 1) as (laptop,):
            await accepted(laptop, "handoff_take", device="laptop")

    async def ask_again_of_nobody() -> None:
        async with devices(edge, 1) as (laptop,):
            await accepted(laptop, "handoff_take", device="laptop", patience_s=1)
            await told(laptop, "done")
            await accepted(laptop, "handoff_offer")
            await accepted(laptop, "handoff_take", device="pc")
            await told(laptop, "done")

    splices = stage.state["splices"]
    asyncio.run(ask())
    edge.kill()
    edge.start()
    assert (on_air(stage.state), stage.state["splices"]) == ("pc", splices)
    asyncio.run(ask_again_of_nobody())  # nobody answers on pc for as long as was said
    assert (on_air(stage.state), stage.state["splices"]) == ("pc", splices + 2)


def test_viewers_of_the_platform_saw_each_frame_once(stage: HandoffStage) -> None:
    for name in ("laptop", "pc", "laptop"):
        stage.hand_over(name)
        stage.wait_for(lambda state: state["kbps"] > 0)
    begun = len(stage.pictures)
    stage.wait_for(lambda state: len(stage.pictures) > begun + 5 * 30)
    seen = stage.stop()
    assert seen.problems() == []
    assert len(seen.runs()) >= 4
    assert abs(median(offsets_ms(seen.programme)[-4:])) < MAX_OFFSET_MS


def test_a_studio_that_is_killed_leaves_the_slate_then_comes_back_or_is_replaced(
    tmp_path: Path,
) -> None:
    with HandoffStage(tmp_path) as stage:
        stage.start("pc")
        stage.wait_for(lambda state: on_air(state) == "pc" and state["has_slate"])
        stage.kill("pc")
        stage.wait_for(lambda state: state["is_on_slate"])
        stage.start("pc")
        stage.wait_on_air("pc")
        stage.start("laptop")
        stage.wait_ready("laptop")
        slate_ms = stage.state["slate_ms"]
        stage.kill("pc")
        stage.wait_on_air("laptop")
        assert stage.state["slate_ms"] == slate_ms  # nobody saw it this time
        begun = len(stage.pictures)
        stage.wait_for(lambda state: len(stage.pictures) > begun + 30)
        seen = stage.stop()
    assert len(seen.parts) == 1
    assert seen.state["onward"][0]["reconnects"] == 0
    assert seen.decode_errors == ""
    assert max(seen.picture_steps_ms) <= 34
    assert [name for name, _ in seen.runs()][-1] == "laptop"
