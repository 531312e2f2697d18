"""Size and rate of the picture, and what is made to measure for them."""

import time
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from studio.engine.clock import FrameClock
from studio.engine.compositor.choice import array_compositor, live_compositor
from studio.engine.compositor.composition import Compositor
from studio.engine.demand import Demand
from studio.engine.encoders.settings import EncoderSettings, Latency
from studio.engine.program import Program
from studio.engine.ticker import Ticker
from studio.engine.views.lookout import Lookout
from studio.model.media import SECOND_NS
from studio.model.scene import Canvas, Collection
from studio.model.session import LivePlan, Session


@dataclass(frozen=True, slots=True)
class Shape:
    """How the picture is made."""

    size: tuple[int, int]
    fps: Fraction

    @classmethod
    def of(cls, plan: LivePlan, canvas: Canvas) -> "Shape":
        """Return the plan's, or the canvas's where the plan says nothing."""
        size = plan.width or canvas.width, plan.height or canvas.height
        return cls(size, plan.fps or canvas.fps)

    def tick_index(self, epoch_ns: int) -> int:
        """Return the index of the tick that is under way in a session."""
        return max(0, int((time.monotonic_ns() - epoch_ns) * self.fps / SECOND_NS))

    def encoder_settings(self, plan: LivePlan) -> EncoderSettings:
        """Return what the plan wants of the encoder.

        Raises:
            EncoderError: If no encoder could ever do this.
        """
        return EncoderSettings(
            *self.size,
            fps=self.fps,
            kbps=plan.video_kbps,
            encoder=plan.encoder,
            preset=plan.preset,
            latency=Latency(plan.latency),
            options=plan.encoder_options,
        )

    def ticker(
        self, session: Session, collection: Collection, demand: Demand, lookout: Lookout
    ) -> Ticker:
        """Return a ticker that isn't started."""
        return Ticker(
            FrameClock(self.fps, session.epoch_ns),
            Program(collection, self.size),
            self._compositor(session),
            fallback=partial(array_compositor, self.size),
            demand=demand,
            lookout=lookout,
        )

    def give_to(self, ticker: Ticker, session: Session, collection: Collection) -> None:
        """Have a ticker that runs go on with this."""
        ticker.use_canvas(
            FrameClock(self.fps, session.epoch_ns),
            self._compositor(session),
            fallback=partial(array_compositor, self.size),
            collection=collection,
            size=self.size,
        )

    def _compositor(self, session: Session) -> Compositor:
        """Return the plan's, unless a GPU that took the engine down may do it again.

        A driver that loses its device ends the process within wgpu, with no error to catch.
        """
        wanted, last = session.plan.compositor, session.compositor
        is_risky = session.parts > 1 and wanted == "auto" and last == "wgpu"
        return live_compositor("array" if is_risky else wanted, self.size)
