"""What ffprobe, who did not write our files, says about them."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

FRAME_MS = 1000 / 30


@dataclass(frozen=True)
class Shown:
    """A packet's time and whether decoding can start there."""

    pts_ms: float
    is_key: bool


def _probe(path: Path, *words: str) -> dict[str, list[dict[str, object]]]:
    argv = ["ffprobe", "-v", "error", "-of", "json", *words, str(path)]
    result = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert not result.stderr, result.stderr
    parts: dict[str, list[dict[str, object]]] = json.loads(result.stdout)
    return parts


def streams(path: Path) -> dict[str, dict[str, object]]:
    """Return what it says of the first stream of each type."""
    found = _probe(path, "-show_streams")["streams"]
    return {str(stream["codec_type"]): stream for stream in reversed(found)}


def packets(path: Path, stream: str = "v:0") -> list[Shown]:
    """Return the packets of a stream in the order of showing."""
    found = _probe(path, "-select_streams", stream, "-show_packets")["packets"]
    shown = [
        Shown(float(str(packet["pts_time"])) * 1000, str(packet["flags"]).startswith("K"))
        for packet in found
    ]
    return sorted(shown, key=lambda packet: packet.pts_ms)


def missing_frames(shown: list[Shown], frame_ms: float = FRAME_MS) -> int:
    """Return how many frames are not there between the first and the last."""
    span_ms = shown[-1].pts_ms - shown[0].pts_ms
    return round(span_ms / frame_ms) + 1 - len(shown)


def decode_errors(path: Path) -> str:
    """Return what ffmpeg complains of when it decodes all of a file."""
    argv = ["ffmpeg", "-v", "error", "-xerror", "-i", str(path), "-f", "null", "-"]
    return subprocess.run(argv, capture_output=True, text=True, check=False).stderr
