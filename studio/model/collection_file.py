"""Scene collection files: read with errors that name the place, written without loss.

    collection = load(Path("scenes/demo.json"))
    save(collection, Path("scenes/demo.json"))

A save goes to a temporary file, is synced, then renamed; the version that was
there before stays beside it as ``.json.bak``.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from studio.model.errors import StudioError
from studio.model.files import write_whole
from studio.model.graph import find_faults
from studio.model.json_lines import Path as JsonPath
from studio.model.json_lines import line_of, lines_of
from studio.model.kinds import FILE_KEYS
from studio.model.scene import Collection

MAX_BYTES = 16 * 1024 * 1024


class CollectionError(StudioError):
    """A scene collection that can't be used; the text names file, line and key."""


def load(path: Path) -> Collection:
    """Read a collection; file names in it become absolute only where they are used.

    Raises:
        CollectionError: If the file can't be read or something in it is wrong; all
            faults are told, one a line.
    """
    text = _read(path)
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise CollectionError(
            f"{path}, line {error.lineno}, column {error.colno}: not valid JSON: {error.msg}."
        ) from None
    except RecursionError:
        raise CollectionError(f"{path}: nested too deeply to be a scene collection.") from None
    try:
        collection = Collection.model_validate(raw)
    except ValidationError as error:
        faults = [(fault["loc"], _reason(fault["msg"])) for fault in error.errors()]
    else:
        faults = list(find_faults(collection))
    if faults:
        lines = lines_of(text)
        raise CollectionError("\n".join(_sentence(path, lines, *fault) for fault in faults))
    return collection


def missing_files(collection: Collection, path: Path) -> list[str]:
    """Return a sentence for each file that inputs name and that isn't there."""
    missing = [
        ((*place, "settings", key), f'there is no file "{name}"; {instead}')
        for place, instead, settings in _settings(collection)
        for key in FILE_KEYS
        if isinstance(name := settings.get(key), str) and name and not resolve(path, name).exists()
    ]
    if not missing:
        return []
    lines = lines_of(_read(path))
    return [_sentence(path, lines, place, fault) for place, fault in missing]


def _settings(
    collection: Collection,
) -> Iterator[tuple[tuple[str | int, ...], str, Mapping[str, object]]]:
    """Yield where settings are, what is shown without their file, and the settings."""
    for index, each in enumerate(collection.inputs):
        yield ("inputs", index), f'"{each.name}" shows its placeholder', each.settings
        for number, one in enumerate(each.filters):
            instead = f'"{each.name}" does without its filter "{one.name}"'
            yield ("inputs", index, "filters", number), instead, one.settings


def resolve(path: Path, name: str) -> Path:
    """Return the file that a collection at ``path`` means by a relative ``name``."""
    return (path.parent / name).resolve()


def save(collection: Collection, path: Path) -> None:
    """Write a collection so that a crash at any moment leaves a whole one.

    Raises:
        StudioError: If it can't be written.
    """
    text = json.dumps(
        collection.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1
    )
    try:
        if path.exists():
            backup = path.with_name(path.name + ".bak")
            backup.unlink(missing_ok=True)
            os.link(path, backup)
        write_whole(path, text + "\n")
    except OSError as error:
        raise CollectionError(f"{path} can't be written: {error.strerror}.") from error


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CollectionError(f"{path} is larger than 16 MiB: no scene collection is.")
        return path.read_text("utf-8")
    except OSError as error:
        raise CollectionError(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise CollectionError(f"{path} is not UTF-8 text (at byte {error.start}).") from None


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ").rstrip(".")


def _sentence(path: Path, lines: dict[JsonPath, int], place: JsonPath, reason: str) -> str:
    key = ""
    for part in place:
        key += f"[{part}]" if isinstance(part, int) else f".{part}" if key else part
    return f"{path}, line {line_of(lines, place)}: {key + ': ' if key else ''}{reason}."
