"""The nodes of a canvas that is only previewed: all that is seen of them is there at once.

What is painted here is painted when it is put; what an effects process draws on the stream
is asked for, time by time, from a child that draws it for this alone::

    pictures = Pictures()
    tree = FilmTree(1920, 1080, pictures)
    tree.edit(edits, at_ns)
    layers = tree.layers(due_ns, (480, 270))
"""

import contextlib
import itertools
import json
import queue
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Iterable
from typing import IO

import numpy as np

from studio.engine.canvas.margin import Framed
from studio.engine.canvas.motion import NEVER
from studio.engine.canvas.paint import NodePainter, Paintable
from studio.engine.canvas.seen import Seen
from studio.engine.canvas.tree import Tree
from studio.engine.compositor.composition import Layer
from studio.engine.picture import Picture
from studio.model.canvas import CanvasEdit, Mask, MoveNode, PutNode, RemoveNode
from studio.model.canvas_content import Lottie, Model, Particles, Shader
from studio.model.errors import StudioError

MOST_PAINTED = 128
MS_NS = 1_000_000
Drawn = Model | Lottie | Particles | Shader


class Feed:
    """What is seen of a node now; it is told for each time anew."""

    pixels = 0
    rests_ns = NEVER

    def __init__(self, content: Drawn, since_ns: int) -> None:
        self.content = content
        self.since_ns = since_ns
        self.now: Seen | None = None

    def seen(self, due_ns: int) -> Seen | None:
        """Return what was told last."""
        return self.now


class Pictures:
    """Paints and has drawn; keeps what was painted for the next preview."""

    def __init__(self) -> None:
        self._painter = NodePainter()
        self._painted: OrderedDict[str, Framed | StudioError] = OrderedDict()
        self._child: subprocess.Popen[bytes] | None = None
        self._serials = itertools.count(1)

    def painted(self, content: Paintable, mask: Mask | None) -> Framed:
        """Return how something looks that is painted here.

        Raises:
            StudioError: If it can't be painted.
        """
        key = f"{content.model_dump_json()} {mask.model_dump_json() if mask else ''}"
        if key not in self._painted:
            done: queue.Queue[Framed | StudioError] = queue.Queue(1)
            self._painter.paint(content, done.put, mask)
            self._painted[key] = done.get()
            if len(self._painted) > MOST_PAINTED:
                self._painted.popitem(last=False)
        found = self._painted[key]
        if isinstance(found, StudioError):
            raise found
        return found

    def drawn(self, content: Drawn, time_ms: float) -> Seen | None:
        """Return what is seen of a node at a time since it came.

        Raises:
            StudioError: If it can't be drawn.
        """
        order = {"content": content.model_dump(mode="json"), "time_ms": time_ms}
        stdin, stdout = self._pipes()
        try:
            stdin.write(json.dumps(order).encode() + b"\n")
            stdin.flush()
            about = json.loads(stdout.readline() or b"null")
        except (OSError, ValueError):
            about = None
        if about is None:
            self._end_child()
            raise StudioError("What draws models and particles has ended.")
        if "refused" in about:
            raise StudioError(str(about["refused"]))
        if about["box"] is None:
            return None
        width, height = about["stored"]
        area = width * height
        data = np.frombuffer(stdout.read(area * 5 // 2), np.uint8)
        left, top, *natural = about["box"]
        picture = Picture(
            width=natural[0],
            height=natural[1],
            y=data[:area].reshape(height, width),
            uv=data[area : area * 3 // 2].reshape(height // 2, width // 2, 2),
            alpha=data[area * 3 // 2 :].reshape(height, width),
            serial=next(self._serials),
            pts_ns=0,
            has_clear_edge=True,
        )
        return Seen(picture, left, top, content.width, content.height)

    def close(self) -> None:
        """End what draws and paints."""
        self._painter.close()
        self._end_child()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "studio.effects.filming"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        assert self._child.stdin
        assert self._child.stdout
        return self._child.stdin, self._child.stdout

    def _end_child(self) -> None:
        if self._child is not None:
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            try:
                self._child.wait(5)
            except subprocess.TimeoutExpired:  # a driver hangs
                self._child.kill()
                self._child.wait()
            self._child = None


class FilmTree:
    """See the module."""

    def __init__(self, width: int, height: int, pictures: Pictures) -> None:
        self._tree = Tree("film", width, height)
        self._pictures = pictures
        self._parents: dict[str, str] = {}
        self._feeds: dict[str, Feed] = {}
        self._notes: dict[str, None] = {}

    def edit(self, edits: Iterable[CanvasEdit], at_ns: int) -> None:
        """Do edits, in their order."""
        for edit in edits:
            match edit:
                case PutNode():
                    self._put(edit, at_ns)
                case MoveNode(id=name, motions=motions):
                    self._tree.move(name, motions, at_ns)
                case RemoveNode(id=name):
                    self._tree.remove(name)
                    self._forget(name)

    def layers(self, due_ns: int, size: tuple[int, int]) -> tuple[Layer, ...]:
        """Return what is seen at a time that is no earlier than the one before."""
        for name, feed in self._feeds.items():
            try:
                feed.now = self._pictures.drawn(feed.content, (due_ns - feed.since_ns) / MS_NS)
            except StudioError as error:
                self._note(name, error)
        return self._tree.layers(due_ns, size)

    def take_notes(self) -> list[str]:
        """Return sentences on what can't be seen, each once."""
        notes = list(self._notes)
        self._notes.clear()
        return notes

    def _put(self, put: PutNode, at_ns: int) -> None:
        node, content = put.node, put.node.content
        self._tree.put(node, put.motions, at_ns)
        self._parents[node.id] = node.parent
        if isinstance(content, Paintable):
            mask = node.mask if node.mask and node.mask.file else None
            try:
                framed = self._pictures.painted(content, mask)
            except StudioError as error:
                self._note(node.id, error)
                return
            self._tree.take_pictures(node.id, content, framed, mask)
        elif isinstance(content, Drawn):
            self._feeds[node.id] = feed = Feed(content, at_ns)
            self._tree.take_feed(node.id, content, feed)

    def _forget(self, name: str) -> None:
        self._feeds.pop(name, None)
        self._parents.pop(name, None)
        for held in [each for each, parent in self._parents.items() if parent == name]:
            self._forget(held)

    def _note(self, node: str, error: StudioError) -> None:
        self._notes[f"{node.rpartition('/')[2]}: {error}"] = None
