"""The values that the app remembers.  Unknown keys survive, so that an older app spoils nothing."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Kept(BaseModel):
    """A part of the settings: frozen, and unknown keys are kept."""

    model_config = ConfigDict(extra="allow", frozen=True)


class Destination(Kept):
    """Where an anchor may stream to.

    Attributes:
        kind: ``room``, a platform's id, or ``custom``.
        url: With the stream key.
        enabled: Going live goes there.
    """

    title: str = Field(default="", max_length=200)
    kind: str = "custom"
    url: str = Field(default="", repr=False)
    enabled: bool = True


class Settings(Kept):
    """All of it.

    Attributes:
        language: ``zh``, ``en``, or ``system``.
        layouts: Positions of docks by the layout's name, in base64.
        layout: The one that is used; empty is the default.
        geometry: Of the window, in base64.
        picture_px: How large the picture was in it.
        shortcuts: Keys by the action's id, where they are not the default.
        encoding: As ``SetEncoding``.
        last_collection: Path of the scene collection that is opened at the next start.
        recording_folder: Empty is the system's folder for videos.
        is_set_up: The first start is done.
        has_own_scenes: A first collection was made: another first start leaves it alone.
        closes_to_tray: Closing the window hides it.
        hidden_strips: Inputs that the mixer does not show.
        opens_room_for_others: This computer's room can be reached from its network, by HTTPS.
        adds_phones: A phone that comes becomes a camera by itself.
        stage_layouts: How people at the stage are placed, by scene.
        stage_anchor: The input that is the anchor's own picture; empty is the likeliest.
    """

    language: Literal["system", "zh", "en"] = "system"
    theme: Literal["system", "dark", "light", "contrast"] = "system"
    text_scale: float = Field(default=1.0, ge=0.8, le=2.0)
    layouts: dict[str, str] = {}
    layout: str = ""
    geometry: str = ""
    picture_px: tuple[int, int] = (948, 708)
    shortcuts: dict[str, str] = {}
    destinations: tuple[Destination, ...] = ()
    encoding: dict[str, object] = {}
    last_collection: str = ""
    recording_folder: str = ""
    is_set_up: bool = False
    has_own_scenes: bool = False
    closes_to_tray: bool = False
    hidden_strips: tuple[str, ...] = ()
    opens_room_for_others: bool = False
    adds_phones: bool = False
    stage_layouts: dict[str, str] = {}
    stage_anchor: str = ""
