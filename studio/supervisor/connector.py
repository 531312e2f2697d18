"""Keeps a connection to one process of the session, whatever becomes of either.

A thread looks for the process in the session's file and connects, again and again, until
it is there; what it says comes in the I/O thread.  Nothing here knows Qt::

    connector = Connector(run_dir, "engine", on_message=..., on_lost=...)
    connector.start()
    connector.close()
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from studio.ipc.channel import Channel, OnClose, OnMessage
from studio.ipc.errors import ChannelError
from studio.ipc.io_thread import IoThread
from studio.supervisor.session_file import read_session

log = logging.getLogger(__name__)

LOOK_S = 0.2
"""How often it is looked for, while it isn't there."""


class Connector:
    """One connection that comes back by itself.

    Args:
        run_dir: Of the session.
        kind: Of the process; there is one of it.
        on_message: Called in the I/O thread with each message.
        on_lost: Called there, with a sentence, when a connection has ended.
        on_open: Called in the connector's thread with each new connection.
    """

    def __init__(
        self,
        run_dir: Path,
        kind: str,
        *,
        on_message: OnMessage,
        on_lost: OnClose,
        on_open: Callable[[Channel], None] = lambda channel: None,
    ) -> None:
        self._run_dir = run_dir
        self._kind = kind
        self._on_message = on_message
        self._on_lost = on_lost
        self._on_open = on_open
        self._io = IoThread(f"io-{kind}-link")
        self._thread = threading.Thread(target=self._run, name=f"{kind}-link", daemon=True)
        self._is_closing = threading.Event()
        self._was_lost = threading.Event()
        self._channel: Channel | None = None

    def start(self) -> None:
        """Begin to look for the process."""
        self._io.start()
        self._thread.start()

    def close(self) -> None:
        """Hang up and look no more; safe to call twice."""
        if self._is_closing.is_set():
            return
        self._is_closing.set()
        self._was_lost.set()
        self._thread.join()
        if self._channel is not None:
            self._channel.close()
        self._io.close()

    def _run(self) -> None:
        while not self._is_closing.is_set():
            self._was_lost.clear()
            channel = self._connect()
            if channel is None:
                self._is_closing.wait(LOOK_S)
                continue
            self._channel = channel
            self._on_open(channel)
            if not self._is_closing.is_set():
                self._was_lost.wait()

    def _connect(self) -> Channel | None:
        session = read_session(self._run_dir)
        if session is None:
            return None
        address = next((each.address for each in session.processes if each.kind == self._kind), "")
        if not address:
            return None
        try:
            return Channel.connect(
                address,
                role="client",
                secret=session.secret,
                on_message=self._on_message,
                on_close=self._closed,
                io=self._io,
            )
        except ChannelError as error:
            log.debug("The %s can't be reached: %s", self._kind, error)
            return None

    def _closed(self, channel: Channel, reason: str) -> None:
        self._on_lost(channel, reason)
        self._was_lost.set()
