r"""The text of a SubRip file, block by block.

Nobody standardised it.  Players take ``<i>`` and ``{\an8}`` for mark-up, so a bracket that
would begin some is followed by a character without width::

    text = HEADER + "".join(block(n, cue) for n, cue in enumerate(cues, 1))
"""

import re

from studio.model.captions import webvtt
from studio.model.captions.cues import Cue

SUFFIX = ".srt"
HEADER = ""
_MARK_UP = re.compile(r"([<{])(?=[A-Za-z/\\])")
_NO_WIDTH = "\u200b"


def block(number: int, cue: Cue) -> str:
    """Return one cue as it stands in the file, from 1; the speaker stands before the text."""
    lines = [_plain(line) for line in cue.lines]
    if cue.speaker:
        lines[0] = f"{_plain(cue.speaker)}: {lines[0]}"
    times = f"{time_of(cue.start_ms)} --> {time_of(cue.end_ms)}"
    return "\n".join([str(number), times, *lines, "", ""])


def time_of(ms: int) -> str:
    """Return a time as ``01:02:03,004``."""
    return webvtt.time_of(ms).replace(".", ",")


def _plain(text: str) -> str:
    return _MARK_UP.sub(rf"\1{_NO_WIDTH}", text.replace("-->", "→"))
