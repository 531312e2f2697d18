"""Tests of studio.app.stage.seats and peers."""

from studio.app.stage.peers import StagePeer, peers_of
from studio.app.stage.seats import idle_input, peer_of, seat_inputs, shown_by
from studio.model.scene import Collection


def with_links(*wishes: str) -> Collection:
    inputs = [
        {"name": f"L{n}", "kind": "link", "settings": {"peer": wish}}
        for n, wish in enumerate(wishes)
    ]
    return Collection.model_validate({"schema": 1, "inputs": inputs, "scenes": [{"name": "Main"}]})


def phone(id: str, name: str = "Phone") -> StagePeer:
    return StagePeer(id=id, kind="phone", name=name, state="accepted")


def test_an_input_shows_a_seat_a_phone_or_the_first_that_comes() -> None:
    collection = with_links("seat:2", "p-2", "", "seat:2", "seat:9")
    one, two = phone("p-1"), phone("p-2", "Li")
    assert seat_inputs(collection) == {2: "L0"}
    assert shown_by(collection, (one, two), two) == "L1"
    assert shown_by(collection, (one, two), one) == "L2"
    assert shown_by(with_links("li"), (one, two), two) == "L0"
    assert shown_by(with_links("seat:1"), (one,), one) == ""
    assert peer_of(collection.inputs[0], (one, two)) is None
    assert peer_of(collection.inputs[1], (one, two)) == two


def test_an_input_whose_phone_is_gone_waits_for_the_next() -> None:
    found = idle_input(with_links("seat:1", "p-old"), (phone("p-1"),))
    assert found is not None
    assert found.name == "L1"
    assert idle_input(with_links("p-1"), (phone("p-1"),)) is None


def test_what_makes_no_sense_in_a_room_is_left_out() -> None:
    good = {"id": "p", "kind": "guest", "name": "A\nB" * 99, "state": "on_stage", "seat": 3}
    told = [None, {}, {**good, "kind": "alien"}, {**good, "state": 7}, {**good, "id": ""}, good]
    (peer,) = peers_of(told)
    assert (peer.seat, peer.waits, peer.is_lost) == (3, False, False)
    assert len(peer.name) == 64
    assert "\n" not in peer.name
    assert peers_of("nonsense") == ()
    assert peers_of([{**good, "seat": 99, "level": True, "place": -1}])[0].seat == 0
