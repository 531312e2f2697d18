"""A line to a process that the supervisor starts, and starts again when it has died.

The counterpart of ``service``, for who uses such a process.  What is kept is told to each one
that comes, before anything else and in the order in which it was first kept.  One that has
started and does not answer is called again, and so is one that hung up and lives: until it
answers, another one is told of, or the line is hung up::

    line = ProcessLine("voice", secret=secret, on_message=self._hear, on_silent=self._warn)
    line.keep("look", {"type": "look", "faces": 1})     # now, and to those that come later
    processes.start("voice", "voice", {}, on_ready=line.call, on_ended=self._ended)
    line.tell({"type": "lagged", "frames": 3})          # if it is there
    line.hang_up()                                      # it has ended, or is not wanted any more

What one says is told only while it is the one that was called last, one message at a time, and
nothing at all once ``hang_up`` has returned: who hangs up and then says how things are has the
last word.
"""

import threading
import time
from collections.abc import Callable

from studio.ipc.channel import Channel
from studio.ipc.errors import IpcError
from studio.ipc.message import Message

PATIENCE_S = 3.0
AGAIN_S = 1.0


class ProcessLine:
    """See the module.

    ``call`` and ``hang_up`` belong to one thread, which must hold no lock then that those wait
    for who are told; all else may be called from any thread, and never waits for the process.

    Args:
        name: Of the process.
        secret: The session's.
        on_message: Told what it says.
        on_lost: Told that it has hung up, or died: nothing that it has said holds any more.
        on_silent: Told why one that was called does not answer; the same reason once.
        patience_s: How long it may take to answer.
        again_s: How long to wait before it is called again.

    The three are called one at a time, in threads of the line.
    """

    def __init__(
        self,
        name: str,
        *,
        secret: str,
        on_message: Callable[[Message], object],
        on_lost: Callable[[], object] = lambda: None,
        on_silent: Callable[[str], object] = lambda reason: None,
        patience_s: float = PATIENCE_S,
        again_s: float = AGAIN_S,
    ) -> None:
        self._name = name
        self._secret = secret
        self._on_message = on_message
        self._on_lost = on_lost
        self._on_silent = on_silent
        self._patience_s = patience_s
        self._again_s = again_s
        # Held while somebody is told, so that none is who has hung up; always taken first.
        self._telling = threading.RLock()
        self._changed = threading.Condition()  # of all below
        self._kept: dict[str, Message] = {}
        self._address = ""
        self._channel: Channel | None = None
        self._number = 0  # of the newest call: what comes of others counts no more
        self._due_s = 0.0
        self._is_calling = False
        self._silence = ""

    @property
    def is_up(self) -> bool:
        """Whether it has answered, and has not hung up."""
        return self._channel is not None

    def call(self, address: str) -> None:
        """Speak with the process that listens there from now on; returns at once.

        Nothing happens where that is so already: a new supervisor tells of processes that never
        stopped.
        """
        if address != self._address:
            self.hang_up()
        with self._changed:
            self._address = address
            if self._channel is None:
                self._call_at(0.0)

    def hang_up(self) -> None:
        """Speak with nobody until the next ``call``, and hear nobody from now on."""
        with self._telling, self._changed:
            self._address = self._silence = ""
            self._number += 1
            channel, self._channel = self._channel, None
            self._changed.notify_all()
        if channel is not None:
            channel.close()

    def tell(self, message: Message) -> None:
        """Say something once, if it is there."""
        with self._changed:
            self._send(message)

    def keep(self, key: str, message: Message) -> None:
        """Say something that holds until it is said otherwise, if that is news."""
        with self._changed:
            if self._kept.get(key) != message:
                self._kept[key] = message
                self._send(message)

    def note(self, key: str, message: Message) -> None:
        """Keep something for those that come later; the one that is there knows it."""
        with self._changed:
            self._kept[key] = message

    def drop(self, key: str, message: Message | None = None) -> None:
        """Keep something no longer, and say so to the one that knows it."""
        with self._changed:
            self._kept.pop(key, None)
            if message is not None:
                self._send(message)

    def _send(self, message: Message) -> None:
        if self._channel is not None:
            self._channel.send(message)

    def _call_at(self, due_s: float) -> None:
        """Have it called then; with ``_changed``."""
        self._due_s = due_s
        self._changed.notify_all()
        if not self._is_calling:
            self._is_calling = True
            name = f"attach-{self._name}"
            threading.Thread(target=self._call_until_up, name=name, daemon=True).start()

    def _call_until_up(self) -> None:
        while call := self._next_call():
            self._reach(*call)

    def _next_call(self) -> tuple[str, int] | None:
        """Wait until it is to be called; return where, and the call's number.

        Returns:
            None if nobody is to be called any more.
        """
        with self._changed:
            while self._address and self._channel is None:
                left_s = self._due_s - time.monotonic()
                if left_s <= 0:
                    self._due_s = time.monotonic() + self._again_s
                    self._number += 1
                    return self._address, self._number
                self._changed.wait(left_s)
            self._is_calling = False
            return None

    def _reach(self, address: str, number: int) -> None:
        try:
            channel = Channel.connect(
                address,
                role="engine",
                secret=self._secret,
                on_message=lambda channel, message: self._hear(number, channel, message),
                on_close=lambda channel, reason: self._lose(number),
                timeout_s=self._patience_s,
            )
        except IpcError as error:
            self._miss(number, str(error))
            return
        if not self._take(number, channel):
            channel.close()

    def _take(self, number: int, channel: Channel) -> bool:
        """Speak by this from now on; tell whether it is the one that was called last.

        Returns:
            False if nobody wants it any more, or it is over already.
        """
        with self._changed:
            if number != self._number or channel.is_closed:
                return False
            if self._channel is None:
                self._channel, self._silence = channel, ""
                for message in self._kept.values():
                    channel.send(message)
            return True

    def _hear(self, number: int, channel: Channel, message: Message) -> None:
        with self._telling:
            # What it says first may come before it is known that it has answered.
            if self._take(number, channel):
                self._on_message(message)

    def _lose(self, number: int) -> None:
        with self._telling:
            with self._changed:
                if number != self._number:
                    return
                self._channel = None
                self._call_at(time.monotonic() + self._again_s)
            self._on_lost()

    def _miss(self, number: int, reason: str) -> None:
        with self._telling:
            with self._changed:
                if number != self._number:
                    return
                self._due_s = time.monotonic() + self._again_s
                is_news, self._silence = reason != self._silence, reason
            if is_news:
                self._on_silent(reason)
