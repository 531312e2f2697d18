"""What single clients have of their own: views, meters, faces, canvases, what this machine offers.

Belongs to the main thread.  Unlike all else, this is each client's own, and ends with
its connection; what faces wear is kept here too, as views show it like the programme::

    onlookers = Onlookers(post, lookout, demand, collection, levels, canvases, faces, worn, tried)
    answer = onlookers.do(channel, OpenView(of="programme", width=960, height=540))
    onlookers.gone(channel)
"""

from collections.abc import Callable
from functools import partial

from studio.engine.canvas.canvases import Canvases
from studio.engine.choices.choices import Choices
from studio.engine.choices.inputs import inputs_for
from studio.engine.clients import Later
from studio.engine.demand import Demand
from studio.engine.face_effects.wardrobe import Wardrobe
from studio.engine.meters import Meters
from studio.engine.mixer.desk import Levels
from studio.engine.tracking.faces_told import FacesTold
from studio.engine.tracking.look import Look, Wish
from studio.engine.tracking.people import FACE, PERSON
from studio.engine.views.lookout import Lookout
from studio.engine.views.views import Views
from studio.ipc.connection import Channel
from studio.model import commands as do
from studio.model.command import Command, CommandError
from studio.model.kinds_avatar import INPUT_KEYS
from studio.model.scene import Collection
from studio.model.tracking import MOST_FACES

OF_ONE = (
    do.OpenView,
    do.SetView,
    do.CloseView,
    do.SubscribeMeters,
    do.SubscribeFaces,
    do.GetChoices,
    do.OpenCanvas,
    do.EditCanvas,
    do.CloseCanvas,
)
"""Commands whose effect belongs to the client that sends them."""


class Onlookers:
    """Serves those who look on.

    Args:
        post: Has the tick thread do something.
        lookout: The tick's side of views.
        demand: Is told who needs pictures and sound.
        collection: What there is to see.
        levels: Returns the newest levels of the mixer.
        canvases: What clients draw over the programme.
        faces: Tells where faces are on the programme.
        wardrobe: Reads what faces wear.
        fitting: Reads what heads try on for still pictures.
    """

    def __init__(
        self,
        post: Callable[[Callable[[], None]], None],
        lookout: Lookout,
        demand: Demand,
        collection: Collection,
        levels: Callable[[], Levels],
        canvases: Canvases,
        faces: FacesTold,
        wardrobe: Wardrobe,
        fitting: Wardrobe,
    ) -> None:
        self._views = Views(lookout, post=post, demand=demand, collection=collection)
        self._meters = Meters(levels, demand)
        self._choices = Choices()
        self._canvases = canvases
        self._faces = faces
        self._wardrobe = wardrobe
        self._fitting = fitting
        lookout.fit(fitting.layers)
        self._collection = collection
        wardrobe.follow(collection.inputs)

    @property
    def wish(self) -> Wish:
        """What clients need to know of people on cameras that are on air."""
        names = self._canvases.followed
        faces = int(any(name.startswith(FACE) for name in names))
        starts = Look(faces=MOST_FACES if self._faces.has_listeners else 0)
        return Wish(starts, Look(faces=faces, person=PERSON in names))

    def do(self, channel: Channel, command: Command) -> dict[str, object] | Later:
        """Carry out a command of a client; return what the answer holds besides, or will hold.

        Raises:
            StudioError: If it can't be done.
        """
        match command:
            case do.OpenView():
                answer = self._views.open(channel, command)
                self._wear()
                return answer
            case do.SetView(view=view, fps=fps):
                self._views.set_fps(channel, view, fps)
            case do.CloseView(view=view):
                self._views.close_view(channel, view)
                self._wear()
            case do.SubscribeMeters(per_second=per_second):
                self._meters.subscribe(channel, per_second)
            case do.SubscribeFaces(per_second=per_second):
                self._faces.subscribe(channel, per_second)
            case do.OpenCanvas():
                return self._canvases.open(channel, command)
            case do.EditCanvas():
                return self._canvases.edit(channel, command)
            case do.CloseCanvas(canvas=canvas):
                self._canvases.close_canvas(channel, canvas)
            case do.GetChoices(kind="avatar", setting=setting) if setting in INPUT_KEYS:
                return {"choices": inputs_for(self._collection, setting)}
            case do.GetChoices(kind=kind, setting=setting):
                return partial(self._choices.ask, kind, setting)
            case _:
                raise CommandError(f"{type(command).__name__} can't be done here.")
        return {}

    def use(self, collection: Collection, preview: str) -> None:
        """Show a changed collection, or another scene in the preview."""
        self._collection = collection
        self._views.use(collection, preview)
        self._wear()

    def gone(self, channel: Channel) -> None:
        """End what a client had that has gone."""
        self._views.gone(channel)
        self._meters.gone(channel)
        self._faces.gone(channel)
        self._canvases.gone(channel)
        self._wear()

    def _wear(self) -> None:
        """Have what faces wear ready, where it is only tried in a view too."""
        self._wardrobe.follow((*self._collection.inputs, *self._views.tried("input")))
        self._fitting.follow(self._views.tried("head"))

    def close(self) -> None:
        """End everything, once the tick has ended."""
        self._views.close()
        self._meters.close()
        self._faces.close()
        self._choices.close()
        self._wardrobe.close()
        self._fitting.close()
        self._canvases.close()
