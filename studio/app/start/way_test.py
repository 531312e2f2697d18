"""Tries the way to a platform's server: whether it answers, how soon, and what a stream needs.

Only the server's name travels to the process that tries, never the key.  How fast the line is
can't be measured there without going live, so the sentence says what the line must have.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.live.address import server_of
from studio.app.start.doctor import Doctor
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr

SOUND_KBPS = 160
SHARE_USED = 0.7
"""Of a line, for the stream: the rest is room for bad moments."""


class WayTest(QWidget):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self._address = ""
        self._video_kbps = 0
        self.button = PushButton(tr("&Test the way there"), "network")
        self.button.clicked.connect(self.ask)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.words)
        self.doctor = Doctor(self)
        self.doctor.reported.connect(self._read)
        self.set_address("")

    def set_address(self, address: str) -> None:
        """Try this one when asked."""
        if server_of(address) != self._address:
            self.words.hide()
        self._address = server_of(address)
        self.button.refuse("" if self._address else tr("Enter the server address first."))

    def set_video_kbps(self, video_kbps: int) -> None:
        """Say what this bit rate needs."""
        self._video_kbps = video_kbps

    def ask(self) -> None:
        """Try it."""
        if self._address and not self.doctor.is_busy:
            self._say(tr("Connecting…"), "quiet")
            self.doctor.start("--reach", f"{self._address}/live/test", "--only-upload")

    def _read(self, report: dict[str, object] | None) -> None:
        if report is None:
            self._say(tr("The test itself failed; going live checks the way once more."), "warning")
            return
        text, role = says(report, self._video_kbps)
        self._say(text, role)

    def _say(self, text: str, role: str) -> None:
        self.words.setText(text)
        self.words.setProperty("role", role)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.show()


def says(report: dict[str, object], video_kbps: int) -> tuple[str, str]:
    """Return what the report means, and the role of its label."""
    rows = report.get("findings")
    found = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    facts = found.get("facts")
    facts = facts if isinstance(facts, dict) else {}
    if found.get("level") != "good":
        reason = facts.get("reason") or found.get("what") or ""
        return tr("{reason}. Check the address and your connection.", reason=reason), "warning"
    took_ms = facts.get("connect_ms")
    answers = tr(
        "✓ {host} answers in {ms} ms.",
        host=facts.get("host", ""),
        ms=took_ms if isinstance(took_ms, int) else 0,
    )
    need_mbps = (video_kbps + SOUND_KBPS) / SHARE_USED / 1000
    needs = tr(
        "{kbps} kb/s want an upload of {mbps} Mb/s; a third of it is headroom.",
        kbps=f"{video_kbps + SOUND_KBPS:,}",
        mbps=f"{need_mbps:.1f}",
    )
    return f"{answers}\n{needs}", "quiet"
