"""Tests of studio.engine.mixer.mix_minus, in a desk."""

import numpy as np

from studio.engine.mixer.desk import Desk
from studio.engine.mixer.mix_minus import MixMinus
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.timeline import Samples
from tests.engine.mixer.test_desk import TapeInput, constant

GUEST, HOST = 0.25, 0.125


class Heard:
    """Keeps what a guest hears, block by block."""

    def __init__(self) -> None:
        self.blocks: dict[int, Samples] = {}

    def put(self, n: int, block: Samples) -> None:
        self.blocks[n] = block.copy()

    def value(self, n: int) -> float:
        block = self.blocks[n]
        assert (block == block[0, 0]).all()
        return float(block[0, 0])


def desk_with(heard: Heard, **settings: InputSettings) -> Desk:
    desk = Desk()
    for key, value in (("Guest", GUEST), ("Host", HOST)):
        source = TapeInput(constant(8, value))
        desk.add(key, source, settings.get(key, InputSettings()))
    desk.minus.append(MixMinus("Guest", 0, heard.put))
    return desk


def test_a_guest_hears_all_but_himself() -> None:
    heard = Heard()
    buses = desk_with(heard).mix(0, 0)
    assert heard.value(0) == HOST
    assert float(buses[0][0, 0]) == GUEST + HOST


def test_what_is_not_on_the_bus_is_not_heard() -> None:
    heard = Heard()
    desk_with(heard, Host=InputSettings(buses=0b10)).mix(0, 0)
    assert heard.value(0) == 0


def test_short_sounds_are_heard_too() -> None:
    heard = Heard()
    desk = desk_with(heard)
    desk.effects.play(constant(4, 0.5), volume_db=0, duck_db=0)
    desk.mix(0, 0)
    desk.mix(1, 0)
    assert heard.value(1) == HOST + 0.5


def test_a_guest_who_is_renamed_still_does_not_hear_himself() -> None:
    heard = Heard()
    desk = desk_with(heard)
    desk.rename("Guest", "Ada")
    desk.mix(0, 0)
    assert heard.value(0) == HOST


def test_it_stays_within_full_scale() -> None:
    heard = Heard()
    desk = desk_with(heard)
    desk.add("Loud", TapeInput(constant(8, 1.5)), InputSettings())
    for n in range(3):
        desk.mix(n, 0)
    assert np.abs(heard.blocks[2]).max() <= 1
