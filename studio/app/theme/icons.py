"""Lucide's line icons, drawn in the theme's colours.

The files in assets/icons are Lucide's own, with ``currentColor`` for the stroke.  An
icon is drawn anew for each colour, size and pixel ratio, so it is sharp everywhere::

    button.setIcon(icon("mic-off"))
    painter.drawPixmap(0, 0, pixmap("radio", "live", 16))

Roles: ``text`` (what can be pressed), ``secondary`` (what only informs), ``accent``,
``on-accent``, ``live``, ``on-live``, ``good``, ``warning``.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from studio.app.theme.files import ASSETS
from studio.app.theme.tokens import mixed, tokens

RATIOS = (1, 2)


@cache
def source(name: str) -> bytes:
    """Return the file of an icon, with lines as thin as our text."""
    text = (ASSETS / "icons" / f"{name}.svg").read_text("utf-8")
    return text.replace('stroke-width="2"', 'stroke-width="1.75"').encode()


@cache
def _drawn(name: str, colour: str, size_px: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source(name).replace(b"currentColor", colour.encode())))
    drawing = QPixmap(QSize(size_px, size_px))
    drawing.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawing)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return drawing


def role_colour(role: str) -> QColor:
    """Return the colour of a role, such as ``on-accent``."""
    colour = getattr(tokens(), role.replace("-", "_"))
    assert isinstance(colour, QColor)
    return colour


def pixmap(name: str, role: str = "text", size_px: int = 0, ratio: float = 0) -> QPixmap:
    """Return an icon as a picture of ``size_px`` (the theme's if 0) logical pixels."""
    size_px = size_px or tokens().icon_px
    if not ratio:
        app = QGuiApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    drawing = QPixmap(_drawn(name, role_colour(role).name(), round(size_px * ratio)))
    drawing.setDevicePixelRatio(ratio)
    return drawing


def icon(name: str, role: str = "text", size_px: int = 0, gap_px: int = 0) -> QIcon:
    """Return an icon with its disabled form; of the theme of now.

    Args:
        name: Of the file.
        role: Says the colour.
        size_px: Logical pixels; the theme's if 0.
        gap_px: Empty pixels at its right, where words follow.
    """
    size_px = size_px or tokens().icon_px
    ink = role_colour(role)
    pale = mixed(tokens().surface_1, ink, 0.45)
    return QIcon(_made(name, ink.name(), pale.name(), size_px, gap_px))


@cache
def _made(name: str, ink: str, pale: str, size_px: int, gap_px: int) -> QIcon:
    """Make an icon once, however many widgets show it: a window asks two hundred times."""
    made = QIcon()
    for ratio in RATIOS:
        for mode, colour in ((QIcon.Mode.Normal, ink), (QIcon.Mode.Disabled, pale)):
            drawing = QPixmap(_drawn(name, colour, size_px * ratio))
            if gap_px:
                drawing = _with_gap(drawing, gap_px * ratio)
            drawing.setDevicePixelRatio(ratio)
            made.addPixmap(drawing, mode)
            if mode is QIcon.Mode.Normal:
                made.addPixmap(drawing, QIcon.Mode.Active)
                made.addPixmap(drawing, QIcon.Mode.Selected)
    return made


def _with_gap(drawing: QPixmap, gap_px: int) -> QPixmap:
    wider = QPixmap(drawing.width() + gap_px, drawing.height())
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawing)
    painter.end()
    return wider
