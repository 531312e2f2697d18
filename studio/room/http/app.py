"""The HTTP application: all routes, behind one shell.

::

    server = HttpServer(make_app(services), listen(host, port), doorkeeper=services.doorkeeper)
"""

from fastapi import FastAPI
from starlette.types import ASGIApp

from studio.room.http import problems
from studio.room.http.metrics import Metrics
from studio.room.http.routes import (
    analytics,
    battles,
    gifts,
    handoff,
    health,
    ice,
    moderation,
    operator,
    pages,
    platforms,
    rooms,
    schemas,
    server,
    session,
    sfu,
    short,
    show,
    trust,
    wallet,
)
from studio.room.http.services import Services
from studio.room.http.shell import API, Shell
from studio.room.http.version import program_version

PARTS = (
    *(server, session, rooms, gifts, wallet, moderation, operator, show, analytics),
    platforms,
    ice,
    sfu,
    handoff,
    battles,
)


def make_routes(services: Services) -> FastAPI:
    """Return the routes alone, which OpenAPI is made of."""
    app = FastAPI(
        title="Rocket Studio room server",
        version=program_version(),
        docs_url=None,
        redoc_url=None,
        responses=problems.RESPONSES,
        redirect_slashes=False,
    )
    app.state.services = services
    app.state.metrics = Metrics(services)
    problems.install(app)
    for part in PARTS:
        app.include_router(part.router, prefix=API)
    app.include_router(trust.api, prefix=API)
    for part in (health, schemas, pages, short, trust):
        app.include_router(part.router, include_in_schema=False)
    pages.mount_static(app)
    return app


def make_app(services: Services) -> ASGIApp:
    """Return what is served."""
    routes = make_routes(services)
    return Shell(routes, routes.state.metrics.answered)
