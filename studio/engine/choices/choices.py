"""Asks child processes what can be chosen, and hands the answers on when they come.

choices = Choices()
choices.ask("microphone", "device", on_answer)   # a list, or a StudioError
choices.close()
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from studio.engine.checks.asking import Facts, ask
from studio.engine.choices.listing import LISTS
from studio.model.command import CommandError
from studio.model.errors import StudioError
from studio.model.kinds import INPUT_KINDS

TIMEOUT_S = 10.0
AT_ONCE = 3
MOST_WAITING = 64

Answer = dict[str, object] | StudioError
OnAnswer = Callable[[Answer], None]
Question = tuple[str, str]

_MACHINE_KINDS = ("monitor", "encoder")


class Choices:
    """Questions that are under way.  ``ask`` and ``close`` belong to the main thread.

    Args:
        timeout_s: How long a question may take.
    """

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._lock = threading.Lock()  # of those who wait
        self._waiting: dict[Question, list[OnAnswer]] = {}
        self._pool: ThreadPoolExecutor | None = None
        self._is_closing = False

    def ask(self, kind: str, setting: str, on_answer: OnAnswer) -> None:
        """Have a question answered; who asks the same meanwhile gets the same answer.

        Args:
            kind: Of an input, ``monitor`` or ``encoder``.
            setting: Its key.
            on_answer: Called at once or in another thread, with what the reply holds.

        Raises:
            CommandError: If there is nothing of that kind, or too much is asked.
        """
        if kind not in INPUT_KINDS and kind not in _MACHINE_KINDS:
            raise CommandError(f'There is no kind of input named "{kind}".')
        question = (kind, setting)
        if question not in LISTS:
            on_answer({"choices": []})
            return
        with self._lock:
            if sum(map(len, self._waiting.values())) >= MOST_WAITING:
                raise CommandError("So much was asked already that is not answered yet: wait.")
            is_asked = question in self._waiting
            self._waiting.setdefault(question, []).append(on_answer)
        if not is_asked:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="choices")
            self._pool.submit(self._find_out, question)

    def close(self) -> None:
        """Let nobody wait any longer; a child that still works ends by its time-out."""
        self._is_closing = True
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _find_out(self, question: Question) -> None:
        what = ("-m", "studio.engine.choices.listing", *question)
        facts = ask("choices", what, self._timeout_s).answer()
        with self._lock:
            waiting = self._waiting.pop(question, [])
        if not self._is_closing:
            for on_answer in waiting:
                on_answer(self._answer(question, facts))

    def _answer(self, question: Question, facts: Facts) -> Answer:
        if "choices" in facts:
            return {"choices": facts["choices"]}
        if reason := facts.get("error"):
            return StudioError(str(reason))
        return StudioError(
            f"The choices of {question[0]} {question[1]} are not known: {facts['broken']}. "
            "A driver or a server of this machine does not answer."
        )
