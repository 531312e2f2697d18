"""What is said when something can't be done: a code for programs, a sentence for people.

The same two as in a ``refused`` of the socket's protocol.  Nothing that was sent
comes back in it, and nothing of what is inside shows.
"""

import logging
import secrets
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from studio.model.errors import StudioError
from studio.room.auth.errors import TokenError
from studio.room.live.desk import AwayError

_AWAY_MS = 1_000

logger = logging.getLogger(__name__)


class Refusal(BaseModel):
    """Why something was not done."""

    model_config = ConfigDict(frozen=True)

    code: str
    sentence: str
    retry_ms: int | None = None


class ProblemError(StudioError):
    """Something that is answered with this status."""

    def __init__(
        self, status: HTTPStatus, code: str, sentence: str, *, retry_ms: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.retry_ms = retry_ms

    @classmethod
    def not_found(cls, what: str) -> "ProblemError":
        """There is no such thing."""
        return cls(HTTPStatus.NOT_FOUND, "not_found", f"There is no such {what}.")

    @classmethod
    def forbidden(cls, sentence: str) -> "ProblemError":
        """Known, but may not."""
        return cls(HTTPStatus.FORBIDDEN, "forbidden", sentence)


RESPONSES: dict[int | str, dict[str, Any]] = {
    status.value: {"model": Refusal, "description": words}
    for status, words in (
        (HTTPStatus.BAD_REQUEST, "It can't be read."),
        (HTTPStatus.UNAUTHORIZED, "Who asks is not known."),
        (HTTPStatus.FORBIDDEN, "Who asks may not."),
        (HTTPStatus.NOT_FOUND, "There is no such thing."),
        (HTTPStatus.CONFLICT, "It does not fit what is there already."),
        (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "It is too large."),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "A value does not fit."),
        (HTTPStatus.TOO_MANY_REQUESTS, "Too often; the answer says when it may be tried again."),
        (HTTPStatus.SERVICE_UNAVAILABLE, "A part of the server is not there now."),
    )
}
"""What any route may answer, for OpenAPI."""


def refuse(status: int, code: str, sentence: str, retry_ms: int | None = None) -> JSONResponse:
    """Return the answer."""
    headers: dict[str, str] = {"Cache-Control": "no-store"}
    if retry_ms is not None:
        headers["Retry-After"] = str(-(-retry_ms // 1000))
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        headers["Connection"] = "close"  # the rest of it is not read
    body = Refusal(code=code, sentence=sentence, retry_ms=retry_ms)
    return JSONResponse(body.model_dump(), status, headers)


def install(app: FastAPI) -> None:
    """Answer every failure of the app's routes this way."""

    @app.exception_handler(ProblemError)
    async def on_problem(_request: Request, problem: ProblemError) -> JSONResponse:
        return refuse(problem.status, problem.code, str(problem), problem.retry_ms)

    @app.exception_handler(TokenError)
    async def on_token(_request: Request, error: TokenError) -> JSONResponse:
        return refuse(HTTPStatus.UNAUTHORIZED, error.code, str(error))

    @app.exception_handler(AwayError)
    async def on_away(_request: Request, error: AwayError) -> JSONResponse:
        return refuse(HTTPStatus.SERVICE_UNAVAILABLE, "away", str(error), _AWAY_MS)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        return refuse(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", _what_is_wrong(error))

    @app.exception_handler(HTTPException)
    async def on_http(_request: Request, error: HTTPException) -> JSONResponse:
        status = HTTPStatus(error.status_code)
        answer = refuse(status, status.name.lower(), f"{status.description or status.phrase}.")
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    async def on_bug(request: Request, error: Exception) -> JSONResponse:
        # The border of the process: whatever fails, the others are served on.
        number = secrets.token_hex(4)
        fields = {"event.id": number, "http.request.method": request.method}
        logger.error("A request failed.", exc_info=error, extra={"ecs": fields})
        sentence = f"Something went wrong in the server; its log says what, under {number}."
        return refuse(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", sentence)


def _what_is_wrong(error: RequestValidationError) -> str:
    """Return the first fault, without what was sent."""
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"][1:]) or str(fault["loc"][0])
    return f"{place[:100]}: {fault['msg'][:200]}."
