"""The packet bus: one encode, any number of destinations and files.

Encoders put packets in from their own threads; outputs get them in decoding order
across all tracks.  An output takes them into a queue of its own and never blocks,
so a slow or dead one costs the others nothing.  Who talks with the anchor can't wait
until the sound of the same time is encoded (60 ms later), and gets pictures at once::

    bus = PacketBus(tracks=1 + len(audio_formats))
    bus.put_format(0, video_format)
    bus.add(recording)
    bus.add_early(for_guests)
    bus.put(packet)
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from studio.engine.outputs.interleaver import Interleaver
from studio.engine.outputs.queue import Format
from studio.model.media import SECOND_NS, Packet


class Output(Protocol):
    """What hangs on the bus.  Neither call may block; both come from any thread."""

    @property
    def name(self) -> str:
        """What people call it, without secrets."""
        ...

    def put(self, packet: Packet) -> None:
        """Take the next packet, or drop and count it."""
        ...

    def put_format(self, track: int, format: Format) -> None:
        """Take the format of the packets of a track that follow."""
        ...


class PacketBus:
    """Interleaves tracks and hands them to outputs.

    Args:
        tracks: How many tracks there are, the video included.
        patience_ns: How long a track is waited for, in media time.
        through: Gives each picture what it carries besides, on the encoder's thread.
    """

    def __init__(
        self,
        tracks: int,
        patience_ns: int = SECOND_NS,
        *,
        through: Callable[[Packet], Packet] | None = None,
    ) -> None:
        self._lock = threading.Lock()
        self._through = through
        self._patience_ns = patience_ns
        self._outputs: list[Output] = []
        self._early: list[Output] = []
        self._picture_format: Format | None = None
        self._begin(tracks)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """What hangs on the bus now."""
        return tuple(self._outputs)

    def restart(self, tracks: int) -> None:
        """Take packets of other encoders from now on; what hangs on the bus stays there."""
        with self._lock:
            self._begin(tracks)

    def add(self, output: Output) -> None:
        """Hang an output on the bus; it is told all formats and starts on a key frame."""
        with self._lock:
            for track, format in sorted(self._formats.items()):
                output.put_format(track, format)
            self._outputs.append(output)

    def add_early(self, output: Output) -> None:
        """Give an output pictures only, each as soon as it is encoded."""
        with self._lock:
            if self._picture_format:
                output.put_format(0, self._picture_format)
            self._early.append(output)

    def remove(self, output: Output) -> None:
        """Take an output off the bus; one that is not on it is left alone."""
        with self._lock:
            for outputs in (self._outputs, self._early):
                if output in outputs:
                    outputs.remove(output)

    def put_format(self, track: int, format: Format) -> None:
        """Set the format of the packets of this track that are put in from now on."""
        with self._lock:
            if track == 0:
                self._picture_format = format
                for output in self._early:
                    output.put_format(track, format)
            if self._put[track] == self._handed_out[track]:
                self._announce(track, format)
            else:  # it takes effect behind the packets that are still held back
                self._changes[track].append((self._put[track], format))

    def put(self, packet: Packet) -> None:
        """Take a packet from an encoder."""
        if self._through and packet.track == 0:
            packet = self._through(packet)
        with self._lock:
            if packet.track == 0:
                for output in self._early:
                    output.put(packet)
            self._put[packet.track] += 1
            self._hand_out(self._interleaver.push(packet))

    def flush(self) -> None:
        """Hand out what is held back, at the end of a session."""
        with self._lock:
            self._hand_out(self._interleaver.flush())

    def _begin(self, tracks: int) -> None:
        self._interleaver = Interleaver(tracks, self._patience_ns)
        self._formats: dict[int, Format] = {}
        self._picture_format = None
        self._changes: list[deque[tuple[int, Format]]] = [deque() for _ in range(tracks)]
        self._put = [0] * tracks
        self._handed_out = [0] * tracks

    def _hand_out(self, packets: list[Packet]) -> None:
        for packet in packets:
            changes = self._changes[packet.track]
            while changes and self._handed_out[packet.track] >= changes[0][0]:
                self._announce(packet.track, changes.popleft()[1])
            self._handed_out[packet.track] += 1
            for output in self._outputs:
                output.put(packet)

    def _announce(self, track: int, format: Format) -> None:
        if self._formats.get(track) == format:
            return
        self._formats[track] = format
        for output in self._outputs:
            output.put_format(track, format)
