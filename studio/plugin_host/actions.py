"""What one plugin asks for and may hear: its rights, its limits, its settings, panel and storage.

Belongs to the host's main thread.  It knows no process: ``begin`` says where what is told
goes, and what is answered late is told to nobody else::

    desk = Desk(folders, manifest, granted, ways=ways, settings=…, kept=StorageFile(path), …)
    desk.begin(process.send, canvas=3)
    if why := desk.take(message):
        process.kill(why)
    desk.end()
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from studio.ipc.message import Message
from studio.model import commands as do
from studio.model import plugin_actions as asked
from studio.model.command import Command
from studio.model.edits import SetInputSettings
from studio.model.kinds import FILE_KEYS
from studio.model.plugin import Control, Manifest, PluginError, Right
from studio.model.plugin_files import file_of, with_files
from studio.model.plugin_panel import ControlError, ControlValue
from studio.model.plugin_settings import kept as kept_settings
from studio.plugin_host.asked_for import AskedFor, Then
from studio.plugin_host.budget import Budget
from studio.plugin_host.events import Told
from studio.plugin_host.http import Answer, Web
from studio.plugin_host.painting import with_memory
from studio.plugin_host.storage import StorageFile
from studio.sdk.events import NEEDS

MAX_EDITS_S = 10_000
MAX_ASKED, MAX_ACTS = 1_000, 200
"""So much of one plugin may wait for the engine, and for the room, at once."""
Send = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Ways:
    """Where what a plugin asks for is done.

    Attributes:
        post: Has the host's main thread do something; from any thread.
        ask: Has the engine do something, and its answer given later, in the main thread.
        act: Has something done in the room as its anchor; likewise.
    """

    post: Callable[[Callable[[], object]], None]
    ask: Callable[[Command, Then], None]
    act: Callable[[Message, Then], None]


class Desk:
    """See the module.

    Args:
        folders: The plugin's own, then those that are shared with it.
        granted: Of the rights that it asks for.
        settings: That the user has set; what does not fit has its default.
        kept: What it keeps from one start to the next.
        on_panel: Called when ``panel`` is another one.

    Attributes:
        panel: Its controls as they are now.
    """

    def __init__(
        self,
        folders: tuple[Path, ...],
        manifest: Manifest,
        granted: frozenset[Right],
        *,
        ways: Ways,
        kept: StorageFile,
        settings: Mapping[str, object],
        on_panel: Callable[[], None],
    ) -> None:
        self.panel: tuple[Control, ...] = manifest.panel
        self._folders = folders
        self._manifest = manifest
        self._granted = granted
        self._ways = ways
        self._kept = kept
        self._settings = kept_settings(manifest.settings, settings)
        self._on_panel = on_panel
        self._send: Send | None = None
        self._pid = 0
        self._canvas: int | None = None
        self._listens: frozenset[str] = frozenset()
        self._edits = Budget()
        self._asked, self._acts = AskedFor(MAX_ASKED), AskedFor(MAX_ACTS)
        self._allowed = asked.Allowances()
        self._web: Web | None = None

    def begin(self, send: Send, canvas: int | None, pid: int = 0) -> None:
        """Serve a plugin that has just started, and say hello to it; 0 is no process of ours."""
        self._pid = pid
        self._send, self._canvas, self._listens = send, canvas, frozenset()
        # What the one before asked for may never be answered: its engine is gone.
        self._asked, self._acts = AskedFor(MAX_ASKED), AskedFor(MAX_ACTS)
        self._set_panel(self._manifest.panel)
        send(
            {
                "type": "hello",
                "settings": dict(self._settings),
                "storage": self._kept.values,
                "panel": [each.model_dump(mode="json") for each in self.panel],
                "rights": sorted(self._granted),
            }
        )

    def end(self) -> None:
        """Serve nobody any more; what it keeps is on the disk when this returns."""
        self._send = self._canvas = None
        self._listens = frozenset()
        web, self._web = self._web, None
        if web:
            web.close()
        self._kept.close()

    def write_due(self, now_s: float) -> None:
        """Write what it keeps, if that is due."""
        self._kept.write_due(now_s)

    def listens_to(self, name: str) -> bool:
        """Return whether it wants, and may have, what is only sent to those who do."""
        return name in self._listens and NEEDS.get(name) in (None, *self._granted)

    def tell(self, told: Told) -> None:
        """Let it hear of something, if it may and wants to."""
        if told.right is not None and told.right not in self._granted:
            return
        if told.only_if_heard and told.name not in self._listens:
            return
        if told.name == "danmaku" and self._is_own(told.told):
            return  # who answers danmaku would answer itself, for ever
        self._tell(told)

    def use(self, control: str, value: ControlValue) -> None:
        """Press or set a control, as the user.

        Raises:
            PluginError: If it has no such control, or that can't hold this.
        """
        found = self._control(control)
        if found.kind == "label" or not found.is_enabled:
            raise PluginError(f'"{found.title}" can\'t be used now.')
        try:
            self._put(found.holding(value))
        except ControlError as error:
            raise PluginError(str(error)) from None
        self._tell(Told("control", {"control": control, "value": value}))

    def press(self, hotkey: str) -> None:
        """Press a hotkey, as the user.

        Raises:
            PluginError: If it has no such hotkey, or may not hear of it.
        """
        if all(each.id != hotkey for each in self._manifest.hotkeys):
            raise PluginError(f'{self._manifest.name} has no hotkey "{hotkey}".')
        if "hotkeys" not in self._granted:
            raise PluginError(f'{self._manifest.name} may not hear its hotkeys: grant "hotkeys".')
        self._tell(Told("hotkey", {"hotkey": hotkey}))

    def set_settings(self, values: Mapping[str, object]) -> None:
        """Let it know of other settings; what does not fit has its default."""
        self._settings = kept_settings(self._manifest.settings, values)
        if self._send:
            self._send({"type": "settings", "settings": dict(self._settings)})

    def take(self, message: Message) -> str:
        """Do what it asks for; return why it must be ended, or ""."""
        match message["type"]:
            case "edit":
                return self._edit(message.get("edits"))
            case "do":
                self._do(message)
            case "store":
                self._store(message.get("values"), message.get("removed"))
            case "panel":
                self._change_control(message)
            case "listens":
                names = message.get("to")
                self._listens = (
                    frozenset(map(str, names)) if isinstance(names, list) else frozenset()
                )
            case kind:
                return f"It sent a message of a kind that there is not: {kind!r:.40}."
        return ""

    def _edit(self, edits: object) -> str:
        if self._edits.take(len(edits) if isinstance(edits, list) else 1) > MAX_EDITS_S:
            return f"It asked for over {MAX_EDITS_S} changes of its canvas in a second."
        if self._canvas is None:
            self._refuse("edit", asked.no_right("edit", frozenset()))
            return ""
        wanted = {"canvas": self._canvas, "edits": edits}
        try:
            command = do.EditCanvas.model_validate(wanted)
            edits = (with_memory(self._pid, each) for each in command.edits)
            found = tuple(with_files(self._folders, each) for each in edits)
        except PluginError as error:
            self._refuse("edit", str(error))
        except ValidationError as error:
            self._refuse("edit", asked.fault_of(error))
        else:
            self._ask("edit", command.model_copy(update={"edits": found}))
        return ""

    def _do(self, message: Message) -> None:
        what = str(message.get("what"))
        try:
            action = asked.ACTION.validate_python({k: message[k] for k in message if k != "type"})
        except ValidationError as error:
            self._fail(what, message.get("id"), asked.fault_of(error))
            return
        sentence = asked.no_right(what, self._granted)
        sentence = sentence or self._allowed.refusal(what, time.monotonic())
        if sentence:
            self._fail(what, message.get("id"), sentence)
            return
        try:
            self._carry_out(action)
        except (PluginError, ValidationError) as error:
            told = asked.fault_of(error) if isinstance(error, ValidationError) else str(error)
            self._refuse(what, told)

    def _carry_out(self, action: asked.Action) -> None:
        match action:
            case asked.Say(text=text):
                said: Message = {"type": "say", "text": asked.marked(self._manifest.name, text)}
                self._act("say", said)
            case asked.Play():
                file = str(file_of(self._folders, action.file))
                how = {"file": file, "volume_db": action.volume_db, "duck_db": action.duck_db}
                self._ask("play", do.parse({"name": "PlaySound", "args": how}))
            case asked.ShowScene(scene=scene):
                self._ask("scene", do.SetCurrentProgramScene(scene=scene))
            case asked.SetSource(source=source):
                found = {
                    key: str(file_of(self._folders, str(value))) if key in FILE_KEYS else value
                    for key, value in action.settings.items()
                }
                gesture = f"plugin {self._manifest.id}"
                self._ask("source", SetInputSettings(input=source, settings=found, gesture=gesture))
            case asked.Fetch(id=number, url=url):
                self._web = self._web or Web(self._manifest.http.hosts)
                self._web.fetch(url, partial(self._hand_over, self._send, number))

    def _hand_over(self, send: Send | None, number: int, answer: Answer) -> None:
        """Bring what came from the web into the main thread."""
        self._ways.post(partial(self._fetched, send, number, answer))

    def _fetched(self, send: Send | None, number: int, answer: Answer) -> None:
        if send is not None and send is self._send:
            told = {"status": answer.status, "body": answer.body, "sentence": answer.sentence}
            send({"type": "fetched", "id": number, **told})

    def _store(self, values: object, removed: object) -> None:
        try:
            if not isinstance(values, dict) or not isinstance(removed, list):
                raise PluginError("What is to be kept is a map, and what no longer a list.")
            self._kept.change(values, removed)
        except PluginError as error:
            self._refuse("storage", str(error))

    def _change_control(self, message: Message) -> None:
        name = str(message.get("control"))
        try:
            found = self._control(name)
            changed = found.holding(message.get("value"))
        except (PluginError, ControlError) as error:
            self._refuse("panel", str(error))
            for each in self.panel:
                if each.id == name and self._send:
                    self._send({"type": "control", "control": name, "value": each.value})
            return
        is_enabled = message.get("is_enabled") is not False
        self._put(changed.model_copy(update={"is_enabled": is_enabled}))

    def _control(self, name: str) -> Control:
        for each in self.panel:
            if each.id == name:
                return each
        raise PluginError(f'{self._manifest.name} has no control "{name:.60}".')

    def _put(self, control: Control) -> None:
        self._set_panel(tuple(control if each.id == control.id else each for each in self.panel))

    def _set_panel(self, panel: tuple[Control, ...]) -> None:
        if panel != self.panel:
            self.panel = panel
            self._on_panel()

    def _ask(self, what: str, command: Command) -> None:
        if then := self._asked.counted(partial(self._did, self._send, what)):
            self._ways.ask(command, then)
        else:
            self._refuse(what, f"{MAX_ASKED} things that it asked for are still to be done.")

    def _act(self, what: str, action: Message) -> None:
        if then := self._acts.counted(partial(self._did_act, self._send)):
            self._ways.act(action, then)
        else:
            self._refuse(what, f"{MAX_ACTS} things that it asked for wait for the room's answer.")

    def _did(self, send: Send | None, what: str, answer: Message) -> None:
        if not answer["ok"] and send is self._send:
            self._refuse(what, str(answer.get("reason")))

    def _did_act(self, send: Send | None, answer: Message) -> None:
        if answer.get("type") != "accepted" and send is self._send:
            self._refuse("say", str(answer.get("sentence")))

    def _fail(self, what: str, number: object, sentence: str) -> None:
        """Refuse something; who waits for an answer gets one that says why."""
        if what == "fetch" and isinstance(number, int):
            self._fetched(self._send, number, Answer(sentence=sentence))
        else:
            self._refuse(what, sentence)

    def _refuse(self, what: str, sentence: str) -> None:
        if self._send:
            self._send({"type": "refused", "what": what, "sentence": sentence})

    def _tell(self, told: Told) -> None:
        if self._send:
            self._send(told.to_message())

    def _is_own(self, said: Mapping[str, object]) -> bool:
        text = str(said.get("text"))
        return said.get("role") == "anchor" and asked.is_marked(self._manifest.name, text)
