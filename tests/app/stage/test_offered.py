"""Tests of studio.app.stage.offered: cameras of other studios, as inputs of ours."""

import pytest

from studio.app.stage.cameras import cameras
from studio.app.stage.linked_peer import LinkedPeer, linked_of
from studio.app.stage.offered import camera_added, input_of, offered, offered_by
from studio.app.stage.peers import StagePeer
from studio.app.stage.phone_edits import phone_added
from studio.app.stage.seats import seat_inputs
from studio.model import edits as do
from studio.model.edit import apply
from studio.model.scene import Collection

WEI = LinkedPeer("u-3", name="Wei", kind="studio", seat=1, inputs=("Side", "Top"))


def collection(*links: dict[str, str]) -> Collection:
    inputs = [
        {"name": f"L{n}", "kind": "link", "settings": settings} for n, settings in enumerate(links)
    ]
    return Collection.model_validate({"schema": 1, "inputs": inputs, "scenes": [{"name": "Main"}]})


def test_what_link_tells_of_a_studio_is_checked() -> None:
    told = {"id": "u-3", "kind": "studio", "name": "Wei", "inputs": ["Side", 7, "", "Side"]}
    (peer,) = linked_of([{**told, "seat": 1, "sync": "loud", "audio_offset_ms": "x"}]).values()
    assert (peer.inputs, peer.seat, peer.sync, peer.offset_ms) == (("Side",), 1, "", None)
    assert [each.title for each in offered([WEI])] == ["Side · Wei", "Top · Wei"]
    assert offered([LinkedPeer("p", kind="phone", inputs=("Side",))]) == ()


@pytest.mark.parametrize("wish", ["u-3", "wei", "seat:1"])
def test_an_input_shows_a_camera_however_it_asks_for_the_studio(wish: str) -> None:
    side, top = offered([WEI])
    there = collection({"peer": wish}, {"peer": wish, "camera": "Top"})
    assert input_of(there, side) == ""
    assert input_of(there, top) == "L1"
    assert offered_by([WEI], wish) == ("Side", "Top")
    assert offered_by([WEI], "seat:2") == offered_by([WEI], "") == ()


def test_one_is_added_by_the_studio_s_name_and_is_a_camera_and_no_seat() -> None:
    side, top = offered([WEI])
    edits, name = camera_added(collection({"peer": "seat:1"}), side)
    after = apply(collection({"peer": "seat:1"}), do.EditTogether.of(edits))
    assert after.inputs[1].settings == {"peer": "Wei", "camera": "Side"}
    assert cameras(after) == (name,) == ("Side · Wei",)
    assert seat_inputs(after) == {1: "L0"}
    assert camera_added(after, side) == ([], name)
    edits, name = camera_added(after, top, scene="Main")
    after = apply(after, do.EditTogether.of(edits))
    assert [item.source for item in after.scenes[0].items] == ["Top · Wei"]
    # A phone that comes takes no studio's place.
    phone = StagePeer(id="p-1", kind="phone", name="Li", state="accepted")
    _, name = phone_added(after, (phone,), phone, title="Phone")
    assert name == "Phone"
    _, name = phone_added(collection({"peer": "studio"}), (phone,), phone, title="Phone")
    assert name == "Phone"


@pytest.mark.parametrize("name", ["", "seat:2", "p-9", "x" * 80])
def test_where_a_name_says_not_enough_the_studio_is_asked_for_by_its_id(name: str) -> None:
    studio = LinkedPeer("u-3", name=name, kind="studio", inputs=("Side",))
    (offer,) = offered([studio, LinkedPeer("p-9", name="Li", kind="phone")])
    assert offer.wish == "u-3"


def test_of_two_studios_of_one_name_each_is_asked_for_by_its_id() -> None:
    other = LinkedPeer("u-4", name="wei", kind="studio", inputs=("Side",))
    assert [each.wish for each in offered([WEI, other])] == ["u-3", "u-3", "u-4"]
