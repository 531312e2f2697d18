"""The items of a scene as the rows of a tree: uppermost first, a group's items under it.

for row in rows_of(collection, "Main"):
    row.key, row.item.source, row.kind, row.rows
"""

from collections.abc import Iterator
from dataclasses import dataclass

from studio.model.graph import items_of
from studio.model.layout import ItemKey
from studio.model.scene import Collection, SceneItem


@dataclass(frozen=True, slots=True)
class Row:
    """One item in the list.

    Attributes:
        holder: The scene or group whose item it is.
        kind: Of the input, or ``scene`` or ``group``.
        rows: A group's items; nothing else has any.
    """

    holder: str
    item: SceneItem
    kind: str
    rows: tuple["Row", ...] = ()

    @property
    def key(self) -> ItemKey:
        """Who it is."""
        return self.holder, self.item.id

    def walk(self) -> Iterator["Row"]:
        """Yield this row and all under it, as they stand in the list."""
        yield self
        for row in self.rows:
            yield from row.walk()


def rows_of(collection: Collection, holder: str) -> tuple[Row, ...]:
    """Return the rows of a scene or group."""
    return tuple(_row(collection, holder, item) for item in reversed(items_of(collection, holder)))


def kind_of(collection: Collection, source: str) -> str:
    """Return the kind of an input; ``group`` or ``scene`` of what else can be shown."""
    if shown := collection.input(source):
        return shown.kind
    return "group" if collection.group(source) else "scene"


def _row(collection: Collection, holder: str, item: SceneItem) -> Row:
    kind = kind_of(collection, item.source)
    rows = rows_of(collection, item.source) if kind == "group" else ()
    return Row(holder, item, kind, rows)
