"""The platforms that we know: names, where they take a stream, where an anchor finds the key."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from studio.app.words import language

ROOM = "room"
CUSTOM = "custom"
"""Kinds of destinations that are no platform: this computer's room, and any address."""


@dataclass(frozen=True, slots=True)
class Platform:
    """One of them.

    Attributes:
        address: Where it takes streams, if that is the same for everybody; else empty.
        page: Where the key is shown.
        key_start: How its keys begin, or empty.
    """

    id: str
    zh: str
    en: str
    where_zh: str
    where_en: str
    page: str
    address: str = ""
    key_start: str = ""

    @property
    def name(self) -> str:
        """Its name in the language of now."""
        return self.zh if language() == "zh" else self.en

    @property
    def where(self) -> str:
        """What to copy from where, in the language of now."""
        return self.where_zh if language() == "zh" else self.where_en


@cache
def platforms() -> tuple[Platform, ...]:
    """Return all of them, in the order in which they are offered."""
    text = Path(__file__).with_name("platforms.toml").read_text("utf-8")
    return tuple(Platform(**each) for each in tomllib.loads(text)["platform"])


def platform(kind: str) -> Platform | None:
    """Return the platform of that id, or None for the room and plain addresses."""
    return next((each for each in platforms() if each.id == kind), None)
