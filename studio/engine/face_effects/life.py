"""Which parts of an effect are there on one face, since when, and how much of them is seen.

Time is an argument and only goes forward; what comes late changes nothing::

    life = Life(effect, now_ns)
    life.see(strengths, now_ns)
    for moment in life.moments(): moment.part, moment.share, moment.since_ns

One that is only looked at in a still picture is begun by ``rehearsed``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from studio.engine.face_effects.signals import MS_NS, Strengths, Watch
from studio.model.easing import EASINGS
from studio.model.face_effect import FaceEffect, FacePart, Trigger

_COMES_MS, _SHOWS_MS, _STEP_MS = 300, 700, 40
"""Before a still: how long it is there, then how long its first signal is."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A part that is there.

    Attributes:
        since_ns: For how long.
        share: How much of it is seen, 0 to 1.
    """

    part: FacePart
    since_ns: int
    share: float


@dataclass(slots=True)
class _State:
    """A part on one face.

    Attributes:
        is_on: Whether it should be there.
        level: How far it has come or gone, 0 to 1.
        until_ns: When it goes by itself; None is never.
    """

    part: FacePart
    is_on: bool
    level: float
    begun_ns: int
    until_ns: int | None = None
    fade_ns: int = 0
    easing: str = "linear"


class Life:
    """See the module.

    Args:
        effect: Whose parts.
        now_ns: When the face came.
    """

    def __init__(self, effect: FaceEffect, now_ns: int) -> None:
        self._now_ns = now_ns
        self._watches = [Watch(trigger) for trigger in effect.trigger]
        self._states = {
            part.id: _State(part, not part.is_waiting, float(not part.is_waiting), now_ns)
            for part in effect.part
        }

    def see(self, strengths: Strengths, now_ns: int) -> None:
        """Go on to a time at which so much is seen of each signal."""
        passed_ns = now_ns - self._now_ns
        if passed_ns < 0:
            return
        self._now_ns = now_ns
        for watch in self._watches:
            if watch.see(strengths, now_ns):
                self._heed(watch.trigger, watch.is_on)
        for state in self._states.values():
            if state.until_ns is not None and now_ns >= state.until_ns:
                state.is_on, state.until_ns = False, None
            step = passed_ns / state.fade_ns if state.fade_ns else 1.0
            aim = float(state.is_on)
            state.level = min(aim, state.level + step) if aim else max(aim, state.level - step)

    def moments(self) -> Iterator[Moment]:
        """Give the parts that are seen now, those behind first."""
        for state in sorted(self._states.values(), key=lambda each: each.part.z_order):
            if state.level > 0:
                share = EASINGS[state.easing](state.level)  # type: ignore[index]
                yield Moment(state.part, self._now_ns - state.begun_ns, min(1.0, max(0.0, share)))

    def _heed(self, trigger: Trigger, is_on: bool) -> None:
        for name in trigger.parts:
            state = self._states[name]
            match trigger.does:
                case "hold":
                    self._turn(state, trigger, is_on=is_on)
                case "toggle" if is_on:
                    self._turn(state, trigger, is_on=not state.is_on)
                case "start" if is_on:
                    self._turn(state, trigger, is_on=True)
                case "stop" if is_on:
                    self._turn(state, trigger, is_on=False)

    def _turn(self, state: _State, trigger: Trigger, *, is_on: bool) -> None:
        if is_on and state.level == 0:
            state.begun_ns = self._now_ns
        state.is_on = is_on
        state.until_ns = self._now_ns + trigger.ms * MS_NS if is_on and trigger.ms else None
        state.fade_ns = trigger.fade_ms * MS_NS
        state.easing = trigger.easing


def rehearsed(effect: FaceEffect, now_ns: int) -> Life:
    """Return a life that has been there for a while, and shows what its first trigger does."""
    first = effect.trigger[0].on if effect.trigger else ""
    life = Life(effect, now_ns - (_COMES_MS + _SHOWS_MS) * MS_NS)
    for left_ms in range(_COMES_MS + _SHOWS_MS, -1, -_STEP_MS):
        is_on = left_ms <= _SHOWS_MS
        strengths: Strengths = {
            each.on: float(is_on and each.on == first) for each in effect.trigger
        }
        life.see(strengths, now_ns - left_ms * MS_NS)
    return life
