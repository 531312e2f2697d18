"""Tests of studio.app.captions.model_trial, with the real child process."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app.captions.model_trial import ModelTrial, Result, result_in
from studio.weights.fetching import is_whole
from studio.weights.models import named
from tests.app.engine_stage import until


def tried(trial: ModelTrial) -> None:
    ended: list[bool] = []
    trial.done.connect(lambda: ended.append(True))
    until(lambda: bool(ended) and not trial.is_busy)


@pytest.mark.skipif(
    not all(is_whole(named(f"english_{part}")) for part in ("encoder", "decoder", "tokens")),
    reason="no models on this machine",
)
def test_what_a_model_costs_here_is_measured(qapp: QApplication) -> None:
    trial = ModelTrial(qapp)
    trial.start("moonshine", "en")
    assert trial.is_busy
    tried(trial)
    assert trial.fault == ""
    assert trial.result is not None
    assert 0 < trial.result.factor < 20
    assert trial.result.languages == {"en"}
    assert trial.result.translates_into == frozenset()


def test_why_a_folder_can_not_be_used_is_said(qapp: QApplication, tmp_path: Path) -> None:
    trial = ModelTrial(qapp)
    trial.start("own", "zh", str(tmp_path))
    tried(trial)
    assert trial.result is None
    assert trial.fault.startswith(f"The folder {tmp_path} holds no model that can be used")


def test_it_can_be_ended(qapp: QApplication) -> None:
    trial = ModelTrial(qapp)
    trial.start("whisper", "zh")
    trial.stop()
    assert not trial.is_busy
    assert trial.result is None


@pytest.mark.parametrize(
    "told", [b"", b"no json", b"[]", b'{"load_s": 1}', b'{"real_time_factor": "x"}', b"\xff"]
)
def test_what_makes_no_sense_is_no_result(told: bytes) -> None:
    assert result_in(told) is None


def test_the_last_line_counts() -> None:
    told = (
        b'a warning of a library\n{"model": "whisper", "languages": ["zh"], "load_s": 0.4, '
        b'"real_time_factor": 0.11, "translates_into": ["en"]}\n'
    )
    assert result_in(told) == Result(0.11, 0.4, frozenset({"zh"}), frozenset({"en"}))
