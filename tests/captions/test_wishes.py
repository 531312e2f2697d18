"""Tests of studio.captions.wishes."""

from pathlib import Path

import pytest

from studio.captions.wishes import MOST_LINES, Choice, LineWish, Wishes
from studio.ipc.message import Message

HEAR: Message = {
    "type": "hear",
    "line": "1",
    "speaker": "Mary",
    "language": "en-GB",
    "ring": "rs-engine-bus-1",
    "epoch_ns": 5,
    "since_ns": 7,
    "next": 3,
}


def line(name: str) -> LineWish:
    made = LineWish.of({**HEAR, "line": name})
    assert made is not None
    return made


def test_a_line_is_read() -> None:
    assert LineWish.of(HEAR) == LineWish("1", "Mary", "en-GB", "rs-engine-bus-1", 5, 7, 3)


@pytest.mark.parametrize(("into", "read"), [("en", "en"), ("", ""), (7, ""), ("<|x|>", "")])
def test_what_it_is_translated_into_is_read(into: object, read: str) -> None:
    wish = LineWish.of({**HEAR, "translate_to": into})
    assert wish is not None
    assert wish.translate_to == read


@pytest.mark.parametrize(
    "wrong",
    [
        {"line": ""},
        {"line": 3},
        {"language": "e"},
        {"language": "en<|x|>"},
        {"ring": None},
        {"epoch_ns": "now"},
        {"next": -1},
    ],
)
def test_one_that_makes_no_sense_is_none(wrong: Message) -> None:
    assert LineWish.of({**HEAR, **wrong}) is None


def test_the_newest_wish_counts() -> None:
    wishes = Wishes()
    wishes.hear(line("1"))
    wishes.hear(line("2"))
    wishes.leave("1")
    wishes.use(Choice("whisper"))
    now = wishes.wait(0)
    assert list(now.lines) == ["2"]
    assert now.choice.kind == "whisper"
    wishes.leave_all()
    wishes.end()
    assert wishes.wait(0).lines == {}
    assert wishes.wait(0).is_ended


def test_there_are_only_so_many_lines() -> None:
    wishes = Wishes()
    assert all(wishes.hear(line(str(n))) for n in range(MOST_LINES))
    assert not wishes.hear(line("more"))
    assert wishes.hear(line("0"))


def test_what_to_hear_with_is_read() -> None:
    assert Choice.of("own", "/models/zipformer") == Choice("own", Path("/models/zipformer"))
    assert Choice.of("whisper", "/models") == Choice("whisper")
    for name, folder in (("own", ""), ("own", 3), ("better", ""), (None, None)):
        assert Choice.of(name, folder) == Choice()
