"""How a phone learns to trust this server: the authority, and a page that says how in two steps.

All of it is public, and served over plain HTTP: who does not trust the server yet gets no
other.  What the phone shows of the authority can be compared with the studio.
"""

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import RedirectResponse, Response

from studio.room.http.callers import Parts, reader
from studio.room.http.problems import ProblemError
from studio.room.http.routes.pages import page
from studio.room.http.services import Secure, Services
from studio.room.tls.authority import as_der, fingerprint
from studio.room.tls.profile import mobileconfig

api = APIRouter(tags=["server"], dependencies=[Depends(reader)])
router = APIRouter(dependencies=[Depends(reader)])


class TrustCard(BaseModel):
    """What a phone must know to come by HTTPS.

    Attributes:
        fingerprint: SHA-256 of the authority, in hexadecimal digits.
    """

    model_config = ConfigDict(frozen=True)

    https_port: int
    fingerprint: str


@api.get("/trust")
async def trust(parts: Parts) -> TrustCard:
    """Return where HTTPS is, and who vouches for it."""
    secure = _secure(parts)
    return TrustCard(https_port=secure.https_port, fingerprint=fingerprint(secure.authority))


@router.get("/t")
async def short() -> Response:
    """Go to the page, from an address that makes a small QR code; its fragment goes along."""
    return RedirectResponse("/trust")


@router.get("/trust")
async def trust_page(request: Request, parts: Parts) -> Response:
    """Return the page."""
    secure = _secure(parts)
    return page("trust", request, parts, connect=f"https://{{host}}:{secure.https_port}")


@router.get("/trust/check")
async def check() -> Response:
    """Say nothing: who gets it over HTTPS trusts the server."""
    headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)


@router.get("/trust/rocket-studio.crt")
async def certificate(parts: Parts) -> Response:
    """Return the authority as Android and computers take it."""
    return _file(as_der(_secure(parts).authority), "application/x-x509-ca-cert", "crt")


@router.get("/trust/rocket-studio.mobileconfig")
async def profile(parts: Parts) -> Response:
    """Return the authority as iPhones take it."""
    content = mobileconfig(_secure(parts).authority)
    return _file(content, "application/x-apple-aspen-config", "mobileconfig")


def _secure(parts: Services) -> Secure:
    if parts.secure is None:
        raise ProblemError.not_found("HTTPS here: start the room with --https")
    return parts.secure


def _file(content: bytes, kind: str, ending: str) -> Response:
    name = f'attachment; filename="rocket-studio.{ending}"'
    return Response(content, media_type=kind, headers={"Content-Disposition": name})
