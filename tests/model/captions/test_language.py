"""Tests of studio.model.captions.language."""

from studio.model.captions.language import primary


def test_a_country_and_capitals_do_not_matter() -> None:
    assert [primary(code) for code in ("en-GB", "ZH-Hans-CN", "zh")] == ["en", "zh", "zh"]
