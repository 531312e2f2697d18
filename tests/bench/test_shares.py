"""Tests of tests.bench.shares."""

import pytest

from tests.bench.shares import in_words, shares


def test_each_thread_counts_for_what_it_does() -> None:
    threads = {
        "rocket-studio e/library": 0.6,
        "rocket-studio e/encode": 0.1,
        "rocket-studio c/decode": 0.2,
        "rocket-studio e/screen-screen": 0.03,
        "rocket-studio e/mix": 0.06,
        "rocket-studio e/tick": 0.09,
        "rocket-studio p/rocket-studio p": 0.02,
    }
    found = shares({"threads": threads, "window_s": 10.0}, 300)
    assert found["encode"] == pytest.approx(0.7 * 10_000 / 300)
    assert found["decode"] == pytest.approx(0.2 * 10_000 / 300)
    assert (found["upload"], found["read-back"]) == (0, 0)
    assert found["rest"] == pytest.approx(0.02 * 10_000 / 300)
    assert sum(found.values()) == pytest.approx(1.1 * 10_000 / 300)
    assert in_words(found).startswith("encode 23.3, decode 6.7, composite 3.0")
