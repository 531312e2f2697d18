"""What the engine wants of this process, handed from its channel to the thread that hears.

    wishes = Wishes()
    wishes.hear(LineWish.of(message))       # in the channel's thread
    now = wishes.wait(timeout_s=0.03)       # in the one that hears

The newest wish for a line counts, so nothing queues up.
"""

import re
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from studio.ipc.message import Message

MOST_LINES = 8
_LANGUAGE = re.compile(r"[A-Za-z-]{2,12}")
_LINE = re.compile(r"[\w-]{1,16}")
_MOST_NAME = 100
Kind = Literal["", "moonshine", "whisper", "own"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user wants to be heard with.

    Attributes:
        kind: "" for what suits the language.
        folder: Of one's own model.
    """

    kind: Kind = ""
    folder: Path = Path()

    @classmethod
    def of(cls, kind: object, folder: object) -> "Choice":
        """Read it from a message; what makes no sense there is what suits the language."""
        for known in get_args(Kind):
            if kind == known and (known != "own" or (isinstance(folder, str) and folder)):
                return cls(known, Path(str(folder)) if known == "own" else Path())
        return cls()


@dataclass(frozen=True, slots=True)
class LineWish:
    """One speaker to be heard.

    Attributes:
        line: Which; ids begin with it.
        speaker: Their name for viewers; may be empty.
        language: They speak it.
        ring: The sound.
        epoch_ns: When the programme's clock began, on the monotonic one.
        since_ns: What lies before it was heard already, on that clock.
        next: The number of the first segment from there on.
        translate_to: Finals are told again in this language besides; "" not.
    """

    line: str
    speaker: str
    language: str
    ring: str
    epoch_ns: int
    since_ns: int
    next: int
    translate_to: str = ""

    @classmethod
    def of(cls, message: Message) -> "LineWish | None":
        """Read it from a message; None if that makes no sense."""
        match message:
            case {
                "line": str(line),
                "speaker": str(speaker),
                "language": str(language),
                "ring": str(ring),
                "epoch_ns": int(epoch_ns),
                "since_ns": int(since_ns),
                "next": int(next),
            } if _LINE.fullmatch(line) and _LANGUAGE.fullmatch(language) and next >= 0:
                into = message.get("translate_to", "")
                into = into if isinstance(into, str) and _LANGUAGE.fullmatch(into) else ""
                name = speaker[:_MOST_NAME]
                return cls(line, name, language, ring, epoch_ns, since_ns, next, into)
        return None


@dataclass(frozen=True, slots=True)
class Now:
    """All that is wanted at one moment."""

    lines: dict[str, LineWish] = field(default_factory=dict)
    choice: Choice = Choice()
    is_ended: bool = False


class Wishes:
    """See the module; any thread may say, one waits."""

    def __init__(self) -> None:
        self._now = Now()
        self._is_news = False
        self._changed = threading.Condition()

    def hear(self, wish: LineWish) -> bool:
        """Hear somebody, or somebody otherwise; False if there are too many already."""
        with self._changed:
            lines = {**self._now.lines, wish.line: wish}
            if len(lines) > MOST_LINES:
                return False
            self._set(replace(self._now, lines=lines))
            return True

    def leave(self, line: str) -> None:
        """Hear somebody no more."""
        with self._changed:
            lines = {name: wish for name, wish in self._now.lines.items() if name != line}
            self._set(replace(self._now, lines=lines))

    def leave_all(self) -> None:
        """Hear nobody: there is nobody to be told."""
        with self._changed:
            self._set(replace(self._now, lines={}))

    def use(self, choice: Choice) -> None:
        """Hear with this."""
        with self._changed:
            self._set(replace(self._now, choice=choice))

    def end(self) -> None:
        """Have the thread end."""
        with self._changed:
            self._set(replace(self._now, is_ended=True))

    def wait(self, timeout_s: float) -> Now:
        """Return what is wanted, after that time or as soon as it has changed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_news, timeout_s)
            self._is_news = False
            return self._now

    def _set(self, now: Now) -> None:
        self._now = now
        self._is_news = True
        self._changed.notify_all()
