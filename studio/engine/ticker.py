"""The tick thread: at each frame's due time, latch, compose, hand to the encoder.

The thread owns the clock, the programme, the sources' pictures and the
compositor; everybody else posts what should happen at the next tick.  Nothing
in here waits for a device, a process or a peer::

    ticker = Ticker(clock, program, compositor, fallback=…, demand=demand)
    ticker.post(lambda: program.show("Camera", now_ns, None, None))
    ticker.start()
    ticker.deliver_to(encoder.put)

While nobody wants pictures it rests: it does what is posted and shows that it lives.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from studio.engine.clock import FrameClock, Tick
from studio.engine.compositor.composition import Compositor, Layer
from studio.engine.demand import Demand
from studio.engine.picture import Picture, Plane
from studio.engine.program import Program
from studio.engine.scene_graph import shown_sizes
from studio.engine.sources.source import Health, Source
from studio.engine.tick_stats import TickStats
from studio.engine.views.lookout import Lookout
from studio.ipc.priority import go_first
from studio.model.errors import StudioError
from studio.model.scene import Collection
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)

MAX_REPEATS = 3
"""Missed frames that are filled with the last picture; a longer stall is a jump."""
STALE_SHEETS = 4
"""So many of them weigh as much as a late picture."""
TICKS_BETWEEN_WANTS = 10
WARM_UP_NS = 1_500_000_000
"""So long the first picture waits for sources that still open."""
HANG_NS = 2_000_000_000
REST_S = 0.5
"""So often a thread that rests shows that it lives."""

Deliver = Callable[[int, Plane], bool]
"""Takes the picture of a tick; False if it had no room for it."""
OnSize = Callable[[str, int, int], None]
"""Gets the name of an input, and the natural size that its pictures have from now on."""


class Ticker:
    """Runs the frame path at the clock's pace in a thread of its own.

    Args:
        clock: Paces the thread.
        program: What is on air; the ticker owns it from now on.
        compositor: Draws; the ticker closes it at the end.
        fallback: Makes the compositor that takes over when this one fails.
        demand: Says whether anybody wants pictures.
        lookout: Of those who look on; nobody does without one.
    """

    def __init__(
        self,
        clock: FrameClock,
        program: Program,
        compositor: Compositor,
        *,
        fallback: Callable[[], Compositor],
        demand: Demand,
        lookout: Lookout | None = None,
    ) -> None:
        self._clock = clock
        self._program = program
        self._compositor = compositor
        self._fallback = fallback
        self._demand = demand
        self._lookout = lookout
        self._deliver: Deliver | None = None
        self._sources: Mapping[str, Source] = {}
        self._shown: dict[str, tuple[int, int]] = {}
        self._natural: dict[str, tuple[int, int]] = {}
        self._on_size: OnSize = lambda name, width, height: None
        self._posted: deque[Callable[[], None]] = deque()
        self._due: dict[int, int] = {}
        self._last: tuple[int, Plane] | None = None
        self._serial = 0
        self._beat_ns = time.monotonic_ns()
        self._warm_by_ns: int | None = None
        self._is_warm = False
        self._stop = threading.Event()
        self._wake = threading.Event()
        demand.on_change(self._wake.set)
        self.first_ns: int | None = None
        """Monotonic time at which the first picture was due; None until then."""
        self._thread = threading.Thread(target=self._run, name="tick")
        self.stats = TickStats()

    @property
    def compositor(self) -> Compositor:
        """The one that draws now."""
        return self._compositor

    @property
    def program(self) -> Program:
        """Only to be touched in what is posted."""
        return self._program

    @property
    def is_alive(self) -> bool:
        """False if the thread hangs; the supervisor then starts the engine again."""
        return time.monotonic_ns() - self._beat_ns < HANG_NS or self._stop.is_set()

    @property
    def behind(self) -> int:
        """How far pictures are behind, in frames; from any thread.

        Those that were late or skipped count whole; one over which the gifts of the frame
        before lay is seen by few, and counts a part.
        """
        return self.stats.lagged + self.stats.skipped + self.overlays_late // STALE_SHEETS

    @property
    def overlays_late(self) -> int:
        """Frames over which what is painted ahead stood still; from any thread."""
        sheet = self._compositor.sheet
        return sheet.late if sheet else 0

    @property
    def natural_sizes(self) -> dict[str, tuple[int, int]]:
        """Of the inputs whose pictures were seen; from any thread."""
        return dict(self._natural)

    def tell_sizes(self, on_size: OnSize) -> None:
        """Say the natural size of each input, once it has a picture and when it changes.

        Args:
            on_size: Called in the tick thread.
        """
        self._on_size = on_size

    def start(self) -> None:
        """Begin at the next frame that is due."""
        self._thread.start()

    def post(self, action: Callable[[], None]) -> None:
        """Run something in the tick thread before the next picture."""
        self._posted.append(action)
        self._wake.set()

    def deliver_to(self, deliver: Deliver | None, then: Callable[[], None] = lambda: None) -> None:
        """Hand every finished picture to this, in order; None has none made.

        Args:
            deliver: Gets the first one when what is on air has a picture.
            then: Called in the tick thread, when the one before gets no more.
        """

        def change() -> None:
            self._forget_pictures()
            self._deliver = deliver
            self._is_warm, self._warm_by_ns = False, None
            self.stats.pause()
            then()

        self.post(change)

    def use_canvas(
        self,
        clock: FrameClock,
        compositor: Compositor,
        *,
        fallback: Callable[[], Compositor],
        collection: Collection,
        size: tuple[int, int],
    ) -> None:
        """Go on with pictures of another size or rate; only while nothing is delivered."""

        def change() -> None:
            self._forget_pictures()
            self._compositor.close()
            self._clock, self._compositor, self._fallback = clock, compositor, fallback
            self._program.use(collection, size)

        self.post(change)

    def use_sources(self, sources: Mapping[str, Source]) -> None:
        """Take pictures from these from the next tick on."""

        def use() -> None:
            self._sources = sources
            self._shown = {name: size for name, size in self._shown.items() if name in sources}

        self.post(use)

    def close(self) -> None:
        """Finish the picture that is under way and end the thread."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._compositor.close()

    def _run(self) -> None:
        show_thread_name()
        go_first()
        while not self._stop.is_set():
            if not self._demand.needs_pictures:
                self._rest()
                continue
            tick = self._clock.wait()
            self._do_posted()
            started_ns = self._clock.now_ns()
            self._show(tick, started_ns)

    def _show(self, tick: Tick, started_ns: int) -> None:
        """Make the picture of a tick for those who get all, and hand it to those who look on."""
        deliver, lookout, program = self._deliver, self._lookout, self._program
        is_composed = deliver is not None and self._is_warm
        seen: frozenset[str] = frozenset()
        if lookout:
            seen = lookout.wants(tick.due_ns, program, is_composed=is_composed)
        on_air = self._latch_on_air(tick.due_ns) if deliver else {}
        if deliver and (self._is_warm or self._warms_up(tick, on_air)):
            self.stats.begin(tick, started_ns)
            self._render(tick, on_air, deliver)
            self.stats.rendered(self._clock.now_ns() - started_ns)
        elif tick.index % TICKS_BETWEEN_WANTS == 0:
            self._tell_sizes({})
        if lookout:
            pictures = on_air | self._latch(seen - on_air.keys(), tick.due_ns)
            composed = self._last[1] if is_composed and self._last else None
            lookout.look(tick.due_ns, program, pictures, composed, self._serial)

    def _rest(self) -> None:
        """Wait until somebody wants pictures, or a moment; do what is posted."""
        self._wake.clear()
        self._do_posted()
        for name in self._shown:
            self._want(name, (0, 0))
        if not self._demand.needs_pictures and not self._stop.is_set():
            self._wake.wait(REST_S)
        self._beat_ns = time.monotonic_ns()
        self._clock.skip()

    def _do_posted(self) -> None:
        self._beat_ns = time.monotonic_ns()
        while self._posted:
            self._posted.popleft()()

    def _warms_up(self, tick: Tick, pictures: Mapping[str, Picture]) -> bool:
        """Say whether all that is on air has a picture, or had time enough to open."""
        if self._warm_by_ns is None:
            self._warm_by_ns = tick.due_ns + WARM_UP_NS
        still_open = [
            name
            for name in self._program.inputs() & self._sources.keys() - pictures.keys()
            if self._sources[name].state.health is Health.STARTING
        ]
        self._is_warm = not still_open or tick.due_ns > self._warm_by_ns
        if self._is_warm:
            self.first_ns = self.first_ns or tick.due_ns
            waited = f" without {', '.join(still_open)}" if still_open else ""
            log.info("Frame %d is the first%s.", tick.index, waited)
        return self._is_warm

    def _render(self, tick: Tick, pictures: Mapping[str, Picture], deliver: Deliver) -> None:
        self.stats.saw(pictures, tick.due_ns)
        over = partial(self._over, tick)
        composition = self._program.composition(tick.due_ns, pictures.get, over)
        if tick.index % TICKS_BETWEEN_WANTS == 0:
            self._tell_sizes(shown_sizes(composition, pictures))
        self._due[tick.index] = self._clock.due_ns(tick.index + 1)
        self._fill(tick, deliver)
        try:
            self._compositor.submit(composition, tick.index)
            self._hand_over(deliver)
        except StudioError as error:
            log.warning("The compositor failed (%s); another one takes over.", error)
            self._compositor.close()
            self._compositor = self._fallback()
            self._due.clear()

    def _over(self, tick: Tick) -> tuple[Layer, ...]:
        """Return what lies over the programme, painted ahead if the compositor does so."""
        sheet, program = self._compositor.sheet, self._program
        if sheet is None:
            return program.over(tick.due_ns)
        next_ns = self._clock.due_ns(tick.index + 1)
        return sheet.layers(program.over, tick.due_ns, next_ns, program.size)

    def _latch_on_air(self, due_ns: int) -> dict[str, Picture]:
        names = self._program.inputs() & self._sources.keys()
        for name in names:
            self._wake_source(name)
            self._sources[name].request(due_ns)
        return self._latch(names, due_ns)

    def _latch(self, names: Iterable[str], due_ns: int) -> dict[str, Picture]:
        pictures = {}
        for name in names:
            if name not in self._sources:
                continue
            self._wake_source(name)
            picture = self._sources[name].latch(due_ns)
            if picture is not None:
                pictures[name] = picture
                size = picture.width, picture.height
                if self._natural.get(name) != size:
                    self._natural[name] = size
                    self._on_size(name, *size)
        return pictures

    def _wake_source(self, name: str) -> None:
        """Have a source that rests work; how large it is shown is told soon."""
        if self._shown.get(name, (0, 0)) == (0, 0):
            self._want(name, self._program.size)

    def _tell_sizes(self, on_air: Mapping[str, tuple[int, int]]) -> None:
        """Let sources scale to what is shown; those that aren't shown may rest."""
        wanted = dict(on_air)
        for name, size in (self._lookout.sizes() if self._lookout else {}).items():
            width, height = wanted.get(name, (0, 0))
            wanted[name] = max(width, size[0]), max(height, size[1])
        needed = self._program.inputs() if self._deliver else frozenset()
        for name in self._shown.keys() | wanted.keys():
            if name in self._sources and (name in wanted or name not in needed):
                self._want(name, wanted.get(name, (0, 0)))

    def _want(self, name: str, size: tuple[int, int]) -> None:
        if self._shown.get(name) != size:
            self._shown[name] = size
            self._sources[name].want(*size)

    def _hand_over(self, deliver: Deliver) -> None:
        """Give finished pictures to the encoder; wait only for a machine that is in time."""
        while (done := self._compositor.take(wait=len(self._due) <= 2)) is not None:
            index, nv12 = done
            self.stats.delivered(
                taken=deliver(index, nv12),
                late=self._clock.now_ns() > self._due.pop(index, 1 << 62),
            )
            if self._last is None or self._last[1] is not nv12:
                self._serial += 1
            self._last = done
            if not self._due:
                return

    def _fill(self, tick: Tick, deliver: Deliver) -> None:
        """Show the last picture again for frames that were missed by a short stall."""
        if self._last is None or not 0 < tick.missed <= MAX_REPEATS:
            return
        for index in range(tick.index - tick.missed, tick.index):
            if index > self._last[0]:
                deliver(index, self._last[1])
                self.stats.repeated += 1

    def _forget_pictures(self) -> None:
        """Let no picture of before be delivered to who comes next."""
        while self._due and self._compositor.take(wait=True) is not None:
            pass
        self._due.clear()
        self._last = None
