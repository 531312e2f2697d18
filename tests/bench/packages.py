"""The peers come from Debian; this installs those that are not there."""

import subprocess
import sys

from installer import packages
from installer.packages import installed, missing

FFMPEG = ("ffmpeg", "fonts-dejavu-core", "libnginx-mod-rtmp", "nginx", "rtmpdump", "xvfb")
OBS = ("dbus", "libgl1-mesa-dri", "obs-plugins", "obs-studio")


def install_peers(*, with_obs: bool) -> None:
    """Install what a run needs.

    Raises:
        SystemExit: If it can't be installed; the text says what is missing.
    """
    wanted = FFMPEG + OBS if with_obs else FFMPEG
    if not packages.has_apt():
        return
    names = missing(wanted, installed(wanted))
    prefix = packages.privilege_prefix()
    if not names:
        return
    if prefix is None:
        raise SystemExit(f"The bench needs more packages; as root: {packages.by_hand(names)}")
    print(f"Installing {', '.join(names)} …", file=sys.stderr, flush=True)
    for argv in (packages.update_argv(prefix), packages.install_argv(names, prefix)):
        if subprocess.run(argv, stdout=subprocess.DEVNULL, check=False).returncode:
            raise SystemExit(f"They can't be installed; as root: {packages.by_hand(names)}")
