"""Two studios call each other through aiortc itself; and what is offered besides is asked for."""

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Any

import pytest

from studio.ipc.message import Message
from studio.link.connection import Connection
from studio.link.errors import LinkError
from studio.link.media import PeerMedia
from studio.link.peer import Peer
from studio.link.programme import Programme
from studio.link.studio_inputs import MOST_INPUTS, StudioInputs
from studio.link.studio_peer import HOST, StudioPeer
from studio.link.way_back import WayBack

pytestmark = pytest.mark.slow


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
        pair.guest.offers = ("Side",)
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


class Studio:
    """A peer as ``StudioInputs`` needs it."""

    def __init__(self, id: str, kind: str = "studio") -> None:
        self.id = id
        self.kind = kind
        self.said: list[Message] = []

    def say_control(self, message: Message) -> None:
        self.said.append(message)


def test_what_is_offered_is_asked_for_once_and_nothing_else() -> None:
    there: Any = Studio("u-1")
    inputs = StudioInputs(lambda watcher: there if watcher == "input" else None, lambda *_: None)
    inputs.wish("input", "Side")
    inputs.wish("other", "Side")
    assert there.said == [], "it has offered nothing yet"
    names: list[object] = ["Side", 5, "", "x" * 999, *map(str, range(99))]
    inputs.hear(there, {"type": "inputs", "inputs": names})
    inputs.look()
    assert there.said == [{"type": "want", "input": "Side"}]
    assert len(inputs.offered("u-1")) <= MOST_INPUTS
    inputs.wish("input", "Bedroom")
    assert there.said[-1] == {"type": "want", "input": ""}, "what is not offered is not asked for"
    inputs.wish("input", "Side")
    there.said.clear()
    inputs.hear(there, {"type": "inputs", "inputs": ["Side"]})  # a new line
    assert there.said == [{"type": "want", "input": "Side"}]
    phone: Any = Studio("p-1", "phone")
    inputs.hear(phone, {"type": "inputs", "inputs": ["Side"]})
    assert inputs.offered("p-1") == ()
    inputs.hear(there, {"type": "want", "input": "Side"})  # who is visited offers nothing
    inputs.forget("input")
    inputs.look()
    assert len(there.said) == 1
