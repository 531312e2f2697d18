"""Tests of studio.avatar.vmc_in and vmc_out: real sockets, with python-osc as the peer."""

import math
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import ThreadingOSCUDPServer
from pythonosc.udp_client import SimpleUDPClient

from studio.avatar.errors import AvatarError
from studio.avatar.motion import Motion
from studio.avatar.skeleton import Skeleton
from studio.avatar.turns import axis_angle
from studio.avatar.vmc_in import MOST_BLENDS, VmcIn
from studio.avatar.vmc_out import VmcOut
from studio.avatar.vmc_words import BONES, FROM_UNITY, TO_UNITY, blend_of
from tests.avatar.files import own_model

PATIENCE_S = 20.0
TURNED = (0.0, math.sin(0.2), 0.0, math.cos(0.2))
NOD = axis_angle((1, 0, 0), 0.4)


@pytest.fixture
def heard() -> Iterator[VmcIn]:
    one = VmcIn("127.0.0.1", 0)
    yield one
    one.close()


def wait_for(heard: VmcIn, is_it: Callable[[Motion | None], bool]) -> Motion | None:
    deadline_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline_s:
        motion = heard.motion(time.monotonic())
        if is_it(motion):
            return motion
        time.sleep(0.002)  # nothing tells when a datagram has come
    raise AssertionError("nothing of that kind was heard")


def say_one(port: int, address: str, value: Any) -> None:
    say(port, (address, value))


def say(port: int, *messages: tuple[str, Any]) -> None:
    """Say something as another program does, by python-osc."""
    client = SimpleUDPClient("127.0.0.1", port)
    with client:
        for address, value in messages:
            client.send_message(address, value)


def raw(port: int, *datagrams: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for datagram in datagrams:
            sender.sendto(datagram, ("127.0.0.1", port))


def test_another_programs_bones_and_blends_drive_us(heard: VmcIn) -> None:
    say_one(heard.port, "/VMC/Ext/OK", 1)
    say_one(
        heard.port,
        "/VMC/Ext/Bone/Pos",
        ["Head", 0.0, 0.1, 0.0, 0.0, math.sin(0.2), 0.0, math.cos(0.2)],
    )
    say_one(heard.port, "/VMC/Ext/Blend/Val", ["Joy", 0.75])
    say_one(heard.port, "/VMC/Ext/Blend/Val", ["A", 2.0])
    say_one(heard.port, "/VMC/Ext/Blend/Val", ["cheekPuff", 0.5])
    say_one(heard.port, "/VMC/Ext/Blend/Apply", [])
    motion = wait_for(heard, lambda each: each is not None and bool(each.weights))
    assert motion is not None
    assert motion.weights == {"happy": 0.75, "aa": 1.0, "cheekPuff": 0.5}
    # Unity's turn to its right is ours to our right, which is -x.
    assert motion.turns["head"] == pytest.approx([0, -math.sin(0.2), 0, math.cos(0.2)], abs=1e-6)


def test_blends_count_once_they_are_applied(heard: VmcIn) -> None:
    say_one(heard.port, "/VMC/Ext/Blend/Val", ["Joy", 1.0])
    motion = wait_for(heard, lambda each: each is not None)
    assert motion is not None
    assert motion.weights == {}


def test_after_a_silent_second_the_camera_is_back(heard: VmcIn) -> None:
    say(heard.port, ("/VMC/Ext/OK", 1))
    wait_for(heard, lambda each: each is not None)
    assert heard.motion(time.monotonic() + 5.0) is None


def test_what_we_send_is_heard_by_a_peer_as_the_protocol_has_it() -> None:
    model = own_model()
    got: dict[str, list[tuple[Any, ...]]] = {}
    done = threading.Event()

    def take(address: str, *values: Any) -> None:
        got.setdefault(address, []).append(values)
        if address == "/VMC/Ext/Blend/Apply":
            done.set()

    dispatcher = Dispatcher()
    dispatcher.set_default_handler(take)
    with ThreadingOSCUDPServer(("127.0.0.1", 0), dispatcher) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        out = VmcOut(f"127.0.0.1:{server.server_address[1]}", model, Skeleton(model))
        out.send(Motion({"head": NOD}, np.zeros(3), {"aa": 0.5, "happy": 1.0}), 12.5)
        assert done.wait(PATIENCE_S)
        server.shutdown()
        out.close()
    bones = {str(values[0]): values[1:] for values in got["/VMC/Ext/Bone/Pos"]}
    assert {"Head", "Hips", "LeftUpperArm", "RightFoot"} <= set(bones)
    assert bones["Head"][3:] == pytest.approx([math.sin(0.2), 0, 0, math.cos(0.2)], abs=1e-6)
    assert bones["LeftUpperArm"][0] < 0, "Unity's left is -x"
    assert bones["Head"][1] > 0.01, "a bone lies above the one that it hangs on"
    blends = {values[0]: values[1] for values in got["/VMC/Ext/Blend/Val"]}
    assert blends == {"A": 0.5, "Joy": 1.0}
    assert got["/VMC/Ext/OK"] == [(1,)]


def test_what_one_of_us_sends_another_one_does(heard: VmcIn) -> None:
    model = own_model()
    out = VmcOut(f"127.0.0.1:{heard.port}", model, Skeleton(model))
    said = Motion(
        {"head": NOD, "leftUpperArm": axis_angle((0, 0, 1), -1.0)}, np.zeros(3), {"oh": 0.25}
    )
    out.send(said, 1.0)
    motion = wait_for(heard, lambda each: each is not None and "oh" in each.weights)
    out.close()
    assert motion is not None
    for bone, turn in said.turns.items():
        assert motion.turns[bone] == pytest.approx(turn, abs=1e-6)
    assert motion.weights["oh"] == 0.25
    assert heard.refused == 0


def test_nonsense_is_counted_and_left_out(heard: VmcIn) -> None:
    raw(heard.port, b"", b"/VMC", b"#bundle\0", b"#bundle\0" + bytes(8) + b"\xff" * 40, bytes(3000))
    say_one(heard.port, "/VMC/Ext/Bone/Pos", ["Head", 0, 0, 0, 0, 0, 0, float("nan")])
    say_one(heard.port, "/VMC/Ext/Bone/Pos", ["Head", 0, 0, 0, 9e30, 0, 0, 1])
    say_one(heard.port, "/VMC/Ext/Bone/Pos", ["Head", "left"])
    say_one(heard.port, "/VMC/Ext/Blend/Val", ["Joy", float("inf")])
    say_one(heard.port, "/VMC/Ext/Blend/Val", ["J" * 1000, 0.5])
    say_one(heard.port, "/VMC/Ext/Bone/Pos", ["Tentacle", 0, 0, 0, 0, 0, 0, 1])
    say_one(heard.port, "/VMC/Ext/Blend/Apply", [])
    wait_for(heard, lambda each: heard.refused >= 6 and each is not None)
    motion = heard.motion(time.monotonic())
    assert motion is not None
    assert motion.turns == {}
    assert motion.weights == {}


def test_bundles_in_bundles_without_end_are_left_out(heard: VmcIn) -> None:
    inner = b""
    for _ in range(700):
        inner = b"#bundle\0" + bytes(7) + b"\x01" + len(inner).to_bytes(4, "big") + inner
    raw(heard.port, inner)
    say(heard.port, ("/VMC/Ext/OK", 1))
    wait_for(heard, lambda each: each is not None)
    assert heard.refused == 1


def test_a_flood_of_names_is_bounded(heard: VmcIn) -> None:
    for number in range(2 * MOST_BLENDS):
        say_one(heard.port, "/VMC/Ext/Blend/Val", [f"blend{number}", 0.5])
        heard.motion(time.monotonic())
    say_one(heard.port, "/VMC/Ext/Blend/Apply", [])
    motion = wait_for(heard, lambda each: each is not None and bool(each.weights))
    assert motion is not None
    assert len(motion.weights) == MOST_BLENDS
    assert heard.refused >= MOST_BLENDS


bundles = st.binary(max_size=100).map(lambda tail: b"#bundle\0" + bytes(8) + tail)
bones = st.binary(max_size=80).map(lambda tail: b"/VMC/Ext/Bone/Pos\0\0\0,sfffffff\0\0\0" + tail)


@settings(max_examples=100, deadline=None)
@given(datagram=st.binary(max_size=200) | bundles | bones)
def test_no_datagram_ends_us(datagram: bytes) -> None:
    heard = VmcIn("127.0.0.1", 0)
    try:
        raw(heard.port, datagram)
        say(heard.port, ("/VMC/Ext/OK", 1))
        wait_for(heard, lambda each: each is not None)
    finally:
        heard.close()


def test_a_port_that_is_taken_is_told_in_a_sentence(heard: VmcIn) -> None:
    with pytest.raises(AvatarError, match=f"127.0.0.1:{heard.port}.*choose another"):
        VmcIn("127.0.0.1", heard.port)


@pytest.mark.parametrize("address", ["", "here", "127.0.0.1:0", "127.0.0.1:99999", ":39540"])
def test_an_address_that_is_none_is_told_in_a_sentence(address: str) -> None:
    with pytest.raises(AvatarError, match="give host:port"):
        VmcOut(address, own_model(), Skeleton(own_model()))


def test_every_bone_has_a_name_of_unitys_and_back() -> None:
    assert len(FROM_UNITY) == len(BONES) == len(set(BONES))
    assert all(FROM_UNITY[TO_UNITY[bone]] == bone for bone in BONES)
    assert TO_UNITY["leftThumbMetacarpal"] == "LeftThumbProximal"
    assert (blend_of("Blink_L"), blend_of("surprised"), blend_of("jawOpen")) == (
        "blinkLeft",
        "surprised",
        "jawOpen",
    )
