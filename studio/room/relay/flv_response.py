"""HTTP-FLV: the programme as one response that does not end.

Written against ASGI itself: a response of Starlette's would pass each tag through a
generator and two tasks.  Sound waits for the next picture, so that a viewer costs
one send a picture::

    return FlvResponse(station)
"""

import asyncio
from collections.abc import Mapping

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from studio.room.relay.station import Station
from studio.room.relay.viewer import Viewer
from studio.rtmp.flv_stream import FILE_HEADER

_SOUND_WAIT_S = 0.1


class FlvResponse(Response):
    """See the module.

    Args:
        station: What is shown.
        headers: More headers of the response.
    """

    media_type = "video/x-flv"

    def __init__(self, station: Station, headers: Mapping[str, str]) -> None:
        super().__init__(headers={**headers, "cache-control": "no-store"})
        del self.headers["content-length"]
        self._station = station
        self._pieces: list[bytes] = []
        self._waiting_bytes = 0
        self._is_whole = asyncio.Event()
        self._has_ended = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the viewer or the programme ends; ASGI calls this."""
        viewer = Viewer(self._take, lambda: self._waiting_bytes, self._end)
        self._take(FILE_HEADER, False)
        self._station.add_viewer(viewer)
        gone = asyncio.create_task(self._watch(receive), name="http-flv viewer")
        try:
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            while not self._has_ended:
                await self._wait()
                data = b"".join(self._pieces)
                self._pieces.clear()
                self._is_whole.clear()
                await send({"type": "http.response.body", "body": data, "more_body": True})
                self._waiting_bytes -= len(data)
            await send({"type": "http.response.body", "body": b""})
        except OSError:
            pass  # the viewer has gone
        finally:
            gone.cancel()
            self._station.remove_viewer(viewer)

    async def _wait(self) -> None:
        """Wait for a picture, or a while where only sound comes."""
        while not self._is_whole.is_set():
            try:
                async with asyncio.timeout(_SOUND_WAIT_S):
                    await self._is_whole.wait()
            except TimeoutError:
                if self._pieces:
                    return

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._end()

    def _take(self, data: bytes, is_whole: bool) -> None:
        self._pieces.append(data)
        self._waiting_bytes += len(data)
        if is_whole:
            self._is_whole.set()

    def _end(self) -> None:
        self._has_ended = True
        self._is_whole.set()
