"""Which packets an output may take: it starts on a key frame and drops by the group.

A decoder can use nothing before the first key frame, and nothing after a missing
picture until the next one.  So an output that has no room drops the whole rest of
the group of pictures, and counts it.  Sound has no such ties: it is left out only
while there is no room, and before the first picture::

    gate = KeyFrameGate()
    if gate.admits(packet, has_room=len(queue) < limit):
        queue.append(packet)
"""

from studio.model.media import Packet


class KeyFrameGate:
    """Decides packet by packet.  Pure; whoever owns the queue owns the gate.

    Args:
        from_ns: What is shown before that is of another output's time.
    """

    def __init__(self, from_ns: int = 0) -> None:
        self._from_ns = from_ns
        self.frames_dropped = 0
        """Pictures thrown away since the output started."""
        self._start_ns: int | None = None
        self._is_broken = False

    @property
    def is_waiting(self) -> bool:
        """True while a key frame is needed before any picture can pass."""
        return self._start_ns is None or self._is_broken

    def admits(self, packet: Packet, *, has_room: bool) -> bool:
        """Return whether the packet may pass, and count it if it is a lost picture."""
        if packet.track == 0:
            return self._admits_picture(packet, has_room)
        return has_room and self._start_ns is not None and packet.pts_ns >= self._start_ns

    def interrupt(self) -> None:
        """Say that the peer was lost: nothing is of use to the next one before a key frame."""
        self._is_broken = True

    def _admits_picture(self, packet: Packet, has_room: bool) -> bool:
        if packet.pts_ns < self._from_ns:
            return False
        if self.is_waiting and not packet.is_key:
            self.frames_dropped += self._start_ns is not None
            return False
        if not has_room:
            self._is_broken = True
            self.frames_dropped += self._start_ns is not None
            return False
        if self._start_ns is None:
            self._start_ns = packet.pts_ns
        self._is_broken = False
        return True
