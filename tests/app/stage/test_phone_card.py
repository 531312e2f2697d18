"""Tests of studio.app.stage.phone_card, sync_row, phone_words, phone_edits and linked_peer."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from studio.app.stage import phone_words
from studio.app.stage.linked_peer import LinkedPeer, linked_of
from studio.app.stage.peers import StagePeer
from studio.app.stage.phone_card import PhoneCard
from studio.app.stage.phone_edits import offset_kept, phone_added
from studio.model import edits as do
from studio.model.edit import apply
from studio.model.scene import Collection

PHONE = StagePeer(id="p-1", kind="phone", name="Li's phone", state="accepted")
LINKED = LinkedPeer(
    "p-1",
    is_connected=True,
    width=1280,
    height=720,
    fps=30,
    received_kbps=2410,
    battery=0.55,
    rtt_ms=24.4,
    lenses=(("b", "Back"), ("f", "")),
    has_torch=True,
    most=(1080, 1920, 30),
    order={"width": 1280, "height": 720, "fps": 30, "kbps": 2500, "mirror": True, "lens": "f"},
)


def test_what_link_tells_is_checked() -> None:
    told = {"id": "p", "connected": True, "width": "wide", "battery": True, "lenses": [None, {}]}
    more = {"most": [1, 2], "order": {"fps": 30, "secret": 1}, "rtt_ms": -1.5, "fps": 1e9}
    (peer,) = linked_of([None, {}, {**told, **more}]).values()
    assert (peer.width, peer.battery, peer.lenses, peer.most) == (0, None, (), None)
    assert peer.order == {"fps": 30}
    assert linked_of("nonsense") == {}


def test_how_a_phone_does_is_said_in_words() -> None:
    assert phone_words.status(None) == phone_words.status(LinkedPeer("p")) != ""
    assert phone_words.status(LINKED) == (
        "Battery 55 % · 24 ms there and back · 2,410 kb/s · 1280×720, 30 fps"
    )
    assert phone_words.trouble(LINKED) == ""
    assert phone_words.trouble(LinkedPeer("p", is_connected=True, battery=0.2)) != ""
    full = LinkedPeer("p", is_connected=True, battery=0.2, is_charging=True)
    assert phone_words.trouble(full) == ""
    assert phone_words.trouble(LinkedPeer("p", is_connected=True, rtt_ms=400)) != ""


def test_a_phone_is_asked_for_nothing_that_it_can_not_send() -> None:
    assert phone_words.sizes((1080, 1920, 30))[-1] == (1920, 1080)
    assert phone_words.sizes((320, 240, 15)) == ((640, 360),)
    assert phone_words.rates((1920, 1080, 30))[-1] == 30
    assert phone_words.rates((1920, 1080, 5)) == (15,)


def test_the_card_shows_what_holds_and_sends_what_is_chosen(qtbot: QtBot) -> None:
    card = PhoneCard(PHONE)
    qtbot.addWidget(card)
    card.show()
    wishes: list[dict[str, object]] = []
    card.ordered.connect(wishes.append)
    assert card.add.isVisible()
    assert not card.mirror.isEnabled()
    card.show_phone(PHONE, LINKED, "Phone")
    assert card.name.text() == "Phone"
    assert not card.add.isVisible()
    assert card.mirror.isChecked()
    assert card.torch.isEnabled()
    assert not card.exposure.isEnabled()
    assert (card.lens.currentIndex(), card.shape.currentText()) == (1, "1280×720")
    allowed: list[bool] = []
    card.air_wanted.connect(allowed.append)
    card.show_phone(replace(PHONE, standby="asked"), LINKED, "Phone")
    assert not card.air.isChecked()
    assert card.status.text().count("\n") == 1
    card.air.click()
    assert allowed == [True]
    card.show_phone(replace(PHONE, standby="warm"), LINKED, "Phone")
    assert card.air.isChecked()
    card.torch.click()
    card.mirror.click()
    card.shape.setCurrentIndex(0)
    card.shape.activated.emit(0)
    card.lens.setCurrentIndex(0)
    card.lens.activated.emit(0)
    assert wishes == [
        {"torch": True},
        {"mirror": False},
        {"width": 640, "height": 360},
        {"lens": "b"},
    ]


@pytest.mark.parametrize("items", [[], [{"id": 1, "source": "C"}]])
def test_a_phone_fills_an_empty_scene_and_stands_in_a_corner_of_another(
    items: list[dict[str, object]],
) -> None:
    before = Collection.model_validate(
        {
            "schema": 1,
            "inputs": [{"name": "C", "kind": "color", "settings": {"color": "#000000"}}],
            "scenes": [{"name": "Main", "items": items}],
        }
    )
    edits, name = phone_added(before, (PHONE,), PHONE, title="C", scene="Main")
    assert name == "C 2"
    after = apply(before, do.EditTogether.of(edits))
    place = after.scenes[0].items[-1].transform
    assert (place.bounds_width == 1920) == (not items)
    assert phone_added(after, (PHONE,), PHONE, title="C", scene="Main") == ([], "C 2")
    # Another phone that comes when this one is gone takes its input, and its places.
    other = StagePeer(id="p-2", kind="phone", name="Wei's", state="accepted")
    edits, name = phone_added(after, (other,), other, title="C", scene="Main")
    assert name == "C 2"
    assert apply(after, do.EditTogether.of(edits)).scenes == after.scenes


def test_the_sound_is_checked_and_what_was_measured_is_kept(qtbot: QtBot) -> None:
    card = PhoneCard(PHONE)
    qtbot.addWidget(card)
    card.show()
    assert not card.sync.isVisible(), "what nothing shows has no sound"
    checks: list[bool] = []
    kept: list[float] = []
    card.sync.check_wanted.connect(lambda: checks.append(True))
    card.sync.keep_wanted.connect(kept.append)
    card.show_phone(PHONE, None, "Phone", 0.0)
    assert not card.sync.check.isEnabled()
    card.show_phone(PHONE, LINKED, "Phone", 0.0)
    assert not card.sync.words.isVisible()
    card.sync.check.click()
    assert checks
    card.show_phone(PHONE, replace(LINKED, sync="checking"), "Phone", 0.0)
    assert not card.sync.check.isEnabled()
    measured = replace(LINKED, sync="measured", offset_ms=83.5)
    card.show_phone(PHONE, measured, "Phone", 0.0)
    assert "84 ms too early" in card.sync.words.text()
    card.sync.keep.click()
    assert kept == [83.5]
    card.show_phone(PHONE, LINKED, "Phone", 83.5)
    assert not card.sync.keep.isVisible()
    assert "84 ms" in card.sync.words.text()
    card.show_phone(PHONE, measured, "Phone", 83.5)
    assert not card.sync.keep.isVisible()


def test_each_way_in_which_a_check_ends_is_said() -> None:
    said = [
        phone_words.sync(replace(LINKED, sync=sync, offset_ms=ms), kept_ms)
        for sync, ms, kept_ms in (
            ("checking", None, 0.0),
            ("not_heard", None, 0.0),
            ("not_seen", None, 0.0),
            ("measured", 80.0, 0.0),
            ("measured", -80.0, 0.0),
            ("measured", 0.4, 0.0),
            ("", None, 80.0),
            ("", None, -80.0),
        )
    ]
    assert all(said)
    assert len(set(said)) == len(said)
    assert phone_words.sync(LINKED, 0.0) == phone_words.sync(None, None) == ""


def test_what_is_kept_is_set_in_every_input_of_the_phone_and_in_no_other() -> None:
    inputs = [
        {"name": name, "kind": "link", "settings": {"peer": peer}}
        for name, peer in (("A", "p-1"), ("Guest", "seat:1"), ("B", "li's phone"), ("C", "p-2"))
    ]
    before = Collection.model_validate(
        {"schema": 1, "inputs": inputs, "scenes": [{"name": "Main"}]}
    )
    after = apply(before, do.EditTogether.of(offset_kept(before, (PHONE,), PHONE, 83.5)))
    offsets = [each.settings.get("audio_offset_ms") for each in after.inputs]
    assert offsets == [83.5, None, 83.5, None]
