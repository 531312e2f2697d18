"""Tests of studio.plugin_host.actions: what one plugin may ask for, and what comes of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from studio.ipc.message import Message
from studio.model import commands as do
from studio.model.command import Command
from studio.model.edits import SetInputSettings
from studio.model.plugin import RIGHTS, Manifest, PluginError, Right
from studio.plugin_host import actions
from studio.plugin_host.actions import Desk, Ways
from studio.plugin_host.events import Told
from studio.plugin_host.storage import StorageFile

MANIFEST: dict[str, Any] = {
    "id": "tried",
    "name": "试用",
    "version": "1.0.0",
    "sdk": 1,
    "rights": [right for right in RIGHTS if right != "http"],
    "http": {"hosts": ["api.example.org"]},
    "settings": {"words": {"type": "string", "default": "你好"}},
    "panel": [
        {"id": "draw", "kind": "button", "title": "Draw"},
        {"id": "size", "kind": "slider", "title": "Size"},
        {"id": "state", "kind": "label", "title": "State"},
    ],
    "hotkeys": [{"id": "draw", "title": "Draw", "keys": "F8"}],
}
BOX = {"id": "a", "content": {"kind": "box", "width": 5, "height": 5}}
PUT: Message = {"type": "edit", "edits": [{"do": "put", "node": BOX}]}


class Around:
    """All that lies around a desk, and what came there."""

    def __init__(self, folder: Path, rights: frozenset[Right]) -> None:
        self.commands: list[Command] = []
        self.acts: list[Message] = []
        self.sent: list[Message] = []
        self.panels = 0
        self.answer: Message = {"ok": True}
        self.acted: Message = {"type": "accepted"}
        self.later: list[Callable[[], object]] = []
        self.is_busy = False
        """Whether the engine and the room leave what they are asked for to wait."""
        self.waiting: list[Callable[[], object]] = []
        self.desk = Desk(
            (folder,),
            Manifest.model_validate(MANIFEST),
            rights,
            ways=Ways(self.later.append, self._ask, self._act),
            kept=StorageFile(folder / "kept.json"),
            settings={"words": "嗨", "gone": 1},
            on_panel=self._count,
        )
        self.desk.begin(self.sent.append, 3)

    def do(self, what: str, **how: object) -> None:
        assert self.desk.take({"type": "do", "what": what, **how}) == ""

    def refused(self) -> list[tuple[object, object]]:
        told = [each for each in self.sent if each["type"] == "refused"]
        return [(each["what"], each["sentence"]) for each in told]

    def heard(self) -> list[object]:
        return [(each["name"], each["told"]) for each in self.sent if each["type"] == "event"]

    def _ask(self, command: Command, then: Callable[[Message], None]) -> None:
        self.commands.append(command)
        self._answer(partial(then, self.answer))

    def _act(self, action: Message, then: Callable[[Message], None]) -> None:
        self.acts.append(action)
        self._answer(partial(then, self.acted))

    def _answer(self, answer: Callable[[], object]) -> None:
        if self.is_busy:
            self.waiting.append(answer)
        else:
            answer()

    def _count(self) -> None:
        self.panels += 1


@pytest.fixture
def around(tmp_path: Path) -> Around:
    return Around(tmp_path, frozenset(RIGHTS))


@pytest.fixture
def bare(tmp_path: Path) -> Around:
    """One that was granted nothing."""
    return Around(tmp_path, frozenset())


def test_it_is_greeted_with_all_that_is_its_own(around: Around) -> None:
    (hello,) = around.sent
    assert hello["settings"] == {"words": "嗨"}
    assert hello["storage"] == {}
    panel = hello["panel"]
    assert isinstance(panel, list)
    assert [each["id"] for each in panel] == ["draw", "size", "state"]


def test_what_it_asks_for_is_done_with_the_right_to(around: Around, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("hi")
    around.do("say", text="开始")
    around.do("scene", scene="Game")
    around.do("source", source="Score", settings={"text": "2:1", "file": "words.txt"})
    assert around.desk.take(PUT) == ""
    assert around.acts == [{"type": "say", "text": "【试用】开始"}]
    scene, source, edit = around.commands
    assert scene == do.SetCurrentProgramScene(scene="Game")
    settings: dict[str, object] = {"text": "2:1", "file": str(tmp_path / "words.txt")}
    assert source == SetInputSettings(input="Score", settings=settings, gesture="plugin tried")
    assert isinstance(edit, do.EditCanvas)
    assert edit.canvas == 3
    assert around.refused() == []


def test_without_the_right_nothing_is_done_and_a_sentence_says_so(bare: Around) -> None:
    bare.desk.begin(bare.sent.append, None)
    bare.do("say", text="开始")
    bare.do("play", file="a.wav")
    bare.do("scene", scene="Game")
    bare.do("source", source="Score", settings={"text": "2:1"})
    bare.do("fetch", id=5, url="https://api.example.org/")
    assert bare.desk.take(PUT) == ""
    assert not bare.commands
    assert not bare.acts
    assert [what for what, _ in bare.refused()] == ["say", "play", "scene", "source", "edit"]
    assert all("is not among its rights." in str(told) for _, told in bare.refused())
    (fetched,) = (each for each in bare.sent if each["type"] == "fetched")
    assert (fetched["id"], fetched["status"]) == (5, 0)
    assert "is not among its rights" in str(fetched["sentence"])


def test_what_engine_and_room_refuse_is_told(around: Around) -> None:
    around.answer = {"ok": False, "reason": 'There is no scene "Gam".'}
    around.acted = {"type": "refused", "sentence": "You are muted."}
    around.do("scene", scene="Gam")
    around.do("say", text="hi")
    around.do("say", text="hi again")
    around.do("source", source="Score", settings={"file": "../secret"})
    around.do("source", source="Score", settings={"url": "https://example.org"})
    around.do("dance")
    sentences = [told for _, told in around.refused()]
    assert sentences[:3] == [
        'There is no scene "Gam".',
        "You are muted.",
        "It may speak in the room once in a second at most.",
    ]
    assert "plugin's folder" in str(sentences[3])
    assert 'a plugin can\'t set "url"' in str(sentences[4])
    assert "dance" in str(sentences[5])


def test_one_that_sends_nonsense_or_too_much_must_end(
    around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "of a kind that there is not: 'x'" in around.desk.take({"type": "x"})
    assert around.desk.take({"type": "edit", "edits": "all"}) == ""
    assert around.refused()[0][0] == "edit"
    monkeypatch.setattr(actions, "MAX_EDITS_S", 0)
    assert "changes of its canvas in a second" in around.desk.take(PUT)


def test_so_much_waits_for_the_engine_and_the_room_and_then_only_its_own_is_refused(
    around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MAX_ASKED", 3)
    monkeypatch.setattr(actions, "MAX_ACTS", 1)
    around.desk.begin(around.sent.append, 3)
    around.is_busy = True
    for _ in range(5):
        around.do("scene", scene="Game")
    around.do("say", text="hi")
    monkeypatch.setattr("time.monotonic", lambda: 1e9)  # it may speak again
    around.do("say", text="hi again")
    assert (len(around.commands), len(around.acts)) == (3, 1)
    assert around.refused() == [
        ("scene", "3 things that it asked for are still to be done."),
        ("scene", "3 things that it asked for are still to be done."),
        ("say", "1 things that it asked for wait for the room's answer."),
    ]
    around.waiting[0]()
    around.do("scene", scene="Game")
    assert len(around.commands) == 4
    around.desk.begin(around.sent.append, 4)  # what the one before asked for is not its own
    for _ in range(3):
        around.do("scene", scene="Game")
    assert len(around.commands) == 7


def test_it_hears_what_it_may_and_wants_to(around: Around, bare: Around) -> None:
    said = Told("danmaku", {"text": "hi", "role": "viewer"}, "room")
    loud = Told("audio", {"peak_db": -5.0, "rms_db": -9.0}, "audio", only_if_heard=True)
    own = Told("danmaku", {"text": "【试用】开始", "role": "anchor"}, "room")
    forged = Told("danmaku", {"text": "【试用】开始", "role": "viewer"}, "room")
    for told in (said, loud, own, forged):
        around.desk.tell(told)
        bare.desk.tell(told)
    assert around.heard() == [("danmaku", said.told), ("danmaku", forged.told)]
    assert bare.heard() == []
    for desk in (around.desk, bare.desk):
        assert desk.take({"type": "listens", "to": ["audio"]}) == ""
        desk.tell(loud)
    assert around.desk.listens_to("audio")
    assert not bare.desk.listens_to("audio")  # nothing is measured for who may not hear it
    assert around.heard()[-1] == ("audio", loud.told)
    assert bare.heard() == []


def test_its_panel_is_used_by_the_user_and_changed_by_itself(around: Around) -> None:
    around.desk.use("draw", None)
    around.desk.use("size", 40)
    assert around.heard() == [
        ("control", {"control": "draw", "value": None}),
        ("control", {"control": "size", "value": 40}),
    ]
    change: Message = {"type": "panel", "control": "state", "value": "3 人", "is_enabled": True}
    assert around.desk.take(change) == ""
    assert [each.value for each in around.desk.panel] == [None, 40, "3 人"]
    assert around.panels == 2  # pressing a button changes nothing
    for control, value in (("size", 101), ("state", "x"), ("gone", 1)):
        with pytest.raises(PluginError):
            around.desk.use(control, value)
    around.desk.take({"type": "panel", "control": "size", "value": "big", "is_enabled": True})
    assert around.sent[-1] == {"type": "control", "control": "size", "value": 40}
    around.desk.take({"type": "panel", "control": "draw", "value": None, "is_enabled": False})
    with pytest.raises(PluginError, match='"Draw" can\'t be used now'):
        around.desk.use("draw", None)
    around.desk.begin(around.sent.append, 4)
    assert [each.value for each in around.desk.panel] == [None, 0, ""]


def test_its_hotkeys_are_heard_with_the_right_to(around: Around, bare: Around) -> None:
    around.desk.press("draw")
    assert around.heard() == [("hotkey", {"hotkey": "draw"})]
    with pytest.raises(PluginError, match='no hotkey "jump"'):
        around.desk.press("jump")
    with pytest.raises(PluginError, match="may not hear its hotkeys"):
        bare.desk.press("draw")


def test_settings_reach_it_and_the_next_start(around: Around) -> None:
    around.desk.set_settings({"words": "再见"})
    assert around.sent[-1] == {"type": "settings", "settings": {"words": "再见"}}
    around.desk.begin(around.sent.append, 4)
    assert around.sent[-1]["settings"] == {"words": "再见"}


def test_what_it_keeps_is_on_the_disk_when_it_has_ended(around: Around, tmp_path: Path) -> None:
    around.desk.take({"type": "store", "values": {"total": 5}, "removed": []})
    around.desk.take({"type": "store", "values": {"more": "x" * (1 << 20)}, "removed": []})
    around.desk.take({"type": "store", "values": [], "removed": 5})
    assert [what for what, _ in around.refused()] == ["storage", "storage"]
    around.desk.end()
    assert (tmp_path / "kept.json").read_text() == '{"total": 5}'


def test_what_comes_from_the_web_too_late_is_told_to_nobody(around: Around) -> None:
    around.do("fetch", id=1, url="https://other.example.org/")
    while not around.later:
        pass
    around.later.pop()()
    assert around.sent[-1]["id"] == 1
    assert 'not load from "other.example.org"' in str(around.sent[-1]["sentence"])
    around.do("fetch", id=2, url="https://other.example.org/")
    while not around.later:
        pass
    news: list[Message] = []
    around.desk.begin(news.append, 4)
    around.later.pop()()
    assert [each["type"] for each in news] == ["hello"]
