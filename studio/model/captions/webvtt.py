r"""The text of a WebVTT file, as https://www.w3.org/TR/webvtt1/ has it; block by block.

text = HEADER + "".join(block(n, cue) for n, cue in enumerate(cues, 1))
"""

from studio.model.captions.cues import Cue

SUFFIX = ".vtt"
HEADER = "WEBVTT\n\n"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def block(number: int, cue: Cue) -> str:
    """Return one cue as it stands in the file, from 1; the speaker is its voice."""
    lines = [line.translate(_ESCAPES) for line in cue.lines]
    if cue.speaker:
        lines[0] = f"<v {cue.speaker.translate(_ESCAPES)}>{lines[0]}"
    times = f"{time_of(cue.start_ms)} --> {time_of(cue.end_ms)}"
    return "\n".join([str(number), times, *lines, "", ""])


def time_of(ms: int) -> str:
    """Return a time as ``01:02:03.004``; hours grow past two digits."""
    hours, rest = divmod(ms, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
