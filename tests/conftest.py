"""A guard for the whole suite: tests that leave a studio's process behind fail, by name.

What they leave takes the processor from each test after them, and sooner or later
one of those stumbles over it, far from the cause.  It is looked for where a folder
of tests ends, as those of the app share one engine.
"""

import contextlib
import os
import time
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest

_HERE = Path(__file__).resolve().parent
_GRACE_S = 10.0  # what is told to end may take so long
_STARTED_S = time.time()
_WORKER = "ROCKET_STUDIO_TESTED_BY"
"""In the environment of whatever this process of tests has started, and of nothing else."""
os.environ[_WORKER] = str(os.getpid())


@pytest.hookimpl(wrapper=True, tryfirst=True)  # the outermost: fixtures have ended before it
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    yield
    if nextitem is None or _folder(item) != _folder(nextitem):
        left = _kill_what_is_left()
        assert not left, f"{_folder(item)} left processes behind: {'; '.join(left)}"


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(_HERE).parts[0]


def _kill_what_is_left() -> list[str]:
    give_up_s = time.monotonic() + _GRACE_S
    while (left := _studio_processes()) and time.monotonic() < give_up_s:
        time.sleep(0.1)
    named = []
    for process in left:
        with contextlib.suppress(psutil.Error):
            named.append(f"{process.name()} ({process.pid})")
            process.kill()
    return named


def _studio_processes() -> list[psutil.Process]:
    """Return the studio's processes that came from here: our descendants, and orphans."""
    found = []
    for process in psutil.process_iter(["name", "create_time", "status"]):
        with contextlib.suppress(psutil.Error):
            is_ours = process.info["name"].startswith("rocket-studio")
            is_new = process.info["create_time"] > _STARTED_S
            if is_ours and is_new and process.info["status"] != psutil.STATUS_ZOMBIE:
                origins = {parent.pid for parent in process.parents()}
                if os.getpid() in origins or (origins <= {0, 1} and _is_of_this_worker(process)):
                    found.append(process)
    return found


def _is_of_this_worker(process: psutil.Process) -> bool:
    """Tell an orphan of ours from one that belongs to tests beside these."""
    return process.environ().get(_WORKER) == os.environ[_WORKER]
