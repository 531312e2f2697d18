"""An effect while it is designed: as its file says it, with every step undone and done again.

Files are named by whole paths meanwhile; saving copies them beside the effect::

    draft = Draft(told)
    with draft.edit() as told:
        told["name"]["zh"] = "彗星"
    draft.undo()
    draft.fault                           # "" or why it can't be shown as it is
"""

import copy
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from studio.model.effect import MAX_PARTS, Effect

Told = dict[str, Any]
MOST_STEPS = 200
PAUSE_S = 1.2
"""Edits of one gesture that lie farther apart are undone one by one."""


class Draft(QObject):
    """See the module.

    Attributes:
        told: The effect as its file says it; changed by ``edit`` only.
        hidden: Parts that the preview leaves out.
    """

    changed = Signal()
    """The effect, or what is hidden."""
    chosen_changed = Signal()

    def __init__(self, told: Told, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told = told
        self.hidden: set[str] = set()
        self._saved = copy.deepcopy(told)
        self._before: list[Told] = []
        self._after: list[Told] = []
        self._gesture, self._edited_s = "", 0.0
        self._chosen = self.parts[0]["id"] if self.parts else ""

    @property
    def parts(self) -> list[Told]:
        """The parts, the lowest one first."""
        parts: list[Told] = self.told.setdefault("part", [])
        return parts

    @property
    def chosen(self) -> Told | None:
        """The part that is being edited."""
        return next((each for each in self.parts if each["id"] == self._chosen), None)

    @property
    def ms(self) -> int:
        """How long it is."""
        return int(self.told["ms"])

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._after)

    @property
    def is_saved(self) -> bool:
        """Whether nothing has changed since it was saved."""
        return self.told == self._saved

    @property
    def effect(self) -> Effect | None:
        """The effect; None if it can't be shown as it is."""
        try:
            return Effect.model_validate(self.told)
        except ValidationError:
            return None

    @property
    def fault(self) -> str:
        """Why it can't be shown, as the model says it; empty if it can."""
        try:
            Effect.model_validate(self.told)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(key) for key in first["loc"])
            return f"{place}: {first['msg']}" if place else str(first["msg"])
        return ""

    def seen(self) -> Told:
        """Return the effect without what is hidden, for the preview."""
        told = copy.deepcopy(self.told)
        gone: set[str] = set(self.hidden)
        kept = []
        for part in told["part"]:
            if part["id"] in gone or part.get("on") in gone:
                gone.add(part["id"])
            else:
                kept.append(part)
        told["part"] = kept
        return told

    def mark_saved(self) -> None:
        """Note that it lies in a file as it is."""
        self._saved = copy.deepcopy(self.told)

    def choose(self, part: str) -> None:
        """Edit another part."""
        if part != self._chosen:
            self._chosen = part
            self.chosen_changed.emit()

    def hide(self, part: str, *, is_hidden: bool) -> None:
        """Leave a part out of the preview, or show it again."""
        self.hidden = self.hidden | {part} if is_hidden else self.hidden - {part}
        self.changed.emit()

    @contextmanager
    def edit(self, gesture: str = "") -> Iterator[Told]:
        """Yield the effect to be changed; what is changed is one step.

        Args:
            gesture: Steps of the same one, shortly after one another, are undone as one.
        """
        before = copy.deepcopy(self.told)
        yield self.told
        if self.told == before:
            return
        now_s = time.monotonic()
        if not gesture or gesture != self._gesture or now_s - self._edited_s > PAUSE_S:
            self._before = [*self._before[1 - MOST_STEPS :], before]
        self._after.clear()
        self._gesture, self._edited_s = gesture, now_s
        self._see_to_chosen()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last step back."""
        if self._before:
            self._after.append(self.told)
            self._take(self._before.pop())

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        if self._after:
            self._before.append(self.told)
            self._take(self._after.pop())

    def add(self, part: Told) -> None:
        """Add a part on top of the others, under a name that is free, and choose it."""
        if len(self.parts) >= MAX_PARTS:
            return
        with self.edit() as told:
            part["id"] = self.free_id(str(part["id"]))
            told["part"].append(part)
            self._chosen = part["id"]
        self.chosen_changed.emit()

    def remove(self, part: str) -> None:
        """Remove a part; what it carries stays, where it stands on the picture by itself."""
        with self.edit() as told:
            told["part"] = [each for each in told["part"] if each["id"] != part]
            for each in told["part"]:
                if each.get("on") == part:
                    del each["on"]

    def move(self, part: str, to: int) -> None:
        """Move a part in the order, but not below what carries it."""
        with self.edit() as told:
            parts = told["part"]
            at = next(n for n, each in enumerate(parts) if each["id"] == part)
            moved = parts.pop(at)
            carrier = next((n for n, each in enumerate(parts) if each["id"] == moved.get("on")), -1)
            carried = [n for n, each in enumerate(parts) if each.get("on") == part]
            most = min(carried, default=len(parts))
            parts.insert(max(carrier + 1, min(to, most)), moved)

    def free_id(self, wanted: str) -> str:
        """Return a name for a part that no other has."""
        return free_name(wanted, {each["id"] for each in self.parts})

    def _take(self, told: Told) -> None:
        self.told = told
        self._gesture = ""
        self._see_to_chosen()
        self.changed.emit()

    def _see_to_chosen(self) -> None:
        self.hidden &= {each["id"] for each in self.parts}
        if self.chosen is None:
            self._chosen = self.parts[-1]["id"] if self.parts else ""
            self.chosen_changed.emit()


def free_name(wanted: str, taken: set[str]) -> str:
    """Return a name in the letters that effects may have, that is not taken."""
    base = re.sub("[^a-z0-9]+", "_", wanted.lower()).strip("_")[:34]
    if not base or not base[0].isalpha():
        base = f"gift_{base}".strip("_")
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name
