"""What one plugin keeps: a JSON file, written as a whole, at most once a second.

Read at its start; changed in the host's main thread, written in a thread of its own, as a
disk that is busy may take seconds::

    kept = StorageFile(folder / "lottery.json")
    kept.change({"total": 5}, [])
    kept.write_due(time.monotonic())     # often
    kept.close()                         # what is left is written now
"""

import json
import logging
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from studio.model.files import FileError, write_whole
from studio.model.plugin import PluginError
from studio.sdk.storage import MAX_STORAGE_BYTES, Storage, StorageError

log = logging.getLogger(__name__)

EVERY_S = 1.0


class StorageFile:
    """See the module.

    Args:
        path: Of the file; its folder is made with it.  None keeps nothing beyond this life.

    Attributes:
        fault: Why what was kept before can't be read; it lies beside the file then.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._storage = Storage()
        self._is_new = False
        self._due_s = 0.0
        self._writing: threading.Thread | None = None
        self.fault = ""
        self._storage.load(self._read())

    @property
    def values(self) -> dict[str, object]:
        """All that is kept."""
        return dict(self._storage)

    def change(self, values: Mapping[object, object], removed: Iterable[object]) -> None:
        """Keep some values anew, and some no longer.

        Raises:
            PluginError: If that would be too much or no JSON; what fits of it is kept.
        """
        self._is_new = True
        try:
            for key in removed:
                self._storage.pop(str(key), None)
            for key, value in values.items():
                self._storage[key] = value  # type: ignore[index]  # it refuses what is no text
        except StorageError as error:
            raise PluginError(str(error)) from error

    def write_due(self, now_s: float) -> None:
        """Begin to write what has changed, if that is due."""
        if self._is_new and now_s >= self._due_s and not self._is_writing:
            self._is_new, self._due_s = False, now_s + EVERY_S
            text = self._text()
            self._writing = threading.Thread(target=self._write, args=(text,), name="plugin-kept")
            self._writing.start()

    def close(self) -> None:
        """Write what has changed, before this returns."""
        if self._writing:
            self._writing.join()
        if self._is_new:
            self._is_new = False
            self._write(self._text())

    @property
    def _is_writing(self) -> bool:
        return self._writing is not None and self._writing.is_alive()

    def _text(self) -> str:
        return json.dumps(self.values, ensure_ascii=False)

    def _write(self, text: str) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, text)
        except (FileError, OSError) as error:
            log.error("What a plugin keeps can't be written: %s", error)

    def _read(self) -> dict[str, object]:
        if self._path is None:
            return {}
        try:
            with self._path.open("rb") as file:
                values = json.loads(file.read(2 * MAX_STORAGE_BYTES))
            if isinstance(values, dict):
                return values
            reason = "it is no object"
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            reason = str(error)
        aside = self._path.with_suffix(".damaged.json")
        self.fault = f"{self._path} can't be read ({reason}): it begins anew, and {aside} has it."
        try:
            self._path.replace(aside)
        except OSError as error:
            log.error("%s can't be put aside: %s", self._path, error)
        return {}
