"""Tests of studio.engine.captions.a53."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.captions.a53 import (
    MOST_PAIRS,
    escaped,
    sei,
    with_captions,
    with_captions_annex_b,
)
from studio.rtmp.nal import length_prefixed, split_annexb, split_length_prefixed

PAIR = b"\x94\x2c"
SPS, PPS, SEI, IDR, SLICE, DELIMITER = (
    bytes.fromhex(unit) for unit in ("6764", "68ef", "0605", "6588", "419a", "0910")
)


def test_a_unit_is_as_the_standards_say() -> None:
    assert sei([PAIR, b"\x80\x80"]).hex(" ") == (
        "06 04 11 b5 00 31 47 41 39 34 03 c2 ff fc 94 2c fc 80 80 ff 80"
    )


def test_more_than_fit_are_refused() -> None:
    assert sei([PAIR] * MOST_PAIRS)[2] == 11 + 3 * MOST_PAIRS
    with pytest.raises(ValueError, match="can't carry 32 pairs"):
        sei([PAIR] * 32)


@pytest.mark.parametrize(
    ("before", "after"),
    [([], [SLICE, SLICE]), ([SPS, PPS, SEI], [IDR]), ([DELIMITER, SEI], [b"\x0e\x01", IDR])],
)
def test_it_stands_before_the_first_slice(before: list[bytes], after: list[bytes]) -> None:
    expected = [*before, sei([PAIR]), *after]
    assert split_length_prefixed(with_captions(length_prefixed(before + after), [PAIR])) == expected
    for code in (b"\0\0\1", b"\0\0\0\1"):
        data = b"".join(code + unit for unit in before + after)
        assert split_annexb(with_captions_annex_b(data, [PAIR])) == expected


@pytest.mark.parametrize("data", [b"", b"\0\0", length_prefixed([SPS, PPS]), b"\xff" * 9])
def test_what_has_no_slice_stays_as_it_is(data: bytes) -> None:
    assert with_captions(data, [PAIR]) == data
    assert with_captions_annex_b(data, [PAIR]) == data


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 4]), max_size=60).map(bytes))
def test_no_start_code_comes_up_and_nothing_is_lost(raw: bytes) -> None:
    unit = escaped(raw + b"\x80")
    assert not re.search(rb"\x00\x00[\x00-\x02]", unit)
    assert re.sub(rb"\x00\x00\x03", b"\x00\x00", unit) == raw + b"\x80"
