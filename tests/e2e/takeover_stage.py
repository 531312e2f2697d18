"""Studios of one anchor in one room, where each may take over what another has on air.

with TakeoverStage(folder) as stage:
    pc = stage.live("pc")
    laptop = stage.take_over("laptop", "--confirm-after", "0")
    laptop.wait_for("On air")
    seen = stage.stop()
"""

import json
import os
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Self

from tests.e2e.flash_and_beep import HEIGHT_PX, WIDTH_PX, counters, make_clip
from tests.e2e.handoff_seen import Seen
from tests.e2e.handoff_stage import ROOM, WORDS, HandoffStage
from tests.e2e.live_studio import PROGRAM, ROOT, LiveStudio
from tests.e2e.room_edge import RunningEdge

NO_FONT, NO_CAMERA = "Nobody's Own Sans", "/dev/video-of-the-pc"
AHEAD_S = 3
"""By how much the clocks of studios with ``is_ahead`` differ from the others'."""
FIRST = 1 << 18


class TypedStudio(LiveStudio):
    """A studio to whose terminal words are typed.

    Args:
        is_ahead: Its clock, by which it times pictures and sound, is another one.
    """

    def __init__(
        self, folder: Path, words: list[str], verb: str = "live", *, is_ahead: bool = False
    ) -> None:
        super().__init__(folder, words, verb)
        self.environment["ROCKET_STUDIO_CONFIG_DIR"] = str(folder / "own")
        self._is_ahead = is_ahead

    def __enter__(self) -> Self:
        clock: list[str] = []
        if self._is_ahead:
            right = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
            clock = ["unshare", *right, "--time", "--monotonic", str(AHEAD_S), "--fork"]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*clock, PROGRAM, self._verb, *self._words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def type(self, word: str) -> int:
        """Type a word; return how much was shown before."""
        before = len(self.text)
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n".encode())
        self.process.stdin.flush()
        return before

    def wait(self) -> int:
        """Wait for the end; return the exit code."""
        try:
            return super().wait()
        finally:
            if self.process.stdin is not None:
                self.process.stdin.close()


class TakeoverStage(HandoffStage):
    """See the module."""

    edge: RunningEdge

    def __enter__(self) -> Self:
        super().__enter__()
        try:
            self.edge = self.run_edge()
        except BaseException:
            self._stack.close()
            raise
        return self

    @property
    def page(self) -> str:
        """The room's page."""
        return f"{self.edge.server}/r/{ROOM}"

    def link(self, *, expires_in_s: int = 600) -> str:
        """Return a link for one more device of the anchor's."""
        return self.edge.device_link(expires_in_s=expires_in_s)

    def live(self, name: str, *words: str) -> TypedStudio:
        """Let a studio go live in the room, with things that no other machine has."""
        clip, scene = self._folder / f"{name}.mkv", self._folder / f"{name}.json"
        make_clip(clip, FIRST, self._seconds)
        text = {"text": "接力", "font": NO_FONT}
        inputs = [
            {"name": "Clip", "kind": "media", "settings": {"file": clip.name}},
            {"name": "Title", "kind": "text", "settings": text},
            {"name": "Face", "kind": "camera", "settings": {"device": NO_CAMERA}},
        ]
        collection = {
            "schema": 1,
            "name": "晚间直播",
            "canvas": {"width": WIDTH_PX, "height": HEIGHT_PX},
            "inputs": inputs,
            "scenes": [{"name": "Main", "items": [{"source": "Clip"}]}],
        }
        scene.write_text(json.dumps(collection))
        return self._run(name, [str(scene), *WORDS, "--room", self.page, *words], "live")

    def take_over(
        self, name: str, *words: str, link: str | None = None, is_ahead: bool = False
    ) -> TypedStudio:
        """Let another studio take over."""
        words = (self.page, "--link", self.link() if link is None else link, *words)
        return self._run(name, list(words), "takeover", is_ahead=is_ahead)

    def _run(
        self, name: str, words: list[str], verb: str, *, is_ahead: bool = False
    ) -> TypedStudio:
        folder = self._folder / f"{name}-{len(self._recordings)}"
        folder.mkdir()
        if "--link" not in words:
            words += ["--link", self.link()]
        recording = folder / "recording.mkv"
        self._recordings.append((name, recording))
        words += ["--device", name, "--record", str(recording)]
        studio = TypedStudio(folder, words, verb, is_ahead=is_ahead)
        with self.at(name):
            self.studios[f"{name} {len(self._recordings)}"] = studio.__enter__()
        return studio


def torn_frames(seen: Seen) -> list[str]:
    """Return which pictures on air no studio has recorded in that order, as sentences.

    All studios play the one clip, so a cut shows as a jump of the numbers, as does its end.
    """
    wholes = [counters(path) for _, path in seen.recordings if path.exists()]
    found = []
    for run in runs(counters(seen.programme)):
        if (run[0] or 0) < FIRST:  # the slate's, which has no number
            continue
        if not any(_is_within(run, whole) for whole in wholes):
            found.append(f"Frames {run[0]} to {run[-1]} are not as they were encoded.")
    return found


def runs(numbers: list[int | None]) -> list[list[int | None]]:
    """Return numbers in pieces that each count up by one."""
    if not numbers:
        return []
    found = [[numbers[0]]]
    for before, after in pairwise(numbers):
        if before is None or after is None or after != before + 1:
            found.append([])
        found[-1].append(after)
    return found


def _is_within(run: list[int | None], whole: list[int | None]) -> bool:
    length = len(run)
    starts = (at for at, number in enumerate(whole) if number == run[0])
    return any(whole[at : at + length] == run for at in starts)
