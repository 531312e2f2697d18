"""The relay's HTTP port: HTTP-FLV, HLS, health, metrics, and control.

    app = make_app(relay)

Viewers' addresses may hold tokens, so nothing in here is logged with its address.
Control takes an operator's token and a connection from this machine.
"""

import asyncio
import ipaddress
import re
import time
from typing import Annotated

from fastapi import Body, Depends, FastAPI, HTTPException, Request, params
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.middleware.cors import CORSMiddleware

from studio.model.captions.spoken import Spoken
from studio.model.errors import StudioError
from studio.room.relay.access import check_room
from studio.room.relay.errors import AccessError, CrowdedError
from studio.room.relay.flv_response import FlvResponse
from studio.room.relay.metrics import render, state_of
from studio.room.relay.playlist import captions_playlist, multivariant, playlist
from studio.room.relay.relay import Relay, UnknownRoomError
from studio.room.relay.segments import TARGET_MS, Segmenter
from studio.room.relay.source import MAX_DEVICE_CHARACTERS

BLOCK_S = 3 * TARGET_MS / 1000
START_WAIT_S = 8.0
_AHEAD = 2
_PIECE = re.compile(r"(?P<kind>init|segment|part)-(?P<number>\d{1,9})(-(?P<index>\d{1,5}))?\.\w+")
_CAPTIONS = re.compile(r"(?P<language>[A-Za-z-]{2,12}?)(-(?P<number>\d{1,9})\.vtt|\.m3u8)")
_KEPT = {"cache-control": "max-age=60"}
_STATUS = {AccessError: 403, UnknownRoomError: 404, CrowdedError: 503}
Address = Annotated[str, Body(embed=True, max_length=4096)]


def make_app(relay: Relay) -> FastAPI:
    """Return the ASGI app."""
    app = FastAPI(title="Rocket Studio relay", docs_url=None, redoc_url=None)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
    app.add_exception_handler(StudioError, _tell)
    _add_flv(app, relay)
    _add_captions(app, relay)  # before what takes any piece
    _add_hls(app, relay)
    _add_control(app, relay)

    @app.get("/healthz")
    async def health() -> dict[str, object]:
        return {"status": "ok", "rooms": len(relay.stations)}

    @app.get("/metrics")
    async def metrics() -> Response:
        return Response(render(relay), media_type="text/plain; version=0.0.4; charset=utf-8")

    return app


async def _tell(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    return JSONResponse({"error": str(error)}, status)


def _add_flv(app: FastAPI, relay: Relay) -> None:
    @app.get("/live/{name}")
    async def flv(name: str, request: Request) -> Response:
        room, dot, _ = name.rpartition(".flv")
        if not dot:
            raise HTTPException(404, "There is only ROOM.flv here.")
        return FlvResponse(relay.watch(room, request.query_params), {})


def _add_hls(app: FastAPI, relay: Relay) -> None:
    @app.get("/hls/{room}/index.m3u8")
    async def index(room: str, request: Request) -> Response:
        station = relay.watch(room, request.query_params)
        await _wait_for(station.hls, 0, 1)
        return _playlist(multivariant(station.hls, station.captions.languages, _suffix(request)))

    @app.get("/hls/{room}/video.m3u8")
    async def video(room: str, request: Request) -> Response:
        query = request.query_params
        hls = relay.watch(room, query).hls
        await _wait_for(hls, *_asked(query.get("_HLS_msn"), query.get("_HLS_part")))
        return _playlist(playlist(hls, _suffix(request)))

    @app.get("/hls/{room}/{piece}")
    async def media(room: str, piece: str, request: Request) -> Response:
        hls = relay.watch(room, request.query_params).hls
        match = _PIECE.fullmatch(piece)
        if match is None:
            raise HTTPException(404, "There is no such piece.")
        number, index = int(match["number"]), match["index"]
        data = hls.inits.get(number) if match["kind"] == "init" else None
        if match["kind"] == "part" and index is not None:
            data = await _part(hls, number, int(index))
        elif match["kind"] == "segment" and (segment := hls.find(number)) and segment.is_done:
            data = segment.data
        if data is None:
            raise HTTPException(404, "This piece is not there any more, or not yet.")
        return Response(data, media_type="video/mp4", headers=_KEPT)


def _add_captions(app: FastAPI, relay: Relay) -> None:
    @app.get("/hls/{room}/captions-{piece}")
    async def captions(room: str, piece: str, request: Request) -> Response:
        query = request.query_params
        station = relay.watch(room, query)
        match = _CAPTIONS.fullmatch(piece)
        if match is None or match["language"] not in station.captions.languages:
            raise HTTPException(404, "There are no such captions.")
        if match["number"] is None:
            asked, _ = _asked(query.get("_HLS_msn", "0"), None)  # it has whole segments only
            await _wait_for(station.hls, asked, 0)
            return _playlist(captions_playlist(station.hls, match["language"], _suffix(request)))
        segment = station.hls.find(int(match["number"]))
        if segment is None or not segment.is_done:
            raise HTTPException(404, "This piece is not there any more, or not yet.")
        end_ms = segment.start_ms + segment.duration_ms
        text = station.captions.segment(match["language"], segment.start_ms, end_ms)
        return Response(text, media_type="text/vtt", headers=_KEPT)


def _playlist(text: str) -> Response:
    return PlainTextResponse(
        text, media_type="application/vnd.apple.mpegurl", headers={"cache-control": "no-cache"}
    )


def _suffix(request: Request) -> str:
    """Return what goes behind the addresses in a playlist: the viewer's token."""
    token = request.query_params.get("token")
    return f"?token={token}" if token and _is_token(token) else ""


def _is_token(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9_.\-]+", text) is not None


def _asked(number: str | None, part: str | None) -> tuple[int, int]:
    """Return how far the playlist must be: so many segments begun, so many parts in the last."""
    if number is None:
        if part is not None:
            raise HTTPException(400, "_HLS_part comes with _HLS_msn.")
        return (0, 1)  # an ordinary request waits for the first part only
    if not (number.isdecimal() and len(number) < 10) or not (part or "0").isdecimal():
        raise HTTPException(400, "_HLS_msn and _HLS_part are numbers.")
    if part is None:
        return (int(number) + 1, 0)
    return (int(number), int(part[:9]) + 1)


async def _wait_for(hls: Segmenter, number: int, parts: int) -> None:
    """Wait until the segments have come so far.

    Raises:
        HTTPException: If that is too far away or does not come.
    """
    if number > hls.position[0] + _AHEAD:
        raise HTTPException(400, "That segment is too far away.")
    deadline_s = time.monotonic() + (BLOCK_S if hls.segments else START_WAIT_S)
    while hls.position < (number, parts) and not hls.has_ended:
        try:
            async with asyncio.timeout(deadline_s - time.monotonic()):
                await hls.wait()
        except TimeoutError:
            raise HTTPException(503, "Nothing has come for too long; try again.") from None


async def _part(hls: Segmenter, number: int, index: int) -> bytes | None:
    """Return a part; the one that was announced is waited for."""
    if hls.position == (number, index):
        await _wait_for(hls, number, index + 1)
    segment = hls.find(number)
    return segment.parts[index].data if segment and index < len(segment.parts) else None


def _add_control(app: FastAPI, relay: Relay) -> None:
    def operator(request: Request) -> None:
        host = request.client.host if request.client else ""
        if not _is_here(host):
            raise AccessError("The relay is controlled only from its own machine.")
        relay.access.operator(request.headers.get("authorization", ""), time.time())

    only = [Depends(operator)]

    @app.get("/control/streams", dependencies=only)
    async def streams() -> list[dict[str, object]]:
        return [state_of(station) for station in relay.stations.values()]

    @app.get("/control/streams/{room}", dependencies=only)
    async def stream(room: str) -> dict[str, object]:
        return state_of(relay.station(room))

    @app.post("/control/streams/{room}/take-over", dependencies=only)
    async def take_over(
        room: str, publisher: Annotated[int, Body(embed=True)]
    ) -> dict[str, object]:
        station = relay.station(room)
        station.take_over(publisher)
        return state_of(station)

    @app.post("/control/streams/{room}/take-over/cancel", dependencies=only)
    async def cancel(room: str) -> dict[str, object]:
        station = relay.station(room)
        station.cancel()
        return state_of(station)

    @app.post("/control/streams/{room}/transcode", dependencies=only)
    async def transcode(
        room: str,
        device: Annotated[str, Body(min_length=1, max_length=MAX_DEVICE_CHARACTERS)],
        is_on: Annotated[bool, Body()],
    ) -> dict[str, object]:
        station = relay.station(room)
        station.stand_ins.want(device, is_wanted=is_on)
        return state_of(station)

    _add_saying(app, relay, only)
    _add_destinations(app, relay, only)


def _add_saying(app: FastAPI, relay: Relay, only: list[params.Depends]) -> None:
    @app.post("/control/streams/{room}/captions", dependencies=only)
    async def say(room: str, spoken: Spoken) -> dict[str, object]:
        station = relay.station(room)
        station.say(spoken)
        return {"languages": station.captions.languages}


def _add_destinations(app: FastAPI, relay: Relay, only: list[params.Depends]) -> None:
    @app.get("/control/streams/{room}/key", dependencies=only)
    async def stream_key(room: str) -> dict[str, str]:
        check_room(room)
        return {"key": relay.access.stream_key(room)}

    @app.post("/control/streams/{room}/onward", dependencies=only)
    async def add(room: str, address: Address) -> dict[str, object]:
        relay.add_destination(room, address)
        return {"destinations": len(relay.destinations(room))}

    @app.post("/control/streams/{room}/onward/remove", dependencies=only)
    async def remove(room: str, address: Address) -> dict[str, object]:
        await relay.remove_destination(room, address)
        return {"destinations": len(relay.destinations(room))}


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
