"""What relay and process say to each other between tags: script tags that no player sees.

::

    pipe.write(frame_tag(Tag.SCRIPT, 0, KEY))               # to the process: a key frame, now
    pipe.write(frame_tag(Tag.SCRIPT, 0, Resume(…).body()))  # before all tags: another one has died
    pipe.write(frame_tag(Tag.SCRIPT, 0, Report(…).body()))  # from it
"""

import json
from dataclasses import asdict, dataclass

KEY = b"key"


@dataclass(frozen=True, slots=True)
class Resume:
    """Where the process before got to: what was made is not made once more.

    Attributes:
        picture_ms: When the last picture of it is shown; below 0: there was none.
        sound_ms: The same of its sound.
    """

    picture_ms: int
    sound_ms: int

    def body(self) -> bytes:
        """Return it as a script tag's body."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def read(cls, body: bytes) -> "Resume | None":
        """Read such a body; None if it is none."""
        try:
            return cls(**json.loads(body))
        except (ValueError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class Report:
    """How the process does; the first one says that it is ready.

    Attributes:
        dropped: Pictures that were left out since it began.
        wants_key: It can go on only from a key frame of the publisher.
    """

    dropped: int
    wants_key: bool

    def body(self) -> bytes:
        """Return it as a script tag's body."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def read(cls, body: bytes) -> "Report | None":
        """Read such a body; None if it is none."""
        try:
            return cls(**json.loads(body))
        except (ValueError, TypeError):
            return None
