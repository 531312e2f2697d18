"""Bilibili's people in our pages, where the platform misbehaves and everybody sees whence."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from studio.room.inbound.feeds import ADDRESS_VARIABLE
from tests.room.inbound.bilibili.platform import APP_ID, CODE, KEY_ID, SECRET, Platform, deflated
from tests.room.inbound.test_feeds import danmaku, gift
from tests.room.loop_thread import LoopThread
from tests.room.web.browser import chromium, open_page
from tests.room.web.server import room_server

pytestmark = pytest.mark.slow


def test_what_is_said_and_given_on_bilibili_is_seen_with_its_origin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LoopThread() as loop, chromium() as browser:
        context = Platform().running()
        platform = loop.run(context.__aenter__())
        monkeypatch.setenv(ADDRESS_VARIABLE, platform.address)
        with room_server(tmp_path) as server:
            anchor = open_page(browser, server.pages + server.anchor)
            viewer = open_page(browser, server.viewer)
            keys = {
                "主播身份码": CODE,
                "项目 ID": str(APP_ID),
                "access key id": KEY_ID,
                "access key secret": SECRET,
            }
            for label, text in keys.items():
                anchor.get_by_label(label, exact=True).fill(text)
            anchor.get_by_role("button", name="接入B站弹幕和礼物").click()
            expect(anchor.get_by_text("B站已连接")).to_be_visible()

            late, paid = danmaku(1, "来自远方的问候"), gift(3, 100)
            loop.run(platform.send(deflated(danmaku(2, "第二句"), paid), late, paid))
            lines = viewer.locator("#lines .line")
            expect(lines.filter(has_text="小鱼 送出").locator(".origin")).to_have_text("B站")
            expect(lines.filter(has_text="来自远方的问候").locator(".origin")).to_have_text("B站")
            loop.run(platform.cut())
            loop.run(platform.send(danmaku(4, "加微信 abc12345678"), paid, danmaku(5, "再见")))
            expect(lines.filter(has_text="再见")).to_have_count(1)
            expect(lines.filter(has_text="小鱼 送出")).to_have_count(1)
            expect(lines.filter(has_text="abc12345678")).to_have_count(0)

            held = anchor.locator("#queue .item", has_text="abc12345678")
            expect(held.locator(".origin")).to_have_text("B站")
            held.get_by_role("button", name="放行").click()
            expect(lines.filter(has_text="abc12345678").locator(".origin")).to_have_text("B站")
            said = anchor.locator("#said .item", has_text="第二句")
            said.get_by_role("button", name="隐藏").click()
            expect(viewer.locator("#lines .hidden-line", has_text="第二句")).to_have_count(1)
            said.get_by_role("button", name="禁言").click()
            expect(lines.filter(has_text="禁言")).to_have_count(1)
            loop.run(platform.send(danmaku(6, "还能说吗"), gift(7, 0)))
            expect(lines.filter(has_text="小鱼 送出")).to_have_count(2)
            expect(lines.filter(has_text="还能说吗")).to_have_count(0)
            anchor.get_by_role("button", name="断开并删除密钥").click()
            expect(anchor.get_by_label("主播身份码", exact=True)).to_be_visible()
        loop.run(context.__aexit__(None, None, None))
        log = (tmp_path / "studio.room.log").read_text()
        assert not any(word in log for word in (CODE, KEY_ID, SECRET))
