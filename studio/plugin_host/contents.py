"""Which files of a plugin's folder belong to it, and how much it may be.

Whoever writes a plugin has tests, caches and hidden files beside it: those don't travel.
Links are refused, as what they point to is not the plugin's.
"""

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from studio.model.plugin import PluginError

MAX_FILES = 1_000
MAX_FILE_BYTES = 32 << 20
MAX_BYTES = 128 << 20
MAX_NAME = 200
MAX_DEPTH = 8
_LEFT_OUT = re.compile(
    r"\..*|__pycache__|node_modules|.*\.(pyc|tmp|zip)|.*~|test_.*\.py|conftest\.py"
)
_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|[. ]$')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""What Windows can't have as a file."""


def contents(folder: Path) -> dict[str, Path]:
    """Return the files of a folder that belong to its plugin, by their names in it, in order.

    Raises:
        PluginError: If there are too many, too large ones, links, or names that can't travel.
    """
    found: dict[str, Path] = {}
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(place, name)
            if not _LEFT_OUT.fullmatch(name) and not _is_plain(path):
                raise PluginError(f"{path} is a link or no plain file: put the file itself there.")
        folders[:] = sorted(name for name in folders if not _LEFT_OUT.fullmatch(name))
        for name in files:
            if not _LEFT_OUT.fullmatch(name):
                path = Path(place, name)
                found[path.relative_to(folder).as_posix()] = path
        if len(found) > MAX_FILES:
            break
    check_sizes((name, path.stat().st_size) for name, path in found.items())
    return dict(sorted(found.items()))


def check_sizes(files: Iterable[tuple[str, int]]) -> None:
    """See that files can be a plugin's, by their names and sizes in bytes.

    Raises:
        PluginError: If they can't.
    """
    total, seen = 0, set[str]()
    for name, size in files:
        check_name(name)
        if name.casefold() in seen:
            raise PluginError(f"The file {name!r} is there twice.")
        seen.add(name.casefold())
        if len(seen) > MAX_FILES:
            raise PluginError(f"It has over {MAX_FILES} files, which is the most.")
        if size > MAX_FILE_BYTES:
            raise PluginError(f"The file {name!r} is over {MAX_FILE_BYTES >> 20} MiB, the most.")
        total += size
        if total > MAX_BYTES:
            raise PluginError(f"Its files are over {MAX_BYTES >> 20} MiB together, the most.")


def check_name(name: str) -> None:
    """See that a file's name stays within its folder, on every system.

    Raises:
        PluginError: If it does not.
    """
    parts = name.split("/")
    is_good = (
        len(name) <= MAX_NAME
        and len(parts) <= MAX_DEPTH
        and not PurePosixPath(name).is_absolute()
        and all(
            part not in ("", ".", "..")
            and not _NO_NAME.search(part)
            and not _DEVICE.fullmatch(part)
            for part in parts
        )
    )
    if not is_good:
        raise PluginError(f"The file {name!r:.200} has a name that can't be in a plugin's folder.")


def _is_plain(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
