"""Tests of installer.gift_assets: the scripts make what is committed, and nothing else lies there.

The last digit of a number may be another one on another processor, so that nearly all of a
file is compared, and only of those that are made quickly.
"""

import numpy as np
import pytest

from installer.gift_assets.__main__ import GIFTS, made, wanted

QUICK = (
    "gift_lid.glb",
    "heart.glb",
    "rocket.glb",
    "pop.ogg",
    "whoosh.ogg",
    "petal.webp",
    "heart.webp",
)
ENDINGS = (".glb", ".webp", ".ogg")


def test_every_file_is_named_by_an_effect_and_every_named_one_is_there() -> None:
    lying = {path for path in GIFTS.rglob("*") if path.suffix in ENDINGS}
    assert lying == set(wanted())


def test_a_file_is_the_same_wherever_it_lies() -> None:
    contents: dict[str, set[bytes]] = {}
    for path, name in wanted().items():
        contents.setdefault(name, set()).add(path.read_bytes())
    assert [name for name, found in contents.items() if len(found) > 1] == []


@pytest.mark.parametrize("name", QUICK)
def test_the_scripts_make_what_is_committed(name: str) -> None:
    path = next(path for path, each in wanted().items() if each == name)
    now, then = (np.frombuffer(data, np.uint8) for data in (made(name), path.read_bytes()))
    assert len(now) == len(then)
    assert (now == then).mean() > 0.98
