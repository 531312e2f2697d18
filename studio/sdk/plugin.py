"""A plugin as its author sees it: handlers, timers, and a canvas."""

import heapq
import itertools
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from studio.sdk.canvas import Canvas
from studio.sdk.events import Event

E = TypeVar("E", bound=Event)
Action = Callable[[], object]


class Plugin:
    """Make one, and call it ``plugin``.

    Attributes:
        canvas: What it draws over the programme; needs the right ``overlay``.
        now_s: Its clock; a test may pass time with another one.
    """

    def __init__(self) -> None:
        self.canvas = Canvas()
        self.now_s: Callable[[], float] = time.monotonic
        self._handlers: defaultdict[type[Event], list[Callable[[Any], object]]]
        self._handlers = defaultdict(list)
        self._timers: list[tuple[float, int, Action]] = []
        self._numbers = itertools.count()

    def on(self, kind: type[E]) -> Callable[[Callable[[E], object]], Callable[[E], object]]:
        """Have a function called with each event of a kind; a decorator."""

        def take(handler: Callable[[E], object]) -> Callable[[E], object]:
            self._handlers[kind].append(handler)
            return handler

        return take

    def after(self, seconds: float, action: Action) -> None:
        """Have something done once, after a time."""
        heapq.heappush(self._timers, (self.now_s() + seconds, next(self._numbers), action))

    def every(self, seconds: float) -> Callable[[Action], Action]:
        """Have a function called again and again, first after that time; a decorator.

        Args:
            seconds: From one call to the next, at least 0.01.
        """
        seconds = max(0.01, seconds)

        def take(action: Action) -> Action:
            def again() -> None:
                self.after(seconds, again)
                action()

            self.after(seconds, again)
            return action

        return take

    def log(self, text: str) -> None:
        """Say something in the plugin's log."""
        print(text, flush=True)

    def handle(self, event: Event) -> None:
        """Call the handlers of an event; one that raises is told in the log, and the next called.

        For whoever runs the plugin: the studio, or a test.
        """
        for handler in self._handlers[type(event)]:
            _guarded(partial(handler, event))

    def next_due_s(self) -> float | None:
        """Return the monotonic time of the next timer, or None."""
        return self._timers[0][0] if self._timers else None

    def do_due(self, now_s: float) -> None:
        """Do what is due by a monotonic time."""
        while self._timers and self._timers[0][0] <= now_s:
            _guarded(heapq.heappop(self._timers)[2])


def _guarded(action: Action) -> None:
    try:
        action()
    except Exception:  # a fault in one handler must not end the others
        traceback.print_exc(file=sys.stderr)
        sys.stderr.flush()
