"""Tests of studio.room.filter.words."""

from pathlib import Path

import pytest

from studio.room.filter.folding import fold
from studio.room.filter.words import Level, WordList, WordListError


@pytest.fixture(scope="module")
def words() -> WordList:
    return WordList()


@pytest.mark.parametrize(
    ("text", "level", "stretch"),
    [
        ("你这傻 逼啊", Level.MASK, "傻 逼"),
        ("ＳＢ主播", Level.MASK, "ＳＢ"),
        ("f.u.c.k", Level.MASK, "f.u.c.k"),
        ("аsshole", Level.MASK, "аsshole"),
        ("網上賭場 快來", Level.REFUSE, "網上賭場"),
        ("加微信 abc12345678", Level.HOLD, "微信 abc12345678"),
        ("我想自杀", Level.HOLD, "我想自杀"),
    ],
)
def test_finds_words_in_their_disguises(
    words: WordList, text: str, level: Level, stretch: str
) -> None:
    found = {each.level: text[each.start : each.end] for each in words.find(fold(text))}
    assert found[level] == stretch


def test_finds_what_only_sounds_alike(words: WordList) -> None:
    (found,) = words.find(fold("主播沙壁"))
    assert (found.word, found.by_sound, found.start, found.end) == ("煞笔", True, 2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "大家好 666",
        "牛逼啊",
        "这操作好秀",
        "class assignment",
        "Scunthorpe",
        "微信支付",
        "必胜",
        "😀",
    ],
)
def test_leaves_the_harmless_alone(words: WordList, text: str) -> None:
    assert words.find(fold(text)) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[[list]", "can't be read"),
        ("", "list: Field required"),
        ('[[list]]\nreason="a"\nlevel="shout"\nwords=["x"]', "list.0.level"),
        ('[[list]]\nreason="a"\nlevel="mask"\nwords=["!!"]', "'!!' has no letter in it"),
    ],
)
def test_a_bad_list_is_told_with_its_place(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(WordListError, match=r"mine\.toml") as error:
        WordList(path)
    assert sentence in str(error.value)


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(WordListError, match="can't be read"):
        WordList(tmp_path / "gone.toml")
