"""What a page must know first: where everything listens."""

from fastapi import APIRouter, Depends, Request

from studio.room.http.callers import Parts, reader
from studio.room.http.models import ServerInfo
from studio.room.http.version import program_version

router = APIRouter(tags=["server"], dependencies=[Depends(reader)])


@router.get("/server")
async def server_info(parts: Parts, request: Request) -> ServerInfo:
    """Return where everything listens, over TLS for who came over it."""
    ws_port, relay = parts.ports(is_secure=request.url.scheme == "https")
    return ServerInfo(
        version=program_version(),
        ws_port=ws_port,
        relay_http_port=relay.http,
        relay_ws_port=relay.ws,
        rtmp_port=relay.rtmp,
        server_ms=parts.clock.now_ms(),
    )
