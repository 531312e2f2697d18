"""Settings of the app itself: language, theme, size of the text, the tray."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSystemTrayIcon

from studio.app.settings.group import SettingGroup
from studio.app.settings.row import SettingRow
from studio.app.widgets.segmented import Segmented
from studio.app.widgets.switch import Switch
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.studio import Studio

PERCENTS = (100, 125, 150, 175, 200)


def group(studio: "Studio") -> SettingGroup:
    """Return the group."""
    settings, now = studio.settings, studio.settings.now
    language, theme, scale = _language(studio), _theme(studio), _scale(studio)
    rows = [
        SettingRow(
            tr("Language"),
            tr("Of the whole window, at once."),
            language,
            "language 语言 中文 English",
        ),
        SettingRow(
            tr("Theme"),
            tr("System follows what your computer is set to."),
            theme,
            "theme dark light contrast 外观 主题 深色 浅色 高对比度",
        ),
        SettingRow(
            tr("Text size"),
            tr("Larger text for a screen that stands further away."),
            scale,
            "scale zoom font 字号 缩放 大小",
        ),
    ]
    if QSystemTrayIcon.isSystemTrayAvailable():
        tray = Switch(tr("Closing hides the window"), now.closes_to_tray)
        tray.edited.connect(lambda value: settings.change(closes_to_tray=value))
        rows.append(
            SettingRow(
                tr("Closing hides the window"),
                tr("The studio stays in the tray, and goes on streaming."),
                tray,
                "tray 托盘",
            )
        )
    return SettingGroup("general", tr("General"), rows)


def _language(studio: "Studio") -> Segmented:
    # A language is named in itself: who can't read this one must find the other.
    made = Segmented(
        tr("Language"),
        [("system", tr("System")), ("zh", "中文"), ("en", "English")],
        studio.settings.now.language,
    )
    made.chosen.connect(lambda value: studio.settings.change(language=value))
    return made


def _theme(studio: "Studio") -> Segmented:
    made = Segmented(
        tr("Theme"),
        [
            ("system", tr("System")),
            ("dark", tr("Dark")),
            ("light", tr("Light")),
            ("contrast", tr("High contrast")),
        ],
        studio.settings.now.theme,
    )
    made.chosen.connect(lambda value: studio.settings.change(theme=value))
    return made


def _scale(studio: "Studio") -> Segmented:
    now = studio.settings.now.text_scale
    nearest = min(PERCENTS, key=lambda percent: abs(percent - now * 100))
    made = Segmented(tr("Text size"), [(str(each), f"{each}%") for each in PERCENTS], str(nearest))
    made.chosen.connect(lambda value: studio.settings.change(text_scale=int(value) / 100))
    return made
