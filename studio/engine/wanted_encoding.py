"""How the programme is to be encoded: what was asked for, in the shape that the picture has.

Belongs to the engine's main thread::

    wanted = WantedEncoding(keeper, shaping)
    encoding = Encoding(…, plan=wanted.plan, …)
    wanted.change(SetEncoding(…))
"""

from studio.engine.encoders.preset import check
from studio.engine.encoding import EncodingPlan
from studio.engine.keeper import Keeper
from studio.engine.shaping import Shaping
from studio.model.commands import SetEncoding


class WantedEncoding:
    """See the module.

    Args:
        keeper: Knows what was asked for.
        shaping: Knows size and rate.
    """

    def __init__(self, keeper: Keeper, shaping: Shaping) -> None:
        self._keeper = keeper
        self._shaping = shaping

    def plan(self) -> EncodingPlan:
        """Return what is to be opened now."""
        session = self._keeper.session
        plan = session.plan
        return EncodingPlan(
            self._shaping.shape.encoder_settings(plan),
            start_index=self._shaping.shape.tick_index(session.epoch_ns),
            may_speed_up=plan.preset == "auto",
            buses=self._keeper.collection.audio.tracks,
            audio_kbps=plan.audio_kbps,
        )

    def change(self, command: SetEncoding) -> dict[str, object]:
        """Ask for another encoding; return it as it is told.

        Raises:
            EncoderError: If no encoder could ever do this; nothing has changed then.
        """
        plan = self._keeper.session.plan
        plan = plan.model_copy(update={**command.model_dump(), "encoder_options": {}})
        check(self._shaping.shape.encoder_settings(plan))
        self._keeper.remember(plan=plan)
        return self.shown()

    def shown(self) -> dict[str, object]:
        """Return what is asked for, as it is told."""
        plan = self._keeper.session.plan
        return {name: getattr(plan, name) for name in SetEncoding.model_fields}
