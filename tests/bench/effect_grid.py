"""What the grid of effects costs while live, whose tiles are worn by the user's own face.

    .venv/bin/python -m tests.bench.effect_grid --height 720 --seconds 8 --pairs 5

A camera whose face goes to and fro wears a cat's ears and beauty, is recorded with x264, and the
real panel of its filters is open, offscreen; its grid is hidden and shown in turn, all in one
session, so that both meet the same machine.  Counted is the processor time of each process.
What was drawn of models before is forgotten first: how long the first round takes is told.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtGui import QImage

from studio.app.application import Looks, make_application
from studio.app.forms.effect_field import EffectField
from studio.app.panels.filters import Filters
from studio.app.studio import Studio
from studio.weights.models import models_folder
from tests.app.engine_stage import until
from tests.ar.clips import FPS
from tests.bench.machine import the_machine_to_ourselves
from tests.e2e.face_stage import face_scene
from tests.e2e.live_studio import LiveStudio

PANEL_PX = (330, 900)
SETTLE_S = 2.0
ALONE_S = 10.0
PARTS = ("engine", "views", "ar", "effects", "capture", "window")
"""Processes, and of the engine's threads the one that draws all small pictures."""


@dataclass
class Spell:
    """One stretch of time.

    Attributes:
        cpu_ms: Of each kind of process, a frame.
        tiles: Pictures that the grid got, a second.
        late: Frames that were late.
    """

    cpu_ms: dict[str, float] = field(default_factory=dict)
    tiles: float = 0.0
    late: int = 0


class Watcher:
    """Hides and shows the grid of a panel, and counts what that costs.

    Args:
        live: The session.
        studio: Of the window.
        panel: Of the camera's filters.
    """

    def __init__(self, live: LiveStudio, studio: Studio, panel: Filters) -> None:
        self._live = live
        self._studio = studio
        assert panel.form is not None
        grid = panel.form.rows["effect"].field
        assert isinstance(grid, EffectField)
        self.grid = grid
        self.came: Counter[str] = Counter()
        show = self.grid.show_worn

        def count(value: str, image: QImage) -> None:
            self.came[value] += 1
            show(value, image)

        self.grid.show_worn = count  # type: ignore[method-assign]

    def first_round(self) -> tuple[float, int]:
        """Wait until each tile that is seen has a picture.

        Returns:
            How many seconds it took, and how many frames were late meanwhile.
        """
        begin_s, late = time.monotonic(), self._late()
        until(lambda: (seen := set(self.grid.in_view())) and seen <= self.came.keys(), 120)
        return time.monotonic() - begin_s, self._late() - late

    def spell(self, seconds: float, *, is_shown: bool) -> Spell:
        """Look on for a while, with the grid or without."""
        self.grid.setVisible(is_shown)
        settle(SETTLE_S)
        before, late, came = self._cpu_s(), self._late(), self.came.total()
        begin_s = time.monotonic()
        settle(seconds)
        passed_s = time.monotonic() - begin_s
        after = self._cpu_s()
        cost = {part: (after[part] - before[part]) * 1000 / (passed_s * FPS) for part in PARTS}
        return Spell(cost, (self.came.total() - came) / passed_s, self._late() - late)

    def cpu_s(self, part: str) -> float:
        """Return what processes of a kind have used so far."""
        return self._cpu_s()[part]

    def _cpu_s(self) -> dict[str, float]:
        found = dict.fromkeys(PARTS, 0.0)
        for each in self._live.processes:
            if each.kind == "engine":
                found["views"] = thread_s(each.pid, "views")
            if each.kind in found:
                times = psutil.Process(each.pid).cpu_times()
                found[each.kind] += times.user + times.system
        own = psutil.Process().cpu_times()
        found["window"] = own.user + own.system
        return found

    def _late(self) -> int:
        stats = self._studio.mirror.stats
        return stats.frames_lagged if stats else 0


def thread_s(pid: int, name: str) -> float:
    """Return how long a thread of a process has run so far."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    named = [each for each in tasks if (each / "comm").read_text().strip() == name]
    return sum(int((each / "schedstat").read_text().split()[0]) for each in named) / 1e9


def settle(seconds: float) -> None:
    """Let Qt work for a while."""
    end_s = time.monotonic() + seconds
    until(lambda: time.monotonic() > end_s, seconds + 60)


def tell(spells: dict[bool, list[Spell]]) -> None:
    """Print what the grid costs, and each part of it."""
    for part in PARTS:
        hidden, shown = (
            statistics.median(each.cpu_ms[part] for each in spells[is_shown])
            for is_shown in (False, True)
        )
        more = shown - hidden
        print(
            f"  {part:8}{hidden:7.2f} hidden, {shown:6.2f} shown: {more:+.2f} CPU-ms a frame, "
            f"{more * FPS / 10:+.1f} % of a core"
        )
    late = [sum(each.late for each in spells[is_shown]) for is_shown in (False, True)]
    tiles = statistics.median(each.tiles for each in spells[True])
    print(f"  {tiles:.1f} tiles a second; late frames {late[0]} hidden, {late[1]} shown")


def measure(folder: Path, size: tuple[int, int], seconds: float, pairs: int) -> None:
    """Go live, open the panel, watch."""
    application = make_application()
    scene = face_scene(folder, *size, effect="cat")
    words = [str(scene), "--record", str(folder / "live.mkv"), "--encoder", "libx264"]
    with LiveStudio(folder, words) as live:
        live.wait_for("record recording")
        studio = Studio(live.run_dir, folder / "settings.json")
        Looks(application, studio.settings)
        studio.start()
        until(lambda: studio.mirror.is_there)
        panel = Filters(studio, "Camera")
        panel.list.setCurrentRow(1)
        panel.resize(*PANEL_PX)
        panel.show()
        watcher = Watcher(live, studio, panel)
        before = watcher.spell(ALONE_S, is_shown=False)
        watcher.grid.show()
        took_s, late = watcher.first_round()
        print(
            f"{size[1]}p{FPS}: all {len(watcher.came)} tiles in view after {took_s:.1f} s with "
            f"{late} late frames ({before.late} in {ALONE_S:.0f} s before); what draws models "
            f"used {watcher.cpu_s('effects'):.1f} s"
        )
        spells: dict[bool, list[Spell]] = {False: [], True: []}
        for _ in range(pairs):
            for is_shown, found in spells.items():
                found.append(watcher.spell(seconds, is_shown=is_shown))
        tell(spells)
        panel.close()
        studio.close()


def forget_what_was_drawn(cache: Path) -> None:
    """Have a cache that holds only the models that see faces."""
    models = models_folder()
    (cache / "rocket-studio").mkdir(parents=True)
    (cache / "rocket-studio" / "models").symlink_to(models)
    os.environ["XDG_CACHE_HOME"] = str(cache)


def main() -> None:
    """Measure and tell."""
    reader = argparse.ArgumentParser(prog="effect_grid", description=__doc__.split("\n")[0])
    reader.add_argument("--height", type=int, default=720, choices=(360, 720, 1080))
    reader.add_argument("--seconds", type=float, default=8.0)
    reader.add_argument("--pairs", type=int, default=5)
    asked = reader.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rs-grid-")))
        forget_what_was_drawn(folder / "cache")
        os.environ["ROCKET_STUDIO_CONFIG_DIR"] = str(folder / "config")
        stack.enter_context(the_machine_to_ourselves())
        size = (asked.height * 16 // 9, asked.height)
        measure(folder, size, asked.seconds, asked.pairs)


if __name__ == "__main__":
    main()
