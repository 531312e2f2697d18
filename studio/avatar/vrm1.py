"""What VRM 1.0 says of an avatar: VRMC_vrm and VRMC_springBone."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from studio.avatar.model import About, Bind, Collider, Expression, Joint, Look, Nodes, Range
from studio.avatar.reading import Table, index, indices, number, table, tables, text, texts, vector

MOST_EXPRESSIONS = 256
MOST_BINDS = 256
MOST_SPRINGS = 512
MOST_JOINTS = 1_024
MOST_COLLIDERS = 256
_TERMS = {
    "avatarPermission": "Who may act as it",
    "commercialUsage": "Commercial use",
    "creditNotation": "Naming the author",
    "modification": "Changing it",
}
_YES = {
    "allowRedistribution": "Handing it on",
    "allowExcessivelyViolentUsage": "Violent scenes",
    "allowExcessivelySexualUsage": "Sexual scenes",
    "allowPoliticalOrReligiousUsage": "Political or religious use",
    "allowAntisocialOrHateUsage": "Antisocial use",
}
_OVERRIDES = {"overrideBlink": "blink", "overrideMouth": "mouth", "overrideLookAt": "look"}


def about(vrm: Table) -> About:
    """Return who made it, and what is allowed."""
    meta = table(vrm.get("meta"))
    terms = [f"{words}: {text(meta[key])}" for key, words in _TERMS.items() if text(meta.get(key))]
    for key, words in _YES.items():
        if isinstance(meta.get(key), bool):
            terms.append(f"{words}: {'allowed' if meta[key] else 'not allowed'}")
    licences = [text(meta.get(key)) for key in ("licenseUrl", "otherLicenseUrl")]
    return About(
        "VRM 1.0",
        text(meta.get("name")),
        text(meta.get("version")),
        texts(meta.get("authors")),
        text(meta.get("contactInformation")),
        ", ".join(texts(meta.get("references"))),
        text(meta.get("copyrightInformation")),
        ", ".join(each for each in licences if each),
        tuple(terms),
    )


def bones(vrm: Table, count: int) -> dict[str, int]:
    """Return nodes by the names of a person's bones."""
    listed = table(table(vrm.get("humanoid")).get("humanBones"))
    found = {text(name): index(table(bone).get("node"), count) for name, bone in listed.items()}
    return {name: node for name, node in found.items() if node is not None}


def expressions(vrm: Table) -> dict[str, Expression]:
    """Return what the face can do, by name; presets go before those of the same name."""
    groups = table(vrm.get("expressions"))
    listed = [*table(groups.get("custom")).items(), *table(groups.get("preset")).items()]
    return {text(name): _expression(table(each)) for name, each in listed[-MOST_EXPRESSIONS:]}


def _expression(expression: Table) -> Expression:
    binds = tuple(
        Bind(
            int(number(each.get("node"), -1, -1)),
            int(number(each.get("index"), -1, -1)),
            number(each.get("weight"), 1.0, 0, 1),
        )
        for each in tables(expression.get("morphTargetBinds"), MOST_BINDS)
    )
    overrides = {
        of: str(expression[key])
        for key, of in _OVERRIDES.items()
        if expression.get(key) in ("block", "blend")
    }
    return Expression(binds, expression.get("isBinary") is True, overrides)


def look(vrm: Table) -> Look:
    """Return how eyes look around."""
    found = table(vrm.get("lookAt"))
    ranges = []
    for side in ("HorizontalInner", "HorizontalOuter", "VerticalDown", "VerticalUp"):
        of_side = table(found.get(f"rangeMap{side}"))
        input_deg = number(of_side.get("inputMaxValue"), 90.0, 0.1, 180)
        ranges.append(Range(input_deg, number(of_side.get("outputScale"), 10.0, 0, 90)))
    return Look(found.get("type") != "expression", *ranges)


def colliders(springs: Table, count: int) -> list[Collider]:
    """Return what swinging bones do not go through."""
    found = []
    for each in tables(springs.get("colliders"), MOST_COLLIDERS):
        node = index(each.get("node"), count)
        shape = table(each.get("shape"))
        ball, capsule = table(shape.get("sphere")), table(shape.get("capsule"))
        form = capsule or ball
        offset = vector(form.get("offset"), (0, 0, 0))
        tail = vector(form.get("tail"), tuple(offset)) if capsule else offset
        radius_m = number(form.get("radius"), 0.0, 0, 10) if node is not None else 0.0
        found.append(Collider(node or 0, _three(offset), _three(tail), radius_m))
    return found


def joints(springs: Table, nodes: Nodes, known_colliders: int) -> list[Joint]:
    """Return the bones that swing; the last of each chain is only an end."""
    groups = [
        indices(group.get("colliders"), known_colliders)
        for group in tables(springs.get("colliderGroups"), MOST_COLLIDERS)
    ]
    found: list[Joint] = []
    for spring in tables(springs.get("springs"), MOST_SPRINGS):
        chosen = indices(spring.get("colliderGroups"), len(groups))
        hits = {hit for group in chosen for hit in groups[group]}
        center = index(spring.get("center"), len(nodes.parents))
        chain = tables(spring.get("joints"), MOST_JOINTS)
        for joint, after in pairwise(chain):
            node, end = (index(each.get("node"), len(nodes.parents)) for each in (joint, after))
            if node is None or end is None or len(found) >= MOST_JOINTS:
                continue
            gravity = vector(joint.get("gravityDir"), (0, -1, 0))
            gravity *= number(joint.get("gravityPower"), 0.0, -100, 100)
            found.append(
                Joint(
                    node,
                    _three(nodes.places[end]),
                    number(joint.get("stiffness"), 1.0, 0, 100),
                    number(joint.get("dragForce"), 0.5, 0, 1),
                    _three(gravity),
                    number(joint.get("hitRadius"), 0.0, 0, 10),
                    -1 if center is None else center,
                    tuple(sorted(hits)),
                )
            )
    return found


def _three(values: NDArray[np.float64]) -> tuple[float, float, float]:
    x, y, z = (float(each) for each in values)
    return x, y, z
