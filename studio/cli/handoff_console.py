"""How a handoff stands, in a terminal; and the words by which its user says yes or no to it.

What is typed: ``yes`` and ``no`` to a device that asks, ``go`` when this one is ready, ``cancel``,
``send`` for a link that lets another device take over, ``back`` to take back what was handed over.
"""

import sys
import threading
from collections.abc import Callable
from typing import TextIO

from studio.cli.seat import Seat, SeatError
from studio.ipc.message import Message

WORDS = {"yes": "agree", "no": "refuse", "go": "confirm", "cancel": "cancel"}
_MEGABYTE = 1e6


class HandoffConsole:
    """See the module.

    Args:
        say: Writes a sentence that stays; of any thread.

    Attributes:
        last: How it stands.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._shown: tuple[object, ...] = ()
        self._differences: list[object] = []
        self.last: Message = {}

    def show(self, told: Message) -> None:
        """Show what is new."""
        self.last = told
        if told["differences"] != self._differences:
            self._differences = list(_list(told["differences"]))
            for sentence in self._differences:
                self._say(f"! {sentence}")
        key = (told["side"], told["step"], told["step"] == "asking" and told["other"])
        if key == self._shown or not told["step"]:
            return
        self._shown = key
        if sentence := _sentence(told):
            self._say(sentence)

    def listen(
        self, seat: Callable[[], Seat], take_back: Message, words: TextIO = sys.stdin
    ) -> None:
        """Do what is typed from now on, in a thread that ends with the process.

        Args:
            seat: Returns who does it.
            take_back: What is asked for by ``back``.
            words: Where it is typed.
        """

        def read() -> None:
            for line in words:
                self._do(line.strip().lower(), seat(), take_back)

        threading.Thread(target=read, name="words", daemon=True).start()

    def _do(self, word: str, seat: Seat, take_back: Message) -> None:
        try:
            if word in WORDS:
                seat.hand_over(WORDS[word])
            elif word == "send":
                link = seat.hand_over("offer")["link"]
                self._say(f"· On the other device: rocket-studio takeover '{link}'")
            elif word == "back":
                seat.hand_over("take", **take_back)
            elif word:
                self._say(f"? Type {', '.join([*WORDS, 'send'])} or back.")
        except SeatError as error:
            self._say(f"! {error}")


def measured(told: Message) -> str:
    """Return what viewers saw of a cut, in a sentence."""
    gap_ms, wait_ms, slate_ms = (told[key] for key in ("gap_ms", "wait_ms", "slate_ms"))
    if gap_ms is None:
        return ""
    slate = f" behind {slate_ms} ms of the slate" if slate_ms else ""
    return (
        f"Viewers had no new picture for {gap_ms} ms{slate}, measured on the relay's output; "
        f"the cut came {wait_ms} ms after the yes."
    )


def _sentence(told: Message) -> str:
    other, megabytes = told["other"] or "the studio on air", _bytes(told["all_bytes"]) / _MEGABYTE
    ended = f"✗ {told['sentence']} What was on air still is."
    done = {
        "giving": f"● {other} is on air. This studio stays ready: type back to take it back.",
        "taking": f"● On air, taken over from {other}.",
    }
    waits = f"… {other} has to say yes, or not to answer."
    sentences = {
        "asking": f"… {other} was asked: its user has to agree." if told["other"] else "",
        "fetching": f"… {other} agreed; its state comes.",
        "starting": "… This studio starts.",
        "comparing": "… What is otherwise here is looked for.",
        "warming": f"… The encoder starts; this studio publishes beside {other}.",
        "ready": "? Ready. Type go to take over, or cancel.",
        "confirming": "" if told.get("from_phone") else waits,
        "asked": f"? {other} asks to take over. Type yes or no.",
        "sending": f"… The state goes to {other}.",
        "sent": f"… {other} has the state ({megabytes:.1f} MB of files). Type cancel to stop it.",
        "cutting": "… The next key frame is the cut.",
        "done": f"{done.get(str(told['side']), '')} {measured(told)} {told['sentence']}".rstrip(),
        "ended": ended,
    }
    return sentences.get(str(told["step"]), "")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _bytes(value: object) -> int:
    return value if isinstance(value, int) else 0
