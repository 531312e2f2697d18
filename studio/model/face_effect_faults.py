"""Says what is wrong with an effect's file: one sentence for each mistake, with its place.

pydantic tells a mistake in a value that may be of several types once for each of them, and
in its own words; people count parts from 1 and call them by their ids.
"""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_ALONG_TIME = ("x", "y", "scale", "scale_x", "scale_y", "rotation_deg", "opacity")
_LISTS = ("part", "trigger")


def sentences(told: dict[str, object], error: ValidationError) -> list[str]:
    """Return the mistakes of a file in its order, each once.

    Args:
        told: What the file says.
        error: What came of checking it.
    """
    faults = error.errors()
    deeper = {fault["loc"][0] for fault in faults if len(fault["loc"]) > 1}
    found: dict[str, None] = {}
    for fault in faults:
        # A list all of whose tables are wrong is empty to pydantic.
        if fault["loc"] and not (len(fault["loc"]) == 1 and fault["loc"][0] in deeper):
            found[_sentence(told, fault)] = None
    return list(found) or ["it is no table of settings."]


def _sentence(told: dict[str, object], fault: ErrorDetails) -> str:
    keys = list(fault["loc"])
    place: list[str] = []
    if len(keys) >= 2 and keys[0] in _LISTS and isinstance(keys[1], int):
        place.append(_name(told, str(keys[0]), keys[1]))
        keys = keys[2:]
    keys = [key for key in keys if not _is_type(key)]
    reason = _reason(fault)
    if keys and keys[0] in _ALONG_TIME:
        reason = 'should be a number, or key frames such as [[0, 1.0], [400, 2.5, "out"]]'
        keys = keys[:1]
    if keys:
        place.append(".".join(map(str, keys)))
    return ": ".join([*place, f"{reason}."])


def _reason(fault: ErrorDetails) -> str:
    match fault["type"]:
        case "extra_forbidden":
            return "there is no such setting"
        case "missing":
            return "it is missing"
        case "union_tag_invalid" | "union_tag_not_found":
            return 'kind should be "image" or "model"'
    reason = fault["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"{reason[0].lower()}{reason[1:]}"


def _name(told: dict[str, object], kind: str, index: int) -> str:
    held = told.get(kind)
    each = held[index] if isinstance(held, list) and index < len(held) else None
    name = each.get("id") if isinstance(each, dict) else None
    return f'{kind} "{name}"' if isinstance(name, str) else f"{kind} {index + 1}"


def _is_type(key: int | str) -> bool:
    """Tell pydantic's name of one of several types from a key of the file."""
    return isinstance(key, str) and (not key.isidentifier() or key in ("image", "model"))
