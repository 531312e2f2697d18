"""What can happen to a live session, and how one sees that it noticed and got over it.

fault = FAULTS["push"]
fault.strike(stage)
…                       # until what ``fault.noticed`` returns is not empty
fault.relieve(stage)    # ``fault.lasts_s`` after it struck
…                       # until ``fault.is_back(stage)``
"""

import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from studio.model.commands import StartOutput
from studio.model.events import InputStateChanged, TrackingStateChanged
from studio.supervisor.session_file import find_session
from tests.e2e.fault_stage import FaultStage


@dataclass(frozen=True)
class Mark:
    """How things stood when a fault struck.

    Attributes:
        said: Length of what the studio had said by then.
        captures: Process ids of all capture processes.
    """

    at_ns: int
    said: int
    captures: frozenset[int]


def mark(stage: FaultStage) -> Mark:
    """Note how things stand."""
    return Mark(time.monotonic_ns(), len(stage.studio.text), _captures(stage))


def _captures(stage: FaultStage) -> frozenset[int]:
    return frozenset(each.pid for each in stage.studio.processes if each.kind == "capture")


Deed = Callable[[FaultStage], object]
Saying = Callable[[FaultStage, Mark], str]
Check = Callable[[FaultStage, Mark], bool]


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        noticed: Returns the sentence that tells of it, once there is one.
        is_back: Tells whether all is as it was before.
        lasts_s: How long it lasts, if it does not pass at once.
        relieve: Ends it.
        begun_ns: Returns when it could first be noticed, if that is later than the strike.
        stops_all: The engine itself is what dies, so pictures of the outage are nowhere.
    """

    title: str
    strike: Deed
    noticed: Saying
    is_back: Check
    lasts_s: float = 0.0
    relieve: Deed = lambda stage: None
    begun_ns: Callable[[FaultStage], int] = lambda stage: 0
    stops_all: bool = False


def _said(pattern: str) -> Saying:
    """Return a saying that is there once the studio has said it."""

    def sentence(stage: FaultStage, since: Mark) -> str:
        found = re.search(f".*{pattern}.*", stage.studio.text[since.said :])
        return found[0] if found else ""

    return sentence


def _is_said(pattern: str) -> Check:
    saying = _said(pattern)
    return lambda stage, since: bool(saying(stage, since))


def _kill_captures(stage: FaultStage) -> None:
    for pid in _captures(stage):
        os.kill(pid, signal.SIGKILL)


def _all_captures_failed(stage: FaultStage, since: Mark) -> str:
    found = re.findall(".* failed: .*started again.*", stage.studio.text[since.said :])
    return found[0] if len(found) >= len(since.captures) > 0 else ""


def _has_new_captures(stage: FaultStage, since: Mark) -> bool:
    now = _captures(stage)
    return len(now) == len(since.captures) and not now & since.captures


def _kill_supervisor(stage: FaultStage) -> None:
    os.kill(stage.studio.process.pid, signal.SIGKILL)


def _found_by_another(stage: FaultStage, since: Mark) -> str:
    del since
    if not _is_supervised_anew(stage):
        return ""
    return stage.studio.command("status").splitlines()[0]


def _is_supervised_anew(stage: FaultStage) -> bool:
    session = find_session(stage.studio.run_dir)
    return bool(
        session and session.is_supervised and session.supervisor_pid != stage.studio.process.pid
    )


def _shows_new_pictures(stage: FaultStage, since: Mark) -> bool:
    """Tell whether the viewer has pictures that were not under way when the engine died."""
    latest = stage.struck_viewer.arrivals[-1][-1:]
    return any(each.at_ns > since.at_ns + 500_000_000 for each in latest)


def _sees_people(stage: FaultStage, since: Mark) -> bool:
    """Tell whether people are looked for again: their loss was told before this is asked."""
    del since
    told = [each for each in list(stage.heard) if isinstance(each, TrackingStateChanged)]
    return bool(told) and told[-1].health == "running"


def _shows_the_avatar(stage: FaultStage, since: Mark) -> bool:
    """Tell whether the avatar is seen again: its loss was told before this is asked."""
    del since
    told = [each for each in list(stage.heard) if isinstance(each, InputStateChanged)]
    return bool(told) and told[-1].health == "running"


def _add_mute_destination(stage: FaultStage) -> None:
    stage.client.do(StartOutput(url=stage.mute.url))


FAULTS = {
    "engine": Fault(
        "engine killed",
        lambda stage: stage.studio.kill("engine"),
        _said("engine was ended"),
        _shows_new_pictures,
        stops_all=True,
    ),
    "supervisor": Fault(
        "supervisor killed",
        _kill_supervisor,
        _found_by_another,
        lambda stage, since: _is_supervised_anew(stage),
    ),
    "push": Fault(
        "push process killed",
        lambda stage: stage.studio.kill("push-1"),
        _said("push-1 (reconnecting|failed)"),
        _is_said("push-1 live"),
    ),
    "capture": Fault(
        "capture processes killed",
        _kill_captures,
        _all_captures_failed,
        _has_new_captures,
    ),
    "ar": Fault(
        "AR process killed",
        lambda stage: stage.studio.kill("ar"),
        _said("shown unfiltered"),
        _sees_people,
    ),
    "avatar": Fault(
        "avatar process killed",
        lambda stage: stage.studio.kill("avatar"),
        _said("Cat failed: .*started again"),
        _shows_the_avatar,
    ),
    "server": Fault(
        "server killed for 5 s",
        lambda stage: stage.struck.kill(),
        _said("push-1 reconnecting"),
        _is_said("push-1 live"),
        lasts_s=5.0,
        relieve=lambda stage: stage.struck.start(),
    ),
    "frozen": Fault(
        "peer frozen by SIGSTOP",
        lambda stage: stage.struck.freeze(),
        _said("push-1 (reconnecting|failed)"),
        _is_said("push-1 live"),
        lasts_s=4.0,
        relieve=lambda stage: stage.struck.thaw(),
    ),
    "mute": Fault(
        "peer that never answers",
        _add_mute_destination,
        _said("push-3 .*RTMP handshake"),
        lambda stage, since: True,  # it never is
        begun_ns=lambda stage: stage.mute.accepted_ns,
    ),
}
