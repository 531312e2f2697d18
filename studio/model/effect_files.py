"""Writes effects: as text, as a folder with its files, and whole or not at all.

::

    text = effect_text({"id": "rocket", "name": {"zh": "火箭", "en": "Rocket"}, …})
    save_effect(told, gifts_folder())        # files named by whole paths are copied beside it
"""

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from studio.model.effect import EFFECT_NAME, MAX_FILES_BYTES, Effect, EffectError, read_effect
from studio.model.files import FileError

Told = Mapping[str, object]
"""An effect as its file says it."""
_PLAIN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def effect_text(told: Told) -> str:
    """Return an effect as TOML: a table for each part, all that lies deeper on one line."""
    lines = [f"{key} = {_value(each)}" for key, each in told.items() if key not in ("when", "part")]
    if (when := told.get("when")) is not None:
        lines += ["", "[when]", *_lines(when)]
    parts = told.get("part")
    for part in parts if isinstance(parts, list | tuple) else ():
        lines += ["", "[[part]]", *_lines(part)]
    return "\n".join(lines) + "\n"


def save_effect(told: Told, into: Path) -> Path:
    """Write an effect and the files that it names by whole paths; return its folder.

    Args:
        told: What it is.
        into: The folder that effects lie in; one of the same id is replaced.

    Raises:
        EffectError: If it is none that can be shown.
        FileError: If it can't be written; what was there is as it was.
    """
    try:
        effect = Effect.model_validate(told)
    except ValidationError as error:
        raise EffectError("\n".join(f"{each['msg']}." for each in error.errors())) from None
    with new_folder(into) as folder:
        names: dict[str, str] = {}
        left_bytes = MAX_FILES_BYTES
        for path in _named(told):
            if path not in names:
                names[path] = _free_name(path, names)
                left_bytes -= _copied(Path(path), folder / names[path], left_bytes)
        _write(folder / EFFECT_NAME, effect_text(_renamed(told, names)))
        read_effect(folder)
        return place(folder, into / effect.id)


def with_whole_paths(told: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Name the files of an effect in a folder from anywhere; return the same, changed."""
    for holder, key in _named_files(told):
        holder[key] = str((folder / str(holder[key])).resolve())
    return told


@contextlib.contextmanager
def new_folder(into: Path) -> Iterator[Path]:
    """Yield an empty folder on the same disk as another one; what is left there goes.

    Raises:
        FileError: If none can be made.
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".new-gift-", dir=into.parent))
    except OSError as error:
        raise FileError(f"{into} can't be written: {error.strerror}.") from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def place(folder: Path, target: Path) -> Path:
    """Put a folder in another's place; return that.

    Raises:
        FileError: If that can't be done; what was there is there again.
    """
    before = folder.with_name(f"{folder.name}-before")
    try:
        with contextlib.suppress(FileNotFoundError):
            target.rename(before)
        try:
            folder.rename(target)
        except OSError:
            with contextlib.suppress(FileNotFoundError):
                before.rename(target)
            raise
    except OSError as error:
        raise FileError(f"{target} can't be written: {error.strerror}.") from error
    shutil.rmtree(before, ignore_errors=True)
    return target


def _lines(table: object) -> list[str]:
    assert isinstance(table, Mapping)
    return [f"{key} = {_value(each)}" for key, each in table.items()]


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case Mapping():
            inner = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case list() | tuple():
            return f"[{', '.join(_value(each) for each in value)}]"
        case _:
            # JSON's strings are TOML's, but for this one character.
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: object) -> str:
    text = str(key)
    return text if re.fullmatch("[A-Za-z0-9_-]+", text) else _value(text)


def _named(told: object) -> Iterator[str]:
    """Give all whole paths that an effect names."""
    for holder, key in _named_files(told):
        if os.path.isabs(path := str(holder[key])):
            yield path


def _renamed(told: Told, names: Mapping[str, str]) -> Told:
    copied: dict[str, object] = json.loads(json.dumps(told))
    for holder, key in _named_files(copied):
        holder[key] = names.get(str(holder[key]), holder[key])
    return copied


def _named_files(told: object) -> Iterator[tuple[dict[str, object], str]]:
    """Give all places where an effect, as its file tells it, names a file: a table and a key."""
    parts = told.get("part") if isinstance(told, Mapping) else None
    for part in parts if isinstance(parts, list | tuple) else ():
        content = part.get("content")
        more = content.get("more") if isinstance(content, dict) else None
        others = more if isinstance(more, list | tuple) else ()
        for value in (content, *others, part.get("sound")):
            if isinstance(value, dict):
                if value.get("file"):
                    yield value, "file"
                textures = value.get("textures")
                if isinstance(textures, dict):
                    yield from ((textures, name) for name in textures)


def _free_name(path: str, taken: Mapping[str, str]) -> str:
    """Return a name that travels to any system, and that no other file has."""
    source = Path(path)
    stem = _PLAIN_NAME.sub("_", source.stem).strip("._-")[:60] or "file"
    suffix = _PLAIN_NAME.sub("", source.suffix)[:12].lower()
    used = {each.casefold() for each in taken.values()}
    number = 1
    while (name := f"{stem}{'' if number == 1 else f'_{number}'}{suffix}").casefold() in used:
        number += 1
    return name


def _copied(source: Path, target: Path, most: int) -> int:
    """Copy one file; return how much it was."""
    try:
        with source.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise EffectError(f"{source} can't be read: {error.strerror}.") from error
    if len(data) > most:
        raise EffectError(
            f"The files of this gift have over {MAX_FILES_BYTES >> 20} MiB, which is the most."
        )
    _write(target, data)
    return len(data)


def _write(path: Path, content: str | bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise FileError(f"{path} can't be written: {error.strerror}.") from error
