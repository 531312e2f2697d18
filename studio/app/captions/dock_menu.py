"""What else can be done about captions: in the video itself, translated, copied, set up."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from studio.app.captions.desk import CaptionDesk
from studio.app.captions.offers import TARGET, can_translate
from studio.app.captions.tongues import tongue_name
from studio.app.theme import icon
from studio.app.words import tr
from studio.model.captions.language import primary

WESTERN = frozenset({"da", "de", "en", "es", "fi", "fr", "id", "it", "ms", "nl", "no", "pt", "sv"})
"""Languages whose letters CEA-608 has."""


def make_menu(
    desk: CaptionDesk, set_up: Callable[[], object], choose: Callable[[], object], parent: QWidget
) -> QMenu:
    """Return the menu as things are now.

    Args:
        desk: What is set.
        set_up: Opens words and speakers.
        choose: Opens the choice of a model.
        parent: Whose it is.
    """
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    _add_video(menu, desk)
    _add_translation(menu, desk)
    menu.addSeparator()
    copy = menu.addAction(icon("copy"), tr("Copy all that was said"), lambda: copy_all(desk))
    copy.setEnabled(bool(desk.said.rows))
    menu.addSeparator()
    menu.addAction(icon("users"), tr("Words and speakers…"), set_up)
    menu.addAction(icon("cpu"), tr("Choose a model…"), choose)
    return menu


def copy_all(desk: CaptionDesk) -> None:
    """Put all that was said on the clipboard."""
    QGuiApplication.clipboard().setText("\n".join(row.line for row in desk.said.rows))


def _add_video(menu: QMenu, desk: CaptionDesk) -> QAction:
    settings = desk.settings
    tongue = tongue_name(settings.language)
    if primary(settings.language) in WESTERN:
        words = tr("In the video's own captions (CEA-608)")
    else:
        words = tr("In the video's own captions: impossible in {language}", language=tongue)
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(settings.in_video)
    action.setToolTip(
        tr(
            "Players and platforms show them by a button of their own. CEA-608 has Western "
            "European letters only: Chinese can't be sent that way."
        )
    )
    action.setEnabled(primary(settings.language) in WESTERN or settings.in_video)
    action.triggered.connect(lambda is_on: desk.set(in_video=is_on))
    return action


def _add_translation(menu: QMenu, desk: CaptionDesk) -> QAction:
    settings = desk.settings
    action = menu.addAction(tr("Translate into English"))
    action.setCheckable(True)
    action.setChecked(bool(settings.translate_to))
    action.setEnabled(can_translate(settings) or bool(settings.translate_to))
    if primary(settings.language) == TARGET:
        action.setToolTip(tr("What is said is English already."))
    elif not can_translate(settings):
        action.setToolTip(tr("The chosen model can't translate; Whisper can."))
    else:
        action.setToolTip(
            tr(
                "Rough: with Whisper base only what it is sure of is translated, from Chinese "
                "about one sentence in six."
            )
        )
    action.triggered.connect(lambda is_on: desk.set(translate_to=TARGET if is_on else ""))
    return action
