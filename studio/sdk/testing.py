"""A studio for a plugin's own tests: it takes what the plugin asks for, as the real one does.

::

    pytest_plugins = ["studio.sdk.pytest_plugin"]

    def test_it_greets(studio: FakeStudio) -> None:       # main.py beside the test, run anew
        studio.tell(Started(width=1920, height=1080))
        studio.pass_time(5)                               # its timers run; nobody waits
        assert studio.texts() == ["你好!"]

Rights, settings and panel are those of the plugin.toml in the plugin's folder; where there is
none, everything is granted.  The same rules decide here and in the studio; but what a handler
raises, which is only logged there, is raised here.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError

from studio.model import plugin_actions as asked
from studio.model.canvas import CanvasEdit, Motion, MoveNode, Node, Property, PutNode
from studio.model.canvas_content import Text
from studio.model.canvas_rules import apply
from studio.model.command import CommandError
from studio.model.plugin import (
    MANIFEST_NAME,
    RIGHTS,
    Control,
    Manifest,
    PluginError,
    Right,
    read_manifest,
)
from studio.model.plugin_files import file_of, with_files
from studio.model.plugin_hosts import parts_of
from studio.model.plugin_panel import ControlError, ControlValue
from studio.model.plugin_settings import checked
from studio.sdk import events as told
from studio.sdk.events import Event
from studio.sdk.plugin import Message, Plugin
from studio.sdk.rendering import render
from studio.sdk.storage import Storage, StorageError

if TYPE_CHECKING:
    import numpy as np

FIRST_MOMENT = datetime(2026, 1, 1, 20, 0, 0)
_UNSAID: dict[str, Any] = {"id": "tried", "name": "Tried", "version": "0.0.0", "sdk": 1}
_FILE_KEYS = ("file",)


class FakeStudio:
    """Plays the studio to one plugin.

    Args:
        plugin: Which one.
        rights: That are granted; all that it asks for unless said.
        settings: That the user has set.
        storage: What was kept before.
        scenes: That there are; the first is on air.
        sources: That there are, with their settings.

    Attributes:
        nodes: What is on the canvas now, by name.
        motions: How each of these moves, as it was asked for last.
        refused: Why the studio would not do something, as sentences.
        said: Danmaku of the plugin, as the room shows them.
        played: Sounds that it played: file, volume_db, duck_db.
        scene: That is on air.
        sources: Their settings, as the plugin has changed them.
        kept: What would be there at its next start.
        panel: Its controls by their id, as the user sees them.
        pages: What there is in the web: a text or bytes by address; a number is a status.
    """

    def __init__(
        self,
        plugin: Plugin,
        *,
        rights: Iterable[Right] | None = None,
        settings: Mapping[str, object] | None = None,
        storage: Mapping[str, object] | None = None,
        scenes: tuple[str, ...] = ("Main",),
        sources: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        self.nodes: dict[str, Node] = {}
        self.motions: dict[str, dict[Property, Motion]] = {}
        self.refused: list[str] = []
        self.said: list[str] = []
        self.played: list[asked.Play] = []
        self.scenes, self.scene = scenes, scenes[0]
        self.sources = {name: dict(each) for name, each in (sources or {}).items()}
        self.pages: dict[str, str | bytes | int] = {}
        self._plugin = plugin
        self._folders = (plugin.folder, *(p for ps in plugin.shared.values() for p in ps))
        self._manifest = manifest_of(plugin.folder)
        self._granted = frozenset(self._manifest.rights if rights is None else rights)
        self._allowed = asked.Allowances()
        self._edits: list[tuple[float, list[CanvasEdit]]] = []
        self._storage = Storage()
        self._storage.load(storage or {})
        self._settings = checked(self._manifest.settings, settings or {})
        self.panel: dict[str, Control] = {each.id: each for each in self._manifest.panel}
        self._faults: list[Exception] = []
        plugin.on_fault = lambda error: self._faults.append(error)
        self._begun_s = self._now_s = time.monotonic()
        plugin.now_s = lambda: self._now_s
        plugin.local_time = lambda: FIRST_MOMENT + timedelta(seconds=self._now_s - self._begun_s)
        plugin.take(
            {
                "type": "hello",
                "settings": self._settings,
                "storage": self.kept,
                "panel": [each.model_dump(mode="json") for each in self.panel.values()],
                "rights": sorted(self._granted),
            }
        )
        self._take()

    @property
    def kept(self) -> dict[str, Any]:
        """What would be there at the plugin's next start."""
        return dict(self._storage)

    def tell(self, event: Event) -> None:
        """Have the plugin hear of something, if it has the right to."""
        name = next(name for name, kind in Event.kinds.items() if kind is type(event))
        right = told.NEEDS.get(name)
        if right is not None and right not in self._granted:
            return
        if isinstance(event, told.Danmaku) and self._is_own(event):
            return
        if isinstance(event, told.SceneShown):
            self.scene = event.scene
        self._plugin.handle(event)
        self._take()

    def use(self, control: str, value: ControlValue = None) -> None:
        """Press or set a control of the panel, as the user.

        Raises:
            PluginError: If it can't be used, or can't hold that.
        """
        found = self._control(control)
        if found.kind == "label" or not found.is_enabled:
            raise PluginError(f'"{found.title}" can\'t be used now.')
        try:
            self.panel[control] = found.holding(value)
        except ControlError as error:
            raise PluginError(str(error)) from None
        self._send("event", name="control", told={"control": control, "value": value})

    def press(self, hotkey: str) -> None:
        """Press one of the plugin's hotkeys.

        Raises:
            PluginError: If it has no such hotkey, or may not hear of it.
        """
        if hotkey not in [each.id for each in self._manifest.hotkeys]:
            raise PluginError(f'{self._manifest.name} has no hotkey "{hotkey}".')
        self.tell(told.HotkeyPressed(hotkey))

    def set(self, **settings: object) -> None:
        """Change settings, as the user.

        Raises:
            SettingsError: If there are no such settings, or a value does not fit.
        """
        self._settings = checked(self._manifest.settings, {**self._settings, **settings})
        self._send("settings", settings=self._settings)

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the plugin: its timers run in their order."""
        end_s = self._now_s + seconds
        while (due_s := self._plugin.next_due_s()) is not None and due_s <= end_s:
            self._now_s = max(self._now_s, due_s)
            self._plugin.do_due(self._now_s)
            self._take()
        self._now_s = end_s

    def texts(self) -> list[str]:
        """Return the words on the canvas, in the order in which they came."""
        contents = (node.content for node in self.nodes.values())
        return [content.text.text for content in contents if isinstance(content, Text)]

    def render(self, width: int = 960, height: int = 540) -> "np.ndarray[Any, Any]":
        """Draw the canvas as it is now, by the studio's own hand.

        Returns:
            ``(height, width, 4)`` uint8 RGBA, not premultiplied.

        Raises:
            RuntimeError: If it can't be drawn, with the reason.
        """
        return render(self._edits, self._now_s, self._folders, width, height)

    def _send(self, kind: str, **more: object) -> None:
        self._plugin.take({"type": kind, **more})
        self._take()

    def _take(self) -> None:
        faults, self._faults = self._faults, []
        if faults:
            raise faults[0]
        while messages := self._plugin.take_messages():
            for message in messages:
                match message["type"]:
                    case "edit":
                        self._edit(message["edits"])
                    case "do":
                        self._do(message)
                    case "store":
                        self._store(message)
                    case "panel":
                        self._change_control(message)

    def _edit(self, wire: list[object]) -> None:
        if sentence := asked.no_right("edit", self._granted):
            self._refuse("edit", sentence)
            return
        nodes = dict(self.nodes)
        try:
            edits = asked.EDITS.validate_python(wire)
            for edit in edits:
                with_files(self._folders, edit)
                apply(nodes, edit)
        except (CommandError, PluginError) as error:
            self._refuse("edit", str(error))
            return
        self.nodes = nodes
        self._edits.append((self._now_s, list(edits)))
        for edit in edits:
            if isinstance(edit, PutNode):
                self.motions.setdefault(edit.node.id, {}).update(edit.motions)
            elif isinstance(edit, MoveNode):
                self.motions.setdefault(edit.id, {}).update(edit.motions)
        self.motions = {name: how for name, how in self.motions.items() if name in nodes}

    def _do(self, message: Message) -> None:
        what = str(message["what"])
        try:
            action = asked.ACTION.validate_python({k: message[k] for k in message if k != "type"})
            sentence = asked.no_right(what, self._granted)
            if sentence := sentence or self._allowed.refusal(what, self._now_s):
                raise PluginError(sentence)
            self._carry_out(action)
        except (PluginError, ValidationError) as error:
            is_wrong = isinstance(error, ValidationError)
            why = asked.fault_of(cast(ValidationError, error)) if is_wrong else str(error)
            if what == "fetch":
                self._answer(message["id"], 0, b"", why)
            else:
                self._refuse(what, why)

    def _carry_out(self, action: asked.Action) -> None:
        match action:
            case asked.Say(text=text):
                self.said.append(asked.marked(self._manifest.name, text))
            case asked.Play(file=file):
                file_of(self._folders, file)
                self.played.append(action)
            case asked.ShowScene(scene=scene):
                if scene not in self.scenes:
                    raise PluginError(f'There is no scene "{scene}".')
                self.tell(told.SceneShown(scene))
            case asked.SetSource(source=source, settings=settings):
                if source not in self.sources:
                    raise PluginError(f'There is no input "{source}".')
                for key in _FILE_KEYS:
                    if key in settings:
                        file_of(self._folders, str(settings[key]))
                self.sources[source] |= settings
            case asked.Fetch(id=number, url=url):
                parts_of(url, self._manifest.http.hosts)
                page = self.pages.get(url, 404)
                status = page if isinstance(page, int) else 200
                body = page if isinstance(page, bytes) else str(page).encode()
                self._answer(number, status, b"" if isinstance(page, int) else body, "")

    def _answer(self, number: int, status: int, body: bytes, sentence: str) -> None:
        self._send("fetched", id=number, status=status, body=body, sentence=sentence)
        if sentence:
            self.refused.append(sentence)

    def _store(self, message: Message) -> None:
        try:
            for key in message["removed"]:
                self._storage.pop(key, None)
            self._storage.update(message["values"])
        except StorageError as error:
            self._refuse("storage", str(error))

    def _change_control(self, message: Message) -> None:
        name = str(message["control"])
        try:
            changed = self._control(name).holding(message["value"])
        except (PluginError, ControlError) as error:
            self._refuse("panel", str(error))
            if name in self.panel:
                self._send("control", control=name, value=self.panel[name].value)
            return
        self.panel[name] = changed.model_copy(update={"is_enabled": message["is_enabled"]})

    def _control(self, name: str) -> Control:
        if name not in self.panel:
            raise PluginError(f'{self._manifest.name} has no control "{name:.60}".')
        return self.panel[name]

    def _is_own(self, said: told.Danmaku) -> bool:
        return said.role == "anchor" and asked.is_marked(self._manifest.name, said.text)

    def _refuse(self, what: str, sentence: str) -> None:
        self.refused.append(sentence)
        self._send("refused", what=what, sentence=sentence)


def manifest_of(folder: Path) -> Manifest:
    """Return what the folder's plugin asks for; everything, where it says nothing."""
    if (folder / MANIFEST_NAME).exists():
        return read_manifest(folder)
    rights = [right for right in RIGHTS if right != "http"]
    return Manifest.model_validate({**_UNSAID, "rights": rights})
