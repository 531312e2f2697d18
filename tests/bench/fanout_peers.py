"""The peers of the fan-out bench: nchan from Debian, ws from npm; installed if they are not."""

import shutil
import subprocess
from pathlib import Path

from installer import packages

NCHAN = ("nginx", "libnginx-mod-nchan")
WS = "ws@8"


def install(work: Path, names: list[str]) -> None:
    """Install what the named servers need.

    Raises:
        SystemExit: If it can't be installed; the text says what to do.
    """
    if "nchan" in names:
        _install_nchan()
    if "ws" in names:
        npm = shutil.which("npm")
        if not npm:
            raise SystemExit("The bench needs npm; or leave ws out: --subjects ours,nchan,floor")
        argv = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(work), WS]
        subprocess.run(argv, check=True)


def _install_nchan() -> None:
    missing = packages.missing(NCHAN, packages.installed(NCHAN))
    if not missing:
        return
    prefix = packages.privilege_prefix()
    if prefix is None or not packages.has_apt():
        raise SystemExit(f"The bench needs more packages; as root: {packages.by_hand(missing)}")
    for argv in (packages.update_argv(prefix), packages.install_argv(missing, prefix)):
        subprocess.run(argv, stdout=subprocess.DEVNULL, check=True)
