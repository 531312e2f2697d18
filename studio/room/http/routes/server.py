"""What a page must know first: where everything listens."""

from fastapi import APIRouter, Depends

from studio.room.http.callers import Parts, reader
from studio.room.http.models import ServerInfo
from studio.room.http.version import program_version

router = APIRouter(tags=["server"], dependencies=[Depends(reader)])


@router.get("/server")
async def server_info(parts: Parts) -> ServerInfo:
    """Return where everything listens."""
    relay = parts.relay.ports()
    return ServerInfo(
        version=program_version(),
        ws_port=parts.ws_port,
        relay_http_port=relay.http,
        relay_ws_port=relay.ws,
        rtmp_port=relay.rtmp,
        server_ms=parts.clock.now_ms(),
    )
