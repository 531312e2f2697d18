"""Changes size and rate of the picture, while nothing is live or recorded.

Belongs to the main thread.  A collection that is opened while something is live may
want another size; it gets it when the last output has ended.  What is encoded for guests
alone is closed first, and opened anew in the other shape::

    shaping = Shaping(keeper, shape, ticker=ticker, inputs=inputs)
    shaping.use_canvas(collection)
    shaping.follow()
"""

from collections.abc import Callable

from studio.engine.input_set import InputSet
from studio.engine.keeper import Keeper
from studio.engine.shape import Shape
from studio.engine.ticker import Ticker
from studio.model.media import SECOND_NS
from studio.model.scene import Collection


class Shaping:
    """Gives ticker and inputs another shape.

    Args:
        keeper: Knows what was asked for.
        shape: That they have now.

    Attributes:
        renew: Closes what is encoded and opens it anew, with a call of ``follow`` between;
            returns False if nothing is.
    """

    def __init__(
        self,
        keeper: Keeper,
        shape: Shape,
        *,
        ticker: Ticker,
        inputs: InputSet,
    ) -> None:
        self._keeper = keeper
        self.shape = shape
        self._ticker = ticker
        self._inputs = inputs
        self.renew: Callable[[], bool] = lambda: False

    @property
    def is_behind(self) -> bool:
        """True if the collection wants another size or rate than there is."""
        return self._wanted() != self.shape

    def grid(self) -> tuple[int, int, int]:
        """Return the ticks as captures take them: their epoch, their period as a fraction."""
        period = SECOND_NS / self.shape.fps
        return self._keeper.session.epoch_ns, period.numerator, period.denominator

    def size(self) -> tuple[int, int]:
        """Return width and height of the programme's picture."""
        return self.shape.size

    def use_canvas(self, collection: Collection) -> None:
        """Go on in the size and rate of a collection that was edited."""
        plan = self._keeper.session.plan
        if plan.width or plan.height or plan.fps:  # what was asked for at the start is past
            changes = {"width": None, "height": None, "fps": None}
            self._keeper.remember(plan=plan.model_copy(update=changes))
        if not self.renew():
            self._use(Shape.of(self._keeper.session.plan, collection.canvas), collection)

    def follow(self) -> bool:
        """Go on as the collection wants it; say whether that is another way than before."""
        if not self.is_behind or self.renew():
            return False
        self._use(self._wanted(), self._keeper.collection)
        return True

    def _wanted(self) -> Shape:
        return Shape.of(self._keeper.session.plan, self._keeper.collection.canvas)

    def _use(self, shape: Shape, collection: Collection) -> None:
        self.shape = shape
        self._inputs.use_shape(shape.size, shape.fps)
        shape.give_to(self._ticker, self._keeper.session, collection)
