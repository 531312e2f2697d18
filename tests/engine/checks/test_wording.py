"""Tests of studio.engine.checks.wording."""

import string

from studio.engine.checks.wording import AREAS, SENTENCES, area, say


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_of_the_same_values() -> None:
    for key, (english, chinese) in SENTENCES.items():
        assert english, key
        assert chinese, key
        assert fields(english) - {"title"} == fields(chinese) - {"title"}, key


def test_every_advice_belongs_to_a_finding() -> None:
    for key in SENTENCES:
        assert key.removesuffix(".do") in SENTENCES


def test_says_a_sentence_with_its_values() -> None:
    assert say("gpu.good", "en", name="A", backend="Vulkan") == "A (Vulkan) draws the scenes"
    assert say("gpu.good", "zh", name="A", backend="Vulkan") == "A（Vulkan）负责画面合成"
    assert say("gpu.good.do", "en") == ""
    assert [area(key, "en") for key in AREAS] != [area(key, "zh") for key in AREAS]
