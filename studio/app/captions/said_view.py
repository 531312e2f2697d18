"""The running text of what was said: read, selected, copied, searched, put right.

One block of the document for each row of ``Said``; what changes is one block, however much was
said, and the rows are bounded.  Scrolling up holds the text still, and what comes is counted
until one goes back down.  Nothing of it is announced to a screen reader by itself: a microphone
would hear it, and it would be captioned::

    view = SaidView(desk.said)
    desk.told.connect(view.follow_change)
    view.picked.connect(lambda pick: editor.open(pick))
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QToolTip, QWidget

from studio.app import theme
from studio.app.captions.line_text import Corrections, Mark, characters_before, phrase_at
from studio.app.captions.said import Change, Row, Said
from studio.app.captions.said_inks import Inks
from studio.app.theme import tokens
from studio.app.words import tr

GAP, SAYS = "  ", ": "
GOES_ON = " …"
NEW_LINE = "\u2028"
"""Begins another line of the same block."""
MOST_FOUND = 500


@dataclass(frozen=True, slots=True)
class Pick:
    """What somebody wants to put right.

    Attributes:
        heard: As it is heard.
        meant: What is written instead already; "" if nothing is.
        is_corrected: There is a correction of it.
        takes_focus: It was clicked or chosen by a key, and not just selected.
    """

    heard: str
    meant: str = ""
    is_corrected: bool = False
    takes_focus: bool = True


class SaidView(QPlainTextEdit):
    """See the module.

    Args:
        said: What is shown.

    Signals:
        picked: A ``Pick``: a word was clicked, or some were selected.
        unseen_changed: How many rows came since it was scrolled up.
        found_changed: Which of how many places that were found is shown, from 1; 0 of 0.
    """

    picked = Signal(object)
    unseen_changed = Signal(int)
    found_changed = Signal(int, int)

    def __init__(self, said: Said, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = said
        self._corrections = Corrections({})
        self._inks = Inks.now()
        self._is_following = True
        self._is_moving = False
        self._unseen = 0
        self._needle = ""
        self._found: list[QTextCursor] = []
        self._at = -1
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("What was said"))
        self.setAccessibleDescription(tr("Enter puts the word at the cursor right."))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)  # times are in one column
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setWordWrapMode(option.wrapMode())
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._keep_up)
        theme.changes().changed.connect(self._write_anew)
        self._write_anew()

    # -- what is in it ----------------------------------------------------------------

    @property
    def is_following(self) -> bool:
        """Whether what is said is seen as it comes."""
        return self._is_following

    def set_corrections(self, corrections: Mapping[str, str]) -> None:
        """Mark what was put right by these."""
        self._corrections = Corrections(corrections)
        self._write_anew()

    def follow_change(self, change: Change) -> None:
        """Show what became of the rows."""
        document = self.document()
        self._is_moving = True
        for _ in range(change.dropped):
            self._drop_oldest()
        if change.kind == "removed":
            self._remove(change.index)
        elif change.kind == "changed":
            cursor = QTextCursor(document.findBlockByNumber(change.index))
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            self._write(cursor, self._said.rows[change.index])
        else:
            self._insert(change.index)
        self._is_moving = False
        self._keep_up()
        if change.kind == "added" and not self._is_following:
            self._set_unseen(self._unseen + 1)
        if self._needle:
            self._look()

    def follow(self) -> None:
        """Go to the newest line and stay there."""
        self._is_following = True
        self._set_unseen(0)
        self._keep_up()

    def _write_anew(self) -> None:
        """Write all rows: in another theme, or with other corrections."""
        self._inks = Inks.now()
        self._is_moving = True
        self.clear()
        for row in self._said.rows:
            self._append(row)
        self._is_moving = False
        self._keep_up()
        if self._needle:
            self._look()

    def _append(self, row: Row) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._said.rows[0] is not row:
            cursor.insertBlock()
        self._write(cursor, row)

    def _insert(self, index: int) -> None:
        """Write a new row where it belongs: at the end, unless it is told late."""
        row = self._said.rows[index]
        if row is self._said.rows[-1]:
            self._append(row)
            return
        cursor = QTextCursor(self.document().findBlockByNumber(index))
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        self._write(cursor, row)

    def _drop_oldest(self) -> None:
        """Remove the first row, and hold what is seen still."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - self.document().firstBlock().lineCount())
        self._remove(0)

    def _remove(self, index: int) -> None:
        block = self.document().findBlockByNumber(index)
        cursor = QTextCursor(block)
        if block.next().isValid():
            cursor.movePosition(
                QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.removeSelectedText()
        else:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.removeSelectedText()

    def _write(self, cursor: QTextCursor, row: Row) -> None:
        """Write a row in place of what the cursor has selected."""
        inks, spoken = self._inks, row.spoken
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        cursor.insertText(row.time + GAP, inks.stamp)
        if row.speaker:
            cursor.insertText(row.speaker + SAYS, inks.speaker)
        ink, at = inks.firm if spoken.is_final else inks.pale, 0
        for mark in self._corrections.marks(spoken):
            if mark.start >= at:
                cursor.insertText(row.text[at : mark.start], ink)
                marked = inks.corrected if mark.heard else inks.lost
                cursor.insertText(row.text[mark.start : mark.end], marked)
                at = mark.end
        cursor.insertText(row.text[at:], ink)
        if not spoken.is_final:
            cursor.insertText(GOES_ON, inks.pale)
        if row.translation:
            cursor.insertText(NEW_LINE + row.translation, inks.pale)
        cursor.endEditBlock()

    # -- where it is ------------------------------------------------------------------

    def _keep_up(self) -> None:
        if self._is_following and not self._is_moving:
            self._is_moving = True
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
            self._is_moving = False

    def _scrolled(self, value: int) -> None:
        if self._is_moving:
            return
        self._is_following = value >= self.verticalScrollBar().maximum()
        if self._is_following:
            self._set_unseen(0)

    def _set_unseen(self, count: int) -> None:
        if count != self._unseen:
            self._unseen = count
            self.unseen_changed.emit(count)

    # -- finding ----------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Mark every place where this was said, and go to the newest; empty ends it."""
        self._needle, self._at = text.strip(), -1
        self._look()
        if self._found:
            self._go_there()
        else:
            self._scrolled(self.verticalScrollBar().value())

    def go(self, step: int) -> None:
        """Go to the next place that was found, or to the one before; round at the ends."""
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._go_there()
            self._draw_found()

    def _go_there(self) -> None:
        self._is_following = False
        self.setTextCursor(self._found[self._at])
        self.ensureCursorVisible()

    def _look(self) -> None:
        self._found = []
        document, place = self.document(), QTextCursor()
        if self._needle:
            place = document.find(self._needle, 0, QTextDocument.FindFlag(0))
        while not place.isNull() and len(self._found) < MOST_FOUND:
            self._found.append(place)
            place = document.find(self._needle, place, QTextDocument.FindFlag(0))
        last = len(self._found) - 1
        self._at = min(self._at, last) if self._at >= 0 else last
        self._draw_found()

    def _draw_found(self) -> None:
        marks = []
        for number, place in enumerate(self._found):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = place
            ground = tokens().accent if number == self._at else tokens().selected
            mark.format.setBackground(ground)
            if number == self._at:
                mark.format.setForeground(tokens().on_accent)
            marks.append(mark)
        self.setExtraSelections(marks)
        self.found_changed.emit(self._at + 1, len(self._found))

    # -- people -----------------------------------------------------------------------

    def pick(self, cursor: QTextCursor, *, takes_focus: bool = True) -> Pick | None:
        """Return what is to be put right where a cursor is; None if there is nothing."""
        block = self.document().findBlock(cursor.selectionStart())
        if not 0 <= block.blockNumber() < len(self._said.rows):
            return None
        row = self._said.rows[block.blockNumber()]
        first, last = (
            characters_before(block.text(), place - block.position()) - self._prefix(row)
            for place in (cursor.selectionStart(), cursor.selectionEnd())
        )
        if last < 0 or first > len(row.text) or (first == last and first < 0):
            return None
        for mark in self._corrections.marks(row.spoken):
            if mark.start <= first and last <= mark.end:
                return self._pick_mark(row, mark, takes_focus=takes_focus)
        start, end = phrase_at(row.text, first, last)
        heard = " ".join(row.text[start:end].split())
        return Pick(heard, takes_focus=takes_focus) if heard else None

    def _pick_mark(self, row: Row, mark: Mark, *, takes_focus: bool) -> Pick | None:
        if not mark.heard:
            return None
        meant = row.text[mark.start : mark.end]
        return Pick(mark.heard, meant, is_corrected=True, takes_focus=takes_focus)

    def _prefix(self, row: Row) -> int:
        """Return where the text of a row begins in its block."""
        return len(row.time + GAP) + (len(row.speaker) + len(SAYS) if row.speaker else 0)

    def _choose(self, cursor: QTextCursor, *, takes_focus: bool = True) -> None:
        if (pick := self.pick(cursor, takes_focus=takes_focus)) is not None:
            self.picked.emit(pick)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Pick the word that was clicked, or what was selected."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            if self.textCursor().hasSelection():
                self._choose(self.textCursor(), takes_focus=False)
            elif self._is_on_text(where := event.position().toPoint()):
                self._choose(self._cursor_under(where))

    def _is_on_text(self, where: QPoint) -> bool:
        """Say whether a line of text is there: Qt's cursor is at the nearest one."""
        line = self.cursorRect(self.cursorForPosition(where))
        return line.top() <= where.y() <= line.bottom()

    def _cursor_under(self, where: QPoint) -> QTextCursor:
        """Return a cursor before the letter that is pointed at: Qt's is at the nearest edge."""
        cursor = self.cursorForPosition(where)
        if self.cursorRect(cursor).x() > where.x() and not cursor.atBlockStart():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        return cursor

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Pick by Enter; End with Ctrl follows again."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.textCursor())
            return
        super().keyPressEvent(event)
        if (
            event.key() == Qt.Key.Key_End
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.follow()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 # Qt's name
        """Offer to put right besides copying."""
        cursor = self.textCursor()
        if not cursor.hasSelection() and event.reason() is QContextMenuEvent.Reason.Mouse:
            cursor = self._cursor_under(event.pos())
        menu = self.createStandardContextMenu()
        menu.setParent(self, menu.windowFlags())
        if (pick := self.pick(cursor)) is not None:
            first = menu.actions()[0] if menu.actions() else None
            action = menu.addAction(tr("Put “{heard}” right…", heard=pick.heard.replace("&", "&&")))
            action.triggered.connect(lambda: self.picked.emit(pick))
            if first is not None:
                menu.insertAction(first, action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Say what a mark means."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._explained(event), self)
            return True
        return super().viewportEvent(event)

    def _explained(self, event: QHelpEvent) -> str:
        cursor = self._cursor_under(event.pos())
        block = cursor.block()
        if not 0 <= block.blockNumber() < len(self._said.rows):
            return ""
        row = self._said.rows[block.blockNumber()]
        units = cursor.position() - block.position()
        at = characters_before(block.text(), units) - self._prefix(row)
        for mark in self._corrections.marks(row.spoken):
            if mark.start <= at < mark.end:
                if not mark.heard:
                    return tr("What was said here is lost.")
                return tr("Written instead of “{heard}”.", heard=mark.heard)
        return ""
