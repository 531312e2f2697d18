"""The system packages that the studio and its tests need, and how to get them.

Debian's names; ``missing`` asks dpkg, so that only what is not there is installed
and a second set-up costs 20 ms::

    names = missing(RUN, installed(RUN))
    argv = install_argv(names, privilege_prefix())
"""

import os
import shutil
import subprocess
from collections.abc import Iterable

RUN: dict[str, str] = {
    "python3-venv": "makes the place that the Python packages go to",
    "libvulkan1": "the way to the graphics card",
    "mesa-vulkan-drivers": "open graphics drivers, and one for machines without a card",
    "libportaudio2": "sound devices",
    "libasound2-plugins": "sound devices behind PulseAudio and PipeWire",
    "libx11-6": "screen capture",
    "libdbus-1-3": "the window",
    "libegl1": "the same",
    "libgl1": "the same",
    "libgles2": "what sees faces on pictures",
    "libwayland-cursor0": "the same",
    "libwayland-egl1": "the same",
    "libxcb-cursor0": "the same",
    "libxcb-icccm4": "the same",
    "libxcb-image0": "the same",
    "libxcb-keysyms1": "the same",
    "libxcb-render-util0": "the same",
    "libxcb-shape0": "the same",
    "libxkbcommon-x11-0": "the same",
    "fonts-dejavu-core": "Latin letters",
    "fonts-noto-cjk": "Chinese, Japanese and Korean letters",
    "fonts-noto-color-emoji": "emoji",
}

TEST: dict[str, str] = {
    "alsa-utils": "speech that voices are tried with",
    "at-spi2-core": "what screen readers hear the window through",
    "chromium": "the browser that the pages are tried in",
    "coturn": "relays guests' lines in the tests",
    "curl": "a viewer that reads as slowly as it is told",
    "dbus-daemon": "the bus that screen readers and windows meet on",
    "ffmpeg": "the peer and the judge of streams",
    "gir1.2-atspi-2.0": "reads the window as a screen reader does",
    "git": "the tests look at what is committed",
    "iproute2": "network faults",
    "janus": "links guests whose number or network is too much for direct lines, in the tests",
    "libatomic1": "what drives the browser needs it",
    "libnginx-mod-rtmp": "the RTMP server that the tests publish to",
    "nginx": "the same",
    "nodejs": "runs another RTMP server that the tests publish to",
    "npm": "fetches it",
    "openssl": "makes certificates for the tests",
    "postgresql": "the database of a room server with many nodes",
    "pulseaudio": "a sound server for the tests",
    "pulseaudio-utils": "its controls",
    "python3-gi": "the same as gir1.2-atspi-2.0",
    "rtmpdump": "a subscriber that is not ours",
    "x11-utils": "asks a display about its windows",
    "xauth": "rights on a display",
    "xdotool": "moves windows and the pointer",
    "xvfb": "a display for machines without a screen",
}


BY_COMMAND = {"nodejs": "node", "npm": "npm"}
"""Packages that often come from elsewhere, and then forbid Debian's, by what they bring."""


def installed(names: Iterable[str]) -> set[str]:
    """Return those of ``names`` that dpkg has installed and configured, or that are here anyway."""
    result = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n", *names],
        capture_output=True,
        text=True,
        check=False,  # it ends with 1 when one of the names is unknown
    )
    return parse_query(result.stdout) | brought_by_others(names)


def brought_by_others(names: Iterable[str]) -> set[str]:
    """Return those of ``names`` whose command is here, whoever installed it."""
    return {name for name in names if name in BY_COMMAND and shutil.which(BY_COMMAND[name])}


def parse_query(output: str) -> set[str]:
    """Return the packages that ``dpkg-query`` lists as installed (``ii``, also when held)."""
    rows = (line.split() for line in output.splitlines())
    return {row[1] for row in rows if len(row) == 2 and row[0] in ("ii", "hi")}


def missing(wanted: Iterable[str], present: set[str]) -> list[str]:
    """Return what is wanted and not present, in order of name."""
    return sorted(set(wanted) - present)


def has_apt() -> bool:
    """Tell whether this system is one whose packages we know by name."""
    return shutil.which("apt-get") is not None and shutil.which("dpkg-query") is not None


def privilege_prefix() -> list[str] | None:
    """Return what a command needs in front to run as root, or None where there is no way."""
    if os.geteuid() == 0:
        return []
    return ["sudo"] if shutil.which("sudo") else None


def update_argv(prefix: list[str]) -> list[str]:
    """Return the command that fetches the lists of packages."""
    return [*prefix, "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "update"]


def repair_argv(prefix: list[str]) -> list[str]:
    """Return the command that ends what an interrupted installation left half done."""
    return [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "dpkg", "--configure", "-a"]


def install_argv(names: list[str], prefix: list[str]) -> list[str]:
    """Return the command that installs ``names``.

    RUNLEVEL=1 keeps Debian from starting the server daemons among them: the tests
    start their own, on ports of their own.
    """
    options = ["-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
    return [*prefix, *environment, "apt-get", "install", *options, *names]


def by_hand(names: list[str]) -> str:
    """Return the command for a person who has the rights that we lack."""
    return f"apt-get install --no-install-recommends {' '.join(names)}"


def explain(names: list[str]) -> str:
    """Return one line for each package: its name in Debian and what it is for."""
    reasons = RUN | TEST
    width = max(len(name) for name in names)
    return "\n".join(f"  {name:{width}}  {reasons[name]}" for name in names)
