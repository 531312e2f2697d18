"""A plugin as its author sees it: handlers, timers, a canvas, and what it may have done."""

import heapq
import itertools
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from studio.sdk.canvas import Canvas
from studio.sdk.events import ONLY_IF_HEARD, ControlUsed, Event, Refused, SettingsChanged
from studio.sdk.fetched import Fetched
from studio.sdk.panel import Panel
from studio.sdk.storage import Storage

E = TypeVar("E", bound=Event)
Action = Callable[[], object]
Message = dict[str, Any]
MAX_FETCHES = 100
"""That wait for their answer."""


class Plugin:
    """Make one, and call it ``plugin``.

    What it asks for is done soon, not at once.  What the studio refuses (a right that is not
    granted, too much, something that there is not) is said in the plugin's log and told as
    ``Refused``; it raises nothing.

    Attributes:
        canvas: What it draws over the programme; needs the right ``overlay``.
        settings: What the user has set, by the keys in plugin.toml; known from ``Started`` on.
        storage: What it keeps from one start to the next, as JSON.
        panel: Its controls in the window, by their ids in plugin.toml.
        now_s: Its clock; a test may pass time with another one.
        local_time: The date and time of day here; likewise.
        folder: Of the file that made it.
        on_fault: Called with what a handler raises; it is printed into the log unless said.
        shared: Folders that the studio lends to it, by what plugin.toml lists as ``shares``.
    """

    shared: Mapping[str, tuple[Path, ...]] = MappingProxyType({})

    def __init__(self) -> None:
        self.canvas = Canvas()
        self.settings: Mapping[str, Any] = MappingProxyType({})
        self.storage = Storage()
        self.panel = Panel()
        self.now_s: Callable[[], float] = time.monotonic
        self.local_time: Callable[[], datetime] = datetime.now
        self.on_fault: Callable[[Exception], object] = _print
        made_in = sys._getframe(1).f_globals.get("__file__")
        self.folder = Path(str(made_in)).resolve().parent if made_in else Path.cwd()
        self._handlers: defaultdict[type[Event], list[Callable[[Any], object]]]
        self._handlers = defaultdict(list)
        self._timers: list[tuple[float, int, Action]] = []
        self._numbers = itertools.count(1)
        self._asked: list[Message] = []
        self._fetches: dict[int, tuple[str, Callable[[Fetched], object]]] = {}
        self._listened: set[str] = set()

    def on(self, kind: type[E]) -> Callable[[Callable[[E], object]], Callable[..., object]]:
        """Have a function called with each event of a kind; a decorator.

        It may be written several times above one function, which is called with all those kinds.
        """

        def take(handler: Callable[[E], object]) -> Callable[..., object]:
            self._handlers[kind].append(handler)
            return handler

        return take

    def off(self, kind: type[E], handler: Callable[[E], object]) -> None:
        """Have a function called with a kind no longer; nothing if it was not.

        What comes often, such as faces and levels, costs the studio something while it is heard.
        """
        self._handlers[kind] = [each for each in self._handlers[kind] if each != handler]

    def after(self, seconds: float, action: Action) -> None:
        """Have something done once, after a time."""
        heapq.heappush(self._timers, (self.now_s() + seconds, next(self._numbers), action))

    def every(self, seconds: float) -> Callable[[Action], Action]:
        """Have a function called again and again, first after that time; a decorator.

        Args:
            seconds: From one call to the next, at least 0.01.
        """
        seconds = max(0.01, seconds)

        def take(action: Action) -> Action:
            def again() -> None:
                self.after(seconds, again)
                action()

            self.after(seconds, again)
            return action

        return take

    def log(self, text: str) -> None:
        """Say something in the plugin's log."""
        print(text, flush=True)

    def say(self, text: str) -> None:
        """Say a danmaku in the room, as the anchor; needs ``reply``.

        It begins with the plugin's name, so that everybody sees who speaks.

        Args:
            text: 150 characters at most; once a second at most.
        """
        self._do("say", text=text)

    def play(self, file: str, volume_db: float = 0.0, duck_db: float = 0.0) -> None:
        """Play a sound on the programme; needs ``sound``.

        Args:
            file: Within the plugin's folder: WAV, OGG, MP3 and the like; 30 seconds at most, eight
                at once.
            volume_db: How much louder (or softer) than it is, -60 to 12.
            duck_db: How much softer all else is meanwhile, -60 to 0.
        """
        self._do("play", file=file, volume_db=volume_db, duck_db=duck_db)

    def show_scene(self, name: str) -> None:
        """Put a scene on air, by the transition that the user has set; needs ``scenes``."""
        self._do("scene", scene=name)

    def set_source(self, name: str, settings: Mapping[str, object]) -> None:
        """Change some settings of a source; needs ``sources``.  The user can undo it.

        Args:
            name: Of the source.
            settings: By the keys that its kind has, such as ``{"text": "第 2 局"}``; a file is
                one of the plugin's folder, and addresses can't be set.
        """
        self._do("source", source=name, settings=dict(settings))

    def fetch(self, url: str, then: Callable[[Fetched], object]) -> None:
        """Load something from the web; needs its host to be listed under [http].

        Args:
            url: ``https://…``; redirects are followed to hosts that are listed too.
            then: Called with what came of it, within 15 s or so; always, and once.
        """
        if len(self._fetches) >= MAX_FETCHES:
            then(Fetched(url, sentence=f"{MAX_FETCHES} are being loaded already."))
            return
        number = next(self._numbers)
        self._fetches[number] = (url, then)
        self._do("fetch", id=number, url=url)

    def handle(self, event: Event) -> None:
        """Call the handlers of an event; one that raises is told in the log, and the next called.

        For whoever runs the plugin: the studio, or a test.
        """
        if isinstance(event, Refused):
            self.log(f"Refused: {event.sentence}")
        for handler in self._handlers[type(event)]:
            self._guard(partial(handler, event))

    def take(self, message: Mapping[str, Any]) -> None:
        """Take a message of the studio; for whoever runs the plugin."""
        match message["type"]:
            case "hello":
                self.settings = MappingProxyType(dict(message["settings"]))
                self.storage.load(message["storage"])
                self.panel.load(message["panel"])
            case "event":
                if event := Event.read(message.get("name"), message.get("told")):
                    if isinstance(event, ControlUsed) and event.control in self.panel:
                        self.panel[event.control].take(event.value)
                    self.handle(event)
            case "settings":
                self._set(message["settings"])
            case "control" if message["control"] in self.panel:
                self.panel[message["control"]].take(message["value"])
            case "fetched":
                self._fetched(message)
            case "refused":
                what = str(message.get("what", "edit"))
                self.handle(Refused(what, str(message.get("sentence"))))

    def take_messages(self) -> list[Message]:
        """Return what the studio is asked for since the last call; for whoever runs the plugin."""
        told: list[Message] = []
        listened = {name for name in ONLY_IF_HEARD if self._handlers.get(Event.kinds[name])}
        if listened != self._listened:
            self._listened = listened
            told.append({"type": "listens", "to": sorted(listened)})
        for edits in self.canvas.take_edits():
            edits_told = [edit.model_dump(mode="json") for edit in edits]
            told.append({"type": "edit", "edits": edits_told})
        asked, self._asked = self._asked, []
        told += asked
        for control in self.panel.take_changes():
            how = {"value": control.value, "is_enabled": control.is_enabled}
            told.append({"type": "panel", "control": control.id, **how})
        values, removed, faults = self.storage.take_changes()
        for fault in faults:
            self.handle(Refused("storage", fault))
        if values or removed:
            told.append({"type": "store", "values": values, "removed": removed})
        return told

    def next_due_s(self) -> float | None:
        """Return the monotonic time of the next timer, or None."""
        return self._timers[0][0] if self._timers else None

    def do_due(self, now_s: float) -> None:
        """Do what is due by a monotonic time."""
        while self._timers and self._timers[0][0] <= now_s:
            self._guard(heapq.heappop(self._timers)[2])

    def _do(self, what: str, **how: object) -> None:
        self._asked.append({"type": "do", "what": what, **how})

    def _set(self, settings: Mapping[str, Any]) -> None:
        before, self.settings = self.settings, MappingProxyType(dict(settings))
        changed = tuple(key for key in settings if before.get(key) != settings[key])
        if changed:
            self.handle(SettingsChanged(changed))

    def _fetched(self, message: Mapping[str, Any]) -> None:
        url, then = self._fetches.pop(message["id"], ("", None))
        if then is None:
            return
        sentence = str(message["sentence"])
        if sentence:
            self.handle(Refused("fetch", sentence))
        answer = Fetched(url, int(message["status"]), bytes(message["body"]), sentence)
        self._guard(partial(then, answer))

    def _guard(self, action: Action) -> None:
        try:
            action()
        except Exception as error:  # a fault in one handler must not end the others
            self.on_fault(error)


def _print(error: Exception) -> None:
    traceback.print_exception(error, file=sys.stderr)
    sys.stderr.flush()
