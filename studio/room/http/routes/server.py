"""What a page must know first: where everything listens."""

from fastapi import APIRouter, Depends

from studio.room.http.callers import Parts, reader
from studio.room.http.models import ServerInfo
from studio.room.http.relay_file import RelayPorts
from studio.room.http.version import program_version

router = APIRouter(tags=["server"], dependencies=[Depends(reader)])


@router.get("/server")
async def server_info(parts: Parts) -> ServerInfo:
    """Return where everything listens."""
    relay = parts.relay.ports()
    if parts.is_behind_proxy:  # which has all on the port that the page came from, but no RTMP
        relay = RelayPorts(rtmp=relay.rtmp)
    return ServerInfo(
        version=program_version(),
        ws_port=0 if parts.is_behind_proxy else parts.ws_port,
        relay_http_port=relay.http,
        relay_ws_port=relay.ws,
        rtmp_port=relay.rtmp,
        server_ms=parts.clock.now_ms(),
    )
