"""Takes what a receiver of aiortc receives, in place of its buffers and its decoders.

aiortc has no way to do that (1.16): its receiver's jitter buffer is replaced by one that hands
each packet on and never makes a frame, so that its own decoder threads sleep until the end.
Its feedback stays: NACK, REMB, and the PLI that ``on_picture`` asks for.  The test of this file
holds the names that it relies on; pyproject.toml has the version::

    tap_pictures(receiver, on_packet, on_report)
"""

from collections.abc import Awaitable, Callable

from aiortc import RTCRtpReceiver
from aiortc.rtp import AnyRtcpPacket, RtcpSrPacket, RtpPacket

from studio.link.errors import LinkError
from studio.link.picture_packets import Packet

OnReport = Callable[[int, int], None]
"""Told a timestamp of RTP and the sender's time at it, as NTP."""

_BUFFER = "_RTCRtpReceiver__jitter_buffer"
_CODECS = "_RTCRtpReceiver__codecs"


class _Tap:
    """What stands in place of a jitter buffer: ``add`` says whether to send PLI, and no frame."""

    def __init__(self, on_packet: Callable[[RtpPacket], bool]) -> None:
        self._on_packet = on_packet

    def add(self, packet: RtpPacket) -> tuple[bool, None]:
        return self._on_packet(packet), None


def tap_pictures(
    receiver: RTCRtpReceiver, on_packet: Callable[[Packet], bool], on_report: OnReport
) -> None:
    """Take a receiver's pictures.

    Args:
        receiver: Of video; nothing may have come yet.
        on_packet: Takes each packet in the loop; returns whether a key frame is to be asked for.
        on_report: Takes sender reports.

    Raises:
        LinkError: If this version of aiortc is another one.
    """
    codecs = getattr(receiver, _CODECS, {})

    def take(packet: RtpPacket) -> bool:
        codec = codecs.get(packet.payload_type)
        return on_packet(
            Packet(
                packet.sequence_number,
                packet.timestamp,
                bool(packet.marker),
                codec is not None and codec.name == "VP8",
                _content(packet),
            )
        )

    _put(receiver, take, on_report)


def tap_sound(
    receiver: RTCRtpReceiver, on_packet: Callable[[int, int, bytes], None], on_report: OnReport
) -> None:
    """Take a receiver's sound: sequence number, timestamp and content of each packet.

    Raises:
        LinkError: If this version of aiortc is another one.
    """

    def take(packet: RtpPacket) -> bool:
        on_packet(packet.sequence_number, packet.timestamp, _content(packet))
        return False

    _put(receiver, take, on_report)


def _put(receiver: RTCRtpReceiver, take: Callable[[RtpPacket], bool], on_report: OnReport) -> None:
    if not (hasattr(receiver, _BUFFER) and hasattr(receiver, _CODECS)):
        raise LinkError("This version of aiortc is not the one that Rocket Studio was made for.")
    handle: Callable[[AnyRtcpPacket], Awaitable[None]] = receiver._handle_rtcp_packet

    async def heard(packet: AnyRtcpPacket) -> None:
        if isinstance(packet, RtcpSrPacket):
            on_report(packet.sender_info.rtp_timestamp, packet.sender_info.ntp_timestamp)
        await handle(packet)

    setattr(receiver, _BUFFER, _Tap(take))
    receiver._handle_rtcp_packet = heard  # type: ignore[method-assign]


def _content(packet: RtpPacket) -> bytes:
    content: bytes = packet._data  # type: ignore[attr-defined]
    return content
