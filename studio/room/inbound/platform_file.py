"""The keys to other platforms, by room, in one file that only the server's user may read.

They are never given back to anybody, and stand in no log.
"""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.model.errors import StudioError
from studio.model.files import write_whole


class PlatformFileError(StudioError):
    """The file can't be read."""


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

    def bilibili(self, room: str) -> Bilibili | None:
        """Return the keys of a room, None if it has none."""
        return self._content.bilibili.get(room)

    def keep(self, room: str, keys: Bilibili | None) -> None:
        """Note the keys of a room, or that it has none any more.

        Raises:
            FileError: If the file can't be written; nothing has changed.
        """
        others = {each: at for each, at in self._content.bilibili.items() if each != room}
        content = _File(bilibili=others | ({room: keys} if keys else {}))
        write_whole(self._path, content.model_dump_json(), mode=0o600)
        self._content = content
