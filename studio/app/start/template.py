"""The first scene collection: camera, microphone, screen, and three scenes to begin with.  Pure."""

from dataclasses import dataclass
from fractions import Fraction

from studio.app.start.proposal import Quality
from studio.app.words import tr
from studio.model.scene import (
    Audio,
    Canvas,
    Collection,
    Input,
    Scene,
    SceneItem,
)
from studio.model.transform import Transform

BACKDROP = "#141821"


@dataclass(frozen=True, slots=True)
class Choices:
    """What an anchor chose.

    Attributes:
        camera: A device; empty is the first one, None is no camera at all.
        microphone: The same.
    """

    quality: Quality
    camera: str | None = ""
    microphone: str | None = ""


def camera_name() -> str:
    """Return how the camera is called."""
    return tr("Camera")


def microphone_name() -> str:
    """Return how the microphone is called."""
    return tr("Microphone")


def build(choices: Choices) -> Collection:
    """Return the collection."""
    quality = choices.quality
    has_camera = choices.camera is not None
    screen, backdrop, words = tr("Screen capture"), tr("Backdrop"), tr("Words")
    size: dict[str, object] = {"width": quality.width, "height": quality.height}
    inputs = [
        Input(name=screen, kind="screen"),
        Input(name=backdrop, kind="color", settings={"color": BACKDROP, **size}),
        Input(
            name=words,
            kind="text",
            settings={"text": tr("Be right back…"), "size_px": quality.height // 12},
        ),
    ]
    if choices.camera is not None:
        inputs.append(Input(name=camera_name(), kind="camera", settings={"device": choices.camera}))
    if choices.microphone is not None:
        settings: dict[str, object] = {"device": choices.microphone}
        inputs.append(Input(name=microphone_name(), kind="microphone", settings=settings))
    ground = SceneItem(id=1, source=backdrop)
    whole = _whole(quality)
    main = camera_name() if has_camera else screen
    scenes = [
        Scene(
            name=tr("Main"),
            items=(ground, SceneItem(id=2, source=main, transform=whole)),
        ),
        Scene(
            name=tr("Be right back"),
            items=(ground, SceneItem(id=2, source=words, transform=_middle(quality))),
        ),
    ]
    if has_camera:
        corner = SceneItem(id=3, source=camera_name(), transform=_corner(quality))
        shown = SceneItem(id=2, source=screen, transform=whole)
        scenes.append(Scene(name=tr("Screen and camera"), items=(ground, shown, corner)))
    return Collection(
        name=tr("My studio"),
        canvas=Canvas(width=quality.width, height=quality.height, fps=Fraction(quality.fps)),
        current_scene=scenes[0].name,
        inputs=tuple(inputs),
        scenes=tuple(scenes),
        audio=Audio(),
    )


def _whole(quality: Quality) -> Transform:
    return Transform.model_validate(
        {
            "bounds_type": "scale_inner",
            "bounds_width": quality.width,
            "bounds_height": quality.height,
        }
    )


def _middle(quality: Quality) -> Transform:
    return Transform.model_validate(
        {"x": quality.width / 2, "y": quality.height / 2, "alignment": "center"}
    )


def _corner(quality: Quality) -> Transform:
    """Return the lower right corner, a quarter of the width, away from the edges."""
    gap = quality.height // 36
    return Transform.model_validate(
        {
            "x": quality.width - gap,
            "y": quality.height - gap,
            "alignment": "bottom_right",
            "bounds_type": "scale_inner",
            "bounds_alignment": "bottom_right",
            "bounds_width": quality.width // 4,
            "bounds_height": quality.height // 4,
        }
    )
