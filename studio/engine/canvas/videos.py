"""Videos on canvases: each is played by a capture process, without sound, while its node is there.

It begins with its first picture, as soon as the process has one.  A file comes from a
plugin, so only containers that hold pictures themselves are opened, not lists that lead
to other files or to the network.  Belongs to the main thread::

    videos = Videos(processes, secret=secret, grid=grid)
    videos.check(1, nodes)              # CommandError if they were too many
    videos.put((1, "fireworks"), content, take=…, warn=…)
    videos.keep(1, nodes)               # all others of that canvas are gone
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.engine.canvas.seen import Feed, Seen
from studio.engine.processes import Processes
from studio.engine.sources.ring import RingSource
from studio.engine.sources.source import Health
from studio.model.canvas import Node
from studio.model.canvas_content import Video
from studio.model.command import CommandError, Message

MOST_VIDEOS = 4
"""On all canvases at once; one that has ended is none."""
MOST_SIZE = (1920, 1080)
"""What is larger is made smaller where it is decoded."""
LAST_NS = 150_000_000
"""So long after its end was decoded a video is shown: pictures are decoded ahead."""
_OPTIONS = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,gif,apng",
}

Key = tuple[int, str]
"""A canvas and a node."""
Take = Callable[[Feed], None]
Warn = Callable[[str], None]


class VideoFeed:
    """The pictures of one video, from when it was put to its end, if it has one.

    Args:
        ring: What its process writes.
    """

    def __init__(self, ring: RingSource) -> None:
        self.pixels = MOST_SIZE[0] * MOST_SIZE[1]
        self.is_over = False
        """Whether it was seen to its end; it is shown no more."""
        self._ring = ring
        self._ended_ns: int | None = None
        self._seen: Seen | None = None

    @property
    def rests_ns(self) -> int:
        """It always moves, until it is over."""
        return 0 if self.is_over else 1 << 62

    def seen(self, due_ns: int) -> Seen | None:
        """Return the newest picture that is due, and none after the end or a failure."""
        if self.is_over:
            return None
        picture, health = self._ring.latch(due_ns), self._ring.state.health
        if health is Health.ENDED:
            if self._ended_ns is None:
                self._ended_ns = due_ns
            if due_ns - self._ended_ns >= LAST_NS:
                self.is_over = True
                return None
        if picture is None or health is Health.FAILED:
            return None
        if self._seen is None or self._seen.picture is not picture:
            self._seen = Seen(picture, 0, 0, picture.width, picture.height)
        return self._seen


@dataclass(slots=True)
class _Playing:
    """A video that is played, or was until its end.

    Attributes:
        process: Its name; "" once it has ended.
        told: What was said of its failure.
    """

    content: Video
    process: str
    ring: RingSource
    feed: VideoFeed
    warn: Warn
    told: str = ""


class Videos:
    """See the module.

    Args:
        processes: Starts captures.
        secret: The session's.
        grid: Returns the ticks that pictures fall onto: epoch, and the period as a fraction.
    """

    def __init__(
        self, processes: Processes, *, secret: str, grid: Callable[[], tuple[int, int, int]]
    ) -> None:
        self._processes = processes
        self._secret = secret
        self._grid = grid
        self._playing: dict[Key, _Playing] = {}
        self._is_resting = False

    def check(self, canvas: int, nodes: Mapping[str, Node]) -> None:
        """See that no more than can be played would be there.

        Raises:
            CommandError: If they were.
        """
        count = 0
        for key, playing in self._playing.items():
            count += key[0] != canvas and not playing.feed.is_over
        for node in nodes.values():
            if isinstance(node.content, Video):
                known = self._playing.get((canvas, node.id))
                is_new = known is None or known.content != node.content
                count += is_new or not (known and known.feed.is_over)
        if count > MOST_VIDEOS:
            raise CommandError(
                f"{MOST_VIDEOS} videos are played at once at most, on all canvases together: "
                "remove one first."
            )

    def put(self, key: Key, content: Video, *, take: Take, warn: Warn) -> None:
        """Play a video; nothing changes if it is being played already.

        Args:
            key: Which node shows it.
            content: What to play.
            take: Gets what is seen of it.
            warn: Gets the reason why it can't be played.
        """
        before = self._playing.get(key)
        if before and before.content == content and not before.feed.is_over:
            return
        self._forget(key)
        taken = {playing.process for playing in self._playing.values()}
        process = next(name for n in range(1, 99) if (name := f"video-{n}") not in taken)
        ring = RingSource(process, secret=self._secret)
        ring.rest(self._is_resting)
        feed = VideoFeed(ring)
        playing = _Playing(content, process, ring, feed, warn)
        self._playing[key] = playing
        source: Message = {
            "kind": "media",
            "path": content.file,
            "loop": content.loops,
            "alpha": content.alpha,
            "sound": False,
            "grid_ns": list(self._grid()),
            "options": _OPTIONS,
        }
        self._processes.start(
            process,
            "capture",
            {"source": source, "want": list(MOST_SIZE)},
            on_ready=ring.attach,
            on_ended=lambda reason: self._died(playing, reason),
        )
        take(feed)

    def keep(self, canvas: int, nodes: Mapping[str, Node]) -> None:
        """Play only what is still on a canvas."""
        for key, playing in list(self._playing.items()):
            node = nodes.get(key[1])
            if key[0] == canvas and (node is None or node.content != playing.content):
                self._forget(key)

    def rest(self, is_resting: bool) -> None:
        """Let all do nothing while nobody looks, or go on."""
        self._is_resting = is_resting
        for playing in self._playing.values():
            playing.ring.rest(is_resting)

    def once_a_second(self) -> None:
        """End what is over, and tell what can't be played."""
        for playing in self._playing.values():
            state = playing.ring.state
            if playing.feed.is_over:
                self._end(playing)
            elif state.health is Health.FAILED and state.reason != playing.told:
                playing.told = state.reason
                playing.warn(state.reason)

    def close(self) -> None:
        """End all."""
        for key in list(self._playing):
            self._forget(key)

    def _forget(self, key: Key) -> None:
        if playing := self._playing.pop(key, None):
            self._end(playing)

    def _end(self, playing: _Playing) -> None:
        if playing.process:
            self._processes.stop(playing.process)
            playing.process = ""
            playing.ring.close()

    def _died(self, playing: _Playing, reason: str) -> None:
        """It is started again; what was to be seen once isn't begun a second time."""
        if playing.content.loops:
            playing.ring.writer_ended(reason)
        else:
            playing.feed.is_over = True
            self._end(playing)
