"""Applies a theme to the whole app, and follows the system where it is asked to."""

from typing import Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from studio.app.theme.focus import FocusRing
from studio.app.theme.motion import Motion
from studio.app.theme.sheet import sheet
from studio.app.theme.tokens import Tokens, make, mixed, set_tokens, tokens

ThemeName = Literal["system", "dark", "light", "contrast"]
THEMES: tuple[ThemeName, ...] = get_args(ThemeName)

FAMILIES = ("Noto Sans", "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei")
DATED = ("DejaVu Sans", "Sans Serif", "Sans", "Bitstream Vera Sans")
"""What a Linux without a desktop calls its font: ours are better where they are there."""


class ThemeChanges(QObject):
    """Says that the theme or the text scale is another one now."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.wanted: ThemeName = "system"
        self.scale = 1.0
        self._app = app
        self._ring = FocusRing(app)
        hints = app.styleHints()
        wishes = hints.accessibility()
        self._scheme = hints.colorScheme()
        self._contrast = wishes.contrastPreference()
        self._has_motion = True
        hints.colorSchemeChanged.connect(self._take_scheme)
        wishes.contrastPreferenceChanged.connect(self._take_contrast)
        self._motion = Motion(self)
        self._motion.answered.connect(self._take_motion)
        self._motion.ask()

    def _take_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._follow()

    def _take_contrast(self, contrast: Qt.ContrastPreference) -> None:
        self._contrast = contrast
        self._follow()

    def _take_motion(self, has_motion: bool) -> None:
        self._has_motion = has_motion
        self._follow()

    def _follow(self) -> None:
        if self._wears() != tokens():
            self.wear()

    def _wears(self) -> Tokens:
        name: str = self.wanted
        if name == "system":
            if self._contrast == Qt.ContrastPreference.HighContrast:
                name = "contrast"
            else:
                name = "light" if self._scheme == Qt.ColorScheme.Light else "dark"
        return make(name, self.scale, self._has_motion)

    def wear(self) -> None:
        """Dress the app in what is wanted now."""
        new = self._wears()
        set_tokens(new)
        self._app.setFont(_font(self._app, new))
        self._app.setPalette(_palette(new))
        self._app.setStyleSheet(sheet(new))
        self.changed.emit()


_changes: list[ThemeChanges] = []


def changes() -> ThemeChanges:
    """Return the object whose ``changed`` tells of another theme; one an app."""
    app = QApplication.instance()
    assert isinstance(app, QApplication), "a theme needs an application"
    if not _changes or _changes[0].parent() is not app:
        _changes[:] = [ThemeChanges(app)]
    return _changes[0]


def apply(app: QApplication, name: ThemeName, scale: float = 1.0) -> None:
    """Dress the app in a theme.

    Args:
        app: The application.
        name: ``system`` follows the system's colours and contrast, now and later.
        scale: Of text, 1 to 2; others are brought into it.
    """
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    now = changes()
    now.wanted = name
    now.scale = min(2.0, max(1.0, scale))
    now.wear()


def _font(app: QApplication, new: Tokens) -> QFont:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    families = [system.family(), *FAMILIES]
    if system.family() in DATED:
        families = [*FAMILIES, system.family()]
    there = set(QFontDatabase.families())
    font = QFont([name for name in families if name in there] or [system.family()])
    font.setPixelSize(new.text_px)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _palette(new: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    pale = mixed(new.surface_1, new.secondary, 0.6)
    colours: dict[QPalette.ColorRole, QColor] = {
        role.Window: new.surface_0,
        role.WindowText: new.text,
        role.Base: new.surface_1,
        role.AlternateBase: new.surface_2,
        role.Text: new.text,
        role.PlaceholderText: new.secondary,
        role.Button: new.surface_2,
        role.ButtonText: new.text,
        role.BrightText: new.on_accent,
        role.ToolTipBase: new.surface_2,
        role.ToolTipText: new.text,
        role.Highlight: new.accent,
        role.HighlightedText: new.on_accent,
        role.Accent: new.accent,
        role.Link: new.accent,
        role.LinkVisited: new.accent,
        role.Light: new.surface_2,
        role.Midlight: new.surface_2,
        role.Mid: new.line,
        role.Dark: new.line,
        role.Shadow: new.surface_0,
    }
    for which, colour in colours.items():
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, pale)
    return palette
