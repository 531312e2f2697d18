"""The unseen inputs of background filters: the picture or video that lies behind people.

A filter names a file; the engine opens it as it opens the file of any input, but nobody
lists it, mixes its sound or puts it into a scene::

    for hidden in behind_of(camera):
        ...                       # an Input of kind "image" or "media"
    owner_of(hidden.name)         # "Camera"
"""

from studio.model.kinds_background import BackgroundSettings
from studio.model.scene import Collection, Filter, Input

_MARK = "\0behind "
"""Between an input's name and a filter's; nobody can type it."""


def behind_name(shown: Input, each: Filter) -> str:
    """Return the name of the unseen input of an input's filter; "" if it has none."""
    settings = each.typed
    if not (each.enabled and isinstance(settings, BackgroundSettings) and settings.file):
        return ""
    return f"{shown.name}{_MARK}{each.name}" if settings.mode in ("picture", "video") else ""


def behind_of(shown: Input) -> tuple[Input, ...]:
    """Return the unseen inputs of an input's filters."""
    found: list[Input] = []
    for each in shown.filters:
        settings, name = each.typed, behind_name(shown, each)
        if name and isinstance(settings, BackgroundSettings):
            kind = "image" if settings.mode == "picture" else "media"
            values = {"file": settings.file} | ({"loop": True} if kind == "media" else {})
            found.append(Input.model_construct(name=name, kind=kind, settings=values))
    return tuple(found)


def all_behind(collection: Collection) -> tuple[Input, ...]:
    """Return the unseen inputs of all inputs."""
    return tuple(hidden for each in collection.inputs for hidden in behind_of(each))


def with_behind(collection: Collection, names: frozenset[str]) -> frozenset[str]:
    """Return names of inputs, and of the unseen ones behind people on these."""
    shown = (collection.input(name) for name in names)
    return names.union(hidden.name for each in shown if each for hidden in behind_of(each))


def is_behind(name: str, owner: str = "") -> bool:
    """Tell whether that is the name of an unseen input, of an owner if one is named."""
    return name.startswith(f"{owner}{_MARK}") if owner else _MARK in name


def owner_of(name: str) -> str:
    """Return the name of the input that an unseen one belongs to."""
    return name.partition(_MARK)[0]
