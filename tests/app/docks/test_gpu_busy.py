"""Tests of studio.app.docks.gpu_busy, with a program and files that say what drivers do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from studio.app.docks.gpu_busy import PROGRAM, GpuBusy
from tests.app.engine_stage import until


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    for each in made.findChildren(GpuBusy):
        each.end()
    made.deleteLater()


def hurried(owner: QObject, cards: Path) -> GpuBusy:
    """Return one that asks twenty times a second."""
    made = GpuBusy(owner, cards)
    for timer in made.findChildren(QTimer):
        timer.setInterval(50)
    return made


def test_the_busiest_card_counts_and_nobody_is_asked_unseen(
    owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / PROGRAM
    program.write_text("#!/bin/sh\nwhile sleep 0.02; do printf '37\\n61\\n[N/A]\\n'; done\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    gpu = hurried(owner, tmp_path / "none")
    assert gpu.percent is None
    gpu.set_looked_at(True)
    until(lambda: gpu.percent == 61)
    gpu.set_looked_at(False)
    seen = len(gpu.values)
    assert gpu.findChildren(QTimer)[0].isActive() is False
    assert len(gpu.values) == seen


def test_a_file_of_the_kernel_is_read_until_it_is_gone(owner: QObject, tmp_path: Path) -> None:
    file = tmp_path / "card0" / "device" / "gpu_busy_percent"
    file.parent.mkdir(parents=True)
    file.write_text("42\n")
    gpu = hurried(owner, tmp_path)
    gpu.set_looked_at(True)
    until(lambda: gpu.percent == 42)
    file.write_text("nonsense")
    until(lambda: gpu.percent is None)


def test_without_a_driver_that_tells_there_is_no_figure(
    owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    gpu = hurried(owner, tmp_path)
    gpu.set_looked_at(True)
    assert gpu.percent is None
    assert not gpu.findChildren(QTimer)[0].isActive()
