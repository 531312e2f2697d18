"""The engine: runs a session from its beginning to its end.

The main thread owns the collection, the inputs and the outputs and does one
thing after another from its inbox; whatever other threads want of it they post
there.  Frames, packets and sound never pass through it.
"""

import logging
import os
import queue
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from studio.engine import figures
from studio.engine.beginning import collection_of, session_of
from studio.engine.broadcast import Broadcast
from studio.engine.clients import Clients
from studio.engine.cpu import ProcessCost
from studio.engine.keeper import Keeper
from studio.engine.processes import Processes
from studio.engine.sources.card_words import speak
from studio.ipc import priority
from studio.ipc.child import Boot
from studio.model import session as sessions
from studio.model.errors import StudioError
from studio.model.events import (
    Event,
    Notice,
    OutputStateChanged,
    SessionEnded,
)
from studio.model.files import write_whole
from studio.model.media import SECOND_NS
from studio.model.session import OUTCOME_NAME

log = logging.getLogger(__name__)

INBOX_SIZE = 1000
STATS_S = 1.0
Action = Callable[[], object]


class Engine:
    """Runs one session from its start to its end.

    Args:
        boot: From the supervisor: ``run_dir``, and ``plan`` or ``resume``.

    Raises:
        StudioError: If the session can't be run at all.
    """

    def __init__(self, boot: Boot) -> None:
        self._boot = boot
        self._run_dir = Path(str(boot["run_dir"]))
        self._session = session_of(boot, self._run_dir)
        self._plan = self._session.plan
        speak(self._plan.language)
        collection = collection_of(self._session, self._run_dir)
        self._keeper = Keeper(self._run_dir, self._session, collection)
        self._inbox: queue.Queue[Action] = queue.Queue(INBOX_SIZE)
        self._ending: str | None = None
        self._has_started = False
        self._ok = True
        self._cost = ProcessCost()
        self._processes = Processes(on_pid=lambda name, pid: self._cost.watch(pid, from_now=False))
        self._broadcast = Broadcast(
            boot,
            self._keeper,
            self._processes,
            self._cost,
            post=self.post,
            tell=self._tell,
            end=partial(self._end, ok=True),
        )
        self._clients = Clients(
            boot,
            post=self.post,
            answer=self._broadcast.do,
            snapshot=self._broadcast.snapshot,
            processes=self._processes,
            on_stop=partial(self.end, "The studio was closed."),
            on_supervisor=self._cost.watch,
            on_gone=self._broadcast.gone,
            is_alive=self._is_alive,
        )

    # -- what other threads may call ------------------------------------------------

    def post(self, action: Action) -> None:
        """Have the main thread do something; when a thousand things wait, one is lost."""
        try:
            self._inbox.put_nowait(action)
        except queue.Full:
            log.error("The engine's inbox is full; something that should be done is not.")

    def end(self, reason: str) -> None:
        """End the session in order."""
        self.post(partial(self._end, reason, ok=True))

    def supervisor_lost(self) -> None:
        """The supervisor is dead: start another one, which adopts everything."""
        self.post(self._start_supervisor)

    # -- the life of a session ------------------------------------------------------

    def run(self, ready: Callable[[], None]) -> None:
        """Run the session until it ends.

        Args:
            ready: Called once, when the engine listens.
        """
        self._clients.start()
        ready()
        try:
            with ExitStack() as opened:
                self._broadcast.open(opened, self._clients.meet_supervisors)
                opened.pop_all()
            self._has_started = True
            self._cost.watch(os.getpid())
        except StudioError as error:
            self._end(str(error), ok=False)
            self._finish({})
        else:
            log.info("All parts are open after %.2f s.", self._broadcast.session_ns / SECOND_NS)
            self._serve()
            stats = self._broadcast.close()
            self._drain()
            self._finish(stats)
        self._clients.close()

    def _serve(self) -> None:
        next_stats_ns = time.monotonic_ns()
        while self._ending is None:
            due_ns = min(next_stats_ns, self._end_due_ns() or next_stats_ns)
            try:
                self._inbox.get(timeout=max(0.0, (due_ns - time.monotonic_ns()) / SECOND_NS))()
            except queue.Empty:
                if due_ns == next_stats_ns:
                    next_stats_ns += int(STATS_S * SECOND_NS)
                    self._once_a_second()
                else:
                    self._end("The time that --duration names is over.", ok=True)
            except StudioError as error:
                # Whatever could not be done, the stream goes on.
                log.error("%s", error)
                self._tell(Notice(level="error", text=str(error)))

    def _once_a_second(self) -> None:
        broadcast = self._broadcast
        broadcast.once_a_second()
        if reason := broadcast.encoding.failed:
            if self._plan.stays:
                broadcast.outputs.fail_all(reason)
            else:
                self._end(reason, ok=False)
        elif not self._plan.stays and (hopeless := broadcast.outputs.hopeless):
            self._end(hopeless, ok=False)
        self.post(lambda: self._keeper.once_a_second(time.monotonic_ns()))

    def _end_due_ns(self) -> int | None:
        """Return when the session ends by itself, counted from its first picture."""
        duration_s = self._plan.duration_s
        first_ns = self._broadcast.ticker.first_ns
        if duration_s is None or first_ns is None:
            return None
        start_ns = first_ns if self._session.parts == 1 else self._session.epoch_ns
        return start_ns + int(duration_s * SECOND_NS)

    def _end(self, reason: str, *, ok: bool) -> None:
        if self._ending is None:
            self._ending, self._ok = reason, ok

    def _finish(self, stats: dict[str, object]) -> None:
        """Leave word of how it ended, for those who look and those who come later."""
        try:
            if stats and self._plan.stats:
                figures.write(stats, Path(self._plan.stats))
        except StudioError as error:
            self._tell(Notice(level="error", text=str(error)))
        ended = SessionEnded(ok=self._ok, reason=self._ending or "", stats=stats)
        write_whole(self._run_dir / OUTCOME_NAME, ended.model_dump_json())
        self._tell(ended)
        sessions.forget(self._run_dir)

    def _drain(self) -> None:
        """Do what is still in the inbox: the last words of outputs."""
        while True:
            try:
                self._inbox.get_nowait()()
            except queue.Empty:
                return

    # -- talking ----------------------------------------------------------------------

    def _tell(self, event: Event) -> int:
        number = self._clients.tell(event)
        if self._ending is None and isinstance(event, OutputStateChanged):
            self._end_if_nothing_runs(event)
        return number

    def _end_if_nothing_runs(self, event: OutputStateChanged) -> None:
        is_over = event.state == "failed" and not self._plan.stays
        if is_over and self._broadcast.outputs.nothing_runs:
            self._end(event.reason, ok=False)

    def _is_alive(self) -> bool:
        """Answer a ping: an engine whose tick hangs is as good as dead."""
        return not self._has_started or self._broadcast.ticker.is_alive

    def _start_supervisor(self) -> None:
        is_live = self._has_started and self._broadcast.outputs.running
        if self._plan.stays and not is_live:
            self._end("The studio was closed, and nothing was live.", ok=True)
            return
        log.warning("The supervisor is dead; another one is started.")
        started = subprocess.Popen(
            [sys.executable, "-m", "studio", "supervise", "--run-dir", str(self._run_dir)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        priority.rank(priority.SUPERVISOR, started.pid)  # its start would cost frames
