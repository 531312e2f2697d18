"""The whole suite in parts: what asks no clock on all cores at once, what sees people alone.

Between them comes what counts frames of live studios, a studio for each core.  A check that
keeps one core busy for long goes on beside the first part.  What failed beside others is tried
once more alone.  What all found is told once, at the end, with what failed::

    exit_code = run_suite(python, root, beside=("mypy",))

A folder that is not named here is of the part between, so none can be forgotten.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

TOGETHER = (
    "tests/app",
    "tests/ar",
    "tests/bench",
    "tests/captions",
    "tests/capture",
    "tests/cli",
    "tests/e2e/test_bad_input.py",
    "tests/engine/canvas",
    "tests/engine/checks",
    "tests/engine/choices",
    "tests/engine/compositor",
    "tests/engine/encoders",
    "tests/engine/outputs",
    "tests/engine/sources",
    "tests/engine/tracking",
    "tests/engine/views",
    "tests/installer",
    "tests/ipc",
    "tests/model",
    "tests/plugin_host",
    "tests/plugins",
    "tests/publish",
    "tests/push",
    "tests/room/auth",
    "tests/room/backbone",
    "tests/room/beside",
    "tests/room/filter",
    "tests/room/http",
    "tests/room/inbound",
    "tests/room/ledger",
    "tests/room/live",
    "tests/room/pair",
    "tests/room/payment",
    "tests/room/relay",
    "tests/room/rules",
    "tests/room/store",
    "tests/room/test_edge.py",
    "tests/room/test_lease.py",
    "tests/room/web",
    "tests/room/ws",
    "tests/room_client",
    "tests/rtmp",
    "tests/sdk",
    "tests/supervisor",
    "tests/telemetry",
    "tests/test_layers.py",
    "tests/weights",
)
DRAWING = ("tests/assets", "tests/avatar", "tests/effects", "tests/engine/face_effects")
"""In workers of their own: in one process the engine's GPU and theirs can't both be set up."""
ALONE = (
    "tests/e2e/test_app_faults.py",
    "tests/e2e/test_ar.py",
    "tests/e2e/test_avatar.py",
    "tests/e2e/test_crashes.py",
    "tests/e2e/test_plugin_host.py",
)
"""Each of them kills something and says how many frames it cost: they need the whole machine."""
MOST_AGAIN = 8  # failures: with more of them something is wrong, and not the moment
MOST_SAID = 400  # characters of each failure, for who sees no more than the end of a long log
MOST_WORKERS = 4  # each of them reads the whole of its part first


@dataclass
class Outcome:
    """What one part or all came to.

    Attributes:
        failed: What each test says, by its name as a person finds it.
        unsteady: The same of those that failed beside others, and passed alone after it.
    """

    passed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    failed: dict[str, str] = field(default_factory=dict)
    unsteady: dict[str, str] = field(default_factory=dict)

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.passed + other.passed,
            self.skipped + other.skipped,
            self.seconds + other.seconds,
            self.failed | other.failed,
            self.unsteady | other.unsteady,
        )

    def __str__(self) -> str:
        minutes, seconds = divmod(round(self.seconds), 60)
        counts = f"{self.passed} passed, {len(self.failed)} failed, {self.skipped} skipped"
        if self.unsteady:
            counts += f", {len(self.unsteady)} unsteady"
        return f"{counts} in {minutes}:{seconds:02d}"


def parts_for(cores: int) -> list[list[str]]:
    """Return what pytest is told for each part; on one core nothing runs beside another."""
    if cores < 2:
        return [[*DRAWING], ["tests", *_without(DRAWING)]]
    # In the order of the folders: tests of the app that follow one another share an engine.
    by_file = ["--dist", "loadfile", "--no-loadscope-reorder"]
    # More than there are cores: much of what these tests do is to wait for a process.
    beside = ["-n", str(min(cores + 2, MOST_WORKERS)), *by_file]
    live = ["-n", str(min(cores, MOST_WORKERS)), *by_file]
    rest = ["tests", *_without(TOGETHER + DRAWING + ALONE)]
    return [[*beside, *TOGETHER], [*beside, *DRAWING], [*live, *rest], [*ALONE]]


def _without(folders: Sequence[str]) -> list[str]:
    return [f"--ignore={folder}" for folder in folders]


@contextmanager
def check_beside(
    python: str, root: Path, words: Sequence[str], failed: dict[str, str]
) -> Iterator[None]:
    """Have a check go on while the block does, and tell what it said when both are over.

    Args:
        python: The environment's.
        root: The checkout.
        words: A module and its arguments; none is no check.
        failed: Gets the check if it did.
    """
    if not words:
        yield
        return
    name = " ".join(words)
    print(f"$ {name}, beside the first part", file=sys.stderr, flush=True)
    with tempfile.TemporaryFile() as said:
        argv = [python, "-m", *words]
        with subprocess.Popen(argv, cwd=root, stdout=said, stderr=said) as check:
            yield
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
        print(f"$ {name}\n{text}", file=sys.stderr, flush=True)
    if check.returncode:
        failed[name] = ""  # it was printed whole


def run_suite(
    python: str,
    root: Path,
    parts: Sequence[Sequence[str]] | None = None,
    beside: Sequence[str] = (),
) -> int:
    """Run all of it, tell what came out, and return 0 if all is well.

    Args:
        python: The environment's.
        root: The checkout.
        parts: What pytest is told for each, if not what this machine asks for.
        beside: A check that goes on beside the first part; a failed one is one more failure.
    """
    found, is_whole = Outcome(), True
    with tempfile.TemporaryDirectory(prefix="rocket-suite-") as folder:
        for number, part in enumerate(parts or parts_for(os.cpu_count() or 1)):
            report = Path(folder) / f"{number}.xml"
            words = [*part, "-o", f"cache_dir={folder}/{number}"]
            with check_beside(python, root, () if number else beside, found.failed):
                code = _run_part(python, root, words, report)
            is_whole = is_whole and code in (0, 1) and report.exists()
            if report.exists():
                found += _tried_again(python, root, words, report)
    for word, tests in (("UNSTEADY", found.unsteady), ("FAILED", found.failed)):
        for test, said in tests.items():
            print(f"{word} {test}: {said}" if said else f"{word} {test}", file=sys.stderr)
    print(f"Tests, all of them: {found}", file=sys.stderr)
    if not is_whole:
        print("A part of the suite did not run to its end: see above.", file=sys.stderr)
    return int(bool(found.failed) or not is_whole)


def _tried_again(python: str, root: Path, words: Sequence[str], report: Path) -> Outcome:
    """Return what a part came to after the few that failed have run once more, one by one.

    A test of something live may fail because another one, or another guest of the same host,
    took its core just then.  That is told, but only who fails alone too has failed.
    """
    first = read_report(report)
    if not 0 < len(first.failed) <= MOST_AGAIN:
        return first
    alone = ["-n", "0"] if "-n" in words else []
    again = report.with_suffix(".again.xml")
    if _run_part(python, root, [*words, *alone, "--last-failed"], again) not in (0, 1):
        return first
    second = read_report(again)
    if second.passed + len(second.failed) != len(first.failed):
        return first  # it ran something else: nobody knows then
    return Outcome(
        first.passed + second.passed,
        first.skipped,
        first.seconds + second.seconds,
        second.failed,
        {test: said for test, said in first.failed.items() if test not in second.failed},
    )


def _run_part(python: str, root: Path, part: Sequence[str], report: Path) -> int:
    argv = [python, "-m", "pytest", "-q", "--durations=15", f"--junit-xml={report}", *part]
    argv += ["-m", "not soak"]
    print(f"$ pytest {' '.join(part)}", file=sys.stderr, flush=True)
    return subprocess.run(argv, cwd=root, env=_environment(), check=False).returncode


def read_report(path: Path) -> Outcome:
    """Read what pytest wrote down; a test that fails twice, in its fixtures too, is one."""
    suite = ElementTree.parse(path).getroot().find("testsuite")
    if suite is None:
        return Outcome()
    failed: dict[str, str] = {}
    skipped = 0
    names = set()
    for case in suite.iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        names.add(name)
        for fault in (*case.findall("failure"), *case.findall("error")):
            failed.setdefault(name, _first_words(fault))
        skipped += case.find("skipped") is not None
    passed = len(names) - len(failed) - skipped
    return Outcome(passed, skipped, float(suite.get("time", 0)), failed)


def _first_words(fault: ElementTree.Element) -> str:
    words = " ".join((fault.get("message") or "").split())
    return words if len(words) <= MOST_SAID else f"{words[:MOST_SAID]}…"


def _environment() -> dict[str, str]:
    """Return ours, in which what one part and one worker compiled serves the others."""
    return {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
