"""Tests of studio.room.relay.server: slow requests are ended, and long answers are not."""

import asyncio
from pathlib import Path

from studio.room.auth.secret import Secret
from studio.room.http.guard import Doorkeeper
from studio.room.relay.access import Access
from studio.room.relay.relay import Relay
from studio.room.relay.server import Server

DEADLINE_S = 20.0


def test_a_request_that_drips_is_ended_and_a_long_wait_for_an_answer_is_not(
    tmp_path: Path,
) -> None:
    async def main() -> None:
        access = Access(Secret.open(tmp_path / "secret"))
        doorkeeper = Doorkeeper(request_s=0.3, response_s=1_000)
        relay = Relay(access, tmp_path / "onward.json", is_public=True)
        server = Server(relay, "127.0.0.1", doorkeeper)
        ports = await server.start(http_port=0, ws_port=0, rtmp_port=0)
        try:
            async with asyncio.timeout(DEADLINE_S):
                reader, writer = await asyncio.open_connection("127.0.0.1", ports.http)
                writer.write(b"GET /hls/1/index.m3u8 HTTP/1.1\r\nHost: x\r\n")
                patient, waiting = await asyncio.open_connection("127.0.0.1", ports.http)
                waiting.write(b"GET /hls/1/index.m3u8 HTTP/1.1\r\nHost: x\r\n\r\n")
                number = 0
                while doorkeeper.timed_out == 0:
                    number += 1
                    writer.write(b"X-%d: 1\r\n" % number)
                    await asyncio.sleep(0.02)
                assert await reader.read() == b""
                assert doorkeeper.timed_out == 1
                assert (await patient.readline()).startswith(b"HTTP/1.1 ")
                for each in (writer, waiting):
                    each.close()
        finally:
            await server.close()

    asyncio.run(main())
