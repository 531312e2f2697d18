"""Topping up over HTTP, with a payment provider that misbehaves."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from studio.room.edge import running
from studio.room.payment.setup import SECRET_FILE, VARIABLE, PaymentSetupError
from studio.room.settings import RoomSettings
from tests.room.fake_provider import Provider
from tests.room.http.site import Site
from tests.room.loop_thread import LoopThread

pytestmark = pytest.mark.slow

SECRET = b"a secret that both know"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    provider = Provider("", SECRET)
    thread = threading.Thread(target=provider.serve_forever, name="provider")
    thread.start()
    yield provider
    provider.shutdown()
    thread.join()
    provider.server_close()


@pytest.fixture(scope="module")
def shop(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An edge whose operator has set up that provider."""
    folder: Path = tmp_path_factory.mktemp("data")
    (folder / SECRET_FILE).write_bytes(SECRET)
    with LoopThread() as loop:
        context = running(RoomSettings(data=folder, port=0, ws_port=0))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(VARIABLE, f"http://127.0.0.1:{provider.server_port}")
            edge = loop.run(context.__aenter__())
        url = f"http://127.0.0.1:{edge.http_port}"
        provider.webhook_url = f"{url}/api/payments/webhook"
        try:
            yield Site(edge, url, loop)
        finally:
            loop.run(context.__aexit__(None, None, None))


def pay(provider: Provider, client: httpx.Client, mode: str) -> None:
    """Buy 100 coins and pay for them, with a provider that behaves in this way."""
    provider.mode = mode
    started = client.post("/api/wallet/top-up", json={"coins": 100})
    assert started.status_code == 200, started.text
    path = httpx.URL(started.json()["pay_url"]).path
    payer = httpx.post(f"http://127.0.0.1:{provider.server_port}{path}", timeout=20)
    payer.raise_for_status()


@pytest.mark.parametrize("mode", ["well", "twice"])
def test_what_is_paid_is_in_the_wallet_once(shop: Site, provider: Provider, mode: str) -> None:
    with shop.client(name="Lin") as lin:
        pay(provider, lin, mode)
        shop.loop.wait_for(lambda: lin.get("/api/wallet").json() == {"balance": 100})
        assert shop.loop.run(shop.edge.services.ledger.audit()).problems == ()


@pytest.mark.parametrize("mode", ["forged", "old"])
def test_what_the_provider_did_not_say_is_not_believed(
    shop: Site, provider: Provider, mode: str
) -> None:
    with shop.client(name="Lin") as lin:
        pay(provider, lin, mode)
        refused = 'route="/api/payments/webhook",status="401"'
        shop.loop.wait_for(lambda: refused in lin.get("/metrics").text)
        answer = lin.post("/api/payments/webhook", content=b"{}")
        assert (answer.status_code, answer.json()["code"]) == (401, "bad_signature")
        assert lin.get("/api/wallet").json() == {"balance": 0}


def test_a_provider_that_is_broken_is_a_sentence_and_the_wallet_goes_on(
    shop: Site, provider: Provider
) -> None:
    provider.mode = "broken"
    with shop.client(name="Lin") as lin:
        answer = lin.post("/api/wallet/top-up", json={"coins": 100})
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert lin.get("/api/wallet").is_success


def test_without_a_provider_nobody_can_top_up(site: Site) -> None:
    with site.client(name="Lin") as lin:
        assert lin.post("/api/wallet/top-up", json={"coins": 100}).status_code == 404


def test_a_provider_without_its_secret_is_a_sentence(tmp_path: Path) -> None:
    with LoopThread() as loop, pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "http://127.0.0.1:1")
        context = running(RoomSettings(data=tmp_path, port=0, ws_port=0))
        with pytest.raises(PaymentSetupError, match=r"payment\.secret can't be read"):
            loop.run(context.__aenter__())
