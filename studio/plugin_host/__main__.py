"""What ``rocket-studio plugin`` does: new, check, run."""

import argparse
import sys
from pathlib import Path

from studio.model.errors import StudioError
from studio.plugin_host.checking import faults
from studio.plugin_host.making import make
from studio.plugin_host.running import run
from studio.supervisor.run_dir import run_dir

EXIT_USAGE = 2


def main() -> int:
    """Do what the words say; return the exit code."""
    words = _parser().parse_args()
    folder: Path = words.folder.expanduser().absolute()
    try:
        match words.verb:
            case "new":
                make(folder)
                print(f"{folder} is made. Try it with: rocket-studio plugin run {words.folder}")
            case "check":
                return _check(folder)
            case _:
                return run(folder, run_dir())
    except StudioError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    return 0


def _check(folder: Path) -> int:
    found = faults(folder)
    print("\n".join(found) or f"{folder} is a plugin that can be run.")
    return int(bool(found))


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="rocket-studio plugin", description="Make, check and run plugins."
    )
    verbs = root.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, what in (
        ("new", "make a folder with a plugin that works, and its test"),
        ("check", "say all that is wrong with a plugin"),
        ("run", "run a plugin in the studio that runs; it is loaded anew when it changes"),
    ):
        verbs.add_parser(verb, help=what).add_argument("folder", type=Path, metavar="DIR")
    return root


if __name__ == "__main__":
    raise SystemExit(main())
