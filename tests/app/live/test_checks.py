"""Tests of studio.app.live.checks."""

from collections.abc import Mapping

import pytest

from studio.app.live.checks import SILENT_S, Check, Problem, Situation, check
from studio.model.scene import Collection

FINE = {"Mic": 0.0}
SILENT = {"Mic": SILENT_S, "Headset": SILENT_S + 5}


def _collection(*, muted: bool = False, headset: bool = False) -> Collection:
    inputs: list[dict[str, object]] = [
        {"name": "Mic", "kind": "microphone", "muted": muted},
        {"name": "Camera", "kind": "camera"},
        {"name": "Other camera", "kind": "camera"},
    ]
    if headset:
        inputs.append({"name": "Headset", "kind": "microphone"})
    return Collection.model_validate(
        {"schema": 1, "inputs": inputs, "scenes": [{"name": "A", "items": [{"source": "Camera"}]}]}
    )


def _check(
    collection: Collection,
    silent_s: Mapping[str, float] = FINE,
    destinations: int = 1,
    failed: Mapping[str, str] | None = None,
    free_bytes: int | None = None,
) -> list[Check]:
    return check(
        Situation(
            collection=collection,
            programme="A",
            destinations=destinations,
            silent_s=lambda name: silent_s.get(name, 0.0),
            failed=failed or {},
            folder="/videos",
            free_bytes=free_bytes,
        )
    )


def test_says_nothing_when_all_is_well() -> None:
    assert _check(_collection(), free_bytes=10**12) == []


@pytest.mark.parametrize(
    ("muted", "silent_s", "headset", "problem"),
    [
        (True, FINE, False, Problem.MICROPHONE_MUTED),
        (False, SILENT, False, Problem.MICROPHONE_SILENT),
        (False, {"Mic": SILENT_S - 1}, False, None),
        (True, FINE, True, None),
        (True, SILENT, True, Problem.MICROPHONE_SILENT),
    ],
)
def test_listens_to_the_microphones(
    muted: bool, silent_s: Mapping[str, float], headset: bool, problem: Problem | None
) -> None:
    found = _check(_collection(muted=muted, headset=headset), silent_s)
    assert [each.problem for each in found] == ([problem] if problem else [])


def test_looks_at_the_cameras_of_the_programme() -> None:
    failed = {"Camera": "unplugged", "Other camera": "unplugged"}
    assert _check(_collection(), failed=failed) == [Check(Problem.CAMERA_FAILED, "Camera")]


def test_the_worst_comes_first() -> None:
    found = _check(_collection(muted=True), destinations=0, free_bytes=1)
    assert [each.problem for each in found] == [
        Problem.NO_DESTINATION,
        Problem.MICROPHONE_MUTED,
        Problem.DISK_FULL,
    ]


def test_a_studio_without_a_microphone_is_fine() -> None:
    collection = Collection.model_validate({"schema": 1, "scenes": [{"name": "A"}]})
    assert _check(collection) == []
