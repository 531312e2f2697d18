"""Tests of studio.link.sent_cameras: which part of a connection carries which input."""

import asyncio

from aiortc import RTCPeerConnection

from studio.link.connection import MOST_CAMERAS
from studio.link.programme import Onlooker
from studio.link.sent_cameras import SentCameras
from studio.link.way_back import PictureSending


class Pictures:
    """An input of tests."""

    def __init__(self) -> None:
        self.onlookers: list[Onlooker] = []

    def add(self, onlooker: Onlooker) -> None:
        self.onlookers.append(onlooker)

    def remove(self, onlooker: Onlooker) -> None:
        if onlooker in self.onlookers:
            self.onlookers.remove(onlooker)

    def ask_key(self) -> None:
        """Nothing is encoded here."""


def test_a_part_is_used_again_and_there_are_so_many_at_most() -> None:
    async def run() -> None:
        pc = RTCPeerConnection()
        sent = SentCameras(lambda: PictureSending(pc, "sendonly"))
        inputs = {name: Pictures() for name in ("A", "B", "C", "D", "E", "F")}
        assert not sent.carry({})
        assert sent.carry({name: inputs[name] for name in "AB"}), "two parts are new"
        assert not inputs["A"].onlookers, "the other side does not know of them"
        await pc.setLocalDescription(await pc.createOffer())
        sent.begin()
        assert len(inputs["A"].onlookers) == len(inputs["B"].onlookers) == 1
        mids = {str(each["input"]): each["mid"] for each in sent.shown()}
        assert set(mids) == {"A", "B"}
        sent.keep(["B"])
        assert not inputs["A"].onlookers
        assert not sent.carry({name: inputs[name] for name in "BC"}), "a part was free"
        assert {"mid": mids["A"], "input": "C"} in sent.shown()
        assert len(inputs["C"].onlookers) == 1
        assert sent.carry(inputs)
        assert len(pc.getTransceivers()) == len(sent.shown()) == MOST_CAMERAS
        sent.close()
        assert not any(each.onlookers for each in inputs.values())
        await pc.close()

    asyncio.run(run())
