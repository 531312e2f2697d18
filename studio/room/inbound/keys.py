"""The keys to other platforms: what they are, and what keeps them."""

from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field


class Bilibili(BaseModel):
    """What it takes to listen to one anchor's room there.

    Attributes:
        code: The anchor's identity code.
        key_id: Of the app, as ``key_secret`` and ``app_id``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(repr=False)
    app_id: int
    key_id: str = Field(repr=False)
    key_secret: str = Field(repr=False)
    is_on: bool = True


class Keys(Protocol):
    """Keeps them, by room: a file, or a table that many nodes share."""

    async def bilibili(self, room: str) -> Bilibili | None:
        """Return the keys of a room, None if it has none.

        Raises:
            StudioError: If they can't be read just now.
        """

    async def keep(self, room: str, keys: Bilibili | None) -> None:
        """Note the keys of a room, or that it has none any more.

        Raises:
            StudioError: If they can't be kept; nothing has changed.
        """
