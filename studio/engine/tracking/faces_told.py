"""Sends the clients that asked for it where faces are on the programme.

Each camera that is on air and looked at is one message, each face in pixels of the
programme as it is seen, whatever the camera's item does with it.  Messages may be lost: a
client that does not read gets none until it has read, and nobody waits for it::

    told = FacesTold(post=ticker.post, people=ticker.program.people)
    told.subscribe(listener, per_second=30)
    told.gone(listener)
"""

import threading
import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from studio.engine.tracking.people import People
from studio.engine.tracking.sighting import Sighting
from studio.ipc.message import Message, encode
from studio.model.commands import FACES_HEIGHT, FACES_WIDTH
from studio.model.geometry import Affine
from studio.model.tracking import BLENDSHAPES, Face
from studio.telemetry.thread_name import show_thread_name

MOST_QUEUED_BYTES = 256 * 1024
"""A client with more than that unread gets none."""
Seen = tuple[tuple[Sighting, ...], tuple[int, int]]


class Listener(Protocol):
    """What is known of a client's channel."""

    @property
    def queued_bytes(self) -> int:
        """How much waits to be sent."""

    def send_bytes(self, data: bytes) -> bool:
        """Send an encoded message, or queue it."""


class FacesTold:
    """Who wants to know, and a thread that tells them while anybody does.

    ``subscribe``, ``gone`` and ``close`` belong to the main thread.

    Args:
        post: Has the tick thread do something.
        people: Knows where faces are; the tick's.

    Attributes:
        skipped: Messages that a client was not sent because it doesn't read.
    """

    def __init__(self, post: Callable[[Callable[[], None]], None], people: People) -> None:
        self.skipped = 0
        self._post = post
        self._people = people
        self._rates: dict[Listener, float] = {}
        self._lock = threading.Lock()  # of the rates
        self._news = threading.Event()
        self._newest: Seen = ((), (1, 1))
        self._thread: threading.Thread | None = None
        self._is_closing = False

    @property
    def has_listeners(self) -> bool:
        """Whether anybody wants to know."""
        return bool(self._rates)

    def subscribe(self, listener: Listener, per_second: float) -> None:
        """Tell it so often from now on at most; 0 ends it."""
        with self._lock:
            self._rates.pop(listener, None)
            if per_second > 0:
                self._rates[listener] = per_second
            take = self._take if self._rates else None
        self._post(lambda: self._people.tell(take))
        if take and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="faces", daemon=True)
            self._thread.start()

    def gone(self, listener: Listener) -> None:
        """Tell one nothing more that has gone."""
        if listener in self._rates:
            self.subscribe(listener, 0)

    def close(self) -> None:
        """End the thread."""
        self._is_closing = True
        self._news.set()
        if self._thread:
            self._thread.join()

    def _take(self, seen: tuple[Sighting, ...], size: tuple[int, int]) -> None:
        """Note what is seen on a picture; in the tick thread."""
        self._newest = seen, size
        self._news.set()

    def _run(self) -> None:
        show_thread_name()
        due_s: dict[Listener, float] = {}
        had: frozenset[str] = frozenset()
        while True:
            self._news.wait()
            self._news.clear()
            if self._is_closing:
                return
            with self._lock:
                rates = dict(self._rates)
            now_s = time.monotonic()
            # A quarter of a period early is in time: pictures come when they come.
            ready = [
                each for each, rate in rates.items() if now_s >= due_s.get(each, 0.0) - 0.25 / rate
            ]
            if not ready:
                continue
            seen, size = self._newest
            names = frozenset(each.input for each in seen)
            messages = [_message(each, size) for each in seen]
            messages += [{"type": "faces", "source": name, "faces": []} for name in had - names]
            had = names
            due_s = {each: due_s.get(each, 0.0) for each in rates}
            for listener in ready:
                due_s[listener] = max(due_s[listener], now_s - 1) + 1 / rates[listener]
                self._send(listener, messages)

    def _send(self, listener: Listener, messages: list[Message]) -> None:
        for message in messages:
            if listener.queued_bytes > MOST_QUEUED_BYTES or not listener.send_bytes(
                encode(message)
            ):
                self.skipped += 1


def _message(sighting: Sighting, size: tuple[int, int]) -> Message:
    """Return a camera's faces as they travel; see ``SubscribeFaces``."""
    fit = Affine(a=FACES_WIDTH / size[0], d=FACES_HEIGHT / size[1])
    matrix = fit.after(sighting.to_programme)
    return {
        "type": "faces",
        "source": sighting.input,
        "faces": [_face(face, matrix) for face in sighting.tracked.faces],
    }


def _face(face: Face, m: Affine) -> dict[str, object]:
    turn = np.array([[m.a, m.c], [m.b, m.d]], np.float32)
    landmarks = face.points[:, :2] @ turn + np.array([m.tx, m.ty], np.float32)
    return {
        "number": face.number,
        "landmarks": np.round(landmarks.astype(np.float64), 1).tolist(),
        "shapes": dict(
            zip(BLENDSHAPES, np.round(face.blendshapes.astype(np.float64), 3).tolist(), strict=True)
        ),
    }
