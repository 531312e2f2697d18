"""What ``rocket-studio gift`` does for the app, in a child process: check, pack, install, preview.

verbs = GiftVerbs(parent)
verbs.run(["install", path, "--json"], then)      # then(output, sentence): one of them is ""
"""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess
from shiboken6 import isValid

from studio.app.words import tr

MOST_WORDS = 2_000
Then = Callable[[str, str], object]


class GiftVerbs(QObject):
    """See the module; several may run at once."""

    def run(self, words: Sequence[str], then: Then) -> None:
        """Run a verb; ``then`` gets what it printed, or the sentence why it couldn't."""
        process = QProcess(self)

        def ended() -> None:
            if not isValid(process):
                return  # who asked is gone
            output = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
            said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
            is_good = process.exitStatus() is QProcess.ExitStatus.NormalExit
            process.deleteLater()
            if is_good and process.exitCode() == 0:
                then(output.strip(), "")
            else:
                then("", said[-MOST_WORDS:] or tr("That could not be done."))

        process.finished.connect(ended)
        process.start(sys.executable, ["-m", "studio.plugin_host.gifts", *words])

    def close(self) -> None:
        """End what still runs."""
        for process in self.findChildren(QProcess):
            process.finished.disconnect()
            process.kill()
            process.waitForFinished(2000)
