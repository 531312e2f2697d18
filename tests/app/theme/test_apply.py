"""Tests of studio.app.theme.apply: what the app wears, and what it follows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from studio.app import theme


@pytest.fixture(autouse=True)
def undressed(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    theme.apply(qapp, "dark", 1.0)


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
def test_the_palette_and_the_sheet_are_of_the_theme(
    qapp: QApplication, name: theme.ThemeName
) -> None:
    theme.apply(qapp, name)
    assert theme.tokens().name == name
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.tokens().surface_0
    assert qapp.palette().color(QPalette.ColorRole.Text) == theme.tokens().text
    assert theme.tokens().accent.name() in qapp.styleSheet()


# The offscreen platform has no colours of its own, so the system's word is sent as Qt sends it.


def test_system_follows_the_system(qapp: QApplication) -> None:
    theme.apply(qapp, "system")
    hints = qapp.styleHints()
    for scheme, name in ((Qt.ColorScheme.Light, "light"), (Qt.ColorScheme.Dark, "dark")):
        hints.colorSchemeChanged.emit(scheme)
        assert theme.tokens().name == name
    contrast = hints.accessibility().contrastPreferenceChanged
    contrast.emit(Qt.ContrastPreference.HighContrast)
    assert theme.tokens().name == "contrast"
    contrast.emit(Qt.ContrastPreference.NoPreference)
    assert theme.tokens().name == "dark"


def test_what_was_chosen_stays_when_the_system_changes(qapp: QApplication) -> None:
    theme.apply(qapp, "contrast")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens().name == "contrast"


@pytest.mark.parametrize(("wanted", "worn"), [(0.5, 1.0), (1.5, 1.5), (9.0, 2.0)])
def test_the_scale_stays_between_one_and_two(
    qapp: QApplication, wanted: float, worn: float
) -> None:
    theme.apply(qapp, "dark", wanted)
    assert theme.tokens().scale == worn
    assert qapp.font().pixelSize() == round(13 * worn)
