"""How much one plugin may have asked for that is not yet done; more is refused, and costs only it.

Counted for each plugin, as one that asks for a lot would keep all others waiting::

    asked_for = AskedFor(200)
    if then := asked_for.counted(then):
        act(action, then)           # done, or refused, is when then is called
"""

from collections.abc import Callable

from studio.ipc.message import Message

Then = Callable[[Message], None]


class AskedFor:
    """Belongs to the host's main thread.

    Args:
        most: That may wait at once.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0

    def counted(self, then: Then) -> Then | None:
        """Return what is to be told of one more that waits; None if too much waits already."""
        if self._count >= self._most:
            return None
        self._count += 1

        def told(answer: Message) -> None:
            self._count -= 1
            then(answer)

        return told
