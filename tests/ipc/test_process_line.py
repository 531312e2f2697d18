"""Tests of studio.ipc.process_line, with real sockets: processes that die at every step."""

import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.ipc import address as addresses
from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.message import Decoder, Message, encode
from studio.ipc.process_line import ProcessLine

SECRET = "sesame"
PATIENCE_S = 30.0
WELCOME = encode({"type": "welcome", "protocol": 1, "name": "far", "pid": 1})


class Near:
    """Who has the line, and what was told to them."""

    def __init__(self, patience_s: float = 3.0, again_s: float = 0.01) -> None:
        self.heard: list[Message] = []
        self.lost = 0
        self.silences: list[str] = []
        self._changed = threading.Condition()
        self.line = ProcessLine(
            "far",
            secret=SECRET,
            on_message=self._on_message,
            on_lost=self._on_lost,
            on_silent=self._on_silent,
            patience_s=patience_s,
            again_s=again_s,
        )

    def until(self, is_so: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(is_so, PATIENCE_S), (self.heard, self.silences)

    def _on_message(self, message: Message) -> None:
        with self._changed:
            self.heard.append(message)
            self._changed.notify_all()

    def _on_lost(self) -> None:
        with self._changed:
            self.lost += 1
            self._changed.notify_all()

    def _on_silent(self, reason: str) -> None:
        with self._changed:
            self.silences.append(reason)
            self._changed.notify_all()


class Far:
    """A process: what it was told, by all that called it."""

    def __init__(self, address: str, says: tuple[Message, ...] = ()) -> None:
        self.heard: list[Message] = []
        self.calls = self.hangs_up = 0
        self._says = says
        self._changed = threading.Condition()
        self._server = ChannelServer(
            address,
            name="far",
            secret=SECRET,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=self._on_close,
        )
        self._server.start()

    def say(self, message: Message) -> None:
        self._server.broadcast(message)

    def hang_up(self) -> None:
        """Hang up, and live."""
        for channel in self._server.channels:
            channel.close()

    def close(self) -> None:
        self._server.close()

    def until(self, is_so: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(is_so, PATIENCE_S), self.heard

    def until_heard(self, count: int) -> None:
        """Wait until it was told so many messages, or more."""
        self.until(lambda: len(self.heard) >= count)

    def _on_connect(self, channel: Channel) -> None:
        with self._changed:
            self.calls += 1
        for message in self._says:
            channel.send(message)

    def _on_close(self, channel: Channel, reason: str) -> None:
        with self._changed:
            self.hangs_up += 1
            self._changed.notify_all()

    def _on_message(self, channel: Channel, message: Message) -> None:
        with self._changed:
            self.heard.append(message)
            self._changed.notify_all()


@pytest.fixture
def address(run_dir: Path) -> str:
    """Where each of them listens, as a supervisor has it."""
    return free_address(run_dir, "far")


@pytest.fixture
def near() -> Iterator[Near]:
    one = Near()
    yield one
    one.line.hang_up()


def kept(**more: object) -> Message:
    return {"type": "look", **more}


def test_what_is_kept_is_told_first_and_in_order_to_each_that_comes(
    near: Near, address: str
) -> None:
    near.line.keep("model", kept(model="a"))
    near.line.keep("line", kept(line=1))
    near.line.keep("model", kept(model="b"))
    near.line.tell({"type": "lost"})  # nobody is there
    for _ in range(2):
        with closing(Far(address)) as far:
            near.line.call(address)
            far.until_heard(2)
            near.line.tell({"type": "once"})
            far.until_heard(3)
            assert far.heard == [kept(model="b"), kept(line=1), {"type": "once"}]
            near.line.hang_up()


def test_what_is_no_news_is_not_said_and_what_is_noted_or_dropped_is_as_it_is_later(
    near: Near, address: str
) -> None:
    near.line.keep("a", kept(a=1))
    near.line.keep("b", kept(b=1))
    with closing(Far(address)) as far:
        near.line.call(address)
        far.until_heard(2)
        near.line.keep("a", kept(a=1))
        near.line.note("a", kept(a=2))
        near.line.drop("b", {"type": "end"})
        near.line.drop("c")
        far.until_heard(3)
        assert far.heard[2] == {"type": "end"}
        near.line.hang_up()
    with closing(Far(address)) as far:
        near.line.call(address)
        far.until(lambda: far.heard)
        near.line.tell({"type": "last"})
        far.until(lambda: {"type": "last"} in far.heard)
        assert far.heard == [kept(a=2), {"type": "last"}]


def test_told_again_where_it_is_connected_it_stays_so(near: Near, address: str) -> None:
    near.line.keep("a", kept(a=1))
    with closing(Far(address)) as far:
        near.line.call(address)
        far.until(lambda: far.heard)
        near.line.call(address)
        near.line.tell({"type": "last"})
        far.until(lambda: {"type": "last"} in far.heard)
        assert far.calls == 1


def test_one_that_is_not_there_yet_is_called_again_and_the_reason_told_once(
    near: Near, address: str
) -> None:
    near.line.keep("a", kept(a=1))
    near.line.call(address)
    near.until(lambda: near.silences)
    for _ in range(20):  # and several tries later
        wait_for_a_try(near)
    with closing(Far(address)) as far:
        far.until(lambda: far.heard)
    assert len(near.silences) == 1
    assert near.silences[0].startswith("Nobody answers at")


def wait_for_a_try(near: Near) -> None:
    before = near.line._number
    near_end_s = time.monotonic() + PATIENCE_S
    while near.line._number == before:
        assert time.monotonic() < near_end_s
        time.sleep(0.001)


def test_one_that_hung_up_and_lives_is_called_again(near: Near, address: str) -> None:
    near.line.keep("a", kept(a=1))
    with closing(Far(address)) as far:
        near.line.call(address)
        far.until_heard(1)
        far.hang_up()
        far.until_heard(2)
        assert near.lost == 1
        near.until(lambda: near.line.is_up)


def test_another_one_is_spoken_with_instead(near: Near, run_dir: Path) -> None:
    near.line.keep("a", kept(a=1))
    one, other = (free_address(run_dir, name) for name in ("one", "other"))
    with closing(Far(one)) as old, closing(Far(other)) as new:
        near.line.call(one)
        old.until_heard(1)
        near.line.call(other)
        new.until_heard(1)
        old.until(lambda: old.hangs_up)
        near.line.hang_up()
        new.until(lambda: new.hangs_up)
        assert (old.heard, new.heard) == ([kept(a=1)], [kept(a=1)])


def accept(listener: socket.socket) -> socket.socket:
    listener.settimeout(PATIENCE_S)
    peer, _ = listener.accept()
    peer.settimeout(PATIENCE_S)
    return peer


def read_messages(peer: socket.socket, count: int) -> None:
    decoder, read = Decoder(), 0
    while read < count:
        data = peer.recv(65536)
        assert data
        read += len(decoder.feed(data))


def never_listens(listener: socket.socket) -> None:
    pass


def dies_unread(listener: socket.socket) -> None:
    accept(listener).close()


def dies_after_the_hello(listener: socket.socket) -> None:
    with accept(listener) as peer:
        read_messages(peer, 1)


def dies_within_the_welcome(listener: socket.socket) -> None:
    with accept(listener) as peer:
        read_messages(peer, 1)
        peer.sendall(WELCOME[:-3])


def talks_rubbish(listener: socket.socket) -> None:
    with accept(listener) as peer:
        read_messages(peer, 1)
        peer.sendall(b"\xff" * 64)


def hangs(listener: socket.socket) -> None:
    with accept(listener) as peer:
        read_messages(peer, 1)
        assert peer.recv(65536) == b""  # the line loses patience


def dies_after_the_welcome(listener: socket.socket) -> None:
    with accept(listener) as peer:
        read_messages(peer, 1)
        peer.sendall(WELCOME)


def dies_with_a_word(listener: socket.socket) -> None:
    with accept(listener) as peer:
        read_messages(peer, 1)
        peer.sendall(WELCOME + encode({"type": "old"}))


def dies_once_it_was_told_something(listener: socket.socket) -> None:
    with accept(listener) as peer:
        peer.sendall(WELCOME)
        read_messages(peer, 2)


DEATHS = (
    never_listens,
    dies_unread,
    dies_after_the_hello,
    dies_within_the_welcome,
    talks_rubbish,
    hangs,
    dies_after_the_welcome,
    dies_with_a_word,
    dies_once_it_was_told_something,
)


@pytest.mark.parametrize("is_told", [False, True], ids=["unheard-of", "ended"])
@pytest.mark.parametrize("die", DEATHS)
def test_whenever_one_dies_the_next_is_told_everything_once(
    die: Callable[[socket.socket], None], address: str, is_told: bool
) -> None:
    near = Near(patience_s=0.2)
    for number in range(5):
        near.line.keep(str(number), kept(number=number))
    with closing(addresses.listen(address)) as listener:
        near.line.call(address)
        die(listener)
    if is_told:
        near.line.hang_up()
        near.heard.clear()
    addresses.forget(address)
    with closing(Far(address, says=({"type": "new"},))) as far:
        near.line.call(address)
        far.until_heard(5)
        near.until(lambda: {"type": "new"} in near.heard)
        near.line.tell({"type": "last"})
        far.until(lambda: {"type": "last"} in far.heard)
        assert far.heard == [*(kept(number=number) for number in range(5)), {"type": "last"}]
        assert near.heard[-1] == {"type": "new"}
        assert not is_told or near.heard == [{"type": "new"}]
        near.line.hang_up()


def test_nothing_is_told_of_one_once_the_line_was_hung_up(near: Near, address: str) -> None:
    for number in range(50):
        says = tuple[Message, ...]({"type": "said", "by": number} for _ in range(100))
        with closing(Far(address, says)):
            near.line.call(address)
            near.until(lambda: near.heard)
            near.line.hang_up()
            near.heard.clear()
        assert not near.heard
    assert near.lost == 0


def test_who_hears_may_answer_and_hang_up(address: str) -> None:
    heard: list[Message] = []

    def hear(message: Message) -> None:
        heard.append(message)
        line.tell({"type": "answer"})
        line.hang_up()

    line = ProcessLine("far", secret=SECRET, on_message=hear)
    with closing(Far(address, ({"type": "first"}, {"type": "second"}))) as far:
        for number in range(1, 51):  # its word may come before it is known to have answered
            line.call(address)
            far.until_heard(number)
            far.until(lambda: far.hangs_up == far.calls)
    assert heard == [{"type": "first"}] * 50


def test_who_die_with_the_welcome_one_after_the_other_are_called_again(address: str) -> None:
    near = Near(again_s=0.001)
    near.line.call(address)
    with closing(addresses.listen(address)) as listener:
        for _ in range(100):
            dies_after_the_welcome(listener)
    near.line.hang_up()
    assert not near.line.is_up


def test_who_hangs_up_waits_for_what_is_just_told(address: str) -> None:
    order: list[str] = []
    is_told, may_end = threading.Event(), threading.Event()

    def silent(reason: str) -> None:
        is_told.set()
        may_end.wait(PATIENCE_S)
        order.append("told")

    def hang_up() -> None:
        line.hang_up()
        order.append("hung up")

    line = ProcessLine("far", secret=SECRET, on_message=lambda message: None, on_silent=silent)
    line.call(address)
    assert is_told.wait(PATIENCE_S)
    hanging_up = threading.Thread(target=hang_up, name="hanging up")
    hanging_up.start()
    hanging_up.join(0.1)  # so long it could have gone wrong
    may_end.set()
    hanging_up.join(PATIENCE_S)
    assert order == ["told", "hung up"]


def test_what_changes_while_processes_come_and_go_is_known_to_the_last(
    near: Near, address: str
) -> None:
    """A value that only rises, told by another thread, and a process that is always dying."""
    is_over = threading.Event()
    value = 0

    def count() -> None:
        nonlocal value
        while not is_over.wait(0.0002):
            value += 1
            near.line.keep("value", {"type": "value", "value": value})

    counting = threading.Thread(target=count, name="counting")
    counting.start()
    try:
        for _ in range(30):
            with closing(Far(address)) as far:
                near.line.call(address)
                far.until_heard(4)
            values = [int(str(each["value"])) for each in far.heard]
            assert values == list(range(values[0], values[0] + len(values)))
    finally:
        is_over.set()
        counting.join(PATIENCE_S)
    near.line.call(address)
    with closing(Far(address)) as far:
        far.until(lambda: far.heard)
        assert far.heard == [{"type": "value", "value": value}]


@contextmanager
def stage() -> Iterator[tuple[Near, str]]:
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        near = Near(again_s=0.002)
        yield near, free_address(Path(folder), "far")
        near.line.hang_up()


KEYS = st.sampled_from("abc")
EVENTS = st.one_of(
    st.tuples(st.just("keep"), KEYS, st.integers(0, 3)),
    st.tuples(st.just("note"), KEYS, st.integers(0, 3)),
    st.tuples(st.just("drop"), KEYS, st.just(0)),
    st.tuples(st.sampled_from(["start", "die", "ready", "ended", "cut"]), st.just(""), st.just(0)),
)


@settings(max_examples=60)
@given(events=st.lists(EVENTS, max_size=25))
def test_whatever_happens_the_last_one_knows_what_is_kept(
    events: list[tuple[str, str, int]],
) -> None:
    wanted: dict[str, Message] = {}
    far: Far | None = None
    with stage() as (near, address):
        for what, key, value in events:
            match what:
                case "keep" | "note":
                    wanted[key] = kept(key=key, value=value)
                    tell = near.line.keep if what == "keep" else near.line.note
                    tell(key, wanted[key])
                case "drop":
                    wanted.pop(key, None)
                    near.line.drop(key, {"type": "end", "key": key})
                case "start" if far is None:
                    far = Far(address)
                case "die" if far is not None:
                    far.close()
                    far = None
                case "ready":
                    near.line.call(address)
                case "ended":
                    near.line.hang_up()
                case "cut" if far is not None:
                    far.hang_up()
        if far is not None:
            far.close()
        near.line.hang_up()
        near.line.keep("last", {"type": "last"})
        with closing(Far(address)) as last:
            near.line.call(address)
            last.until_heard(len(wanted) + 1)
            assert last.heard == [*wanted.values(), {"type": "last"}]
