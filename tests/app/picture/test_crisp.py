"""Tests of studio.app.picture.crisp."""

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from studio.app.picture.crisp import is_box, stroke_line, stroke_shape

GLASS = QColor(255, 0, 0, 100)


def drawn(shape: QPolygonF | QLineF, *pens: QPen) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if isinstance(shape, QLineF):
        stroke_line(painter, shape, pens)
    else:
        stroke_shape(painter, shape, pens)
    painter.end()
    return image


def alphas(image: QImage) -> dict[int, int]:
    """Return how many pixels have which alpha."""
    found: dict[int, int] = {}
    for y in range(image.height()):
        for x in range(image.width()):
            alpha = image.pixelColor(x, y).alpha()
            found[alpha] = found.get(alpha, 0) + 1
    return found


def polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(*point) for point in points])


BOX = polygon((10.3, 10), (30.3, 10), (30.3, 20), (10.3, 20))


def test_a_box_is_sharp_and_no_corner_is_painted_twice() -> None:
    image = drawn(BOX, QPen(GLASS, 2))
    assert alphas(image) == {0: 1600 - 22 * 12 + 18 * 8, 100: 22 * 12 - 18 * 8}
    assert image.pixelColor(20, 10).alpha() == 100
    assert image.pixelColor(20, 15).alpha() == 0


def test_level_and_upright_lines_are_sharp() -> None:
    assert alphas(drawn(QLineF(5, 7.4, 25, 7.4), QPen(GLASS, 1))) == {0: 1580, 100: 20}
    assert alphas(drawn(QLineF(7.4, 25, 7.4, 5), QPen(GLASS, 3))) == {0: 1540, 100: 60}


def test_what_is_turned_or_dashed_is_smooth_or_dashed() -> None:
    turned = polygon((20, 5), (35, 20), (20, 35), (5, 20))
    assert is_box(BOX)
    assert not is_box(turned)
    assert len(alphas(drawn(turned, QPen(GLASS, 2)))) > 3
    dashed = drawn(BOX, QPen(GLASS, 2, Qt.PenStyle.DashLine))
    assert alphas(dashed).get(100, 0) < alphas(drawn(BOX, QPen(GLASS, 2)))[100]
