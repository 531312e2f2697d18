"""Starts and ends what goes out: destinations and the recording; the one place that does.

What was asked and has not shown yet is a wish; what the engine says always wins::

    broadcast = Broadcast.of(studio)
    broadcast.changed.connect(self.draw)
    broadcast.truth().phase
    broadcast.go_live(); broadcast.end(); broadcast.retry("Bilibili")
"""

import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.link.engine_link import Reply
from studio.app.link.mirror import OutputNow
from studio.app.live.platforms import ROOM
from studio.app.live.room_host import RoomHost
from studio.app.live.truth import GONE, WISH_S, Outgoing, Phase, Truth, Wish, tell
from studio.app.settings.model import Destination
from studio.app.settings.recording import folder
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.commands import StartOutput, StartRecord, StopOutput, StopRecord
from studio.model.events import RECORD


class Broadcast(QObject):
    """See the module.

    Attributes:
        refusals: Why a destination, by title, could not even be started.
    """

    changed = Signal()
    destination_wanted = Signal()
    """Somebody wants to go live and there is nowhere to go."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._room = RoomHost.of(studio)
        self._wish: Wish | None = None
        self.refusals: dict[str, str] = {}
        self._late = QTimer(self, interval=int(WISH_S * 1000) + 100, singleShot=True)
        self._late.timeout.connect(self.changed)
        studio.mirror.outputs_changed.connect(self._follow)
        studio.mirror.is_there_changed.connect(lambda _is_there: self.changed.emit())

    @classmethod
    def of(cls, studio: Studio) -> "Broadcast":
        """Return the studio's, made on first use."""
        return studio.part(cls)

    # -- how it is --------------------------------------------------------------------

    def truth(self) -> Truth:
        """Return what is true now."""
        mirror = self._studio.mirror
        outputs = [
            Outgoing(name, each.state, each.since, each.reconnects)
            for name, each in mirror.outputs.items()
        ]
        return tell(outputs, self._wish, time.monotonic(), is_there=mirror.is_there)

    def output_of(self, title: str) -> tuple[str, OutputNow] | None:
        """Return name and state of what goes to a destination."""
        found = [
            (name, each)
            for name, each in self._studio.mirror.outputs.items()
            if name != RECORD and each.title == title
        ]
        return found[-1] if found else None

    @property
    def destinations(self) -> tuple[Destination, ...]:
        """Those that going live goes to."""
        return tuple(each for each in self._studio.settings.now.destinations if each.enabled)

    # -- what is done -----------------------------------------------------------------

    def go_live(self) -> None:
        """Start everything that is chosen and does not run."""
        if not self.destinations:
            self.destination_wanted.emit()
            return
        self._wish = Wish(True, time.monotonic())
        self._late.start()
        for destination in self.destinations:
            self._start(destination)
        self.changed.emit()

    def retry(self, title: str) -> None:
        """Try a destination that failed once more."""
        destination = next((each for each in self.destinations if each.title == title), None)
        if destination is not None:
            self._start(destination)
            self.changed.emit()

    def end(self) -> None:
        """End every destination in order; a recording goes on."""
        self._wish = Wish(False, time.monotonic())
        self._late.start()
        self.refusals.clear()
        for name in self._studio.mirror.outputs:
            if name != RECORD:
                self._studio.link.do(StopOutput(output=name), self._on_stopped)
        self._room.end_show()
        self.changed.emit()

    def stop(self, title: str) -> None:
        """End one destination."""
        if found := self.output_of(title):
            self._studio.link.do(StopOutput(output=found[0]), self._on_stopped)

    def start_recording(self) -> None:
        """Record into a new file of the recording folder."""
        path = recording_path(recording_folder(self._studio), time.localtime())
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._studio.say(
                "error",
                tr("The recording folder can't be made: {why}.", why=error.strerror or error),
            )
            return
        self._studio.link.do(StartRecord(path=str(path)), self._on_recorded)

    def stop_recording(self) -> None:
        """End the recording."""
        self._studio.link.do(StopRecord(), self._on_recorded)

    def _start(self, destination: Destination) -> None:
        title = destination.title
        self.refusals.pop(title, None)
        if found := self.output_of(title):
            name, output = found
            if output.state not in GONE:
                return
            self._studio.link.do(StopOutput(output=name))
        if destination.kind == ROOM:
            collection = self._studio.mirror.collection
            show = collection.name if collection else title
            self._room.publish(show, lambda url, why: self._push(title, url, why))
        else:
            self._push(title, destination.url, "")

    def _push(self, title: str, url: str, why: str) -> None:
        if not url:
            self._refused(title, why or tr("Its address is missing."))
            return
        if self._wish is not None and not self._wish.is_start:
            return  # it was ended while the room was being opened
        self._studio.link.do(
            StartOutput(url=url, title=title),
            lambda reply: None if reply.ok else self._refused(title, reply.reason),
        )

    def _refused(self, title: str, why: str) -> None:
        self.refusals[title] = why
        if len(self.refusals) >= len(self.destinations):
            self._wish = None
        self.changed.emit()

    def _on_stopped(self, reply: Reply) -> None:
        if not reply.ok and self._studio.mirror.is_there:
            self._studio.say("warning", reply.reason)

    def _on_recorded(self, reply: Reply) -> None:
        if not reply.ok:
            self._studio.say("error", reply.reason)

    def _follow(self) -> None:
        """Forget a wish as soon as it is seen done."""
        running = [
            each
            for name, each in self._studio.mirror.outputs.items()
            if name != RECORD and each.state not in GONE
        ]
        wish = self._wish
        if wish is not None and wish.is_start == bool(running):
            is_done = not wish.is_start or self.truth().phase is not Phase.STARTING
            self._wish = None if is_done else wish
        self.changed.emit()


def recording_folder(studio: Studio) -> Path:
    """Return where recordings go: the chosen folder, else the system's for videos."""
    return folder(studio)


def recording_path(folder: Path, now: time.struct_time) -> Path:
    """Return a file that is not there yet, named by the time."""
    stem = time.strftime("%Y-%m-%d %H-%M-%S", now)
    path = folder / f"{stem}.mkv"
    number = 2
    while path.exists():
        path = folder / f"{stem} ({number}).mkv"
        number += 1
    return path
