"""Writes the WGSL of a kernel from what the tiles that it draws have in common.

The pieces are functions in gpu_pieces.wgsl; what is generated is only the bindings
and ``main``, which calls them in the order of the layers.  Nothing that may change
from tick to tick is in a source, so a moving or fading layer compiles nothing::

    source = kernel_source(Signature(Base.LOAD, False, (piece, other_piece)))
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from studio.engine.compositor.color import (
    BLACK_Y,
    NEUTRAL_C,
    RGB_TO_YUV,
    YUV_TO_RGB,
    Floats,
)
from studio.engine.compositor.composition import Blend
from studio.engine.compositor.gpu_shape import (
    BLENDS,
    MAX_FILTERS,
    PLANE_FORMATS,
    SHEET_FORMATS,
    SLOTS_PER_FILTER,
    Form,
    Piece,
)
from studio.engine.compositor.gpu_tiles import TILE_HEIGHT_PX, TILE_WIDTH_PX, Base

ROW_OF_GROUPS = 32768
"""Workgroups in a row of a dispatch; a device allows 65,535."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a kernel is generated from.

    Attributes:
        has_alpha: The canvas has an alpha plane.
        pieces: Of the layers, bottom first.
    """

    base: Base
    has_alpha: bool
    pieces: tuple[Piece, ...]

    @property
    def formats(self) -> tuple[str, ...]:
        """Of the textures that it binds."""
        return tuple(name for piece in self.pieces for name in piece.formats)


def kernel_source(signature: Signature) -> str:
    """Return the WGSL of the kernel for a signature."""
    body: list[str] = []
    texture = 0
    for index, piece in enumerate(signature.pieces):
        body += _piece(piece, index, texture)
        texture += len(piece.formats)
    return _source(signature.base, signature.has_alpha, texture, body)


def general_source(has_alpha: bool) -> str:
    """Return the WGSL of the kernel that draws one layer of any kind over the canvas.

    It binds a sheet, luma, chroma and alpha, of which a layer has some.
    """
    canvas = f"const CANVAS_HAS_ALPHA = {'true' if has_alpha else 'false'};"
    return "\n".join([_constants(), canvas, _pieces(), _file("gpu_general.wgsl")])


GENERAL_FORMATS = (*SHEET_FORMATS, *PLANE_FORMATS)


def _piece(piece: Piece, index: int, texture: int) -> list[str]:
    """Return the statements that draw one layer over ``d``."""
    lines = ["{", f"var s = {_taken(piece, index, texture)};"]
    for number, word in enumerate(piece.filters):
        lines.append(f"{word}(&s, {index}u, {number * SLOTS_PER_FILTER}u);")
    if piece.fades:
        lines.append(f"fade(&s, {index}u);")
    if piece.bands:
        lines.append("let below = d;")
    if piece.blend is not Blend.NORMAL:
        lines.append(f"blend(&d, s, {index}u, {BLENDS.index(piece.blend)}u);")
    elif piece.has_alpha or piece.filters or piece.fades:
        lines.append("over(&d, s);")
    else:
        lines.append("d = s;")
    if piece.bands:
        lines.append(f"edge(&d, below, {index}u, {piece.bands}u, at);")
    return [*lines, "}"]


def _taken(piece: Piece, index: int, texture: int) -> str:
    suffix = "_alpha" if piece.has_alpha else ""
    if piece.form is Form.PLANES:
        planes = ", ".join(f"t{texture + n}" for n in range(len(piece.formats)))
        return f"sample{suffix}({planes}, {index}u, at)"
    odd = "_odd" if piece.is_odd else ""
    return f"fetch{odd}{suffix}(t{texture}, {index}u, at)"


def _source(base: Base, has_alpha: bool, textures: int, body: list[str]) -> str:
    suffix = "_alpha" if has_alpha else ""
    start = f"load{suffix}(at)" if base is Base.LOAD else f"black({0.0 if has_alpha else 1.0})"
    bindings = [f"@group(1) @binding({n + 1}) var t{n}: texture_2d<f32>;" for n in range(textures)]
    statements = [
        "let index = group.y * ROW_OF_GROUPS + group.x;",
        "if (index >= job.count) { return; }",
        "let tile = tiles[job.first + index];",
        "let at = vec2i(",
        "i32((tile & 0xffffu) * TILE_WIDTH_PX + local.x * 8u),",
        "i32((tile >> 16u) * TILE_HEIGHT_PX + local.y * 2u),",
        ");",
        f"var d = {start};",
        *body,
        f"store{suffix}(at, d);",
    ]
    main = [
        "@compute @workgroup_size(8, 4)",
        "fn main(",
        "@builtin(workgroup_id) group: vec3u,",
        "@builtin(local_invocation_id) local: vec3u,",
        ") {",
        *statements,
        "}",
    ]
    return "\n".join([_constants(), _pieces(), *bindings, *main])


def _pieces() -> str:
    return _file("gpu_pieces.wgsl")


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


@cache
def _constants() -> str:
    """What Python and WGSL have to agree on; the numbers of color.py for samples 0..1."""
    black, neutral = BLACK_Y / 255, NEUTRAL_C / 255
    return "\n".join(
        [
            f"const LUMA = vec4f({black:.9f});",
            f"const CHROMA = vec4f({neutral:.9f});",
            f"const TO_RGB = {_matrix(YUV_TO_RGB)};",
            f"const TO_YUV = {_matrix(RGB_TO_YUV)};",
            f"const ROW_OF_GROUPS = {ROW_OF_GROUPS}u;",
            f"const TILE_WIDTH_PX = {TILE_WIDTH_PX}u;",
            f"const TILE_HEIGHT_PX = {TILE_HEIGHT_PX}u;",
            f"const MAX_FILTERS = {MAX_FILTERS}u;",
            f"const SLOTS_PER_FILTER = {SLOTS_PER_FILTER}u;",
        ]
    )


def _matrix(rows: Floats) -> str:
    """WGSL's matrices are written column by column."""
    return "mat3x3f(" + ", ".join(f"{float(v):.9f}" for v in rows.T.flat) + ")"
