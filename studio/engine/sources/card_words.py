"""The language of what a programme says by itself: on the cards of sources that have failed.

There is one for the process, as there is one locale: the session's plan names it, or else the
environment does.  Sources are made in many places, and none of them speaks another::

    speak("zh")
    card_words("The image a.png is not there: it was moved or renamed.")
"""

import json
from functools import cache
from pathlib import Path

from studio.model.phrasebook import Phrasebook
from studio.model.user_language import user_language

_TRANSLATIONS = Path(__file__).resolve().parents[3] / "assets" / "translations"
_now = [user_language()]


def speak(language: str) -> None:
    """Speak a language on the cards that are drawn from now on; "" for the environment's."""
    _now[0] = language or user_language()


def card_words(text: str) -> str:
    """Return what is wrong with a source, as viewers are to read it."""
    return text if _now[0] == "en" else _book(_now[0]).said(text)


@cache
def _book(language: str) -> Phrasebook:
    path = _TRANSLATIONS / f"told_{language}.json"
    known: dict[str, str] = json.loads(path.read_bytes()) if path.exists() else {}
    return Phrasebook(known, lambda template, values: known[template].format_map(values))
