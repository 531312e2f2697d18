"""Tests of studio.room.live.stage_lines: a whole live server, real sockets."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import uvloop

from studio.room.protocol.events import MESSAGE
from studio.room.protocol.stage_actions import MAX_SIGNAL_BYTES
from studio.room.protocol.values import Role
from studio.room.rules.stage_records import PeerKept
from tests.room.live.stand import Stand, stand
from tests.room.live.test_outbox import until
from tests.room.ws.client import Client, client

OFFER = {"type": "offer", "sdp": "v=0\r\n"}


class Actor(Client):
    """Somebody who numbers what they do."""

    number = 0

    async def act(self, what: str, **more: object) -> dict[str, Any]:
        """Do something, and return the reply."""
        self.number += 1
        await self.send(type=what, id=f"n{self.number}", **more)
        return await self.reply(f"n{self.number}")

    async def refusal(self, what: str, **more: object) -> str:
        """Return the code with which something is refused, whose sentence is one."""
        reply = await self.act(what, **more)
        assert reply["type"] == "refused", reply
        assert reply["sentence"].endswith(".")
        return str(reply["code"])

    async def stage(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the stage is so."""
        return await self.until(lambda event: event["type"] == "stage" and is_it(event))

    async def signal(self) -> dict[str, Any]:
        """Wait for a signal."""
        return await self.until(lambda event: event["type"] == "signal")


def first(stage: dict[str, Any]) -> dict[str, Any]:
    """Return the first peer at the stage, if there is one."""
    return next(iter(stage["peers"]), {})


class Hall:
    """A server, and people who come in."""

    def __init__(self, here: Stand, stack: AsyncExitStack) -> None:
        self.here = here
        self._stack = stack

    async def come(self, user: str, *, role: Role = Role.VIEWER, kind: str = "") -> Actor:
        """Let somebody in."""
        came = await self._stack.enter_async_context(client(self.here.url))
        actor = Actor(came.socket)
        token = self.here.token(user, role=role, kind=kind)
        assert (await actor.join(token))["type"] == "joined"
        return actor

    async def studio(self) -> Actor:
        """Let the anchor's studio in."""
        studio = await self.come("anchor", role=Role.ANCHOR)
        hosted = await studio.act("stage_host", key="key-12345678")
        assert hosted["peer"] == "studio"
        return studio

    async def guest(self, studio: Actor, user: str, seat: int | None = None) -> tuple[Actor, str]:
        """Let a guest in and on stage."""
        guest = await self.come(user, kind="guest")
        peer = (await guest.act("stage_ask", kind="guest"))["peer"]
        assert (await studio.act("stage_accept", peer=peer, seat=seat))["type"] == "accepted"
        return guest, peer


def run(folder: Path, scenario: Callable[[Hall], Coroutine[None, None, None]]) -> Stand:
    async def whole() -> Stand:
        async with stand(folder) as here, AsyncExitStack() as stack:
            await scenario(Hall(here, stack))
            assert here.figures.errors == 0
        return here

    return uvloop.run(whole())


def test_signals_go_to_one_connection_alone(tmp_path: Path) -> None:
    async def scenario(hall: Hall) -> None:
        studio = await hall.studio()
        viewer = await hall.come("viewer")
        guest = await hall.come("guest", kind="guest")
        peer = (await guest.act("stage_ask", kind="guest"))["peer"]
        waits = await studio.stage(lambda event: bool(event["peers"]))
        assert (waits["peers"][0]["id"], waits["peers"][0]["state"]) == (peer, "waiting")
        assert (waits["you"], waits["host"]) == ("studio", True)
        assert await guest.refusal("signal", to="studio", data=OFFER) == "not_accepted"
        await studio.act("stage_accept", peer=peer, seat=3)
        on_stage = await guest.stage(lambda event: first(event).get("state") == "on_stage")
        assert (on_stage["you"], on_stage["peers"][0]["seat"]) == (peer, 3)
        await guest.act("signal", to="studio", data=OFFER)
        heard = await studio.signal()
        assert (heard["from"], heard["data"]) == (peer, OFFER)
        await studio.act("signal", to=peer, data={"type": "answer", "sdp": "é"})
        answer = await guest.signal()
        assert (answer["from"], answer["data"]["sdp"]) == ("studio", "é")
        for other, event in ((studio, heard), (guest, answer)):
            MESSAGE.validate_json(json.dumps([{k: v for k, v in event.items() if k != "_taken"}]))
            assert other
        await viewer.act("ping")
        assert not [each for each in viewer.seen if each["type"] in ("stage", "signal")]
        assert hall.here.figures.signals == 2
        assert hall.here.figures.stage_peers == 1

    run(tmp_path, scenario)


def test_nobody_else_signals_or_orders(tmp_path: Path) -> None:
    async def scenario(hall: Hall) -> None:
        studio = await hall.studio()
        guest, peer = await hall.guest(studio, "guest", 1)
        other, _ = await hall.guest(studio, "other")
        viewer = await hall.come("viewer")
        moderator = await hall.come("mo", role=Role.MODERATOR)
        assert await viewer.refusal("stage_ask", kind="guest") == "invitation_needed"
        assert await guest.refusal("stage_ask", kind="phone") == "wrong_kind"
        assert await viewer.refusal("signal", to=peer, data=OFFER) == "not_on_stage"
        assert await viewer.refusal("signal", to="studio", data=OFFER) == "not_on_stage"
        assert await other.refusal("signal", to=peer, data=OFFER) == "not_allowed"
        assert await moderator.refusal("signal", to=peer, data=OFFER) == "not_on_stage"
        assert await moderator.refusal("stage_remove", peer=peer) == "not_allowed"
        assert await guest.refusal("stage_accept", peer=peer, seat=2) == "not_allowed"
        assert await guest.refusal("stage_host", key="key-87654321") == "not_allowed"
        assert await studio.refusal("stage_accept", peer="p-guess") == "unknown_peer"
        assert await studio.refusal("signal", to="p-guess", data=OFFER) == "unknown_peer"
        assert await viewer.refusal("stage_leave") == "not_on_stage"
        second = await hall.come("anchor", role=Role.ANCHOR)
        assert await second.refusal("stage_host", key="key-87654321") == "host_taken"
        assert await second.refusal("signal", to=peer, data=OFFER) == "not_on_stage"
        # Of one another guests see who is on stage, and no more.
        seen = await other.stage(lambda event: len(event["peers"]) == 2)
        assert {each["user"] for each in seen["peers"]} == {"guest", "other"}
        waiting = await hall.come("waiting", kind="guest")
        await waiting.act("stage_ask", kind="guest")
        await studio.stage(lambda event: len(event["peers"]) == 3)
        own = await waiting.stage(lambda event: event["you"] is not None)
        assert {each["user"] for each in own["peers"]} == {"guest", "waiting"}

    run(tmp_path, scenario)


def test_what_is_too_much_is_refused(tmp_path: Path) -> None:
    async def scenario(hall: Hall) -> None:
        studio = await hall.studio()
        guest, _ = await hall.guest(studio, "guest")
        await guest.act("signal", to="studio", data="x" * (MAX_SIGNAL_BYTES - 2))
        assert len((await studio.signal())["data"]) == MAX_SIGNAL_BYTES - 2
        too_big = "x" * (MAX_SIGNAL_BYTES - 1)
        assert await guest.refusal("signal", to="studio", data=too_big) == "unreadable"
        signal = '{"type":"signal","id":"n","to":"studio","data":DATA}'
        for data in ("NaN", '"\\ud800"'):
            await guest.socket.send(signal.replace("DATA", data))
            assert (await guest.reply("n"))["code"] == "unreadable"
        await guest.socket.send(signal.replace("DATA", "[" * 10_000 + "]" * 10_000))
        assert (await guest.reply(""))["code"] == "unreadable"
        await studio.send(type="caption", id="big", text="x", start_ms=0, is_final=True)
        assert (await studio.reply("big"))["type"] == "accepted"
        await guest.socket.send('{"type":"ping","id":"pad"' + " " * 20_000 + "}")
        assert (await guest.reply("pad"))["code"] == "too_big"
        codes = [
            (await guest.act("signal", to="studio", data="x" * 32_000)).get("code")
            for _ in range(5)
        ]
        assert codes[:3] == [None] * 3
        assert codes[-1] == "too_fast"

    run(tmp_path, scenario)


def test_a_peer_comes_back_to_its_seat(tmp_path: Path) -> None:
    async def scenario(hall: Hall) -> None:
        studio = await hall.studio()
        guest, peer = await hall.guest(studio, "guest", 5)
        await guest.socket.close()
        lost = await studio.stage(lambda event: first(event).get("state") == "lost")
        assert lost["peers"][0]["seat"] == 5
        assert await studio.refusal("signal", to=peer, data=OFFER) == "peer_lost"
        again = await hall.come("guest")  # known by the user alone, as after a renewed token
        assert (await again.act("stage_ask", kind="guest"))["peer"] == peer
        back = await studio.stage(lambda event: first(event).get("state") == "on_stage")
        assert back["peers"][0]["seat"] == 5
        # A second connection of the same person takes over, though the first still lingers.
        third = await hall.come("guest", kind="guest")
        assert (await third.act("stage_ask", kind="guest"))["peer"] == peer
        gone = await again.stage(lambda event: event["you"] is None)
        assert gone["reason"] == "replaced"
        assert await again.refusal("signal", to="studio", data=OFFER) == "not_on_stage"
        await again.socket.close()
        await third.act("signal", to="studio", data=OFFER)
        assert (await studio.signal())["from"] == peer
        assert [each.peer for each in hall.here.kept if isinstance(each, PeerKept)] == [peer]

    run(tmp_path, scenario)


def test_who_is_removed_or_banned_is_told_why(tmp_path: Path) -> None:
    async def scenario(hall: Hall) -> None:
        studio = await hall.studio()
        guest, peer = await hall.guest(studio, "guest", 1)
        await studio.act("stage_remove", peer=peer)
        told = await guest.stage(lambda event: event["you"] is None)
        assert told["reason"] == "removed"
        assert await guest.refusal("stage_ask", kind="guest") == "refused_lately"
        phone = await hall.come("phone", kind="phone")
        name = (await phone.act("stage_ask", kind="phone"))["peer"]
        assert (await studio.act("signal", to=name, data=OFFER))["type"] == "accepted"
        await studio.act("ban", user="phone", duration_s=60)
        await studio.stage(lambda event: not event["peers"])
        assert await phone.close_code() == (4003, "You are no longer in this room.")
        await until(lambda: hall.here.figures.stage_peers == 0)

    run(tmp_path, scenario)


def test_the_studio_comes_back_and_another_takes_over(tmp_path: Path) -> None:
    async def scenario(hall: Hall) -> None:
        studio = await hall.studio()
        guest, peer = await hall.guest(studio, "guest")
        again = await hall.come("anchor", role=Role.ANCHOR)
        await again.act("stage_host", key="key-12345678")  # the old connection lingers
        gone = await studio.stage(lambda event: event["reason"] == "replaced")
        assert gone["you"] is None
        await guest.act("signal", to="studio", data=OFFER)
        assert (await again.signal())["from"] == peer
        await again.socket.close()
        await guest.stage(lambda event: not event["host"])
        assert await guest.refusal("signal", to="studio", data=OFFER) == "studio_away"
        await studio.act("stage_host", key="key-other-studio")
        other = await hall.come("anchor", role=Role.ANCHOR)
        assert await other.refusal("stage_host", key="key-12345678") == "host_taken"
        await other.act("stage_host", key="key-12345678", take=True)
        await guest.act("signal", to="studio", data=OFFER)
        assert (await other.signal())["from"] == peer

    run(tmp_path, scenario)


def test_a_new_co_host_sees_the_queue(tmp_path: Path) -> None:
    async def scenario(hall: Hall) -> None:
        studio = await hall.studio()
        waiting = await hall.come("waiting", kind="guest")
        peer = (await waiting.act("stage_ask", kind="guest"))["peer"]
        cohost = await hall.come("co")
        await studio.act("appoint", user="co", role="cohost")
        seen = await cohost.stage(lambda event: bool(event["peers"]))
        assert seen["peers"][0]["id"] == peer
        await cohost.act("stage_accept", peer=peer)
        await studio.act("appoint", user="co", role="viewer")
        assert await cohost.refusal("stage_remove", peer=peer) == "not_allowed"
        before = len(cohost.seen)
        await studio.act("stage_mute", peer=peer, on=True)
        await studio.stage(lambda event: first(event).get("muted") is True)
        await cohost.act("ping")
        assert "stage" not in {each["type"] for each in cohost.seen[before:]}

    run(tmp_path, scenario)


def test_many_signals_at_once_are_in_order(tmp_path: Path) -> None:
    async def scenario(hall: Hall) -> None:
        studio = await hall.studio()
        guest, _ = await hall.guest(studio, "guest")
        for number in range(30):
            await guest.send(type="signal", id=f"s{number}", to="studio", data=number)
        heard = [(await studio.signal())["data"] for _ in range(30)]
        assert heard == list(range(30))
        await asyncio.gather(*(guest.reply(f"s{number}") for number in (0, 29)))

    run(tmp_path, scenario)
