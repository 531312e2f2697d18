"""Tests of studio.plugin_host.http, with a real server on this computer."""

import http.server
import queue
import threading
import time
from collections.abc import Iterator

import pytest

from studio.model.plugin import PluginError
from studio.plugin_host import http as module
from studio.plugin_host.http import Answer, Web, load

HERE = ("127.0.0.1",)


class Pages(http.server.BaseHTTPRequestHandler):
    """Serves what the tests ask for."""

    def do_GET(self) -> None:  # its name there
        match self.path.split("/")[1]:
            case "hello":
                self._answer(200, f"hello {self.headers['Host']}".encode())
            case "redirect":
                self._answer(302, b"", self.path.removeprefix("/redirect/"))
            case "round":
                self._answer(302, b"", "/round")
            case "long":
                self._answer(200, b"x" * ((1 << 20) + 1))
            case "slow":
                self._drip()
            case _:
                self._answer(404, b"no such page")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def _answer(self, status: int, body: bytes, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x")
                time.sleep(0.02)
        except OSError:
            self.close_connection = True


@pytest.fixture
def pages() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_listed_host_is_loaded_from(pages: str) -> None:
    assert load(f"{pages}/hello", HERE) == Answer(200, f"hello {pages[7:]}".encode())
    assert load(f"{pages}/gone", HERE) == Answer(404, b"no such page")


def test_redirects_are_followed_to_listed_hosts_alone(pages: str) -> None:
    assert load(f"{pages}/redirect//hello", HERE).status == 200
    with pytest.raises(PluginError, match='not load from "localhost"'):
        load(f"{pages}/redirect/{pages.replace('127.0.0.1', 'localhost')}/hello", HERE)
    with pytest.raises(PluginError, match="leads on and on"):
        load(f"{pages}/round", HERE)


def test_too_long_too_slow_and_not_there_are_sentences(
    pages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PluginError, match="too long: 1 MiB are the most"):
        load(f"{pages}/long", HERE)
    monkeypatch.setattr(module, "WHOLE_S", 0.3)
    with pytest.raises(PluginError, match="did not come within"):
        load(f"{pages}/slow", HERE)
    with pytest.raises(PluginError, match="can't be loaded"):
        load("http://127.0.0.1:9/", HERE)


def test_much_at_once_is_all_answered_and_too_much_is_refused(
    pages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: queue.Queue[Answer] = queue.Queue()
    web = Web(HERE)
    for _ in range(20):
        web.fetch(f"{pages}/hello", answers.put)
    assert [answers.get(timeout=30).status for _ in range(20)] == [200] * 20
    assert threading.active_count() < 60
    web.close()
    monkeypatch.setattr(module, "MAX_WAITING", 4)
    monkeypatch.setattr(module, "WHOLE_S", 0.5)
    full = Web(HERE)
    for _ in range(30):
        full.fetch(f"{pages}/slow", answers.put)
    assert "wait to be loaded already" in answers.get(timeout=30).sentence
    full.close()
    for thread in full._threads:
        thread.join(30)
