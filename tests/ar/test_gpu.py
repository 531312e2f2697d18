"""Tests of studio.ar.gpu: what is decided; a card itself is not at hand in each test."""

import json
import time
from pathlib import Path

import pytest

from studio.ar import gpu
from studio.ar.gpu import GpuChoice


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return what is known of a card that is here, or looks like one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    device = tmp_path / "renderD128"
    device.touch()
    monkeypatch.setattr(gpu, "_DEVICES", (str(device),))
    return tmp_path / "rocket-studio" / "ar_gpu.json"


def known(path: Path) -> object:
    return json.loads(path.read_text())["use"]


def write(path: Path, use: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"key": gpu._key(), "use": use}))


def test_a_card_that_was_found_good_looks_and_is_trusted_only_once_it_has_worked(
    card: Path,
) -> None:
    write(card, True)
    choice = GpuChoice()
    assert choice.on_gpu
    assert known(card) is False  # whoever crashes now is followed by one without
    choice.keep(has_worked=False)
    assert known(card) is False
    choice.keep(has_worked=True)
    assert known(card) is True


@pytest.mark.parametrize("held", [b"", b"[]", b'{"key": 1}', b'{"key": "another", "use": true}'])
def test_what_is_not_known_of_this_card_is_not_believed(card: Path, held: bytes) -> None:
    card.parent.mkdir()
    card.write_bytes(held)
    assert not GpuChoice().on_gpu


def test_a_card_is_worth_it_if_it_saves_a_third() -> None:
    cpu_ms = [30.0] * 5 + [10.0] * 25
    assert gpu.is_worth_it([900.0] * 5 + [5.0] * 25, cpu_ms)
    assert not gpu.is_worth_it([9.0] * 30, cpu_ms)


@pytest.mark.slow
def test_a_card_that_does_not_work_is_tried_once_in_another_process(card: Path) -> None:
    choice = GpuChoice()
    choice.keep(has_worked=False)
    assert not card.exists()
    choice.keep(has_worked=True)
    assert known(card) is False
    give_up_s = time.monotonic() + 60
    while choice._probe is not None:
        assert time.monotonic() < give_up_s
        choice.keep(has_worked=True)
        time.sleep(0.05)  # another process has no event to wait for here
    assert not GpuChoice().on_gpu  # where this runs there is none that is any good
    choice.close()


def test_without_a_card_nothing_is_tried(
    card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu, "_DEVICES", (str(tmp_path / "nothing*"),))
    choice = GpuChoice()
    choice.keep(has_worked=True)
    assert not card.exists()
