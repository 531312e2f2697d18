"""HTTPS of a whole server: who trusts its authority gets pages, sockets and the camera."""

import base64
import hashlib
import json
import re
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import BrowserType, expect, sync_playwright
from websockets.sync.client import connect

from tests.room.web.browser import CHROMIUM
from tests.room.web.server import RoomServer

pytestmark = pytest.mark.slow

FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
DEADLINE_MS = 60_000


class SecureServer(RoomServer):
    """A server with HTTPS."""

    words = ("--https-port", "0")

    @property
    def authority(self) -> ssl.SSLContext:
        """What trusts it, and nobody else."""
        return ssl.create_default_context(cafile=str(self.data / "tls" / "ca.crt"))

    def secure(self, name: str = "localhost") -> str:
        """Return the address of the pages over HTTPS."""
        return f"https://{name}:{self.edge['https']}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureServer]:
    running = SecureServer(tmp_path_factory.mktemp("room") / "data")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserType]:
    with sync_playwright() as playwright:
        yield playwright.chromium


def pin(certificate: bytes) -> str:
    """Return a certificate's key as Chromium is told it."""
    key = x509.load_pem_x509_certificate(certificate).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


def get(url: str, context: ssl.SSLContext | None = None) -> Any:
    with urllib.request.urlopen(url, timeout=20, context=context) as answer:
        return json.load(answer)


def test_whoever_trusts_the_authority_comes_in_by_its_names_alone(server: SecureServer) -> None:
    for name in ("localhost", "127.0.0.1"):
        assert get(f"{server.secure(name)}/api/trust", server.authority)["fingerprint"]
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        get(f"{server.secure()}/api/trust", ssl.create_default_context())
    with (
        socket.create_connection(("127.0.0.1", server.edge["https"]), 20) as line,
        pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"),
    ):
        server.authority.wrap_socket(line, server_hostname="room.example.org")


def test_each_way_in_leads_to_its_own_ports(server: SecureServer) -> None:
    plain = get(f"{server.pages}/api/server")
    secure = get(f"{server.secure()}/api/server", server.authority)
    assert plain["ws_port"] == server.edge["ws"]
    assert secure["ws_port"] == server.edge["wss"]
    relay = json.loads((server.data / "relay.json").read_text())
    assert (secure["relay_http_port"], secure["relay_ws_port"]) == (relay["https"], relay["wss"])
    assert get(f"https://localhost:{relay['https']}/healthz", server.authority)["status"] == "ok"
    token = server.ask("/api/session", {"name": "Lin"})["token"]
    with connect(f"wss://localhost:{secure['ws_port']}/ws", ssl=server.authority) as line:
        line.send(json.dumps({"type": "join", "room": "1", "token": token}))
        assert json.loads(line.recv(timeout=20))[0]["type"] == "joined"


def test_the_authority_comes_over_plain_http_and_its_key_never(server: SecureServer) -> None:
    kept = (server.data / "tls" / "ca.crt").read_text()
    with urllib.request.urlopen(f"{server.pages}/trust/rocket-studio.crt", timeout=20) as answer:
        content = answer.read()
        assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert ssl.DER_cert_to_PEM_cert(content).split() == kept.split()
    address = f"{server.pages}/trust/rocket-studio.mobileconfig"
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert answer.headers["Content-Type"] == "application/x-apple-aspen-config"
    key = (server.data / "tls" / "ca.key").read_text().splitlines()[1]
    logs = "".join(path.read_text() for path in server.data.glob("*.log"))
    assert key not in logs


def test_a_phone_that_trusts_goes_on_to_its_camera(
    server: SecureServer, chromium: BrowserType
) -> None:
    token = server.ask("/api/session", {"invitation": server.anchor.partition("invitation=")[2]})
    link = server.ask("/api/rooms/1/invitations", {"kind": "phone"}, token["token"])["short"]
    seen = httpx.get(server.pages + link)  # no secret goes over plain HTTP
    assert seen.headers["location"] == f"/trust#{link}"
    pinned = pin((server.data / "tls" / "server.pem").read_bytes())
    trusting = (*FAKE, f"--ignore-certificate-errors-spki-list={pinned}")
    browser = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *trusting])
    page = browser.new_context(locale="en").new_page()
    page.set_default_timeout(DEADLINE_MS)
    page.goto(f"{server.pages.replace('127.0.0.1', 'localhost')}/t#{link}")
    page.wait_for_url(re.compile(re.escape(f"{server.secure()}/phone/1")), timeout=DEADLINE_MS)
    assert page.evaluate("isSecureContext")
    page.click("#start")
    expect(page.locator("#tools")).to_be_visible(timeout=DEADLINE_MS)
    expect(page.locator("#state")).to_contain_text("studio", timeout=DEADLINE_MS)
    browser.close()


def test_a_phone_that_does_not_is_told_two_steps(
    server: SecureServer, chromium: BrowserType
) -> None:
    browser = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    page = browser.new_context(locale="zh-CN", user_agent="iPhone").new_page()
    page.goto(f"{server.pages}/t#/phone/1")
    expect(page.locator("#state")).to_have_text("这部手机还没有信任这个房间")
    expect(page.locator("ol li")).to_have_count(2)
    kept = "/trust/rocket-studio"
    assert page.locator("#download").get_attribute("href") == f"{kept}.mobileconfig"
    page.click("#kind-android")
    assert page.locator("#download").get_attribute("href") == f"{kept}.crt"
    browser.close()
