"""What a plugin keeps from one start to the next: ``plugin.storage``, a dict of JSON.

::

    plugin.storage["total"] = plugin.storage.get("total", 0) + gift.coins
    plugin.storage["names"].append("小雨")      # what is changed within is noticed too

The host has written it within a second or two, by write, sync and rename: what a crash
finds is whole.
"""

import json
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

MAX_STORAGE_BYTES = 1 << 20
"""Of all of it, as JSON."""


class StorageError(ValueError):
    """Something that can't be kept; the text says why."""


class Storage(MutableMapping[str, Any]):
    """A dict whose keys are texts, and whose values are of JSON.

    Attributes:
        used_bytes: Of the most that there may be.
    """

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._kept: dict[str, str] = {}
        self._read: set[str] = set()
        self._changed: set[str] = set()
        self.used_bytes = 0

    def load(self, values: Mapping[str, Any]) -> None:
        """Begin with what was kept; for whoever runs the plugin."""
        self._values = dict(values)
        self._kept = {key: _as_json(key, value) for key, value in values.items()}
        self._read, self._changed = set(), set()
        self.used_bytes = sum(map(_size_of, self._kept.items()))

    def take_changes(self) -> tuple[dict[str, Any], list[str], list[str]]:
        """Return what is to be kept anew and what no longer, since the last call; and faults.

        What was changed within a value so that it can't be kept is as it was before, and a
        fault says so.
        """
        faults = []
        for key in self._read & self._values.keys():
            try:
                text = _as_json(key, self._values[key])
                if text != self._kept[key]:
                    self._note(key, text)
            except StorageError as error:
                self._values[key] = json.loads(self._kept[key])
                faults.append(str(error))
        changed, self._changed, self._read = self._changed, set(), set()
        values = {key: self._values[key] for key in changed if key in self._values}
        return values, sorted(changed - self._values.keys()), faults

    def __getitem__(self, key: str) -> Any:
        value = self._values[key]
        if isinstance(value, list | dict):
            self._read.add(key)
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        """Keep a value.

        Raises:
            StorageError: If it is not of JSON, or there is too much.
        """
        if not isinstance(key, str):
            raise StorageError(f"A key of the storage is a text, not {key!r:.100}.")
        self._note(key, _as_json(key, value))
        self._values[key] = value

    def __delitem__(self, key: str) -> None:
        del self._values[key]
        self.used_bytes -= _size_of((key, self._kept.pop(key)))
        self._changed.add(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def _note(self, key: str, text: str) -> None:
        before = _size_of((key, self._kept[key])) if key in self._kept else 0
        used = self.used_bytes - before + _size_of((key, text))
        if used > MAX_STORAGE_BYTES:
            raise StorageError(
                f"{key!r:.100} can't be kept: the storage would have {used} bytes, "
                f"{MAX_STORAGE_BYTES} are the most."
            )
        self._kept[key] = text
        self._changed.add(key)
        self.used_bytes = used


def _as_json(key: str, value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise StorageError(f"{key!r:.100} can't be kept: {error}.") from None


def _size_of(entry: tuple[str, str]) -> int:
    """Return how many bytes one entry takes in the file, with its marks."""
    key, text = entry
    return len(json.dumps(key, ensure_ascii=False).encode()) + len(text.encode()) + 4
