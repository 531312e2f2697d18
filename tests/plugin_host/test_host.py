"""Tests of studio.plugin_host.host."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.plugin_host.host import MAX_INBOX, Host

PATIENCE_S = 20.0


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path, lambda: None)
    thread = threading.Thread(target=host.run)
    thread.start()
    yield host
    host.end()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_what_fails_for_one_costs_the_others_nothing(
    host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    is_done = threading.Event()
    host.post(lambda: 1 // 0)
    host.post(is_done.set)
    assert is_done.wait(PATIENCE_S)
    assert host.failed == 1
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def test_so_much_waits_and_no_more(host: Host) -> None:
    may_go_on, has_begun = threading.Event(), threading.Event()

    def hold() -> None:
        has_begun.set()
        may_go_on.wait(PATIENCE_S)

    host.post(hold)
    assert has_begun.wait(PATIENCE_S)
    for _ in range(MAX_INBOX + 5):
        host.post(lambda: None)
    may_go_on.set()
    assert host.lost == 5
