"""What fills the nodes that aren't painted once: who draws and who plays, as one.

Belongs to the main thread::

    players = Players(processes, secret=secret, post=post, grid=grid)
    players.check(1, nodes)             # CommandError if there were too many
    players.put((1, "rocket"), content, take=…, warn=…)
    players.keep(1, nodes)              # all others of that canvas are gone
"""

from collections.abc import Callable, Mapping

from studio.engine.canvas.drawn import Drawable, Drawn
from studio.engine.canvas.drawn_process import EffectsProcess
from studio.engine.canvas.paintings import Paintings
from studio.engine.canvas.seen import Feed
from studio.engine.canvas.videos import Videos
from studio.engine.processes import Processes
from studio.ipc.message import Message
from studio.model.canvas import Node
from studio.model.canvas_content import Painted, Video

Playable = Drawable | Video | Painted
Key = tuple[int, str]
"""A canvas and a node."""


class Players:
    """See the module.

    Args:
        processes: Starts what draws and plays.
        secret: The session's.
        post: Has the main thread do something.
        grid: Returns the ticks that pictures fall onto: epoch, and the period as a fraction.
    """

    def __init__(
        self,
        processes: Processes,
        *,
        secret: str,
        post: Callable[[Callable[[], object]], None],
        grid: Callable[[], tuple[int, int, int]],
    ) -> None:
        self._drawn = Drawn(processes, secret=secret, post=post)
        self._videos = Videos(processes, secret=secret, grid=grid)
        self._paintings = Paintings()

    @property
    def rounds(self) -> EffectsProcess:
        """What draws models; see ``Drawn.rounds``."""
        return self._drawn.rounds

    @property
    def quality(self) -> Message:
        """What live nodes have now; see ``Drawn.quality``."""
        return self._drawn.quality

    def check(self, canvas: int, nodes: Mapping[str, Node]) -> None:
        """See that no more than can be played would be there.

        Raises:
            CommandError: If they were.
        """
        self._videos.check(canvas, nodes)
        self._paintings.check(canvas, nodes)

    def put(
        self,
        key: Key,
        content: Playable,
        *,
        take: Callable[[Feed], None],
        warn: Callable[[str], None],
        scale: float = 1.0,
    ) -> None:
        """Fill a node; nothing changes if it is filled with this already.

        Args:
            key: Which one.
            content: With what.
            take: Gets what is seen of it.
            warn: Gets the reason why nothing is.
            scale: How large the programme is against the canvas.
        """
        if isinstance(content, Video):
            self._videos.put(key, content, take=take, warn=warn)
        elif isinstance(content, Painted):
            self._paintings.put(key, content, take=take, warn=warn)
        else:
            self._drawn.put(key, content, take=take, warn=warn, scale=scale)

    def keep(self, canvas: int, nodes: Mapping[str, Node]) -> None:
        """Fill only what is still on a canvas."""
        self._drawn.keep(canvas, nodes)
        self._videos.keep(canvas, nodes)
        self._paintings.keep(canvas, nodes)

    def rest(self, is_resting: bool) -> None:
        """Let what can rest do nothing while nobody looks, or go on."""
        self._videos.rest(is_resting)

    def once_a_second(self, lagged: int) -> None:
        """Tell how the engine keeps up, end what is over, and tell what failed.

        Args:
            lagged: Frames that were late since the beginning.
        """
        self._drawn.once_a_second(lagged)
        self._videos.once_a_second()

    def close(self) -> None:
        """End all."""
        self._drawn.close()
        self._videos.close()
        self._paintings.close()
