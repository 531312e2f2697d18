"""Tells what works on this machine, and what to do about the rest.

Encoders are really opened and fed, the screen is captured once, drivers are asked
in child processes with a time-out.  What the encoders cost is kept for "auto"::

    python -m studio.engine.doctor [--json] [--upload URL | --reach URL] [--only-upload]

``--upload`` of an RTMP address with its key goes live there for six seconds, with a grey
picture, to measure the speed; ``--reach`` only finds out whether a server is there.

It exits with 0 if going live works at all.
"""

import argparse
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from studio.engine.checks.asking import begin
from studio.engine.checks.finding import Finding, Level
from studio.engine.checks.judging import can_go_live, judge, judge_disk, judge_encoder
from studio.engine.checks.stream_speed import STREAM_S
from studio.engine.checks.upload import check_reach, check_upload
from studio.engine.checks.wording import area, say
from studio.engine.encoders import catalog
from studio.engine.encoders.cache import ProbeCache
from studio.engine.encoders.catalog import X264
from studio.engine.encoders.preset import TIMED_PRESET
from studio.engine.encoders.probe import probe
from studio.engine.encoders.settings import EncoderSettings
from studio.model.errors import StudioError
from studio.model.user_language import user_language
from studio.rtmp.url import RtmpUrl

SETTINGS = EncoderSettings(1920, 1080, Fraction(30), 4500)
UPLOAD_HELP = (
    "also measure how fast this address takes what is sent: http(s) by POST, rtmp(s) with its key "
    "by a stream of 6 s, which is live there meanwhile"
)
KINDS = ("gpu", "cameras", "screen", "sound", "fonts")
MARKS = {Level.GOOD: "✓", Level.FAIR: "!", Level.BAD: "✗"}
COLOURS = {Level.GOOD: "32", Level.FAIR: "33", Level.BAD: "31"}


def examine(
    upload_url: str | None, reach_url: str | None = None, *, is_only_upload: bool = False
) -> Iterator[Finding]:
    """Look at everything; yields each finding as soon as it is there."""
    if is_only_upload and (upload_url or reach_url):
        yield from _way(upload_url, reach_url)
        return
    yield from _encoders()  # timed, so nothing else runs beside them
    questions = [begin(kind) for kind in KINDS]
    for question in questions:
        yield judge(question.kind, question.answer())
    folder = Path.cwd()
    yield judge_disk(str(folder), shutil.disk_usage(folder).free)
    yield from _way(upload_url, reach_url)


def _way(upload_url: str | None, reach_url: str | None) -> Iterator[Finding]:
    """Look at the way to servers."""
    if reach_url is not None:
        yield check_reach(reach_url)
    if upload_url is not None:
        yield check_upload(upload_url, SETTINGS.kbps)


def _say_that_it_begins(url: str, chosen: str) -> None:
    """Say that something is about to be live; an address that isn't one is a finding later."""
    try:
        where = RtmpUrl.parse(url).redacted()
    except StudioError:
        return
    print(say("upload.begins", chosen, where=where, seconds=round(STREAM_S)), file=sys.stderr)


def _encoders() -> Iterator[Finding]:
    cache, cores = ProbeCache(), os.cpu_count() or 1
    size = (SETTINGS.width, SETTINGS.height)
    for spec in catalog.for_this_system():
        asked = replace(SETTINGS, preset=TIMED_PRESET) if spec is X264 else SETTINGS
        result = probe(spec, asked)
        if not spec.absent():
            cache.keep(asked, result)
        yield judge_encoder(spec, result, size, SETTINGS.fps, cores)


def as_json(findings: Sequence[Finding], language: str) -> str:
    """Return the findings for a program, with the sentences for a person."""
    rows = [
        {
            "area": finding.area,
            "level": finding.level,
            "key": finding.key,
            "what": say(finding.key, language, **finding.values),
            "do": say(f"{finding.key}.do", language, **finding.values),
            "facts": finding.values,
        }
        for finding in findings
    ]
    report = {"can_go_live": can_go_live(list(findings)), "findings": rows}
    return json.dumps(report, ensure_ascii=False, indent=2)


def as_rows(finding: Finding, language: str, width: int, *, is_coloured: bool) -> Iterator[str]:
    """Set a finding as lines of a table: mark, area, sentence, and what to do under it."""
    mark = MARKS[finding.level]
    if is_coloured:
        mark = f"\x1b[{COLOURS[finding.level]}m{mark}\x1b[0m"
    name = area(finding.area, language)
    indent = 14
    head = f" {mark} {name}" + " " * max(1, indent - 3 - _columns(name))
    what = say(finding.key, language, **finding.values)
    advice = say(f"{finding.key}.do", language, **finding.values)
    for line in _wrapped(what, width - indent):
        yield head + line
        head = " " * indent
    for number, line in enumerate(_wrapped(advice, width - indent - 2)):
        yield " " * indent + ("  " if number else "→ ") + line


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text at spaces, and Chinese anywhere, which textwrap can't."""
    line, since_break = "", ""
    for character in text + " ":
        if character == " " or _columns(character) == 2:
            piece = since_break + (character if character != " " else "")
            if line and _columns(line) + _columns(piece) > width:
                yield line.rstrip()
                line = ""
            line += piece + (" " if character == " " else "")
            since_break = ""
        else:
            since_break += character
    if line.strip():
        yield line.rstrip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Examine, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="rocket-studio doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--upload", metavar="URL", help=UPLOAD_HELP)
    parser.add_argument("--reach", metavar="URL", help="also look whether this server is there")
    parser.add_argument("--only-upload", action="store_true", help="try nothing but that address")
    asked = parser.parse_args(arguments)
    if isinstance(sys.stdout, type(sys.__stdout__)) and sys.stdout is not None:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    chosen = user_language()
    findings: list[Finding] = []
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    if asked.upload:
        _say_that_it_begins(asked.upload, chosen)
    for finding in examine(asked.upload, asked.reach, is_only_upload=asked.only_upload):
        findings.append(finding)
        if not asked.json:
            rows = as_rows(finding, chosen, width, is_coloured=sys.stdout.isatty())
            print(*rows, sep="\n", flush=True)
    works = can_go_live(findings)
    if asked.json:
        print(as_json(findings, chosen))
    else:
        print("\n" + say("verdict.good" if works else "verdict.bad", chosen))
    return 0 if works else 1


if __name__ == "__main__":
    sys.exit(main())
