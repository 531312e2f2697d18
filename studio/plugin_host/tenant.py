"""One plugin as the host keeps it: its rights, its canvas, its restarts.

Belongs to the host's main thread; ``post`` brings there what its process says in
threads of its own.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from studio.ipc.backoff import SECOND_NS, Backoff
from studio.ipc.message import Message
from studio.model import commands as do
from studio.model.command import Command
from studio.model.plugin import Manifest, PluginError, Right
from studio.model.plugin_state import RunState
from studio.plugin_host.budget import Budget
from studio.plugin_host.events import Told
from studio.plugin_host.files import within
from studio.plugin_host.line import Line, Lines, ProcessLines

MAX_FAILURES = 3
"""In a row; then it is switched off."""
MAX_EDITS_S = 10_000
WIDTH, HEIGHT = 1920, 1080
Then = Callable[[Message], None]
Ask = Callable[[Command, Then], None]
"""Has the engine do something, and its answer given later, in the main thread."""


class Tenant:
    """See the module.

    Args:
        folder: The plugin's.
        manifest: What it says of itself.
        granted: Of the rights that it asks for.
        post: Has the host's main thread do something; from any thread.
        ask: Speaks with the engine.
        say: Tells the user a sentence, or what the plugin prints.
        changed: Called when its state is another one.
        lines: How it is started; a process in its folder, unless said.

    Attributes:
        state: Whether it runs; ``failed`` is switched off after it failed too often.
        sentence: Why it does not, if it doesn't.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        granted: frozenset[Right],
        *,
        post: Callable[[Callable[[], object]], None],
        ask: Ask,
        say: Callable[[str], None],
        changed: Callable[[], None] = lambda: None,
        lines: Lines | None = None,
    ) -> None:
        self.state: RunState = "waiting"
        self.sentence = ""
        self._changed = changed
        self._lines = lines or ProcessLines(folder, manifest.entry)
        self._folder = folder
        self._manifest = manifest
        self._granted = granted & frozenset(manifest.rights)
        self._post = post
        self._ask = ask
        self._say = say
        self._process: Line | None = None
        self._canvas: int | None = None
        self._backoff = Backoff()
        self._start_ns: int | None = None
        self._stops = 0
        self._edits = Budget()

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

    def stop(self) -> None:
        """End it; its nodes fade out."""
        self._start_ns = None
        self._stops += 1
        process, self._process = self._process, None
        if process is not None:
            process.close()
        self._leave_canvas()

    def lose_engine(self) -> None:
        """End it: the engine is gone and its canvas with it."""
        self._canvas = None
        self.stop()
        if self.state != "failed":
            self._become("waiting", "It waits for the engine.")

    def tell(self, told: Told) -> None:
        """Let it hear of something, if it may."""
        if self._process is not None and (told.right is None or told.right in self._granted):
            self._process.send(told.to_message())

    @property
    def line(self) -> Line | None:
        """What it is there by, if it is."""
        return self._process

    def ask_load(self, then: Then) -> None:
        """Ask the engine what lies on its canvas; nothing if it has none."""
        if self._canvas is not None:
            self._ask(do.EditCanvas(canvas=self._canvas, edits=()), then)

    def do_due(self, now_ns: int) -> None:
        """Start it again when that is due."""
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
        process.send(Told("started", {"width": WIDTH, "height": HEIGHT}).to_message())

    def _ended(self, process: Line, why: str) -> None:
        if process is not self._process:
            return  # the one before, that was stopped
        self._process = None
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
        if message["type"] != "edit":
            process.kill(f"It sent a message of a kind that there is not: {message['type']!r:.40}.")
        elif not self._has_budget(message.get("edits")):
            process.kill(f"It asked for over {MAX_EDITS_S} changes of its canvas in a second.")
        elif self._canvas is None:
            self._refuse('It may not draw: "overlay" is not among its rights.')
        else:
            asked = {"canvas": self._canvas, "edits": message.get("edits")}
            try:
                command = within(self._folder, do.EditCanvas.model_validate(asked))
            except PluginError as error:
                self._refuse(str(error))
            except ValidationError as error:
                fault = error.errors()[0]
                place = ".".join(str(part) for part in fault["loc"])
                self._refuse(f"{place}: {fault['msg']}.")
            else:
                self._ask(command, self._did_edit)

    def _has_budget(self, edits: object) -> bool:
        """Count the edits of this second; say whether that many are allowed."""
        return self._edits.take(len(edits) if isinstance(edits, list) else 1) <= MAX_EDITS_S

    def _did_edit(self, answer: Message) -> None:
        if not answer["ok"]:
            self._refuse(str(answer.get("reason")))

    def _refuse(self, sentence: str) -> None:
        if self._process is not None:
            self._process.send({"type": "refused", "sentence": sentence})

    def _leave_canvas(self) -> None:
        canvas, self._canvas = self._canvas, None
        if canvas is not None:
            self._ask(do.CloseCanvas(canvas=canvas), lambda answer: None)
