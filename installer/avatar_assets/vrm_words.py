"""What a file says of a character beside its triangles, in the words of VRM 1.0 and of VRM 0."""

from collections.abc import Mapping, Sequence
from typing import Any

from installer.avatar_assets.character import Character, Paint

Document = dict[str, Any]
Numbers = Mapping[str, int]
"""Of the bones' nodes."""
_V1 = {"look_up": "lookUp", "look_down": "lookDown", "look_l": "lookLeft", "look_r": "lookRight"}
_V1 |= {"blink_l": "blinkLeft", "blink_r": "blinkRight"}
_V0 = {"aa": "a", "ih": "i", "ou": "u", "ee": "e", "oh": "o", "happy": "joy", "sad": "sorrow"}
_V0 |= {"relaxed": "fun", "look_up": "lookup", "look_down": "lookdown", "look_l": "lookleft"}
_V0 |= {"look_r": "lookright", "angry": "angry", "blink_l": "blink_l", "blink_r": "blink_r"}
_HIDES_MOUTH = ("happy", "sad", "angry", "surprised", "relaxed")


def vrm_v1(character: Character, numbers: Numbers, node: int) -> Document:
    """Return the extensions of version 1.

    Args:
        character: Whose.
        numbers: See ``Numbers``.
        node: Of the mesh with the morphs.
    """
    return {
        "VRMC_vrm": _vrmc(character, numbers, node),
        "VRMC_springBone": _springs(character, numbers),
    }


def _vrmc(character: Character, numbers: Numbers, node: int) -> Document:
    about, names = character.about, character.expressions
    preset: Document = {}
    for index, name in enumerate(names):
        expression: Document = {
            "morphTargetBinds": [{"node": node, "index": index, "weight": 1.0}],
            "isBinary": False,
        }
        if name in _HIDES_MOUTH:
            expression |= {"overrideMouth": "blend", "overrideBlink": "blend"}
        preset[_V1.get(name, name)] = expression
    both = [names.index("blink_l"), names.index("blink_r")]
    preset["blink"] = {
        "morphTargetBinds": [{"node": node, "index": index, "weight": 1.0} for index in both]
    }
    look = {"inputMaxValue": 30.0, "outputScale": 1.0}
    sides = ("HorizontalInner", "HorizontalOuter", "VerticalDown", "VerticalUp")
    return {
        "specVersion": "1.0",
        "meta": {
            "name": about["name"],
            "version": about["version"],
            "authors": [about["author"]],
            "copyrightInformation": about["copyright"],
            "licenseUrl": "https://vrm.dev/licenses/1.0/",
            "otherLicenseUrl": about["license"],
            "avatarPermission": "everyone",
            "commercialUsage": "corporation",
            "creditNotation": "unnecessary",
            "allowRedistribution": True,
            "modification": "allowModificationRedistribution",
        },
        "humanoid": {
            "humanBones": {b.human: {"node": numbers[b.name]} for b in character.bones if b.human}
        },
        "lookAt": {"type": "expression", "offsetFromHeadBone": [0, 0.25, 0.2]}
        | {f"rangeMap{side}": look for side in sides},
        "expressions": {"preset": preset},
    }


def _springs(character: Character, numbers: Numbers) -> Document:
    return {
        "specVersion": "1.0",
        "colliders": [
            {
                "node": numbers[ball.bone],
                "shape": {"sphere": {"offset": list(ball.offset), "radius": ball.radius_m}},
            }
            for ball in character.balls
        ],
        "colliderGroups": [{"name": "all", "colliders": list(range(len(character.balls)))}],
        "springs": [
            {
                "name": chain.name,
                "joints": [
                    {
                        "node": numbers[bone],
                        "hitRadius": chain.hit_m,
                        "stiffness": chain.stiffness,
                        "gravityPower": chain.gravity,
                        "gravityDir": [0, -1, 0],
                        "dragForce": chain.drag,
                    }
                    for bone in chain.bones
                ],
                "colliderGroups": [0],
            }
            for chain in character.chains
        ],
    }


def vrm_v0(character: Character, numbers: Numbers, mesh: int) -> Document:
    """Return the extension of version 0, but its materials.

    Args:
        character: Whose.
        numbers: See ``Numbers``.
        mesh: With the morphs.
    """
    about = character.about
    groups = [
        {
            "name": name if name in _V0 else name.capitalize(),
            "presetName": _V0.get(name, "unknown"),
            "binds": [{"mesh": mesh, "index": index, "weight": 100}],
            "materialValues": [],
            "isBinary": False,
        }
        for index, name in enumerate(character.expressions)
    ]
    both = [character.expressions.index(f"blink_{side}") for side in "lr"]
    binds = [{"mesh": mesh, "index": index, "weight": 100} for index in both]
    groups.append({"name": "Blink", "presetName": "blink", "binds": binds, "isBinary": False})
    look = {"xRange": 30, "yRange": 1}
    return {
        "exporterVersion": "Rocket Studio",
        "specVersion": "0.0",
        "meta": {
            "title": about["name"],
            "version": about["version"],
            "author": about["author"],
            "allowedUserName": "Everyone",
            "violentUssageName": "Allow",
            "sexualUssageName": "Disallow",
            "commercialUssageName": "Allow",
            "licenseName": "CC0",
            "otherLicenseUrl": about["license"],
        },
        "humanoid": {
            "humanBones": [
                {"bone": b.human, "node": numbers[b.name]} for b in character.bones if b.human
            ]
        },
        "firstPerson": {"firstPersonBone": numbers["head"], "lookAtTypeName": "BlendShape"}
        | {f"lookAt{side}": look for side in ("HorizontalInner", "HorizontalOuter")}
        | {f"lookAt{side}": look for side in ("VerticalDown", "VerticalUp")},
        "blendShapeMaster": {"blendShapeGroups": groups},
        "secondaryAnimation": _secondary(character, numbers),
    }


def _secondary(character: Character, numbers: Numbers) -> Document:
    return {
        "boneGroups": [
            {
                "comment": chain.name,
                "stiffiness": chain.stiffness,  # as the format spells it
                "gravityPower": chain.gravity,
                "gravityDir": {"x": 0, "y": -1, "z": 0},
                "dragForce": chain.drag,
                "center": -1,
                "hitRadius": chain.hit_m,
                "bones": [numbers[chain.bones[0]]],
                "colliderGroups": list(range(len(character.balls))),
            }
            for chain in character.chains
        ],
        "colliderGroups": [
            {
                "node": numbers[ball.bone],
                "colliders": [
                    {
                        "offset": dict(zip("xyz", ball.offset, strict=True)),
                        "radius": ball.radius_m,
                    }
                ],
            }
            for ball in character.balls
        ],
    }


def materials_v0(paints: Sequence[Paint]) -> list[Document]:
    """Return the materials as version 0 has them: colours as sRGB."""
    found = []
    for number, paint in enumerate(paints):
        shader = "VRM/UnlitTexture" if paint.is_flat else "VRM/MToon"
        pictured = [each for each in paints[:number] if each.picture]
        textures = {"_MainTex": len(pictured), "_ShadeTexture": len(pictured)}
        found.append(
            {
                "name": paint.name,
                "shader": shader,
                "renderQueue": 2000,
                "floatProperties": {
                    "_ShadeShift": 0.05,
                    "_ShadeToony": 0.86,
                    "_OutlineWidth": paint.outline_m * 100,
                    "_OutlineWidthMode": 1 if paint.outline_m else 0,
                    "_BlendMode": 0,
                    "_CullMode": 2,
                },
                "vectorProperties": {
                    "_Color": _srgb(paint.lit),
                    "_ShadeColor": _srgb(paint.shade or paint.lit),
                    "_OutlineColor": _srgb(paint.outline),
                },
                "textureProperties": textures if paint.picture else {},
                "keywordMap": {},
                "tagMap": {"RenderType": "Opaque"},
            }
        )
    return found


def _srgb(code: str) -> list[float]:
    return [round(int(code[at : at + 2], 16) / 255, 5) for at in (1, 3, 5)] + [1.0]
