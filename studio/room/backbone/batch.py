"""Events of a room that were made together, encoded once for everybody.

Three lanes, each JSON objects joined by commas, so that batches are put together
by joining bytes and nobody parses anything::

    merge([Batch(1, 1, control=b'{"type":"show"…}'), Batch(2, 2, danmaku=b'{…}')]).everything()
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Batch:
    """Events with the offsets ``first`` to ``last`` of one epoch.

    Attributes:
        money: Gifts.
        danmaku: What a slow client may be spared.
    """

    first: int
    last: int
    control: bytes = b""
    money: bytes = b""
    danmaku: bytes = b""

    def everything(self) -> bytes:
        """Return the message for a client: a JSON array, what matters most first."""
        return _array(self.control, self.money, self.danmaku)

    def essential(self) -> bytes:
        """Return the message without what may be left out; empty if nothing stays."""
        return _array(self.control, self.money) if self.control or self.money else b""

    @property
    def size_bytes(self) -> int:
        """How much it holds."""
        return len(self.control) + len(self.money) + len(self.danmaku)


def merge(batches: Sequence[Batch]) -> Batch:
    """Return one batch with all events of some, which follow one another."""
    if len(batches) == 1:
        return batches[0]
    return Batch(
        batches[0].first,
        batches[-1].last,
        b",".join([each.control for each in batches if each.control]),
        b",".join([each.money for each in batches if each.money]),
        b",".join([each.danmaku for each in batches if each.danmaku]),
    )


def _array(*lanes: bytes) -> bytes:
    return b"[" + b",".join([lane for lane in lanes if lane]) + b"]"
