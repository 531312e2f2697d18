"""Tests of studio.model.tracking_models, with the sentences that tracking says."""

from pathlib import Path

import pytest

from studio.model.tracking_models import offers_fetching, without_how
from studio.weights.errors import ModelError
from studio.weights.models import named, whole_path


def test_a_missing_model_can_be_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    with pytest.raises(ModelError) as error:
        whole_path(named("face"))
    assert offers_fetching(str(error.value))
    assert without_how(str(error.value)).endswith("is not here.")


def test_other_trouble_is_told_as_it_is() -> None:
    assert not offers_fetching("The model can't be read: Permission denied.")
    assert without_how("It broke.") == "It broke."
