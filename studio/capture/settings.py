"""What a capture is asked for, read from the boot message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from studio.capture.alpha_half import Half
from studio.capture.errors import BootError
from studio.capture.grid import TickGrid


class Kind(StrEnum):
    """What is opened."""

    MEDIA = "media"
    CAMERA = "camera"
    NETWORK = "network"
    SOUND = "sound"
    """A short sound file, read as a whole at once."""


_TARGET_KEYS = {Kind.MEDIA: "path", Kind.CAMERA: "device", Kind.NETWORK: "url", Kind.SOUND: "path"}


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """What to open and how to play it.

    Attributes:
        target: A path, a device or an address; an empty device is the first camera.
        start_ns: Monotonic time of the first picture, or None for as soon as can be.
        half: Which half of the picture is the alpha of the other one, if any is.
        has_sound: Whether the sound of a file is wanted.
        want: How large it is shown at most; (0, 0) is not at all.
        options: ``width``, ``height``, ``fps`` for a camera, all others for FFmpeg.
    """

    kind: Kind
    target: str
    grid: TickGrid
    loop: bool = True
    start_ns: int | None = None
    half: Half | None = None
    has_sound: bool = True
    want: tuple[int, int] = (16384, 16384)
    options: Mapping[str, str] = field(default_factory=dict)


def read_settings(boot: Mapping[str, object]) -> CaptureSettings:
    """Read the keys of a boot message that belong to a capture.

    Raises:
        BootError: With the key that is wrong.
    """
    source = boot.get("source")
    if not isinstance(source, Mapping):
        raise BootError("The boot message of a capture needs a map 'source'.")
    try:
        kind = Kind(str(source.get("kind")))
    except ValueError as error:
        raise BootError(f"A capture can't open the kind {source.get('kind')!r}.") from error
    target = source.get(_TARGET_KEYS[kind], "" if kind is Kind.CAMERA else None)
    if not isinstance(target, str):
        raise BootError(f"The boot message of a capture of {kind} needs {_TARGET_KEYS[kind]!r}.")
    start_ns = source.get("start_ns")
    options = source.get("options") or {}
    if not isinstance(options, Mapping):
        raise BootError("'options' of a capture must be a map.")
    return CaptureSettings(
        kind=kind,
        target=target,
        grid=_read_grid(source.get("grid_ns")),
        loop=bool(source.get("loop", True)),
        start_ns=start_ns if isinstance(start_ns, int) else None,
        half=_read_half(source.get("alpha", "own")),
        has_sound=bool(source.get("sound", True)),
        want=read_size(boot.get("want", (16384, 16384))),
        options={str(key): str(value) for key, value in options.items()},
    )


def read_size(value: object) -> tuple[int, int]:
    """Read a pair of sizes in pixels.

    Raises:
        BootError: If it isn't one.
    """
    match value:
        case [int(width), int(height)] if 0 <= width <= 65536 and 0 <= height <= 65536:
            return width, height
    raise BootError(f"{value!r} is not a width and a height in pixels.")


def _read_half(value: object) -> Half | None:
    if value == "own":
        return None
    try:
        return Half(str(value))
    except ValueError as error:
        raise BootError(f"{value!r} is no half of a picture.") from error


def _read_grid(value: object) -> TickGrid:
    match value:
        case [int(epoch_ns), int(numerator), int(denominator)] if numerator > 0 < denominator:
            return TickGrid(epoch_ns, Fraction(numerator, denominator))
    raise BootError("The boot message of a capture needs grid_ns: epoch, numerator, denominator.")
