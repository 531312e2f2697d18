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
    def textures(self) -> int:
        """How many textures it binds."""
        return sum(piece.textures for piece in self.pieces)


def kernel_source(signature: Signature) -> str:
    """Return the WGSL of the kernel for a signature."""
    body: list[str] = []
    texture = 0
    for index, piece in enumerate(signature.pieces):
        body += _piece(piece, index, texture)
        texture += piece.textures
    return _source(signature.base, signature.has_alpha, texture, body)


def general_source(has_alpha: bool) -> str:
    """Return the WGSL of the kernel that draws one layer of any kind over the canvas.

    It binds a sheet, luma, chroma and alpha, of which a layer has some.
    """
    kind = "job.items[0].kind"
    body = [
        "let below = d;",
        "var s = black(1.0);",
        f"if ({kind}.x != 0u) {{",
        "if (job.items[0].look.z > 0.0) { s = sample_alpha(t1, t2, t3, 0u, at); }",
        "else { s = sample(t1, t2, 0u, at); }",
        "} else if (job.items[0].look.z > 0.0) {",
        f"if ({kind}.y != 0u) {{ s = fetch_odd_alpha(t0, 0u, at); }}",
        "else { s = fetch_alpha(t0, 0u, at); }",
        f"}} else if ({kind}.y != 0u) {{ s = fetch_odd(t0, 0u, at); }}",
        "else { s = fetch(t0, 0u, at); }",
        f"for (var f = 0u; f < {MAX_FILTERS}u; f++) {{",
        f"let word = ({kind}.z >> (f * 2u)) & 3u;",
        f"if (word == 1u) {{ key(&s, 0u, f * {SLOTS_PER_FILTER}u); }}",
        f"if (word == 2u) {{ correct(&s, 0u, f * {SLOTS_PER_FILTER}u); }}",
        "}",
        "fade(&s, 0u);",
        "let mode = u32(job.items[0].look.y);",
        "if (mode == 0u) { over(&d, s); } else { blend(&d, s, 0u, mode); }",
        "edge(&d, below, 0u, 4u, at);",
    ]
    return _source(Base.LOAD, has_alpha, GENERAL_TEXTURES, body)


GENERAL_TEXTURES = 4


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
        planes = ", ".join(f"t{texture + n}" for n in range(piece.textures))
        return f"sample{suffix}({planes}, {index}u, at)"
    odd = "_odd" if piece.is_odd else ""
    return f"fetch{odd}{suffix}(t{texture}, {index}u, at)"


def _source(base: Base, has_alpha: bool, textures: int, body: list[str]) -> str:
    suffix = "_alpha" if has_alpha else ""
    start = f"load{suffix}(at)" if base is Base.LOAD else f"black({0.0 if has_alpha else 1.0})"
    bindings = [f"@group(1) @binding({n + 1}) var t{n}: texture_2d<f32>;" for n in range(textures)]
    statements = [
        f"let index = group.y * {ROW_OF_GROUPS}u + group.x;",
        "if (index >= job.count) { return; }",
        "let tile = tiles[job.first + index];",
        "let at = vec2i(",
        f"i32((tile & 0xffffu) * {TILE_WIDTH_PX}u + local.x * 8u),",
        f"i32((tile >> 16u) * {TILE_HEIGHT_PX}u + local.y * 2u),",
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


@cache
def _pieces() -> str:
    return Path(__file__).with_name("gpu_pieces.wgsl").read_text("utf-8")


@cache
def _constants() -> str:
    """The numbers of color.py for samples 0..1."""
    black, neutral = BLACK_Y / 255, NEUTRAL_C / 255
    return "\n".join(
        [
            f"const LUMA = vec4f({black:.9f});",
            f"const CHROMA = vec4f({neutral:.9f});",
            f"const TO_RGB = {_matrix(YUV_TO_RGB)};",
            f"const TO_YUV = {_matrix(RGB_TO_YUV)};",
        ]
    )


def _matrix(rows: Floats) -> str:
    """WGSL's matrices are written column by column."""
    return "mat3x3f(" + ", ".join(f"{float(v):.9f}" for v in rows.T.flat) + ")"
