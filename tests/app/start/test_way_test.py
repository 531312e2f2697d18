"""Tests of studio.app.start.way_test: the way is tried by a real process, and holds no key."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.live.address import server_of
from studio.app.start.way_test import WayTest, says
from tests.app.engine_stage import until
from tests.servers import NginxRtmp


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("rtmp://live.example.com/app/KEY", "rtmp://live.example.com"),
        ("rtmps://live.example.com:8443/app/KEY?k=KEY", "rtmps://live.example.com:8443"),
        ("rtmp://[::1]:19350/app", "rtmp://[::1]:19350"),
        ("rtmp://user:KEY@live.example.com/app", "rtmp://live.example.com"),
        ("wss://room.example.com/r", ""),
        ("rtmp://", ""),
        ("rtmp://a:x/app", ""),
        ("", ""),
    ],
)
def test_a_server_is_named_without_path_or_key(address: str, wanted: str) -> None:
    assert server_of(address) == wanted


def test_says_what_a_line_must_have() -> None:
    facts = {"host": "live.example.com:1935", "connect_ms": 35}
    text, role = says({"findings": [{"level": "good", "facts": facts}]}, 4500)
    assert text.splitlines() == [
        "✓ live.example.com:1935 answers in 35 ms.",
        "4,660 kb/s want an upload of 6.7 Mb/s; a third of it is headroom.",
    ]
    assert role == "quiet"


@pytest.mark.parametrize("report", [{}, {"findings": None}, {"findings": [3]}])
def test_a_report_without_sense_is_a_warning(report: dict[str, object]) -> None:
    assert says(report, 4500)[1] == "warning"


@pytest.mark.slow
def test_tries_a_server(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    theme.apply(qapp, "dark")
    test = WayTest()
    qtbot.addWidget(test)
    with NginxRtmp(tmp_path) as server:
        test.set_address(server.url())
        test.button.click()
        until(lambda: "✓" in test.words.text())
    test.button.click()
    until(lambda: test.words.property("role") == "warning")
    assert "127.0.0.1" in test.words.text() or "localhost" in test.words.text()
