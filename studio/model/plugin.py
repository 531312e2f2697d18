"""What a plugin says of itself: ``plugin.toml`` in its folder."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.model.errors import StudioError

MANIFEST_NAME = "plugin.toml"
SDK_VERSION = 1
MAX_MANIFEST_BYTES = 65_536

Right = Literal["overlay", "room"]
"""``overlay``: to draw over the programme.  ``room``: to see danmaku and gifts."""
RIGHTS: dict[Right, str] = {
    "overlay": "draws over the programme",
    "room": "sees danmaku and gifts of the room",
}


class PluginError(StudioError):
    """A plugin that can't be loaded; the text says all that is wrong with it."""


class Manifest(BaseModel):
    """What a plugin is called, where it begins and what it asks for.

    Attributes:
        id: Of its folder, its storage and its nodes; for good.
        entry: The Python file that makes its ``plugin``, within its folder.
        rights: What it may do, once the user has granted it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern="^[a-z][a-z0-9_]{1,39}$")
    name: str = Field(min_length=1, max_length=100)
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    sdk: Literal[1]
    entry: str = Field(default="main.py", pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*\.py$")
    description: str = Field(default="", max_length=1000)
    rights: tuple[Right, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """Read a plugin's manifest.

    Raises:
        PluginError: With a sentence for each thing that is wrong.
    """
    path = folder / MANIFEST_NAME
    try:
        with path.open("rb") as file:
            text = file.read(MAX_MANIFEST_BYTES + 1)
    except OSError as error:
        raise PluginError(f"{path} can't be read: {error.strerror}.") from error
    if len(text) > MAX_MANIFEST_BYTES:
        raise PluginError(f"{path} is too long: {MAX_MANIFEST_BYTES // 1024} KiB at most.")
    try:
        content = tomllib.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PluginError(f"{path} is not TOML: {error}.") from error
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        faults = (
            f"{path}: {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}."
            for fault in error.errors()
        )
        raise PluginError("\n".join(faults)) from None
