"""Tests of studio.sdk.storage."""

import pytest

from studio.sdk import Storage, StorageError


@pytest.fixture
def storage() -> Storage:
    storage = Storage()
    storage.load({"total": 5, "names": ["小雨"]})
    return storage


def test_what_is_changed_is_told_once(storage: Storage) -> None:
    assert storage.take_changes() == ({}, [], [])
    storage["total"] += 1
    del storage["names"]
    assert storage.take_changes() == ({"total": 6}, ["names"], [])
    assert storage.take_changes() == ({}, [], [])
    assert dict(storage) == {"total": 6}


def test_what_is_changed_within_a_value_is_noticed(storage: Storage) -> None:
    storage["names"].append("阿明")
    assert storage.take_changes() == ({"names": ["小雨", "阿明"]}, [], [])
    assert storage["names"] == ["小雨", "阿明"]
    assert storage.take_changes() == ({}, [], [])


def test_what_can_not_be_kept_is_refused_and_all_stays_as_it_was(storage: Storage) -> None:
    for wrong in ({1, 2}, float("inf"), "x" * (1 << 20)):
        with pytest.raises(StorageError, match="'total' can't be kept"):
            storage["total"] = wrong
    with pytest.raises(StorageError, match="A key of the storage is a text"):
        storage[5] = 1  # type: ignore[index]  # on purpose
    assert storage.take_changes() == ({}, [], [])
    storage["names"].append({1, 2})
    values, removed, faults = storage.take_changes()
    assert (values, removed) == ({}, [])
    assert faults[0].startswith("'names' can't be kept")
    assert storage["names"] == ["小雨"]


def test_what_is_taken_away_makes_room(storage: Storage) -> None:
    before = storage.used_bytes
    storage["long"] = "x" * 600_000
    with pytest.raises(StorageError, match="1048576 are the most"):
        storage["longer"] = "x" * 600_000
    storage["long"] = "short"
    storage["longer"] = "x" * 600_000
    storage.clear()
    assert before > 0
    assert storage.used_bytes == 0
