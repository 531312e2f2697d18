"""The languages that can be chosen, each by its own name, and what a code means.

tongue_name("en-GB")            # "English (GB)"
choices(frozenset({"en"}))      # [("en", "English")]
"""

from studio.model.captions.language import primary

NAMES = {
    "zh": "中文",
    "en": "English",
    "yue": "粵語",
    "ja": "日本語",
    "ko": "한국어",
    "ar": "العربية",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "hi": "हिन्दी",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ms": "Bahasa Melayu",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "Українська",
    "vi": "Tiếng Việt",
}
"""Their own names, the same in every language of the window."""


def tongue_name(language: str) -> str:
    """Return a language's own name; its code where that isn't known here."""
    name = NAMES.get(primary(language), primary(language))
    country = language.partition("-")[2]
    return f"{name} ({country})" if country else name


def choices(known: frozenset[str], chosen: str = "") -> list[tuple[str, str]]:
    """Return codes and names of what a model knows, and of what is chosen.

    Args:
        known: What the model knows; empty for all that there are.
        chosen: It is offered whatever the model knows.
    """
    codes = [code for code in NAMES if not known or code in known]
    codes += sorted(known - NAMES.keys())
    if chosen and chosen not in codes:
        codes.append(chosen)
    return [(code, tongue_name(code)) for code in codes]
