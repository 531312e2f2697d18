"""``rocket-studio plugin run DIR``: a plugin in the studio that runs, while it is written.

When a file in its folder changes it is checked and started anew; what is wrong is said,
and the old one goes on meanwhile.  What it keeps is there again at its next start and at the
next run, apart from what an installed one of that id keeps.
"""

import os
import signal
import sys
from functools import partial
from pathlib import Path

from studio.model.plugin import RIGHTS, Manifest, PluginError, read_manifest
from studio.plugin_host.checking import faults
from studio.plugin_host.host import Host
from studio.plugin_host.tenant import Tenant
from studio.plugin_host.web_seats import WebSeats, new_token
from studio.supervisor.session_file import find_session
from studio.supervisor.user_folder import config_folder

MAX_FILES = 2_000
KEPT_NAME = "plugin_data_run"
"""The folder, beside the user's settings, for what plugins keep that are run by hand."""
Stamp = frozenset[tuple[str, int, int]]


def run(folder: Path, run_dir: Path) -> int:
    """Run a plugin until Ctrl-C; return the exit code.

    Raises:
        PluginError: If there is no studio to run it in, or it can't be run at all.
    """
    if found := faults(folder):
        raise PluginError("\n".join(found))
    if find_session(run_dir) is None:
        raise PluginError("No studio runs: start it with `rocket-studio`, then this again.")
    workbench = _Workbench(folder, run_dir)
    signal.signal(signal.SIGTERM, lambda number, frame: workbench.end())
    try:
        workbench.run()
    except KeyboardInterrupt:
        return 130
    return 0


class _Workbench:
    def __init__(self, folder: Path, run_dir: Path) -> None:
        self._folder = folder
        self._host = Host(run_dir, self._look)
        self._token = new_token()
        self._seats = WebSeats(0, lambda plugin: self._host.post(partial(self._host.come, plugin)))
        self._running = ""
        self._stamp = stamp(folder)
        self._seen = self._stamp

    def run(self) -> None:
        self._load()
        try:
            self._host.run()
        finally:
            self._seats.close()

    def end(self) -> None:
        self._host.end()

    def _look(self) -> None:
        """Load it anew once its files have changed and stay as they are."""
        now = stamp(self._folder)
        if now != self._seen:
            self._seen = now
        elif now != self._stamp:
            self._stamp = now
            if found := faults(self._folder):
                _say("\n".join([*found, "The plugin goes on as it was."]))
            else:
                _say("Changed: it is started anew.")
                self._load()

    def _load(self) -> None:
        manifest = read_manifest(self._folder)
        _say(_greeting(manifest))
        seat = None
        if manifest.kind == "web":
            seat = self._seats.lay(manifest, self._folder, self._token)
            _say(self._seats.fault or f"Open it: {self._seats.address(manifest.id)}")
        # What it keeps is written when it ends, and read by the next one.
        self._host.remove(self._running)
        self._running = manifest.id
        tenant = Tenant(
            self._folder,
            manifest,
            # Who runs a folder by hand has written it.
            frozenset(manifest.rights),
            ways=self._host.ways,
            kept=config_folder() / KEPT_NAME / f"{manifest.id}.json",
            now=self._host.now,
            say=_say,
            lines=seat,
        )
        self._host.add(manifest.id, tenant)


def stamp(folder: Path) -> Stamp:
    """Return what tells whether a file in a folder has changed."""
    found: list[tuple[str, int, int]] = []
    for path, _, names in os.walk(folder):
        for name in names:
            if name.endswith((".pyc", ".tmp")) or len(found) >= MAX_FILES:
                continue
            file = os.path.join(path, name)
            try:
                status = os.stat(file)
            except OSError:
                continue
            found.append((file, status.st_mtime_ns, status.st_size))
    return frozenset(found)


def _greeting(manifest: Manifest) -> str:
    rights = ", ".join(RIGHTS[right] for right in manifest.rights) or "only looks on"
    return f"{manifest.name} {manifest.version}: {rights}. Ctrl-C ends it."


def _say(text: str) -> None:
    print(text, file=sys.stdout, flush=True)
