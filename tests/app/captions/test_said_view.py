"""Tests of studio.app.captions.said_view."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.captions.line_text import LOST
from studio.app.captions.said import Said
from studio.app.captions.said_view import Pick, SaidView
from studio.app.theme import tokens
from studio.model.captions.spoken import Spoken
from studio.model.captions.vocabulary import Vocabulary
from tests.app.engine_stage import until
from tests.model.captions.telling import by_character, told

Tell = Callable[..., None]


@pytest.fixture
def said() -> Said:
    return Said(most=50)


@pytest.fixture
def view(said: Said, qapp: QApplication, qtbot: QtBot) -> SaidView:
    theme.apply(qapp, "dark")
    made = SaidView(said)
    qtbot.addWidget(made)
    made.resize(280, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def tell(said: Said, view: SaidView) -> Tell:
    def take(spoken: Spoken) -> None:
        if (change := said.take(spoken)) is not None:
            view.follow_change(change)

    return take


def lines(view: SaidView) -> list[str]:
    return view.toPlainText().split("\n") if view.toPlainText() else []


def look_at(view: SaidView, text: str) -> QTextCharFormat:
    """Return how a text is written."""
    place = view.document().find(text)
    assert not place.isNull()
    return place.charFormat()


def select(view: SaidView, text: str) -> QTextCursor:
    place = view.document().find(text)
    assert not place.isNull()
    view.setTextCursor(place)
    return place


def middle_of(view: SaidView, text: str) -> QPoint:
    place = view.document().find(text)
    place.setPosition(place.selectionStart() + len(text) // 2)
    return view.cursorRect(place).center()


@pytest.fixture
def picks(view: SaidView) -> list[Pick]:
    found: list[Pick] = []
    view.picked.connect(found.append)
    return found


def test_what_is_said_grows_in_its_line_and_gets_firm(view: SaidView, tell: Tell) -> None:
    tell(told("hel", "1", is_final=False, speaker="Mary", start_ms=62_000))
    tell(told("so", "2", is_final=False, start_ms=63_000))
    assert lines(view) == ["0:01:02  Mary: hel …", "0:01:03  so …"]
    assert look_at(view, "hel").foreground().color() == tokens().secondary
    tell(told("Hello.", "1", speaker="Mary", start_ms=62_000))
    assert lines(view) == ["0:01:02  Mary: Hello.", "0:01:03  so …"]
    assert look_at(view, "Hello").foreground().color() == tokens().text
    tell(told("", "2"))
    assert lines(view) == ["0:01:02  Mary: Hello."]
    tell(told("", "1"))
    assert lines(view) == []
    tell(told("again", "3"))
    assert lines(view) == ["0:00:00  again"]


def test_the_oldest_lines_go(view: SaidView, tell: Tell, said: Said) -> None:
    for number in range(60):
        tell(told(f"line{number}", str(number)))
    assert len(lines(view)) == len(said.rows) == 50
    assert lines(view)[0] == "0:00:00  line10"
    assert view.document().blockCount() == 50


def test_what_is_told_late_stands_where_it_was_said(view: SaidView, tell: Tell) -> None:
    for number in (2, 4, 1, 3):
        tell(told(f"word{number}", str(number), start_ms=number * 1000))
    assert [line[-5:] for line in lines(view)] == ["word1", "word2", "word3", "word4"]


def test_a_translation_stands_below(view: SaidView, tell: Tell) -> None:
    spoken = by_character("你好")
    tell(spoken)
    tell(spoken.model_copy(update={"translation": "Hello", "translation_language": "en"}))
    assert view.document().firstBlock().text() == "0:00:00  你好\u2028Hello"
    assert view.document().blockCount() == 1


def test_a_line_break_of_a_stranger_makes_no_line(view: SaidView, tell: Tell) -> None:
    tell(told("a", "1", speaker="x\ny\u2029z"))
    bad = told("one", "2")
    word = bad.words[0].model_copy(update={"text": "on\ne\ufdd0\u2028two"})
    tell(bad.model_copy(update={"words": (word,)}))
    assert view.document().blockCount() == 2


def test_what_was_put_right_and_what_was_lost_look_so(view: SaidView, tell: Tell) -> None:
    corrections = {"stew deal": "Studio"}
    tell(Vocabulary(corrections).apply(told(f"the stew deal {LOST} opens")))
    view.set_corrections(corrections)
    dashed = QTextCharFormat.UnderlineStyle.DashUnderline
    assert look_at(view, "Studio").underlineStyle() == dashed
    assert look_at(view, "opens").underlineStyle() != dashed
    assert look_at(view, LOST).foreground().color() == tokens().warning


def test_another_theme_has_other_colours(view: SaidView, tell: Tell, qapp: QApplication) -> None:
    tell(told("Hello."))
    theme.apply(qapp, "light")
    try:
        assert look_at(view, "Hello").foreground().color() == tokens().text
    finally:
        theme.apply(qapp, "dark")


def test_it_follows_unless_scrolled_up(view: SaidView, tell: Tell) -> None:
    unseen: list[int] = []
    view.unseen_changed.connect(unseen.append)
    bar = view.verticalScrollBar()
    for number in range(40):
        tell(told(f"a line that is long enough to be broken {number}", str(number)))
    until(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(2)
    assert not view.is_following
    tell(told("new", "n1"))
    tell(told("newer", "n2", is_final=False))
    tell(told("newer!", "n2"))
    assert bar.value() == 2
    assert unseen == [1, 2]
    view.follow()
    until(lambda: bar.value() == bar.maximum())
    assert unseen == [1, 2, 0]


def test_a_click_picks_a_word(view: SaidView, tell: Tell, picks: list[Pick]) -> None:
    tell(told("Hello, everybody!", speaker="Mary 🚀"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, "everybody"))
    assert picks == [Pick("everybody")]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, "Mary"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 280))
    assert picks == [Pick("everybody")]  # neither the speaker nor what lies below is a word


def test_a_selection_picks_a_phrase_and_leaves_the_keyboard(
    view: SaidView, tell: Tell, picks: list[Pick]
) -> None:
    tell(told("the rocket stew deal opens"))
    place = select(view, "ket stew d")
    assert view.pick(place) == Pick("rocket stew deal")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert picks == [Pick("rocket stew deal")]
    view.setTextCursor(QTextCursor(view.document()))  # what is selected would be dragged away
    start, end = (view.cursorRect(c).center() for c in ends(view, "stew"))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    drag(view, end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert picks[1:] == [Pick("stew", takes_focus=False)]


def drag(view: SaidView, to: QPoint) -> None:
    """Move the mouse with its button down, which QTest's own does not say."""
    kind, left = QEvent.Type.MouseMove, Qt.MouseButton.LeftButton
    where = QPointF(to)
    event = QMouseEvent(kind, where, where, left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def ends(view: SaidView, text: str) -> tuple[QTextCursor, QTextCursor]:
    place = view.document().find(text)
    first, last = QTextCursor(place), QTextCursor(place)
    first.setPosition(place.selectionStart())
    last.setPosition(place.selectionEnd())
    return first, last


def test_chinese_is_picked_by_what_is_selected(view: SaidView, tell: Tell) -> None:
    tell(by_character("我们用🚀直播"))
    assert view.pick(select(view, "直播")) == Pick("直播")
    place = select(view, "们")
    place.setPosition(place.selectionStart())
    assert view.pick(place) == Pick("们")


def test_what_was_put_right_is_picked_as_it_was_heard(view: SaidView, tell: Tell) -> None:
    corrections = {"stew deal": "Rocket Studio"}
    view.set_corrections(corrections)
    tell(Vocabulary(corrections).apply(told("the stew deal opens")))
    wanted = Pick("stew deal", "Rocket Studio", is_corrected=True)
    assert view.pick(select(view, "Studio")) == wanted


def test_what_nobody_said_is_not_picked(view: SaidView, tell: Tell) -> None:
    tell(told(f"so {LOST} **** then"))
    assert view.pick(select(view, LOST)) is None
    assert view.pick(select(view, "****")) is None
    assert view.pick(select(view, "0:00")) is None
    assert SaidView(Said()).pick(QTextCursor()) is None


def test_what_was_said_is_found_from_the_newest(view: SaidView, tell: Tell) -> None:
    found: list[tuple[int, int]] = []
    view.found_changed.connect(lambda at, count: found.append((at, count)))
    for number in range(3):
        tell(told(f"Green screen {number}", str(number)))
    view.search("green")
    view.go(-1)
    view.go(-1)
    view.go(-1)
    assert found == [(3, 3), (2, 3), (1, 3), (3, 3)]
    assert view.textCursor().selectedText() == "Green"
    assert not view.is_following
    tell(told("green again", "4"))
    assert found[-1] == (3, 4)
    assert len(view.extraSelections()) == 4
    view.search("nothing like it")
    assert found[-1] == (0, 0)
    view.search("")
    assert view.extraSelections() == []
    assert view.is_following  # all of it is seen


def test_an_hour_of_partials_costs_no_memory(view: SaidView, tell: Tell) -> None:
    for number in range(2000):
        tell(told(f"words that grow {number}", str(number // 20), is_final=number % 20 == 19))
    assert view.document().blockCount() == 50
    assert view.document().availableUndoSteps() == 0
