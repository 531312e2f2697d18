"""A colour: a swatch that opens the chooser, and the code, which can be typed or pasted.

Values are ``#RRGGBB`` or, with ``has_alpha``, ``#RRGGBBAA`` (alpha last, as CSS has it; Qt's own
``#AARRGGBB`` is never shown).
"""

from PySide6.QtCore import QRectF, QRegularExpression, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QHBoxLayout, QLineEdit, QWidget

from studio.app.theme import tokens
from studio.app.words import tr


def from_code(code: str) -> QColor | None:
    """Return the colour of ``#RGB``, ``#RRGGBB`` or ``#RRGGBBAA``; None of anything else."""
    digits = code.strip().removeprefix("#")
    if len(digits) == 8:
        digits = digits[6:] + digits[:6]
    colour = QColor(f"#{digits}")
    return colour if colour.isValid() and len(digits) in (3, 6, 8) else None


def to_code(colour: QColor, has_alpha: bool) -> str:
    """Return the code of a colour."""
    code = colour.name(QColor.NameFormat.HexRgb).upper()
    return f"{code}{colour.alpha():02X}" if has_alpha else code


class _Swatch(QAbstractButton):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.colour = QColor("black")
        self.setAccessibleName(tr("Choose {name}", name=name))
        self.setToolTip(self.accessibleName())
        self.setFixedSize(tokens().target_px, tokens().target_px)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(tokens().secondary if self.underMouse() else tokens().line, 1))
        if self.colour.alpha() < 255:
            painter.setBrush(Qt.BrushStyle.Dense4Pattern)
            painter.drawRoundedRect(area, tokens().radius_px, tokens().radius_px)
        painter.setBrush(self.colour)
        painter.drawRoundedRect(area, tokens().radius_px, tokens().radius_px)


class ColorField(QWidget):
    """A colour that can be typed and chosen.

    Args:
        name: What has the colour, for screen readers.
        code: The colour at first.
        has_alpha: Whether it may be seen through.

    Attributes:
        edited: The anchor chose this code.
    """

    edited = Signal(str)

    def __init__(
        self,
        name: str,
        code: str = "#FFFFFF",
        has_alpha: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._has_alpha = has_alpha
        self._name = name
        self._swatch = _Swatch(name)
        self._code = QLineEdit()
        self._code.setAccessibleName(name)
        pattern = QRegularExpression("#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
        self._code.setValidator(QRegularExpressionValidator(pattern, self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().gap_px)
        row.addWidget(self._swatch)
        row.addWidget(self._code, 1)
        self._swatch.clicked.connect(self._open)
        self._code.editingFinished.connect(self._typed)
        self.setFocusProxy(self._code)
        self.set_value(code)

    @property
    def value(self) -> str:
        """The code."""
        return to_code(self._swatch.colour, self._has_alpha)

    def set_value(self, code: str) -> None:
        """Show another colour, telling nobody; a code that is none changes nothing."""
        colour = from_code(code)
        if colour is not None:
            self._swatch.colour = colour
            self._swatch.update()
            self._code.setText(self.value)

    def _typed(self) -> None:
        before = self.value
        self.set_value(self._code.text())
        if self.value != before:
            self.edited.emit(self.value)

    def _open(self) -> None:
        dialog = QColorDialog(self._swatch.colour, self)
        dialog.setWindowTitle(self._name)
        options = QColorDialog.ColorDialogOption
        dialog.setOption(options.DontUseNativeDialog)
        dialog.setOption(options.ShowAlphaChannel, self._has_alpha)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(self._chosen)
        dialog.setModal(False)
        dialog.show()

    def _chosen(self, colour: QColor) -> None:
        self._code.setText(to_code(colour, self._has_alpha))
        self._typed()
