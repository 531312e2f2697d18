"""Where every particle of an emitter is at a time, how large, and how it looks: a closed formula.

Nothing is simulated: the same time always gives the same picture, whatever was drawn
before, at any rate, after a restart, and in tests.  With h(i, c) a number from 0 to 1 made
of the seed, the particle and a counter alone, particle i is as follows.

- Those of the burst are born at t = 0, the others at t = k / rate_s, k = 0, 1, 2 … until
  ``emits_ms``.  Its life is L = between(life_ms, h(i, 0)), its age a = time - t, and
  s = a / L the part of its life that is over; it is there while 0 <= s < 1.
- It begins anywhere in the rectangle (h(i, 1), h(i, 2)), flies at
  direction + (h(i, 3) - 1/2) spread with v = between(speed, h(i, 4)), is pulled by g and
  slowed by d: v' = g - d v, so that with E = (1 - e^(-d a)) / d
  p(a) = p0 + v E + g (a - E) / d, which is p0 + v a + g a²/2 without drag.
- It is between(size, h(i, 5)) (1 + (size_end - 1) s) large, has turned by
  between(spin, h(i, 6)) a, from the angle 360 h(i, 8) if it spins, and its alpha is
  min(1, s / fade_in) min(1, (1 - s) / fade_out) of its colour's, which is number
  h(i, 7) · len(colors).

What does not change of a particle while it lives is reckoned once::

    flight = Flight(content)
    swarm = flight.at(1.25)
    swarm.x_px, swarm.size_px, swarm.rgba
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.model.canvas_content import Emitter, Particles, Span
from studio.model.kinds import rgba

Floats = NDArray[np.float64]
Counters = NDArray[np.uint32]
_BURST = 1 << 31
"""Numbers of a burst's particles begin here, so that they differ from the others'."""
_SALT = 0x9E3779B9
"""So that particle 0 of seed 0 is none but another one: zeros stay zeros when stirred."""
_COUNTERS = 9
_SOON_S = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Swarm:
    """The particles that are there at a time, the oldest ones first.

    Attributes:
        x_px: Of each one's middle, from the field's upper left corner.
        rgba: ``(n, 4)``, 0 to 1, not premultiplied.
    """

    x_px: Floats
    y_px: Floats
    size_px: Floats
    turn_rad: Floats
    rgba: Floats

    def __len__(self) -> int:
        return len(self.x_px)


@dataclass(frozen=True, slots=True, eq=False)
class _Lives:
    """What does not change of the particles of some numbers, in their order.

    Attributes:
        first: The stream's first number among them, behind the burst's.
        end: One after its last.
        sin: Of its heading, times its speed; ``cos`` likewise.
        colors: Not faded.
    """

    first: int
    end: int
    born_s: Floats
    life_s: Floats
    x_px: Floats
    y_px: Floats
    cos: Floats
    sin: Floats
    size_px: Floats
    first_rad: Floats
    spin_rad: Floats
    colors: Floats


class Flight:
    """The particles of one emitter, at any time."""

    def __init__(self, emitter: Emitter) -> None:
        self._emitter = emitter
        self._lives: _Lives | None = None

    def at(self, time_s: float) -> Swarm:
        """Return those that are there at a time since the beginning."""
        emitter, lives = self._emitter, self._lives_at(time_s)
        age_s = time_s - lives.born_s
        here = (age_s >= 0) & (age_s < lives.life_s)
        age_s = age_s[here]
        over = age_s / lives.life_s[here]
        pull_x, pull_y = emitter.gravity_px_s2
        rgba = lives.colors[here]
        if emitter.fade_in:
            rgba[:, 3] *= np.minimum(1, over / emitter.fade_in)
        if emitter.fade_out:
            rgba[:, 3] *= np.minimum(1, (1 - over) / emitter.fade_out)
        return Swarm(
            x_px=lives.x_px[here] + _way(lives.cos[here], pull_x, emitter.drag_s, age_s),
            y_px=lives.y_px[here] + _way(lives.sin[here], pull_y, emitter.drag_s, age_s),
            size_px=lives.size_px[here] * (1 + (emitter.size_end - 1) * over),
            turn_rad=lives.first_rad[here] + lives.spin_rad[here] * age_s,
            rgba=rgba,
        )

    def _lives_at(self, time_s: float) -> _Lives:
        """Return what is known of all that may be there, and of those that come soon."""
        first, end = self._stream(time_s)
        lives = self._lives
        if lives is None or not lives.first <= first <= end <= lives.end:
            lives = self._lives = self._born(first, max(end, self._stream(time_s + _SOON_S)[1]))
        return lives

    def _stream(self, time_s: float) -> tuple[int, int]:
        """Return the first number of the stream that may still be there, and one after the last."""
        emitter = self._emitter
        if not emitter.rate_s:
            return 0, 0
        longest_s = emitter.life_ms[1] / 1000
        until_s = min(time_s, emitter.emits_ms / 1000) if emitter.emits_ms else time_s
        end = math.floor(until_s * emitter.rate_s) + 1
        return min(end, max(0, math.ceil((time_s - longest_s) * emitter.rate_s))), end

    def _born(self, first: int, end: int) -> _Lives:
        emitter = self._emitter
        burst, stream = np.arange(emitter.burst, dtype=np.int64), np.arange(first, end)
        numbers = np.concatenate([_BURST + burst, stream % _BURST]).astype(np.uint32)
        born_s = np.concatenate([np.zeros(len(burst)), stream / (emitter.rate_s or 1.0)])
        chance = _chances(emitter.seed, numbers)
        heading = np.radians(emitter.direction_deg + (chance[3] - 0.5) * emitter.spread_deg)
        speed = _between(emitter.speed_px_s, chance[4])
        first_deg = chance[8] * 360 if any(emitter.spin_deg_s) else np.zeros(len(numbers))
        return _Lives(
            first,
            end,
            born_s,
            _between(emitter.life_ms, chance[0]) / 1000,
            emitter.from_x + emitter.from_width * chance[1],
            emitter.from_y + emitter.from_height * chance[2],
            speed * np.cos(heading),
            speed * np.sin(heading),
            _between(emitter.size_px, chance[5]),
            np.radians(first_deg),
            np.radians(_between(emitter.spin_deg_s, chance[6])),
            _colours(emitter, chance[7]),
        )


def ends_s(field: Particles) -> float:
    """Return from when on there is nothing any more; infinite if it goes on for ever."""
    return max(map(_ends_s, field.emitters))


def _ends_s(emitter: Emitter) -> float:
    if emitter.rate_s and not emitter.emits_ms:
        return math.inf
    return (emitter.emits_ms * bool(emitter.rate_s) + emitter.life_ms[1]) / 1000


def _way(speed: Floats, pull: float, drag_s: float, age_s: Floats) -> Floats:
    if drag_s < 1e-6:
        return speed * age_s + pull * age_s**2 / 2
    slowed = -np.expm1(-drag_s * age_s) / drag_s
    way: Floats = speed * slowed + pull * (age_s - slowed) / drag_s
    return way


def _colours(emitter: Emitter, chance: Floats) -> Floats:
    palette = np.array([rgba(colour) for colour in emitter.colors]) / 255
    colours: Floats = palette[np.minimum((chance * len(palette)).astype(int), len(palette) - 1)]
    return colours


def _between(span: Span, share: Floats) -> Floats:
    return span[0] + (span[1] - span[0]) * share


def _chances(seed: int, numbers: Counters) -> Floats:
    """Return numbers from 0 to 1, one of each counter for each particle, ``(9, n)``.

    They are the finish of MurmurHash3, twice.
    """
    first = seed * 16 + _SALT
    salts = np.array([(first + counter) % (1 << 32) for counter in range(_COUNTERS)], np.uint32)
    mixed = _stir(numbers ^ _stir(salts)[:, None])
    return mixed / np.float64(1 << 32)


def _stir(value: Counters) -> Counters:
    value = value ^ (value >> np.uint32(16))
    value = value * np.uint32(0x85EBCA6B)
    value = value ^ (value >> np.uint32(13))
    value = value * np.uint32(0xC2B2AE35)
    return value ^ (value >> np.uint32(16))
