"""Tests of studio.effects.particles: a closed formula of time."""

import math

import numpy as np
import pytest

from studio.effects.particles import Flight, Swarm, ends_s
from studio.model.canvas_content import MAX_PARTICLES, Emitter, Particles

STILL = {"speed_px_s": (0, 0), "life_ms": (1_000, 1_000)}


def field(**more: object) -> Particles:
    return Particles.model_validate({"width": 200, "height": 100, **more})


def particles_at(field: Particles, time_s: float) -> Swarm:
    return Flight(field).at(time_s)


def test_the_same_time_gives_the_same_particles_whatever_came_before() -> None:
    snow = field(rate_s=100, burst=20, from_width=200)
    once = particles_at(snow, 3.21)
    flight = Flight(snow)
    for time_s in (0, 1, 3.2, 7, 3.1):
        flight.at(time_s)
    again = flight.at(3.21)
    for one, other in (
        (once.x_px, again.x_px),
        (once.y_px, again.y_px),
        (once.size_px, again.size_px),
        (once.rgba, again.rgba),
    ):
        assert (one == other).all()


def test_what_is_drawn_today_is_drawn_so_for_ever() -> None:
    swarm = particles_at(field(burst=3, rate_s=0, from_width=200, from_height=100, **STILL), 0.5)
    assert swarm.x_px == pytest.approx([93.9111, 14.1702, 6.1008], abs=1e-3)
    assert swarm.y_px == pytest.approx([10.391, 78.413, 10.7736], abs=1e-3)


def test_another_seed_gives_other_particles() -> None:
    one, other = (particles_at(field(burst=9, from_width=200, seed=n), 0.1) for n in (1, 2))
    assert not np.allclose(one.x_px, other.x_px)


def test_they_are_born_in_their_time_and_go() -> None:
    stream = field(rate_s=10, emits_ms=500, **STILL)
    counts = [len(particles_at(stream, time_s)) for time_s in (0, 0.25, 0.5, 0.99, 1.15, 1.6)]
    assert counts == [1, 3, 6, 6, 4, 0]
    assert ends_s(stream) == 1.5
    assert math.isinf(ends_s(field()))
    assert ends_s(field(rate_s=0, burst=5, **STILL)) == 1.0
    later = Emitter(rate_s=10, emits_ms=2_000, life_ms=(1_000, 1_000))
    assert ends_s(field(rate_s=0, burst=5, more=(later,), **STILL)) == 3.0


def test_none_is_lost_after_years() -> None:
    snow = field(rate_s=100, **STILL)
    assert len(particles_at(snow, 1e6)) == pytest.approx(100, abs=1)


def test_there_are_never_more_than_may_be() -> None:
    most = field(rate_s=2_000, life_ms=(990, 990), burst=20)
    assert len(particles_at(most, 0.98)) <= MAX_PARTICLES


@pytest.mark.parametrize("drag_s", [0.0, 0.5, 3.0])
def test_their_way_is_what_small_steps_add_up_to(drag_s: float) -> None:
    thrown = field(
        rate_s=0,
        burst=1,
        direction_deg=-60,
        spread_deg=0,
        speed_px_s=(200, 200),
        gravity_px_s2=(15, 300),
        drag_s=drag_s,
        life_ms=(5_000, 5_000),
    )
    place = np.zeros(2)
    speed = 200 * np.array([math.cos(math.radians(-60)), math.sin(math.radians(-60))])
    step_s = 1e-4
    for _ in range(15_000):
        change = np.array([15, 300]) - drag_s * speed
        place += speed * step_s + change * step_s**2 / 2
        speed += change * step_s
    swarm = particles_at(thrown, 1.5)
    assert [swarm.x_px[0], swarm.y_px[0]] == pytest.approx(place, abs=0.1)


def test_size_and_alpha_follow_their_age() -> None:
    spots = field(
        rate_s=0, burst=1, size_px=(10, 10), size_end=3, fade_in=0.5, fade_out=0.25, **STILL
    )
    seen = [particles_at(spots, time_s) for time_s in (0.25, 0.5, 0.875)]
    assert [each.size_px[0] for each in seen] == pytest.approx([15, 20, 27.5])
    assert [each.rgba[0, 3] for each in seen] == pytest.approx([0.5, 1, 0.5])


def test_each_has_one_of_the_colours() -> None:
    two = field(rate_s=0, burst=200, colors=("#ff0000", "#0000ff80"), fade_in=0, **STILL)
    colours = particles_at(two, 0.01).rgba
    red = colours[colours[:, 0] == 1]
    assert 60 < len(red) < 140
    assert np.allclose(colours[colours[:, 0] == 0], [0, 0, 1, 128 / 255])


def test_all_emitters_of_a_field_count() -> None:
    half = MAX_PARTICLES // 2
    both = field(rate_s=0, burst=half, more=(Emitter(rate_s=0, burst=half),), **STILL)
    assert both.most_alive == MAX_PARTICLES
    with pytest.raises(ValueError, match="would be alive at once"):
        field(rate_s=0, burst=half, more=(Emitter(rate_s=0, burst=half + 1),), **STILL)
