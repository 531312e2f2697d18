"""OBS Studio on the standard scene, with a home of its own, its windows on a spare display.

It composes with OpenGL, which here is llvmpipe where there is no GPU: what it shows
then is how OBS does on a machine without one, not how it does on a desktop.
"""

import os
import subprocess

from tests.bench.obs_profile import write_profile
from tests.bench.obs_remote import ObsRemote
from tests.bench.processes import end, start
from tests.bench.rig import Rig
from tests.bench.run_options import RunOptions
from tests.servers import free_port


class ObsSubject:
    """A running OBS."""

    name = "obs"

    def __init__(self, rig: Rig, options: RunOptions) -> None:
        self._log = rig.folder / "subject.log"
        self._environment = dict(os.environ)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            home = rig.folder / name.lower()
            home.mkdir(mode=0o700)
            self._environment[name] = str(home)
        self._environment |= {
            "DISPLAY": rig.desk,
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
        }
        self._port = free_port()
        server, _, key = rig.url.rpartition("/")
        config = rig.folder / "xdg_config_home"
        write_profile(config, options, rig.display, server, key, self._port)

    def start(self) -> int:
        """Start it and return the process id of its session."""
        scene = ["--profile", "std", "--collection", "std", "--scene", "Main"]
        argv = ["dbus-run-session", "--", "obs", "--multi", "--minimize-to-tray", "--verbose"]
        self._process: subprocess.Popen[bytes] = start(
            [*argv, *scene, "--startstreaming"], self._log, environment=self._environment
        )
        return self._process.pid

    def counts(self) -> dict[str, float]:
        """Return how many frames there were, and how many came too late."""
        with ObsRemote(self._port) as remote:
            stats = remote.ask("GetStats")
        return {
            "frames_total": stats["renderTotalFrames"],
            "frames_lagged": stats["renderSkippedFrames"],
            "frames_skipped": stats["outputSkippedFrames"],
        }

    def end(self) -> dict[str, object]:
        """End it; ``counts`` has told all that there is to know."""
        end(self._process)
        return {}
