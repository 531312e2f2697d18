"""Tests of studio.engine.outputs.gate."""

from studio.engine.outputs.gate import KeyFrameGate
from studio.model.media import Packet

FRAME_NS = 40_000_000


def picture(index: int, *, key: bool = False) -> Packet:
    return Packet(0, index * FRAME_NS, index * FRAME_NS, FRAME_NS, key, b"")


def sound(ns: int) -> Packet:
    return Packet(1, ns, ns, 21_333_333, True, b"")


def test_nothing_passes_before_the_first_key_frame_and_nothing_counts() -> None:
    gate = KeyFrameGate()
    assert not gate.admits(picture(0), has_room=True)
    assert not gate.admits(sound(0), has_room=True)
    assert gate.is_waiting
    assert gate.admits(picture(1, key=True), has_room=True)
    assert gate.frames_dropped == 0


def test_sound_from_before_the_first_picture_stays_out() -> None:
    gate = KeyFrameGate()
    gate.admits(picture(2, key=True), has_room=True)
    assert not gate.admits(sound(2 * FRAME_NS - 1), has_room=True)
    assert gate.admits(sound(2 * FRAME_NS), has_room=True)


def test_a_full_output_drops_the_rest_of_the_group_and_counts_it() -> None:
    gate = KeyFrameGate()
    gate.admits(picture(0, key=True), has_room=True)
    assert not gate.admits(picture(1), has_room=False)
    assert not gate.admits(picture(2), has_room=True)
    assert gate.admits(sound(3 * FRAME_NS), has_room=True)
    assert not gate.admits(sound(3 * FRAME_NS), has_room=False)
    assert not gate.admits(picture(3, key=True), has_room=False)
    assert gate.admits(picture(4, key=True), has_room=True)
    assert gate.admits(picture(5), has_room=True)
    assert gate.frames_dropped == 3


def test_after_a_lost_peer_it_waits_for_a_key_frame_and_counts() -> None:
    gate = KeyFrameGate()
    gate.admits(picture(0, key=True), has_room=True)
    gate.interrupt()
    assert not gate.admits(picture(1), has_room=True)
    assert gate.admits(picture(2, key=True), has_room=True)
    assert gate.frames_dropped == 1


def test_a_peer_lost_before_the_start_counts_nothing() -> None:
    gate = KeyFrameGate()
    gate.interrupt()
    assert not gate.admits(picture(0), has_room=True)
    assert gate.frames_dropped == 0


def test_what_is_shown_before_the_outputs_own_time_is_not_its() -> None:
    gate = KeyFrameGate(from_ns=3 * FRAME_NS)
    assert not gate.admits(picture(2, key=True), has_room=True)
    assert not gate.admits(picture(3), has_room=True)
    assert not gate.admits(sound(4 * FRAME_NS), has_room=True)
    assert gate.admits(picture(4, key=True), has_room=True)
    assert gate.frames_dropped == 0
