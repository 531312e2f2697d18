"""The language of the app: the system's unless another is chosen; switched while it runs."""

from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from studio.app.theme.files import ASSETS

Language = Literal["system", "zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_installed: list[QTranslator] = []
_now = ["en"]


def language() -> str:
    """Return ``zh`` or ``en``: what is spoken now."""
    return _now[0]


def use(app: QCoreApplication, wanted: Language) -> None:
    """Speak a language from now on; every window gets a LanguageChange event."""
    spoken = wanted
    if wanted == "system":
        chinese = QLocale.system().language() == QLocale.Language.Chinese
        spoken = "zh" if chinese else "en"
    _now[0] = spoken
    QLocale.setDefault(QLocale("zh_CN" if spoken == "zh" else "en_GB"))
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    # Qt's own words (the menu of a text field) first: the last one installed is asked first.
    qt_words = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in (
        (qt_words, "qtbase_zh_CN" if spoken == "zh" else "qtbase_en"),
        (str(ASSETS / "translations"), f"rocket_{spoken}"),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
