"""A plugin that is a web page, in a live studio: shown, counting, gone with its page."""

import os
import queue
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from studio.ipc.message import Message
from studio.model import plugin_commands as do
from studio.plugin_host.line import Line
from studio.plugin_host.protocol import Edit
from studio.plugin_host.seat import Seat
from studio.plugin_host.websocket import WebDoor
from tests.e2e.app_stand_in import wait
from tests.e2e.live_studio import PATIENCE_S, ROOT
from tests.e2e.plugin_host_stage import PluginStage
from tests.room.web.browser import chromium, open_page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
PLUGIN = "web_counter"
HANDS: dict[str, Any] = {"on_end": lambda why: None, "on_line": lambda text: None}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PluginStage]:
    with PluginStage(tmp_path_factory.mktemp("web")) as stage:
        yield stage


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open pages, that are closed when the test ends: another's would be turned away."""
    yield lambda address: open_page(browser, address)
    for context in browser.contexts:
        context.close()


def is_drawn(stage: PluginStage) -> bool:
    """Say whether its white words are on the programme."""
    return stage.brightest() > 200


def test_a_page_draws_while_it_is_open(stage: PluginStage, show: Callable[[str], Page]) -> None:
    assert "web_counter is on." in stage.type("on", PLUGIN, "--yes")
    waiting = stage.wait_for(PLUGIN, lambda plugin: plugin.address)
    assert (waiting.state, waiting.sentence) == ("waiting", "It waits for its page to be opened.")
    assert waiting.address in stage.type("list")
    page = show(waiting.address)
    page.get_by_text("已连接 Connected").wait_for()
    wait(lambda: is_drawn(stage))
    running = stage.wait_for(PLUGIN, lambda plugin: plugin.usage.nodes == 1)
    assert running.state == "running"
    page.close()
    wait(lambda: not is_drawn(stage))
    assert stage.wait_for(PLUGIN, lambda plugin: plugin.state == "waiting").sentence
    page = show(waiting.address)
    wait(lambda: is_drawn(stage))
    page.reload()  # what it drew is gone for too short a time to be looked for
    page.get_by_text("已连接 Connected").wait_for()
    wait(lambda: is_drawn(stage))


def test_a_page_counts_gifts_and_keeps_the_count(show: Callable[[str], Page]) -> None:
    come: queue.Queue[Line] = queue.Queue()
    heard: queue.Queue[Message] = queue.Queue()
    door = WebDoor()
    seat = Seat(PLUGIN, "token", lambda: come.put(seat.open(**HANDS, on_message=heard.put)))
    door.start()
    door.set(seat, ROOT / "plugins" / PLUGIN, "index.html")
    try:
        page = show(door.address(PLUGIN))
        line = come.get(timeout=PATIENCE_S)
        line.send({"type": "hello", "settings": {}, "storage": {"total": 5}, "panel": []})
        line.send({"type": "event", "name": "started", "told": {"width": 1920, "height": 1080}})
        assert "礼物 ×5" in str(heard.get(timeout=PATIENCE_S))
        line.send({"type": "event", "name": "gift", "told": {"count": 3}})
        stored, drawn = (heard.get(timeout=PATIENCE_S) for _ in range(2))
        assert stored == {"type": "store", "values": {"total": 8}, "removed": []}
        Edit.model_validate(drawn)
        assert "礼物 ×8" in str(drawn)
        page.get_by_role("button").click()
        assert heard.get(timeout=PATIENCE_S)["values"] == {"total": 0}
    finally:
        door.close()


def test_a_page_without_the_token_is_told_why(
    stage: PluginStage, show: Callable[[str], Page]
) -> None:
    stage.type("on", PLUGIN, "--yes")
    address = stage.wait_for(PLUGIN, lambda plugin: plugin.address).address
    page = show(address.partition("#")[0] + "#another")
    page.get_by_text("There is no plugin with this token that is on.").wait_for()


def test_one_that_fails_three_times_is_switched_off(
    stage: PluginStage, show: Callable[[str], Page]
) -> None:
    stage.type("on", PLUGIN, "--yes")
    stage.do(do.RestartPlugin(plugin=PLUGIN))
    address = stage.wait_for(PLUGIN, lambda plugin: plugin.address).address
    page = show(address)
    page.evaluate(
        """() => {
          const real = WebSocket.prototype.send;
          WebSocket.prototype.send = function (text) {
            real.call(this, text);
            if (text.includes('"edit"')) real.call(this, "nonsense");
          };
        }"""
    )
    page.get_by_role("button").click()
    failed = stage.wait_for(PLUGIN, lambda plugin: plugin.state == "failed")
    assert failed.sentence.startswith("It sent what is no message")
    assert failed.sentence.endswith("It failed 3 times in a row and is switched off.")
    wait(lambda: not is_drawn(stage))


def test_while_it_is_written_its_address_is_said(
    stage: PluginStage, show: Callable[[str], Page]
) -> None:
    stage.type("off", PLUGIN)
    with (stage.folder / "run.log").open("wb") as log:
        run = subprocess.Popen(
            [sys.executable, "-m", "studio", "plugin", "run", str(ROOT / "plugins" / PLUGIN)],
            env=os.environ | stage.studio.environment,
            stdout=log,
        )
    try:
        found: list[str] = []

        def is_said() -> bool:
            found[:] = re.findall(r"Open it: (\S+)", (stage.folder / "run.log").read_text("utf-8"))
            return bool(found)

        wait(is_said)
        show(found[0]).get_by_text("已连接 Connected").wait_for()
        wait(lambda: is_drawn(stage))
    finally:
        run.send_signal(signal.SIGINT)
        assert run.wait(PATIENCE_S) == 130
    wait(lambda: not is_drawn(stage))
