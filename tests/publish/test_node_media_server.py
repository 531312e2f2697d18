"""node-media-server, which others wrote in another language, takes our publish."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from studio.model.media import Codec
from studio.publish.publisher import Publisher
from studio.rtmp.url import RtmpUrl
from tests.media import make_clip, read_clip
from tests.node_media_server import NodeMediaServer

# FFmpeg 8 (in PyAV) plays HEVC from RTMP, Debian's does not; it holds the GIL
# while it connects, so it runs in a process of its own.
RECORD = """
import sys, av
with av.open(sys.argv[1]) as source, av.open(sys.argv[2], "w") as file:
    streams = {s: file.add_stream_from_template(s) for s in source.streams}
    for packet in source.demux():
        if packet.dts is not None:
            if packet.stream.type == "video" and packet.pts * packet.time_base > 3.5:
                break
            packet.stream = streams[packet.stream]
            file.mux(packet)
"""


@pytest.mark.timeout(300)  # the first run fetches the server from npm
@pytest.mark.parametrize("codec", [Codec.H264, Codec.HEVC])
def test_node_media_server_relays_us(tmp_path: Path, codec: Codec) -> None:
    clip = make_clip(tmp_path, codec=codec)
    path = tmp_path / "got.mp4"

    async def run(server: NodeMediaServer) -> None:
        publisher = Publisher(RtmpUrl.parse(server.url()))
        await publisher.connect()
        for tag in clip.headers():
            publisher.put(tag)
        player = await asyncio.create_subprocess_exec(
            sys.executable, "-c", RECORD, server.url(), str(path)
        )
        try:
            tags = clip.tags()
            for before, tag in zip([tags[0], *tags], tags, strict=False):
                await asyncio.sleep((tag.time_ms - before.time_ms) / 1000)
                assert publisher.put(tag)
            assert await player.wait() == 0
        finally:
            if player.returncode is None:
                player.kill()
                await player.wait()
            await publisher.finish()

    with NodeMediaServer(tmp_path) as server:
        asyncio.run(run(server))
    got = read_clip(path, clip.video.kbps)
    assert (got.video.codec, got.video.config) == (clip.video.codec, clip.video.config)
    sent = [packet.data for packet in clip.packets if packet.track == 0]
    relayed = [packet.data for packet in got.packets if packet.track == 0]
    assert len(relayed) > 30
    assert relayed == sent[sent.index(relayed[0]) :][: len(relayed)]
    decode = subprocess.run(
        f"ffmpeg -v error -xerror -i {path} -map 0:v -f null -".split(),
        capture_output=True,
        check=False,
    )
    assert decode.returncode == 0, decode.stderr
