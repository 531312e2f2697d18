"""A live session: what was asked for, and what a restarted engine must know to go on.

The command line makes the plan, the engine owns the session and its file.
Addresses hold stream keys, so the file is for its owner only and ``repr`` shows
none of them.
"""

import secrets
import time
from fractions import Fraction
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from studio.model.captions.settings import CaptionSettings
from studio.model.errors import StudioError
from studio.model.events import SessionEnded
from studio.model.files import write_whole
from studio.model.scene import MAX_SIZE_PX, MIN_SIZE_PX, Fps, parse_fps

FILE_NAME = "session.json"
OUTCOME_NAME = "outcome.json"
"""How the last session ended: a SessionEnded event."""


class SessionError(StudioError):
    """A session file that can't be understood."""


class LivePlan(BaseModel):
    """What a person asked for when going live.

    Attributes:
        collection: Absolute path of the scene collection.
        width: Of the picture; None takes the collection's canvas.
        urls: Destinations, with their stream keys.
        record: Absolute path of a recording, or None.
        compositor: Which one draws; ``auto`` takes what is cheaper on this machine.
        duration_s: Ends the session by itself, or None.
        stats: Where the statistics are written at the end, or None.
        verify_tls: Check the certificate of rtmps destinations.
        stays: The session goes on with nothing live or recorded, until it is ended.
        language: Of what the programme itself says, where a source has failed; "" for the
            environment's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    collection: str
    scene: str | None = None
    width: int | None = Field(default=None, ge=MIN_SIZE_PX, le=MAX_SIZE_PX, multiple_of=2)
    height: int | None = Field(default=None, ge=MIN_SIZE_PX, le=MAX_SIZE_PX, multiple_of=2)
    fps: Fps | None = None
    urls: tuple[str, ...] = Field(default=(), repr=False)
    record: str | None = None
    video_kbps: int = Field(default=4500, ge=100, le=200_000)
    audio_kbps: int = Field(default=160, ge=16, le=512)
    encoder: str = "auto"
    preset: str = "auto"
    latency: Literal["normal", "low"] = "normal"
    encoder_options: dict[str, str] = {}
    compositor: Literal["auto", "array", "wgpu"] = "auto"
    duration_s: float | None = Field(default=None, gt=0)
    stats: str | None = None
    verify_tls: bool = True
    stays: bool = False
    language: Literal["", "en", "zh"] = ""

    @field_validator("fps", mode="before")
    @classmethod
    def _fraction(cls, value: object) -> Fraction | None:
        return None if value is None else parse_fps(value)


class ShotPlan(BaseModel):
    """What a person asked for who wants one scene as a picture.

    Attributes:
        collection: Absolute path of the scene collection.
        scene: None is the collection's first.
        width: Of the picture; None takes the collection's canvas.
        after_s: How long the inputs run before.
        out: Absolute path of the PNG file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    collection: str
    scene: str | None = None
    width: int | None = Field(default=None, ge=MIN_SIZE_PX, le=MAX_SIZE_PX, multiple_of=2)
    height: int | None = Field(default=None, ge=MIN_SIZE_PX, le=MAX_SIZE_PX, multiple_of=2)
    after_s: float = Field(default=1.0, ge=0, le=3600)
    compositor: Literal["auto", "array", "wgpu"] = "auto"
    out: str


class StartedOutput(BaseModel):
    """A destination of a session, as another engine must go on with it.

    Attributes:
        url: With its stream key.
        title: What the person calls it.
        start_ns: Session time that is 0 in its stream.
        since: Wall clock, seconds since 1970, when it was live first.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    url: str = Field(repr=False)
    title: str = ""
    start_ns: int = 0
    since: float | None = None


class Session(BaseModel):
    """A session that has begun.

    Attributes:
        epoch_ns: Monotonic time at which the session's time line starts.
        boot_id: Of the machine: a monotonic time of another boot means nothing.
        parts: How often an engine has run it, this one included.
        destinations: By output name; changes as outputs are added.
        scene: That is on air; None is the plan's.
        studio_mode: Preview and programme are apart.
        preview: The scene in the preview, where they are.
        compositor: That drew in the last part, which may be why there is another.
        captions: How they are set.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    id: str
    epoch_ns: int
    boot_id: str
    started_at: float
    plan: LivePlan
    parts: int = 1
    destinations: dict[str, StartedOutput] = {}
    record: str | None = None
    record_since: float | None = None
    scene: str | None = None
    studio_mode: bool = False
    preview: str | None = None
    compositor: str = ""
    captions: CaptionSettings = CaptionSettings()

    @classmethod
    def begin(cls, plan: LivePlan) -> "Session":
        """Start the time line now."""
        return cls(
            id=secrets.token_hex(8),
            epoch_ns=time.monotonic_ns(),
            boot_id=boot_id(),
            started_at=time.time(),
            plan=plan,
            destinations={
                f"push-{n}": StartedOutput(url=url) for n, url in enumerate(plan.urls, 1)
            },
            record=plan.record,
        )


def boot_id() -> str:
    """Return a string that is the same until the machine is started again."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return str(round(time.time() - time.monotonic()) // 60)


def save(session: Session, run_dir: Path) -> None:
    """Write the session's file, readable by its owner only.

    Raises:
        FileError: If it can't be written.
    """
    write_whole(run_dir / FILE_NAME, session.model_dump_json(), mode=0o600)


def load(run_dir: Path) -> Session | None:
    """Return the session that was saved, or None if there is none to go on with.

    Raises:
        SessionError: If the file is there and can't be understood.
    """
    path = run_dir / FILE_NAME
    try:
        session = Session.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SessionError(f"{path} can't be read: {error.strerror}.") from error
    except ValidationError as error:
        raise SessionError(f"{path} is no session file ({error.error_count()} faults).") from None
    return session if session.boot_id == boot_id() else None


def outcome(run_dir: Path) -> SessionEnded | None:
    """Return how the last session ended, or None if its engine left no word."""
    try:
        return SessionEnded.model_validate_json((run_dir / OUTCOME_NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def clear(run_dir: Path) -> None:
    """Remove what earlier sessions left, before a new one begins."""
    for name in (FILE_NAME, OUTCOME_NAME):
        (run_dir / name).unlink(missing_ok=True)


def forget(run_dir: Path) -> None:
    """Remove the session's file: it ended in order."""
    (run_dir / FILE_NAME).unlink(missing_ok=True)
