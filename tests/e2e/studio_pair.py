"""Two studios of two anchors, each live in its own room of one server, and linked to each other.

::

    with StudioPair(folder) as pair:
        pair.link()                       # by the command line, as people would
        pair.first.command(…)
    pair.recordings

Each shows a clip of one colour with a tone at the left, and the other studio's left half at the
right; the first one also a camera of the other in a corner.  Track 1 of a recording is what
viewers hear; track 2 has the other studio alone.
"""

import json
import re
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from studio.ipc.channel import Channel
from studio.model.events import InputStateChanged
from studio.supervisor.session_file import find_session
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.link_seen import write_clip
from tests.e2e.live_studio import PATIENCE_S, LiveStudio

SIZE = 640, 360
COLOURS = (40, 80, 200), (200, 60, 40)
TONES_HZ = 700, 1500
SIDE_COLOUR, SIDE = (30, 170, 60), "Side"
"""An input that no scene shows: the second studio offers it."""
CLIP = "Clip"
"""It offers this one, too, which is in its scene."""
WORDS = ["--size", f"{SIZE[0]}x{SIZE[1]}", "--encoder", "libx264", "--preset", "superfast"]
WORDS += ["--video-kbps", "2000"]
OTHER, CAMERA = "Other", "Camera of the other"
CORNER = 80, 60


class StudioPair:
    """See the module.

    Attributes:
        studios: The one that is visited, which also has the room server, and the other.
        apps: A client of each one's engine.
        recordings: Of each.
        server: The room server's address.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self.studios: list[LiveStudio] = []
        self.apps: list[AppStandIn] = []
        self.recordings = [folder / "a" / "live.mkv", folder / "b" / "live.mkv"]
        self.server = ""

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            data = self._folder / "room"
            self._start(stack, "demo", "seat:1", "--data", str(data))
            first = self.studios[0]
            first.wait_for(r"Moderate it at\s+\S+")
            found = re.search(r"Moderate it at\s+(https?://[^/]+)", first.text)
            assert found, first.text
            self.server = found[1]
            self._start(stack, "live", "studio", "--room", self._second_room(data))
            for studio in self.studios:
                studio.wait_for("record recording")
                self.apps.append(AppStandIn(studio))
                stack.callback(self.apps[-1].close)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def link(self) -> None:
        """Have the second visit the first, and wait until each has the other's picture."""
        first, second = self.studios
        link = first.command("link", "invite").strip()
        second.command("link", "visit", link, "--offer", SIDE, "--offer", CLIP)
        wait(lambda: self._accepts(first))
        self.wait_linked()

    def wait_linked(self) -> None:
        """Wait until each has the other's picture."""
        for app in self.apps:
            wait(partial(is_running, app))

    def offer(self, *inputs: str) -> None:
        """Have the second offer these inputs to the first from now on."""
        self.studios[1].command("link", "offer", *inputs)

    def get(self, path: str) -> Any:
        """Ask the room server."""
        answer = httpx.get(f"{self.server}{path}", timeout=PATIENCE_S)
        assert answer.is_success, answer.text
        return answer.json()

    def watch(self, room: str) -> str:
        """Return where a room's programme is watched by HTTP-FLV."""
        port = self.get("/api/server")["relay_http_port"]
        return f"http://127.0.0.1:{port}/live/{room}.flv"

    @staticmethod
    def _accepts(studio: LiveStudio) -> bool:
        try:
            studio.command("link", "accept")
        except AssertionError:  # nobody waits yet
            return False
        return True

    def _start(self, stack: ExitStack, verb: str, peer: str, *more: str) -> None:
        number = len(self.studios)
        folder = self.recordings[number].parent
        folder.mkdir()
        write_clip(folder / "clip.mkv", COLOURS[number], TONES_HZ[number])
        write_clip(folder / "side.mkv", SIDE_COLOUR, 0)
        scene = folder / "scene.json"
        scenes = collection(peer)
        scene.write_text(json.dumps(scenes if number else with_camera(scenes, peer)))
        words = [str(scene), *WORDS, "--record", str(self.recordings[number]), *more]
        self.studios.append(stack.enter_context(LiveStudio(folder, words, verb=verb)))

    def _second_room(self, data: Path) -> str:
        """Make another anchor's room on the server, and return the anchor's link."""
        key = (data / "operator.key").read_text().strip()
        with httpx.Client(base_url=self.server, timeout=PATIENCE_S) as client:
            session = client.post("/api/session/operator", json={"key": key}).json()
            made = client.post(
                "/api/rooms",
                json={"room": "2", "title": "The other", "anchor_name": "Wei"},
                headers={"Authorization": f"Bearer {session['token']}"},
            )
            assert made.is_success, made.text
            return f"{self.server}{made.json()['anchor_link']['path']}"


def health(app: AppStandIn, name: str) -> str:
    """Return how an input was last told to be."""
    changes = [each for each in app.events if isinstance(each, InputStateChanged)]
    return next((str(each.health) for each in reversed(changes) if each.input == name), "")


def is_running(app: AppStandIn, name: str = OTHER) -> bool:
    """Tell whether an input was last told to run."""
    return health(app, name) == "running"


class Anchor:
    """What an anchor does in his room, by his session's room client.

    Attributes:
        battle: The one that goes on, as it was told last.
    """

    def __init__(self, studio: LiveStudio) -> None:
        session = find_session(studio.run_dir)
        assert session
        client = next(each for each in session.processes if each.kind == "room_client")
        self.battle: dict[str, Any] = {}
        self._answers: list[dict[str, Any]] = []
        self._channel = Channel.connect(
            client.address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: self._take(message),
            on_close=lambda channel, reason: None,
        )

    def act(self, **action: Any) -> dict[str, Any]:
        """Do something in the room, and return the answer."""
        before = len(self._answers)
        self._channel.send({"type": "act", "id": 1, "action": action})
        wait(lambda: len(self._answers) > before)
        return self._answers[-1]

    def wait_for(self, phase: str) -> dict[str, Any]:
        """Wait until the battle is in a phase."""
        wait(lambda: self.battle.get("phase") == phase)
        return self.battle

    def close(self) -> None:
        """Hang up."""
        self._channel.close()

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "room_event", "event": {"type": "battle", "battle": dict(battle)}}:
                self.battle = battle
            case {"type": "acted", "answer": dict(answer)}:
                self._answers.append(answer)


def with_camera(scenes: dict[str, Any], peer: str) -> dict[str, Any]:
    """Return scenes that also have another studio's camera in the corner."""
    settings = {"peer": peer, "camera": SIDE}
    scenes["inputs"].append({"name": CAMERA, "kind": "link", "settings": settings, "buses": [1, 2]})
    width, height = CORNER
    transform = {
        **{"x": SIZE[0] - width, "y": SIZE[1] - height},
        **{"bounds_type": "stretch", "bounds_width": width, "bounds_height": height},
    }
    scenes["scenes"][0]["items"].append({"source": CAMERA, "transform": transform})
    return scenes


def collection(peer: str) -> dict[str, Any]:
    """Return scenes with a clip at the left, and the left half of another studio at the right."""
    half = SIZE[0] // 2
    bounds = {"bounds_type": "stretch", "bounds_width": half, "bounds_height": SIZE[1]}
    return {
        "schema": 1,
        "name": "PK",
        "canvas": {"width": SIZE[0], "height": SIZE[1], "fps": "30"},
        "inputs": [
            {
                "name": CLIP,
                "kind": "media",
                "settings": {"file": "clip.mkv", "loop": True},
            },
            {
                "name": SIDE,
                "kind": "media",
                "settings": {"file": "side.mkv", "loop": True},
                "muted": True,
            },
            {
                "name": OTHER,
                "kind": "link",
                "settings": {"peer": peer},
                "buses": [1, 2],
            },
        ],
        "audio": {"tracks": [1, 2]},
        "scenes": [
            {
                "name": "Main",
                "items": [
                    {"source": CLIP, "transform": {"x": 0, "y": 0, **bounds}},
                    {
                        "source": OTHER,
                        "transform": {"x": half, "y": 0, "crop": {"right": half}, **bounds},
                    },
                ],
            }
        ],
    }
