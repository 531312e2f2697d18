"""What ``rocket-studio plugin`` does; and, without any word, the host of a session."""

import argparse
from functools import partial
from pathlib import Path

from studio.plugin_host import managing
from studio.plugin_host.checking import faults
from studio.plugin_host.making import make
from studio.plugin_host.packing import pack
from studio.plugin_host.protocol import schema_text
from studio.plugin_host.running import run
from studio.plugin_host.verbs import exit_code, whole
from studio.supervisor.run_dir import run_dir


def main() -> int:
    """Do what the words say; return the exit code."""
    words = _parser().parse_args()
    return exit_code(partial(_do, words))


def _do(words: argparse.Namespace) -> int:
    match words.verb:
        case "new":
            make(whole(words.folder))
            print(f"{whole(words.folder)} is made. Try it: rocket-studio plugin run {words.folder}")
        case "check":
            return _check(whole(words.folder))
        case "pack":
            _pack(whole(words.folder), words.out)
        case "install":
            managing.install(whole(words.source), is_sure=words.yes)
        case "list":
            managing.show_list(is_json=words.json)
        case "schema":
            print(schema_text(), end="")
        case "remove":
            managing.remove(words.id)
        case "on":
            managing.switch(words.id, is_on=True, is_sure=words.yes)
        case "off":
            managing.switch(words.id, is_on=False, is_sure=True)
        case _:
            return run(whole(words.folder), run_dir())
    return 0


def _check(folder: Path) -> int:
    found = faults(folder)
    print("\n".join(found) or f"{folder} is a plugin that can be run.")
    return int(bool(found))


def _pack(folder: Path, out: Path | None) -> None:
    out = whole(out) if out else Path.cwd() / f"{folder.name}.zip"
    names = pack(folder, out)
    print(f"{out}: {len(names)} files, {out.stat().st_size / 1024:,.1f} KiB")


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="rocket-studio plugin", description="Make, check, run and install plugins."
    )
    verbs = root.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, what in (
        ("new", "make a folder with a plugin that works, and its test"),
        ("check", "say all that is wrong with a plugin"),
        ("run", "run a plugin in the studio that runs; it is loaded anew when it changes"),
        ("pack", "make one .zip of a plugin"),
    ):
        added = verbs.add_parser(verb, help=what)
        added.add_argument("folder", type=Path, metavar="DIR")
        if verb == "pack":
            added.add_argument("-o", "--out", type=Path, metavar="FILE.zip", help="where to")
    added = verbs.add_parser("install", help="install a plugin from its .zip or folder")
    added.add_argument("source", type=Path, metavar="FILE|DIR")
    added.add_argument("--yes", action="store_true", help="grant what it asks for")
    added = verbs.add_parser("list", help="show all plugins, and how they are if a studio runs")
    added.add_argument("--json", action="store_true", help="for programs")
    verbs.add_parser("schema", help="print the JSON Schema of what web plugins and the studio say")
    for verb, what in (
        ("on", "switch a plugin on, with all that it asks for"),
        ("off", "switch a plugin off"),
        ("remove", "remove an installed plugin, with all that it has kept"),
    ):
        added = verbs.add_parser(verb, help=what)
        added.add_argument("id", metavar="ID")
        if verb == "on":
            added.add_argument("--yes", action="store_true", help="grant what it asks for")
    return root


if __name__ == "__main__":
    raise SystemExit(main())
