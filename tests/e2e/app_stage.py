"""A live session with the window open, and what can happen to the two.

with AppStage(folder, ["scenes/demo.json"]) as stage:
    stage.strike("app")
    stage.until(lambda: stage.is_in_control)
"""

import json
from contextlib import ExitStack
from pathlib import Path

from tests.e2e.fault_stage import FaultStage
from tests.e2e.faults import FAULTS, Fault, Mark

CONNECTED = "The engine has said how it is."


def window_environment(folder: Path) -> dict[str, str]:
    """Return what an app needs that has no screen, and settings of its own."""
    config = folder / "config"
    config.mkdir(exist_ok=True)
    (config / "settings.json").write_text(json.dumps({"is_set_up": True, "language": "en"}))
    return {"QT_QPA_PLATFORM": "offscreen", "ROCKET_STUDIO_CONFIG_DIR": str(config)}


class AppStage(FaultStage):
    """The session, its viewers, and its window.

    Attributes:
        seen_before: How often an app had come to know the engine when a fault struck.
    """

    def __init__(self, folder: Path, words: list[str]) -> None:
        super().__init__(folder, words)
        self.seen_before = 0
        self.studio.environment |= window_environment(folder)

    def prepare(self, stack: ExitStack) -> None:
        """Open the window."""
        del stack
        self.studio.command()  # without words: it opens the window of the session that runs
        assert self.until(lambda: self.times_in_control > 0) is not None

    @property
    def times_in_control(self) -> int:
        """How often an app came to know how the engine is, from which on it commands it."""
        log = self.studio.run_dir / "log" / "app.log"
        return log.read_text("utf-8", "replace").count(CONNECTED) if log.exists() else 0

    def strike(self, name: str) -> None:
        """Kill a process, and note how things stood."""
        self.seen_before = self.times_in_control
        self.studio.kill(name)

    @property
    def is_in_control(self) -> bool:
        """Whether an app has come to know the engine since."""
        return self.times_in_control > self.seen_before


def _of(stage: FaultStage) -> AppStage:
    assert isinstance(stage, AppStage)
    return stage


def _kept_app(stage: FaultStage, since: Mark) -> bool:
    """Say whether the new supervisor has the old app, and starts it again when it dies."""
    if not FAULTS["supervisor"].is_back(stage, since):
        return False
    kept = _of(stage)
    kept.strike("app")
    return kept.until(lambda: kept.is_in_control) is not None


APP_FAULTS = {
    "app": Fault(
        "app killed",
        lambda stage: _of(stage).strike("app"),
        lambda stage, since: "another app is in control" if _of(stage).is_in_control else "",
        lambda stage, since: _of(stage).is_in_control,
    ),
    "engine": Fault(
        "engine killed",
        lambda stage: _of(stage).strike("engine"),
        FAULTS["engine"].noticed,
        lambda stage, since: _of(stage).is_in_control and FAULTS["engine"].is_back(stage, since),
        stops_all=True,
    ),
    "supervisor": Fault(
        "supervisor killed",
        FAULTS["supervisor"].strike,
        FAULTS["supervisor"].noticed,
        _kept_app,
    ),
}
