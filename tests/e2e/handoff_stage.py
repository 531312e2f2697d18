"""Two studios that publish to one room, whose relay pushes to a platform that is watched.

::

    with HandoffStage(folder) as stage:
        stage.start("pc"), stage.start("laptop")
        stage.hand_over("laptop")
        seen = stage.stop()
    seen.problems()

Who is on air is changed by the relay's control, as the room's edge does it.  What the
platform's viewer got is kept as it came, and held against what each studio recorded: the
same frames, each once, none left out between two cuts.
"""

import os
import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from studio.rtmp.flv_stream import FILE_HEADER, FlvReader, frame_tag
from tests.bench.subscriber import Arrival, Subscriber
from tests.e2e.flash_and_beep import FPS, HEIGHT_PX, WIDTH_PX, make_clip, write_scene
from tests.e2e.handoff_seen import Seen
from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.e2e.room_edge import RunningEdge
from tests.room.relay.running import RunningRelay
from tests.servers import NginxRtmp
from tests.wire import Wire

ROOM = "1"
KEY = "platform-key"
WORDS = ["--fps", str(FPS), "--size", f"{WIDTH_PX}x{HEIGHT_PX}", "--encoder", "libx264"]
WORDS += ["--preset", "ultrafast", "--video-kbps", "800", "--latency", "low"]
LOOK_S = 0.05


class HandoffStage:
    """See the module.

    Args:
        folder: Gets all files.
        seconds: Length of the clip that studios show, again and again.
        wire: Joins ``server``, ``platform`` and hosts that are called as the studios; without it
            all of them are on one computer.

    Attributes:
        studios: That run now, by the name under which they publish.
        cuts_s: How long each handoff took, from the command to the cut.
    """

    relay: RunningRelay
    platform: NginxRtmp

    def __init__(self, folder: Path, seconds: int = 20, wire: Wire | None = None) -> None:
        self._folder = folder
        self._wire = wire
        self._seconds = seconds
        self._stack = ExitStack()
        self.studios: dict[str, LiveStudio] = {}
        self._first: dict[str, int] = {}
        self._recordings: list[tuple[str, Path]] = []
        self.cuts_s: list[float] = []

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            nginx = self._folder / "nginx"
            platform = NginxRtmp(nginx, "idle_streams off;", self._address("platform"))
            with self.at("platform"):
                self.platform = stack.enter_context(platform)
            relay = RunningRelay(self._folder / "data", host=self._address("server"))
            with self.at("server"):
                self.relay = stack.enter_context(relay)
            address: dict[str, object] = {"address": self.platform.url(KEY)}
            self.control("onward", address)
            self._viewer = stack.enter_context(
                Subscriber(self._folder / "viewer", self.platform.url(KEY))
            )
            stack.callback(self._end_studios)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def start(self, name: str, *words: str) -> LiveStudio:
        """Let a studio publish to the room; return it when it records."""
        first = self._first.setdefault(name, len(self._first) + 1 << 18)
        clip, scene = self._folder / f"{name}.mkv", self._folder / f"{name}.json"
        if not clip.exists():
            make_clip(clip, first, self._seconds)
            write_scene(scene, clip)
        folder = self._folder / f"{name}-{len(self._recordings)}"
        folder.mkdir()
        recording = folder / "recording.mkv"
        self._recordings.append((name, recording))
        address = f"{self.relay.ws_publish(ROOM, 'anchor')}&device={name}"
        to = ["--to", address, "--record", str(recording)]
        studio = LiveStudio(folder, [str(scene), *WORDS, *words, *to])
        with self.at(name):
            self.studios[name] = studio.__enter__()
        return studio

    def at(self, host: str) -> AbstractContextManager[None]:
        """Let this thread be at one of the wire's hosts."""
        return self._wire[host].inside() if self._wire is not None else nullcontext()

    def control(self, order: str, content: dict[str, object]) -> None:
        """Order the relay to do something with the room's programme."""
        with self.at("server"):
            self.relay.control(f"/{ROOM}/{order}", content)

    def _address(self, host: str) -> str:
        return self._wire[host].address if self._wire is not None else "127.0.0.1"

    @property
    def state(self) -> dict[str, Any]:
        """The relay's, of the room."""
        with self.at("server"):
            return self.relay.state(ROOM)

    @property
    def pictures(self) -> list[Arrival]:
        """What the platform's viewer got so far."""
        return [each for part in self._viewer.arrivals for each in list(part) if each.is_video]

    def wait_for(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the relay's state of the room is as wanted."""
        deadline_s = time.monotonic() + PATIENCE_S
        while not condition(state := self.state):
            assert time.monotonic() < deadline_s, self._told(state)
            time.sleep(LOOK_S)
        return state

    def run_edge(self) -> RunningEdge:
        """Let the room's edge run beside its relay."""
        edge = RunningEdge(self._folder / "data", host=self._address("server"))
        with self.at("server"):
            return self._stack.enter_context(edge)

    def wait_ready(self, name: str) -> int:
        """Wait until a studio publishes; return its number at the relay."""
        state = self.wait_for(lambda state: _number(state, name) is not None)
        number = _number(state, name)
        assert number is not None
        return number

    def _told(self, state: dict[str, Any]) -> str:
        """Return what everybody says, for who looks for the reason."""
        said = [f"{name}: {studio.text}" for name, studio in self.studios.items()]
        return "\n".join([f"{state}", self.relay.text, *said])

    def wait_on_air(self, name: str) -> None:
        """Wait until a studio is the one that the platform shows."""
        self.wait_for(lambda state: on_air(state) == name)

    def hand_over(self, name: str) -> dict[str, Any]:
        """Have a studio that stands by take over; return the relay's state behind the cut."""
        splices, number = self.state["splices"], self.wait_ready(name)
        begun_s = time.monotonic()
        self.control("take-over", {"publisher": number})
        state = self.wait_for(lambda state: state["splices"] > splices)
        self.cuts_s.append(time.monotonic() - begun_s)
        assert on_air(state) == name, state
        return state

    def kill(self, name: str) -> float:
        """End all of a studio at once, as a power cut would; return when."""
        studio = self.studios.pop(name)
        killed_s = time.monotonic()
        os.kill(studio.process.pid, signal.SIGKILL)
        for each in studio.processes:
            os.kill(each.pid, signal.SIGKILL)
        self._stack.callback(studio.__exit__, None, None, None)
        return killed_s

    def end(self, name: str) -> None:
        """End a studio in order."""
        self.studios.pop(name).__exit__(None, None, None)

    def stop(self) -> Seen:
        """End studios and platform, and return what was seen."""
        state = self.state
        self._end_studios()
        self._stack.close()
        parts = [_whole(part) for part in self._viewer.segments if part.stat().st_size]
        return Seen(
            parts=parts,
            arrivals=[each for part in self._viewer.arrivals for each in part],
            recordings=self._recordings,
            first=self._first,
            state=state,
            cuts_s=self.cuts_s,
        )

    def _end_studios(self) -> None:
        while self.studios:
            self.studios.popitem()[1].__exit__(None, None, None)


def _number(state: dict[str, Any], name: str) -> int | None:
    found = [each for each in state.get("publishers", ()) if each["device"] == name]
    return int(found[-1]["number"]) if found and found[-1]["has_media"] else None


def on_air(state: dict[str, Any]) -> str:
    """Return the device that the platform shows; "" for none."""
    active = [each["device"] for each in state.get("publishers", ()) if each["role"] == "active"]
    return str(active[0]) if active else ""


def _whole(path: Path) -> Path:
    """Return a copy of an FLV without the tag in whose middle its player was ended."""
    tags = FlvReader().feed(path.read_bytes())
    whole = path.with_suffix(".whole.flv")
    data = [frame_tag(tag.kind, tag.time_ms, tag.body) for tag in tags]
    whole.write_bytes(FILE_HEADER + b"".join(data))
    return whole
