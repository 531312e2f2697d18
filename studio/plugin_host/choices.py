"""What the user has chosen for his plugins: ``plugins.json``.

Which are on, what each was granted and is set to.  Written as a whole; the last good one is
kept beside it, and used when this one is damaged, which is said::

    choices = ChoicesFile(config_folder() / "plugins.json")
    choices.change("thanks", is_enabled=True)
    choices.of("thanks").is_enabled
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from studio.model.files import FileError, write_whole
from studio.model.plugin import Manifest, Right

MAX_BYTES = 8 << 20


class Choice(BaseModel):
    """What is chosen for one plugin.

    Attributes:
        asked: What it asked for when the user last said what he grants.
        hosts: That it listed then.
        token: By which a web plugin is known.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    is_enabled: bool = False
    granted: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    settings: dict[str, JsonValue] = Field(default_factory=dict)
    token: str = ""

    def granted_of(self, manifest: Manifest) -> frozenset[Right]:
        """Return which of the rights that it asks for now are granted."""
        is_known = set(manifest.http.hosts) <= set(self.hosts)
        return frozenset(
            right
            for right in manifest.rights
            if right in self.granted and (right != "http" or is_known)
        )

    def is_asked_for(self, manifest: Manifest) -> bool:
        """Say whether the user has decided on all that it asks for now."""
        is_known = "http" not in self.granted or set(manifest.http.hosts) <= set(self.hosts)
        return set(manifest.rights) <= set(self.asked) and is_known


class _Content(BaseModel):
    model_config = ConfigDict(extra="allow")

    version: Literal[1] = 1
    web_port: int = Field(default=0, ge=0, le=65_535)
    plugins: dict[str, Choice] = Field(default_factory=dict)


class ChoicesFile:
    """See the module.

    Args:
        path: Of the file; it need not be there.

    Attributes:
        fault: What was wrong with it when it was read, a sentence; "" if nothing was.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._backup = path.with_name(path.name + ".bak")
        self.fault = ""
        self._now = self._read_best()

    @property
    def web_port(self) -> int:
        """Where web plugins find the host; 0 is any port that is free.  Only the file sets it."""
        return self._now.web_port

    def of(self, plugin: str) -> Choice:
        """Return what is chosen for a plugin."""
        return self._now.plugins.get(plugin) or Choice()

    def change(self, plugin: str, **values: object) -> None:
        """Choose something else for a plugin.

        Raises:
            FileError: If it can't be kept; all is as it was.
        """
        choice = Choice.model_validate(self.of(plugin).model_dump() | values)
        self._write({**self._now.plugins, plugin: choice})

    def forget(self, plugin: str) -> None:
        """Choose nothing for a plugin any longer.

        Raises:
            FileError: If that can't be kept; all is as it was.
        """
        self._write({name: each for name, each in self._now.plugins.items() if name != plugin})

    def _write(self, plugins: dict[str, Choice]) -> None:
        new = self._now.model_copy(update={"plugins": plugins})
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _read(self._path) is not None:
                write_whole(self._backup, self._path.read_bytes(), mode=0o600)
        except OSError as error:
            raise FileError(f"{self._path} can't be written: {error.strerror}.") from error
        write_whole(self._path, new.model_dump_json(indent=1) + "\n", mode=0o600)
        self._now = new

    def _read_best(self) -> _Content:
        if not self._path.exists() and not self._backup.exists():
            return _Content()
        if content := _read(self._path):
            return content
        content = _read(self._backup)
        then = "the last good one is used" if content else "all plugins are off"
        if self._path.exists():
            damaged = self._path.with_name(self._path.name + ".damaged")
            os.replace(self._path, damaged)
            self.fault = f"{self._path} was damaged: {then}. It is kept as {damaged.name}."
        else:
            self.fault = f"{self._path} is gone: {then}."
        return content or _Content()


def _read(path: Path) -> _Content | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        return _Content.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
