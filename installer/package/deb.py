"""A Debian package around the folder: /opt/rocket-studio, a command and an entry in the menu."""

import shutil
import subprocess
import tomllib
from pathlib import Path

from installer.packages import RUN
from installer.steps import StepError

ROOT = Path(__file__).resolve().parents[2]
NOT_NEEDED = {"python3-venv"}
"""Of what a checkout needs: the package carries its Python."""

CONTROL = """\
Package: rocket-studio
Version: {version}
Architecture: {architecture}
Maintainer: Rocket Studio <rocket-studio@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Section: video
Priority: optional
Description: Live broadcasting studio for anchors
 Composites camera, screen and effects, streams by RTMP to any number of platforms,
 records, and brings a room with danmaku and gifts.
"""

DESKTOP = """\
[Desktop Entry]
Type=Application
Name=Rocket Studio
Name[zh_CN]=火箭直播间
Comment=Go live from this computer
Comment[zh_CN]=在这台电脑上开播
Exec=rocket-studio
Icon=rocket-studio
Terminal=false
Categories=AudioVideo;Recorder;
StartupWMClass=rocket-studio
"""


def version() -> str:
    """Return the version of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def control(kilobytes: int, architecture: str) -> str:
    """Return the package's description for dpkg."""
    return CONTROL.format(
        version=version(),
        architecture=architecture,
        kilobytes=kilobytes,
        depends=", ".join(sorted(RUN.keys() - NOT_NEEDED)),
    )


def build(folder: Path, dist: Path) -> Path:
    """Return the .deb made of the folder.

    Raises:
        StepError: If dpkg-deb is missing or refuses.
    """
    if shutil.which("dpkg-deb") is None:
        raise StepError("A .deb is made by dpkg-deb, which this system doesn't have.")
    tree = dist / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / "opt" / "rocket-studio", symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "rocket-studio").symlink_to("/opt/rocket-studio/rocket-studio")
    _write(tree / "usr/share/applications/rocket-studio.desktop", DESKTOP)
    icons = tree / "usr/share/icons/hicolor/scalable/apps"
    icons.mkdir(parents=True)
    shutil.copy(ROOT / "assets/icons/rocket-studio.svg", icons / "rocket-studio.svg")
    licence = (ROOT / "LICENSE").read_text("utf-8")
    _write(tree / "usr/share/doc/rocket-studio/copyright", licence)
    size = sum(each.lstat().st_size for each in tree.rglob("*") if not each.is_dir())
    architecture = _said("dpkg", "--print-architecture")
    _write(tree / "DEBIAN" / "control", control(size // 1024, architecture))
    made = dist / f"rocket-studio_{version()}_{architecture}.deb"
    _said("dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(tree), str(made))
    shutil.rmtree(tree)
    return made


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepError(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()
