"""What may be said on the sockets, published from the models that read it."""

from typing import Any

from fastapi import APIRouter, Depends

from studio.room.http.asyncapi import asyncapi, json_schema
from studio.room.http.callers import Parts, reader
from studio.room.http.problems import ProblemError

router = APIRouter(dependencies=[Depends(reader)])


@router.get("/asyncapi.json")
async def asyncapi_json(parts: Parts) -> dict[str, Any]:
    """Return the description of the sockets' protocol."""
    return asyncapi(parts.ws_port)


@router.get("/schemas/{name}.json")
async def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of ``join``, ``action`` or ``message``."""
    found = json_schema(name)
    if found is None:
        raise ProblemError.not_found("schema; there are join, action and message")
    return found
