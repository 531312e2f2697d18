"""A gift's effect as one file to share, and back: ``.gift`` is a .zip that nothing is believed of.

What is in one beside its effect and the files that the effect names is left behind, so that
what is installed is only what was checked::

    pack_gift(folder, Path("comet.gift"))
    with opened(Path("comet.gift")) as folder: ...
    install_gift(Path("comet.gift"), gifts_folder())
"""

import contextlib
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.model.effect import (
    EFFECT_NAME,
    MAX_FILES_BYTES,
    Effect,
    EffectError,
    files_of,
    read_effect,
)
from studio.model.effect_cost import Cost, cost_of
from studio.model.effect_files import save_effect, with_whole_paths
from studio.model.plugin import PluginError
from studio.plugin_host.contents import check_sizes
from studio.plugin_host.packing import unpack, write_zip

MAX_PACK_BYTES = MAX_FILES_BYTES + (1 << 20)


@dataclass(frozen=True, slots=True)
class Gift:
    """An effect that was checked.

    Attributes:
        files_bytes: Of all files that it names.
    """

    effect: Effect
    folder: Path
    files_bytes: int

    @property
    def cost(self) -> Cost:
        """What it costs a stream."""
        return cost_of(self.effect, self.files_bytes)


def read_gift(folder: Path) -> Gift:
    """Read and check an effect.

    Raises:
        EffectError: With a sentence for each thing that is wrong.
    """
    effect = read_effect(folder)
    names = files_of(effect)
    try:
        sizes = {name: (folder / name).stat().st_size for name in names}
        check_sizes(sizes.items())
    except PluginError as error:
        raise EffectError(f"{folder}: {error}") from None
    return Gift(effect, folder, sum(sizes.values()))


def pack_gift(folder: Path, out: Path) -> Gift:
    """Write an effect into one file.

    Raises:
        EffectError: If something is wrong with it.
        FileError: If the file can't be written.
    """
    gift = read_gift(folder)
    names = sorted((EFFECT_NAME, *files_of(gift.effect)))
    write_zip({name: folder / name for name in names}, out)
    return gift


@contextlib.contextmanager
def opened(source: Path) -> Iterator[Path]:
    """Yield the folder of an effect: itself, or what a .gift holds for as long.

    Raises:
        StudioError: If it is none.
    """
    if source.is_dir():
        yield source
        return
    with contextlib.suppress(OSError):
        if source.stat().st_size > MAX_PACK_BYTES:
            raise EffectError(f"{source} is over {MAX_PACK_BYTES >> 20} MiB, which is the most.")
    with tempfile.TemporaryDirectory(prefix="rocket-gift-") as place:
        folder = Path(place) / "gift"
        unpack(source, folder)
        yield folder


def install_gift(source: Path, into: Path) -> Gift:
    """Install an effect; one of the same id is replaced.

    Raises:
        StudioError: If it is none, or can't be written.
    """
    with opened(source) as folder:
        read_gift(folder)
        told = tomllib.loads((folder / EFFECT_NAME).read_text("utf-8"))
        return read_gift(save_effect(with_whole_paths(told, folder), into))
