"""The keys to other platforms, by room, in one file that only the server's user may read.

They are never given back to anybody, and stand in no log.
"""

import asyncio
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.model.errors import StudioError
from studio.model.files import write_whole
from studio.room.inbound.keys import Bilibili


class PlatformFileError(StudioError):
    """The file can't be read."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(ge=1, le=1)] = 1
    bilibili: dict[str, Bilibili] = Field(default_factory=dict, repr=False)


class PlatformFile:
    """See the module; made by ``open``."""

    def __init__(self, path: Path, content: _File) -> None:
        self._path = path
        self._content = content

    @classmethod
    def open(cls, path: Path) -> "PlatformFile":
        """Read the file, if there is one.

        Raises:
            PlatformFileError: If it can't be read, or is damaged.
        """
        try:
            content = _File.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            content = _File()
        except OSError as error:
            raise PlatformFileError(f"{path} can't be read: {error.strerror}.") from error
        except ValidationError:
            # The error itself would show what is in the file.
            raise PlatformFileError(
                f"{path} is damaged. Delete it, and enter the keys to platforms again."
            ) from None
        return cls(path, content)

    async def bilibili(self, room: str) -> Bilibili | None:
        """Return the keys of a room, None if it has none."""
        return self._content.bilibili.get(room)

    async def keep(self, room: str, keys: Bilibili | None) -> None:
        """Note the keys of a room, or that it has none any more.

        Raises:
            FileError: If the file can't be written; nothing has changed.
        """
        others = {each: at for each, at in self._content.bilibili.items() if each != room}
        content = _File(bilibili=others | ({room: keys} if keys else {}))
        await asyncio.to_thread(write_whole, self._path, content.model_dump_json(), mode=0o600)
        self._content = content
