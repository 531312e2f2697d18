"""Takes pictures of every page, to be looked at: ``python -m tests.room.web.shots DIR``.

Three appearances, two languages, desktop and phone, on a room with the demo's programme and
some people who talk and give.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.room.web.programme import programme
from tests.room.web.server import RoomServer, room_server

CHROMIUM = "/usr/bin/chromium"
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
THEMES = ("dark", "light", "contrast")
SAID = (
    ("星河", "今天的光线好温柔"),
    ("Maya", "greetings from Lisbon!"),
    ("كريم", "مرحبا بالجميع"),
    ("阿福", "哈哈哈哈哈 666"),
    ("一个名字特别特别长的观众朋友", "这段能再讲一遍吗？"),
)


def open_page(browser: Browser, address: str, theme: str, locale: str, size: ViewportSize) -> Page:
    """Open a page in a browser of its own."""
    page = browser.new_context(locale=locale, viewport=size).new_page()
    page.add_init_script(f"localStorage.setItem('rocket.theme', '\"{theme}\"')")
    page.goto(address)
    return page


def talk(browser: Browser, server: RoomServer) -> None:
    """Let some people say and give something."""
    for name, text in SAID:
        page = open_page(browser, server.viewer, "dark", "zh-CN", DESKTOP)
        page.fill("#name", name)
        page.click("#name-form button")
        page.fill("#say", text)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="棒棒糖").click()
        page.wait_for_timeout(400)
        page.context.close()


def shoot(browser: Browser, server: RoomServer, folder: Path) -> None:
    """Write the pictures."""
    desk = open_page(browser, server.pages + server.anchor, "dark", "zh-CN", DESKTOP)
    desk.wait_for_selector("#tools form")
    desk.get_by_label("问题").fill("下一章读哪个？")
    desk.get_by_label("选项，用逗号隔开").fill("长安的荔枝，小王子，三体")
    desk.get_by_role("button", name="开始").first.click()
    views = [open_page(browser, server.viewer, each, "zh-CN", DESKTOP) for each in THEMES]
    views.append(open_page(browser, server.viewer, "dark", "en-US", PHONE))
    talk(browser, server)
    for name, page in zip((*THEMES, "phone-en"), views, strict=True):
        page.mouse.move(400, 400)
        page.wait_for_timeout(500)
        page.screenshot(path=folder / f"viewer-{name}.png")
        page.context.close()
    desk.screenshot(path=folder / "moderator-dark.png")
    for theme in ("light", "contrast"):
        page = open_page(browser, f"{server.pages}/operator", theme, "en-US", DESKTOP)
        page.fill("#key", server.operator_key)
        page.click("#key-form button")
        page.wait_for_timeout(5_000)
        page.screenshot(path=folder / f"operator-{theme}.png", full_page=True)
        page.context.close()


def main(folder: Path) -> None:
    """Start everything, take the pictures, end everything."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        room_server(Path(place) / "room") as server,
        programme(server, Path(place), "1280x720"),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shoot(browser, server, folder)
        browser.close()
    print(*sorted(folder.glob("*.png")), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
