"""Tests of studio.app.picture.cursors."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.app.picture.cursors import cursor_of
from studio.app.picture.handles import Handle
from tests.app.picture.places import place


def test_the_pointer_shows_where_an_edge_can_go(qapp: QApplication) -> None:
    shape = Qt.CursorShape
    assert cursor_of(Handle.LEFT, place(), is_over=True).shape() is shape.SizeHorCursor
    assert cursor_of(Handle.TOP_LEFT, place(), is_over=True).shape() is shape.SizeFDiagCursor
    turned = place(rotation_deg=90)
    assert cursor_of(Handle.LEFT, turned, is_over=True).shape() is shape.SizeVerCursor
    assert cursor_of(Handle.TOP_LEFT, turned, is_over=True).shape() is shape.SizeBDiagCursor


def test_over_an_item_it_moves_and_elsewhere_it_points(qapp: QApplication) -> None:
    assert cursor_of(None, place(), is_over=True).shape() is Qt.CursorShape.SizeAllCursor
    assert cursor_of(None, None, is_over=False).shape() is Qt.CursorShape.ArrowCursor
    assert cursor_of(Handle.TURN, place(), is_over=True).shape() is Qt.CursorShape.CrossCursor
