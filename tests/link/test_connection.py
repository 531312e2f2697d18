"""An answer prefers what phones have in hardware, and lets them begin well; bad offers are told."""

import asyncio
import secrets

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection

from studio.link.connection import MOST_SDP, Connection
from studio.link.errors import LinkError
from studio.link.media import PeerMedia


def connection(media: PeerMedia) -> Connection:
    return Connection(media, [], on_state=lambda state: None, on_control=lambda text: None)


def media() -> PeerMedia:
    name = f"link-test-{secrets.token_hex(4)}"
    return PeerMedia(name, lambda kind, ring: None, lambda reason: None)


def test_h264_comes_first_and_begins_well() -> None:
    async def run() -> str:
        offering = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        offering.addTransceiver("video")
        offering.addTransceiver("audio")
        await offering.setLocalDescription(await offering.createOffer())
        decoding = media()
        answering = connection(decoding)
        answer = await answering.answer(offering.localDescription.sdp)
        await answering.close()
        await offering.close()
        decoding.close()
        return answer

    answer = asyncio.run(run())
    picture = answer[answer.index("m=video") :]
    first = picture.split()[3]
    assert f"a=rtpmap:{first} H264/90000" in picture
    assert "x-google-start-bitrate=1500\r\n" in picture


@pytest.mark.parametrize("sdp", [None, 7, "x" * (MOST_SDP + 1), "v=0\r\n" + "m=video 9\r\n" * 9])
def test_an_offer_that_is_none_is_refused_with_a_sentence(sdp: object) -> None:
    async def run() -> None:
        decoding = media()
        answering = connection(decoding)
        with pytest.raises(LinkError, match="offer"):
            await answering.answer(sdp)
        await answering.close()
        decoding.close()

    asyncio.run(run())
