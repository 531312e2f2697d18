"""What the engine tells everyone who looks: a numbered snapshot, then what changed.

On the wire: ``{"type": "snapshot", "number": n, "state": {…}}`` once, then
``{"type": "event", "number": n + 1, "name": …, "args": {…}}`` and so on without
a hole; who finds one asks for a snapshot again.
"""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.model.captions.settings import CaptionSettings
from studio.model.captions.spoken import Spoken
from studio.model.command import Message
from studio.model.errors import StudioError

RECORD = "record"
"""The name of the recording among outputs; destinations are ``push-1`` and so on."""

OutputState = Literal["connecting", "live", "reconnecting", "recording", "failed", "ended"]
CaptionHealth = Literal["off", "loading", "listening", "behind", "failed"]


class EventError(StudioError):
    """An event that can't be understood."""


class Event(BaseModel):
    """Something that happened.  Each subclass is one event, named by its class."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    kinds: ClassVar[dict[str, type["Event"]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Enter each event into the list."""
        Event.kinds[cls.__name__] = cls

    def to_message(self, number: int) -> Message:
        """Return the event as it travels."""
        return {
            "type": "event",
            "number": number,
            "name": type(self).__name__,
            "args": self.model_dump(mode="json"),
        }


class Notice(Event):
    """A sentence for the person in front of the studio."""

    level: Literal["info", "warning", "error"]
    text: str


class OutputStateChanged(Event):
    """A destination or recording came, went or changed.

    Attributes:
        output: ``push-1`` and so on, or ``record``.
        address: Without the stream key; the path of a recording.
        is_final: It ended and will not come back by itself.
    """

    output: str
    address: str
    title: str = ""
    state: OutputState
    reason: str = ""
    is_final: bool = False


class InputStateChanged(Event):
    """A source runs, or failed and why."""

    input: str
    health: str
    reason: str = ""


class TrackingStateChanged(Event):
    """What filters look for on a source's pictures is found, or isn't and why.

    The source itself goes on, without those filters.

    Attributes:
        health: ``off`` while nothing is looked for, ``starting``, ``running`` or ``failed``.
    """

    input: str
    health: str
    reason: str = ""


class InputSizeChanged(Event):
    """The pictures of an input have another natural size; handles are drawn by it.

    Attributes:
        width: In pixels; 0 until there is a picture.
        height: In pixels.
    """

    input: str
    width: int
    height: int


class CurrentProgramSceneChanged(Event):
    """Another scene is on air."""

    scene: str


class CurrentPreviewSceneChanged(Event):
    """Another scene is in the preview."""

    scene: str


class CollectionChanged(Event):
    """The scene collection is another one now."""

    collection: dict[str, object]


class StudioModeChanged(Event):
    """Preview and programme are apart now, or no longer."""

    enabled: bool


class HistoryChanged(Event):
    """Something else can be undone or redone now.

    Attributes:
        undo: The command that would be taken back (``SetInputMute``), or None.
        redo: The command that would be done again, or None.
    """

    undo: str | None
    redo: str | None


class EncodingChanged(Event):
    """The programme is encoded otherwise from the next time on.

    Attributes:
        encoding: As ``SetEncoding``.
    """

    encoding: dict[str, object]


class Captioned(Event):
    """Something was said, or is understood otherwise now than it was told before.

    Attributes:
        spoken: Put right and masked; replaces what was told with the same id.
    """

    spoken: Spoken


class CaptionsChanged(Event):
    """Captions are set otherwise."""

    captions: CaptionSettings


class CaptionsState(Event):
    """Hearing what is said goes otherwise than before.

    Attributes:
        health: ``off``; ``loading`` until the recogniser is ready; ``listening``; ``behind`` while
            it can't follow, and drops the oldest sound; ``failed``, so that there are no words.
        reason: Of what has failed, a sentence.
    """

    health: CaptionHealth
    reason: str = ""


class OutputFigures(BaseModel):
    """What one destination or recording does now.

    Attributes:
        since: Wall clock, seconds since 1970, of its first frame; None before.
        kbps: Of the last seconds.
        delay_ms: How long what is being sent has waited here.
        is_ending: It was told to end, and says farewell.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    state: OutputState
    since: float | None = None
    kbps: float = 0
    bytes: int = 0
    frames_dropped: int = 0
    reconnects: int = 0
    delay_ms: float = 0
    is_ending: bool = False


class StatsChanged(Event):
    """Where the session stands, about once a second.

    Attributes:
        fps: Pictures composed a second; of views only, while nothing is live or recorded.
        render_ms: Of the last second's pictures, the middle one.
        encoder: With its preset, such as ``x264 veryfast``; empty while none is open.
        outputs: By name.
        effects: How particles and shaders on canvases are drawn, such as ``20/s, size 0.75``;
            empty while none is.
        effects_missed: What part of their pictures was late or left out in the last second.
        overlays_late: Frames over which gifts and the like stood still, since they were not painted
            in time; all else of the picture was new.
    """

    time_s: float
    fps: float
    kbps: float
    frames_lagged: int
    frames_skipped: int
    frames_dropped: int
    cpu_percent: float
    render_ms: float = 0
    encode_ms: float = 0
    rss_mb: float = 0
    encoder: str = ""
    compositor: str = ""
    adapter: str = ""
    outputs: dict[str, OutputFigures] = {}
    effects: str = ""
    effects_missed: float = 0
    overlays_late: int = 0


class SessionEnded(Event):
    """All outputs were closed; the engine ends now."""

    ok: bool
    reason: str
    stats: dict[str, object]


def parse_event(message: Message) -> Event:
    """Return the event of a message.

    Raises:
        EventError: If it is none that this version knows.
    """
    name = message.get("name")
    kind = Event.kinds.get(name) if isinstance(name, str) else None
    if kind is None:
        raise EventError(f"There is no event {name!r}.")
    try:
        return kind.model_validate(message.get("args"))
    except ValidationError as error:
        raise EventError(f"The event {name} has {error.error_count()} faults.") from None
