"""Tests of studio.room.payment.signature."""

import pytest

from studio.room.payment.signature import is_signed, sign

SECRET, BODY, NOW_S = b"secret", b'{"order": "o1"}', 1_800_000_000
SIGNATURE = sign(SECRET, NOW_S, BODY)


def test_what_was_signed_holds_for_five_minutes_both_ways() -> None:
    for offset_s in (-300, 0, 300):
        assert is_signed(SECRET, str(NOW_S), SIGNATURE, BODY, NOW_S + offset_s)
    for offset_s in (-301, 301):
        assert not is_signed(SECRET, str(NOW_S), SIGNATURE, BODY, NOW_S + offset_s)


@pytest.mark.parametrize(
    ("secret", "timestamp", "signature", "body"),
    [
        (b"other", str(NOW_S), SIGNATURE, BODY),
        (SECRET, str(NOW_S + 1), SIGNATURE, BODY),
        (SECRET, str(NOW_S), SIGNATURE, BODY + b" "),
        (SECRET, str(NOW_S), SIGNATURE[:-1], BODY),
        (SECRET, str(NOW_S), "é\ud800", BODY),
        (SECRET, "", SIGNATURE, BODY),
        (SECRET, "-1", SIGNATURE, BODY),
        (SECRET, "١٢", SIGNATURE, BODY),
        (SECRET, "9" * 5000, SIGNATURE, BODY),
    ],
)
def test_anything_else_does_not(secret: bytes, timestamp: str, signature: str, body: bytes) -> None:
    assert not is_signed(secret, timestamp, signature, body, NOW_S)
