"""Plugins' processes that outlive a host that was killed: noted while they run, ended by the next.

A plugin ends by itself when its host is gone, unless it hangs or has started others: then
the session that it leads is ended, which it can't leave.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Collection
from pathlib import Path

import psutil

from studio.model.files import FileError, write_whole

FILE_NAME = "plugin_host.pids"
_MARK = "studio.sdk"
"""In the words of each of a plugin's processes."""


def note(run_dir: Path, pids: Collection[int]) -> None:
    """Write down which run; what can't be written is not known to the next host."""
    with contextlib.suppress(FileError):
        write_whole(run_dir / FILE_NAME, " ".join(map(str, sorted(pids))), mode=0o600)


def end_leftovers(run_dir: Path) -> list[int]:
    """End those of the host before; return which processes that were."""
    if sys.platform == "win32":
        return []
    try:
        noted = {int(word) for word in (run_dir / FILE_NAME).read_text("ascii").split()}
    except (OSError, ValueError):
        return []
    ended = []
    for pid in psutil.pids() if noted else ():
        with contextlib.suppress(OSError, psutil.Error):
            if os.getsid(pid) in noted and _MARK in psutil.Process(pid).cmdline():
                os.kill(pid, signal.SIGKILL)
                ended.append(pid)
    return ended
