"""Makes the files of Qt Linguist and what is shipped: ``python -m studio.app.words.build``.

The sentences are read from the source by its syntax tree, since pyside6-lupdate files a
bare ``tr("…")`` under the class that says it: moving a line would lose its translation.
Chinese comes from assets/translations/parts/*.toml, one file for each part of the window,
``"English" = "中文"``; what is not there stays from the .ts file, so that a translator may
work in Qt Linguist as well.  English needs a file for its plurals only: ``%n viewer(s)``
becomes one viewer and many viewers; forms that are no "s" stand in parts/plural.toml.
What other processes say (``told.py``) goes into told_zh.json as well.
"""

import ast
import json
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

import PySide6

from studio.app.theme.files import ASSETS
from studio.app.words.told import templates
from studio.app.words.tr import CONTEXT

APP = Path(__file__).resolve().parents[1]
FOLDER = ASSETS / "translations"
SAYS = ("tr", "later")
HEADER = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


@dataclass(slots=True)
class Sentence:
    """One sentence of the source.

    Attributes:
        places: Files that say it, from the app's folder.
        is_counted: It has two forms in English.
    """

    text: str
    places: list[str] = field(default_factory=list)
    is_counted: bool = False


class SourceError(Exception):
    """A sentence that can't be translated as it stands in the source."""


def sentences(app: Path = APP) -> dict[str, Sentence]:
    """Return every sentence that the app says, by its text.

    Raises:
        SourceError: If ``tr`` is given something else than one whole sentence.
    """
    found: dict[str, Sentence] = {}
    for source in sorted(app.rglob("*.py")):
        place = source.relative_to(app).as_posix()
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in SAYS
                and node.args
            ):
                continue
            said = node.args[0]
            if not (isinstance(said, ast.Constant) and isinstance(said.value, str)):
                # tr(name) of what was marked by later(…); a made-up string is a mistake.
                if isinstance(said, ast.JoinedStr | ast.BinOp):
                    raise SourceError(f"{place}:{node.lineno}: tr takes one whole sentence.")
                continue
            sentence = found.setdefault(said.value, Sentence(said.value))
            if place not in sentence.places:
                sentence.places.append(place)
            if "%n" in said.value:
                sentence.is_counted = True
    return dict(sorted(found.items()))


def chinese(folder: Path = FOLDER) -> dict[str, str]:
    """Return the Chinese of every sentence that has some."""
    known: dict[str, str] = {}
    if (folder / "rocket_zh.ts").exists():
        for message in ET.parse(folder / "rocket_zh.ts").iter("message"):
            said = message.find("translation")
            if said is not None:
                forms = said.findall("numerusform")
                text = forms[0].text if forms else said.text
                known[message.findtext("source", "")] = text or ""
    for part in sorted((folder / "parts").glob("*.toml")):
        if part.stem != "plural":
            known.update(tomllib.loads(part.read_text("utf-8")))
    return {text: words for text, words in known.items() if words}


def english_forms(text: str, folder: Path = FOLDER) -> list[str]:
    """Return a counted sentence for one and for many."""
    path = folder / "parts" / "plural.toml"
    forms = tomllib.loads(path.read_text("utf-8")).get(text) if path.exists() else None
    return forms or [text.replace("(s)", ""), text.replace("(s)", "s")]


def linguist_file(language: str, said: dict[str, Sentence], folder: Path = FOLDER) -> str:
    """Return the .ts file of a language."""
    words = chinese(folder)
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for sentence in said.values():
        if language == "en" and not sentence.is_counted:
            continue
        message = ET.SubElement(context, "message")
        for place in sentence.places:
            ET.SubElement(message, "location", filename=f"../../studio/app/{place}")
        ET.SubElement(message, "source").text = sentence.text
        translation = ET.SubElement(message, "translation")
        text = words.get(sentence.text, "")
        if language != "en" and not text:
            translation.set("type", "unfinished")
        if sentence.is_counted:
            message.set("numerus", "yes")
            forms = english_forms(sentence.text, folder) if language == "en" else [text]
            for form in forms:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = text
    ET.indent(root)
    return HEADER + ET.tostring(root, "unicode") + "\n"


def told_file(folder: Path = FOLDER) -> str:
    """Return what the engine says on pictures in Chinese: it knows no Qt, and nothing of .qm."""
    words = chinese(folder)
    known = {text: words[text] for text in templates() if text in words}
    return json.dumps(known, ensure_ascii=False, indent=0) + "\n"


def untranslated(folder: Path = FOLDER) -> list[str]:
    """Return the sentences that have no Chinese."""
    words = chinese(folder)
    return [text for text in sentences() if text not in words]


def compiled(source: Path, target: Path) -> None:
    """Make the .qm of a .ts file, by Qt's own lrelease."""
    package = Path(PySide6.__file__).parent
    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    tool = next(
        path for path in (package / name, package / "Qt" / "libexec" / name) if path.exists()
    )
    subprocess.run([str(tool), "-silent", str(source), "-qm", str(target)], check=True, timeout=60)


def main() -> int:
    """Write every file anew and name what has no Chinese yet."""
    said = sentences()
    for language, name in (("zh_CN", "rocket_zh"), ("en", "rocket_en")):
        path = FOLDER / f"{name}.ts"
        path.write_text(linguist_file(language, said), "utf-8")
        compiled(path, FOLDER / f"{name}.qm")
    (FOLDER / "told_zh.json").write_text(told_file(), "utf-8")
    missing = untranslated()
    for text in missing:
        print(f"no Chinese: {text!r} ({', '.join(said[text].places)})")
    print(f"{len(said)} sentences, {len(missing)} without Chinese.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
