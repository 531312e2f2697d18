"""Tests of studio.plugin_host.websocket and seat: who may come in, and what he may do there."""

import contextlib
import json
import queue
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from studio.ipc.message import Message
from studio.plugin_host import seat as seats
from studio.plugin_host import websocket
from studio.plugin_host.line import Line
from studio.plugin_host.seat import Seat
from studio.plugin_host.websocket import WebDoor

TOKEN = "a-token-that-nobody-guesses"
PATIENCE_S = 20.0


class House:
    """A door with one seat, and what the plugin that sits there says."""

    def __init__(self, folder: Path) -> None:
        self.messages: queue.Queue[Message] = queue.Queue()
        self.ends: queue.Queue[str] = queue.Queue()
        self.lines: queue.Queue[str] = queue.Queue()
        self.came: queue.Queue[Line] = queue.Queue()
        self.visits = contextlib.ExitStack()
        self.seat = Seat("counter", TOKEN, self._come)
        self.door = WebDoor()
        self.door.start()
        self.door.set(self.seat, folder, "index.html")
        page, _, self.token = self.door.address("counter").partition("#")
        self.page = page
        self.base = page.removesuffix("/counter/index.html")

    def _come(self) -> None:
        line = self.seat.open(
            on_message=self.messages.put, on_end=self.ends.put, on_line=self.lines.put
        )
        self.came.put(line)

    def connect(self, origin: str | None = None) -> ClientConnection:
        address = self.base.replace("http", "ws")
        came_from = Origin(origin) if origin else None
        knock = connect(address, open_timeout=PATIENCE_S, origin=came_from)
        return self.visits.enter_context(knock)

    def join(self) -> tuple[ClientConnection, Line]:
        connection = self.connect()
        connection.send(json.dumps({"type": "join", "token": TOKEN}))
        return connection, self.came.get(timeout=PATIENCE_S)

    def end(self) -> str:
        return self.ends.get(timeout=PATIENCE_S)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "counter"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html>计数")
    (tmp_path / "secret.txt").write_text("hidden")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    house = House(folder)
    with house.visits:
        yield house
    house.door.close()


def reason_of(connection: ClientConnection) -> str:
    """Return why the host hung up."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            connection.recv(timeout=PATIENCE_S)
    return connection.close_reason or ""


def get(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), dict(error.headers)


def test_who_knows_the_token_speaks_and_hears(house: House) -> None:
    assert house.token == TOKEN
    assert house.seat.waits_for
    connection, line = house.join()
    assert house.seat.waits_for == ""
    line.send({"type": "hello", "settings": {}})
    assert json.loads(connection.recv(timeout=PATIENCE_S)) == {"type": "hello", "settings": {}}
    connection.send('{"type": "edit", "edits": []}')
    assert house.messages.get(timeout=PATIENCE_S) == {"type": "edit", "edits": []}
    connection.send('{"type": "log", "text": "你好"}')
    assert house.lines.get(timeout=PATIENCE_S) == "你好"
    line.send({"type": "fetched", "body": b"\x00\xff"})
    assert json.loads(connection.recv(timeout=PATIENCE_S))["body"] == "AP8="
    connection.close()
    assert house.end() == "It has left."
    assert not line.is_fault
    until(lambda: house.seat.waits_for)


def until(is_so: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ('{"type": "join", "token": "another"}', "There is no plugin with this token that is on."),
        ('{"type": "edit", "edits": []}', "The first message is a join, with a token."),
        ("nonsense", "The first message is a join, with a token."),
        ('{"type": "join", "token": "' + TOKEN + '", "sdk": 2}', "The first message is a join"),
    ],
)
def test_who_does_not_know_it_is_refused(house: House, first: str, why: str) -> None:
    connection = house.connect()
    connection.send(first)
    assert reason_of(connection).startswith(why)
    assert house.came.empty()


def test_pages_of_others_are_refused(house: House) -> None:
    port = house.base.rpartition(":")[2]
    for origin in ("https://evil.example", "null", f"http://evil.example:{port}"):
        with pytest.raises(InvalidStatus, match="403"):
            house.connect(origin=origin)
    connection = house.connect(origin=house.base)
    connection.send("nonsense")
    assert reason_of(connection)


def test_another_name_for_this_computer_is_refused(house: House) -> None:
    assert get(house.page, Host="evil.example")[0] == 403
    status, _, _ = get(house.page.replace("127.0.0.1", "localhost"))
    assert status == 200


def test_a_page_is_shown_and_nothing_outside_its_folder(house: House) -> None:
    status, text, headers = get(house.page)
    assert (status, text) == (200, "<!doctype html>计数")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    for name in ("../secret.txt", "%2e%2e/secret.txt", "link.txt", "", "gone.html", "/etc/passwd"):
        assert get(f"{house.base}/counter/{name}")[0] == 404, name
    assert get(f"{house.base}/other/index.html")[0] == 404


@pytest.mark.parametrize("text", ["nonsense", "[]", '{"type": 5}', "[" * 5_000, "{}"])
def test_garbage_ends_it(house: House, text: str) -> None:
    connection, line = house.join()
    connection.send(text)
    assert house.end() == "It sent what is no message: each is a JSON object with a type."
    assert line.is_fault
    assert reason_of(connection).startswith("It sent what is no message")


def test_a_message_that_is_too_long_ends_it(house: House) -> None:
    connection, line = house.join()
    connection.send('{"type": "' + "x" * (websocket.MAX_MESSAGE_BYTES + 1) + '"}')
    assert house.end().startswith("It sent what is no message")
    assert line.is_fault


def test_a_flood_ends_it(house: House) -> None:
    connection, line = house.join()
    with contextlib.suppress(ConnectionClosed):
        for _ in range(100_000):
            connection.send('{"type": "edit", "edits": []}')
    assert house.end() == "It sent over 1000 messages in a second."
    assert line.is_fault


def test_one_that_does_not_answer_is_ended(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "HANG_S", 0.3)
    monkeypatch.setattr(seats, "PING_S", 0.1)
    connection, line = house.join()
    assert json.loads(connection.recv(timeout=PATIENCE_S)) == {"type": "ping"}
    assert house.end() == "It did not answer for 0 seconds."
    assert line.is_fault


def test_one_that_answers_goes_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "PING_S", 0.02)
    connection, line = house.join()
    for _ in range(20):
        assert json.loads(connection.recv(timeout=PATIENCE_S)) == {"type": "ping"}
        connection.send('{"type": "pong"}')
    assert house.ends.empty()
    line.close()
    assert house.end() == "It was ended."


def test_one_that_does_not_read_is_ended_and_nobody_waits_for_it(house: House) -> None:
    connection, line = house.join()
    begun_s = time.monotonic()
    for _ in range(20_000):
        line.send({"type": "event", "name": "danmaku", "told": {"text": "x" * 1_000}})
    assert time.monotonic() - begun_s < PATIENCE_S
    assert house.end() == "It did not read what it was told."
    assert line.is_fault
    connection.close()


def test_who_joins_anew_takes_the_place(house: House) -> None:
    first, line = house.join()
    second, _ = house.join()
    assert house.end() == "Another one has joined in its place."
    assert not line.is_fault
    assert reason_of(first) == "Another one has joined in its place."
    second.send('{"type": "edit", "edits": []}')
    assert house.messages.get(timeout=PATIENCE_S)["type"] == "edit"


def test_one_that_is_off_has_no_place(house: House) -> None:
    house.door.unset("counter")
    assert house.door.address("counter") == ""
    assert get(house.page)[0] == 404
    connection = house.connect()
    connection.send(json.dumps({"type": "join", "token": TOKEN}))
    assert "no plugin with this token" in reason_of(connection)


def test_so_many_may_come_and_no_more(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "JOIN_S", PATIENCE_S)
    for _ in range(websocket.MAX_CONNECTIONS):
        house.connect()
    assert reason_of(house.connect()) == "Too many have come."


def test_a_port_that_is_taken_is_said(house: House) -> None:
    port = int(house.base.rpartition(":")[2])
    with pytest.raises(websocket.DoorError, match=f"port {port} can't be had"):
        WebDoor(port).start()
