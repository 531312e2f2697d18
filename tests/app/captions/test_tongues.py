"""Tests of studio.app.captions.tongues."""

from studio.app.captions.tongues import choices, tongue_name


def test_a_language_is_called_by_its_own_name() -> None:
    assert tongue_name("zh") == "中文"
    assert tongue_name("en-GB") == "English (GB)"
    assert tongue_name("tlh") == "tlh"


def test_what_a_model_knows_can_be_chosen() -> None:
    assert choices(frozenset({"en"})) == [("en", "English")]
    assert [code for code, _ in choices(frozenset())][:2] == ["zh", "en"]
    assert choices(frozenset({"zh", "cy"})) == [("zh", "中文"), ("cy", "cy")]


def test_what_is_chosen_stays_among_them() -> None:
    assert choices(frozenset({"en"}), "zh")[-1] == ("zh", "中文")
    assert len(choices(frozenset({"en"}), "en")) == 1
