"""The one list of what can be done to a studio.

App, remote control, plugins, link and handoff send these same values; nothing
can be done by mouse alone.  Names follow obs-websocket where it has one.  On
the wire a command is ``{"type": "command", "id": n, "name": …, "args": {…}}``.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.model.errors import StudioError
from studio.model.scene import BUS_COUNT, Blend, Ducking, Filter, Input, Name, SceneItem

Message = dict[str, object]


class CommandError(StudioError):
    """A command that can't be done; the text says why."""


class Command(BaseModel):
    """Something to do.  Each subclass is one command, named by its class."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    kinds: ClassVar[dict[str, type["Command"]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Enter each command into the list."""
        Command.kinds[cls.__name__] = cls

    def to_message(self, number: int) -> Message:
        """Return the command as it travels."""
        args = self.model_dump(mode="json", exclude_unset=True)
        return {"type": "command", "id": number, "name": type(self).__name__, "args": args}


def parse(message: Message) -> Command:
    """Return the command of a message.

    Raises:
        CommandError: If there is no such command or its arguments don't fit.
    """
    name = message.get("name")
    kind = Command.kinds.get(name) if isinstance(name, str) else None
    if kind is None:
        raise CommandError(f"There is no command {name!r}.")
    try:
        return kind.model_validate(message.get("args") or {})
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise CommandError(f"{name}: {place}: {fault['msg']}.") from None


class Edit(Command):
    """A command that changes the scene collection; it can be undone."""


class CreateScene(Edit):
    """Add an empty scene at the end."""

    scene: Name


class RemoveScene(Edit):
    """Remove a scene and the items that show it."""

    scene: Name


class CreateInput(Edit):
    """Add an input, and an item that shows it on top of a scene if one is named."""

    input: Input
    scene: Name | None = None


class RemoveInput(Edit):
    """Remove an input and its items."""

    input: Name


class SetInputSettings(Edit):
    """Change settings of an input.

    Attributes:
        overlay: Keep the settings that aren't named.
    """

    input: Name
    settings: dict[str, object]
    overlay: bool = True


class SetInputVolume(Edit):
    """Set the volume in dB."""

    input: Name
    volume_db: float


class SetInputMute(Edit):
    """Mute or unmute."""

    input: Name
    muted: bool


class SetInputAudioBalance(Edit):
    """Set the balance, 0 left to 1 right."""

    input: Name
    balance: float


class SetInputAudioSyncOffset(Edit):
    """Set how much later (or earlier) an input is heard."""

    input: Name
    sync_offset_ms: int


class SetInputAudioTracks(Edit):
    """Set which buses hear an input."""

    input: Name
    buses: tuple[int, ...]


class SetDucking(Edit):
    """Replace all ducking rules."""

    rules: tuple[Ducking, ...]


class SetMonitor(Edit):
    """Choose what is heard on which device; bus 0 is nothing, "" the default device."""

    bus: int
    device: str = ""


class SetSourceFilters(Edit):
    """Replace an input's filters."""

    input: Name
    filters: tuple[Filter, ...]


class CreateSceneItem(Edit):
    """Put an item on top of a scene or group."""

    scene: Name
    item: SceneItem


class RemoveSceneItem(Edit):
    """Take an item away."""

    scene: Name
    item_id: int


class SetSceneItemTransform(Edit):
    """Change some numbers of an item's transform."""

    scene: Name
    item_id: int
    transform: dict[str, object]


class SetSceneItemEnabled(Edit):
    """Show or hide an item."""

    scene: Name
    item_id: int
    visible: bool


class SetSceneItemLocked(Edit):
    """Lock or unlock an item."""

    scene: Name
    item_id: int
    locked: bool


class SetSceneItemBlendMode(Edit):
    """Set the blend mode of an item."""

    scene: Name
    item_id: int
    blend: Blend


class SetSceneItemOpacity(Edit):
    """Set the opacity of an item."""

    scene: Name
    item_id: int
    opacity: float


class SetSceneItemIndex(Edit):
    """Move an item; index 0 is the bottom."""

    scene: Name
    item_id: int
    index: int


class SetCurrentProgramScene(Command):
    """Show a scene, by the transition that is set unless another is named."""

    scene: Name
    transition: str | None = None
    duration_ms: int | None = Field(default=None, ge=0, le=20_000)


class SetCurrentPreviewScene(Command):
    """Prepare a scene in the preview, apart from the programme."""

    scene: Name


class TriggerStudioModeTransition(Command):
    """Show the preview's scene, and the programme's in the preview."""


class StartOutput(Command):
    """Go live to one more destination."""

    url: str = Field(repr=False)


class StopOutput(Command):
    """End one destination, by its name (``push-1``)."""

    output: str


class StartRecord(Command):
    """Record into a Matroska file."""

    path: str


class StopRecord(Command):
    """End the recording."""


class GetBusRing(Command):
    """Have a bus, from 1, in a ring too; the answer has the ring's name."""

    bus: int = Field(ge=1, le=BUS_COUNT)


class SaveCollection(Command):
    """Write the scene collection to its file."""


class EndSession(Command):
    """End every output in order, then the engine."""
