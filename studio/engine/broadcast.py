"""The running parts of a session, and how they hang together.

Belongs to the engine's main thread.  Sources and sound run from the beginning; the
encoders are opened with the first output and closed after the last one, unless the
session has no other purpose than its outputs::

    broadcast = Broadcast(boot, keeper, processes, cost, post=…, tell=…, end=…)
    broadcast.open(opened, meet_supervisors)
    broadcast.do(channel, command)
    stats = broadcast.close()
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from studio.engine.canvas.canvases import Canvases
from studio.engine.canvas.players import Players
from studio.engine.captions.captions import Captions
from studio.engine.clients import Later
from studio.engine.command_handler import CommandHandler
from studio.engine.cpu import ProcessCost
from studio.engine.demand import Demand, Taker
from studio.engine.editor import Editor
from studio.engine.effect_files import EffectFiles
from studio.engine.encoding import Encoding
from studio.engine.face_effects.model_views import open_fitting, open_wardrobe
from studio.engine.figures import Figures
from studio.engine.guests import Guests
from studio.engine.input_set import InputSet
from studio.engine.keeper import Keeper
from studio.engine.onlookers import OF_ONE, Onlookers
from studio.engine.opening import Opening
from studio.engine.output_commands import OutputCommands
from studio.engine.output_set import OutputSet
from studio.engine.outputs.bus import PacketBus
from studio.engine.processes import Processes
from studio.engine.resting import Resting
from studio.engine.shape import Shape
from studio.engine.shaping import Shaping
from studio.engine.sound import Sound
from studio.engine.stage import Stage
from studio.engine.ticker import Ticker
from studio.engine.tracking.faces_told import FacesTold
from studio.engine.views.lookout import Lookout
from studio.engine.wanted_encoding import WantedEncoding
from studio.ipc.child import Boot
from studio.ipc.connection import Channel
from studio.model import commands
from studio.model.behind import is_behind
from studio.model.command import Command, CommandError
from studio.model.events import EncodingChanged, Event, InputSizeChanged, Notice
from studio.model.media import SECOND_NS
from studio.model.scene import Collection


class Broadcast:
    """Opens, changes and closes the parts.

    Args:
        boot: From the supervisor.
        keeper: Holds session and collection.
        processes: Starts captures and pushes.
        cost: Of all processes.
        post: Has the main thread do something, from any thread.
        tell: Sends an event to every client, in the main thread.
        end: Ends the session in order, with a reason.
    """

    def __init__(
        self,
        boot: Boot,
        keeper: Keeper,
        processes: Processes,
        cost: ProcessCost,
        *,
        post: Callable[[Callable[[], object]], None],
        tell: Callable[[Event], int],
        end: Callable[[str], None],
    ) -> None:
        self._secret = boot.secret
        self._keeper = keeper
        self._processes = processes
        self._cost = cost
        self._post = post
        self._tell = tell
        self._end = end
        self._stays = keeper.session.plan.stays
        self._epoch_ns = keeper.session.epoch_ns
        self._is_closing = False
        self.demand = Demand()
        self.ticker: Ticker
        self._onlookers: Onlookers

    @property
    def session_ns(self) -> int:
        """How long the session has run."""
        return time.monotonic_ns() - self._epoch_ns

    @property
    def is_busy(self) -> bool:
        """True while something is live or recorded, or about to; guests alone can wait."""
        return self.outputs.running > 0 or (self.encoding.is_open and not self._guests.is_watched)

    # -- beginning and end --------------------------------------------------------------

    def open(self, opened: ExitStack, meet_supervisors: Callable[[], None]) -> None:
        """Open every part; the tick starts last, at the session's next frame.

        Args:
            opened: Gets what must be closed again if a later part can't be opened.
            meet_supervisors: Asks for the processes that are wanted.

        Raises:
            StudioError: If something can't be opened.
        """
        session, collection = self._keeper.session, self._keeper.collection
        shape = Shape.of(session.plan, collection.canvas)
        self._captions = Captions(self._keeper, post=self._post, tell=self._tell)
        self._bus = PacketBus(tracks=1, through=self._captions.carry)
        self._sound = Sound(self._epoch_ns, collection.audio, self._bus, self.demand)
        opened.callback(self._sound.close)
        self._effects = EffectFiles(
            self._processes, self._sound, secret=self._secret, post=self._post, tell=self._tell
        )
        self._inputs = self._make_inputs(shape)
        opened.callback(self._inputs.close)
        self._inputs.update(collection, self._sound, collection.first_scene)
        meet_supervisors()  # captures open their files while we open the rest
        lookout = Lookout(collection)
        self.ticker = shape.ticker(session, collection, self.demand, lookout)
        opened.callback(self.ticker.close)
        self._shaping = Shaping(self._keeper, shape, ticker=self.ticker, inputs=self._inputs)
        self.ticker.tell_sizes(self._tell_size)
        self._onlookers = self._make_onlookers(lookout, collection)
        opened.callback(self._onlookers.close)
        self._take_sources()
        self._wanted_encoding = WantedEncoding(self._keeper, self._shaping)
        self.encoding = self._make_encoding()
        self.outputs = self._make_outputs()
        self._guests = self._make_guests()
        opened.callback(self._guests.close)
        self._output_commands = OutputCommands(self._keeper, self.outputs, lambda: self.session_ns)
        self.figures = Figures(
            self.ticker, self.encoding, self.outputs, self._cost, lambda: self._players.quality
        )
        self._make_commands()
        self._captions.open(
            self._processes, self._sound.ring, self.outputs.say, secret=self._secret
        )
        opened.callback(self._captions.close)
        self._captions.show_on(self._inputs.captions, lambda: self.is_busy)
        self._begin_encoding(opened)
        self._keeper.remember(compositor=self.ticker.compositor.name)
        self._resting = Resting(self.demand, (self._inputs, self._players))
        self.demand.on_change(lambda: self._post(self._resting.follow))
        self.ticker.start()

    def close(self) -> dict[str, object]:
        """End every part, so that files and streams have their proper ends.

        Returns:
            The session's statistics.
        """
        self._is_closing = True
        self.ticker.close()
        self._onlookers.close()
        self._guests.close()
        self._captions.close()
        self.encoding.close()
        self._effects.close()
        self._sound.close()
        self.outputs.close()
        stats = self.figures.final()
        self._inputs.close()
        self._keeper.close()
        return stats

    def _make_inputs(self, shape: Shape) -> InputSet:
        return InputSet(
            self._keeper.path,
            self._processes,
            epoch_ns=self._epoch_ns,
            fps=shape.fps,
            secret=self._secret,
            size=shape.size,
            on_event=self._tell_soon,
        )

    def _make_onlookers(self, lookout: Lookout, collection: Collection) -> Onlookers:
        self._players = Players(
            self._processes, secret=self._secret, post=self._post, grid=self._shaping.grid
        )
        overlay, post, tell = self.ticker.program.overlay, self.ticker.post, self._tell_soon
        canvases = Canvases(
            overlay, post=post, tell=tell, players=self._players, size=self._shaping.size
        )
        levels = self._sound.mixer.levels
        faces = FacesTold(post, self.ticker.program.people)
        wardrobe = open_wardrobe(self.ticker.program, self._players.rounds, self._post, tell)
        fitting = open_fitting(self._players.rounds, self._post)
        return Onlookers(
            post, lookout, self.demand, collection, levels, canvases, faces, wardrobe, fitting
        )

    def _make_encoding(self) -> Encoding:
        return Encoding(
            self._bus,
            self._sound,
            self.ticker,
            plan=self._wanted_encoding.plan,
            post=self._post,
            on_event=self._tell_soon,
            on_failed=lambda reason: self.outputs.fail_all(reason),
            on_closed=self._take_pending_shape,
        )

    def _make_outputs(self) -> OutputSet:
        return OutputSet(
            self._bus,
            self._processes,
            session_id=self._keeper.session.id,
            secret=self._secret,
            post=self._post,
            on_event=self._tell_soon,
            on_key_wanted=self.encoding.force_key,
            on_change=self._on_outputs_changed,
        )

    def _make_guests(self) -> Guests:
        guests = Guests(
            self._bus,
            self._sound,
            secret=self._secret,
            post=self._post,
            name_of=self._inputs.name_of,
            ring_of=self._inputs.ring_of,
            on_key_wanted=self.encoding.force_key,
            on_change=self._follow_takers,
            on_event=self._tell_soon,
        )
        self._inputs.links.hear(guests.attach, guests.minus)
        self._shaping.renew = self.encoding.renew
        return guests

    def _tell_size(self, name: str, width: int, height: int) -> None:
        if not is_behind(name):
            self._tell_soon(InputSizeChanged(input=name, width=width, height=height))

    def _make_commands(self) -> None:
        self.stage = Stage(
            self._keeper,
            self.ticker,
            tell=self._tell,
            on_air=self._hear_what_is_on_air,
            on_preview=lambda scene: self._onlookers.use(self._keeper.collection, scene),
        )
        self.editor = Editor(
            self._keeper,
            self.stage,
            tell=self._tell,
            take_over=self._take_over,
            use_canvas=self._shaping.use_canvas,
            is_busy=lambda: self.is_busy,
            sizes=lambda: self.ticker.natural_sizes,
        )
        self._opening = Opening(
            self._keeper,
            inputs=self._inputs,
            editor=self.editor,
            stage=self.stage,
            shaping=self._shaping,
            take_over=self._take_over,
            is_busy=lambda: self.is_busy,
            tell=self._tell,
        )
        self._commands = CommandHandler(
            self._keeper,
            editor=self.editor,
            stage=self.stage,
            outputs=self._output_commands,
            sound=self._sound,
            effects=self._effects,
            captions=self._captions,
            end=self._end,
        )

    def _begin_encoding(self, opened: ExitStack) -> None:
        """Start the outputs that the session has, and the encoders that it can't do without."""
        opened.callback(self.encoding.close)
        if not self._stays:
            self.demand.set(Taker.OUTPUT, 1)
            self.encoding.open_now()
        for problem in self._output_commands.resume():
            if not self._stays:
                raise problem
            self._tell(Notice(level="error", text=str(problem)))

    # -- while it runs ------------------------------------------------------------------

    def do(self, channel: Channel, command: Command) -> dict[str, object] | Later:
        """Carry out a command of a peer; return what the answer holds besides, or will hold.

        Raises:
            StudioError: If it can't be done; nothing has changed then.
        """
        if self._is_closing:
            raise CommandError("The session is ending.")
        match command:
            case commands.SetEncoding():
                self._set_encoding(command)
            case commands.OpenCollection(path=path):
                return {"number": self._opening.open(Path(path))}
            case _ if isinstance(command, OF_ONE):
                return self._onlookers.do(channel, command)
            case _:
                return self._commands.do(command)
        return {}

    def gone(self, channel: Channel) -> None:
        """End what a peer had for itself that has gone."""
        if not self._is_closing:
            self._onlookers.gone(channel)

    def once_a_second(self) -> None:
        """Tell how it goes."""
        self._tell(self.figures.live())
        self._inputs.wish(self._onlookers.wish)
        self._inputs.report(self.ticker.stats.lagged)
        self._players.once_a_second(self.ticker.behind)
        self._effects.once_a_second()
        self._resting.follow()

    def snapshot(self) -> dict[str, object]:
        """Return the state of everything, for who connects."""
        return {
            **self._keeper.shown(),
            "time_s": self.session_ns / SECOND_NS,
            "program_scene": self.stage.scene,
            "preview_scene": self.stage.preview,
            "studio_mode": self.stage.is_studio_mode,
            "undo": self.editor.undo_name,
            "redo": self.editor.redo_name,
            "encoding": self._wanted_encoding.shown(),
            "inputs": self._inputs.snapshot(self.ticker.natural_sizes),
            "outputs": self.outputs.snapshot(),
            "captions_state": self._captions.state.model_dump(mode="json"),
        }

    def _tell_soon(self, event: Event) -> None:
        """Send an event from any thread."""
        self._post(partial(self._tell, event))

    def _on_outputs_changed(self) -> None:
        if not self._is_closing:
            self._output_commands.note_changes()
            self._follow_takers()

    def _follow_takers(self) -> None:
        """Encode for whoever takes what is encoded."""
        if self._is_closing:
            return
        is_watched = self._guests.is_watched
        needs_encoder = self.outputs.running > 0 or is_watched or not self._stays
        self.demand.set(Taker.OUTPUT, int(needs_encoder))
        self.encoding.hurry(is_watched)
        self.encoding.want(needs_encoder)

    def _set_encoding(self, command: commands.SetEncoding) -> None:
        if self.is_busy:
            raise CommandError(
                "The encoding can't change while something is live or recorded: end that first."
            )
        shown = self._wanted_encoding.change(command)
        self.encoding.renew()
        self._tell(EncodingChanged(encoding=shown))

    # -- a changed collection -----------------------------------------------------------

    def _take_over(self, collection: Collection) -> None:
        """Have every part use a changed collection."""
        self._inputs.update(collection, self._sound, self.stage.scene)
        self._sound.use(collection.audio)
        self._take_sources()
        self._onlookers.use(collection, self.stage.preview)

    def _take_sources(self) -> None:
        self.ticker.use_sources(self._inputs.sources)
        self.ticker.stats.timed = self._inputs.timed

    def _hear_what_is_on_air(self) -> None:
        self._inputs.update(self._keeper.collection, self._sound, self.stage.scene)

    def _take_pending_shape(self) -> None:
        """Go on in the size of a collection that was opened while something was live."""
        if self._shaping.follow():
            self._take_over(self._keeper.collection)
