"""A hand and an eye on an X display: real clicks and keys by xdotool, buttons found by colour.

hand = ScreenHand(display)
hand.click(hand.find(LIVE_RED, below=0.6))
hand.keys("Tab", "Right")
hand.type("rtmp://…")
"""

import subprocess
import time
from collections.abc import Callable

import numpy as np
from PIL import ImageGrab

ACCENT = (0x5B, 0x8D, 0xEF)
LIVE = (0xFF, 0x47, 0x57)
NEAR = 6
LEAST_PIXELS = 400
PATIENCE_S = 60.0
KEY_DELAY_MS = 30
Point = tuple[int, int]


class ScreenHand:
    """One display's.

    Args:
        display: Such as ``:99``.
    """

    def __init__(self, display: str) -> None:
        self._display = display

    def click(self, point: Point) -> None:
        """Press the left button there, and go away: what is under a pointer has another colour."""
        self._do("mousemove", str(point[0]), str(point[1]), "click", "1", "mousemove", "2", "2")

    def keys(self, *names: str) -> None:
        """Press keys, one after another."""
        self._do("key", "--delay", str(KEY_DELAY_MS), *names)

    def type(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", str(KEY_DELAY_MS), text)

    def find(self, colour: tuple[int, int, int], *, below: float, right_of: float = 0.0) -> Point:
        """Return a place on the largest thing of a colour; wait until there is one.

        Args:
            colour: Of the button's ground.
            below: Only what lies below this part of the screen.
            right_of: Only what lies right of this part.
        """
        end_s = time.monotonic() + PATIENCE_S
        while (point := self.look(colour, below, right_of)) is None:
            assert time.monotonic() < end_s, f"nothing on the screen has the colour {colour}"
            time.sleep(0.1)
        return point

    def look(self, colour: tuple[int, int, int], below: float, right_of: float) -> Point | None:
        """Return a place on the row that has most of a colour, or None if there is too little."""
        picture = np.asarray(ImageGrab.grab(xdisplay=self._display))[..., :3].astype(int)
        near = np.abs(picture - colour).max(axis=2) <= NEAR
        near[: int(near.shape[0] * below)] = False
        near[:, : int(near.shape[1] * right_of)] = False
        if near.sum() < LEAST_PIXELS:
            return None
        rows = near.sum(axis=1)
        y = int(np.flatnonzero(rows >= rows.max() * 0.9).mean())
        while not near[y].any():
            y += 1
        return int(np.median(np.flatnonzero(near[y]))), y

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until something is so."""
        end_s = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end_s, f"{what} did not happen"
            time.sleep(0.1)

    def save(self, path: str) -> None:
        """Keep what is on the screen, to be looked at when something went wrong."""
        ImageGrab.grab(xdisplay=self._display).save(path)

    def _do(self, *words: str) -> None:
        environment = {"DISPLAY": self._display, "PATH": "/usr/bin:/bin"}
        subprocess.run(["xdotool", *words], env=environment, check=True, timeout=30)
