"""Going live, recording, and the end of both, by command; what runs is remembered.

Belongs to the main thread.  An output's time begins when it is started, and so does
its ``start_ns``, which the next engine must know, as the stream goes on in it.
"""

from collections.abc import Callable
from pathlib import Path

from studio.engine.keeper import Keeper
from studio.engine.output_set import OutputSet
from studio.model import commands
from studio.model.command import Command, CommandError
from studio.model.errors import StudioError
from studio.model.events import RECORD
from studio.model.session import StartedOutput


class OutputCommands:
    """What clients may do to the outputs.

    Args:
        keeper: Remembers what runs.
        outputs: That run.
        session_ns: Returns how long the session has run.
    """

    def __init__(self, keeper: Keeper, outputs: OutputSet, session_ns: Callable[[], int]) -> None:
        self._keeper = keeper
        self._outputs = outputs
        self._session_ns = session_ns

    def resume(self) -> list[StudioError]:
        """Start what the session has; an engine that died had it running.

        Returns:
            What could not be started, and why.
        """
        session, problems = self._keeper.session, []
        if session.record:
            try:
                self._outputs.record(Path(session.record), since=session.record_since)
            except StudioError as error:
                problems.append(error)
        for name, started in session.destinations.items():
            try:
                self._outputs.publish(name, started, verify_tls=session.plan.verify_tls)
            except StudioError as error:
                problems.append(error)
        return problems

    def do(self, command: Command) -> dict[str, object]:
        """Carry out a command; return what the answer holds besides.

        Raises:
            StudioError: If it can't be done; nothing has changed then.
        """
        match command:
            case commands.StartOutput(url=url, title=title):
                return {"output": self._start(url, title)}
            case commands.StopOutput(output=name):
                self._stop(name)
            case commands.StartRecord(path=path):
                self._outputs.record(Path(path), from_ns=self._session_ns())
                self._keeper.remember(record=path, record_since=None)
            case commands.StopRecord():
                self._outputs.stop_recording()
                self._keeper.remember(record=None, record_since=None)
            case _:
                raise CommandError(f"{type(command).__name__} can't be done here.")
        return {}

    def note_changes(self) -> None:
        """Remember since when outputs are live; forget what failed in a session that stays."""
        session, outputs = self._keeper.session, self._outputs
        forgets = session.plan.stays
        now = {
            "destinations": {
                name: each.model_copy(update={"since": outputs.since(name) or each.since})
                for name, each in session.destinations.items()
                if not (forgets and outputs.has_failed(name))
            },
            "record": None if forgets and outputs.has_failed(RECORD) else session.record,
            "record_since": outputs.since(RECORD) or session.record_since,
        }
        if any(getattr(session, key) != value for key, value in now.items()):
            self._keeper.remember(**now)

    def _start(self, url: str, title: str) -> str:
        session = self._keeper.session
        name = _free_name(self._outputs.names | session.destinations.keys())
        started = StartedOutput(url=url, title=title, start_ns=self._session_ns())
        self._outputs.publish(name, started, verify_tls=session.plan.verify_tls)
        destinations = self._keeper.session.destinations
        self._keeper.remember(destinations={**destinations, name: started})
        return name

    def _stop(self, name: str) -> None:
        if name not in self._outputs.names:
            raise CommandError(f'There is no destination named "{name}".')
        self._outputs.stop(name)
        destinations = self._keeper.session.destinations
        rest = {key: each for key, each in destinations.items() if key != name}
        self._keeper.remember(destinations=rest)


def _free_name(taken: frozenset[str]) -> str:
    number = 1
    while f"push-{number}" in taken:
        number += 1
    return f"push-{number}"
