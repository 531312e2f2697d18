"""Tests of studio.app.immortal."""

import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from studio.app.immortal import make_immortal


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python does it by itself")
def test_qt_can_not_use_up_the_references_of_none(qapp: QApplication) -> None:
    before = sys.getrefcount(None)
    for _ in range(1000):
        QCoreApplication.processEvents()
    assert sys.getrefcount(None) > 1 << 39
    make_immortal()
    assert sys.getrefcount(None) < 2 * before  # and it is not done twice
