"""What the engine wants of an avatar now; the newest word counts, and none waits."""

import logging
import math
import threading
import time

from pydantic import ValidationError

from studio.ipc.message import Message
from studio.model.kinds_avatar import AvatarSettings

logger = logging.getLogger(__name__)

_STALE_S = 0.5
_MOST_PX = 8_192


class Wishes:
    """Set by the channel's thread, read by the drawing one.

    Attributes:
        is_ended: Whether all is over.
        is_resting: Whether nobody looks.
        tracked: The ring with what a camera sees, "" for none.
        settings: Of the input, its file a whole path; None until they are told.
        want: How large it is shown at most; (0, 0) is not at all, None is not known.
    """

    def __init__(self) -> None:
        self.settings: AvatarSettings | None = None
        self.is_ended = False
        self.is_resting = False
        self.tracked = ""
        self.want: tuple[int, int] | None = None
        self._level_db = -math.inf
        self._level_s = -math.inf
        self._lagged = 0
        self._changed = threading.Condition()

    def take(self, message: Message) -> bool:
        """Take a message over; tell whether it means anything here."""
        with self._changed:
            match message:
                case {"type": "tracked", "name": str(name)}:
                    self.tracked = name
                case {"type": "level", "db": float() | int() as level_db}:
                    self._level_db, self._level_s = float(level_db), time.monotonic()
                    return True  # comes often, and changes nothing that anybody waits for
                case {"type": "want", "width": int(width), "height": int(height)}:
                    self.want = min(max(0, width), _MOST_PX), min(max(0, height), _MOST_PX)
                case {"type": "rest" | "wake" as word}:
                    self.is_resting = word == "rest"
                case {"type": "settings", "settings": dict(settings)}:
                    self._use(settings)
                case {"type": "lagged", "frames": int(frames)}:
                    self._lagged += max(0, frames)
                case _:
                    return False
            self._changed.notify_all()
            return True

    def _use(self, settings: Message) -> None:
        try:
            self.settings = AvatarSettings.model_validate(settings)
        except ValidationError as error:
            logger.warning("Settings were left out: %s", error)

    def end(self) -> None:
        """Have the drawing thread end."""
        with self._changed:
            self.is_ended = True
            self._changed.notify_all()

    def forget(self) -> None:
        """Forget what an engine wanted that has gone."""
        with self._changed:
            self.tracked, self.is_resting = "", False

    def wait(self, until_s: float) -> None:
        """Wait until a monotonic time, or the end."""
        with self._changed:
            while not self.is_ended and (left_s := until_s - time.monotonic()) > 0:
                self._changed.wait(left_s)

    def wait_for_more(self, longest_s: float) -> None:
        """Wait until something is wanted otherwise, so long at most."""
        with self._changed:
            if not self.is_ended:
                self._changed.wait(longest_s)

    def level_db(self, now_s: float) -> float:
        """Return how loud the microphone is, -inf if nobody has said so lately."""
        return self._level_db if now_s - self._level_s < _STALE_S else -math.inf

    def take_lagged(self) -> int:
        """Return how many frames of the engine were late since the last call."""
        with self._changed:
            lagged, self._lagged = self._lagged, 0
        return lagged
