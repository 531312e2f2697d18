"""Tests of studio.app.orphan."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from studio.app.link.engine_link import EngineLink
from studio.app.orphan import LOOKS, Orphan
from studio.supervisor.session_file import Session, SessionLock, remove_session, write_session


def test_only_a_session_that_is_gone_for_good_is_told_and_once(
    qapp: QApplication, tmp_path: Path
) -> None:
    told: list[bool] = []
    orphan = Orphan(EngineLink(tmp_path))
    orphan.found.connect(lambda: told.append(True))
    write_session(tmp_path, Session(1, "/a", "s"))
    lock = SessionLock(tmp_path)
    assert lock.take()
    for _ in range(LOOKS - 1):
        orphan.look()
    assert orphan.looks == 0
    remove_session(tmp_path)
    lock.release()
    for _ in range(LOOKS - 1):
        orphan.look()
    assert told == []
    for _ in range(LOOKS):
        orphan.look()
    assert told == [True]
