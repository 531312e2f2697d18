"""A server that speaks Bilibili's open platform, and misbehaves when told to."""

import asyncio
import hashlib
import hmac
import json
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

KEY_ID, SECRET, CODE, APP_ID = "key-1", "secret-1", "ANCHOR-CODE", 77


def packet(operation: int, body: bytes, version: int = 0) -> bytes:
    return struct.pack(">IHHII", 16 + len(body), 16, version, operation, 1) + body


def command(name: str, **data: Any) -> bytes:
    return packet(5, json.dumps({"cmd": name, "data": data}).encode())


def deflated(*packets: bytes) -> bytes:
    return packet(5, zlib.compress(b"".join(packets)), 2)


class Platform:
    """What it saw, and what it shall do."""

    def __init__(self) -> None:
        self.started = 0
        self.ended: list[str] = []
        self.heartbeats = 0
        self.socket_beats = 0
        self.refuse_start: list[int] = []
        self.is_forgetful = False
        self.is_mute = False
        self.listeners: list[ServerConnection] = []
        self.connections = 0
        self.problems: list[str] = []
        self.arrived = asyncio.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    async def send(self, *messages: bytes) -> None:
        """Send to whoever listens; waits for a listener."""
        while not self.listeners:
            self.arrived.clear()
            await self.arrived.wait()
        for message in messages:
            await self.listeners[-1].send(message)

    async def cut(self) -> None:
        for each in list(self.listeners):
            each.transport.abort()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Platform"]:
        app = FastAPI()
        app.post("/v2/app/{verb}")(self._app)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        async with serve(self._listen, "127.0.0.1", 0) as sockets:
            self.ws_port = sockets.sockets[0].getsockname()[1]
            task = asyncio.create_task(server.serve())
            while not server.started:
                await asyncio.sleep(0.01)
            self.http_port = server.servers[0].sockets[0].getsockname()[1]
            try:
                yield self
            finally:
                server.should_exit = True
                await task

    async def _app(self, verb: str, request: Request) -> dict[str, Any]:
        body = await request.body()
        if not _is_signed(request, body):
            self.problems.append(f"{verb}: wrong signature")
            return {"code": 4002, "message": "sign"}
        content = json.loads(body)
        match verb:
            case "start":
                if self.refuse_start:
                    return {"code": self.refuse_start.pop(0), "message": "no"}
                if (content["code"], content["app_id"]) != (CODE, APP_ID):
                    return {"code": 7007, "message": "code"}
                self.started += 1
                links = [f"ws://127.0.0.1:{self.ws_port}/sub"]
                auth = json.dumps({"key": f"auth-{self.started}"})
                return {
                    "code": 0,
                    "data": {
                        "game_info": {"game_id": f"game-{self.started}"},
                        "websocket_info": {"auth_body": auth, "wss_link": links},
                        "anchor_info": {"room_id": 1},
                    },
                }
            case "heartbeat":
                self.heartbeats += 1
            case "end":
                self.ended.append(content["game_id"])
        return {"code": 0, "data": {}}

    async def _listen(self, connection: ServerConnection) -> None:
        self.connections += 1
        try:
            first = await connection.recv()
            assert isinstance(first, bytes)
            key = json.loads(first[16:])["key"]
            if self.is_mute:
                await connection.wait_closed()
                return
            is_forgotten = self.is_forgetful and self.started == 1
            is_known = key == f"auth-{self.started}" and not is_forgotten
            await connection.send(
                packet(8, json.dumps({"code": 0 if is_known else -101}).encode(), 1)
            )
            if not is_known:
                return
            self.listeners.append(connection)
            self.arrived.set()
            async for message in connection:
                assert isinstance(message, bytes)
                if struct.unpack(">I", message[8:12])[0] == 2:
                    self.socket_beats += 1
                    await connection.send(packet(3, struct.pack(">I", 1), 1))
        except ConnectionClosed:
            pass
        finally:
            if connection in self.listeners:
                self.listeners.remove(connection)


def _is_signed(request: Request, body: bytes) -> bool:
    names = sorted(name for name in request.headers if name.startswith("x-bili-"))
    lines = "\n".join(f"{name}:{request.headers[name]}" for name in names)
    wanted = hmac.new(SECRET.encode(), lines.encode(), hashlib.sha256).hexdigest()
    return (
        len(names) == 6
        and request.headers["x-bili-content-md5"] == hashlib.md5(body).hexdigest()
        and request.headers["authorization"] == wanted
    )
