"""Tests of studio.app.docks.danmaku_paint."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from studio.app.docks.danmaku_paint import CLEAR, MAX_CHIPS, RowPainter
from studio.app.docks.danmaku_row import DanmakuRow
from studio.app.theme import tokens

WIDTH_PX = 300


def row(number: int, badge: str = "Rocket 3", role: str = "moderator") -> DanmakuRow:
    return DanmakuRow(number, "u1", "Ann", "Hello 你好", role, 7, badge, at_s=1_795_000_000.0)


def painter() -> RowPainter:
    return RowPainter(QApplication.font(), WIDTH_PX, 1.0)


def pixels(image: QImage) -> NDArray[np.uint8]:
    picture = image.convertToFormat(QImage.Format.Format_RGB32)
    shape = picture.height(), picture.width(), 4
    return np.frombuffer(picture.constBits(), np.uint8).reshape(shape)[..., :3].copy()


def test_a_line_on_its_ground_looks_as_one_laid_over_it(qapp: QApplication) -> None:
    rows, line = painter(), row(1)
    over = rows.paint(line, CLEAR)
    ground = QImage(over.size(), QImage.Format.Format_RGB32)
    ground.fill(tokens().surface_1)
    brush = QPainter(ground)
    brush.drawPixmap(0, 0, over)
    brush.end()
    at_once = pixels(rows.paint(line, tokens().surface_1).toImage())
    assert (
        np.abs(at_once.astype(int) - pixels(ground)).mean() < 2
    )  # fonts are smoothed a little otherwise
    assert np.abs(at_once.astype(int) - at_once[0, 0]).max() > 80


def test_chips_that_many_wear_are_kept_and_never_too_many(qapp: QApplication) -> None:
    rows = painter()
    first = pixels(rows.paint(row(1), tokens().surface_1).toImage())
    for number in range(MAX_CHIPS + 20):
        rows.paint(row(number, badge=f"Club {number}"), tokens().surface_1)
    assert len(rows._stamps) <= MAX_CHIPS + 1
    again = pixels(rows.paint(row(1), tokens().surface_1).toImage())
    assert np.array_equal(first, again)
