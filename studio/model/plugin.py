"""What a plugin says of itself: ``plugin.toml`` in its folder."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from studio.model.errors import StudioError
from studio.model.plugin_description import NO_DESCRIPTION, Description
from studio.model.plugin_panel import MAX_CONTROLS, MAX_HOTKEYS, Control, Hotkey, Id
from studio.model.plugin_rights import RIGHTS, RIGHTS_ZH, Right
from studio.model.plugin_settings import MAX_SETTINGS, Setting, schema_of

MANIFEST_NAME = "plugin.toml"
SDK_VERSION = 1
MAX_MANIFEST_BYTES = 65_536
MAX_HOSTS = 20
Host = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$")]
"""A name such as ``api.example.org``, or an address of this network such as ``192.168.1.5``."""
Share = Literal["gifts"]
"""Folders that the studio lends to plugins, to read: ``gifts`` has effects of gifts."""


class PluginError(StudioError):
    """A plugin that can't be loaded; the text says all that is wrong with it."""


class Http(BaseModel):
    """Where a plugin may load from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hosts: tuple[Host, ...] = Field(default=(), max_length=MAX_HOSTS)


class Manifest(BaseModel):
    """What a plugin is called, where it begins and what it asks for.

    Attributes:
        id: Of its folder, its storage and its nodes; for good.
        kind: ``python`` runs in a process that the host starts; ``web`` is a page, or a program
            in any language, that speaks to the host over a local WebSocket.
        entry: The Python file that makes its ``plugin``, within its folder; or the page, or
            nothing for a program that somebody else starts.
        description: What it does, in a sentence; in both languages, or one text.
        rights: What it may do, once the user has granted it; ``http`` among them if it lists
            hosts.
        http: Which hosts it may load from.
        shares: Which folders besides its own it reads.
        settings: What can be set of it, by key.
        panel: Its controls in the window.
        hotkeys: What it does when keys are pressed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern="^[a-z][a-z0-9_]{1,39}$")
    name: str = Field(min_length=1, max_length=100)
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    sdk: Literal[1]
    kind: Literal["python", "web"] = "python"
    entry: str = Field(default="main.py", pattern=r"^([A-Za-z0-9_][A-Za-z0-9_.-]*\.(py|html))?$")
    description: Description = NO_DESCRIPTION
    rights: tuple[Right, ...] = ()
    http: Http = Http()
    shares: tuple[Share, ...] = ()
    settings: dict[Id, Setting] = Field(default_factory=dict, max_length=MAX_SETTINGS)
    panel: tuple[Control, ...] = Field(default=(), max_length=MAX_CONTROLS)
    hotkeys: tuple[Hotkey, ...] = Field(default=(), max_length=MAX_HOTKEYS)

    @property
    def settings_schema(self) -> dict[str, object]:
        """The settings as one JSON Schema, which a form can be made of."""
        return schema_of(self.settings)

    @field_validator("settings")
    @classmethod
    def _conditions_fit(cls, settings: dict[str, Setting]) -> dict[str, Setting]:
        for key, setting in settings.items():
            for other, values in setting.when.items():
                if other not in settings:
                    raise ValueError(f'{key}: when names "{other}", which is no setting')
                for value in values:
                    if fault := settings[other].fault(value):
                        raise ValueError(f"{key}: when says {value!r}, but {other} {fault}")
        return settings

    @field_validator("panel", "hotkeys")
    @classmethod
    def _each_once(cls, those: tuple[Control | Hotkey, ...]) -> tuple[Control | Hotkey, ...]:
        names = [each.id for each in those]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f'the id "{name}" is there twice')
        return those

    @model_validator(mode="after")
    def _rights_fit(self) -> "Manifest":
        if "http" in self.rights and not self.http.hosts:
            raise ValueError('list hosts under [http] instead of "http" among the rights')
        if self.hotkeys and "hotkeys" not in self.rights:
            raise ValueError('hotkeys need "hotkeys" among the rights')
        return self

    @model_validator(mode="before")
    @classmethod
    def _with_http(cls, told: object) -> object:
        """Who lists hosts asks for ``http``."""
        if not isinstance(told, dict):
            return told
        http, rights = told.get("http"), told.get("rights", [])
        is_asked = isinstance(http, dict) and http.get("hosts") and isinstance(rights, list)
        return {**told, "rights": [*rights, "http"]} if is_asked and "http" not in rights else told

    @model_validator(mode="before")
    @classmethod
    def _without_entry(cls, told: object) -> object:
        if isinstance(told, dict) and told.get("kind") == "web":
            return {"entry": "", **told}
        return told

    @model_validator(mode="after")
    def _entry_of_kind(self) -> "Manifest":
        if self.kind == "python" and not self.entry.endswith(".py"):
            raise ValueError("the entry of a plugin in Python is a .py file")
        if self.kind == "web" and self.entry.endswith(".py"):
            raise ValueError("the entry of a web plugin is a .html file, or nothing")
        return self


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
            (str(path), ".".join(str(part) for part in fault["loc"]), f"{fault['msg']}.")
            for fault in error.errors()
        )
        raise PluginError("\n".join(": ".join(filter(None, each)) for each in faults)) from None


__all__ = [
    "MANIFEST_NAME",
    "RIGHTS",
    "RIGHTS_ZH",
    "SDK_VERSION",
    "Control",
    "Hotkey",
    "Http",
    "Manifest",
    "PluginError",
    "Right",
    "Setting",
    "read_manifest",
]
