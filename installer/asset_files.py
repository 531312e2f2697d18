"""Writes the files of a folder of assets that the command line names, or all of them."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path


def write_chosen(
    about: str,
    names: Iterable[str],
    wanted: Callable[[], Mapping[Path, str]],
    made: Callable[[str], bytes],
) -> None:
    """Do what the command line says.

    Args:
        about: Says what is made, for ``--help``.
        names: What can be made, without the endings of files.
        wanted: Returns all files that there should be, with the name of what they hold.
        made: Returns what a file of a name holds.
    """
    known = sorted(set(names))
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(known)}; all if none")
    chosen = parser.parse_args().names
    if unknown := set(chosen) - set(known):
        parser.error(f"{', '.join(sorted(unknown))}: there is only {', '.join(known)}.")
    for path, name in wanted().items():
        if not chosen or name.partition(".")[0] in chosen:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made(name))
