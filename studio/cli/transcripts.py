"""``rocket-studio captions find WORDS…``: where something was said in recordings.

    rocket-studio captions find green screen            # in the recordings' folder
    rocket-studio captions find 绿幕 --folder ~/shows
    /home/mary/shows/monday.txt  0:12:04  Mary: How do you key the green screen so cleanly?

Beside a recording lie up to three files that say the same; each place is told once, out of the
one that says the most.  Case, and full or half width, don't matter.
"""

import argparse
import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from studio.cli.last import recording_folder
from studio.model.captions.reading import Line, lines_in
from studio.supervisor.user_folder import settings_path

SUFFIXES = (".txt", ".vtt", ".srt")
"""The best one first: a transcript isn't cut into cues."""
MOST_BYTES = 32 << 20
"""Of a file; a day of talk has 2 MB."""
_FOUND, _NOT_FOUND, _WRONG = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was said."""

    file: Path
    line: Line

    def __str__(self) -> str:
        seconds = self.line.start_ms // 1000
        time = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return f"{self.file}  {time}  {self.line.text}"


def run(argv: Sequence[str], out: TextIO = sys.stdout) -> int:
    """Do what the words say; return the exit code: 1 if it was said nowhere."""
    parser = argparse.ArgumentParser(
        prog="rocket-studio captions", description="What was said in recordings."
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    finding = verbs.add_parser("find", help="tell where something was said")
    finding.add_argument("words", nargs="+", metavar="WORDS", help="as they follow each other")
    finding.add_argument(
        "--folder", type=Path, metavar="DIR", help="the recordings' own by default; all below it"
    )
    words = parser.parse_args(argv)
    folder = (words.folder or recording_folder(settings_path())).expanduser()
    if not folder.is_dir():
        print(f"There is no folder {folder}. Say another with --folder DIR.", file=sys.stderr)
        return _WRONG
    found = False
    for place in find(" ".join(words.words), folder):
        found = True
        print(place, file=out)
    if not found:
        print(f"It was not said in the recordings below {folder}.", file=sys.stderr)
    return _FOUND if found else _NOT_FOUND


def find(wanted: str, folder: Path) -> Iterator[Place]:
    """Yield where something was said, recording by recording, from the beginning of each."""
    needle = _folded(wanted)
    for file in transcripts(folder):
        for line in lines_in(_text(file), file.suffix.lower()):
            if needle in _folded(line.text):
                yield Place(file, line)


def transcripts(folder: Path) -> Iterator[Path]:
    """Yield one file of what was said for each recording in a folder and below it.

    A text is taken for a transcript only where captions lie beside it: other notes are private.
    """
    for parent, folders, names in os.walk(folder):
        folders.sort()
        beside: dict[str, dict[str, Path]] = {}
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES:
                beside.setdefault(path.stem, {})[path.suffix.lower()] = path
        for files in beside.values():
            if len(files) > 1 or ".txt" not in files:
                yield next(files[suffix] for suffix in SUFFIXES if suffix in files)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError as error:
        print(f"{file} can't be read: {error.strerror}.", file=sys.stderr)
        return ""


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
