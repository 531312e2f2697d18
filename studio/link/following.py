"""What a peer is told to send as its network changes: less before the picture freezes.  Pure.

Two signs say that too much is sent: packets that had to be repeated or never came, and a way
there and back that grows, as a full queue somewhere does.  The bit rate falls at once and comes
back slowly; where it is too low for the size, the size falls, by whole steps that a browser
scales by itself without touching the camera::

    following = Following()
    following.use(order)                              # what is wanted on a good network
    if following.see(now_s, lost, rtt_ms):            # once a second
        say({"type": "set", **following.order()})
"""

from collections import deque

from studio.ipc.message import Message

LEAST_KBPS = 150
MUCH_LOST = 0.04
LITTLE_LOST = 0.015
LONGER_MS = 120
GOOD_S = 4.0
"""So long all must be well before more is sent."""
FALL, RISE = 0.75, 1.2
KEPT_RTTS = 60
SCALES = (1.0, 1.5, 2.0, 3.0, 4.0)
BITS_PER_PIXEL = 0.05
"""What faces need at least, in H.264 of a phone."""
MARGIN = 1.4
"""By so much more than it needs is there before a size comes back."""


class Following:
    """See the module.

    Attributes:
        kbps: What is to be sent now.
        scale: By how much the picture is to be made smaller, each side.
    """

    def __init__(self) -> None:
        self.kbps = 0
        self.scale = 1.0
        self._most_kbps = 0
        self._full_size_kbps = 0.0
        self._good_since_s: float | None = None
        self._rtts_ms: deque[float] = deque(maxlen=KEPT_RTTS)

    def use(self, order: Message) -> None:
        """Take what is wanted where the network allows it: kbps, width, height and fps."""
        kbps, width, height, fps = (
            each if isinstance(each := order.get(key), int | float) else 0
            for key in ("kbps", "width", "height", "fps")
        )
        self._most_kbps = round(kbps)
        self._full_size_kbps = width * height * fps * BITS_PER_PIXEL / 1000
        self.kbps = self._most_kbps
        self.scale = 1.0
        self._good_since_s = None

    def order(self) -> Message:
        """Return what is to be sent now, for a ``set``."""
        return {"kbps": self.kbps, "scale": self.scale}

    def see(self, now_s: float, lost: float, rtt_ms: float | None) -> bool:
        """Take how it went lately; tell whether something else is to be sent.

        Args:
            now_s: Monotonic time.
            lost: Share of packets that did not come at first.
            rtt_ms: There and back; None where it isn't known.
        """
        before = self.kbps, self.scale
        is_longer = rtt_ms is not None and self._is_longer(rtt_ms)
        if lost > MUCH_LOST or is_longer:
            self.kbps = max(min(LEAST_KBPS, self._most_kbps), round(self.kbps * FALL))
            self._good_since_s = None
        elif lost > LITTLE_LOST:
            self._good_since_s = None
        elif self._good_since_s is None:
            self._good_since_s = now_s
        elif now_s - self._good_since_s >= GOOD_S:
            self.kbps = min(self._most_kbps, round(self.kbps * RISE))
            self._good_since_s = now_s - GOOD_S / 2  # the next step comes sooner
        self._fit()
        return before != (self.kbps, self.scale)

    def _is_longer(self, rtt_ms: float) -> bool:
        self._rtts_ms.append(rtt_ms)
        return rtt_ms > min(self._rtts_ms) + LONGER_MS

    def _fit(self) -> None:
        """Choose the largest size for which there is enough."""
        if self.kbps >= self._most_kbps:
            self.scale = 1.0  # as it is wanted, whatever that looks like
            return
        for scale in SCALES:
            needed = self._full_size_kbps / scale**2
            if self.kbps >= (needed * MARGIN if scale < self.scale else needed):
                self.scale = scale
                return
        self.scale = SCALES[-1]
