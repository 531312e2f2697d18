"""Tests of installer/nginx/rocket-room.conf: everything comes through one port."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from studio.room.auth.tokens import Scope
from tests.room.relay.running import RunningRelay
from tests.room.scale.conftest import Cluster
from tests.room.scale.nginx import Nginx
from tests.room.ws.client import client
from tests.servers import NGINX

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed"),
]


def test_pages_sockets_and_programme_come_through_one_port(
    cluster: Cluster, tmp_path: Path
) -> None:
    async def work(nginx: Nginx, relay: RunningRelay) -> None:
        socket_url = f"ws://127.0.0.1:{nginx.port}"
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{nginx.port}") as http:
            for _ in range(4):  # on either node
                ports = (await http.get("/api/server")).json()
                names = ("ws_port", "relay_http_port", "relay_ws_port")
                assert [ports[name] for name in names] == [0, 0, 0]
            await sockets(http, socket_url)
            await programme(http, socket_url, relay)
            await addresses(nginx.port)

    async def sockets(http: httpx.AsyncClient, socket_url: str) -> None:
        token = (await http.post("/api/session", json={"name": "Lin"})).json()["token"]
        async with (
            client(f"{socket_url}/ws") as lin,
            client(f"{socket_url}/ws", compression="deflate") as wei,
        ):
            await lin.join(token)
            await wei.join(cluster.a.token("wei"))
            await lin.send(type="say", id="1", text="through nginx")
            assert (await wei.until(lambda event: event["type"] == "danmaku"))["text"]

    async def programme(http: httpx.AsyncClient, socket_url: str, relay: RunningRelay) -> None:
        assert "room" in (await http.get("/live/1.flv")).json()["error"]
        assert "room" in (await http.get("/hls/1/index.m3u8")).json()["error"]
        token = relay.token(Scope.PUBLISH, "1")
        async with connect(f"{socket_url}/publish/1?token={token}") as socket:
            assert json.loads(await socket.recv())["type"] == "role"
        with pytest.raises(ConnectionClosed) as closed:
            async with connect(f"{socket_url}/publish/1?token=forged") as socket:
                await socket.recv()
        assert closed.value.rcvd
        assert closed.value.rcvd.reason

    async def addresses(port: int) -> None:
        async def tries(local: str, count: int) -> set[int]:
            transport = httpx.AsyncHTTPTransport(local_address=local)
            async with httpx.AsyncClient(transport=transport) as http:
                url = f"http://127.0.0.1:{port}/api/session/operator"
                return {
                    (
                        await http.post(
                            url, json={"key": "guess"}, headers={"X-Forwarded-For": f"9.9.9.{n}"}
                        )
                    ).status_code
                    for n in range(count)
                }

        assert await tries("127.0.0.2", 14) == {401, 429}  # whatever it claims to be
        assert await tries("127.0.0.3", 1) == {401}

    with RunningRelay(cluster.a.folder) as relay:
        ports = (relay.ports["http"], relay.ports["ws"])
        with Nginx(tmp_path, [cluster.a, cluster.b], [ports, ports]) as nginx:
            asyncio.run(work(nginx, relay))
