"""Tests of studio.app.words.language and tr."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app.words import language, later, tr, use


@pytest.fixture(autouse=True)
def english_after(qapp: QApplication) -> Iterator[None]:
    yield
    use(qapp, "en")


def test_chinese_and_back(qapp: QApplication) -> None:
    use(qapp, "zh")
    assert (language(), tr("Close")) == ("zh", "关闭")
    use(qapp, "en")
    assert (language(), tr("Close")) == ("en", "Close")


def test_the_system_decides_unless_asked(qapp: QApplication) -> None:
    use(qapp, "system")
    chinese = QLocale.system().language() == QLocale.Language.Chinese
    assert language() == ("zh" if chinese else "en")


def test_qt_speaks_it_too(qapp: QApplication) -> None:
    use(qapp, "zh")
    assert QApplication.translate("QLineEdit", "Select All") == "全选"


def test_windows_are_told(qapp: QApplication, qtbot: QtBot) -> None:
    told: list[QEvent.Type] = []

    class Window(QWidget):
        def changeEvent(self, event: QEvent) -> None:  # noqa: N802
            told.append(event.type())

    window = Window()
    qtbot.addWidget(window)
    window.show()
    use(qapp, "zh")
    qtbot.waitUntil(lambda: QEvent.Type.LanguageChange in told)


def test_values_are_filled_in_and_not_read_again() -> None:
    assert tr("{a} and {b}", a="{b}", b=2) == "{b} and 2"
    assert tr("no {value} is given") == "no {value} is given"


def test_a_name_from_right_to_left_is_kept_apart() -> None:
    assert tr("Hide {name}", name="كريم") == "Hide \u2068كريم\u2069"
    assert tr("Hide {name}", name="Maya") == "Hide Maya"


def test_later_says_nothing_yet(qapp: QApplication) -> None:
    use(qapp, "zh")
    assert later("Close") == "Close"
