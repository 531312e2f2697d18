"""What a plugin is at the other end of: a process of its own, or a page that has come."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from studio.ipc.message import Message
from studio.plugin_host.process import PluginProcess

OnMessage = Callable[[Message], None]
OnText = Callable[[str], None]


class Line(Protocol):
    """One plugin that is there."""

    @property
    def pid(self) -> int:
        """Its process; 0 if that is not ours to know."""

    @property
    def messages_s(self) -> int:
        """How many messages it sent within the last whole second."""

    @property
    def is_fault(self) -> bool:
        """Whether its end counts as a failure, as it was not for it to end."""

    def send(self, message: Message) -> None:
        """Tell it something."""

    def kill(self, why: str = ...) -> None:
        """End it at once, for this reason, a sentence."""

    def close(self) -> None:
        """End it, and wait until all is over."""


class Lines(Protocol):
    """How a plugin comes to be there."""

    @property
    def waits_for(self) -> str:
        """Why it can't be there now, a sentence; "" if ``open`` can be called."""

    def open(self, *, on_message: OnMessage, on_end: OnText, on_line: OnText) -> Line:
        """Have it; what it says comes in threads of its own.

        Raises:
            OSError: If the system can't start it.
        """


class ProcessLines:
    """A process for each start.

    Args:
        folder: The plugin's.
        entry: The file in it that makes the plugin.
        shared: Folders that it may read besides, by name.
    """

    waits_for = "" if sys.platform != "win32" else "Plugins in Python don't run on Windows yet."

    def __init__(self, folder: Path, entry: str, shared: Mapping[str, tuple[Path, ...]]) -> None:
        self._folder = folder
        self._entry = entry
        self._shared = shared

    def open(self, *, on_message: OnMessage, on_end: OnText, on_line: OnText) -> Line:
        """Start a process.

        Raises:
            OSError: If the system can't.
        """
        return PluginProcess(
            self._folder,
            self._entry,
            shared=self._shared,
            on_message=on_message,
            on_end=on_end,
            on_line=on_line,
        )
