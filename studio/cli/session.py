"""``rocket-studio status`` and ``end``: look at the running session, and end it."""

from studio.cli.client import EngineClient
from studio.model.errors import StudioError
from studio.model.session import outcome
from studio.supervisor import detached
from studio.supervisor.run_dir import run_dir
from studio.supervisor.session_file import find_session

NOTHING_RUNS = "No session is running. Start one with: rocket-studio live"


class NoSessionError(StudioError):
    """There is no session to speak to."""


def show_status() -> int:
    """Print what the running session does; return the exit code."""
    client = _client()
    state = client.snapshot
    client.close()
    seconds = state.get("time_s")
    passed = f"{seconds:.0f} s" if isinstance(seconds, int | float) else "a while"
    print(f'Live for {passed}, scene "{state.get("program_scene")}".')
    outputs = state.get("outputs")
    for name, part in outputs.items() if isinstance(outputs, dict) else ():
        reason = f" ({part['reason']})" if part["reason"] else ""
        print(f"{name}: {part['state']}, {part['address']}{reason}")
    return 0


def end_session() -> int:
    """End the running session in order; return the exit code."""
    if not detached.end_session(run_dir()):
        raise NoSessionError(NOTHING_RUNS)
    result = outcome(run_dir())
    print(result.reason if result else "The session has ended.")
    return 0


def _client() -> EngineClient:
    session = find_session(run_dir())
    engine = session.engine if session else None
    if session is None or engine is None:
        raise NoSessionError(NOTHING_RUNS)
    client = EngineClient(run_dir(), lambda event: None)
    if not client.connect(engine.address) or not client.wait_snapshot():
        raise NoSessionError("The session's engine does not answer; try again in a moment.")
    return client
