"""One effects process, as the engine sees it: asked for when something is to be drawn.

It may die at any time, of a shader without an end or a file that its driver can't bear:
the supervisor starts it again, and all that it had to draw is asked for again.  What it
was at work on when it died is asked for once more, and then refused with a sentence.
Belongs to the main thread; whatever comes from other threads is posted there::

    process = EffectsProcess("live", processes, secret=secret, post=post)
    job = process.ask(content, on_answer=…, on_refused=…)
    process.forget(job)
"""

import itertools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from studio.engine.processes import Processes
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.process_line import ProcessLine

log = logging.getLogger(__name__)

MOST_FAULTS = 2
IDLE_S = 60.0
"""So long it waits for more before it is ended."""
Answer = Callable[[Message], bool]
"""Takes what was drawn; returns whether that was all, or it goes on being drawn."""


@dataclass(slots=True)
class _Job:
    """Something to draw.

    Attributes:
        order: What the process is told.
        faults: How often the process has died of it.
    """

    order: Message
    on_answer: Answer
    on_refused: Callable[[str], None]
    faults: int = 0


class EffectsProcess:
    """See the module.

    Args:
        work: ``live`` or ``rounds``.
        processes: Starts it.
        secret: The session's.
        post: Has the main thread do something.
    """

    def __init__(
        self,
        work: str,
        processes: Processes,
        *,
        secret: str,
        post: Callable[[Callable[[], object]], None],
    ) -> None:
        self.name = f"effects-{work}"
        self._work = work
        self._processes = processes
        self._post = post
        self._numbers = itertools.count(1)
        self._jobs: dict[int, _Job] = {}
        self._at_work = 0
        self._is_wanted = False
        self._idle_since_s = 0.0
        self._on_other: Callable[[Message], None] = lambda message: None
        self._line = ProcessLine(
            self.name,
            secret=secret,
            on_message=lambda message: post(partial(self._hear, message)),
            on_lost=lambda: post(self._blame),
            on_silent=lambda reason: log.warning("%s does not answer: %s", self.name, reason),
        )

    def listen(self, on_other: Callable[[Message], None]) -> None:
        """Say who hears what it tells that is about no job."""
        self._on_other = on_other

    def ask(self, order: Message, on_answer: Answer, on_refused: Callable[[str], None]) -> int:
        """Have something drawn; return its number.

        Args:
            order: What; it may be changed by ``on_answer``, for when it is asked for again.
            on_answer: Told what was drawn, and again after each restart.
            on_refused: Told why it can't be drawn.
        """
        number = next(self._numbers)
        self._jobs[number] = _Job(order, on_answer, on_refused)
        if not self._is_wanted:
            self._is_wanted = True
            self._processes.start(
                self.name,
                "effects",
                {"work": self._work},
                on_ready=self._line.call,
                on_ended=lambda reason: self._ended(),
            )
        self._line.keep(str(number), self._order(number))
        return number

    def forget(self, number: int) -> None:
        """Draw something no longer."""
        if self._jobs.pop(number, None):
            self._line.drop(str(number), {"type": "forget", "id": number})
            self._idle_since_s = time.monotonic()

    def tell(self, message: Message) -> None:
        """Send it a message, if it is there."""
        self._line.tell(message)

    @property
    def has_jobs(self) -> bool:
        """Whether anything is to be drawn, or drawn as it goes."""
        return bool(self._jobs)

    def end_if_idle(self, now_s: float) -> None:
        """End it if nothing was to be drawn for a while."""
        if self._is_wanted and not self._jobs and now_s - self._idle_since_s > IDLE_S:
            self.close()

    def close(self) -> None:
        """End it."""
        self._line.hang_up()
        if self._is_wanted:
            self._is_wanted = False
            self._processes.stop(self.name)

    def _order(self, number: int) -> Message:
        return {"type": "draw", "id": number, **self._jobs[number].order}

    def _ended(self) -> None:
        """It has died; what it said before is still on its way to the main thread."""
        self._line.hang_up()
        self._post(self._blame)

    def _blame(self) -> None:
        """It has died, or hung up: what it was at work on is to blame."""
        number, self._at_work = self._at_work, 0
        if job := self._jobs.get(number):
            job.faults += 1
            if job.faults >= MOST_FAULTS:
                self._refuse(number, "Drawing it has crashed what draws, so it isn't shown.")

    def _hear(self, message: Message) -> None:
        number = message.get("id")
        if not isinstance(number, int):
            self._on_other(message)
            return
        if message["type"] == "working":
            self._at_work = number
            return
        job = self._jobs.get(number)
        if job is None:
            return
        if message["type"] == "hung":
            self._refuse(number, "Drawing it takes too long, or has no end, so it isn't shown.")
        elif message["type"] == "refused":
            self._refuse(number, str(message.get("reason")))
        else:
            self._take(number, job, message)

    def _take(self, number: int, job: _Job, message: Message) -> None:
        try:
            is_all = job.on_answer(message)
        except RingError as error:  # its memory is gone: it has died just now, or made room
            log.info("Asked for again: %s", error)
            job.faults += 1
            if job.faults >= MOST_FAULTS:
                self._refuse(number, str(error))
            else:
                self._line.tell(self._order(number))
            return
        if is_all:
            self._done(number)
        elif number in self._jobs:
            self._line.note(str(number), self._order(number))  # as the answer has changed it

    def _done(self, number: int) -> None:
        self._jobs.pop(number, None)
        self._line.drop(str(number))
        self._idle_since_s = time.monotonic()

    def _refuse(self, number: int, reason: str) -> None:
        job = self._jobs.get(number)
        self._done(number)
        if job:
            job.on_refused(reason)
