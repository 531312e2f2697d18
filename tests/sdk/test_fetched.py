"""Tests of studio.sdk.fetched."""

import pytest

from studio.sdk import Fetched


def test_an_answer_is_text_or_json() -> None:
    fetched = Fetched("https://example.org", 200, '{"温度": 5}'.encode())
    assert fetched.is_ok
    assert fetched.text == '{"温度": 5}'
    assert fetched.json() == {"温度": 5}


def test_what_is_no_answer_says_why() -> None:
    failed = Fetched("https://example.org", sentence="It can't be loaded.")
    assert not failed.is_ok
    assert not Fetched("https://example.org", 404, b"gone").is_ok
    with pytest.raises(ValueError, match="Expecting value"):
        failed.json()
