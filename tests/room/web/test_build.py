"""What is shipped is what the sources make, and says everything in both languages."""

import hashlib
import json
import re
from pathlib import Path

WEB = Path(__file__).parents[3] / "studio/room/web"
TOKENS = WEB.parents[2] / "assets/theme/tokens.toml"
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_shipped_pages_are_built_from_these_sources() -> None:
    digest = hashlib.sha256()
    sources = sorted(path for path in (WEB / "src").rglob("*") if path.is_file())
    ordered = sorted(sources, key=lambda path: path.relative_to(WEB / "src").parts)
    for path in (*ordered, TOKENS, WEB / "build.mjs", WEB / "package-lock.json"):
        name = (
            path.relative_to(WEB)
            if path.is_relative_to(WEB)
            else Path("../../../assets/theme/tokens.toml")
        )
        digest.update(name.as_posix().encode() + b"\0" + path.read_bytes())
    built = json.loads((WEB / "dist/build.json").read_text())["sources"]
    assert built == digest.hexdigest(), "run npm ci && npm run build in studio/room/web"


def words() -> dict[str, tuple[str, str]]:
    text = (WEB / "src/lib/words.js").read_text("utf-8")
    found = re.findall(r'^  (\w+): \["((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\],$', text, re.M)
    return {key: (chinese, english) for key, chinese, english in found}


def test_every_word_is_there_in_both_languages() -> None:
    assert len(words()) > 100
    for key, (chinese, english) in words().items():
        assert chinese, key
        assert english, key
        holes = [sorted(set(re.findall(r"\{(\w+)", each))) for each in (chinese, english)]
        assert holes[0] == holes[1], f"{key} is filled in differently"
        assert key == "language" or not HAN.search(english), key


def test_no_page_says_what_the_words_do_not() -> None:
    known = set(words())
    for path in (WEB / "src").rglob("*"):
        if path.suffix not in (".js", ".html") or path.name == "words.js":
            continue
        text = path.read_text("utf-8")
        used = re.findall(r'\bt\("(\w+)"', text) + re.findall(r'data-(?:word|label)="(\w+)"', text)
        assert set(used) <= known, f"{path.name}: {set(used) - known}"
        if path.suffix == ".js":
            code = re.sub(r"//.*|/\*.*?\*/", "", text)
            assert not HAN.search(code.replace("：", "").replace("、", "")), (
                f"{path.name} has words"
            )
