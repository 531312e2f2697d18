"""``rocket-studio shot``: one scene as a picture, beside a live session if there is one."""

import tempfile
from pathlib import Path

from studio.ipc.child import Launch
from studio.ipc.launch import launch
from studio.model import session as sessions
from studio.model.collection_file import load, missing_files
from studio.model.errors import StudioError
from studio.model.session import ShotPlan
from studio.supervisor.supervisor import Supervisor


class ShotError(StudioError):
    """A picture that could not be taken."""


def take_shot(plan: ShotPlan, launch: Launch = launch) -> int:
    """Take the picture; return the exit code.

    Raises:
        StudioError: If it can't be taken.
    """
    path = Path(plan.collection)
    for sentence in missing_files(load(path), path):
        print(f"! {sentence}")
    with tempfile.TemporaryDirectory(prefix="rocket-studio-") as folder:
        supervisor = Supervisor(Path(folder), on_event=lambda event: None, launch=launch)
        supervisor.start()
        supervisor.start_process("engine", "engine", {"shot": plan.model_dump(mode="json")})
        try:
            supervisor.wait()
        finally:
            supervisor.stop()
        outcome = sessions.outcome(Path(folder))
    if outcome is None:
        raise ShotError("The picture could not be taken: the engine ended without a word.")
    if not outcome.ok:
        raise ShotError(outcome.reason)
    print(outcome.reason)
    return 0
