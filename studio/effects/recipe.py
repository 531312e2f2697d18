"""What a round is made of: a content and the bytes of its files, and the key of both.

The same model asked for twice, in whatever folder it lies, has the same key, and is
drawn once::

    recipe = recipe_of(content)
    stage = recipe.stage()                # what draws its pictures
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PIL import Image

from studio.effects.errors import EffectError
from studio.effects.planes import Pixels
from studio.effects.sprite import load_straight
from studio.model.canvas_content import Lottie, Model
from studio.model.head_views import HeadViews

if TYPE_CHECKING:
    from studio.effects.head_stage import HeadStage

LOOK = 1
"""Raised when the same content looks otherwise than before, so that old pictures aren't shown."""
MAX_FILE_BYTES = 64 << 20
_MAX_TEXTURE_PX = 1_024


Drawable = Model | Lottie | HeadViews


class Stage(Protocol):
    """What draws the pictures of a round."""

    @property
    def moves(self) -> bool:
        """Whether it is not always seen the same."""

    @property
    def loop_ns(self) -> int:
        """How long a round is."""

    def picture(self, share: float) -> Pixels:
        """Return what is seen at a part of the round, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """See the module.

    Attributes:
        key: Of everything that its pictures depend on.
    """

    key: str
    content: Drawable
    file: bytes
    pictures: Mapping[str, bytes]

    def stage(self) -> Stage:
        """Return what draws it.

        Raises:
            EffectError: If it can't be drawn.
        """
        if isinstance(self.content, Lottie):
            from studio.effects.lottie import LottieStage

            return LottieStage(self.file, self.content)
        from studio.effects import glb
        from studio.effects.model_stage import ModelStage

        if isinstance(self.content, HeadViews):
            return self.views()
        whole = glb.with_pictures(glb.check(self.file), self.pictures)
        return ModelStage(whole.data(), self.content)

    def views(self) -> "HeadStage":
        """Return what draws a model as a head wears it.

        Raises:
            EffectError: If it can't be drawn.
        """
        from studio.effects import glb
        from studio.effects.head_stage import HeadStage

        assert isinstance(self.content, HeadViews)
        return HeadStage(glb.check(self.file).data(), self.content)


def recipe_of(content: Drawable) -> Recipe:
    """Read what a content needs.

    Raises:
        EffectError: If a file can't be read.
    """
    textures = content.textures if isinstance(content, Model) else {}
    pictures = {name: _as_png(Path(path)) for name, path in sorted(textures.items())}
    data = _read(Path(content.file))
    shape = content.model_dump_json(exclude={"file", "textures"})
    digest = hashlib.sha256(f"{LOOK} {shape}".encode())
    for part in (data, *(each for name in pictures for each in (name.encode(), pictures[name]))):
        digest.update(len(part).to_bytes(8, "big") + part)
    return Recipe(digest.hexdigest()[:40], content, data, pictures)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise EffectError(f"The file {path.name} can't be read: {error.strerror}.") from error
    if len(data) > MAX_FILE_BYTES:
        raise EffectError(f"The file {path.name} has over {MAX_FILE_BYTES >> 20} MB.")
    return data


def _as_png(path: Path) -> bytes:
    picture = load_straight(path, _MAX_TEXTURE_PX)
    memory = io.BytesIO()
    Image.fromarray(picture).save(memory, "PNG", compress_level=1)
    return memory.getvalue()
