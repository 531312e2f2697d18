"""The three verbs: ``setup`` makes the machine ready, ``run`` opens the studio, ``test`` tests.

Each sets up what it needs first; where all is there already that takes less than
0.3 s and shows nothing.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from installer import models, packages, suite
from installer.environment import Environment
from installer.steps import Progress, StepError

ROOT = Path(__file__).resolve().parent.parent

EXTRAS = ("app", "ar", "captions", "engine", "link", "room")
QUICK_CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
LONG_CHECK = ("mypy",)


def run_verb(argv: list[str]) -> int:
    """Do what the command line says and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py",
        description="Sets Rocket Studio up on this machine, and runs or tests it.",
        epilog="run opens the window where there is a display; else, or with arguments, it is "
        "'rocket-studio demo' with them. Arguments after test go to pytest.",
    )
    parser.add_argument("verb", choices=("setup", "run", "test"))
    options = parser.parse_args(argv[:1])
    rest = argv[1:]
    is_test = options.verb == "test"
    try:
        environment = prepare(ROOT, is_test=is_test)
    except StepError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command again to go on.", file=sys.stderr)
        return 130
    if options.verb == "run":
        return run_studio(environment, run_arguments(rest, os.environ))
    if is_test:
        return run_tests(environment, rest)
    print("Ready. Go on with: python3 installer/bootstrap.py run", file=sys.stderr)
    return 0


def prepare(root: Path, *, is_test: bool) -> Environment:
    """Install what is missing.

    Raises:
        StepError: If something can't be installed.
    """
    wanted = packages.RUN | packages.TEST if is_test else packages.RUN
    environment = Environment(root, (*EXTRAS, "dev") if is_test else EXTRAS)
    lacking = _lacking(wanted)
    is_current = environment.is_current()
    has_models = models.are_here()
    progress = Progress(bool(lacking) + (not is_current) + (not has_models), environment.log)
    if lacking:
        _install(lacking, progress)
    if not is_current:
        with progress.step("Python packages, about 300 MB the first time"):
            environment.build(progress)
    if not has_models:
        models.fetch(environment, progress, is_needed=is_test)
    return environment


def _lacking(wanted: dict[str, str]) -> list[str]:
    if packages.has_apt():
        return packages.missing(wanted, packages.installed(wanted))
    if sys.platform == "linux":
        print(
            "This system has no apt, so its packages can't be installed from here.\n"
            "If something below does not work, install what these are called on it:\n"
            + packages.explain(sorted(wanted)),
            file=sys.stderr,
        )
    return []


def _install(names: list[str], progress: Progress) -> None:
    with progress.step(f"System packages ({', '.join(names)})"):
        prefix = packages.privilege_prefix()
        if prefix is None:
            raise StepError(
                "They can only be installed by root, and there is no sudo here. As root, run:\n"
                f"    {packages.by_hand(names)}\nand then this again."
            )
        by_hand = f"Try it by hand as root: {packages.by_hand(names)}"
        if any(Path("/var/lib/dpkg/updates").iterdir()):
            progress.call(packages.repair_argv(prefix), remedy=by_hand)
        progress.call(packages.update_argv(prefix), remedy=by_hand)
        progress.call(packages.install_argv(names, prefix), remedy=by_hand)


def run_arguments(rest: list[str], environ: Mapping[str, str]) -> list[str]:
    """Return the arguments of ``rocket-studio``: the window, or the demo where none can be shown.

    Args:
        rest: What the person said after ``run``; it is for the demo.
        environ: Says whether there is a display.
    """
    if not rest and has_display(environ):
        return []
    return ["demo", "scenes/demo.json", "--latency", "low", *rest]


def has_display(environ: Mapping[str, str]) -> bool:
    """Say whether a window can be shown here, as far as a glance tells."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY"))


def run_studio(environment: Environment, arguments: list[str]) -> int:
    """Go on as ``rocket-studio``, in the place of this process."""
    program = str(environment.program("rocket-studio"))
    os.chdir(ROOT)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(program, [program, *arguments])


def run_tests(environment: Environment, rest: list[str]) -> int:
    """Run the suite and the checks; with arguments, only pytest with them."""
    python = str(environment.program("python"))
    if rest:
        return _call(python, "pytest", "-q", "--durations=15", *rest)
    failed = [" ".join(check) for check in QUICK_CHECKS if _call(python, *check)]
    if suite.run_suite(python, ROOT, beside=LONG_CHECK):
        failed.append("the suite")
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def _call(python: str, *words: str) -> int:
    print(f"$ {' '.join(words)}", file=sys.stderr, flush=True)
    return subprocess.run([python, "-m", *words], cwd=ROOT, check=False).returncode
