"""Tests of studio.model.captions.transcript."""

from studio.model.captions.spoken import Spoken
from studio.model.captions.transcript import line
from tests.model.captions.telling import told


def test_a_breath_is_a_line() -> None:
    spoken = told("Hello , everybody .", start_ms=3_725_900, speaker="Mary\n")
    assert line(spoken) == "[1:02:05] Mary: Hello, everybody.\n"
    assert line(told("你 好"), since_ms=5_000) == "[0:00:00] 你好\n"


def test_nothing_said_is_no_line() -> None:
    assert line(Spoken(id="1", is_final=True)) == ""
