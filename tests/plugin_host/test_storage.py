"""Tests of studio.plugin_host.storage, with real files."""

import json
import time
from pathlib import Path

import pytest

from studio.model.plugin import PluginError
from studio.plugin_host.storage import EVERY_S, StorageFile


def written(path: Path) -> object:
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def wait_for(path: Path, value: object) -> None:
    deadline = time.monotonic() + 20
    while written(path) != value:
        assert time.monotonic() < deadline, written(path)
        time.sleep(0.01)


def test_what_is_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "data" / "tried.json"
    kept = StorageFile(path)
    assert kept.values == {}
    kept.change({"名": ["小雨"], "n": 5}, [])
    kept.close()
    again = StorageFile(path)
    assert again.values == {"名": ["小雨"], "n": 5}
    again.change({}, ["n", "gone"])
    again.close()
    assert written(path) == {"名": ["小雨"]}


def test_it_is_written_at_most_once_a_second_with_all_that_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "tried.json"
    kept = StorageFile(path)
    kept.write_due(100.0)
    kept.change({"n": 1}, [])
    kept.write_due(100.0)
    wait_for(path, {"n": 1})
    kept.change({"n": 2}, [])
    kept.write_due(100.0 + EVERY_S - 0.01)
    kept.change({"n": 3}, [])
    assert written(path) == {"n": 1}
    kept.write_due(100.0 + EVERY_S)
    wait_for(path, {"n": 3})
    kept.close()


def test_too_much_is_refused_and_the_rest_is_kept(tmp_path: Path) -> None:
    kept = StorageFile(tmp_path / "tried.json")
    kept.change({"a": "x" * 1000}, [])
    with pytest.raises(PluginError, match="1048576 are the most"):
        kept.change({"b": "x" * (1 << 20)}, [])
    with pytest.raises(PluginError, match="can't be kept"):
        kept.change({"b": float("nan")}, [])
    with pytest.raises(PluginError, match="A key of the storage is a text"):
        kept.change({5: 1}, [])
    kept.close()
    assert written(tmp_path / "tried.json") == {"a": "x" * 1000}


@pytest.mark.parametrize("damage", ["{", "[]", "\udcff", '{"a": ' * 100_000])
def test_a_damaged_file_is_put_aside_and_that_is_said(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "tried.json"
    path.write_bytes(damage.encode("utf-8", "surrogateescape"))
    kept = StorageFile(path)
    assert kept.values == {}
    assert "begins anew" in kept.fault
    assert (tmp_path / "tried.damaged.json").exists()
    kept.change({"a": 1}, [])
    kept.close()
    assert written(path) == {"a": 1}


def test_without_a_file_it_keeps_for_this_life(tmp_path: Path) -> None:
    kept = StorageFile(None)
    kept.change({"a": 1}, [])
    kept.write_due(5.0)
    kept.close()
    assert kept.values == {"a": 1}
    assert not list(tmp_path.iterdir())
