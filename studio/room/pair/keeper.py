"""Keeps edge and relay running until it is told to stop.

::

    keeper = Keeper(plan, on_addresses=show, on_word=print)
    keeper.run()          # returns after ``stop()``, from another thread or a signal's handler
"""

import queue
import time
from collections.abc import Callable, Mapping, Sequence

from studio.ipc.backoff import SECOND_NS
from studio.ipc.file_lock import FileLock
from studio.room.pair import air
from studio.room.pair.addresses import Addresses, addresses
from studio.room.pair.errors import PairError
from studio.room.pair.part import Ended, Events, Part, Ready, Stop
from studio.room.pair.plan import RoomPlan

_END_S = 10.0
_PATIENCE_S = 2.0
_MODULES = {"edge": "studio.room", "relay": "studio.room.relay"}
_WITH_SPARE = ("edge",)
"""The relay loads little, and players of the programme hold some seconds of it."""

_AIR = "air"
"""The part that puts phones on air; without it everything else goes on."""


class Keeper:
    """See the module.

    Args:
        on_addresses: Told when both listen for the first time.
        on_word: Told in a sentence when one of them has died.
    """

    def __init__(
        self,
        plan: RoomPlan,
        on_addresses: Callable[[Addresses], None],
        on_word: Callable[[str], None],
    ) -> None:
        self._plan = plan
        self._on_addresses = on_addresses
        self._on_word = on_word
        self._events: Events = queue.SimpleQueue()
        self._said: dict[str, Mapping[str, object]] = {}

    def stop(self) -> None:
        """Let ``run`` end both and return."""
        self._events.put(Stop())

    def run(self) -> None:
        """Run both until told to stop.

        Raises:
            PairError: If one of them can't start.
        """
        lock = self._lock()
        try:
            with air.AirPlace(self._plan.data) as place:
                parts = self._parts(place)
                try:
                    for part in parts:
                        part.start()
                    self._follow(parts)
                finally:
                    _end(parts)
        finally:
            lock.release()

    def _parts(self, place: air.AirPlace) -> list[Part]:
        environment = {**self._plan.environment(), **place.environment}
        words = {"edge": self._plan.edge_words(), "relay": self._plan.relay_words(), _AIR: []}
        modules = {**_MODULES, _AIR: air.MODULE} if place.is_there else _MODULES
        logs = self._plan.data / "log"
        return [
            Part(
                *(name, module, words[name], environment, logs / f"{name}.log", self._events),
                has_spare=name in _WITH_SPARE,
            )
            for name, module in modules.items()
        ]

    def _lock(self) -> FileLock:
        data = self._plan.data
        lock = FileLock(data / "server.lock")
        try:
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
            (data / "log").mkdir(mode=0o700, exist_ok=True)
            is_ours = lock.take(_PATIENCE_S)
        except OSError as error:
            raise PairError(
                f"The data folder {data} can't be written to: {error.strerror}. "
                "Give another one with --data."
            ) from error
        if not is_ours:
            raise PairError(
                f"Another room server uses the data folder {data}. "
                "End it, or give another folder with --data."
            )
        return lock

    def _follow(self, parts: Sequence[Part]) -> None:
        """Start again what dies, until it is time to end."""
        while True:
            try:
                event = self._events.get(timeout=_wait_s(parts))
            except queue.Empty:
                _do_what_is_due(parts)
                continue
            match event:
                case Stop():
                    return
                case Ready(part, said):
                    self._ready(part, said)
                case Ended(part, exit_code):
                    self._ended(part, exit_code)

    def _ready(self, part: Part, said: Mapping[str, object]) -> None:
        part.backoff.did_get_ready(time.monotonic_ns())
        part.wants_spare(time.monotonic_ns())
        if part.was_ready:
            return
        part.was_ready = True
        part.stay(said)
        if part.name not in _MODULES:
            return
        self._said[part.name] = said
        if len(self._said) == len(_MODULES):
            self._on_addresses(addresses(self._said["edge"], self._said["relay"]))

    def _ended(self, part: Part, exit_code: int) -> None:
        part.process = None
        if not part.was_ready and part.name in _MODULES:
            raise PairError(part.last_words())
        now_ns = time.monotonic_ns()
        part.due_ns = now_ns + part.backoff.did_end(now_ns)
        how = f"signal {-exit_code}" if exit_code < 0 else f"code {exit_code}"
        self._on_word(f"The {part.name} ended ({how}). It is started again.")


def _do_what_is_due(parts: Sequence[Part]) -> None:
    now_ns = time.monotonic_ns()
    for part in parts:
        if part.due_ns is not None and part.due_ns <= now_ns:
            part.start()
        elif part.spare_due_ns is not None and part.spare_due_ns <= now_ns:
            part.make_spare()


def _wait_s(parts: Sequence[Part]) -> float | None:
    all_ns = [each for part in parts for each in (part.due_ns, part.spare_due_ns)]
    due_ns = [each for each in all_ns if each is not None]
    return max(0.0, (min(due_ns) - time.monotonic_ns()) / SECOND_NS) if due_ns else None


def _end(parts: Sequence[Part]) -> None:
    for part in parts:
        part.terminate()
    end_s = time.monotonic() + _END_S
    for part in parts:
        part.wait(max(0.1, end_s - time.monotonic()))
