"""What can be done to a studio; with ``edits`` the one list.

App, remote control, plugins, link and handoff send these same values; nothing
can be done by mouse alone.  Names follow obs-websocket where it has one.
"""

from typing import Literal

from pydantic import Field, ValidationError

from studio.model.canvas import MAX_EDITS, CanvasEdit
from studio.model.captions.settings import MOST_PHRASES, CaptionSettings, Phrase
from studio.model.captions.spoken import Spoken
from studio.model.command import Command, CommandError, Message
from studio.model.edits import Edit  # noqa: F401 # whoever parses must know the edits too
from studio.model.scene import BUS_COUNT, Filter, Name


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


class SetCurrentProgramScene(Command):
    """Show a scene, by the transition that is set unless another is named."""

    scene: Name
    transition: str | None = None
    duration_ms: int | None = Field(default=None, ge=0, le=20_000)


class SetCurrentPreviewScene(Command):
    """Prepare a scene in the preview, apart from the programme."""

    scene: Name


class SetStudioModeEnabled(Command):
    """Show preview and programme apart, or the programme alone."""

    enabled: bool


class TriggerStudioModeTransition(Command):
    """Show the preview's scene, and the programme's in the preview."""


class SetTBarPosition(Command):
    """Move the T-bar by hand: the preview's scene shows by that part over the programme.

    Attributes:
        position: 0 is the programme alone, 1 the preview's scene alone.
        release: Let go: from the middle on the transition is done, else undone.
    """

    position: float = Field(ge=0, le=1)
    release: bool = False


class Undo(Command):
    """Take the last edit back."""


class Redo(Command):
    """Do again what was taken back last."""


class OpenCollection(Command):
    """Go on with another scene collection; what can be undone is forgotten."""

    path: str


class SetEncoding(Command):
    """Choose how the programme is encoded; only while nothing is live or recorded."""

    video_kbps: int = Field(default=4500, ge=100, le=200_000)
    audio_kbps: int = Field(default=160, ge=16, le=512)
    encoder: str = "auto"
    preset: str = "auto"
    latency: Literal["normal", "low"] = "normal"


ViewOf = Literal["programme", "preview", "scene", "input", "unfiltered", "head"]


class OpenView(Command):
    """Have pictures in a ring (BGRA, opaque); the answer holds ``view`` and ``ring``.

    It ends with the connection that asked for it.  Two views of one size and kind cost
    the engine one picture.

    Attributes:
        of: What is seen; ``scene`` and ``input`` by name, ``unfiltered`` is an input without
            its filters, ``head`` the nearest head on it, for a still: pictures only come while
            one is seen, and wears all that is put on it.
        filters: With ``input`` and ``head``: tries these in place of its own, for this view
            alone.  People are looked for as its own filters need it.
        fps: At most so many pictures a second.
    """

    of: ViewOf
    name: str = ""
    filters: tuple[Filter, ...] | None = None
    width: int = Field(ge=16, le=4096, multiple_of=2)
    height: int = Field(ge=16, le=4096, multiple_of=2)
    fps: float = Field(default=30.0, gt=0, le=60)


class SetView(Command):
    """Change how many pictures a second a view gets; 0 rests it."""

    view: int
    fps: float = Field(ge=0, le=60)


class CloseView(Command):
    """End a view; its ring is gone."""

    view: int


class OpenCanvas(Command):
    """Have a canvas over the programme to put nodes on; the answer holds ``canvas``.

    It fades out when the connection ends that asked for it.

    Attributes:
        width: Of the canvas in its own pixels; it fills the programme.
        order: Among the canvases; the higher one is drawn over the others.
    """

    width: int = Field(default=1920, ge=16, le=8192)
    height: int = Field(default=1080, ge=16, le=8192)
    order: float = Field(default=0.0, ge=-1000, le=1000)


class EditCanvas(Command):
    """Put, move and remove nodes, all at one frame; if one can't be done, none is.

    Without any edit the answer holds what lies on the canvas: ``nodes``, ``pixels`` of their
    pictures, and ``particles`` that may be alive at once.
    """

    canvas: int
    edits: tuple[CanvasEdit, ...] = Field(max_length=MAX_EDITS)


class CloseCanvas(Command):
    """Let a canvas fade out, with all nodes on it."""

    canvas: int


class SubscribeMeters(Command):
    """Get ``meters`` messages of all inputs and buses so often a second; 0 ends them.

    ``{"type": "meters", "inputs": {name: [peak_db, rms_db, …]}, "buses": {"1": […]}, "effects":
    […]}``, one pair for each channel, -100 for silence.  They have no number and may be lost.
    """

    per_second: float = Field(ge=0, le=60)


FACES_WIDTH, FACES_HEIGHT = 1920, 1080
"""Of the picture in whose pixels faces are told: a plugin's canvas."""


class SubscribeFaces(Command):
    """Get ``faces`` messages so often a second at most, of each camera on air; 0 ends them.

    ``{"type": "faces", "source": name, "faces": [{"number": …, "landmarks": [[x, y], …],
    "shapes": {"jawOpen": …, …}}]}``, in pixels of a programme of 1920×1080; empty once when a
    camera is seen no more.  They have no number and may be lost.  Faces are looked for on
    cameras on air while somebody is subscribed.
    """

    per_second: float = Field(ge=0, le=30)


class GetChoices(Command):
    """Ask what this machine offers for a setting; the answer holds ``choices``.

    ``[{"value": …, "text": …}]``; empty where anything goes.

    Attributes:
        kind: Of an input, or ``monitor`` or ``encoder``.
        setting: Its key, such as ``device``, ``display``, ``font``.
    """

    kind: str
    setting: str


class StartOutput(Command):
    """Go live to one more destination; the answer holds its ``output``."""

    url: str = Field(repr=False)
    title: str = Field(default="", max_length=200)


class StopOutput(Command):
    """End one destination, by its name (``push-1``)."""

    output: str


class StartRecord(Command):
    """Record into a Matroska file."""

    path: str


class StopRecord(Command):
    """End the recording."""


class PlaySound(Command):
    """Play a short sound file over the mix, in every bus; eight at once at most.

    Attributes:
        file: WAV, OGG, MP3, FLAC and the like; 30 seconds at most.
        volume_db: How much louder (or softer) than it is.
        duck_db: What the volume of all inputs is changed by meanwhile.
    """

    file: str = Field(min_length=1, max_length=4096)
    volume_db: float = Field(default=0.0, ge=-60, le=12)
    duck_db: float = Field(default=0.0, ge=-60, le=0)


class GetBusRing(Command):
    """Have a bus, from 1, in a ring too.

    The answer has the ring's name and ``epoch_ns``: the monotonic time, which blocks are
    stamped with, that is 0 in the session's.
    """

    bus: int = Field(ge=1, le=BUS_COUNT)


class GetMixMinusRing(Command):
    """Have what viewers hear but for one input in a ring; the answer is as with a bus."""

    input: Name


class SendStreamCaption(Command):
    """Caption the programme with what is said: the recogniser's words, or those of anybody.

    A later one with the same id replaces the earlier.  Finals go into the video, where that is
    on, and beside the recording.
    """

    spoken: Spoken


class SetCaptions(Command):
    """Have captions otherwise, from now on."""

    captions: CaptionSettings


class MaskRoomWords(Command):
    """Mask a room's words in captions, besides the user's own, until another room's are told."""

    words: tuple[Phrase, ...] = Field(max_length=MOST_PHRASES)


class CorrectCaption(Command):
    """Write something else instead of what is heard: in what was said and from now on.

    Attributes:
        heard: As it was written.
        meant: Nothing, if it was noise.
    """

    heard: Phrase
    meant: str = Field(max_length=100)


class SaveCollection(Command):
    """Write the scene collection to its file."""


class EndSession(Command):
    """End every output in order, then the engine."""
