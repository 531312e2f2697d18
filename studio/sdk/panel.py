"""What a plugin shows in the window: the controls that its plugin.toml declares.

::

    plugin.panel["status"].value = "3 人已参加"
    if plugin.panel["loud"].value: …
    plugin.panel["draw"].is_enabled = False

What the user does is told as ``ControlUsed``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

ControlValue = bool | float | str | None


class PanelControl:
    """One control; the host refuses what its kind can't hold.

    Attributes:
        id: As in plugin.toml.
        kind: ``button``, ``switch``, ``slider``, ``choice``, ``text``, ``number`` or ``label``.
    """

    def __init__(self, told: Mapping[str, Any], changed: set[str]) -> None:
        self.id, self.kind = str(told["id"]), str(told["kind"])
        self._changed = changed
        self._value: ControlValue = told.get("value")
        self._is_enabled = told.get("is_enabled") is not False

    @property
    def value(self) -> Any:
        """What it holds now; None for a button."""
        return self._value

    @value.setter
    def value(self, value: ControlValue) -> None:
        if value != self._value:
            self._value = value
            self._changed.add(self.id)

    @property
    def is_enabled(self) -> bool:
        """Whether the user can use it."""
        return self._is_enabled

    @is_enabled.setter
    def is_enabled(self, is_enabled: bool) -> None:
        if is_enabled != self._is_enabled:
            self._is_enabled = is_enabled
            self._changed.add(self.id)

    def take(self, value: ControlValue) -> None:
        """Hold what the user has set, or what the host says that it holds."""
        self._value = value


class Panel(Mapping[str, PanelControl]):
    """The controls by their id."""

    def __init__(self) -> None:
        self._controls: dict[str, PanelControl] = {}
        self._changed: set[str] = set()

    def load(self, told: list[Mapping[str, Any]]) -> None:
        """Begin with the controls as they are; for whoever runs the plugin."""
        self._changed.clear()
        self._controls = {str(each["id"]): PanelControl(each, self._changed) for each in told}

    def take_changes(self) -> list[PanelControl]:
        """Return the controls that the plugin has changed since the last call."""
        changed = [each for name, each in self._controls.items() if name in self._changed]
        self._changed.clear()
        return changed

    def __getitem__(self, name: str) -> PanelControl:
        return self._controls[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._controls)

    def __len__(self) -> int:
        return len(self._controls)
