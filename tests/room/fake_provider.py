"""A payment provider for tests, a process of its own that misbehaves on demand.

    python -m tests.room.fake_provider WEBHOOK_URL SECRET       # prints its port

``POST /mode`` names how it behaves from then on: ``well``; ``silent`` (accepts, never
answers); ``broken`` (500); ``nonsense``; ``no_webhook``; ``twice``; ``late`` (the webhook waits for
``POST /release``); ``forged`` (signs with another secret); ``old`` (signed ten minutes ago).
``POST /pay/ORDER`` is the payer who pays.
"""

import json
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from studio.room.payment.signature import is_signed, sign


class Provider(ThreadingHTTPServer):
    """Keeps the orders."""

    daemon_threads = True

    def __init__(self, webhook_url: str, secret: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.webhook_url = webhook_url
        self.secret = secret
        self.mode = "well"
        self.orders: dict[str, dict[str, Any]] = {}
        self.released = threading.Event()

    def notify(self, order: str) -> None:
        """Send what the mode says about a paid order."""
        if self.mode == "no_webhook":
            return
        if self.mode == "late":
            self.released.wait()
        body = json.dumps(self.orders[order]).encode()
        now_s = int(time.time()) - (600 if self.mode == "old" else 0)
        secret = b"somebody else's" if self.mode == "forged" else self.secret
        for _ in range(2 if self.mode == "twice" else 1):
            headers = {
                "x-payment-timestamp": str(now_s),
                "x-payment-signature": sign(secret, now_s, body),
            }
            request = urllib.request.Request(self.webhook_url, body, headers)
            try:
                urllib.request.urlopen(request, timeout=10).close()
            except urllib.error.HTTPError as error:
                error.close()  # refused, as some modes deserve


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Provider

    def do_GET(self) -> None:
        if self._misbehaves():
            return
        order = self.server.orders.get(self.path.rpartition("/")[2])
        self._answer(200 if order else 404, order or {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path == "/mode":
            self.server.mode = body.decode()
        elif self.path == "/release":
            self.server.released.set()
        elif self.path.startswith("/pay/"):
            order = self.path.rpartition("/")[2]
            self.server.orders[order]["state"] = "paid"
            threading.Thread(target=self.server.notify, args=(order,), daemon=True).start()
        else:
            if not self._misbehaves():
                self._start(body)
            return
        self._answer(200, {})

    def _start(self, body: bytes) -> None:
        stamp = self.headers["x-payment-timestamp"]
        signature = self.headers["x-payment-signature"]
        if not is_signed(self.server.secret, stamp, signature, body, int(time.time())):
            self._answer(403, {})
            return
        wish = json.loads(body)
        self.server.orders.setdefault(wish["order"], wish | {"state": "pending"})
        self._answer(200, {"pay_url": f"http://127.0.0.1/pay/{wish['order']}"})

    def _misbehaves(self) -> bool:
        match self.server.mode:
            case "silent":
                threading.Event().wait()
            case "broken":
                self._answer(500, {})
            case "nonsense":
                self._answer(200, [1, 2])
            case _:
                return False
        return True

    def _answer(self, status: int, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    provider = Provider(sys.argv[1], sys.argv[2].encode())
    print(provider.server_port, flush=True)
    provider.serve_forever()
