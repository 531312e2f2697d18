"""Tests of studio.ar.person, on the photograph of a real person."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.ar.person import Person
from studio.weights.models import named, whole_path
from tests.ar import clips


@pytest.fixture
def person() -> Iterator[Person]:
    person = Person(whole_path(named("person")))
    yield person
    person.close()


def test_the_mask_is_where_the_person_is(person: Person) -> None:
    stage = clips.Stage(1280, 720)
    shot = stage.shot(0, clips.Pose(640, 260, 180))
    mask = person.look(clips.picture_of(shot), 33)
    assert mask.shape == (144, 256)
    face = shot.truth()[:468].mean(axis=0) / 5
    column, row = face.round().astype(int).tolist()
    assert mask[row - 5 : row + 5, column - 5 : column + 5].min() > 240
    assert mask[:, :20].mean() < 30
    assert 0.1 < (mask > 127).mean() < 0.6


def test_an_empty_room_has_nobody(person: Person) -> None:
    shot = next(clips.nobody(1280, 720, frames=1))
    assert (person.look(clips.picture_of(shot), 33) > 127).mean() < 0.05


def test_masks_follow_one_another(person: Person) -> None:
    stage = clips.Stage(640, 360)
    shots = [stage.shot(index, clips.Pose(200 + 60 * index, 130, 90)) for index in range(4)]
    masks = [person.look(clips.picture_of(shot), 33 * (1 + n)) for n, shot in enumerate(shots)]
    columns = [np.average(np.arange(256), weights=mask.sum(axis=0)) for mask in masks]
    assert columns == sorted(columns)
