"""Tests of studio.app.words.build: all is said in Chinese, and what is shipped is current."""

import itertools
import tomllib
from pathlib import Path

import pytest

from studio.app.words.build import (
    FOLDER,
    SourceError,
    chinese,
    compiled,
    english_forms,
    linguist_file,
    sentences,
    told_file,
    untranslated,
)
from studio.app.words.tr import CONTEXT


def test_every_sentence_has_its_chinese() -> None:
    assert not untranslated(), "say it in assets/translations/parts/<part>.toml, then build"


def test_what_is_shipped_is_current(tmp_path: Path) -> None:
    for language, name in (("zh_CN", "rocket_zh"), ("en", "rocket_en")):
        text = linguist_file(language, sentences())
        assert (FOLDER / f"{name}.ts").read_text("utf-8") == text, "run studio.app.words.build"
        fresh = tmp_path / f"{name}.qm"
        compiled(FOLDER / f"{name}.ts", fresh)
        assert (FOLDER / f"{name}.qm").read_bytes() == fresh.read_bytes()
    assert (FOLDER / "told_zh.json").read_text("utf-8") == told_file()


def test_chinese_keeps_what_is_filled_in() -> None:
    words = chinese()
    for text in sentences():
        wanted = {part.partition("}")[0] for part in text.split("{")[1:]}
        given = {part.partition("}")[0] for part in words.get(text, text).split("{")[1:]}
        assert given == wanted, text
        assert ("%n" in text) == ("%n" in words.get(text, text)), text


def test_chinese_has_its_own_marks() -> None:
    ours = sentences()
    wrong = [
        said
        for text, said in chinese().items()
        if text in ours
        and any(
            "\u4e00" <= one <= "\u9fff" and other in ",;?!"
            for one, other in itertools.pairwise(said)
        )
    ]
    assert not wrong


def test_no_part_says_a_sentence_another_way() -> None:
    said: dict[str, tuple[str, str]] = {}
    for path in sorted((FOLDER / "parts").glob("*.toml")):
        if path.stem == "plural":
            continue
        for text, words in tomllib.loads(path.read_text("utf-8")).items():
            before = said.setdefault(text, (words, path.name))
            assert before[0] == words, f"{text!r} in {before[1]} and {path.name}"


def test_a_sentence_is_read_from_source(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text('tr("One thing")\nlater("Later")\nother("Not this")\n')
    (tmp_path / "two.py").write_text('tr("%n viewer(s)", n=3)\ntr("One thing")\ntr(NAME)\n')
    found = sentences(tmp_path)
    assert set(found) == {"One thing", "Later", "%n viewer(s)"}
    assert found["One thing"].places == ["one.py", "two.py"]
    assert found["%n viewer(s)"].is_counted


@pytest.mark.parametrize("code", ['tr(f"{n} things")', 'tr("one " + name)'])
def test_a_sentence_in_pieces_is_refused(tmp_path: Path, code: str) -> None:
    (tmp_path / "one.py").write_text(code)
    with pytest.raises(SourceError, match=r"one\.py:1"):
        sentences(tmp_path)


def test_english_counts(tmp_path: Path) -> None:
    assert english_forms("%n viewer(s)", tmp_path) == ["%n viewer", "%n viewers"]
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "plural.toml").write_text('"%n person(s)" = ["%n person", "%n people"]\n')
    assert english_forms("%n person(s)", tmp_path) == ["%n person", "%n people"]


def test_a_translator_may_work_in_linguist(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text('tr("One thing")')
    (tmp_path / "rocket_zh.ts").write_text(
        f"<TS><context><name>{CONTEXT}</name><message><source>One thing</source>"
        "<translation>一件事</translation></message></context></TS>"
    )
    assert "一件事" in linguist_file("zh_CN", sentences(tmp_path), tmp_path)
