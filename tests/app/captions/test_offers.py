"""Tests of studio.app.captions.offers, held to the processes that really hear."""

import pytest

from studio.app.captions.offers import OFFERS, OWN, can_translate, hearing, offer_of, suited
from studio.captions.choosing import _MAKERS
from studio.model.captions.settings import CaptionSettings
from studio.weights.models import family


def test_every_model_that_can_be_loaded_is_offered() -> None:
    assert {offer.kind for offer in OFFERS} == {"", *_MAKERS}


def test_the_names_of_what_is_fetched_are_known() -> None:
    for part in {part for offer in OFFERS for part in offer.parts}:
        assert family(part)


@pytest.mark.parametrize(
    ("model", "language", "kind"),
    [
        ("", "en-GB", "moonshine"),
        ("", "zh", "whisper"),
        ("whisper", "en", "whisper"),
        ("own", "zh", "own"),
        ("of a newer studio", "ja", "whisper"),
    ],
)
def test_what_hears_a_language(model: str, language: str, kind: str) -> None:
    assert hearing(CaptionSettings(model=model, language=language)).kind == kind
    assert suited(offer_of(model), language).kind == kind


def test_who_knows_and_translates_what() -> None:
    assert not offer_of("moonshine").knows("zh")
    assert offer_of("whisper").knows("zh")
    assert OWN.knows("anything")
    assert can_translate(CaptionSettings(language="zh"))
    assert not can_translate(CaptionSettings(language="en"))
    assert not can_translate(CaptionSettings(language="ja", model="moonshine"))
