"""Tests of studio.engine.captions.captions."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from studio.engine.captions.captions import MOST_REMEMBERED, Captions
from studio.engine.captions.sources import CaptionSources
from studio.engine.keeper import Keeper
from studio.engine.processes import Processes
from studio.model import commands
from studio.model import session as sessions
from studio.model.captions.settings import CaptionSettings
from studio.model.captions.spoken import Spoken
from studio.model.command import CommandError
from studio.model.events import Captioned, CaptionsChanged, CaptionsState, Event, Notice
from studio.model.media import Packet
from studio.model.session import LivePlan, Session
from studio.rtmp.nal import length_prefixed
from tests.model.captions.telling import told
from tests.model.editing.collections import small_collection

PICTURE = Packet(0, 0, 0, 33_333_333, True, length_prefixed([b"\x65"]))


class Sources(CaptionSources):
    """Take note of what they are told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, bool]] = []

    def say(self, spoken: Spoken, is_new: bool) -> None:
        self.told.append((spoken.text, is_new))


class Studio:
    """Captions of a session that nothing else runs in."""

    def __init__(self, folder: Path, captions: CaptionSettings | None = None) -> None:
        self.folder = folder
        self.told: list[Event] = []
        self.recorded: list[Spoken] = []
        self.rings: list[int] = []
        self.started: list[dict[str, object]] = []
        self.posted: list[Callable[[], object]] = []
        self.sources = Sources()
        session = Session.begin(LivePlan(collection=str(folder / "scene.json")))
        session = session.model_copy(update={"captions": captions or CaptionSettings()})
        self.processes = Processes()
        self.processes.supervisor_came(self.started.append)
        self.captions = Captions(
            Keeper(folder, session, small_collection()),
            post=self.posted.append,
            tell=self.told.append,
        )
        self.captions.open(self.processes, self.ring, self.recorded.append, secret="s")
        self.captions.show_on(self.sources, is_busy=lambda: False)

    def ring(self, bus: int) -> str:
        self.rings.append(bus)
        return f"ring-{bus}"

    def say(self, spoken: Spoken) -> None:
        assert self.captions.do(commands.SendStreamCaption(spoken=spoken)) == {}

    def set(self, **changes: object) -> None:
        captions = self.captions.settings.model_copy(update=changes)
        self.captions.do(commands.SetCaptions(captions=captions))

    @property
    def texts(self) -> list[str]:
        return [event.spoken.text for event in self.told if isinstance(event, Captioned)]


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


def test_all_is_told_and_finals_are_recorded(studio: Studio) -> None:
    studio.say(told("hello", is_final=False))
    studio.say(told("Hello."))
    studio.say(told("late", is_final=False))
    assert studio.texts == ["hello", "Hello."]
    assert [spoken.text for spoken in studio.recorded] == ["Hello."]


def test_what_is_told_is_put_right_and_masked(studio: Studio) -> None:
    studio.set(corrections={"jon": "John"}, masked=("damn",))
    studio.say(told("Damn, jon!"))
    assert studio.texts == ["****, John!"]
    assert studio.recorded[0].text == "****, John!"


def test_a_correction_holds_for_what_was_said_and_for_what_comes(studio: Studio) -> None:
    for number, text in enumerate(("Hello jon.", "Nothing.", "Who is jon?")):
        studio.say(told(text, str(number)))
    studio.captions.do(commands.CorrectCaption(heard="jon", meant="John"))
    studio.say(told("jon again", "3"))
    assert studio.texts[3:] == ["Hello John.", "Who is John?", "John again"]
    assert [(each.id, each.text) for each in studio.recorded[3:5]] == [
        ("0", "Hello John."),
        ("2", "Who is John?"),
    ]
    saved = sessions.load(studio.folder)
    assert saved
    assert saved.captions.corrections == {"jon": "John"}


def test_settings_are_told_once_and_kept(studio: Studio) -> None:
    studio.set(in_video=True, rows=2)
    studio.set(in_video=True, rows=2)
    changed = CaptionSettings(in_video=True, rows=2)
    assert studio.told == [CaptionsChanged(captions=changed)]
    saved = sessions.load(studio.folder)
    assert saved
    assert saved.captions == changed


def test_the_video_carries_them_where_that_is_set(studio: Studio, tmp_path: Path) -> None:
    assert studio.captions.carry(PICTURE) is PICTURE
    studio.set(in_video=True)
    assert studio.captions.carry(replace(PICTURE, pts_ns=1 << 30)) != PICTURE
    restarted = Studio(tmp_path, studio.captions.settings)
    assert restarted.captions.carry(PICTURE) != PICTURE


def test_what_the_video_has_said_it_does_not_say_again(studio: Studio) -> None:
    studio.set(in_video=True)
    said = [told("Once."), told("Once."), told("Once!")]
    for spoken in said:
        studio.say(spoken)
    sent = b"".join(
        studio.captions.carry(replace(PICTURE, pts_ns=n * 33_333_333)).data for n in range(60)
    )
    assert sent.count(b"\xfc\x4f\x6e") == 1  # "On"


def test_the_recogniser_hears_the_buses_that_are_set(studio: Studio) -> None:
    assert studio.rings == []
    studio.set(hears=True, speakers={1: "Mary", 3: ""})
    assert studio.rings == [1, 3]
    assert [message["kind"] for message in studio.started] == ["captions"]
    studio.set(hears=False)
    studio.captions.close()


def test_what_the_recogniser_says_is_taken_in_by_the_main_thread(studio: Studio) -> None:
    studio.captions._on_spoken(told("One", "1"))
    studio.captions._on_spoken(told("Two", "2"))
    assert studio.texts == []
    for action in studio.posted:
        action()
    assert studio.texts == ["One", "Two"]


def test_sources_read_what_is_shown_and_what_was_put_right(studio: Studio) -> None:
    studio.set(masked=("damn",))
    studio.say(told("damn jon", is_final=False))
    studio.say(told("Damn jon."))
    studio.captions.do(commands.CorrectCaption(heard="jon", meant="John"))
    assert studio.sources.told == [("**** jon", True), ("**** jon.", True), ("**** John.", False)]


def test_other_masks_and_corrections_hold_for_what_was_said(studio: Studio) -> None:
    studio.say(told("Damn jon."))
    studio.captions.do(commands.CorrectCaption(heard="jon", meant="John"))
    studio.set(masked=("damn",))
    studio.set(corrections={}, masked=())
    assert studio.texts == ["Damn jon.", "Damn John.", "**** John.", "Damn jon."]
    assert [spoken.text for spoken in studio.recorded] == studio.texts
    studio.set(rows=2)
    assert len(studio.texts) == 4


def test_a_room_s_words_are_masked_besides_one_s_own(studio: Studio) -> None:
    studio.set(masked=("damn",))
    studio.say(told("Damn this shit."))
    for _ in range(2):  # a room client that comes back tells them again
        studio.captions.do(commands.MaskRoomWords(words=("shit",)))
    studio.captions.do(commands.MaskRoomWords(words=()))
    assert studio.texts == ["**** this shit.", "**** this ****.", "**** this shit."]
    saved = sessions.load(studio.folder)
    assert saved
    assert saved.captions.masked == ("damn",)


def test_a_translation_is_told_behind_what_was_said(studio: Studio) -> None:
    spoken = told("Damn.", "1")
    translation = {"translation": "Merde alors.", "translation_language": "fr"}
    studio.set(masked=("merde",))
    studio.say(spoken)
    studio.say(spoken.model_copy(update=translation))
    told_last = studio.told[-1]
    assert isinstance(told_last, Captioned)
    assert told_last.spoken.translation == "***** alors."
    assert studio.sources.told == [("Damn.", True), ("Damn.", True)]


def test_how_hearing_goes_is_told(studio: Studio) -> None:
    def states() -> list[str]:
        return [each.health for each in studio.told if isinstance(each, CaptionsState)]

    studio.set(hears=True, speakers={})
    assert states() == []
    studio.set(speakers={1: ""})
    listening = studio.captions._listening
    assert listening
    listening._on_state("running", "")
    listening._on_rate(2_500)
    listening._on_state("failed", "There is no model.")
    assert states() == ["loading"]
    for action in studio.posted:
        action()
    assert states() == ["loading", "listening", "behind", "failed"]
    assert studio.captions.state == CaptionsState(health="failed", reason="There is no model.")
    assert Notice(level="warning", text="There is no model.") in studio.told
    studio.set(hears=False)
    assert studio.captions.state == CaptionsState(health="off")


def test_an_evening_of_talk_is_not_kept(studio: Studio) -> None:
    for number in range(MOST_REMEMBERED + 50):
        studio.say(told("jon", str(number)))
    studio.captions.do(commands.CorrectCaption(heard="jon", meant="John"))
    assert studio.texts.count("John") == MOST_REMEMBERED


def test_other_commands_are_refused(studio: Studio) -> None:
    with pytest.raises(CommandError, match="Undo can't be done here"):
        studio.captions.do(commands.Undo())
