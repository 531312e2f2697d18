"""What can be done to plugins: the commands that the plugin host takes.

They travel and are answered as the engine's do (see ``command``); who reads them imports this
module and calls ``commands.parse``.  What comes of them is in ``plugin_state``.
"""

from typing import Annotated

from pydantic import Field, JsonValue

from studio.model.command import Command
from studio.model.plugin_panel import ControlValue
from studio.model.plugin_rights import Right

PluginId = Annotated[str, Field(min_length=1, max_length=40)]


class SetPluginEnabled(Command):
    """Switch a plugin on or off; it stays so over restarts.

    Switching one on that has failed too often lets it try anew.
    """

    plugin: PluginId
    enabled: bool


class GrantRights(Command):
    """Grant a plugin these of the rights that it asks for, and no others."""

    plugin: PluginId
    rights: tuple[Right, ...] = Field(max_length=32)


class SetPluginSettings(Command):
    """Set a plugin's settings; those that aren't named get their defaults."""

    plugin: PluginId
    settings: dict[str, JsonValue] = Field(max_length=200)


class UseControl(Command):
    """Press a button of a plugin's panel, or set what another control says.

    Attributes:
        value: That it is set to; nothing for a button.
    """

    plugin: PluginId
    control: str = Field(min_length=1, max_length=64)
    value: ControlValue = None


class PressHotkey(Command):
    """Press a hotkey of a plugin."""

    plugin: PluginId
    hotkey: str = Field(min_length=1, max_length=64)


class InstallPlugin(Command):
    """Install a plugin from a folder or a .zip, or another version of one.

    It is off and has no rights until ``SetPluginEnabled`` and ``GrantRights`` say so; another
    version of one that was on stays on, and keeps of the rights granted those it still asks for.

    Attributes:
        is_older_allowed: It may take the place of a newer version.
    """

    path: str = Field(min_length=1, max_length=4096)
    is_older_allowed: bool = False


class RemovePlugin(Command):
    """Remove an installed plugin, with its settings and what it has stored."""

    plugin: PluginId


class RestartPlugin(Command):
    """End a plugin that is on and start it anew, also one that failed too often."""

    plugin: PluginId
