"""What other processes say, in the window's language: they know no translation.

Their sentences are English and carry names, paths and numbers; ``told_*.py`` has them all::

    told("MediaPipe, which sees faces, is not installed.")    # "没有安装用来识别人脸的 MediaPipe。"
"""

from functools import cache

from studio.app.words import told_engine, told_handoff, told_people, told_speech, told_voice
from studio.app.words.language import language
from studio.app.words.tr import tr
from studio.model.phrasebook import Phrasebook


def told(text: str) -> str:
    """Return what was said, sentence by sentence in the language of now."""
    return text if language() == "en" else _book().said(text)


def templates() -> list[str]:
    """Return all sentences that are known, those first that go before others."""
    parts = (told_people, told_handoff, told_voice, told_speech, told_engine)
    return [template for part in parts for template in part.TEMPLATES]


@cache
def _book() -> Phrasebook:
    return Phrasebook(templates(), lambda template, values: tr(template, -1, **values))
