"""What a viewer gets: rtmpdump plays the stream, each FLV tag is stamped as it arrives.

Nothing is decoded while the run lasts; the FLV is kept, and read afterwards::

    with Subscriber(folder, url) as subscriber:
        subscriber.first_video.wait(60)
        …
    arrivals = subscriber.arrivals
"""

import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import urlsplit

from tests.bench.processes import end, start

AUDIO, VIDEO = 8, 9
HEADER_BYTES = 13
TAG_HEADER_BYTES = 11
KNOCK_S = 0.05


@dataclass(frozen=True, slots=True)
class Arrival:
    """One encoded frame as it came in.

    Attributes:
        at_ns: Monotonic time of its last byte.
        is_video: A picture; else sound.
        dts_ms: When it is decoded.
        pts_ms: When it is shown.
        size_bytes: Of the FLV tag's body.
    """

    at_ns: int
    is_video: bool
    dts_ms: int
    pts_ms: int
    size_bytes: int
    is_key: bool


class Subscriber:
    """Plays one stream from a thread of its own until it is closed.

    A server lets a player wait for a stream that is not there yet; when the
    connection ends, it is made anew, into the next file, as soon as the server listens.
    """

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._url = url
        self._is_closing = False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="subscriber")
        self.segments: list[Path] = []
        self.arrivals: list[list[Arrival]] = []
        self.first_video = threading.Event()
        self.first_video_ns = 0

    @property
    def pid(self) -> int:
        """The process id of the player that runs now."""
        assert self._process
        return self._process.pid

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_closing = True
        if self._process:
            end(self._process)
        self._thread.join()

    def _run(self) -> None:
        while not self._is_closing:
            if self.segments:
                time.sleep(KNOCK_S)
                if not self._is_listening():
                    continue
            argv = ["stdbuf", "-o0", "rtmpdump", "-q", "--live", "-m", "600"]
            self._process = start(
                [*argv, "-r", self._url, "-o", "-"],
                self._folder / "rtmpdump.log",
                stdout=subprocess.PIPE,
            )
            segment = self._folder / f"received-{len(self.segments)}.flv"
            self.segments.append(segment)
            self.arrivals.append([])
            assert self._process.stdout
            with segment.open("wb") as kept:
                self._read(self._process.stdout, kept)
            end(self._process)

    def _is_listening(self) -> bool:
        """Tell whether the server is there: cheaper to ask than by starting a player."""
        place = urlsplit(self._url)
        try:
            socket.create_connection((place.hostname, place.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _read(self, stream: IO[bytes], kept: IO[bytes]) -> None:
        if not _take(stream, HEADER_BYTES, kept):
            return
        while header := _take(stream, TAG_HEADER_BYTES, kept):
            size = int.from_bytes(header[1:4], "big")
            body = _take(stream, size, kept)
            at_ns = time.monotonic_ns()
            if not body or not _take(stream, 4, kept):
                return
            arrival = parse_tag(header, body, at_ns)
            if arrival is None:
                continue
            self.arrivals[-1].append(arrival)
            if arrival.is_video and not self.first_video.is_set():
                self.first_video_ns = at_ns
                self.first_video.set()


def parse_tag(header: bytes, body: bytes, at_ns: int) -> Arrival | None:
    """Return the frame of an FLV tag, or None for sequence headers and metadata."""
    kind = header[0] & 31
    if kind not in (AUDIO, VIDEO) or len(body) < (5 if kind == VIDEO else 2) or body[1] != 1:
        return None
    dts_ms = int.from_bytes(header[4:7], "big") | header[7] << 24
    is_video = kind == VIDEO
    offset_ms = int.from_bytes(body[2:5], "big", signed=True) if is_video else 0
    is_key = not is_video or body[0] >> 4 == 1
    return Arrival(at_ns, is_video, dts_ms, dts_ms + offset_ms, len(body), is_key)


def _take(stream: IO[bytes], count: int, kept: IO[bytes]) -> bytes:
    """Return exactly ``count`` bytes, also written to ``kept``; fewer only at the end: none."""
    data = stream.read(count)
    kept.write(data)
    return data if len(data) == count else b""
