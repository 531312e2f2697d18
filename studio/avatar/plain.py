"""Plain glTF as an avatar: bones and expressions are found by their names."""

import re
from collections.abc import Mapping

from studio.avatar.model import About, Bind, Expression, Look, Nodes
from studio.avatar.reading import Table, table, text
from studio.model.tracking import BLENDSHAPES

_ALSO = {
    "aa": ("a", "mouthopen", "jawopen"),
    "ih": ("i",),
    "ou": ("u",),
    "ee": ("e",),
    "oh": ("o",),
    "blink": ("eyesclosed", "blinkboth"),
    "blinkLeft": ("blinkl", "eyeblinkleft", "eyeblinkl"),
    "blinkRight": ("blinkr", "eyeblinkright", "eyeblinkr"),
    "happy": ("joy", "smile"),
    "sad": ("sorrow",),
    "angry": ("anger",),
    "surprised": ("surprise",),
    "relaxed": ("fun",),
    "lookUp": (),
    "lookDown": (),
    "lookLeft": ("lookl",),
    "lookRight": ("lookr",),
}
_BONES = {
    "hips": ("hip", "pelvis"),
    "spine": ("spine1",),
    "chest": ("spine2", "upperchest"),
    "neck": (),
    "head": (),
    "leftEye": ("eyel", "lefteye"),
    "rightEye": ("eyer", "righteye"),
    "leftUpperArm": ("upperarml", "leftarm"),
    "rightUpperArm": ("upperarmr", "rightarm"),
    "leftLowerArm": ("lowerarml", "forearml", "leftforearm"),
    "rightLowerArm": ("lowerarmr", "forearmr", "rightforearm"),
}
_KNOWN = {name.lower(): name for name in BLENDSHAPES}


def about(document: Table, name: str) -> About:
    """Return who made it."""
    asset = table(document.get("asset"))
    extras = table(asset.get("extras"))
    author = text(extras.get("author"))
    return About(
        "glTF",
        text(extras.get("title")) or name,
        authors=(author,) if author else (),
        reference=text(extras.get("source")),
        copyright=text(asset.get("copyright")),
        license=text(extras.get("license")),
    )


def bones(nodes: Nodes) -> dict[str, int]:
    """Return nodes by the names of a person's bones."""
    plain = {_plain(name): number for number, name in reversed(list(enumerate(nodes.names)))}
    found = {}
    for bone, others in _BONES.items():
        for name in (bone.lower(), *others):
            if name in plain:
                found[bone] = plain[name]
                break
    return found


def expressions(target_names: Mapping[int, tuple[str, ...]]) -> dict[str, Expression]:
    """Return what the face can do: each morph by its name, and by what else it is called."""
    binds: dict[str, list[Bind]] = {}
    for node, names in target_names.items():
        for number, name in enumerate(names):
            called = _KNOWN.get(_plain(name), name)
            binds.setdefault(called, []).append(Bind(node, number, 1.0))
    found = {name: Expression(tuple(each)) for name, each in binds.items()}
    plain = {_plain(name): each for name, each in reversed(found.items())}
    for name, others in _ALSO.items():
        for other in (name.lower(), *others):
            if other in plain and name not in found:
                found[name] = plain[other]
    return found


def look() -> Look:
    """Return how eyes look around: by bones, if there are any."""
    return Look(by_bones=True)


def _plain(name: str) -> str:
    """Return a name without what exporters put around it."""
    bare = name.lower().rpartition(":")[2].removeprefix("mixamorig")
    return re.sub(r"[^a-z0-9]", "", bare)
