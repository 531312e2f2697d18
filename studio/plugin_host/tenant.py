"""One plugin as the host keeps it: its canvas, its restarts, and its desk.

Belongs to the host's main thread; ``post`` brings there what its process says in
threads of its own.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from studio.ipc.backoff import SECOND_NS, Backoff
from studio.ipc.message import Message
from studio.model import commands as do
from studio.model.plugin import Manifest, Right
from studio.model.plugin_state import RunState
from studio.plugin_host.actions import Desk, Ways
from studio.plugin_host.asked_for import Then
from studio.plugin_host.events import Told
from studio.plugin_host.line import Line, Lines, ProcessLines
from studio.plugin_host.shares import shared_folders
from studio.plugin_host.storage import StorageFile

MAX_FAILURES = 3
"""In a row; then it is switched off."""
WIDTH, HEIGHT = 1920, 1080
_NO_ENGINE = "It waits for the engine."


class Tenant:
    """See the module.

    Args:
        folder: The plugin's.
        manifest: What it says of itself.
        granted: Of the rights that it asks for.
        ways: Where what it asks for is done.
        say: Tells the user a sentence, or what the plugin prints.
        settings: That the user has set.
        kept: The file of what it keeps; None keeps that for this life alone.
        now: What it is told when it starts.
        changed: Called when its state or its panel is another one.
        lines: How it is started; a process in its folder, unless said.

    Attributes:
        desk: What it may and does; its settings, panel and storage.
        state: Whether it runs; ``failed`` is switched off after it failed too often.
        sentence: Why it does not, if it doesn't.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        granted: frozenset[Right],
        *,
        ways: Ways,
        say: Callable[[str], None],
        settings: Mapping[str, object] = MappingProxyType({}),
        kept: Path | None = None,
        now: Callable[[], Iterable[Told]] = tuple,
        changed: Callable[[], None] = lambda: None,
        lines: Lines | None = None,
    ) -> None:
        self.state: RunState = "waiting"
        self.sentence = _NO_ENGINE
        self._changed = changed
        shared = shared_folders(manifest.shares)
        self._lines = lines or ProcessLines(folder, manifest.entry, shared)
        self._granted = granted & frozenset(manifest.rights)
        self._post = ways.post
        self._ask = ways.ask
        self._say = say
        self._now = now
        storage = StorageFile(kept)
        if storage.fault:
            say(storage.fault)
        self.desk = Desk(
            (folder, *chain.from_iterable(shared.values())),
            manifest,
            self._granted,
            ways=ways,
            kept=storage,
            settings=settings,
            on_panel=changed,
        )
        self._process: Line | None = None
        self._canvas: int | None = None
        self._left: list[int] = []  # canvases that the engine was too busy to be told to close
        self._backoff = Backoff()
        self._start_ns: int | None = None
        self._stops = 0

    def start(self) -> None:
        """Start it, with a canvas of its own if it may draw; nothing if it is not there yet."""
        self._start_ns = None
        if self.state == "failed":
            return
        if self._lines.waits_for:
            self._become("waiting", self._lines.waits_for)
            return
        self._become("starting")
        begin = partial(self._begin, self._stops)
        if "overlay" in self._granted:
            self._ask(do.OpenCanvas(width=WIDTH, height=HEIGHT), begin)
        else:
            begin({"ok": True})

    def come(self) -> None:
        """Start it, as it has come by itself; unless it must wait after a failure."""
        if self._process is None and self._start_ns is None:
            self.start()

    def stop(self) -> None:
        """End it; its nodes fade out."""
        self._start_ns = None
        self._stops += 1
        process, self._process = self._process, None
        if process is not None:
            process.close()
        self.desk.end()
        self._leave_canvas()

    def lose_engine(self) -> None:
        """End it: the engine is gone and its canvas with it."""
        self._canvas = None
        self._left.clear()
        self.stop()
        if self.state != "failed":
            self._become("waiting", _NO_ENGINE)

    def tell(self, told: Told) -> None:
        """Let it hear of something, if it may."""
        self.desk.tell(told)

    @property
    def line(self) -> Line | None:
        """What it is there by, if it is."""
        return self._process

    def ask_load(self, then: Then) -> None:
        """Ask the engine what lies on its canvas; nothing if it has none."""
        if self._canvas is not None:
            self._ask(do.EditCanvas(canvas=self._canvas, edits=()), then)

    def do_due(self, now_ns: int) -> None:
        """Start it again when that is due; write what it keeps."""
        self.desk.write_due(now_ns / SECOND_NS)
        left, self._left = self._left, []
        for canvas in left:
            self._close(canvas)
        if self._start_ns is not None and now_ns >= self._start_ns:
            self.start()

    def _begin(self, stops: int, answer: Message) -> None:
        canvas = answer.get("canvas")
        self._canvas = canvas if isinstance(canvas, int) else None
        if stops != self._stops:  # stopped while the canvas was opened
            self._leave_canvas()
            return
        if not answer["ok"]:
            self._fail(f"It gets no canvas: {answer.get('reason')}")
            return
        try:
            # What it says is looked at in the main thread, which knows the process by then.
            process = self._lines.open(
                on_message=lambda message: self._post(lambda: self._take(process, message)),
                on_end=lambda why: self._post(lambda: self._ended(process, why)),
                on_line=self._say,
            )
        except OSError as error:
            self._leave_canvas()
            self._fail(f"Its process can't be started: {error.strerror}.")
            return
        self._process = process
        self._become("running")
        self._backoff.did_get_ready(time.monotonic_ns())
        self.desk.begin(process.send, self._canvas, process.pid)
        self.desk.tell(Told("started", {"width": WIDTH, "height": HEIGHT}))
        for told in self._now():
            self.desk.tell(told)

    def _ended(self, process: Line, why: str) -> None:
        if process is not self._process:
            return  # the one before, that was stopped
        self._process = None
        self.desk.end()
        self._leave_canvas()
        if not process.is_fault:
            self._become("waiting", why)
            return
        delay_ns = self._backoff.did_end(time.monotonic_ns())
        if self._backoff.failures >= MAX_FAILURES:
            self._fail(f"{why} It failed {MAX_FAILURES} times in a row and is switched off.")
            return
        why = f"{why} It is started again in {delay_ns / SECOND_NS:.1f} s."
        self._say(why)
        self._become("waiting", why)
        self._start_ns = time.monotonic_ns() + delay_ns

    def _fail(self, sentence: str) -> None:
        self._say(sentence)
        self._become("failed", sentence)

    def _become(self, state: RunState, sentence: str = "") -> None:
        self.state, self.sentence = state, sentence
        self._changed()

    def _take(self, process: Line, message: Message) -> None:
        if process is not self._process:
            return
        if why := self.desk.take(message):
            process.kill(why)

    def _leave_canvas(self) -> None:
        canvas, self._canvas = self._canvas, None
        if canvas is not None:
            self._close(canvas)

    def _close(self, canvas: int) -> None:
        """Have a canvas closed, later if need be: what a flood has drawn must not stay."""

        def answered(answer: Message) -> None:
            if answer.get("unsent"):
                self._left.append(canvas)

        self._ask(do.CloseCanvas(canvas=canvas), answered)
