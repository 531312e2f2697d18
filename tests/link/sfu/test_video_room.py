"""Tests of studio.link.sfu.video_room, in a real Janus."""

import asyncio
import shutil

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from studio.link.sfu.errors import SfuError
from studio.link.sfu.janus_line import JanusLine, Said
from studio.link.sfu.setting import SfuSetting
from studio.link.sfu.video_room import PROFILE, VideoRoom

pytestmark = pytest.mark.skipif(not shutil.which("janus"), reason="Janus is not installed")


def nothing(*said: object) -> None:
    """Take what Janus says by itself."""


async def offered() -> tuple[RTCPeerConnection, str]:
    """Return a connection that offers pictures and sound."""
    pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    for kind in ("video", "audio"):
        pc.addTransceiver(kind, direction="sendonly")
    await pc.setLocalDescription(await pc.createOffer())
    return pc, str(pc.localDescription.sdp)


def test_who_publishes_is_answered_and_can_be_subscribed_to(setting: SfuSetting) -> None:
    async def run() -> None:
        room = await VideoRoom.open(setting, "ours", nothing)
        pc, offer = await offered()
        is_up = asyncio.Event()
        _, number, answer = await room.publish(
            offer, lambda said: is_up.set() if said["janus"] == "webrtcup" else None
        )
        assert "a=recvonly" in answer
        assert "opus/48000" in answer
        assert f"profile-level-id={PROFILE}" in answer
        await pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        async with asyncio.timeout(20):
            await is_up.wait()
        _, theirs = await room.subscribe([{"feed": number}], nothing)
        assert theirs.count("a=sendonly") == 2
        with pytest.raises(SfuError, match="The SFU refuses"):
            await room.publish("no SDP", nothing)
        with pytest.raises(SfuError, match="The SFU refuses"):
            await room.subscribe([{"feed": number + 1}], nothing)
        await room.close()
        with pytest.raises(SfuError, match="is gone"):
            await room.publish(offer, nothing)
        await pc.close()

    asyncio.run(run())


def test_nobody_comes_in_who_does_not_know_the_session(setting: SfuSetting) -> None:
    async def run() -> None:
        room = await VideoRoom.open(setting, "ours", nothing)
        line = await JanusLine.open(setting.url, setting.secret, nothing)
        stranger = await line.attach(nothing)
        listed, _ = await stranger.ask({"request": "list"}, is_later=False)
        assert room._id not in [each["room"] for each in listed["list"]]
        body: Said = {"room": room._id, "pin": "guessed"}
        with pytest.raises(SfuError, match="Unauthorized"):
            await stranger.ask({"request": "join", "ptype": "publisher", **body})
        with pytest.raises(SfuError, match="Unauthorized"):
            await stranger.ask({"request": "destroy", **body, "secret": ""}, is_later=False)
        await line.close()
        await room.close()

    asyncio.run(run())


def test_a_link_that_was_started_anew_puts_its_room_in_the_place_of_the_old_one(
    setting: SfuSetting,
) -> None:
    async def run() -> None:
        gone = asyncio.Event()

        def hear(said: Said) -> None:
            data = said.get("plugindata", {}).get("data", {})
            if data.get("videoroom") == "destroyed":
                gone.set()

        pc, offer = await offered()
        left = await VideoRoom.open(setting, "ours", nothing)
        await left.publish(offer, hear)
        room = await VideoRoom.open(setting, "ours", nothing)
        async with asyncio.timeout(10):
            await gone.wait()
        await room.publish(offer, nothing)
        await room.close()
        await left.close()
        await pc.close()

    asyncio.run(run())
