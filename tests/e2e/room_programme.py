"""A programme that is published, watched and relayed to a platform while other things happen.

with Programme(folder, data) as programme:
    ...
    seen = programme.stop()
seen.problems(seconds=20)
"""

import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.room.relay.media import steps, strict_errors
from tests.room.relay.running import PATIENCE_S, ROOM, Encoder, RunningRelay, is_live
from tests.servers import NginxRtmp

KEY = "platform-key"
FRAME_MS = 34
"""Longest step between two frames of 30 a second, in whole milliseconds."""


@dataclass(frozen=True)
class Seen:
    """What viewers got.

    Attributes:
        viewer: FLV that a viewer of the relay kept.
        platform: FLV that a viewer of the platform kept.
        were_ended: Players whose stream had ended: the platform ends it with its publish.
        state: The relay's, of the room, at the end.
    """

    viewer: Path
    platform: Path
    were_ended: tuple[str, ...]
    state: dict[str, Any]

    def problems(self, seconds: float) -> list[str]:
        """Return what is wrong if both should have watched for so long, as sentences."""
        found = [f"{name} ended before its time." for name in self.were_ended]
        reconnects = self.state["onward"][0]["reconnects"]
        found += [f"The relay came back to the platform {reconnects} times."] if reconnects else []
        found += ["The publisher was changed."] if self.state["splices"] else []
        for path in (self.viewer, self.platform):
            video = steps(path, "v")
            longest_ms, length_ms = max(video.steps_ms), video.times_ms[-1] - video.times_ms[0]
            if longest_ms > FRAME_MS:
                found.append(f"{path.name}: frames are {longest_ms} ms apart.")
            if length_ms < seconds * 1e3:
                found.append(f"{path.name}: only {length_ms} ms long.")
            if errors := strict_errors(path):
                found.append(f"{path.name} can't be decoded: {errors[:200]}")
        return found

    @property
    def frames(self) -> tuple[int, int]:
        """How many frames each viewer got."""
        first, second = (len(steps(path, "v").times_ms) for path in (self.viewer, self.platform))
        return first, second


class Programme:
    """See the module.

    Args:
        folder: Gets all files.
        data: The folder that the relay shares with an edge.
    """

    def __init__(self, folder: Path, data: Path) -> None:
        self._folder = folder
        self._data = data
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._platform = stack.enter_context(
                NginxRtmp(self._folder / "nginx", "idle_streams off;")
            )
            self._relay = stack.enter_context(RunningRelay(self._data))
            address: dict[str, object] = {"address": self._platform.url(KEY)}
            self._relay.control(f"/{ROOM}/onward", address)
            stack.enter_context(Encoder(self._relay.rtmp()))
            self._relay.wait_for(
                lambda state: is_live(state) and state["onward"][0]["state"] == "live"
            )
            self._seen = [self._folder / "viewer.flv", self._folder / "platform.flv"]
            rtmp = ["-rtmp_live", "live", "-i", self._platform.url(KEY)]
            self._players = [
                _player(["-i", self._relay.http(f"/live/{ROOM}.flv")], self._seen[0]),
                _player(rtmp, self._seen[1]),
            ]
            for player in self._players:
                stack.callback(player.wait)
                stack.callback(player.kill)
            _until(lambda: all(path.exists() and path.stat().st_size for path in self._seen))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def stop(self) -> Seen:
        """Return what was seen until now."""
        state, ended = self._relay.state(), []
        for player, path in zip(self._players, self._seen, strict=True):
            if player.poll() is not None:
                ended.append(path.name)
            player.terminate()
            player.wait(PATIENCE_S)
        viewer, platform = self._seen
        return Seen(viewer, platform, tuple(ended), state)


def _player(source: list[str], path: Path) -> "subprocess.Popen[bytes]":
    """Let an ffmpeg watch; it keeps what it gets as it is."""
    argv = ["ffmpeg", "-v", "error", "-y", "-analyzeduration", "1000000", *source]
    argv += ["-c", "copy", "-flush_packets", "1", str(path)]
    return subprocess.Popen(argv, stdin=subprocess.DEVNULL)


def _until(is_so: Callable[[], bool]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end_s, "Nobody sees the programme."
        time.sleep(0.05)
