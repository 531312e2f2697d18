"""What a language's code means: ``en-GB`` is English, wherever it is spoken."""


def primary(language: str) -> str:
    """Return a language without its country: ``en`` of ``en-GB``."""
    return language.partition("-")[0].lower()
