"""Which models that hear words are here, as the models' own command tells it.

stock = ModelStock.of(studio)
stock.look()
stock.changed.connect(self.draw)
stock.missing(offer), stock.size(offer)
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, Signal

from studio.app.captions.offers import Offer
from studio.app.captions.speech_fetch import SpeechFetch
from studio.app.studio import Studio

COMMAND = ("-m", "studio.weights.command", "list", "--json")


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the models' list."""

    name: str
    size_bytes: int
    licence: str
    is_here: bool

    @property
    def part(self) -> str:
        """The name that fetches it: files that belong together have one."""
        return self.name.partition("_")[0]


class ModelStock(QObject):
    """See the module.

    Attributes:
        listed: All files of the list; empty before it was looked for the first time.
    """

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.listed: tuple[Listed, ...] = ()
        self._looks_again = False
        self._fetch = SpeechFetch.of(studio)
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._fetch.changed.connect(self._fetched)
        studio.closed.connect(self._stop)

    @classmethod
    def of(cls, studio: Studio) -> "ModelStock":
        """Return the studio's."""
        return studio.part(cls)

    @property
    def is_known(self) -> bool:
        """Whether the list was read."""
        return bool(self.listed)

    def look(self) -> None:
        """Look which are here: each file is read, in a process of its own."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._looks_again = True
            return
        self._process.start(sys.executable, list(COMMAND))

    def missing(self, offer: Offer) -> tuple[str, ...]:
        """Return the names of what has to be fetched for a model; none before that is known."""
        files = self._files(offer.parts)
        gone = {each.part for each in files if not each.is_here}
        return tuple(part for part in offer.parts if part in gone)

    def missing_bytes(self, offer: Offer) -> int:
        """Return how much has to be fetched for a model."""
        return sum(each.size_bytes for each in self._files(offer.parts) if not each.is_here)

    def size_bytes(self, offer: Offer) -> int:
        """Return how large a model is, without what all of them need."""
        return sum(each.size_bytes for each in self._files(offer.parts[1:]))

    def licence(self, offer: Offer) -> str:
        """Return the name of a model's licence."""
        names = {each.licence: None for each in self._files(offer.parts[1:])}
        return ", ".join(names)

    def _files(self, parts: Sequence[str]) -> list[Listed]:
        return [each for each in self.listed if each.part in parts]

    def _finished(self) -> None:
        if self._looks_again:
            self._looks_again = False
            self.look()
            return
        if listed := listed_in(bytes(self._process.readAllStandardOutput().data())):
            self.listed = listed
            self.changed.emit()

    def _fetched(self) -> None:
        """Look again whenever a fetch has ended."""
        if not self._fetch.is_busy:
            self.look()

    def _stop(self) -> None:
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._looks_again = False
            self._process.kill()
            self._process.waitForFinished(2000)


def listed_in(told: bytes) -> tuple[Listed, ...]:
    """Read what the command says; nothing if that isn't what it should be."""
    try:
        rows = json.loads(told)
    except ValueError:
        return ()
    found = rows if isinstance(rows, list) else []
    return tuple(_listed(row) for row in found if isinstance(row, dict))


def _listed(row: Mapping[str, object]) -> Listed:
    size = row.get("size")
    return Listed(
        name=str(row.get("name", "")),
        size_bytes=size if isinstance(size, int) else 0,
        licence=str(row.get("licence", "")),
        is_here=row.get("is_here") is True,
    )
