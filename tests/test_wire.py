"""Tests of tests.wire."""

import socket
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.line import CUT, Line
from tests.wire import CAN_WIRE, Wire

pytestmark = pytest.mark.skipif(not CAN_WIRE, reason="only root may make network namespaces")


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    with Wire("pc", "phone") as wire:
        yield wire


def sockets(wire: Wire) -> tuple[socket.socket, socket.socket]:
    """Return one at each host, both with a short patience."""
    found = []
    for name in ("pc", "phone"):
        with wire[name].inside():
            each = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        each.bind((wire[name].address, 0))
        each.settimeout(0.5)
        found.append(each)
    return found[0], found[1]


def test_hosts_reach_one_another_and_nobody_else(wire: Wire) -> None:
    pc, phone = sockets(wire)
    with pc, phone:
        pc.sendto(b"hello", phone.getsockname())
        assert phone.recvfrom(9) == (b"hello", pc.getsockname())
    with wire["pc"].inside():
        shown = subprocess.run(["ip", "-o", "addr"], capture_output=True, text=True, check=True)
    assert {line.split()[1].rstrip("0123456789") for line in shown.stdout.splitlines()} == {
        "lo",
        "wire",
    }


def test_the_test_is_on_the_wire_too(wire: Wire) -> None:
    pc, phone = sockets(wire)
    with pc, phone, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here:
        here.sendto(b"hello", pc.getsockname())
        data, address = pc.recvfrom(9)
        assert (data, address[0]) == (b"hello", wire["here"].address)


def test_delay_is_added_at_both_ends(wire: Wire) -> None:
    wire["pc"].line, wire["phone"].line = Line(delay_s=0.05), Line(delay_s=0.03)
    pc, phone = sockets(wire)
    with pc, phone:
        begun_s = time.monotonic()
        pc.sendto(b"", phone.getsockname())
        phone.recv(9)
        assert time.monotonic() - begun_s >= 0.08
    wire["pc"].line = wire["phone"].line = Line()


def test_packets_are_lost_and_a_cut_line_is_dead(wire: Wire) -> None:
    wire["phone"].line = Line(loss=0.5)
    pc, phone = sockets(wire)
    with pc, phone:
        for number in range(100):
            pc.sendto(bytes([number]), phone.getsockname())
        got = 0
        try:
            while phone.recv(9):
                got += 1
        except TimeoutError:
            assert 25 < got < 75
        wire["phone"].line = CUT
        pc.sendto(b"hello", phone.getsockname())
        with pytest.raises(TimeoutError):
            phone.recv(9)
    wire["phone"].line = Line()


def test_a_narrow_line_passes_no_more_than_it_may(wire: Wire) -> None:
    wire["phone"].line = Line(kbps=400)
    pc, phone = sockets(wire)
    with pc, phone:
        begun_s = time.monotonic()
        for _ in range(200):
            pc.sendto(bytes(1000), phone.getsockname())
        got = 0
        try:
            while phone.recv(2000):
                got += 1
                last_s = time.monotonic()
        except TimeoutError:
            assert got < 30  # what the queue holds: the others came too fast
            assert got * 8 / (last_s - begun_s) < 450
    wire["phone"].line = Line()
