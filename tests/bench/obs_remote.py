"""Asks a running OBS for its counters, over obs-websocket 5: just enough of both protocols.

with ObsRemote(port) as remote:
    remote.ask("GetStats")["renderSkippedFrames"]
"""

import base64
import json
import os
import socket
from types import TracebackType
from typing import Self

TIMEOUT_S = 10.0
HELLO, IDENTIFY, IDENTIFIED, REQUEST, RESPONSE = 0, 1, 2, 6, 7
TEXT_FRAME = 0x81
MASKED = 0x80
Json = dict[str, object]


class ObsRemote:
    """A connection to OBS; it must not ask for a password."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), TIMEOUT_S)
        self._stream = self._socket.makefile("rb")
        self._upgrade(port)
        self._receive(HELLO)
        self._send(IDENTIFY, {"rpcVersion": 1, "eventSubscriptions": 0})
        self._receive(IDENTIFIED)
        self._count = 0

    def ask(self, request: str) -> dict[str, float]:
        """Return the numbers of the answer to a request without arguments."""
        self._count += 1
        self._send(REQUEST, {"requestType": request, "requestId": str(self._count)})
        answer = self._receive(RESPONSE)["responseData"]
        assert isinstance(answer, dict)
        return {key: value for key, value in answer.items() if isinstance(value, int | float)}

    def _upgrade(self, port: int) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: obswebsocket.json\r\n\r\n".encode()
        )
        status = self._stream.readline()
        if b" 101 " not in status:
            raise ConnectionError(f"OBS does not speak WebSocket: {status!r}")
        while self._stream.readline().strip():
            pass

    def _send(self, op: int, data: Json) -> None:
        body = json.dumps({"op": op, "d": data}).encode()
        mask = os.urandom(4)
        # OBS refuses a length that is written longer than it must be.
        size = len(body)
        length = bytes([MASKED | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(body))
        self._socket.sendall(bytes([TEXT_FRAME]) + length + mask + masked)

    def _receive(self, op: int) -> Json:
        """Return the next message of that kind; others are passed over."""
        while True:
            kind, size = self._take(2)
            if size >= 126:
                size = int.from_bytes(self._take(2 if size == 126 else 8), "big")
            body = self._take(size)
            if kind != TEXT_FRAME:
                continue
            message = json.loads(body)
            if message["op"] == op:
                data: Json = message["d"]
                return data

    def _take(self, count: int) -> bytes:
        data = self._stream.read(count)
        if len(data) < count:
            raise ConnectionError("OBS closed the connection.")
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()
        self._socket.close()
