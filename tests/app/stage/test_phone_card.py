"""Tests of studio.app.stage.phone_card, phone_words, phone_edits and linked_peer."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from studio.app.stage import phone_words
from studio.app.stage.linked_peer import LinkedPeer, linked_of
from studio.app.stage.peers import StagePeer
from studio.app.stage.phone_card import PhoneCard
from studio.app.stage.phone_edits import phone_added
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
