"""A web plugin's seat at the host: empty until a page, or a program, joins with its token.

Who joins anew takes the place of who sat there: a page that was loaded again.
"""

import base64
import contextlib
import json
import queue
import socket
import threading
import time
from collections.abc import Callable

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection

from studio.ipc.message import Message
from studio.plugin_host.budget import Budget
from studio.plugin_host.line import Line, OnMessage, OnText
from studio.plugin_host.process import MAX_LINE_BYTES, MAX_LINES_S, MAX_MESSAGES_S, PING_S

HANG_S = 10.0
"""Without an answer for so long it is taken for dead."""
MAX_WAITING = 2_000
"""Messages that it has not read; with more it is ended."""
CLOSE_S = 1.0
"""Who does not let itself be hung up on is cut off after so long."""
LEFT = "It has left."
_POLICY, _GOING_AWAY = 1008, 1001
_MAX_REASON = 120
"""Bytes of why a WebSocket is closed, by its RFC."""


class Guest:
    """Whoever sits there now, as a plugin's line.  Its own threads read and write.

    Args:
        connection: That has joined.
    """

    pid = 0

    def __init__(self, connection: ServerConnection) -> None:
        self.is_fault = False
        self._connection = connection
        self._waiting: queue.Queue[Message] = queue.Queue(MAX_WAITING)
        self._messages, self._lines = Budget(), Budget()
        self._answered_s = time.monotonic()
        self._on_message: OnMessage = lambda message: None
        self._on_line: OnText = lambda text: None
        self._on_end: OnText | None = None
        self._lock = threading.Lock()
        self._why = ""
        self._has_ended = False
        self._writer = threading.Thread(target=self._write, name="guest-out", daemon=True)
        self._writer.start()

    @property
    def messages_s(self) -> int:
        """That it sent within the last whole second."""
        return self._messages.of_last()

    def begin(self, on_message: OnMessage, on_end: OnText, on_line: OnText) -> None:
        """Have what it says handed over from now on."""
        with self._lock:
            self._on_message, self._on_line = on_message, on_line
            if not self._has_ended:
                self._on_end = on_end
                return
        on_end(self._why or LEFT)

    def send(self, message: Message) -> None:
        """Tell it something; one that reads nothing is ended."""
        try:
            self._waiting.put_nowait(message)
        except queue.Full:
            self.kill("It did not read what it was told.")

    def kill(self, why: str = "It was ended.") -> None:
        """Hang up, for a fault of its own."""
        self.is_fault = True
        self._hang_up(why, _POLICY)

    def close(self) -> None:
        """Hang up, for no fault of its own."""
        self._hang_up("It was ended.", _GOING_AWAY)

    def replace(self) -> None:
        """Hang up, as another one has joined in its place."""
        self._hang_up("Another one has joined in its place.", _GOING_AWAY)

    def read(self) -> None:
        """Read until it is gone; in the connection's thread."""
        try:
            for text in self._connection:
                if self._messages.take() > MAX_MESSAGES_S:
                    self.kill(f"It sent over {MAX_MESSAGES_S} messages in a second.")
                    break
                self._take(text)
        except ConnectionClosed as error:
            if error.sent and error.sent.code not in (_GOING_AWAY, _POLICY, 1000, 1001, 1011):
                self.kill(f"It sent what is no message: {error.sent.reason or error.sent.code}.")
        self._ended()

    def _take(self, text: str | bytes) -> None:
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            message = None
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            self.kill("It sent what is no message: each is a JSON object with a type.")
        elif message["type"] == "pong":
            self._answered_s = time.monotonic()
        elif message["type"] == "log":
            if self._lines.take() <= MAX_LINES_S:
                self._on_line(str(message.get("text"))[:MAX_LINE_BYTES])
        else:
            self._on_message(message)

    def _write(self) -> None:
        ping_s = time.monotonic() + PING_S
        while True:
            message = self._next(ping_s)
            if message["type"] == "ping":
                ping_s = time.monotonic() + PING_S
                if time.monotonic() - self._answered_s > HANG_S:
                    self.kill(f"It did not answer for {HANG_S:.0f} seconds.")
            if message["type"] == "end" or self._why:
                return
            try:
                self._connection.send(json.dumps(message, ensure_ascii=False, default=_text_of))
            except (ConnectionClosed, OSError):
                return

    def _next(self, ping_s: float) -> Message:
        """Return what is to be sent next; a ping at its time, however much waits."""
        wait_s = ping_s - time.monotonic()
        if wait_s > 0:
            with contextlib.suppress(queue.Empty):
                return self._waiting.get(timeout=wait_s)
        return {"type": "ping"}

    def _hang_up(self, why: str, code: int) -> None:
        with self._lock:
            is_first, self._why = not self._why, self._why or why
        if is_first:
            # A peer that reads nothing makes this wait: nobody waits with it.
            reason = why.encode()[:_MAX_REASON].decode("utf-8", "ignore")
            closing = threading.Thread(
                target=self._close, args=(code, reason), name="guest-end", daemon=True
            )
            closing.start()

    def _close(self, code: int, reason: str) -> None:
        cut = threading.Timer(CLOSE_S, self._cut)
        cut.start()
        self._connection.close(code, reason)
        cut.cancel()

    def _cut(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.socket.shutdown(socket.SHUT_RDWR)

    def _ended(self) -> None:
        with self._lock:
            self._has_ended = True
            on_end, self._on_end = self._on_end, None
        with self._waiting.mutex:
            self._waiting.queue.clear()
        self._waiting.put({"type": "end"})
        if on_end:
            on_end(self._why or LEFT)


class Seat:
    """See the module.

    Args:
        plugin: Whose it is.
        token: Who knows it may sit there.
        on_come: Called when somebody has sat down.
    """

    def __init__(self, plugin: str, token: str, on_come: Callable[[], object]) -> None:
        self.plugin = plugin
        self.token = token
        self.on_come = on_come
        self.waits_for = "It waits for its page to be opened."
        self._guest: Guest | None = None
        self._lock = threading.Lock()

    def sit(self, guest: Guest) -> None:
        """Let somebody sit down, in place of who sits there."""
        with self._lock:
            before, self._guest = self._guest, guest
            self.waits_for = ""
        if before:
            before.replace()
        self.on_come()

    def leave(self, guest: Guest) -> None:
        """Let somebody go who has ended."""
        with self._lock:
            if self._guest is guest:
                self._guest = None
                self.waits_for = "It waits for its page to be opened."

    def open(self, *, on_message: OnMessage, on_end: OnText, on_line: OnText) -> Line:
        """Have who sits there as the plugin.

        Raises:
            OSError: If he has just gone.
        """
        with self._lock:
            guest = self._guest
        if guest is None:
            raise OSError(0, "its page was closed")
        guest.begin(on_message, on_end, on_line)
        return guest


def _text_of(value: object) -> str:
    """Return what JSON has no kind for: bytes."""
    assert isinstance(value, bytes)
    return base64.b64encode(value).decode()
