r"""Reads what was said out of the files beside a recording.  Pure.

A person may have changed them by hand: what can't be understood is left out.

    for line in lines_in("[0:01:02] Mary: Hello.\n", ".txt"):
        line.start_ms, line.text        # 62000, "Mary: Hello."
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from studio.model.captions import srt, transcript, webvtt
from studio.model.captions.writing import joined, on_one_line

_TIMES = re.compile(r"^\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->")
_STAMP = re.compile(r"^\[(\d+):(\d{2}):(\d{2})\]\s*(.*)$")
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>")
_MARK_UP = re.compile(r"<[^>\n]*>|\{\\[^}\n]*\}")
_NO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class Line:
    """What was said at one time.

    Attributes:
        start_ms: Since the recording began.
        text: On one line, with the speaker in front.
    """

    start_ms: int
    text: str


def lines_in(text: str, suffix: str) -> Iterator[Line]:
    """Yield what a file holds.

    Args:
        text: Of the file.
        suffix: Of its name: ``.txt``, ``.vtt`` or ``.srt``; others hold nothing.
    """
    if suffix == transcript.SUFFIX:
        yield from _stamped(text)
    elif suffix in (webvtt.SUFFIX, srt.SUFFIX):
        yield from _cues(text, is_web=suffix == webvtt.SUFFIX)


def _stamped(text: str) -> Iterator[Line]:
    for line in text.splitlines():
        if found := _STAMP.match(line):
            hours, minutes, seconds, said = found.groups()
            ms = (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000
            if said := on_one_line(said):
                yield Line(ms, said)


def _cues(text: str, *, is_web: bool) -> Iterator[Line]:
    """Yield cue by cue: lines up to an empty one, behind that with the times."""
    start_ms, said = -1, list[str]()
    for line in [*text.removeprefix("\ufeff").splitlines(), ""]:
        if found := _TIMES.match(line):
            hours, minutes, seconds, ms = (int(each or 0) for each in found.groups())
            start_ms, said = ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms, []
        elif line.strip() and start_ms >= 0:
            said.append(_plain(line, is_web=is_web))
        else:
            if start_ms >= 0 and (whole := on_one_line(joined(filter(None, said)))):
                yield Line(start_ms, whole)
            start_ms = -1


def _plain(line: str, *, is_web: bool) -> str:
    if is_web:
        line = html.unescape(_MARK_UP.sub("", _VOICE.sub(r"\1: ", line)))
    else:
        line = _MARK_UP.sub("", line).replace(_NO_WIDTH, "")
    return line.strip()
