"""Tests of studio.link.peers: which input is told of which peer, and which of a studio's camera."""

import asyncio
import secrets
from collections.abc import Callable

from studio.ipc.message import Message
from studio.link.peers import NO_SOUND, Peers


class Input:
    """A channel of the engine."""

    def __init__(self) -> None:
        self.told: list[Message] = []

    def send(self, message: Message) -> bool:
        self.told.append(message)
        return True


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not is_so():
            await asyncio.sleep(0.005)


def on_stage(kind: str) -> list[Message]:
    return [{"id": "u-1", "kind": kind, "name": "Wei", "seat": 2}]


def test_who_shows_a_camera_of_a_studio_is_not_told_of_its_programme() -> None:
    async def run() -> None:
        changes: list[int] = []
        peers = Peers(
            f"link-test-{secrets.token_hex(4)}",
            send=lambda id, signal: None,
            servers=list,
            on_change=lambda: changes.append(len(changes)),
        )
        whole, camera = Input(), Input()
        peers.show(whole, "seat:2")
        peers.show(camera, "Wei", "Side")
        assert [each["type"] for each in camera.told] == ["ring", "state"], "nobody is there"
        peers.stage(on_stage("studio"))
        whole.told.clear()
        camera.told.clear()
        peers.hear("u-1", {"type": "offer"})
        assert [each["type"] for each in whole.told] == ["ring", "offset"]
        assert whole.told[0] == NO_SOUND, "what was heard of another one is over"
        before = len(changes)
        await until(lambda: whole.told[-1].get("health") == "failed")  # the offer was none
        assert len(changes) > before
        assert camera.told == []
        there = peers.find("u-1")
        assert [tuple(each) for each in peers.camera_wishes()] == [(camera, there, "Side")]
        peers.show(camera, "Wei", "Top")
        assert peers.camera_wishes()[0].camera == "Top"
        assert peers.shown_by(camera) is peers.shown_by(whole) is there
        peers.show(camera, "Wei")
        assert camera.told == [NO_SOUND, *whole.told[1:]], "all of the programme, as it is now"
        camera.told.clear()
        peers.show(camera, "Wei", "Top")
        assert camera.told == []
        peers.stage(on_stage("guest"))  # who has no cameras but his own
        assert [each["type"] for each in camera.told] == ["ring", "offset", "state"]
        assert peers.camera_wishes() == []
        peers.forget(camera)
        assert peers.shown_by(camera) is None
        await peers.close()

    asyncio.run(run())
