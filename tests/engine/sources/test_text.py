"""Tests of studio.engine.sources.text."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.engine.picture import Picture
from studio.engine.sources.source import Health
from studio.engine.sources.text import TextSource, read_text
from studio.engine.sources.text_paint import TextError
from studio.model.kinds import TextSettings


def shown(source: TextSource, is_it: Callable[[Picture], bool] = lambda picture: True) -> Picture:
    deadline_s = time.monotonic() + 60
    while True:
        picture = source.latch(0)
        if picture is not None and is_it(picture):
            return picture
        assert time.monotonic() < deadline_s
        time.sleep(0.01)  # sources tell nobody: the tick looks at them


def test_a_text_is_one_picture_for_ever() -> None:
    source = TextSource("Title", TextSettings(text="你好 🚀", size_px=40))
    try:
        picture = shown(source)
        assert picture.alpha is not None
        assert source.latch(10**12) is picture
        assert source.state.health is Health.RUNNING
    finally:
        source.close()


def test_a_text_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "title.txt"
    path.write_text("Hi", "utf-8")
    source = TextSource("Title", TextSettings(file=str(path), size_px=40))
    try:
        first = shown(source)
        path.write_text("Hi and welcome to all of you", "utf-8")
        second = shown(source, lambda picture: picture.serial > first.serial)
        assert second.width > 2 * first.width
        path.unlink()
        shown(source, lambda picture: picture.serial > second.serial)
        assert source.state.health is Health.FAILED
        assert str(path) in source.state.reason
    finally:
        source.close()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_text_files_of_any_age_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "title.txt"
    path.write_bytes("直播开始".encode(encoding))
    assert read_text(path) == "直播开始"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "can't be read"), (b"a" * 70_000, "too long"), (b"\xff\xff\xff", "not a text")],
)
def test_what_is_no_text_is_named(content: bytes | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "title.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TextError, match=sentence) as caught:
        read_text(path)
    assert str(path) in str(caught.value)
