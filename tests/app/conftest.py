"""A studio for each test of the app, linked to one real engine that lives through all of them."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is asked for a screen

from PySide6.QtWidgets import QApplication

from studio.app.studio import Studio
from tests.app.engine_stage import Stage, delete_now

MANY_WIDGETS = 300


HERE = Path(__file__).resolve().parent
STAGES: list[Stage] = []  # none or one


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """End the session with the last test of the app; a fixture has no such scope."""
    yield
    if nextitem is None or HERE not in nextitem.path.parents:
        while STAGES:
            STAGES.pop().close()


@pytest.fixture
def stage() -> Stage:
    """The session: a supervisor and an engine."""
    if not STAGES:
        STAGES.append(Stage())
    return STAGES[0]


@pytest.fixture
def studio(qapp: QApplication, stage: Stage, tmp_path: Path) -> Iterator[Studio]:
    """A studio that is linked, with the collection of ``stage.COLLECTION`` as it is at first."""
    linked = stage.studio(tmp_path)
    yield linked
    linked.close()
    if len(QApplication.allWidgets()) > MANY_WIDGETS:  # each of them is dressed anew by every theme
        gc.collect()
        delete_now()
