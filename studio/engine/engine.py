"""The engine: puts the parts of a session together and serves commands.

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
from studio.engine.beginning import collection_of, first_index, session_of
from studio.engine.clients import Clients
from studio.engine.clock import FrameClock
from studio.engine.command_handler import CommandHandler
from studio.engine.compositor.choice import array_compositor, live_compositor
from studio.engine.cpu import ProcessCost
from studio.engine.demand import Demand, Taker
from studio.engine.editor import Editor
from studio.engine.encoders.preset import resolve
from studio.engine.encoders.settings import EncoderSettings, Latency
from studio.engine.encoders.video import VideoEncoder
from studio.engine.figures import Figures
from studio.engine.input_set import InputSet
from studio.engine.keeper import Keeper
from studio.engine.output_set import OutputSet
from studio.engine.outputs.bus import PacketBus
from studio.engine.processes import Processes
from studio.engine.program import Program
from studio.engine.sound import Sound
from studio.engine.stage import Stage
from studio.engine.ticker import Ticker
from studio.ipc.child import Boot
from studio.model import session as sessions
from studio.model.command import CommandError
from studio.model.errors import StudioError
from studio.model.events import (
    Event,
    Notice,
    OutputStateChanged,
    SessionEnded,
)
from studio.model.files import write_whole
from studio.model.media import SECOND_NS
from studio.model.scene import Collection
from studio.model.session import OUTCOME_NAME, LivePlan

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
        plan = self._session.plan
        self._collection = collection_of(self._session, self._run_dir)
        self._keeper = Keeper(self._run_dir, self._session, self._collection)
        self._fps = plan.fps or self._collection.canvas.fps
        self._inbox: queue.Queue[Action] = queue.Queue(INBOX_SIZE)
        self._ending: str | None = None
        self._has_started = False
        self._ok = True
        self._demand = Demand()
        self._demand.set(Taker.OUTPUT, 1)
        self._cost = ProcessCost()
        self._processes = Processes(on_pid=lambda name, pid: self._cost.watch(pid, from_now=False))
        self._clients = Clients(
            boot,
            post=self.post,
            answer=lambda channel, command: self._commands.do(command),
            snapshot=self._snapshot,
            processes=self._processes,
            on_stop=partial(self.end, "The studio was closed."),
            on_supervisor=self._cost.watch,
            on_gone=lambda channel: None,
            is_alive=self._is_alive,
        )

    # -- what other threads may call ------------------------------------------------

    def post(self, action: Action) -> None:
        """Have the main thread do something; when a thousand things wait, one is lost."""
        try:
            self._inbox.put_nowait(action)
        except queue.Full:
            log.error("The engine's inbox is full; something that should be done is not.")

    def tell(self, event: Event) -> None:
        """Send an event to everyone who is connected, in order."""
        self.post(partial(self._tell, event))

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
                self._open(opened)
                opened.pop_all()
        except StudioError as error:
            self._end(str(error), ok=False)
            self._finish({})
        else:
            log.info("All parts are open after %.2f s.", self._session_ns() / SECOND_NS)
            self._serve()
            self._finish(self._close())
        self._clients.close()

    def _open(self, opened: ExitStack) -> None:
        """Open every part; the tick starts last, at the session's next frame.

        Args:
            opened: Gets what must be closed again if a later part can't be opened.
        """
        session, plan = self._session, self._session.plan
        size = (
            plan.width or self._collection.canvas.width,
            plan.height or self._collection.canvas.height,
        )
        self._bus = PacketBus(tracks=1 + len(self._collection.audio.tracks))
        self._inputs = InputSet(
            Path(plan.collection),
            self._processes,
            epoch_ns=session.epoch_ns,
            fps=self._fps,
            secret=self._boot.secret,
            size=size,
            on_event=self.tell,
        )
        opened.callback(self._inputs.close)
        self._sound = Sound(session.epoch_ns, self._collection.audio, plan.audio_kbps, self._bus)
        opened.callback(self._sound.close)
        self._inputs.update(self._collection, self._sound, self._collection.first_scene)
        self._clients.meet_supervisors()  # captures open their files while we open the rest
        self._encoder = self._open_encoder(size, plan)
        opened.callback(self._encoder.close)
        self._ticker = self._make_ticker(size, plan)
        opened.callback(self._ticker.close)
        self._outputs = self._start_outputs()
        self._figures = Figures(self._ticker, self._encoder, self._outputs, self._cost)
        self._stage = Stage(
            self._keeper,
            self._ticker,
            tell=self._tell,
            on_air=self._hear_what_is_on_air,
            on_preview=lambda scene: None,
        )
        self._editor = Editor(
            self._keeper,
            self._stage,
            tell=self._tell,
            take_over=self._take_over,
            use_canvas=self._use_canvas,
            is_busy=lambda: bool(self._keeper.session.destinations or self._keeper.session.record),
            sizes=dict,
        )
        self._commands = CommandHandler(
            self._keeper,
            editor=self._editor,
            stage=self._stage,
            outputs=self._outputs,
            sound=self._sound,
            end=partial(self._end, ok=True),
        )
        self._keeper.remember(compositor=self._ticker.compositor.name)
        self._ticker.start()
        self._has_started = True
        self._cost.watch(os.getpid())

    def _make_ticker(self, size: tuple[int, int], plan: LivePlan) -> Ticker:
        ticker = Ticker(
            FrameClock(self._fps, self._session.epoch_ns),
            Program(self._collection, size),
            live_compositor(self._wanted_compositor(), size),
            fallback=partial(array_compositor, size),
            demand=self._demand,
        )
        ticker.deliver_to(self._encoder.put)
        ticker.use_sources(self._inputs.sources)
        ticker.stats.timed = self._inputs.timed
        return ticker

    def _wanted_compositor(self) -> str:
        """Return the plan's, unless a GPU that took the engine down may do it again.

        A driver that loses its device ends the process within wgpu, with no error to catch.
        """
        wanted, last = self._session.plan.compositor, self._session.compositor
        return "array" if wanted == "auto" and last == "wgpu" else wanted

    def _start_outputs(self) -> OutputSet:
        session = self._session
        outputs = OutputSet(
            self._bus,
            self._processes,
            session_id=session.id,
            secret=self._boot.secret,
            on_event=self.tell,
            on_key_wanted=self._encoder.force_key,
        )
        if session.record:
            outputs.record(Path(session.record))
        for name, url in session.destinations.items():
            outputs.publish(name, url, verify_tls=session.plan.verify_tls)
        return outputs

    def _open_encoder(self, size: tuple[int, int], plan: LivePlan) -> VideoEncoder:
        wanted = EncoderSettings(
            *size,
            fps=self._fps,
            kbps=plan.video_kbps,
            encoder=plan.encoder,
            preset=plan.preset,
            latency=Latency(plan.latency),
            options=plan.encoder_options,
        )
        return VideoEncoder(
            resolve(wanted),
            on_packet=self._bus.put,
            on_format=lambda format: self._bus.put_format(0, format),
            on_event=lambda text: self.tell(Notice(level="warning", text=text)),
            start_index=first_index(self._session, self._fps),
            may_speed_up=plan.preset == "auto",
        )

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
        self._tell(self._figures.live())
        self._inputs.report()
        if self._encoder.failed:
            self._end(self._encoder.failed, ok=False)
        elif hopeless := self._outputs.hopeless:
            self._end(hopeless, ok=False)
        self.post(lambda: self._keeper.once_a_second(time.monotonic_ns()))

    def _end_due_ns(self) -> int | None:
        """Return when the session ends by itself, counted from its first picture."""
        duration_s = self._session.plan.duration_s
        first_ns = self._ticker.first_ns
        if duration_s is None or first_ns is None:
            return None
        start_ns = first_ns if self._session.parts == 1 else self._session.epoch_ns
        return start_ns + int(duration_s * SECOND_NS)

    def _end(self, reason: str, *, ok: bool) -> None:
        if self._ending is None:
            self._ending, self._ok = reason, ok

    def _close(self) -> dict[str, object]:
        """End every part, so that files and streams have their proper ends."""
        self._ticker.close()
        self._encoder.close()
        self._sound.close()
        self._bus.flush()
        self._outputs.close()
        stats = self._figures.final()
        self._inputs.close()
        self._drain()
        return stats

    def _finish(self, stats: dict[str, object]) -> None:
        """Leave word of how it ended, for those who look and those who come later."""
        try:
            if stats and self._session.plan.stats:
                figures.write(stats, Path(self._session.plan.stats))
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

    def _session_ns(self) -> int:
        return time.monotonic_ns() - self._session.epoch_ns

    # -- a changed collection ---------------------------------------------------------

    def _take_over(self, collection: Collection) -> None:
        """Have every part use a changed collection."""
        self._inputs.update(collection, self._sound, self._stage.scene)
        self._sound.set_monitor(collection.audio)
        self._ticker.use_sources(self._inputs.sources)

    def _hear_what_is_on_air(self) -> None:
        self._inputs.update(self._keeper.collection, self._sound, self._stage.scene)

    def _use_canvas(self, collection: Collection) -> None:
        raise CommandError("Size and rate of the picture can't change while a session runs.")

    # -- talking ----------------------------------------------------------------------

    def _tell(self, event: Event) -> int:
        number = self._clients.tell(event)
        if self._ending is None and isinstance(event, OutputStateChanged):
            self._end_if_nothing_runs(event)
        return number

    def _end_if_nothing_runs(self, event: OutputStateChanged) -> None:
        if event.state == "failed" and self._outputs.nothing_runs:
            self._end(event.reason, ok=False)

    def _is_alive(self) -> bool:
        """Answer a ping: an engine whose tick hangs is as good as dead."""
        return not self._has_started or self._ticker.is_alive

    def _snapshot(self) -> dict[str, object]:
        session = self._keeper.session
        return {
            "session": session.id,
            "started_at": session.started_at,
            "time_s": self._session_ns() / SECOND_NS,
            "parts": session.parts,
            "collection": self._keeper.collection.model_dump(mode="json", by_alias=True),
            "program_scene": self._stage.scene,
            "preview_scene": self._stage.preview,
            "studio_mode": self._stage.is_studio_mode,
            "undo": self._editor.undo_name,
            "redo": self._editor.redo_name,
            "outputs": self._outputs.summary(),
        }

    def _start_supervisor(self) -> None:
        log.warning("The supervisor is dead; another one is started.")
        subprocess.Popen(
            [sys.executable, "-m", "studio", "supervise", "--run-dir", str(self._run_dir)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
