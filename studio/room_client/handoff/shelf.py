"""Where a studio keeps what it took over: a folder for each time, the newest few of them.

A collection lies beside its files, whose names are nothing but what is in them.  A file that
came before is linked, not fetched again::

    shelf = Shelf(own_folder() / "handoff")
    folder = shelf.new(now)
    shelf.link(asset, folder)             # False: it never came before
    path = shelf.keep(collection, folder)
    shelf.tidy(path)
"""

import os
import shutil
import time
from pathlib import Path

from studio.model.collection_file import save
from studio.model.handoff import Asset
from studio.model.scene import Collection
from studio.room_client.handoff.errors import HandoverError

NEWEST = 5
_COLLECTION = "scenes.json"


class Shelf:
    """See the module."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self, now: time.struct_time) -> Path:
        """Make a folder for what comes now.

        Raises:
            HandoverError: If it can't be made.
        """
        stem = time.strftime("%Y-%m-%d %H-%M-%S", now)
        for number in range(1, 100):
            path = self._folder / (stem if number == 1 else f"{stem} ({number})")
            try:
                path.mkdir(parents=True, mode=0o700)
            except FileExistsError:
                continue
            except OSError as error:
                raise HandoverError(f"{path} can't be made: {error.strerror}.") from error
            return path
        raise HandoverError(f"There are too many folders in {self._folder}.")

    def link(self, asset: Asset, folder: Path) -> bool:
        """Have a file that came before in another folder too; tell whether there is one."""
        for path in self._folder.glob(f"*/{asset.kept_as}"):
            try:
                if path.stat().st_size == asset.size_bytes:
                    os.link(path, folder / asset.kept_as)
                    return True
            except OSError:
                continue  # fetched then
        return False

    def keep(self, collection: Collection, folder: Path) -> Path:
        """Write a collection beside its files; return where.

        Raises:
            StudioError: If it can't be written.
        """
        path = folder / _COLLECTION
        save(collection, path)
        return path

    def tidy(self, *in_use: Path) -> None:
        """Forget all but the newest, and those that are in use."""
        used = {path.parent for path in in_use}
        folders = sorted((path for path in self._folder.iterdir() if path.is_dir()), reverse=True)
        for path in folders[NEWEST:]:
            if path not in used:
                shutil.rmtree(path, ignore_errors=True)
