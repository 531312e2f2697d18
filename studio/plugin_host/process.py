"""One plugin's process: started, asked whether it lives, read, ended.

What it prints goes to the log line by line; what it sends is passed on as messages.
All calls back come in threads of this module's own and must only hand over::

    process = PluginProcess(folder, "main.py", on_message=…, on_end=…, on_line=…)
    process.send({"type": "event", …})
    process.kill()
"""

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from studio.ipc.errors import MessageError
from studio.ipc.message import Decoder, Message, encode
from studio.plugin_host.budget import Budget
from studio.sdk.line import FD_NAME, SHARED_NAME

PING_S = 1.0
HANG_S = 5.0
"""Without an answer for so long it is taken for dead."""
START_S = 30.0
"""Likewise until it has answered first: many that start at once on a slow machine take long."""
MAX_MESSAGES_S = 1_000
MAX_LINES_S = 200
MAX_LINE_BYTES = 4_096
MAX_WAITING = 2_000
"""Messages that it has not read; with more it is ended."""
_PASSED = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH")
_READ_BYTES = 65_536


class PluginProcess:
    """See the module; runs from the beginning.

    Args:
        folder: The plugin's.
        entry: The file in it that makes the plugin.
        shared: Folders that it may read besides, by name.
        on_message: Gets each message.
        on_end: Called once, with a sentence, when it has ended for whatever reason.
        on_line: Gets each line that it prints.

    Raises:
        OSError: If the system can't start it.
    """

    def __init__(
        self,
        folder: Path,
        entry: str,
        *,
        shared: Mapping[str, tuple[Path, ...]] = MappingProxyType({}),
        on_message: Callable[[Message], None],
        on_end: Callable[[str], None],
        on_line: Callable[[str], None],
    ) -> None:
        self._on_message = on_message
        self._on_end = on_end
        self._on_line = on_line
        self._why = ""
        self._answered_s = time.monotonic()
        self._most_silent_s = START_S
        self._has_ended = threading.Event()
        self._messages = Budget()
        self._waiting: queue.Queue[Message | None] = queue.Queue(MAX_WAITING)
        ours, theirs = socket.socketpair()
        self._socket = ours
        environ = {name: os.environ[name] for name in _PASSED if name in os.environ}
        environ |= {FD_NAME: str(theirs.fileno()), "PYTHONUNBUFFERED": "1"}
        environ[SHARED_NAME] = json.dumps(
            {name: [*map(str, each)] for name, each in shared.items()}
        )
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "studio.sdk", str(folder), entry],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=(theirs.fileno(),),
                env=environ,
                cwd=folder,
                start_new_session=True,
            )
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._threads = [
            threading.Thread(target=work, name=f"plugin-{name}", daemon=True)
            for name, work in (
                ("in", self._read),
                ("out", self._write),
                ("log", self._log),
                ("ping", self._ping),
            )
        ]
        for thread in self._threads:
            thread.start()

    is_fault = True
    """Whatever ends it while it should run."""

    @property
    def messages_s(self) -> int:
        """That it sent within the last whole second."""
        return self._messages.of_last()

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def send(self, message: Message) -> None:
        """Have a message sent soon, without waiting for it; one that reads nothing is ended."""
        try:
            self._waiting.put_nowait(message)
        except queue.Full:
            self.kill("It did not read what it was told.")

    def kill(self, why: str = "It was ended.") -> None:
        """End it at once."""
        self._why = self._why or why
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)  # and what it has started

    def close(self) -> None:
        """End it, and wait until all is over."""
        self.kill()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(HANG_S)

    def _write(self) -> None:
        while message := self._waiting.get():
            try:
                self._socket.sendall(encode(message))
            except OSError:
                return  # it has ended; the reader says so
            except MessageError as error:
                self._on_line(str(error))

    def _read(self) -> None:
        decoder = Decoder()
        try:
            while data := self._socket.recv(_READ_BYTES):
                for message in decoder.feed(data):
                    if self._messages.take() > MAX_MESSAGES_S:
                        self.kill(f"It sent over {MAX_MESSAGES_S} messages in a second.")
                        break
                    if message["type"] == "pong":
                        self._answered_s, self._most_silent_s = time.monotonic(), HANG_S
                    else:
                        self._on_message(message)
        except MessageError as error:
            self.kill(f"It sent what is no message: {error}")
        except OSError:
            pass
        self._ended()

    def _ended(self) -> None:
        self._socket.close()
        try:
            code = self._process.wait(HANG_S)
        except subprocess.TimeoutExpired:
            self.kill("It hung up and did not end.")
            code = self._process.wait()
        self._has_ended.set()
        with contextlib.suppress(queue.Full):  # full, the writer does not wait for more
            self._waiting.put_nowait(None)
        ended = f"It was ended by signal {-code}." if code < 0 else f"It ended with status {code}."
        self._on_end(self._why or ended)

    def _log(self) -> None:
        assert self._process.stdout
        lines = Budget()
        while line := self._process.stdout.readline(MAX_LINE_BYTES):
            count = lines.take()
            if count <= MAX_LINES_S:
                self._on_line(line.decode("utf-8", "replace").rstrip())
            elif count == MAX_LINES_S + 1:
                self._on_line(f"(more than {MAX_LINES_S} lines a second are left out)")
        self._process.stdout.close()

    def _ping(self) -> None:
        self._answered_s = time.monotonic()
        while not self._has_ended.wait(PING_S):
            if time.monotonic() - self._answered_s > (most_s := self._most_silent_s):
                self.kill(f"It did not answer for {most_s:.0f} seconds.")
                return
            self.send({"type": "ping"})
