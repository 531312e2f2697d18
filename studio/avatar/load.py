"""Loads an avatar: a file of VRM 1.0 or VRM 0, or plain glTF with morphs.

The file may be anything: studio/effects/glb.py looks it through first, and what its extensions
say is taken only where it is sane::

    model = load(Path("nova.vrm"))          # raises AvatarError, a sentence for the anchor
    print(model.about.license)
"""

from pathlib import Path

from studio.avatar import plain, vrm0, vrm1
from studio.avatar.errors import AvatarError
from studio.avatar.geometry import Geometry, read_geometry
from studio.avatar.materials import read_materials
from studio.avatar.model import AvatarModel, Expression
from studio.avatar.reading import Table, table, tables
from studio.effects.errors import EffectError
from studio.effects.glb import MAX_BYTES, MAX_NODES, Glb, check

MOST_TEXTURE_PIXELS = 1 << 28
"""Of all pictures; they are made smaller one by one as they are unpacked."""


def load(path: Path) -> AvatarModel:
    """Return an avatar.

    Raises:
        AvatarError: If it can't be.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AvatarError(f"{path.name} is larger than {MAX_BYTES >> 20} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise AvatarError(f"{path.name} can't be read: {error.strerror}.") from error
    return loaded(data, path.stem)


def loaded(data: bytes, name: str) -> AvatarModel:
    """Return the avatar that a file holds.

    Args:
        data: The file.
        name: What it is called, if it doesn't say.

    Raises:
        AvatarError: If it can't be.
    """
    try:
        return _read(check(data, MOST_TEXTURE_PIXELS), name)
    except EffectError as error:
        words = str(error).replace("The model", "The avatar").replace("the model", "the avatar")
        raise AvatarError(words) from error
    except (
        *(KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError),
        RecursionError,
    ) as error:
        raise AvatarError(f"The avatar's parts don't fit together ({error!r}).") from error


def _read(glb: Glb, name: str) -> AvatarModel:
    document = glb.document
    geometry = read_geometry(glb)
    extensions = table(document.get("extensions"))
    nodes = geometry.nodes
    count = len(nodes.parents)
    vrm, old = table(extensions.get("VRMC_vrm")), table(extensions.get("VRM"))
    if vrm:
        springs = table(extensions.get("VRMC_springBone"))
        colliders = vrm1.colliders(springs, count)
        joints = vrm1.joints(springs, nodes, len(colliders))
        about, bones = vrm1.about(vrm), vrm1.bones(vrm, count)
        expressions, look = vrm1.expressions(vrm), vrm1.look(vrm)
    elif old:
        joints, colliders = vrm0.swinging(old, nodes)
        about, bones = vrm0.about(old), vrm0.bones(old, count)
        expressions, look = vrm0.expressions(old, _users(document)), vrm0.look(old)
    else:
        joints, colliders = [], []
        about, bones = plain.about(document, name), plain.bones(nodes)
        expressions, look = plain.expressions(geometry.target_names), plain.look()
    return AvatarModel(
        about=about,
        nodes=nodes,
        palette=geometry.palette,
        palette_binds=geometry.palette_binds,
        corners=geometry.corners,
        parts=geometry.parts,
        materials=read_materials(document),
        pictures=_pictures(glb),
        bones=bones,
        expressions=_whole(expressions, geometry),
        look=look,
        joints=tuple(joints),
        colliders=tuple(colliders),
        is_turned=bool(old) and not vrm,
    )


def _users(document: Table) -> dict[int, list[int]]:
    """Return which nodes have each mesh."""
    found: dict[int, list[int]] = {}
    for number, node in enumerate(tables(document.get("nodes"), MAX_NODES)):
        if "mesh" in node:
            found.setdefault(node["mesh"], []).append(number)
    return found


def _whole(expressions: dict[str, Expression], geometry: Geometry) -> dict[str, Expression]:
    """Return expressions without what they bind that is not there."""
    targets: dict[int, int] = {}
    for corners in geometry.corners:
        targets[corners.node] = max(targets.get(corners.node, 0), len(corners.targets))
    return {
        name: Expression(
            tuple(b for b in each.binds if 0 <= b.target < targets.get(b.node, 0)),
            each.is_binary,
            each.overrides,
        )
        for name, each in expressions.items()
        if name
    }


def _pictures(glb: Glb) -> tuple[bytes, ...]:
    found = []
    for image in glb.document.get("images", []):
        view = glb.document["bufferViews"][image["bufferView"]]
        begin = int(view.get("byteOffset", 0))
        found.append(glb.binary[begin : begin + int(view["byteLength"])])
    return tuple(found)
