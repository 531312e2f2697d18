"""Puts the packets of several tracks into one order, by decoding time.

Pure: packets go in track by track as the encoders make them, and come out sorted
as far as that is certain.  A packet is held back while another track may still
bring an earlier one, which it can't before its last one's end, and for no more than
a second of media: a track that is so late is not waited for again until it
delivers::

    interleaver = Interleaver(tracks=2)
    for packet in interleaver.push(packet):
        ...
"""

from collections import deque

from studio.model.media import SECOND_NS, Packet


class Interleaver:
    """A merge of tracks with bounded patience.

    Args:
        tracks: How many tracks there are; 0 is the video.
        patience_ns: How far the tracks may lie apart.
    """

    def __init__(self, tracks: int, patience_ns: int = SECOND_NS) -> None:
        self._waiting: list[deque[Packet]] = [deque() for _ in range(tracks)]
        self._is_late = [False] * tracks
        self._end_ns: list[int | None] = [None] * tracks
        self._patience_ns = patience_ns
        self._newest_ns: int | None = None

    @property
    def late_tracks(self) -> tuple[int, ...]:
        """Tracks that are not waited for at the moment."""
        return tuple(track for track, late in enumerate(self._is_late) if late)

    def push(self, packet: Packet) -> list[Packet]:
        """Take a packet in, and return those whose turn has come."""
        self._waiting[packet.track].append(packet)
        self._is_late[packet.track] = False
        self._end_ns[packet.track] = packet.dts_ns + packet.duration_ns
        newest_ns = self._newest_ns
        self._newest_ns = packet.dts_ns if newest_ns is None else max(newest_ns, packet.dts_ns)
        released: list[Packet] = []
        while (track := self._next_track(self._newest_ns)) is not None:
            released.append(self._waiting[track].popleft())
        return released

    def flush(self) -> list[Packet]:
        """Return everything that is held back, in order."""
        rest = sorted(
            (packet for track in self._waiting for packet in track),
            key=lambda packet: (packet.dts_ns, packet.track),
        )
        for track in self._waiting:
            track.clear()
        return rest

    def _next_track(self, newest_ns: int) -> int | None:
        heads = [
            (waiting[0].dts_ns, track) for track, waiting in enumerate(self._waiting) if waiting
        ]
        if not heads:
            return None
        oldest_ns, track = min(heads)
        awaited = [
            other
            for other, waiting in enumerate(self._waiting)
            if not waiting and not self._is_late[other] and self._may_bring(other, oldest_ns)
        ]
        if not awaited:
            return track
        if newest_ns - oldest_ns <= self._patience_ns:
            return None
        for other in awaited:
            self._is_late[other] = True
        return track

    def _may_bring(self, track: int, before_ns: int) -> bool:
        end_ns = self._end_ns[track]
        return end_ns is None or end_ns < before_ns
