"""Wakes the engine before the window is there: it rests while nobody looks.

Composing and the captures begin while the window is still being made, so that its first
picture is there at once.  A small view, over a line of its own, does that; it ends with
the line, a moment after the window has its own::

    wake_up(run_dir, studio)
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from studio.ipc.channel import Channel
from studio.model.commands import OpenView
from studio.supervisor.connector import Connector

LASTS_MS = 3000
SMALL = OpenView(of="programme", width=16, height=16, fps=30)


def wake_up(run_dir: Path, parent: QObject) -> None:
    """Have the engine compose for some seconds, or as soon as there is one."""

    def ask(channel: Channel) -> None:
        channel.send(SMALL.to_message(1))

    connector = Connector(
        run_dir,
        "engine",
        on_message=lambda channel, message: None,
        on_lost=lambda channel, reason: None,
        on_open=ask,
    )
    connector.start()
    QTimer.singleShot(LASTS_MS, parent, connector.close)
