"""What ``live`` shows in the terminal: one line that changes, sentences above it, a summary."""

import shutil
import sys
from typing import TextIO

from studio.model.events import Event, InputStateChanged, Notice, OutputStateChanged, StatsChanged

MARKS = {"info": "·", "warning": "!", "error": "✗"}
STATE_MARKS = {
    "connecting": "…",
    "live": "●",
    "reconnecting": "!",
    "recording": "●",
    "failed": "✗",
    "ended": "·",
}


class Progress:
    """Writes to a terminal, or line by line where there is none.

    Args:
        out: Where to.
    """

    def __init__(self, out: TextIO = sys.stderr) -> None:
        self._out = out
        self._is_terminal = out.isatty()
        self._has_line = False
        self._live: set[str] = set()

    def show(self, event: Event) -> None:
        """Show what matters of an event."""
        match event:
            case StatsChanged():
                self._line(self._stats(event))
            case OutputStateChanged(output=name, address=address, state=state, reason=reason):
                (self._live.add if state in ("live", "recording") else self._live.discard)(name)
                self.say(f"{STATE_MARKS[state]} {name} {state}: {address} {reason}".rstrip())
            case InputStateChanged(input=name, health=health, reason=reason):
                if reason:
                    self.say(f"! {name} {health}: {reason}")
            case Notice(level=level, text=text):
                self.say(f"{MARKS[level]} {text}")

    def say(self, text: str) -> None:
        """Write a sentence that stays."""
        if self._has_line:
            self._out.write("\r\x1b[K")
            self._has_line = False
        self._out.write(text + "\n")
        self._out.flush()

    def _line(self, text: str) -> None:
        if self._is_terminal:
            width = shutil.get_terminal_size().columns
            self._out.write("\r\x1b[K" + text[: width - 1])
            self._out.flush()
            self._has_line = True

    def _stats(self, stats: StatsChanged) -> str:
        seconds = int(stats.time_s)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        light = "● LIVE" if self._live else "○ ····"
        lost = stats.frames_dropped + stats.frames_skipped
        return (
            f"{light} {clock}  {stats.fps:5.1f} fps  {stats.kbps:6.0f} kb/s  "
            f"dropped {lost}  lagged {stats.frames_lagged}  CPU {stats.cpu_percent:.0f} %"
        )


def summary(stats: dict[str, object]) -> str:
    """Return the end of a session in a few lines."""
    encoder = f"{stats['encoder']} {stats['preset']}".strip()
    lines = [
        f"{stats['duration_s']} s, {stats['width']}x{stats['height']} at {stats['fps']} fps, "
        f"{encoder}, {stats['compositor']} on {stats['adapter']}",
        f"{stats['frames_total']} frames: {stats['frames_lagged']} lagged, "
        f"{stats['frames_skipped']} skipped; {stats['cpu_ms_per_frame']} CPU-ms a frame, "
        f"{stats['rss_mb']} MB",
    ]
    outputs = stats["outputs"]
    for name, part in outputs.items() if isinstance(outputs, dict) else ():
        megabytes = part["bytes"] / 1e6
        lines.append(
            f"{name}: {part['address']}, {megabytes:.1f} MB, {part['frames_dropped']} dropped"
            + (f", {part['reconnects']} reconnects" if part.get("reconnects") else "")
        )
    return "\n".join(lines)
