"""Opens an input of a collection: the source of its kind, or its stand-in.

A device that this machine does not have gives way to the input's stand-in clip, so that a
scene collection moves and sounds anywhere::

    opening = InputOpening(path, processes, links, captions, on_ended=…, on_news=…, …)
    running = opening.open(shown, taken)

Belongs to the engine's main thread.
"""

import zlib
from collections.abc import Callable, Set
from fractions import Fraction
from functools import partial
from pathlib import Path

from studio.engine.captions.sources import CaptionSources
from studio.engine.devices_here import has_camera, has_microphone, has_screen
from studio.engine.links import Links
from studio.engine.mixer.device_input import DeviceInput
from studio.engine.mixer.ring_input import RingInput
from studio.engine.mixer.voice_input import VoiceInput
from studio.engine.processes import Processes
from studio.engine.running import Running
from studio.engine.sources.avatar import AvatarSource
from studio.engine.sources.behind import BehindSource
from studio.engine.sources.plain import plain_source
from studio.engine.sources.ring import RingSource, attached
from studio.engine.sources.screen import ScreenSource
from studio.engine.tracking.tracker import Tracker
from studio.model import kinds
from studio.model.behind import is_behind, owner_of
from studio.model.collection_file import resolve
from studio.model.command import Message
from studio.model.kinds import AUDIO_KINDS, FILE_KEYS
from studio.model.kinds_avatar import AvatarSettings
from studio.model.kinds_captions import CaptionSourceSettings
from studio.model.kinds_link import LinkSettings
from studio.model.kinds_microphone import VOICE_KEYS
from studio.model.media import SECOND_NS
from studio.model.scene import Input

FOLLOWS_TICKS = frozenset({"media", "network", "camera", "microphone", "screen"})
"""Kinds that are opened for the programme's rate; a microphone may be played from a file."""


class InputOpening:
    """See the module.

    Args:
        path: The collection's file, to which its file names are relative.
        processes: Starts captures.
        links: Has linked peers.
        captions: Has what is said.
        epoch_ns: When the session began.
        fps: Of the programme; files are played on its grid.
        secret: Of the channel.
        size: Of the picture.
        on_ended: Told each source whose process died, and why.
        on_news: Told each tracker that has news.

    Attributes:
        path: As above; and ``fps``, ``size``: as they are for who is opened next.
        is_resting: Captures that are opened do nothing for now.
    """

    def __init__(
        self,
        path: Path,
        processes: Processes,
        links: Links,
        captions: CaptionSources,
        *,
        epoch_ns: int,
        fps: Fraction,
        secret: str,
        size: tuple[int, int],
        on_ended: Callable[[RingSource, str], None],
        on_news: Callable[[Tracker], None],
    ) -> None:
        self.path = path
        self.fps = fps
        self.size = size
        self.is_resting = False
        self._processes = processes
        self._links = links
        self._captions = captions
        self._epoch_ns = epoch_ns
        self._secret = secret
        self._on_ended = on_ended
        self._on_news = on_news
        self._taken: Set[str] = frozenset()

    def opened_as(self, shown: Input) -> tuple[object, ...]:
        """Return what an input is opened with: its settings, and what they mean here."""
        if shown.kind in ("avatar", "captions", "link"):  # it is told its settings while it runs
            return (shown.kind,)
        settings = tuple(
            sorted((k, repr(v)) for k, v in shown.settings.items() if k not in VOICE_KEYS)
        )
        folder = self.path.parent if shown.settings.keys() & set(FILE_KEYS) else None
        fps = self.fps if shown.kind in FOLLOWS_TICKS else None
        return shown.kind, settings, folder, fps

    def open(self, shown: Input, taken: Set[str]) -> Running:
        """Open an input.

        Args:
            shown: The input.
            taken: Names of processes that run.
        """
        settings = shown.typed
        self._taken = taken
        running = Running(self.opened_as(shown))
        self._open_source(shown, settings, running)
        if is_behind(shown.name) and running.source:
            running.source = BehindSource(running.source)
        return running

    def _open_source(self, shown: Input, settings: kinds.Settings, running: Running) -> None:
        match settings:
            case kinds.ColorSettings() | kinds.ImageSettings() | kinds.TextSettings():
                running.source = plain_source(owner_of(shown.name), settings, self.path)
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
            case CaptionSourceSettings():
                running.source = self._captions.open(shown.name, settings)
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
            period_ns=int(SECOND_NS / self.fps),
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
        device = DeviceInput(settings.device or None, self._epoch_ns)
        running.sound = VoiceInput(device, self._epoch_ns)

    def _capture_file(
        self, shown: Input, name: str, loop: bool, running: Running, *, with_sound: bool
    ) -> None:
        path = str(resolve(self.path, name))
        source: Message = {"kind": "media", "path": path, "loop": loop, "start_ns": self._epoch_ns}
        self._capture(shown, source, running, with_sound=with_sound)

    def _capture(
        self, shown: Input, source: Message, running: Running, *, with_sound: bool
    ) -> None:
        """Have a capture process play into rings, and read them."""
        sound = RingInput(None, self._epoch_ns) if with_sound else None
        on_sound_ring = sound.attach if sound else lambda name: None
        ring = RingSource(shown.name, secret=self._secret, on_sound_ring=on_sound_ring)
        ring.rest(self.is_resting)
        period = SECOND_NS / self.fps
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
            {"source": {**source, "grid_ns": grid}, "want": list(self.size)},
            on_ready=ready,
            on_ended=partial(self._on_ended, ring),
        )

    def _make_tracker(self, capture: str, ring: RingSource) -> Tracker:
        tracker = Tracker(
            f"ar-{capture.removeprefix('capture-')}",
            ring,
            self._processes,
            secret=self._secret,
            period_ns=int(SECOND_NS / self.fps),
            on_lost=lambda: self._on_news(tracker),
        )
        tracker.rest(self.is_resting)
        return tracker

    def _start_avatar(self, shown: Input, running: Running) -> None:
        """Start a process; what it shows it is told once it is there."""
        running.process = self._process_name(shown, "avatar")
        source = running.source = running.ring = AvatarSource(shown.name, secret=self._secret)
        source.rest(self.is_resting)
        ended = partial(self._on_ended, source)
        self._processes.start(running.process, "avatar", {}, on_ready=source.attach, on_ended=ended)

    def _process_name(self, shown: Input, kind: str = "capture") -> str:
        """Return the same name for the same input in a restarted engine, and one for no other."""
        key = f"{shown.name}\0{self.opened_as(shown)}"
        while (name := f"{kind}-{zlib.crc32(key.encode()):08x}") in self._taken:
            key += "+"
        return name
