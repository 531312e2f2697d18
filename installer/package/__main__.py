"""Builds what people download: ``python3 -m installer.package folder|deb``.

    python3 -m installer.package folder   # dist/rocket-studio, runs on a machine without Python
    python3 -m installer.package deb      # dist/rocket-studio_0.1.0_amd64.deb around it

Run it with the Python that bootstrap.py uses, on the oldest system that shall run the result:
glibc looks forward, never back.  Windows and macOS: the recipes beside this file.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from installer import packages
from installer.environment import Environment
from installer.package import deb
from installer.steps import Progress, StepError
from installer.verbs import EXTRAS

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
TOOLS = {
    "binutils": "looks into libraries",
    f"libpython3.{sys.version_info[1]}": "Python as a library, which the package carries",
    "python3-venv": "makes the place that the Python packages go to",
}
"""Debian's, beside what the studio itself needs: a plugin of Qt whose libraries are not
there when the folder is made is left out of it without a word."""
WINDOWS = {"linux": ("xcb", "wayland"), "win32": ("windows",), "darwin": ("cocoa",)}
"""By system, Qt's plugins without which no window opens."""


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="installer.package", description=__doc__)
    parser.add_argument("what", choices=("folder", "deb"))
    what = parser.parse_args().what
    try:
        folder = build_folder()
        made = deb.build(folder, DIST) if what == "deb" else folder
    except StepError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    print(made)
    return 0


def build_folder() -> Path:
    """Return the folder with the program in it, made anew.

    Raises:
        StepError: If a step failed.
    """
    environment = Environment(ROOT, (*EXTRAS, "package"), folder=ROOT / ".bootstrap" / "package")
    progress = Progress(3, environment.log)
    with progress.step("System packages"):
        if packages.has_apt():
            needed = TOOLS | packages.RUN
            lacking = packages.missing(needed, packages.installed(needed))
            prefix = packages.privilege_prefix()
            if lacking and prefix is not None:
                progress.call(packages.update_argv(prefix), remedy="Is the network there?")
                progress.call(packages.install_argv(lacking, prefix), remedy="Is the disk full?")
    with progress.step("Python packages"):
        if not environment.is_current():
            environment.build(progress)
    with progress.step("The folder, some minutes"):
        work = ROOT / ".bootstrap" / "pyinstaller"
        progress.call(
            [
                *(str(environment.program("python")), "-m", "PyInstaller", "--noconfirm"),
                *("--distpath", str(DIST), "--workpath", str(work)),
                str(ROOT / "installer" / "package" / "rocket-studio.spec"),
            ],
            remedy=f"The whole story is in {environment.log}.",
            environment=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    folder = DIST / "rocket-studio"
    if lacking := lacking_plugins(folder, sys.platform):
        raise StepError(
            f"No window opens from {folder}: Qt's plugin {lacking[0]} is not in it, as this "
            "machine lacks a library that the plugin needs; ldd on PySide6's own tells which."
        )
    answer = subprocess.run(
        [folder / "rocket-studio", "--help"], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise StepError(f"The program in {folder} does not start:\n{answer.stderr[-2000:]}")
    return folder


def lacking_plugins(folder: Path, platform: str) -> list[str]:
    """Return those of Qt's plugins for windows that did not get into the folder."""
    found = {each.stem.removeprefix("lib") for each in folder.rglob("plugins/platforms/*")}
    return [name for name in WINDOWS[platform] if f"q{name}" not in found]


if __name__ == "__main__":
    sys.exit(main())
