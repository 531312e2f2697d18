"""What is said on the programme: taken in, put right, masked, and told to all who show it.

The recogniser's words and those of other clients come the same way, partials and finals.
All of them are told as events, and read in the scenes' caption sources; finals go into the
video and beside the recording::

    captions = Captions(keeper, post=…, tell=…)
    bus = PacketBus(tracks=1, through=captions.carry)
    captions.open(processes, sound.ring, outputs.say, secret=secret)
    captions.show_on(inputs.captions, is_busy)
    captions.do(commands.SendStreamCaption(spoken=spoken))

Belongs to the engine's main thread, but for ``carry`` and what the recogniser says.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial

from studio.engine.captions.hearing_state import HearingState
from studio.engine.captions.listening import Line, Listening
from studio.engine.captions.sources import CaptionSources, example
from studio.engine.captions.video_captions import VideoCaptions
from studio.engine.keeper import Keeper
from studio.engine.processes import Processes
from studio.model import commands
from studio.model.captions.mask import Mask
from studio.model.captions.settings import MOST_PHRASES, CaptionSettings
from studio.model.captions.spoken import Spoken
from studio.model.captions.vocabulary import Vocabulary
from studio.model.command import Command, CommandError
from studio.model.events import Captioned, CaptionsChanged, CaptionsState, Event, Notice
from studio.model.media import Packet

MOST_REMEMBERED = 500
"""Breaths that can be put right after they were said: half an hour of talk."""


class Captions:
    """See the module.

    Args:
        keeper: Remembers how they are set.
        post: Has the main thread do something, from any thread.
        tell: Sends an event to every client, in the main thread.
    """

    def __init__(
        self,
        keeper: Keeper,
        *,
        post: Callable[[Callable[[], object]], None],
        tell: Callable[[Event], object],
    ) -> None:
        self._keeper = keeper
        self._post = post
        self._tell = tell
        self._record: Callable[[Spoken], object] = lambda spoken: None
        self._ring: Callable[[int], str]
        self._listening: Listening | None = None
        self._model = "", ""
        self._incoming: deque[Spoken] = deque()  # from the recogniser, for the main thread
        self._video = VideoCaptions()
        self._sources = CaptionSources()  # none, until there are some
        self._hearing = HearingState(tell)
        self._heard: OrderedDict[str, Spoken] = OrderedDict()  # as it was heard
        self._vocabulary = Vocabulary({})
        self._room_words: tuple[str, ...] = ()
        self._mask = Mask()

    @property
    def settings(self) -> CaptionSettings:
        """How they are set."""
        return self._keeper.session.captions

    @property
    def state(self) -> CaptionsState:
        """How hearing what is said goes."""
        return self._hearing.now

    def show_on(self, sources: CaptionSources, is_busy: Callable[[], bool]) -> None:
        """Have sources read what is said.

        Args:
            sources: Of the scenes.
            is_busy: Says whether viewers see them, so that no example is shown.
        """
        self._sources = sources
        sources.show_examples(lambda: None if is_busy() else example(self.settings.language))

    def open(
        self,
        processes: Processes,
        ring: Callable[[int], str],
        record: Callable[[Spoken], object],
        *,
        secret: str,
    ) -> None:
        """Begin as the session has it.

        Args:
            processes: Starts the recogniser.
            ring: Returns the name of the ring that carries a bus.
            record: Writes a final beside the recording.
            secret: Of the channel.
        """
        self._record, self._ring = record, ring
        self._listening = Listening(
            processes,
            secret=secret,
            on_spoken=self._on_spoken,
            on_state=lambda health, reason: self._post(partial(self._hear_state, health, reason)),
            on_rate=lambda behind_ms: self._post(partial(self._hearing.fall_behind, behind_ms)),
        )
        self._follow()

    def close(self) -> None:
        """End the recogniser; what was being said is final with that."""
        if self._listening:
            self._listening.close()
            self._take_incoming()

    def carry(self, packet: Packet) -> Packet:
        """Return an encoded picture with its captions; on the encoder's thread."""
        return self._video.carry(packet)

    def do(self, command: Command) -> dict[str, object]:
        """Carry out a command.

        Raises:
            StudioError: If it can't be done; nothing has changed then.
        """
        match command:
            case commands.SendStreamCaption(spoken=spoken):
                self.say(spoken)
            case commands.SetCaptions(captions=settings):
                self._set(settings)
            case commands.CorrectCaption(heard=heard, meant=meant):
                self._correct(heard, meant)
            case commands.MaskRoomWords(words=words):
                self._mask_also(words)
            case _:
                raise CommandError(f"{type(command).__name__} can't be done here.")
        return {}

    def say(self, spoken: Spoken) -> None:
        """Take in what was said."""
        before = self._heard.get(spoken.id)
        if before and before.is_final and not spoken.is_final:
            return  # it was on its way when the final overtook it
        self._heard[spoken.id] = spoken
        self._heard.move_to_end(spoken.id)
        if len(self._heard) > MOST_REMEMBERED:
            self._heard.popitem(last=False)
        shown = self._shown(spoken)
        self._tell(Captioned(spoken=shown))
        self._sources.say(shown, is_new=True)
        if shown.is_final:
            self._record(shown)
            if not (before and before.is_final):  # what the video carries can't be taken back
                self._video.say(shown)

    def _shown(self, spoken: Spoken) -> Spoken:
        return self._mask.over(self._vocabulary.apply(spoken))

    def _set(self, settings: CaptionSettings) -> None:
        """Be set otherwise, for what was said too."""
        if settings == self.settings:
            return

        def change() -> None:
            self._keeper.remember(captions=settings)
            self._follow()
            self._tell(CaptionsChanged(captions=settings))

        words = self.settings.corrections, self.settings.masked
        if words == (settings.corrections, settings.masked):
            change()
        else:
            self._have_other_words(change)

    def _mask_also(self, words: tuple[str, ...]) -> None:
        """Mask a room's words too; a room client that comes back tells them again."""
        if words != self._room_words:
            self._room_words = words
            self._have_other_words(self._follow)

    def _have_other_words(self, change: Callable[[], None]) -> None:
        """Change what is put right and masked, and tell what was said as it is read now."""
        said = list(self._heard.values())
        before = [self._shown(spoken) for spoken in said]
        change()
        for spoken, shown_before in zip(said, before, strict=True):
            shown = self._shown(spoken)
            if shown != shown_before:
                self._tell(Captioned(spoken=shown))
                self._sources.say(shown, is_new=False)
                if shown.is_final:
                    self._record(shown)

    def _correct(self, heard: str, meant: str) -> None:
        """Put a phrase right, in what was said too."""
        corrections = {**self.settings.corrections, heard: meant}
        if len(corrections) > MOST_PHRASES:
            raise CommandError(f"More than {MOST_PHRASES} phrases can't be put right.")
        self._set(self.settings.model_copy(update={"corrections": corrections}))

    def _on_spoken(self, spoken: Spoken) -> None:
        """Take in what the recogniser says, on any thread."""
        self._incoming.append(spoken)
        self._post(self._take_incoming)

    def _take_incoming(self) -> None:
        while self._incoming:
            self.say(self._incoming.popleft())

    def _hear_state(self, health: str, reason: str) -> None:
        """Tell people why there are no captions."""
        self._hearing.hear(health, reason)
        if health == "failed":
            self._tell(Notice(level="warning", text=reason))

    def _follow(self) -> None:
        """Be as the settings say."""
        settings = self.settings
        self._vocabulary = Vocabulary(settings.corrections)
        self._mask = Mask((*settings.masked, *self._room_words))
        self._video.set(is_on=settings.in_video, rows=settings.rows)
        if self._listening:
            if self._model != (settings.model, settings.model_folder):  # it takes seconds to load
                self._model = settings.model, settings.model_folder
                self._listening.use(*self._model)
            lines = self._lines() if settings.hears else []
            self._hearing.want(bool(lines))
            self._listening.update(lines)

    def _lines(self) -> list[Line]:
        epoch_ns, settings = self._keeper.session.epoch_ns, self.settings
        return [
            Line(
                str(bus),
                self._ring(bus),
                epoch_ns,
                settings.language,
                speaker,
                settings.translate_to,
            )
            for bus, speaker in settings.speakers.items()
        ]
