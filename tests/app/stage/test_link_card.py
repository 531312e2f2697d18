"""Tests of studio.app.stage.link_card, stage_link and qr_code."""

import time

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme, words
from studio.app.live.room_host import RoomHost
from studio.app.stage.link_card import LinkCard
from studio.app.stage.qr_code import QrCode
from studio.app.stage.stage_link import StageLink, address, left_words
from studio.app.studio import Studio
from studio.app.theme.apply import ThemeName
from studio.model.room_address import RoomAddress, room_address

URL = "https://192.168.1.20:8443/phone/1#invitation=" + "eyJhbGciOiJIUzI1NiIsInR5cCI6" * 9


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
@pytest.mark.parametrize("side", [160, 243, 301])
def test_a_code_is_crisp_and_white_around_in_every_theme(
    qapp: QApplication, qtbot: QtBot, name: ThemeName, side: int
) -> None:
    theme.apply(qapp, name)
    code = QrCode("code")
    qtbot.addWidget(code)
    code.set_text(URL)
    code.resize(side, side)
    image = code.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)[:, :side]
    step = code.module_px()
    assert code._modules is not None
    modules = code._modules.width()
    edge = (side - modules * step) // 2
    inner = rows[edge : edge + modules * step, edge : edge + modules * step]
    assert set(np.unique(inner)) == {0, 255}
    # Each module is one colour: nothing is blurred or one pixel wider than its neighbour.
    blocks = inner.reshape(modules, step, modules, step)
    assert (blocks == blocks[:, :1, :, :1]).all()
    assert (inner[: 4 * step] == 255).all()
    large = cv2.resize(rows, None, fx=2, fy=2, interpolation=0)
    assert cv2.QRCodeDetector().detectAndDecode(large)[0] == URL
    theme.apply(qapp, "dark")


def test_a_link_leads_by_where_the_room_is_trusted_and_keeps_its_secret_behind_the_hash() -> None:
    path = "/phone/1#invitation=s"
    lan, trust, server = "https://10.0.0.2:8443", "http://10.0.0.2:8080/t", "http://127.0.0.1:80"
    assert address(path, lan=lan, trust=trust, server=server) == f"{trust}#{path}"
    assert address(path, lan=lan, trust="", server=server) == f"{lan}{path}"
    assert address(path, lan="", trust="", server=server + "/") == f"{server}{path}"
    short = address(path, short="/q/7F3K9Q2M", lan=lan, trust=trust, server=server)
    assert short == f"{trust}#/q/7F3K9Q2M"
    assert address(path, short="/q/7F", lan="", trust="", server=server) == f"{server}/q/7F"


def test_a_link_for_a_studio_leads_there_at_once_and_says_whom_to_trust(studio: Studio) -> None:
    host, link = RoomHost.of(studio), StageLink.of(studio, "studio")
    host.lan, host.trust = "https://10.0.0.2:8443", "http://10.0.0.2:8080/t"
    invitation = "s&ca=" + "0f" * 32
    path = f"/studio/1#invitation={invitation}"
    over_s = round(time.time()) + 600
    link._made({"path": path, "server": "http://127.0.0.1:80", "expires_s": over_s})
    assert room_address(link.url) == RoomAddress(host.lan, "1", invitation)
    assert link.is_secure
    host.lan = host.trust = ""
    link._made({"path": path, "server": "http://127.0.0.1:80", "expires_s": over_s})
    assert link.is_local


def test_how_long_it_holds_is_said_in_words(qapp: QApplication) -> None:
    words.use(qapp, "en")
    assert left_words(3_599) == "Good for another 60 minutes"
    assert left_words(86_400) == "Good for another 24 hours"
    assert left_words(45) == "Good for another 45 seconds"
    assert left_words(0) == "The link is over."


def test_a_link_that_only_this_computer_opens_says_so_and_one_that_is_over_is_not_shown(
    studio: Studio, qtbot: QtBot
) -> None:
    card = LinkCard(studio, "phone", "Make a link")
    qtbot.addWidget(card)
    card.show()
    link = card.link
    link._made(
        {
            "path": "/phone/1#invitation=s",
            "server": "http://127.0.0.1:8080",
            "invitation": "s",
            "expires_s": round(time.time()) + 600,
        }
    )
    assert card.code.isVisible()
    assert not card.make.isVisible()
    assert card._bar is not None
    assert card._bar.buttons
    link._expires_s = time.time() - 1
    card._tick()
    assert not card.code.isVisible()
    assert card.code.is_empty
    assert card.make.isVisible()
    assert card.life.text() == "The link is over."
    link._made({"sentence": "The room server refused: no."})
    assert link.state == "failed"
    assert card._bar.level == "error"
