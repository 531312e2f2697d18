"""Paints what an author's WGSL function says, wrapped so that it can do nothing else.

His code comes first, so that the lines of what is wrong with it are his own.
"""

import math
import re

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.errors import EffectError
from studio.effects.live_picture import GRID_PX, LivePicture
from studio.effects.planes import TO_YUVA, Box
from studio.effects.sheet import FORMAT, Part, Piece, Sheet
from studio.model.canvas_content import Shader

_AROUND = """

struct StudioView { left_top: vec2f, size: vec2f, time_s: f32, unused: f32 };
@group(0) @binding(0) var<uniform> studio_view: StudioView;

@vertex fn studio_corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
    return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

@fragment fn studio_paint(@builtin(position) at: vec4f) -> @location(0) vec4f {
    let place = (at.xy - studio_view.left_top) / studio_view.size;
    let colour = clamp(paint(place, studio_view.time_s), vec4f(0.0), vec4f(1.0));
    return studio_coded * vec4f(colour.rgb * colour.a, colour.a);
}
"""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_PLACE = re.compile(r"wgsl:(\d+):(\d+)")
_VIEW_BYTES = 24
_WARM_S = 0.1
_FUNCTION = "fn paint(place: vec2f, time_s: f32) -> vec4f"


class ShaderPainter:
    """Draws one shader.

    Args:
        device: Draws.
        content: What.
        yuva: Whether it is drawn in YUVA, see ``planes``, instead of RGBA.

    Raises:
        EffectError: If its code can't be compiled.
    """

    def __init__(self, device: wgpu.GPUDevice, content: Shader, *, yuva: bool = False) -> None:
        self._device = device
        self._content = content
        self.ends_s = math.inf
        self.is_warm = False
        self._pipeline, layout = _compiled(device, content, yuva=yuva)
        self._view = device.create_buffer(
            size=_VIEW_BYTES, usage=wgpu.BufferUsage.UNIFORM | wgpu.BufferUsage.COPY_DST
        )
        entry = {"binding": 0, "resource": {"buffer": self._view}}
        self._bound = device.create_bind_group(layout=layout, entries=[entry])
        width, height = (
            -(-side // GRID_PX) * GRID_PX + 2 * GRID_PX for side in (content.width, content.height)
        )
        self._box = Box(-GRID_PX, -GRID_PX, width, height)
        self._sheet = Sheet(device, width)  # its own: it may never end, and others would wait

    def paint(self, time_s: float, size: float) -> LivePicture:
        """Draw it as it is at a time."""
        width, height = round(self._box.width * size), round(self._box.height * size)
        margin = GRID_PX * size
        wide, high = self._content.width * size, self._content.height * size
        view = np.array([margin, margin, wide, high, time_s, 0], np.float32)
        self._device.queue.write_buffer(self._view, 0, view)
        seen = Part(int(margin), int(margin), math.ceil(wide), math.ceil(high))
        self.is_warm = True
        (pixels,) = self._sheet.draw([Piece(width, height, self._draw, seen)])
        return LivePicture(self._box, pixels.copy())

    def warm_up(self) -> None:
        """Have its code compiled."""
        self.paint(_WARM_S, 1.0)

    def close(self) -> None:
        """Give its memory back."""
        self._sheet.close()
        self._view.destroy()

    def _draw(self, render_pass: wgpu.GPURenderPassEncoder) -> None:
        render_pass.set_pipeline(self._pipeline)
        render_pass.set_bind_group(0, self._bound)
        render_pass.draw(3)


def wrapped(content: Shader, *, yuva: bool = False) -> str:
    """Return an author's code with what makes it a shader, for RGBA or YUVA.

    Raises:
        EffectError: If a number has a name that is none.
    """
    numbers = []
    for name, value in content.numbers.items():
        if not _NAME.fullmatch(name):
            raise EffectError(f'"{name}" is no name for a number: letters, digits and _ only.')
        numbers.append(f"const {name}: f32 = {float(value)!r};")
    columns = (TO_YUVA.T if yuva else np.eye(4)).ravel().tolist()
    coded = f"\nconst studio_coded = mat4x4f({', '.join(map(str, columns))});\n"
    return "\n".join([content.code, *numbers]) + coded + _AROUND


def _compiled(
    device: wgpu.GPUDevice, content: Shader, *, yuva: bool
) -> tuple[wgpu.GPURenderPipeline, wgpu.GPUBindGroupLayout]:
    code = wrapped(content, yuva=yuva)
    view = {"binding": 0, "visibility": wgpu.ShaderStage.FRAGMENT, "buffer": {"type": "uniform"}}
    layout = device.create_bind_group_layout(entries=[view])
    try:
        module = device.create_shader_module(code=code)
        pipeline = device.create_render_pipeline(
            layout=device.create_pipeline_layout(bind_group_layouts=[layout]),
            vertex={"module": module, "entry_point": "studio_corner"},
            primitive={"topology": "triangle-list"},
            fragment={
                "module": module,
                "entry_point": "studio_paint",
                "targets": [{"format": FORMAT}],
            },
        )
    except (wgpu.GPUError, RuntimeError) as error:
        raise EffectError(_why(str(error), content.code.count("\n") + 1)) from error
    return pipeline, layout


def _why(words: str, lines: int) -> str:
    """Return what a compiler says about an author's code as one sentence."""
    said = [line.strip() for line in words.splitlines() if line.strip()]
    parsing = next((line for line in said if line.startswith("Shader ")), "")
    reason = re.sub(r"^Shader '[^']*' parsing error: ", "", parsing) or said[-1]
    place = _PLACE.search(words)
    where, hint = "", ""
    if place and int(place[1]) <= lines:
        where = f" in line {place[1]}, column {place[2]}"
    elif place:
        hint = f"; it must define {_FUNCTION} and end with it"
    return f"The shader can't be compiled{where}: {reason.rstrip('.')}{hint}."
