"""Two studios call each other through aiortc itself, and one shows cameras of the other."""

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingReader, RingWriter
from studio.link.connection import Connection
from studio.link.errors import LinkError
from studio.link.media import PeerMedia
from studio.link.peer import Peer
from studio.link.peers import CameraWish, Peers
from studio.link.programme import Programme
from studio.link.shown_cameras import ShownCameras
from studio.link.studio_inputs import StudioInputs
from studio.link.studio_peer import HOST, OFFER_AGAIN_NS, StudioPeer
from studio.link.way_back import WayBack

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = 160, 90
GREYS = {"Side": 60, "Top": 120, "Back": 200}


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.01)


class Pair:
    """A studio that is visited and one that visits, without a room between them.

    Attributes:
        heard: What the first heard on the control channel, then what the other did.
    """

    def __init__(self) -> None:
        self.heard: tuple[list[Message], list[Message]] = ([], [])
        self.calls = 0
        self.answers = True
        name = f"link-test-{secrets.token_hex(4)}"
        more: dict[str, Any] = {"on_told": lambda peer, message: None, "servers": list}
        self.host = Peer(
            "u-1",
            f"{name}-1",
            send=lambda signal: self.guest.hear(signal) if self.answers else None,
            way_back=WayBack(Programme()),
            on_other=lambda peer, message: self.heard[0].append(message),
            **more,
        )
        self.host.kind = "studio"
        self.guest = StudioPeer(
            HOST,
            f"{name}-2",
            send=self._call,
            way_back=WayBack(Programme()),
            on_other=lambda peer, message: self.heard[1].append(message),
            **more,
        )
        self.guest.kind = "studio"

    @property
    def is_linked(self) -> bool:
        """Whether both are."""
        return self.host.is_connected and self.guest.is_connected

    async def close(self) -> None:
        """Hang up."""
        await asyncio.gather(self.host.close(), self.guest.close())

    def _call(self, signal: Message) -> None:
        self.calls += signal["type"] == "offer"
        self.host.hear(signal)


def test_it_calls_and_again_when_the_other_was_started_anew() -> None:
    async def run() -> None:
        pair = Pair()
        pair.guest.offer(["Side"])
        await asyncio.sleep(0)
        assert pair.calls == 0, "nobody is called who has not let us in"
        pair.guest.want(True)
        await until(lambda: pair.is_linked)
        await until(lambda: {"type": "inputs", "inputs": ["Side"]} in pair.heard[0])
        programme = next(each for each in pair.heard[1] if each["type"] == "programme")
        assert programme["picture"] is True
        pair.guest.hear({"type": "call"})  # which only we say
        pair.guest.hear({"type": "offer", "sdp": "v=0"})  # and who visits is not called
        calls = pair.calls
        pair.guest.hear({"type": "bye", "again": True})
        await until(lambda: not pair.guest.is_connected)

        def is_called_again() -> bool:
            pair.guest.look(time.monotonic_ns())  # as the process does now and then
            return pair.calls == calls + 1 and pair.is_linked

        await until(is_called_again)
        await pair.close()

    asyncio.run(run())


def test_an_answer_to_nothing_is_refused_with_a_sentence() -> None:
    async def run() -> None:
        name = f"link-test-{secrets.token_hex(4)}"
        media = PeerMedia(name, lambda kind, ring: None, lambda reason: None)
        calling = Connection(media, [], on_state=lambda state: None, on_control=lambda text: None)
        for nonsense in (None, "x" * 40_000):
            with pytest.raises(LinkError, match="answer"):
                await calling.take_answer(nonsense)
        with pytest.raises(LinkError, match="nothing that was asked"):
            await calling.take_answer("v=0")
        await calling.close()
        media.close()

    asyncio.run(run())


class Grey:
    """The ring of an input of one grey."""

    def __init__(self, luma: int) -> None:
        self._picture = np.full(WIDTH * HEIGHT * 3 // 2, 128, np.uint8)
        self._picture[: WIDTH * HEIGHT] = luma
        name = f"link-test-{secrets.token_hex(4)}"
        self.ring = RingWriter.create(name, 8, len(self._picture))

    def write(self) -> None:
        """Write a picture."""
        np.frombuffer(self.ring.begin(), np.uint8)[: len(self._picture)] = self._picture
        now_ns = time.monotonic_ns()
        self.ring.commit(pts_ns=now_ns, format=RingFormat.NV12, width=WIDTH, height=HEIGHT)


class Input:
    """An input of the host's that shows a camera: reads the ring that it is told of."""

    def __init__(self) -> None:
        self.reason = ""
        self._reader: RingReader | None = None

    def send(self, message: Message) -> bool:
        match message:
            case {"type": "ring", "kind": "picture", "name": str(name)}:
                self._reader = RingReader.attach(name)
            case {"type": "state", "reason": str(reason)}:
                self.reason = reason
        return True

    @property
    def luma(self) -> float:
        """Of what is seen now; 0 before the first picture."""
        slot = self._reader.newest(time.monotonic_ns()) if self._reader else None
        return float(np.frombuffer(slot.data, np.uint8)[: WIDTH * HEIGHT].mean()) if slot else 0.0


class CameraPair(Pair):
    """A pair whose visitor has inputs of which the host shows some.

    Attributes:
        wanted: Which inputs' rings are read.
        inputs: Of the visitor.
    """

    def __init__(self) -> None:
        super().__init__()
        self.greys = {name: Grey(luma) for name, luma in GREYS.items()}
        self.wanted: set[str] = set()
        self.wishes: dict[Input, str] = {}
        self.inputs = StudioInputs(self._bring)
        self.cameras = ShownCameras("link-test", self._wishes)

    def shown(self, name: str) -> Input:
        """Have one more input of the host's show a camera."""
        one = Input()
        self.wishes[one] = name
        self.cameras.settle()
        return one

    def look(self) -> None:
        """Do what captures and processes do all the time."""
        for grey in self.greys.values():
            grey.write()
        while self.heard[0]:
            self.cameras.hear(self.host, self.heard[0].pop(0))
        while self.heard[1]:
            self.inputs.hear(self.guest, self.heard[1].pop(0))
        self.cameras.settle()

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so, while all goes on."""

        def looked() -> object:
            self.look()
            return is_so()

        await until(looked)

    async def see(self, shown: dict[Input, str]) -> None:
        """Wait until inputs show what they are to."""
        wanted = [(one, GREYS[name]) for one, name in shown.items()]
        await self.until(lambda: all(abs(one.luma - grey) < 8 for one, grey in wanted))

    async def close(self) -> None:
        await self.cameras.close()
        await super().close()
        for grey in self.greys.values():
            grey.ring.close()

    def _bring(self, name: str, is_wanted: bool) -> None:
        (self.wanted.add if is_wanted else self.wanted.discard)(name)
        if is_wanted:
            self.inputs.ring(name, self.greys[name].ring.name)

    def _wishes(self) -> list[CameraWish]:
        return [CameraWish(one, self.host, name) for one, name in self.wishes.items()]


def test_cameras_come_beside_each_other_and_end_when_nobody_shows_or_offers_them() -> None:
    async def run() -> None:
        pair = CameraPair()
        pair.guest.offer(["Side", "Top", "Back"])
        side, top = pair.shown("Side"), pair.shown("Top")
        pair.guest.want(True)
        await pair.see({side: "Side", top: "Top"})
        assert pair.wanted == {"Side", "Top"}
        calls, line = pair.calls, pair.host.connection
        del pair.wishes[top]
        await pair.until(lambda: pair.wanted == {"Side"})
        back = pair.shown("Back")
        await pair.see({side: "Side", back: "Back"})
        assert pair.calls == calls, "what was free is used again"
        pair.guest.offer(["Back", "Top"])
        assert "Side" not in pair.wanted, "it ends at once"
        await pair.until(lambda: "does not offer a camera called Side" in side.reason)
        pair.wishes[side] = "Top"
        await pair.see({side: "Top", back: "Back"})
        assert line is not None
        assert pair.host.connection is line, "all of it on one line"
        assert len(line.cameras) == 2
        await pair.close()

    asyncio.run(run())


def test_an_offer_of_more_that_gets_lost_is_made_again_and_the_line_stays() -> None:
    async def run() -> None:
        pair = CameraPair()
        pair.guest.offer(["Side"])
        pair.guest.want(True)
        await until(lambda: pair.is_linked)
        pair.answers = False  # as when a room is restarted
        line, calls = pair.host.connection, pair.calls
        side = pair.shown("Side")
        await pair.until(lambda: pair.calls == calls + 1)
        pair.answers = True
        pair.guest.look(time.monotonic_ns() + OFFER_AGAIN_NS + 1)
        await pair.see({side: "Side"})
        assert pair.host.connection is line
        assert pair.calls == calls + 2
        await pair.close()

    asyncio.run(run())


def test_more_on_a_line_that_is_gone_has_it_called_anew() -> None:
    async def run() -> None:
        told: list[Message] = []
        host = Peer(
            "u-1", "link-test", send=told.append, on_told=lambda peer, message: None, servers=list
        )
        host.kind = "studio"
        host.hear({"type": "offer", "sdp": "v=0", "call": 7, "goes_on": True})
        await until(lambda: told)
        assert told == [{"type": "bye", "again": True}]
        await host.close()

    asyncio.run(run())


def test_only_who_shows_the_programme_is_asked_for_a_mix_without_it() -> None:
    class Told(Input):
        def __init__(self) -> None:
            super().__init__()
            self.minus: list[object] = []

        def send(self, message: Message) -> bool:
            if message["type"] == "minus":
                self.minus.append(message["wanted"])
            return super().send(message)

    async def run() -> None:
        name = f"link-test-{secrets.token_hex(4)}"
        peers = Peers(
            name,
            send=lambda id, signal: guest.hear(signal),
            servers=list,
            way_back=WayBack(Programme()),
        )
        camera, whole = Told(), Told()
        peers.show(camera, "seat:1", "Side")
        peers.show(whole, "seat:1")
        guest = StudioPeer(
            HOST,
            f"{name}-guest",
            send=lambda signal: peers.hear("u-1", signal),
            on_told=lambda peer, message: None,
            servers=list,
            way_back=WayBack(Programme()),
        )
        guest.kind = "studio"
        peers.stage([{"id": "u-1", "kind": "studio", "name": "Wei", "seat": 1}])
        guest.want(True)
        await until(lambda: guest.is_connected and whole.minus)
        assert (whole.minus, camera.minus) == ([True], [])
        peers.show(whole, "seat:1", "Top")  # nobody is heard of it now, so it hears all
        assert (whole.minus, camera.minus) == ([True, False], [])
        await asyncio.gather(guest.close(), peers.close())

    asyncio.run(run())
