"""The inputs of a collection as running sources of pictures and sound.

Belongs to the engine's main thread.  Each input is opened once, whatever shows
it; when its settings change it is opened anew, when only its fader moved it is
not.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

from studio.engine.avatars import Avatars
from studio.engine.captions.sources import CaptionSources
from studio.engine.input_opening import InputOpening
from studio.engine.links import Links
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.voice_input import VoiceInput
from studio.engine.processes import Processes
from studio.engine.running import Running
from studio.engine.sound import Sound, strip_settings
from studio.engine.sources.ring import RingSource
from studio.engine.sources.source import Health, Source, SourceState
from studio.engine.tracking.look import Wish, wanted
from studio.engine.tracking.tracker import Tracker
from studio.engine.voices import Voices
from studio.model.behind import all_behind, is_behind, owner_of
from studio.model.events import Event, InputStateChanged
from studio.model.graph import inputs_of
from studio.model.kinds_microphone import MicrophoneSettings
from studio.model.scene import Collection, Input

HEARD_WHEN_SHOWN = frozenset({"media", "network", "link"})
"""Kinds whose sound is only heard while a scene on air shows them, as in OBS."""


class InputSet:
    """Opens and closes inputs as a collection says.

    Args:
        path: The collection's file, to which its file names are relative.
        processes: Starts captures.
        epoch_ns: When the session began.
        fps: Of the programme; files are played on its grid.
        secret: Of the channel.
        size: Of the picture.
        on_event: Gets how inputs are.

    Attributes:
        captions: Those of them that show what is said.
        links: Those of them that show linked peers.
    """

    def __init__(
        self,
        path: Path,
        processes: Processes,
        *,
        epoch_ns: int,
        fps: Fraction,
        secret: str,
        size: tuple[int, int],
        on_event: Callable[[Event], None],
    ) -> None:
        self._processes = processes
        self._on_event = on_event
        self._open: dict[str, Running] = {}
        self._wanted: dict[str, Input] = {}
        self._on_air: frozenset[str] = frozenset()
        self._wish = Wish()
        self._avatars = Avatars()
        self._voices = Voices(processes, secret=secret, on_lost=self._on_voice_lost)
        self.captions = CaptionSources()
        self.links = Links(
            processes, secret=secret, epoch_ns=epoch_ns, on_ended=self._on_capture_ended
        )
        self._opening = InputOpening(
            path,
            processes,
            self.links,
            self.captions,
            epoch_ns=epoch_ns,
            fps=fps,
            secret=secret,
            size=size,
            on_ended=self._on_capture_ended,
            on_news=self._tell_news,
        )

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources of pictures by input name."""
        return {name: each.source for name, each in self._open.items() if each.source}

    @property
    def timed(self) -> frozenset[str]:
        """Names of the inputs whose pictures and sound come from one file."""
        return frozenset(n for n, each in self._open.items() if each.source and each.sound)

    def name_of(self, ring: RingSource) -> str | None:
        """Return what the input is called that a source belongs to; None for none."""
        return next((n for n, running in self._open.items() if running.ring is ring), None)

    def ring_of(self, name: str) -> RingSource | None:
        """Return the source of an input that comes by a ring."""
        running = self._open.get(name)
        return running.ring if running else None

    def rest(self, is_resting: bool) -> None:
        """Let captures do nothing while nobody looks or listens, or go on."""
        self._opening.is_resting = is_resting
        self._avatars.rest(is_resting)
        for running in self._open.values():
            if running.ring:
                running.ring.rest(is_resting)
            if running.tracker:
                running.tracker.rest(is_resting)

    def use_file(self, path: Path) -> None:
        """Take file names as another collection's from the next update on."""
        self._opening.path = path

    def use_shape(self, size: tuple[int, int], fps: Fraction) -> None:
        """Make pictures for another size and rate from the next update on."""
        self._opening.size, self._opening.fps = size, fps

    def update(self, collection: Collection, sound: Sound | None, scene: str) -> None:
        """Open, close and set inputs so that they are as the collection says.

        Args:
            collection: As it is now.
            sound: Mixes them; None leaves them unheard.
            scene: That is on air.
        """
        inputs = (*collection.inputs, *all_behind(collection))
        self._wanted = {each.name: each for each in inputs}
        self._on_air = inputs_of(collection, scene)
        self._follow_names(self._wanted, sound)
        for name, running in list(self._open.items()):
            shown = self._wanted.get(name)
            if shown is None or running.opened_as != self._opening.opened_as(shown):
                self._close_one(name, sound)
        for name, shown in self._wanted.items():
            if name not in self._open:
                taken = {each.process for each in self._open.values()}
                self._open[name] = self._opening.open(shown, taken)
        levels = sound.mixer.levels if sound else None
        self._avatars.update(self._wanted, self.sources, self._opening.path, levels)
        self._avatars.watch({n: each.tracker for n, each in self._open.items() if each.tracker})
        self.captions.update(self._wanted, self.sources)
        self.links.update(self._wanted, self.sources)
        self.links.tally(self.sources, self._on_air)
        self._look()
        if sound:
            for name, shown in self._wanted.items():
                is_heard = shown.kind not in HEARD_WHEN_SHOWN or name in self._on_air
                settings = strip_settings(collection, shown, is_heard=is_heard)
                self._set_strip(name, self._open[name], sound, settings)
            self._voices.update(self._microphones(), sound.tell_heard)

    def wish(self, wish: Wish) -> None:
        """Look for more on cameras that are on air than their filters need."""
        if wish != self._wish:
            self._wish = wish
            self._look()

    def snapshot(self, sizes: Mapping[str, tuple[int, int]]) -> dict[str, object]:
        """Return how each input is, by name.

        Args:
            sizes: Natural sizes of those that have a picture.
        """
        return {
            name: running.described(self._state(name, running), sizes.get(name, (0, 0)))
            for name, running in self._open.items()
            if not is_behind(name)
        }

    def report(self, lagged: int) -> None:
        """Tell which inputs changed how they are; once a second.

        Args:
            lagged: Frames that were late since the beginning: who looks is to do less.
        """
        self._avatars.lagged(lagged)
        for name, running in self._open.items():
            if running.tracker:
                running.tracker.lagged(lagged)
                self._tell_news(running.tracker)
            state = self._state(name, running)
            if state.health is Health.STARTING or is_behind(name):
                continue
            if (state.health, state.reason) != running.told:
                running.told = (state.health, state.reason)
                self._on_event(
                    InputStateChanged(input=name, health=str(state.health), reason=state.reason)
                )

    def close(self) -> None:
        """Close every source; sound inputs are the mixer's to close."""
        self._avatars.close()
        self._voices.close()
        for running in self._open.values():
            self._close_source(running)
        self._open.clear()

    def _follow_names(self, wanted: Mapping[str, Input], sound: Sound | None) -> None:
        """Let inputs run on that are only called otherwise: nobody sees a picture stop for that."""
        for old in self._open.keys() - wanted.keys():
            opened_as = self._open[old].opened_as
            for new in wanted.keys() - self._open.keys():
                if self._opening.opened_as(wanted[new]) == opened_as:
                    self._open[new] = self._open.pop(old)
                    if sound and sound.has(old):
                        sound.rename(old, new)
                    break

    def _state(self, name: str, running: Running) -> SourceState:
        """How an input is: what can't be shown behind its people is its failure too."""
        own = running.state
        behind = [each.state for n, each in self._open.items() if is_behind(n, name)]
        failed = (each for each in behind if each.health is Health.FAILED)
        return own if own.health is Health.FAILED else next(failed, own)

    def _look(self) -> None:
        for name, running in self._open.items():
            if running.tracker:
                is_on_air = name in self._on_air
                look = wanted(self._wanted[name], self._wish, is_on_air=is_on_air)
                running.tracker.look(look | self._avatars.look(name))

    def _close_one(self, name: str, sound: Sound | None) -> None:
        running = self._open.pop(name)
        if running.sound and sound:
            sound.remove(name)
        self._close_source(running)

    def _close_source(self, running: Running) -> None:
        if running.tracker:
            running.tracker.close()
        if running.process:
            self._processes.stop(running.process)
        if part := running.source or running.ring:
            part.close()

    @staticmethod
    def _set_strip(name: str, running: Running, sound: Sound, settings: InputSettings) -> None:
        if running.sound is None:
            return
        if sound.has(name):
            sound.update(name, settings)
        else:
            sound.add(name, running.sound, settings)

    def _microphones(self) -> list[tuple[VoiceInput, MicrophoneSettings]]:
        """Return all whose voices can be made clean, and how they are to be."""
        return [
            (running.sound, settings)
            for name, running in self._open.items()
            if isinstance(running.sound, VoiceInput)
            and isinstance(settings := self._wanted[name].typed, MicrophoneSettings)
        ]

    def _tell_news(self, tracker: Tracker) -> None:
        name = next((n for n, running in self._open.items() if running.tracker is tracker), None)
        for event in tracker.news(name) if name is not None else ():
            self._on_event(event)

    def _on_capture_ended(self, ring: RingSource, reason: str) -> None:
        """Say at once that a capture died: it may be back before anyone looks at its state."""
        ring.writer_ended(reason)
        name = self.name_of(ring)
        if name is None:
            return
        self._tell_failed(owner_of(name), f"{reason} It is started again.")

    def _on_voice_lost(self, source: VoiceInput) -> None:
        """Say at once that a voice isn't clean any more."""
        for name, running in self._open.items():
            if running.sound is source:
                self._tell_failed(name, source.state.reason)

    def _tell_failed(self, name: str, reason: str) -> None:
        told = InputStateChanged(input=name, health="failed", reason=reason)
        self._open[name].told = (told.health, told.reason)
        self._on_event(told)
