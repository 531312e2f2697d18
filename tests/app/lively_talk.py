"""Somebody talks in two languages, told to the engine as a recogniser tells it."""

from studio.app.studio import Studio
from studio.model.captions.settings import CaptionSettings
from studio.model.captions.spoken import Spoken, Word
from studio.model.captions.writing import is_unspaced
from studio.model.commands import SendStreamCaption, SetCaptions
from tests.app.engine_stage import do

SAID = (
    ("阿岚", "zh", "大家晚上好，欢迎来到直播间。", "Good evening everyone, welcome to the stream."),
    ("阿岚", "zh", "今天我们用火箭工作室搭一个绿幕。", ""),
    ("Noor", "en", "How do you key the green screen so cleanly?", ""),
    ("阿岚", "zh", "灯光要离幕布远一点，这样边缘就不会发绿。", ""),
    ("Noor", "en", "[…]", ""),
    ("Noor", "en", "And the damn shadow behind the chair?", ""),
    ("阿岚", "zh", "把椅子往前挪半米，再开一盏侧灯，我演示给你看", ""),
)
"""The last one is still being said."""
CORRECTIONS = {"火箭公作室": "火箭工作室"}


def talk(studio: Studio, rounds: int = 1) -> None:
    """Have it said, some of it masked and put right."""
    settings = CaptionSettings(corrections=CORRECTIONS, masked=("damn",))
    assert do(studio, SetCaptions(captions=settings)).ok
    count = rounds * len(SAID)
    for number in range(count):
        speaker, language, text, translation = SAID[number % len(SAID)]
        spoken = Spoken(
            id=f"talk.{number}",
            speaker=speaker,
            language=language,
            words=words_of(text, 724_000 + number * 4_000),
            is_final=number < count - 1,
            translation=translation,
            translation_language="en" if translation else "",
        )
        assert do(studio, SendStreamCaption(spoken=spoken)).ok


def words_of(text: str, start_ms: int) -> tuple[Word, ...]:
    """Return the words of a text, Chinese by the character, one each 200 ms."""
    found: list[str] = []
    for part in text.split():
        if any(map(is_unspaced, part)):
            found += part
        else:
            found.append(part)
    return tuple(
        Word(text=word, start_ms=start_ms + n * 200, end_ms=start_ms + (n + 1) * 200)
        for n, word in enumerate(found)
    )
