"""What goes on in rooms when the edge is killed (kill -9) goes on when it is back."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Tokens
from studio.room.protocol.values import Role
from tests.e2e.room_edge import PATIENCE_S, RunningEdge, fill_wallets
from tests.room.ws.client import Client, client

pytestmark = pytest.mark.slow


def token(
    edge: RunningEdge, user: str, room: str = "1", role: Role = Role.VIEWER, kind: str = ""
) -> str:
    claims = Claims(user, user, role, room, False, int(time.time()) + 3_600, kind=kind)
    return Tokens(Secret.open(edge.data / "secret")).sign(claims)


def play(
    folder: Path,
    before: Callable[[RunningEdge, Client, Client], Awaitable[dict[str, Any]]],
    after: Callable[[RunningEdge, Client, Client, dict[str, Any]], Awaitable[None]],
) -> None:
    """Run both halves, with an anchor and a viewer, and a kill between them."""

    async def half(edge: RunningEdge, work: Callable[[Client, Client], Awaitable[Any]]) -> Any:
        async with client(edge.url) as anchor, client(edge.url) as viewer:
            return await work(anchor, viewer)

    fill_wallets(folder / "data", ["viewer"], 1_000)
    with RunningEdge(folder / "data") as edge:
        known = asyncio.run(half(edge, lambda anchor, viewer: before(edge, anchor, viewer)))
        edge.kill()
        edge.start()
        asyncio.run(half(edge, lambda anchor, viewer: after(edge, anchor, viewer, known)))


async def join(edge: RunningEdge, anchor: Client, viewer: Client) -> dict[str, Any]:
    await anchor.join(token(edge, "anchor", role=Role.ANCHOR))
    return dict((await viewer.join(token(edge, "viewer")))["state"])


async def kept(edge: RunningEdge) -> None:
    """Wait until the store has all that happened."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            text = (await asyncio.to_thread(edge.get, "/metrics")).text
            if "rocket_room_records_waiting 0.0" in text:
                return
            await asyncio.sleep(0.05)


async def act(who: Client, kind: str, /, **fields: object) -> dict[str, Any]:
    await who.send(type=kind, id=kind, **fields)
    return await who.reply(kind)


def test_polls_lotteries_mutes_and_seats_go_on(tmp_path: Path) -> None:
    async def before(edge: RunningEdge, anchor: Client, viewer: Client) -> dict[str, Any]:
        await join(edge, anchor, viewer)
        await act(anchor, "open_poll", question="?", choices=["a", "b"], duration_s=600)
        poll = (await viewer.until(lambda event: event["type"] == "poll"))["poll"]["poll"]
        assert (await act(viewer, "vote", poll=poll, choice=1))["type"] == "accepted"
        await act(anchor, "open_lottery", prize="book", winners=1, condition="none", duration_s=600)
        lottery = (await viewer.until(lambda event: event["type"] == "lottery"))["lottery"]
        await act(viewer, "enter_lottery", lottery=lottery["lottery"])
        await act(anchor, "mute", user="viewer", duration_s=600)
        async with client(edge.url) as guest:
            await guest.join(token(edge, "guest", kind="guest"))
            peer = (await act(guest, "stage_ask", kind="guest"))["peer"]
            assert (await act(anchor, "stage_accept", peer=peer, seat=2))["type"] == "accepted"
            await kept(edge)
        return {"poll": poll, "lottery": lottery, "peer": peer}

    async def after(
        edge: RunningEdge, anchor: Client, viewer: Client, known: dict[str, Any]
    ) -> None:
        state = await join(edge, anchor, viewer)
        assert [choice["votes"] for choice in state["poll"]["choices"]] == [0, 1]
        again = await act(viewer, "vote", poll=known["poll"], choice=0)
        assert again["code"] == "already_done"
        assert state["lottery"]["entries"] == 1
        assert state["lottery"]["commitment"] == known["lottery"]["commitment"]
        assert state["lottery"]["ends_ms"] == known["lottery"]["ends_ms"]
        assert (await act(viewer, "say", text="hi"))["code"] == "muted"
        assert (await act(anchor, "close_poll", poll=known["poll"]))["type"] == "accepted"
        async with client(edge.url) as guest:
            await guest.join(token(edge, "guest"))  # without the link
            assert (await act(guest, "stage_ask", kind="guest"))["peer"] == known["peer"]
            stage = await guest.until(lambda event: event["type"] == "stage" and event["you"])
            assert (stage["peers"][0]["seat"], stage["peers"][0]["state"]) == (2, "on_stage")
        await kept(edge)

    play(tmp_path, before, after)


def test_a_battle_goes_on_with_its_score_and_its_clock(tmp_path: Path) -> None:
    async def other_anchor(edge: RunningEdge, other: Client) -> dict[str, Any]:
        return dict((await other.join(token(edge, "other", "2", Role.ANCHOR), room="2"))["state"])

    async def before(edge: RunningEdge, anchor: Client, viewer: Client) -> dict[str, Any]:
        await asyncio.to_thread(make_second_room, edge)
        async with client(edge.url) as other:
            await join(edge, anchor, viewer)
            await other_anchor(edge, other)
            assert (await act(anchor, "ask_battle", rooms=["2"]))["type"] == "accepted"
            battle = (await other.until(lambda event: event["type"] == "battle"))["battle"]
            name = battle["battle"]
            await act(other, "answer_battle", battle=name, is_accepted=True)
            await viewer.until(lambda event: _phase(event) == "fight")
            await act(viewer, "give", key="key-0001", gift="rose", count=7)
            shown = await viewer.until(lambda event: _score(event) == 7)
            await kept(edge)
            return dict(shown["battle"])

    async def after(
        edge: RunningEdge, anchor: Client, viewer: Client, known: dict[str, Any]
    ) -> None:
        async with client(edge.url) as other:
            states = (await join(edge, anchor, viewer), await other_anchor(edge, other))
            for each, state in zip((viewer, other), states, strict=True):
                if (seen := state["battle"]) is None:  # it was just being read
                    seen = (await each.until(lambda event: event["type"] == "battle"))["battle"]
                for key in ("battle", "phase", "began_ms", "ends_ms"):
                    assert seen[key] == known[key]
                assert seen["sides"][0]["score"] == 7
            await act(viewer, "give", key="key-0002", gift="rose", count=3)
            await other.until(lambda event: _score(event) == 10)
            await act(other, "leave_battle", battle=known["battle"])
            await viewer.until(
                lambda event: _phase(event) == "forfeit" and event["battle"]["winner"] == "1"
            )

    play(tmp_path, before, after)


def make_second_room(edge: RunningEdge) -> None:
    key = (edge.data / "operator.key").read_text().strip()
    signed_in = edge.post("/api/session/operator", {"key": key})
    room = {"room": "2", "title": "The other", "anchor_name": "Other"}
    edge.post("/api/rooms", room, signed_in["token"])


def _phase(event: dict[str, Any]) -> str:
    return str(event["battle"]["phase"]) if event["type"] == "battle" else ""


def _score(event: dict[str, Any]) -> int:
    return int(event["battle"]["sides"][0]["score"]) if event["type"] == "battle" else -1
