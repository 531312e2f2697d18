"""What the plugin host tells of its plugins: a numbered snapshot, then what changed.

On its channel: ``{"type": "snapshot", "number": n, "plugins": [Plugin, …], "fault": ""}`` once,
then events as the engine's travel (``{"type": "event", "number": n + 1, "name":
"PluginChanged", "args": {"plugin": {…}}}``), read by ``studio.model.events.parse_event``.  The
fault is what was wrong with the file of the user's choices, a sentence.  Commands are in
``plugin_commands``; each is answered by ``{"type": "reply", "id": …, "ok": …, "reason": …}``.
"""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from studio.model.command import Message
from studio.model.events import Event, EventError
from studio.model.plugin_description import NO_DESCRIPTION, Description
from studio.model.plugin_panel import Control, Hotkey
from studio.model.plugin_rights import Right

MAX_LINES = 200
"""Of each plugin's log that are kept."""

RunState = Literal["off", "starting", "running", "waiting", "failed", "needs_rights"]
"""``waiting`` for its next start after it ended, or for an engine; ``failed`` is switched off by
the host; ``needs_rights`` waits for the user to say which of its rights he grants."""


class _State(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Usage(_State):
    """What a plugin uses now; and, as its ``limits``, what it may use.

    Attributes:
        cpu_share: Of one core, over the last ten seconds.
        pixels: Of the pictures of all its nodes.
        particles: That may be alive at once.
        messages_s: That it sent within the last second.
    """

    memory_mb: float = 0.0
    cpu_share: float = 0.0
    nodes: int = 0
    pixels: int = 0
    particles: int = 0
    messages_s: int = 0


class Plugin(_State):
    """One plugin that is installed, or comes along.

    Attributes:
        folder: Where it lies.
        address: Of a web plugin that is on: what is opened to show its page, or where its program
            connects; whoever knows it is the plugin.
        is_bundled: It came with the studio and can't be removed.
        rights: That it asks for.
        hosts: That it may ask by HTTP, if that is granted.
        granted: Of its rights.
        settings_schema: A JSON Schema object, with the words of ``studio.model.kinds``.
        settings: The values that are set; what is missing has its default.
        sentence: Why it does not run, or what is wrong with it; "" if all is well.
        panel: What the user can press and set while it runs.
        hotkeys: That it hears, if that is granted.
        lines: The last of its log.
    """

    id: str
    name: str
    version: str
    description: Description = NO_DESCRIPTION
    folder: str = ""
    address: str = Field(default="", repr=False)
    is_bundled: bool = False
    is_enabled: bool = False
    rights: tuple[Right, ...] = ()
    hosts: tuple[str, ...] = ()
    granted: tuple[Right, ...] = ()
    settings_schema: dict[str, JsonValue] = Field(default_factory=dict)
    settings: dict[str, JsonValue] = Field(default_factory=dict)
    state: RunState = "off"
    sentence: str = ""
    usage: Usage = Usage()
    limits: Usage = Usage()
    panel: tuple[Control, ...] = ()
    hotkeys: tuple[Hotkey, ...] = ()
    lines: tuple[str, ...] = ()


_PLUGINS = TypeAdapter(list[Plugin])


class PluginChanged(Event):
    """Something of a plugin is otherwise now, or it is new.

    Attributes:
        plugin: All of it but ``lines``, which ``PluginLines`` tells.
    """

    plugin: Plugin


class PluginRemoved(Event):
    """A plugin is installed no longer."""

    id: str


class PluginLines(Event):
    """A plugin's log has new lines."""

    id: str
    lines: tuple[str, ...]


class InstallProgress(Event):
    """A plugin is being unpacked and checked; what comes of it is the answer to ``InstallPlugin``.

    Attributes:
        path: Of the .zip or folder.
        percent: Of it that is there.
    """

    path: str
    percent: int


def snapshot(number: int, plugins: Iterable[Plugin], fault: str = "") -> Message:
    """Return all plugins as they travel."""
    told = [each.model_dump(mode="json") for each in plugins]
    return {"type": "snapshot", "number": number, "plugins": told, "fault": fault}


def parse_snapshot(message: Message) -> list[Plugin]:
    """Return the plugins of a snapshot.

    Raises:
        EventError: If it can't be understood.
    """
    try:
        return list(_PLUGINS.validate_python(message.get("plugins")))
    except ValidationError as error:
        raise EventError(f"The plugin host's snapshot can't be understood: {error}") from None
