"""Which scene collection a studio opens: the last one, else the anchor's own copy of the demo.

A collection that can't be used any more is said, and the next best one is opened: a studio
without scenes is no studio.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from studio.cli.last import DEMO, last_collection
from studio.model.collection_file import CollectionError, load, resolve, save
from studio.model.errors import StudioError
from studio.model.kinds import FILE_KEYS
from studio.model.scene import Collection
from studio.supervisor.user_folder import scenes_folder, settings_path


def usable_collection(say: Callable[[str], None]) -> Path:
    """Return the collection to open.

    Args:
        say: Gets a sentence for each that can't be used.

    Raises:
        StudioError: If not even a copy of the demo can be made.
    """
    if last := last_collection(settings_path()):
        path = Path(last)
        try:
            load(path)
        except CollectionError as error:
            say(f"{error} Another one is opened.")
        else:
            return path
    return _own_demo(say)


def _own_demo(say: Callable[[str], None]) -> Path:
    folder = scenes_folder()
    own = folder / DEMO.name
    if own.exists():
        try:
            load(own)
        except CollectionError as error:
            say(f"{error} A new one is made; the old one is kept beside it.")
            own.replace(own.with_name(own.name + ".damaged"))
        else:
            return own
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StudioError(f"The folder {folder} can't be made: {error.strerror}.") from error
    save(_rooted(load(DEMO), DEMO), own)
    return own


def _rooted(collection: Collection, path: Path) -> Collection:
    """Return a collection whose file names hold from anywhere."""
    inputs = []
    for each in collection.inputs:
        filters = tuple(
            one.model_copy(update={"settings": _rooted_settings(one.settings, path)})
            for one in each.filters
        )
        settings = _rooted_settings(each.settings, path)
        inputs.append(each.model_copy(update={"settings": settings, "filters": filters}))
    return collection.model_copy(update={"inputs": tuple(inputs)})


def _rooted_settings(settings: Mapping[str, object], path: Path) -> dict[str, object]:
    rooted = {
        key: str(resolve(path, name))
        for key in FILE_KEYS
        if isinstance(name := settings.get(key), str) and name
    }
    return {**settings, **rooted}
