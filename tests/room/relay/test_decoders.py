"""Tests of studio.room.relay.decoders."""

import pytest

from studio.room.relay import decoders
from studio.room.relay.decoders import decoder_of, undecodable
from tests.room.relay.test_fit import HEVC, source

AV1 = b"\x90av01" + bytes(20)


def test_there_is_one_for_what_devices_send() -> None:
    assert [decoder_of(header) for header in (b"\x17\0\0\0\0", HEVC)] == ["h264", "hevc"]
    assert decoder_of(AV1) in ("libdav1d", "libaom-av1")
    assert undecodable(source("phone", header=AV1)) == ""


def test_what_can_not_be_read_is_refused_with_what_to_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    strange = source("phone", header=b"\x90vvc1" + bytes(20))
    sentence = "phone sends {}, which this server can't read: set its video codec to H.264"
    assert undecodable(strange).startswith(sentence.format("vvc1"))
    monkeypatch.setitem(decoders._DECODERS, b"av01", ("no_such_decoder",))
    assert undecodable(source("phone", header=AV1)).startswith(sentence.format("AV1"))
