"""Tests of studio.room.payment.top_ups and http_payment, with a provider that misbehaves."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue

import httpx
import pytest

from studio.room.ledger.entries import Declined
from studio.room.ledger.sqlite import SqliteLedger
from studio.room.payment.http_payment import HttpPayment
from studio.room.payment.payment import Offer, PaymentError
from studio.room.payment.signature import sign
from studio.room.payment.top_ups import TopUps
from tests.room.ledger.contract import an_order, assert_balanced, paid

ROOT = Path(__file__).parents[3]
SECRET = "a-secret-for-tests"
OFFER = Offer(cents=600, coins=60)
Message = tuple[bytes, str, str]


class Site:
    """A fake provider's process, and the messages that it sends to us."""

    def __init__(self, url: str, process: subprocess.Popen[str], messages: Queue[Message]) -> None:
        self.url = url
        self.process = process
        self._messages = messages

    def mode(self, mode: str) -> None:
        httpx.post(f"{self.url}/mode", content=mode)

    def pay(self, order: str) -> None:
        httpx.post(f"{self.url}/pay/{order}")

    async def message(self) -> Message:
        return await asyncio.to_thread(self._messages.get, timeout=20)

    def is_quiet(self) -> bool:
        try:
            self._messages.get_nowait()
        except Empty:
            return True
        return False


@contextmanager
def webhook_server(messages: Queue[Message]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            stamp, signature = "x-payment-timestamp", "x-payment-signature"
            messages.put((body, self.headers[stamp], self.headers[signature]))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, name="webhook")
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/webhook"
        server.shutdown()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    messages: Queue[Message] = Queue()
    with webhook_server(messages) as address:
        argv = [sys.executable, "-m", "tests.room.fake_provider", address, SECRET]
        with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            url = f"http://127.0.0.1:{int(process.stdout.readline())}"
            yield Site(url, process, messages)
            process.kill()


Body = Callable[[TopUps, SqliteLedger], Awaitable[None]]


def run(site: Site, tmp_path: Path, body: Body, answer_s: float = 5.0) -> None:
    async def whole() -> None:
        ledger = await SqliteLedger.open(tmp_path / "ledger.db")
        async with httpx.AsyncClient() as client:
            payment = HttpPayment("fake", site.url, SECRET.encode(), client)
            await body(TopUps(payment, ledger, answer_s=answer_s, rest_s=0.3), ledger)
        await assert_balanced(ledger)
        await ledger.close()

    asyncio.run(asyncio.wait_for(whole(), 60))


def now_s() -> int:
    return int(time.time())


def test_what_is_paid_is_credited_once_however_often_it_is_said(site: Site, tmp_path: Path) -> None:
    async def body(top_ups: TopUps, ledger: SqliteLedger) -> None:
        site.mode("twice")
        assert (await top_ups.start("o1", "ann", OFFER)).endswith("/pay/o1")
        assert await top_ups.ask_back("o1") is None  # not paid yet
        site.pay("o1")
        for _ in range(2):
            assert await top_ups.webhook(*await site.message(), now_s()) == 60
        assert await top_ups.ask_back("o1") == 60
        assert await ledger.balance("ann") == 60

    run(site, tmp_path, body)


def test_a_webhook_that_never_came_is_asked_back(site: Site, tmp_path: Path) -> None:
    async def body(top_ups: TopUps, ledger: SqliteLedger) -> None:
        site.mode("no_webhook")
        await top_ups.start("o1", "ann", OFFER)
        site.pay("o1")
        assert await top_ups.ask_back("o1") == 60
        assert site.is_quiet()

    run(site, tmp_path, body)


def test_a_webhook_that_comes_late_changes_nothing_more(site: Site, tmp_path: Path) -> None:
    async def body(top_ups: TopUps, ledger: SqliteLedger) -> None:
        site.mode("late")
        await top_ups.start("o1", "ann", OFFER)
        site.pay("o1")
        assert await top_ups.ask_back("o1") == 60
        assert site.is_quiet()
        httpx.post(f"{site.url}/release")
        assert await top_ups.webhook(*await site.message(), now_s()) == 60

    run(site, tmp_path, body)


@pytest.mark.parametrize("mode", ["forged", "old"])
def test_a_webhook_that_is_not_the_provider_s_or_old_is_refused(
    site: Site, tmp_path: Path, mode: str
) -> None:
    async def body(top_ups: TopUps, ledger: SqliteLedger) -> None:
        site.mode(mode)
        await top_ups.start("o1", "ann", OFFER)
        site.pay("o1")
        with pytest.raises(PaymentError, match="not signed by the provider, or is old") as told:
            await top_ups.webhook(*await site.message(), now_s())
        assert told.value.code == "bad_signature"
        assert await ledger.balance("ann") == 0

    run(site, tmp_path, body)


@pytest.mark.parametrize(
    "message", [b"", b"[]", b"{", b'{"order": "o 1"}', b'{"order": "o1", "coins": "60"}']
)
def test_signed_nonsense_is_a_sentence(site: Site, tmp_path: Path, message: bytes) -> None:
    async def body(top_ups: TopUps, ledger: SqliteLedger) -> None:
        signature = sign(SECRET.encode(), now_s(), message)
        with pytest.raises(PaymentError, match="can't be read, at"):
            await top_ups.webhook(message, str(now_s()), signature, now_s())

    run(site, tmp_path, body)


def test_another_amount_for_a_credited_order_is_declined(site: Site, tmp_path: Path) -> None:
    async def body(top_ups: TopUps, ledger: SqliteLedger) -> None:
        for coins, wanted in ((60, 60), (6000, "key_reused")):
            text = f'{{"order":"o1","user":"ann","cents":600,"coins":{coins},"state":"paid"}}'
            signature = sign(SECRET.encode(), now_s(), text.encode())
            got = await top_ups.webhook(text.encode(), str(now_s()), signature, now_s())
            assert (got.code if isinstance(got, Declined) else got) == wanted

    run(site, tmp_path, body)


@pytest.mark.parametrize("mode", ["silent", "broken", "nonsense", "dead"])
def test_a_provider_that_fails_is_left_alone_and_gifts_go_on(
    site: Site, tmp_path: Path, mode: str
) -> None:
    async def body(top_ups: TopUps, ledger: SqliteLedger) -> None:
        await top_ups.start("o1", "ann", OFFER)
        site.pay("o1")
        assert await top_ups.webhook(*await site.message(), now_s()) == 60
        if mode == "dead":
            site.process.kill()
        else:
            site.mode(mode)
        for _ in range(3):
            with pytest.raises(PaymentError) as told:
                await top_ups.start("o2", "ann", OFFER)
            assert told.value.code == "unavailable"
        with pytest.raises(PaymentError, match="left alone for a while"):
            await top_ups.start("o2", "ann", OFFER)
        assert (await paid(ledger, an_order())).balance == 50
        if mode != "dead":
            site.mode("well")
            await until_it_works(lambda: top_ups.start("o2", "ann", OFFER))

    run(site, tmp_path, body, answer_s=0.3)


async def until_it_works(attempt: Callable[[], Awaitable[str]]) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                await attempt()
            except PaymentError:
                await asyncio.sleep(0.05)
            else:
                return


def test_an_order_that_the_provider_does_not_know_opens_no_breaker(
    site: Site, tmp_path: Path
) -> None:
    async def body(top_ups: TopUps, ledger: SqliteLedger) -> None:
        for _ in range(10):
            with pytest.raises(PaymentError) as told:
                await top_ups.ask_back("unknown")
            assert told.value.code == "unknown_order"

    run(site, tmp_path, body)
