"""The inputs of a collection as running sources of pictures and sound.

Belongs to the engine's main thread.  Each input is opened once, whatever shows
it; when its settings change it is opened anew, when only its fader moved it is
not.  A device that this machine does not have gives way to the input's stand-in
clip, so that a scene collection moves and sounds anywhere.
"""

import zlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path

from studio.engine.avatars import Avatars
from studio.engine.devices_here import has_camera, has_microphone, has_screen
from studio.engine.links import Links
from studio.engine.mixer.device_input import DeviceInput
from studio.engine.mixer.ring_input import RingInput
from studio.engine.mixer.settings import InputSettings
from studio.engine.processes import Processes
from studio.engine.running import Running
from studio.engine.sound import Sound, strip_settings
from studio.engine.sources.avatar import AvatarSource
from studio.engine.sources.behind import BehindSource
from studio.engine.sources.plain import plain_source
from studio.engine.sources.ring import RingSource, attached
from studio.engine.sources.screen import ScreenSource
from studio.engine.sources.source import Health, Source, SourceState
from studio.engine.tracking.look import Wish, wanted
from studio.engine.tracking.tracker import Tracker
from studio.model import kinds
from studio.model.behind import all_behind, is_behind, owner_of
from studio.model.collection_file import resolve
from studio.model.command import Message
from studio.model.events import Event, InputStateChanged
from studio.model.graph import inputs_of
from studio.model.kinds import AUDIO_KINDS, FILE_KEYS
from studio.model.kinds_avatar import AvatarSettings
from studio.model.kinds_link import LinkSettings
from studio.model.media import SECOND_NS
from studio.model.scene import Collection, Input

HEARD_WHEN_SHOWN = frozenset({"media", "network", "link"})
"""Kinds whose sound is only heard while a scene on air shows them, as in OBS."""

FOLLOWS_TICKS = frozenset({"media", "network", "camera", "microphone", "screen"})
"""Kinds that are opened for the programme's rate; a microphone may be played from a file."""


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
        self._path = path
        self._processes = processes
        self._epoch_ns = epoch_ns
        self._fps = fps
        self._secret = secret
        self._size = size
        self._on_event = on_event
        self._open: dict[str, Running] = {}
        self._is_resting = False
        self._wanted: dict[str, Input] = {}
        self._on_air: frozenset[str] = frozenset()
        self._wish = Wish()
        self._avatars = Avatars()
        self._links = Links(
            processes, secret=secret, epoch_ns=epoch_ns, on_ended=self._on_capture_ended
        )

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources of pictures by input name."""
        return {name: each.source for name, each in self._open.items() if each.source}

    @property
    def timed(self) -> frozenset[str]:
        """Names of the inputs whose pictures and sound come from one file."""
        return frozenset(n for n, each in self._open.items() if each.source and each.sound)

    def rest(self, is_resting: bool) -> None:
        """Let captures do nothing while nobody looks or listens, or go on."""
        self._is_resting = is_resting
        self._avatars.rest(is_resting)
        for running in self._open.values():
            if running.ring:
                running.ring.rest(is_resting)
            if running.tracker:
                running.tracker.rest(is_resting)

    def use_file(self, path: Path) -> None:
        """Take file names as another collection's from the next update on."""
        self._path = path

    def use_shape(self, size: tuple[int, int], fps: Fraction) -> None:
        """Make pictures for another size and rate from the next update on."""
        self._size, self._fps = size, fps

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
            if shown is None or running.opened_as != self._opened_as(shown):
                self._close_one(name, sound)
        for name, shown in self._wanted.items():
            if name not in self._open:
                self._open[name] = self._start(shown)
        levels = sound.mixer.levels if sound else None
        self._avatars.update(self._wanted, self.sources, self._path, levels)
        self._avatars.watch({n: each.tracker for n, each in self._open.items() if each.tracker})
        self._links.tally(self.sources, self._on_air)
        self._look()
        if sound:
            for name, shown in self._wanted.items():
                is_heard = shown.kind not in HEARD_WHEN_SHOWN or name in self._on_air
                settings = strip_settings(collection, shown, is_heard=is_heard)
                self._set_strip(name, self._open[name], sound, settings)

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
        for running in self._open.values():
            self._close_source(running)
        self._open.clear()

    def _follow_names(self, wanted: Mapping[str, Input], sound: Sound | None) -> None:
        """Let inputs run on that are only called otherwise: nobody sees a picture stop for that."""
        for old in self._open.keys() - wanted.keys():
            opened_as = self._open[old].opened_as
            for new in wanted.keys() - self._open.keys():
                if self._opened_as(wanted[new]) == opened_as:
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

    def _opened_as(self, shown: Input) -> tuple[object, ...]:
        """Return what an input is opened with: its settings, and what they mean here."""
        if shown.kind == "avatar":  # it is told its settings while it runs
            return (shown.kind,)
        settings = tuple(sorted((key, repr(value)) for key, value in shown.settings.items()))
        folder = self._path.parent if shown.settings.keys() & set(FILE_KEYS) else None
        fps = self._fps if shown.kind in FOLLOWS_TICKS else None
        return shown.kind, settings, folder, fps

    def _start(self, shown: Input) -> Running:
        settings = shown.typed
        running = Running(self._opened_as(shown))
        self._open_source(shown, settings, running)
        if is_behind(shown.name) and running.source:
            running.source = BehindSource(running.source)
        return running

    def _open_source(self, shown: Input, settings: kinds.Settings, running: Running) -> None:
        match settings:
            case kinds.ColorSettings() | kinds.ImageSettings() | kinds.TextSettings():
                running.source = plain_source(owner_of(shown.name), settings, self._path)
            case kinds.ScreenSettings():
                self._start_screen(shown, settings, running)
            case kinds.CameraSettings():
                self._start_camera(shown, settings, running)
            case kinds.MediaSettings():
                is_heard = not is_behind(shown.name)
                self._capture_file(
                    shown, settings.file, settings.loop, running, with_sound=is_heard
                )
            case kinds.NetworkSettings():
                source: Message = {"kind": "network", "url": settings.url}
                self._capture(shown, source, running, with_sound=True)
            case kinds.RingSettings():
                running.source = attached(shown.name, settings.ring)
            case LinkSettings():
                running.ring, running.sound = self._links.open(shown.name, settings)
                running.source = running.ring
            case AvatarSettings():
                self._start_avatar(shown, running)
            case kinds.MicrophoneSettings():
                self._start_microphone(shown, settings, running)
            case kinds.SpeakersSettings():
                device = settings.device or "pulse:@DEFAULT_MONITOR@"
                running.sound = DeviceInput(device, self._epoch_ns)

    def _start_screen(self, shown: Input, settings: kinds.ScreenSettings, running: Running) -> None:
        if settings.stand_in and not (settings.display or has_screen()):
            self._capture_file(shown, settings.stand_in, True, running, with_sound=False)
            return
        running.source = ScreenSource(
            shown.name,
            display=settings.display,
            monitor=settings.monitor,
            region=settings.region,
            show_cursor=settings.show_cursor,
            period_ns=int(SECOND_NS / self._fps),
        )

    def _start_camera(self, shown: Input, settings: kinds.CameraSettings, running: Running) -> None:
        if settings.stand_in and not has_camera(settings.device):
            self._capture_file(shown, settings.stand_in, True, running, with_sound=False)
            return
        asked = {key: getattr(settings, key) for key in ("width", "height", "fps")}
        options = {key: str(value) for key, value in asked.items() if value}
        source: Message = {"kind": "camera", "device": settings.device, "options": options}
        self._capture(shown, source, running, with_sound=False)

    def _start_microphone(
        self, shown: Input, settings: kinds.MicrophoneSettings, running: Running
    ) -> None:
        if settings.stand_in and not has_microphone(settings.device):
            self._capture_file(shown, settings.stand_in, True, running, with_sound=True)
            return
        running.sound = DeviceInput(settings.device or None, self._epoch_ns)

    def _capture_file(
        self, shown: Input, name: str, loop: bool, running: Running, *, with_sound: bool
    ) -> None:
        path = str(resolve(self._path, name))
        source: Message = {"kind": "media", "path": path, "loop": loop, "start_ns": self._epoch_ns}
        self._capture(shown, source, running, with_sound=with_sound)

    def _capture(
        self, shown: Input, source: Message, running: Running, *, with_sound: bool
    ) -> None:
        """Have a capture process play into rings, and read them."""
        sound = RingInput(None, self._epoch_ns) if with_sound else None
        on_sound_ring = sound.attach if sound else lambda name: None
        ring = RingSource(shown.name, secret=self._secret, on_sound_ring=on_sound_ring)
        ring.rest(self._is_resting)
        period = SECOND_NS / self._fps
        grid = [self._epoch_ns, period.numerator, period.denominator]
        running.process = self._process_name(shown)
        running.ring, running.sound = ring, sound
        tracker = None
        if shown.kind not in AUDIO_KINDS:
            tracker = running.tracker = self._make_tracker(running.process, ring)
            running.source = tracker.source

        def ready(address: str) -> None:
            ring.attach(address)
            if tracker:
                tracker.capture_ready(address)

        self._processes.start(
            running.process,
            "capture",
            {"source": {**source, "grid_ns": grid}, "want": list(self._size)},
            on_ready=ready,
            on_ended=partial(self._on_capture_ended, ring),
        )

    def _make_tracker(self, capture: str, ring: RingSource) -> Tracker:
        tracker = Tracker(
            f"ar-{capture.removeprefix('capture-')}",
            ring,
            self._processes,
            secret=self._secret,
            period_ns=int(SECOND_NS / self._fps),
            on_lost=lambda: self._tell_news(tracker),
        )
        tracker.rest(self._is_resting)
        return tracker

    def _tell_news(self, tracker: Tracker) -> None:
        name = next((n for n, running in self._open.items() if running.tracker is tracker), None)
        for event in tracker.news(name) if name is not None else ():
            self._on_event(event)

    def _start_avatar(self, shown: Input, running: Running) -> None:
        """Start a process; what it shows it is told once it is there."""
        running.process = self._process_name(shown, "avatar")
        source = running.source = running.ring = AvatarSource(shown.name, secret=self._secret)
        source.rest(self._is_resting)
        ended = partial(self._on_capture_ended, source)
        self._processes.start(running.process, "avatar", {}, on_ready=source.attach, on_ended=ended)

    def _process_name(self, shown: Input, kind: str = "capture") -> str:
        """Return the same name for the same input in a restarted engine, and one for no other."""
        key = f"{shown.name}\0{self._opened_as(shown)}"
        taken = {running.process for running in self._open.values()}
        while (name := f"{kind}-{zlib.crc32(key.encode()):08x}") in taken:
            key += "+"
        return name

    def _on_capture_ended(self, ring: RingSource, reason: str) -> None:
        """Say at once that a capture died: it may be back before anyone looks at its state."""
        ring.writer_ended(reason)
        name = next((n for n, running in self._open.items() if running.ring is ring), None)
        if name is None:
            return
        owner = owner_of(name)  # of what lies behind its people
        told = InputStateChanged(
            input=owner, health="failed", reason=f"{reason} It is started again."
        )
        self._open[owner].told = (told.health, told.reason)
        self._on_event(told)
