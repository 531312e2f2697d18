"""What the engine wants of this process now, handed from its channel to the thread that looks.

The newest wish counts, so nothing queues up; a picture that came while one was looked at only
says that there is a newer one::

    wishes = Wishes()
    wishes.want(Look(faces=1))          # in the channel's thread
    now = wishes.wait(timeout_s=1.0)    # in the one that looks: when a picture was written
"""

import threading
from dataclasses import dataclass, replace

from studio.ipc.message import Message
from studio.model.tracking import MOST_FACES


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be looked for."""

    faces: int = 0
    hands: bool = False
    body: bool = False
    person: bool = False

    @classmethod
    def of(cls, message: Message) -> "Look":
        """Read it from a message; what makes no sense there is not looked for."""
        faces = message.get("faces", 0)
        return cls(
            min(max(faces, 0), MOST_FACES) if isinstance(faces, int) else 0,
            *(message.get(key) is True for key in ("hands", "body", "person")),
        )

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return self != Look()


@dataclass(frozen=True, slots=True)
class Now:
    """All that is wanted at one moment.

    Attributes:
        camera: The address of the capture's channel; empty as long as nobody said it.
        camera_changes: Counts how often that was said: a capture may come back at the same one.
        ring: Where the camera's pictures lie; empty if it has none.
        lagged: How many frames the engine was late, in all.
    """

    look: Look = Look()
    camera: str = ""
    camera_changes: int = 0
    ring: str = ""
    lagged: int = 0
    is_resting: bool = False
    is_ended: bool = False


class Wishes:
    """See the module; any thread may say, one waits."""

    def __init__(self) -> None:
        self._now = Now()
        self._is_news = False
        self._changed = threading.Condition()

    def want(self, look: Look) -> None:
        """Look for this from now on."""
        self._change(look=look)

    def follow(self, address: str) -> None:
        """Take the pictures of the capture at this address; it may be a new one there."""
        with self._changed:
            changes = self._now.camera_changes + 1
        self._change(camera=address, camera_changes=changes, ring="")

    def read(self, ring: str) -> None:
        """Take the pictures from this ring."""
        self._change(ring=ring)

    def lag(self, frames: int) -> None:
        """Do less: the engine was late."""
        with self._changed:
            lagged = self._now.lagged + frames
        self._change(lagged=lagged)

    def rest(self, is_resting: bool) -> None:
        """Look at nothing for the time being, or again."""
        self._change(is_resting=is_resting)

    def end(self) -> None:
        """Have the thread end."""
        self._change(is_ended=True)

    def see(self) -> None:
        """Say that a picture was written."""
        self._change()

    def wait(self, timeout_s: float) -> Now:
        """Return what is wanted once a picture was written or something has changed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_news, timeout_s)
            self._is_news = False
            return self._now

    def _change(self, **what: object) -> None:
        with self._changed:
            self._now = replace(self._now, **what)  # type: ignore[arg-type]
            self._is_news = True
            self._changed.notify_all()
