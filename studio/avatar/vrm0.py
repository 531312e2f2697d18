"""What VRM 0 says of an avatar, in the words of VRM 1.0."""

from studio.avatar.model import About, Bind, Collider, Expression, Joint, Look, Nodes, Range
from studio.avatar.reading import Table, index, indices, number, table, tables, text, vector
from studio.avatar.vrm1 import (
    MOST_BINDS,
    MOST_COLLIDERS,
    MOST_EXPRESSIONS,
    MOST_JOINTS,
    MOST_SPRINGS,
)

_PRESETS = {"a": "aa", "i": "ih", "u": "ou", "e": "ee", "o": "oh", "joy": "happy"}
_PRESETS |= {"sorrow": "sad", "fun": "relaxed", "blink_l": "blinkLeft", "blink_r": "blinkRight"}
_PRESETS |= {"lookup": "lookUp", "lookdown": "lookDown", "lookleft": "lookLeft"}
_PRESETS |= {"lookright": "lookRight"}
_THUMBS = {"ThumbIntermediate": "ThumbProximal", "ThumbProximal": "ThumbMetacarpal"}
_TERMS = {
    "allowedUserName": "Who may act as it",
    "commercialUssageName": "Commercial use",
    "violentUssageName": "Violent scenes",
    "sexualUssageName": "Sexual scenes",
    "otherPermissionUrl": "Other terms",
}
_TAIL_M = 0.07
"""How long the last bone of a chain is taken to be."""


def about(vrm: Table) -> About:
    """Return who made it, and what is allowed."""
    meta = table(vrm.get("meta"))
    author = text(meta.get("author"))
    licences = [text(meta.get(key)) for key in ("licenseName", "otherLicenseUrl")]
    return About(
        "VRM 0.x",
        text(meta.get("title")),
        text(meta.get("version")),
        (author,) if author else (),
        text(meta.get("contactInformation")),
        text(meta.get("reference")),
        "",
        ", ".join(each for each in licences if each),
        tuple(f"{word}: {text(meta[key])}" for key, word in _TERMS.items() if text(meta.get(key))),
    )


def bones(vrm: Table, count: int) -> dict[str, int]:
    """Return nodes by the names of a person's bones."""
    found: dict[str, int] = {}
    for bone in tables(table(vrm.get("humanoid")).get("humanBones"), 256):
        name, node = text(bone.get("bone")), index(bone.get("node"), count)
        for old, new in _THUMBS.items():
            if name.endswith(old):
                name = name.removesuffix(old) + new
                break
        if name and node is not None:
            found[name] = node
    return found


def expressions(vrm: Table, nodes_of_meshes: dict[int, list[int]]) -> dict[str, Expression]:
    """Return what the face can do, by name."""
    groups = table(vrm.get("blendShapeMaster")).get("blendShapeGroups")
    found: dict[str, Expression] = {}
    for group in tables(groups, MOST_EXPRESSIONS):
        preset = text(group.get("presetName")).lower()
        name = text(group.get("name"))
        if preset and preset != "unknown":
            name = _PRESETS.get(preset, preset)
        elif name.lower() == "surprised":
            name = "surprised"
        binds = [
            Bind(
                node,
                int(number(each.get("index"), -1, -1)),
                number(each.get("weight"), 100.0, 0, 100) / 100,
            )
            for each in tables(group.get("binds"), MOST_BINDS)
            for node in nodes_of_meshes.get(int(number(each.get("mesh"), -1, -1)), ())
        ]
        found[name] = Expression(tuple(binds), group.get("isBinary") is True)
    return found


def look(vrm: Table) -> Look:
    """Return how eyes look around."""
    person = table(vrm.get("firstPerson"))
    ranges = []
    for side in ("HorizontalInner", "HorizontalOuter", "VerticalDown", "VerticalUp"):
        of_side = table(person.get(f"lookAt{side}"))
        input_deg = number(of_side.get("xRange"), 90.0, 0.1, 180)
        ranges.append(Range(input_deg, number(of_side.get("yRange"), 10.0, 0, 90)))
    return Look(person.get("lookAtTypeName") != "BlendShape", *ranges)


def swinging(vrm: Table, nodes: Nodes) -> tuple[list[Joint], list[Collider]]:
    """Return the bones that swing and what they do not go through."""
    secondary = table(vrm.get("secondaryAnimation"))
    count = len(nodes.parents)
    colliders: list[Collider] = []
    groups: list[list[int]] = []
    for group in tables(secondary.get("colliderGroups"), MOST_COLLIDERS):
        node = index(group.get("node"), count)
        numbers = []
        for each in tables(group.get("colliders"), MOST_COLLIDERS):
            if node is None or len(colliders) >= MOST_COLLIDERS:
                continue
            x, y, z = vector(each.get("offset"), (0, 0, 0))
            place = float(x), float(y), -float(z)  # as Unity counts
            numbers.append(len(colliders))
            radius_m = number(each.get("radius"), 0, 0, 10)
            colliders.append(Collider(node, place, place, radius_m))
        groups.append(numbers)
    joints: list[Joint] = []
    taken: set[int] = set()
    for group in tables(secondary.get("boneGroups"), MOST_SPRINGS):
        chosen = indices(group.get("colliderGroups"), len(groups))
        hits = sorted({hit for each in chosen for hit in groups[each]})
        for start in indices(group.get("bones"), count):
            joints += _chain(group, start, nodes, tuple(hits), taken)
    return joints[:MOST_JOINTS], colliders


def _chain(
    group: Table, root: int, nodes: Nodes, hits: tuple[int, ...], taken: set[int]
) -> list[Joint]:
    """Return a bone and all that hang on it, each once."""
    gravity = vector(group.get("gravityDir"), (0, -1, 0))
    gravity *= number(group.get("gravityPower"), 0.0, -100, 100)
    center = index(group.get("center"), len(nodes.parents))
    found: list[Joint] = []
    waiting = [root]
    while waiting and len(found) < MOST_JOINTS:
        node = waiting.pop()
        if node in taken:
            continue
        taken.add(node)
        children = [int(child) for child in (nodes.parents == node).nonzero()[0]]
        waiting += children
        if children:
            tail = nodes.places[children[0]]
        else:
            way = nodes.places[node]
            length = float((way**2).sum() ** 0.5)
            tail = way / length * _TAIL_M if length > 1e-6 else way
        found.append(
            Joint(
                node,
                (float(tail[0]), float(tail[1]), float(tail[2])),
                number(group.get("stiffiness"), 1.0, 0, 100),
                number(group.get("dragForce"), 0.4, 0, 1),
                (float(gravity[0]), float(gravity[1]), float(gravity[2])),
                number(group.get("hitRadius"), 0.02, 0, 10),
                -1 if center is None else center,
                hits,
            )
        )
    return found
