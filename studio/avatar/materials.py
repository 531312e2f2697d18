"""Materials of a glTF file as two tones: MToon of VRM 1.0 and VRM 0, unlit ones, others."""

from typing import Any

from studio.avatar.model import Toon
from studio.avatar.reading import Table, index, number, table, tables, text, vector

MOST_MATERIALS = 512
_BLACK = (0.0, 0.0, 0.0)
_SHADOW = (0.66, 0.62, 0.74)
"""What is left of the colour where no light falls, for materials that don't say."""
_BLEND, _BLEND_DEPTH = 2.0, 3.0
_NO_CULLING = 0.0
_LAST = 1_000


def read_materials(document: Table) -> tuple[Toon, ...]:
    """Return a file's materials, and one more for parts that have none."""
    of_vrm0 = tables(
        table(table(document.get("extensions")).get("VRM")).get("materialProperties"),
        MOST_MATERIALS,
    )
    found = []
    for place, material in enumerate(tables(document.get("materials"), MOST_MATERIALS)):
        properties = of_vrm0[place] if place < len(of_vrm0) else {}
        found.append(_read(document, material, properties))
    return (*found, Toon())


def _read(document: Table, material: Table, properties: Table) -> Toon:
    textures = _Textures(document)
    extensions = table(material.get("extensions"))
    colour = table(material.get("pbrMetallicRoughness"))
    mtoon = table(extensions.get("VRMC_materials_mtoon"))
    lit = vector(colour.get("baseColorFactor"), (1, 1, 1, 1))
    base = table(colour.get("baseColorTexture"))
    mode = material.get("alphaMode")
    common: dict[str, Any] = {
        "name": text(material.get("name")),
        "lit": tuple(lit),
        "shade": tuple(lit[:3] * _SHADOW),
        "texture": textures.picture(base),
        "shade_texture": textures.picture(base),
        "emission": tuple(vector(material.get("emissiveFactor"), _BLACK)),
        "emission_texture": textures.picture(table(material.get("emissiveTexture"))),
        "toony": 0.55,
        "is_unlit": "KHR_materials_unlit" in extensions and not mtoon,
        "cutoff": number(material.get("alphaCutoff"), 0.5, 0, 1) if mode == "MASK" else 0.0,
        "blends": mode == "BLEND",
        "is_double_sided": material.get("doubleSided") is True,
        "uv": textures.placed(base),
        "order": _LAST if mode == "BLEND" else 0,
    }
    if mtoon:
        common |= _mtoon1(textures, mtoon, common)
    elif properties:
        common |= _mtoon0(textures, properties, common)
    return Toon(**common)


def _mtoon1(textures: "_Textures", mtoon: Table, common: Table) -> Table:
    offset = int(number(mtoon.get("renderQueueOffsetNumber"), 0, -9, 9))
    has_outline = mtoon.get("outlineWidthMode") in ("worldCoordinates", "screenCoordinates")
    return {
        "shade": tuple(vector(mtoon.get("shadeColorFactor"), _BLACK)),
        "shade_texture": textures.picture(table(mtoon.get("shadeMultiplyTexture"))),
        "shift": number(mtoon.get("shadingShiftFactor"), 0.0, -1, 1),
        "toony": number(mtoon.get("shadingToonyFactor"), 0.9, 0, 1),
        "rim": tuple(vector(mtoon.get("parametricRimColorFactor"), _BLACK)),
        "rim_power": number(mtoon.get("parametricRimFresnelPowerFactor"), 5.0, 0.01, 100),
        "rim_lift": number(mtoon.get("parametricRimLiftFactor"), 0.0, 0, 1),
        "outline_m": number(mtoon.get("outlineWidthFactor"), 0, 0, 0.05) if has_outline else 0.0,
        "outline": tuple(vector(mtoon.get("outlineColorFactor"), _BLACK)),
        "order": common["order"] + offset,
    }


def _mtoon0(textures: "_Textures", properties: Table, common: Table) -> Table:
    shader = text(properties.get("shader"))
    if not shader.startswith("VRM/"):
        return {}
    floats = table(properties.get("floatProperties"))
    colours = table(properties.get("vectorProperties"))
    pictures = table(properties.get("textureProperties"))
    blend = number(floats.get("_BlendMode"), 0, 0, 3)
    found: Table = {
        "cutoff": number(floats.get("_Cutoff"), 0.5, 0, 1) if blend == 1 else common["cutoff"],
        "blends": blend in (_BLEND, _BLEND_DEPTH) or common["blends"],
        "is_double_sided": number(floats.get("_CullMode"), 2, 0, 2) == _NO_CULLING
        or common["is_double_sided"],
        "order": int(number(properties.get("renderQueue"), 2000, -1, 5000)),
    }
    if not shader.startswith("VRM/MToon"):
        return found | {"is_unlit": True}
    shift0 = number(floats.get("_ShadeShift"), 0, -1, 1)
    high = shift0 + (1 - shift0) * (1 - number(floats.get("_ShadeToony"), 0.9, 0, 1))
    outlined = number(floats.get("_OutlineWidthMode"), 0, 0, 2) > 0
    width_m = number(floats.get("_OutlineWidth"), 0, 0, 5) / 100
    lit = vector(colours.get("_Color"), (1, 1, 1, 1))
    emission = vector(colours.get("_EmissionColor"), (0, 0, 0, 1))
    return found | {
        "is_unlit": False,
        "lit": (*map(_linear, lit[:3]), float(lit[3])),
        "shade": tuple(map(_linear, vector(colours.get("_ShadeColor"), (0.97, 0.81, 0.86, 1))[:3])),
        "texture": textures.number(pictures.get("_MainTex")),
        "shade_texture": textures.number(pictures.get("_ShadeTexture")),
        "emission": tuple(map(_linear, emission[:3])),
        "emission_texture": textures.number(pictures.get("_EmissionMap")),
        "rim": tuple(map(_linear, vector(colours.get("_RimColor"), (0, 0, 0, 1))[:3])),
        "rim_power": number(floats.get("_RimFresnelPower"), 1.0, 0.01, 100),
        "rim_lift": number(floats.get("_RimLift"), 0.0, 0, 1),
        "toony": min(1.0, max(0.0, (2 - (high - shift0)) / 2)),
        "shift": min(1.0, max(-1.0, -(high + shift0) / 2)),
        "outline_m": width_m if outlined else 0.0,
        "outline": tuple(map(_linear, vector(colours.get("_OutlineColor"), (0, 0, 0, 1))[:3])),
    }


class _Textures:
    """Finds the pictures that textures mean."""

    def __init__(self, document: Table) -> None:
        self._textures = tables(document.get("textures"), 4_096)
        self._images = len(document.get("images", []))

    def picture(self, info: Table) -> int:
        return self.number(info.get("index"))

    def number(self, value: object) -> int:
        found = index(value, len(self._textures))
        if found is None:
            return -1
        texture = self._textures[found]
        webp = table(table(texture.get("extensions")).get("EXT_texture_webp"))
        source = index(webp.get("source", texture.get("source")), self._images)
        return -1 if source is None else source

    @staticmethod
    def placed(info: Table) -> tuple[float, float, float, float]:
        moved = table(table(info.get("extensions")).get("KHR_texture_transform"))
        offset, scale = vector(moved.get("offset"), (0, 0)), vector(moved.get("scale"), (1, 1))
        return float(offset[0]), float(offset[1]), float(scale[0]), float(scale[1])


def _linear(share: float) -> float:
    share = min(1.0, max(0.0, float(share)))
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
