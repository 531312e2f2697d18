"""Commands that change the scene collection; all of them can be undone.

Their names follow obs-websocket where it has one.
"""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from studio.model.command import Command
from studio.model.scene import Blend, Canvas, Ducking, Filter, Input, Name, SceneItem


class Edit(Command):
    """A command that changes the scene collection; it can be undone.

    Attributes:
        gesture: Edits in a row with the same one are undone together: a drag, a fader's move.
    """

    gesture: str = Field(default="", max_length=100)


class EditTogether(Edit):
    """Several edits at once: all of them or none, and one step for undo.

    Attributes:
        edits: Each ``{"name": …, "args": {…}}``, as it would travel.
    """

    edits: tuple[dict[str, object], ...] = Field(max_length=1000)

    @classmethod
    def of(cls, edits: Iterable[Edit], gesture: str = "") -> "EditTogether":
        """Put edits together."""
        wire = tuple(
            {"name": type(edit).__name__, "args": edit.to_message(0)["args"]} for edit in edits
        )
        return cls(edits=wire, gesture=gesture)


class CreateScene(Edit):
    """Add an empty scene at the end."""

    scene: Name


class SetSceneName(Edit):
    """Rename a scene or a group, wherever it is shown."""

    scene: Name
    new_name: Name


class SetSceneIndex(Edit):
    """Move a scene in the list of scenes; index 0 is the first."""

    scene: Name
    index: int


class DuplicateScene(Edit):
    """Copy a scene under another name, right after it."""

    scene: Name
    new_name: Name


class SetSceneTransition(Edit):
    """Set how scenes change when nothing else is said."""

    kind: Literal["cut", "fade"]
    duration_ms: int = Field(ge=0, le=20_000)


class SetCanvas(Edit):
    """Set size and rate of the picture; only while nothing is live or recorded.

    Attributes:
        fit_items: Bring the items along, so that every scene looks as before.
    """

    canvas: Canvas
    fit_items: bool = False


class RemoveScene(Edit):
    """Remove a scene and the items that show it."""

    scene: Name


class CreateInput(Edit):
    """Add an input, and an item that shows it on top of a scene if one is named."""

    input: Input
    scene: Name | None = None


class SetInputName(Edit):
    """Rename an input, wherever it is shown or named."""

    input: Name
    new_name: Name


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


class SetEffects(Edit):
    """Set the volume of all sounds together that plugins play, or mute them."""

    volume_db: float = Field(ge=-100, le=26)
    muted: bool = False


class SetSourceFilters(Edit):
    """Replace an input's filters."""

    input: Name
    filters: tuple[Filter, ...]


class CreateSceneItem(Edit):
    """Put an item on top of a scene or group."""

    scene: Name
    item: SceneItem


class DuplicateSceneItem(Edit):
    """Put a copy of an item on top of a scene or group, its own if none is named."""

    scene: Name
    item_id: int
    destination: Name | None = None


class GroupSceneItems(Edit):
    """Put items into a new group, which takes the place of the uppermost."""

    scene: Name
    item_ids: tuple[int, ...] = Field(min_length=1)
    group: Name


class UngroupSceneItems(Edit):
    """Put a group's items back into the scene, where they look the same."""

    scene: Name
    item_id: int


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
