"""The programme for guests: the pictures of the bus as WebRTC takes them, sent to link.

Nothing is encoded a second time.  A picture goes out as soon as it is encoded, in Annex B,
the parameter sets before each key frame, and without the filler that makes a constant bit
rate for platforms.  What link does not read in time is dropped up to
the next key frame, and counted, as for every output::

    output = GuestOutput(on_odd_order=…)
    bus.add_early(output)
    output.attach(channel)

WebRTC shows pictures in the order in which they come, so there must be no B-frames.  Ours has
none, but somebody's own options for the encoder may ask for them: those to which no other
picture refers are left out, and where others refer to them guests see key frames only.
"""

import threading
from collections.abc import Callable

from studio.engine.outputs.gate import KeyFrameGate
from studio.engine.outputs.queue import Format
from studio.ipc.channel import Channel
from studio.model.media import Codec, Packet, VideoFormat
from studio.rtmp import nal

QUEUE_BYTES = 2_000_000
_START_CODE = b"\0\0\0\1"
_REFERRED_TO = 0x60


class GuestOutput:
    """An output of the packet bus that link passes on; from any thread.

    Args:
        on_odd_order: Called once for each format whose pictures are not in order.
    """

    name = "guests"

    def __init__(self, on_odd_order: Callable[[], None]) -> None:
        self._on_odd_order = on_odd_order
        self._lock = threading.Lock()
        self._gate = KeyFrameGate()
        self._channel: Channel | None = None
        self._headers = b""
        self._newest_ns: int | None = None
        self._is_odd = False

    @property
    def frames_dropped(self) -> int:
        """Pictures that link did not read in time."""
        return self._gate.frames_dropped

    def attach(self, channel: Channel | None) -> None:
        """Send to this channel from the next key frame on; None for nowhere."""
        with self._lock:
            self._channel = channel
            self._gate.interrupt()

    def put_format(self, track: int, format: Format) -> None:
        """Put these parameter sets before key frames; what is no H.264 can't be sent."""
        del track
        is_good = isinstance(format, VideoFormat) and format.codec is Codec.H264
        with self._lock:
            sets = nal.avcc_sets(format.config) if is_good else []
            self._headers = b"".join(_START_CODE + each for each in sets)
            self._newest_ns, self._is_odd = None, False
            self._gate.interrupt()

    def put(self, packet: Packet) -> None:
        """Send a picture, or drop it; never blocks."""
        with self._lock:
            channel = self._channel
            if channel is None or not self._headers or not self._is_next(packet):
                return
            has_room = channel.queued_bytes + len(packet.data) <= QUEUE_BYTES
            if self._gate.admits(packet, has_room=has_room):
                data = self._headers if packet.is_key else b""
                data += b"".join(_START_CODE + unit for unit in _units(packet))
                is_key, pts_ns = packet.is_key, packet.pts_ns
                channel.send({"type": "picture", "pts_ns": pts_ns, "key": is_key, "data": data})

    def _is_next(self, packet: Packet) -> bool:
        """Tell whether a picture is shown after those before it; see the module for others."""
        if packet.is_key or self._newest_ns is None or packet.pts_ns > self._newest_ns:
            self._newest_ns = packet.pts_ns
            return True
        if any(unit[0] & _REFERRED_TO for unit in _units(packet)):
            self._gate.interrupt()
        if not self._is_odd:
            self._is_odd = True
            self._on_odd_order()
        return False


def _units(packet: Packet) -> list[bytes]:
    units = nal.split_length_prefixed(packet.data)
    return [unit for unit in units if unit and unit[0] & 0x1F != nal.H264_FILLER]
