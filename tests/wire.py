"""Computers of a test, each in a network namespace of its own, on one wire that may be bad.

What ``tc netem`` and ``tbf`` do to a device is done here to the packets between TUN devices,
as not every kernel has those.  A thread that is ``inside`` a host starts processes and opens
sockets there; the test itself is on the wire too, with a line that is always good::

    with Wire("pc", "server") as wire:
        wire["pc"].line = Line(delay_s=0.04, loss=0.02)
        with wire["server"].inside():
            server = subprocess.Popen(…)
        httpx.get(f"http://{wire['server'].address}:8080")
        wire["pc"].line = CUT

Only root may do this: ``CAN_WIRE``.
"""

import ctypes
import fcntl
import heapq
import itertools
import os
import random
import select
import shutil
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from tests.line import Line, Way

TUN = Path("/dev/net/tun")
CAN_WIRE = os.geteuid() == 0 and TUN.exists() and shutil.which("ip") is not None
HERE = "here"
_TUNSETIFF = 0x400454CA
_IFF_TUN, _IFF_NO_PI = 0x0001, 0x1000
_CLONE_NEWNET = 0x40000000
_MOST_BYTES = 1 << 16
_MOST_AT_ONCE = 64
_MOST_ON_THE_WIRE = 20_000
_LIBC = ctypes.CDLL(None, use_errno=True)


class Host:
    """One computer.

    Attributes:
        line: May be changed at any time.
    """

    def __init__(self, name: str, address: str, dice: random.Random) -> None:
        self.name = name
        self.address = address
        self.line = Line()
        self.out, self.into = Way(dice), Way(dice)
        self.packets = -1  # the descriptor of its device
        self._space = -1
        self._holder: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make its namespace and its device."""
        if self.name == HERE:
            self._space = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        else:
            # It lives as long as a process in it, and leaves nothing behind.
            self._holder = subprocess.Popen(
                ["unshare", "--net", "sh", "-c", "ip link set lo up; echo; exec cat"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            assert self._holder.stdout is not None
            assert self._holder.stdout.readline(), "No namespace could be made."
            self._space = os.open(f"/proc/{self._holder.pid}/ns/net", os.O_RDONLY)
        device = f"wire{os.getpid() % 100_000}"
        with self.inside():
            self.packets = os.open(TUN, os.O_RDWR | os.O_NONBLOCK)
            wish = struct.pack("16sH22x", device.encode(), _IFF_TUN | _IFF_NO_PI)
            fcntl.ioctl(self.packets, _TUNSETIFF, wish)
            for words in (f"addr add {self.address}/24 dev {device}", f"link set {device} up"):
                subprocess.run(["ip", *words.split()], check=True)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Let this thread be there: what it starts and opens stays there."""
        before = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        try:
            _enter(self._space)
            try:
                yield
            finally:
                _enter(before)
        finally:
            os.close(before)

    def close(self) -> None:
        """Take it off the wire."""
        for each in (self.packets, self._space):
            if each >= 0:
                os.close(each)
        if self._holder is not None:
            self._holder.kill()
            self._holder.communicate()


class Wire:
    """See the module; reproducible but for the scheduler.

    Args:
        names: Of the hosts.
    """

    def __init__(self, *names: str) -> None:
        net = f"10.{64 + os.getpid() // 200 % 128}.{os.getpid() % 200}"
        dice = random.Random(8)
        self._hosts = {
            name: Host(name, f"{net}.{number}", dice)
            for number, name in enumerate((HERE, *names), start=1)
        }
        self._on_wire: list[tuple[float, int, int, bytes]] = []
        self._serial = itertools.count()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="wire")
        self._stack = ExitStack()
        self.lost = 0

    def __getitem__(self, name: str) -> Host:
        """Return a host."""
        return self._hosts[name]

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for host in self._hosts.values():
                stack.callback(host.close)
                host.start()
            self._thread.start()
            stack.callback(self._end)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def _end(self) -> None:
        self._is_closed = True
        self._thread.join()

    def _run(self) -> None:
        poll = select.poll()
        by_packets = {host.packets: host for host in self._hosts.values()}
        by_address = {
            bytes(map(int, host.address.split("."))): host for host in self._hosts.values()
        }
        for descriptor in by_packets:
            poll.register(descriptor, select.POLLIN)
        while not self._is_closed:
            for descriptor, _ in poll.poll(self._patience_ms()):
                for packet in _read(descriptor):
                    self._take(packet, by_packets[descriptor], by_address.get(packet[16:20]))
            self._deliver()

    def _patience_ms(self) -> float:
        if not self._on_wire:
            return 100.0
        return max(0.0, (self._on_wire[0][0] - time.monotonic()) * 1000)

    def _take(self, packet: bytes, source: Host, target: Host | None) -> None:
        """Put a packet on the wire, or lose it."""
        if target is None or packet[0] >> 4 != 4 or len(self._on_wire) > _MOST_ON_THE_WIRE:
            return
        due_s = source.out.due_s(source.line, len(packet), time.monotonic())
        if due_s is not None:
            due_s = target.into.due_s(target.line, len(packet), due_s)
        if due_s is None:
            self.lost += 1
            return
        heapq.heappush(self._on_wire, (due_s, next(self._serial), target.packets, packet))

    def _deliver(self) -> None:
        now_s = time.monotonic()
        while self._on_wire and self._on_wire[0][0] <= now_s:
            _, _, descriptor, packet = heapq.heappop(self._on_wire)
            try:
                os.write(descriptor, packet)
            except BlockingIOError:
                self.lost += 1


def _read(descriptor: int) -> Iterator[bytes]:
    for _ in range(_MOST_AT_ONCE):
        try:
            yield os.read(descriptor, _MOST_BYTES)
        except BlockingIOError:
            return


def _enter(space: int) -> None:
    if _LIBC.setns(space, _CLONE_NEWNET):
        number = ctypes.get_errno()
        raise OSError(number, f"The namespace can't be entered: {os.strerror(number)}")
