r"""A transcript to read and to search: one line for each breath, with its time and speaker.

line(spoken, since_ms=0)       # "[0:01:02] Mary: Hello, everybody.\n"
"""

from studio.model.captions.spoken import Spoken
from studio.model.captions.writing import on_one_line

SUFFIX = ".txt"
HEADER = ""


def line(spoken: Spoken, since_ms: int = 0) -> str:
    """Return what was said as it stands in the file; nothing if no word was.

    Args:
        spoken: A final.
        since_ms: When the recording began, on the programme's clock.
    """
    text = on_one_line(spoken.text)
    if not text:
        return ""
    seconds = max(0, spoken.start_ms - since_ms) // 1000
    time = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    speaker = f"{on_one_line(spoken.speaker)}: " if spoken.speaker else ""
    return f"[{time}] {speaker}{text}\n"
