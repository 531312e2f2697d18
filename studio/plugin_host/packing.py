"""A plugin as one .zip: made from its folder, and unpacked into another with mistrust.

The same folder gives the same bytes, on every day and every machine::

    pack(folder, Path("thanks-1.0.0.zip"))
    unpack(Path("thanks-1.0.0.zip"), empty_folder)
"""

import io
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from studio.model.files import write_whole
from studio.model.plugin import MANIFEST_NAME, PluginError
from studio.plugin_host.checking import faults
from studio.plugin_host.contents import (
    MAX_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_NAME,
    check_sizes,
    contents,
)

MAX_ZIP_BYTES = MAX_BYTES
OnShare = Callable[[float], object]
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PIECE_BYTES = 1 << 20
_END, _END64 = b"PK\5\6", b"PK\6\7"
_END_BYTES, _END64_BYTES = 22, 20
_MAX_LIST_BYTES = MAX_FILES * 2 * (46 + 4 * MAX_NAME)
"""Of the list of a .zip's files, some folders among them."""


def pack(folder: Path, out: Path) -> list[str]:
    """Write a plugin's folder into a .zip.

    Returns:
        The names of the files in it.

    Raises:
        PluginError: If something is wrong with the plugin.
        FileError: If the .zip can't be written.
    """
    if found := faults(folder):
        raise PluginError("\n".join(found))
    files = contents(folder)
    write_zip(files, out)
    return list(files)


def write_zip(files: Mapping[str, Path], out: Path) -> None:
    """Write files into a .zip under these names; the same ones give the same bytes.

    Raises:
        FileError: If it can't be written.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, path in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes(), compresslevel=9)
    write_whole(out, data.getvalue())


def unpack(path: Path, into: Path, on_share: OnShare = lambda share: None) -> None:
    """Write the files of a .zip, or those of a folder that belong to a plugin, into a new folder.

    Args:
        path: Of the .zip, or of the folder.
        into: Which is made.
        on_share: Called often with how much is written, from 0 to 1; it may raise to end it.

    Raises:
        PluginError: If it is none, or has what no plugin has; some may be written by then.
    """
    try:
        into.mkdir(parents=True)
        if path.is_dir():
            _copy(path, into, on_share)
        else:
            _unpack_zip(path, into, on_share)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError) as error:
        raise PluginError(f"{path} is no sound .zip: {error}.") from None
    except OSError as error:
        place = error.filename or path
        raise PluginError(f"{place} can't be read or written: {error.strerror}.") from error


def _copy(path: Path, into: Path, on_share: OnShare) -> None:
    files = contents(path)
    for count, (name, file) in enumerate(files.items()):
        on_share(count / len(files))
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def _unpack_zip(path: Path, into: Path, on_share: OnShare) -> None:
    with path.open("rb") as file:
        _check_end(path, file.seek(0, os.SEEK_END), file)
        with zipfile.ZipFile(file) as archive:
            infos = [each for each in archive.infolist() if not each.is_dir()]
            for info in infos:
                _check_kind(info)
            top = _top_of([each.filename for each in infos])
            names = [each.filename.removeprefix(top) for each in infos]
            check_sizes(zip(names, (each.file_size for each in infos), strict=True))
            done_bytes, all_bytes = 0, sum(each.file_size for each in infos)
            for name, info in zip(names, infos, strict=True):
                target = into / name
                target.parent.mkdir(parents=True, exist_ok=True)
                most = min(MAX_FILE_BYTES, MAX_BYTES - done_bytes)
                for count in _write(archive, info, target, most):
                    done_bytes += count
                    on_share(min(1.0, done_bytes / max(1, all_bytes)))


def _check_end(path: Path, size: int, file: io.BufferedReader) -> None:
    """See that the list of files is not endless, before all of it is read."""
    if size > MAX_ZIP_BYTES:
        raise PluginError(f"{path} is over {MAX_ZIP_BYTES >> 20} MiB, which is the most.")
    file.seek(max(0, size - _END_BYTES - 65_535 - _END64_BYTES))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_BYTES:
        raise PluginError(f"{path} is no .zip.")
    list_bytes = int.from_bytes(tail[end + 12 : end + 16], "little")
    if list_bytes > _MAX_LIST_BYTES or _END64 in tail[max(0, end - _END64_BYTES) : end]:
        raise PluginError(f"{path} lists too many files: {MAX_FILES} at most.")


def _check_kind(info: zipfile.ZipInfo) -> None:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise PluginError(f"{info.filename!r:.200} is a link or no plain file, and is refused.")
    if info.flag_bits & _ENCRYPTED:
        raise PluginError(f"{info.filename!r:.200} is encrypted.")
    if info.compress_type not in _METHODS:
        raise PluginError(f"{info.filename!r:.200} is packed in a way that is not known.")


def _top_of(names: list[str]) -> str:
    """Return the one folder that all lies in, as many programs pack it, or nothing."""
    tops = {name.partition("/")[0] for name in names}
    top = next(iter(tops)) + "/" if len(tops) == 1 else ""
    return top if top + MANIFEST_NAME in names and MANIFEST_NAME not in names else ""


def _write(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int
) -> Iterator[int]:
    """Write one file, which may hold more than it says; yield how long each piece was."""
    with archive.open(info) as source, target.open("xb") as file:
        while piece := source.read(_PIECE_BYTES):
            most -= len(piece)
            if most < 0:
                raise PluginError(f"{info.filename!r:.200} holds more than a plugin may.")
            file.write(piece)
            yield len(piece)
