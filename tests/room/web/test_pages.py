"""The pages in Debian's Chromium: watch, talk, give, get muted, reconnect; hostile texts."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from tests.room.web.programme import programme
from tests.room.web.server import RoomServer, room_server

pytestmark = pytest.mark.slow

CHROMIUM = "/usr/bin/chromium"
DEADLINE_MS = 30_000
HOSTILE = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomServer]:
    with room_server(tmp_path_factory.mktemp("room")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, server: RoomServer) -> Iterator[Callable[..., Page]]:
    """Open pages, each in a browser of its own; a script that fails fails the test."""
    errors: list[str] = []
    contexts = []

    def open_page(path: str, locale: str = "zh-CN", **options: object) -> Page:
        context = browser.new_context(locale=locale, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(DEADLINE_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: _note_refusals(said, errors))
        page.goto(server.pages + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def _note_refusals(said: ConsoleMessage, errors: list[str]) -> None:
    if "Content Security Policy" in said.text:
        errors.append(said.text)


def come_in(page: Page, name: str) -> None:
    page.fill("#name", name)
    page.click("#name-form button")
    expect(page.locator("#say-form")).to_be_visible(timeout=DEADLINE_MS)


def say(page: Page, text: str) -> None:
    page.fill("#say", text)
    page.keyboard.press("Enter")


def play_time(page: Page) -> float:
    """Wait until the picture has moved for a second, and return where it is."""
    for _ in range(DEADLINE_MS // 100):
        now_s = float(page.evaluate("document.querySelector('video').currentTime"))
        if now_s > 1:
            return now_s
        page.wait_for_timeout(100)
    raise AssertionError("the picture does not move")


def lines(page: Page, text: str) -> Locator:
    return page.locator("#lines .line", has_text=text)


def test_two_viewers_and_an_anchor_watch_talk_and_moderate(
    server: RoomServer, visit: Callable[..., Page], tmp_path: Path
) -> None:
    anchor = visit(server.anchor)
    expect(anchor.locator("#desk")).to_be_visible(timeout=DEADLINE_MS)
    assert "invitation" not in anchor.url, "a link's secret stays in the address bar"
    one, other = visit("/r/1"), visit("/r/1", locale="en-US")
    with programme(server, tmp_path, "640x360"):
        for page in (one, other):
            expect(page.locator("#offline")).to_be_hidden(timeout=DEADLINE_MS)
            play_time(page)
        assert one.evaluate("document.querySelector('video').videoHeight") == 360
    come_in(one, "星河")
    come_in(other, "Maya")
    say(one, "今天的光线好温柔")
    expect(lines(other, "今天的光线好温柔")).to_have_count(1, timeout=DEADLINE_MS)
    say(other, "greetings")
    expect(lines(one, "greetings")).to_have_count(1, timeout=DEADLINE_MS)

    said = anchor.locator("#said .item", has_text="greetings")
    said.get_by_role("button", name="隐藏").click()
    expect(one.locator("#lines .hidden-line", has_text="greetings")).to_have_count(
        1, timeout=DEADLINE_MS
    )
    said.get_by_role("button", name="禁言").click()
    expect(lines(other, "was muted")).to_have_count(1, timeout=DEADLINE_MS)
    say(other, "may I?")
    expect(other.locator("#say-hint.bad")).to_contain_text("muted", timeout=DEADLINE_MS)
    said.get_by_role("button", name="撤销").click()
    expect(lines(other, "may speak again")).to_have_count(1, timeout=DEADLINE_MS)
    say(other, "thank you")
    expect(lines(one, "thank you")).to_have_count(1, timeout=DEADLINE_MS)


def test_what_is_held_waits_for_a_moderator(server: RoomServer, visit: Callable[..., Page]) -> None:
    anchor, viewer, other = visit(server.anchor), visit("/r/1"), visit("/r/1")
    come_in(viewer, "阿福")
    say(viewer, "加微信 abc12345678")
    expect(viewer.locator("#say-hint")).to_contain_text("等待房管审核", timeout=DEADLINE_MS)
    waiting = anchor.locator("#queue .item", has_text="abc12345678")
    expect(waiting).to_contain_text("引流", timeout=DEADLINE_MS)
    expect(lines(other, "abc12345678")).to_have_count(0)
    waiting.get_by_role("button", name="放行").click()
    expect(lines(other, "abc12345678")).to_have_count(1, timeout=DEADLINE_MS)
    expect(waiting).to_have_count(0, timeout=DEADLINE_MS)
    say(viewer, "网上赌场快来")
    expect(viewer.locator("#say-hint.bad")).not_to_be_empty(timeout=DEADLINE_MS)


def test_a_poll_and_a_lottery_from_the_anchors_desk(
    server: RoomServer, visit: Callable[..., Page]
) -> None:
    anchor, viewer = visit(server.anchor), visit("/r/1", locale="en-US")
    come_in(viewer, "Noor")
    anchor.get_by_label("问题").fill("读哪本？")
    anchor.get_by_label("选项，用逗号隔开").fill("小王子，三体")
    anchor.get_by_role("button", name="开始").first.click()
    choice = viewer.locator("#cards .choice", has_text="三体")
    choice.click()
    expect(choice).to_contain_text("100 %", timeout=DEADLINE_MS)
    anchor.get_by_label("奖品").fill("签名书")
    anchor.get_by_role("button", name="开始").nth(1).click()
    viewer.get_by_role("button", name="Take part").click()
    expect(viewer.locator("#cards")).to_contain_text("1 taking part", timeout=DEADLINE_MS)


def test_gifts_are_paid_and_seen_by_all(server: RoomServer, visit: Callable[..., Page]) -> None:
    giver, other = visit("/r/1", locale="en-US"), visit("/r/1")
    come_in(giver, "Mika")
    expect(giver.locator("#balance")).to_have_text("100 coins left", timeout=DEADLINE_MS)
    lollipop = giver.get_by_role("button", name="Give 1 Lollipop")
    lollipop.click()
    expect(lines(other, "Mika 送出")).to_contain_text("棒棒糖", timeout=DEADLINE_MS)
    lollipop.click()
    expect(lines(other, "Mika 送出")).to_contain_text("×2", timeout=DEADLINE_MS)
    expect(giver.locator("#balance")).to_have_text("82 coins left", timeout=DEADLINE_MS)
    giver.get_by_role("button", name="Give 1 Crown").click()
    expect(giver.locator("#say-hint.bad")).to_contain_text("Not enough coins", timeout=DEADLINE_MS)
    expect(giver.locator("#amounts")).to_be_visible()
    expect(lines(other, "Mika 送出")).to_have_count(1)


def test_markup_in_names_and_texts_stays_text(
    server: RoomServer, visit: Callable[..., Page]
) -> None:
    anchor, one, other = visit(server.anchor), visit("/r/1"), visit("/r/1")
    come_in(one, HOSTILE[:24])
    say(one, HOSTILE)
    expect(lines(other, HOSTILE)).to_have_count(1, timeout=DEADLINE_MS)
    expect(anchor.locator("#said .text", has_text=HOSTILE)).to_have_count(1, timeout=DEADLINE_MS)
    for page in (anchor, one, other):
        assert page.locator("#lines img, #said img, #danmaku img").count() == 0
        assert "owned" not in page.title()


def test_a_viewer_comes_back_by_itself_when_the_edge_was_killed(
    server: RoomServer, visit: Callable[..., Page]
) -> None:
    page = visit("/r/1", locale="en-US")
    come_in(page, "Theo")
    say(page, "before the end")
    expect(lines(page, "before the end")).to_have_count(1, timeout=DEADLINE_MS)
    server.kill_edge()
    expect(page.locator("#state")).to_contain_text("Reconnecting", timeout=DEADLINE_MS)
    server.start_edge()
    expect(page.locator("#state")).to_be_hidden(timeout=DEADLINE_MS)
    say(page, "back again")
    expect(lines(page, "back again")).to_have_count(1, timeout=DEADLINE_MS)


def test_the_operator_sees_rooms_and_makes_one(
    server: RoomServer, visit: Callable[..., Page]
) -> None:
    page = visit("/operator", locale="en-US")
    page.fill("#key", "wrong")
    page.click("#key-form button")
    expect(page.locator("#problem")).to_contain_text("That key is wrong", timeout=DEADLINE_MS)
    page.fill("#key", server.operator_key)
    page.click("#key-form button")
    expect(page.get_by_text("The books balance")).to_be_visible(timeout=DEADLINE_MS)
    page.get_by_label("Room id").fill("second")
    page.get_by_label("Room title").fill("第二间")
    page.get_by_label("Anchor's name").fill("阿岚")
    page.get_by_role("button", name="Make a room").click()
    link = page.get_by_label("Anchor link")
    link.wait_for()
    assert "/mod/second#invitation=" in link.input_value()
    expect(page.locator("td", has_text="第二间")).to_be_visible(timeout=DEADLINE_MS)


def test_the_operators_table_keeps_the_focus_while_it_is_drawn_anew(
    server: RoomServer, visit: Callable[..., Page]
) -> None:
    page = visit("/operator", locale="en-US")
    page.fill("#key", server.operator_key)
    page.click("#key-form button")
    button = page.get_by_role("button", name="Analytics").first
    button.focus()
    page.evaluate("document.activeElement.wasHere = true")
    focused = "document.activeElement.dataset?.key"
    for _ in range(100):  # until the table is another one
        assert page.evaluate(focused) == "figures 1"
        if not page.evaluate("document.activeElement.wasHere"):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the table was never drawn anew")


def test_the_operator_sees_what_a_show_was_like(
    server: RoomServer, visit: Callable[..., Page]
) -> None:
    anchor, viewer = visit(server.anchor), visit("/r/1")
    come_in(viewer, "阿宁")
    anchor.get_by_label("本场标题").fill("晚安电台")
    anchor.get_by_role("button", name="标记为直播中").click()
    expect(anchor.get_by_role("button", name="结束本场")).to_be_visible(timeout=DEADLINE_MS)
    say(viewer, "晚上好")
    expect(
        lines(anchor, "晚上好").or_(anchor.locator("#said .item", has_text="晚上好"))
    ).to_have_count(1, timeout=DEADLINE_MS)
    page = visit("/operator", locale="en-US", viewport={"width": 390, "height": 800})
    page.fill("#key", server.operator_key)
    page.click("#key-form button")
    danmaku = page.get_by_role("img", name="Danmaku / s: at most 1,")
    second = page.locator(".moment input:not([max='0'])")
    for _ in range(30):  # until the room's records are kept, of two seconds at least
        page.get_by_role("button", name="Analytics").first.click()
        page.locator(".plot").first.wait_for()
        if danmaku.count() and second.count():
            break
        page.wait_for_timeout(500)
    expect(danmaku).to_be_visible()
    assert page.locator(".plot svg[role=img][aria-label]").count() == 4
    second.press("ArrowRight")
    expect(page.locator(".moment b")).to_have_text("0:00:01")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_download() as saving:
        page.get_by_role("button", name="Export CSV").click()
    text = saving.value.path().read_text()
    assert text.startswith("second,time,viewers,joined,left,danmaku,gifts,coins,likes")
    page.locator("#language").click()
    expect(page.get_by_role("img", name="弹幕 / 秒：最高")).to_be_visible()


def test_everything_is_reached_by_keyboard_and_has_a_name(visit: Callable[..., Page]) -> None:
    page = visit("/r/1")
    come_in(page, "小满")
    page.wait_for_selector("#tray button")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, input, a, select, [tabindex]')]
            .filter((e) => e.offsetParent !== null)
            .filter((e) => !e.getAttribute('aria-label') && !e.textContent.trim())
            .filter((e) => !e.labels?.length)
            .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.id") == "say"
    page.locator("#say").press("Escape")
    page.locator("#lines").focus()
    page.keyboard.press("d")
    assert page.locator("#show-danmaku").get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_page_is_wider_than_its_window(width: int, visit: Callable[..., Page]) -> None:
    page = visit("/r/1", viewport={"width": width, "height": 800})
    page.wait_for_selector("#tray button", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_relay_that_does_not_answer_is_asked_again_and_again(
    server: RoomServer, browser: Browser
) -> None:
    """A socket that is ended before it is open must not throw anything into the page."""
    place = server.data / "relay.json"
    told = place.read_text()
    errors: list[str] = []
    with socket.create_server(("127.0.0.1", 0), backlog=16) as mute:
        place.write_text(json.dumps({**json.loads(told), "ws": mute.getsockname()[1]}))
        try:
            page = browser.new_context(locale="en-US").new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            asked: list[str] = []
            page.on("websocket", lambda asked_for: asked.append(asked_for.url))
            page.clock.install()
            page.goto(server.viewer)
            deadline_s = time.monotonic() + DEADLINE_MS / 1000
            while sum("/live/1.flv" in url for url in asked) < 3:
                assert time.monotonic() < deadline_s, asked
                page.clock.run_for(500)
            page.context.close()
        finally:
            place.write_text(told)
    assert errors == []
