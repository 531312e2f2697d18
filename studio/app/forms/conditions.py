"""When a setting has a meaning: some only have one beside certain values of others.

A schema says it with ``when``, by the keys of settings beside it::

    "color": {"type": "string", "format": "color", "when": {"mode": ["color", "picture"]}}

All that stand in ``when`` must hold.  Schemas come from plugins too: what isn't understood is
no condition, so that the setting is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

MOST = 20
"""Conditions of one setting, and values of each."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One of them.

    Attributes:
        path: Of the setting that decides, as ``Setting.path``.
        values: Any of these will do.
    """

    path: tuple[str, ...]
    values: tuple[object, ...]

    def holds(self, value: object) -> bool:
        """Say whether it holds where the other setting has this value."""
        return any(type(each) is type(value) and each == value for each in self.values)


def conditions(told: object, path: tuple[str, ...]) -> tuple[Condition, ...]:
    """Return what a schema's ``when`` says of the setting at a path."""
    if not isinstance(told, Mapping):
        return ()
    found = []
    for key, raw in list(told.items())[:MOST]:
        values = tuple(raw[:MOST]) if isinstance(raw, list | tuple) else (raw,)
        if isinstance(key, str) and values:
            found.append(Condition((*path[:-1], key), values))
    return tuple(found)
