"""The inputs of a collection that another one may name: an avatar's camera and microphone."""

from studio.model.kinds import AUDIO_KINDS
from studio.model.scene import Collection

_SEES = frozenset({"camera", "media", "network"})
"""Kinds on whose pictures people are looked for."""
_HEARS = AUDIO_KINDS | {"media", "network"}


def inputs_for(collection: Collection, setting: str) -> list[dict[str, str]]:
    """Return what can be chosen for a setting of an avatar."""
    kinds = _SEES if setting == "camera" else _HEARS
    names = [each.name for each in collection.inputs if each.kind in kinds]
    return [{"value": name, "text": name} for name in names]
