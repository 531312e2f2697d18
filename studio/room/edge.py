"""All parts of an edge, started in order and ended in the reverse of it.

::

    async with running(RoomSettings(data=folder, port=0, ws_port=0)) as edge:
        print(edge.http_port, edge.ws_port, edge.anchor_link)

What must be there first comes first: the folder's lock, the secret, the databases;
the ports last, so that nobody is served by half a server.  What few servers need, and
what only danmaku wait for, is loaded later, so that a killed edge is back soon.  At the
end clients are told to come back, then what waits for ledger and store is written.
"""

import asyncio
import logging
import os
import socket
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.model.room_address import PIN
from studio.room.auth.operator_key import OperatorKey
from studio.room.auth.secret import Secret
from studio.room.auth.sfu import SfuServer
from studio.room.auth.tokens import Tokens
from studio.room.auth.turn import TurnServers
from studio.room.backbone.in_process import InProcess
from studio.room.data_folder import DataFolder
from studio.room.filter.late import LateFilter
from studio.room.http.app import make_app
from studio.room.http.guard import MAX_CONNECTIONS, Doorkeeper
from studio.room.http.link_models import InvitationLink
from studio.room.http.problems import ProblemError
from studio.room.http.relay_file import RelayFile
from studio.room.http.routes.rooms import anchor_link, open_room
from studio.room.http.server import HttpServer, PortError, listen, sentence
from studio.room.http.services import Secure, Services
from studio.room.inbound.bilibili.signing import ADDRESS
from studio.room.inbound.feeds import ADDRESS_VARIABLE, Feeds
from studio.room.inbound.keys import Keys
from studio.room.inbound.platform_file import PlatformFile
from studio.room.ledger.entries import Ledger
from studio.room.live.absentees import Absentees
from studio.room.live.air_rights import Rights, air_of
from studio.room.live.clock import Clock
from studio.room.live.desk import HomeDesk
from studio.room.live.directory import Directory
from studio.room.live.figures import Figures
from studio.room.live.handoff_blobs import Blobs
from studio.room.live.handoff_relay import RelayControl
from studio.room.live.judge import Judge
from studio.room.live.record_queue import RecordQueue
from studio.room.live.surroundings import Surroundings
from studio.room.payment.setup import open_top_ups
from studio.room.protocol.actions import EndShow
from studio.room.protocol.events import Closing
from studio.room.rules import data as rule_data
from studio.room.rules.data import RuleData
from studio.room.settings import RoomSettings, SettingsError
from studio.room.store.engines import sqlite_url
from studio.room.store.store import Store
from studio.room.tls.certificates import Certificates
from studio.room.ws.edge import Edge as SocketEdge
from studio.room.ws.server import serve

if TYPE_CHECKING:
    from studio.room.backbone.nats import NatsBackbone

logger = logging.getLogger(__name__)

FIRST_ROOM = "1"
_CLOSING = Closing(
    code="restart", sentence="The server is restarted. Come back in a moment.", retry_ms=1_000
)


@dataclass(frozen=True)
class Edge:
    """An edge that runs.

    Attributes:
        anchor_link: Path and fragment with which the anchor of the first room signs in.
        operator_key: Where the operator's key lies.
    """

    services: Services
    host: str
    http_port: int
    ws_port: int
    anchor_link: str
    operator_key: Path

    @property
    def secure(self) -> Secure | None:
        """How it is reached over TLS."""
        return self.services.secure


@asynccontextmanager
async def running(settings: RoomSettings) -> AsyncIterator[Edge]:
    """Run an edge for as long as the block does.

    Raises:
        StudioError: If something that it needs can't be had; says what.
    """
    async with AsyncExitStack() as stack:
        folder = DataFolder.take(settings.data)
        stack.callback(folder.release)
        http_socket = listen(settings.host, settings.port)
        stack.callback(http_socket.close)
        tls = _open_tls(stack, settings, folder.path)
        kept = await _open(stack, settings, folder.path)
        judge = LateFilter(_filter)
        stack.push_async_callback(judge.close)
        services = await _let_live(stack, settings, kept, judge, tls)
        link = await _first_room(services)
        http = HttpServer(
            make_app(services),
            http_socket,
            doorkeeper=services.doorkeeper,
            proxy=settings.proxy,
            secure=(tls.socket, tls.certificates.context) if tls else None,
        )
        await http.start()
        stack.push_async_callback(http.stop)
        judge.start()
        if tls is not None:
            keeping = asyncio.create_task(tls.certificates.keep(), name="certificates")
            stack.callback(keeping.cancel)
        logger.info("HTTP at port %d, WebSockets at port %d.", http.port, services.ws_port)
        yield Edge(services, settings.host, http.port, services.ws_port, link, kept.key_path)
        logger.info("The edge ends.")


@dataclass(frozen=True)
class _Tls:
    """What HTTPS needs."""

    certificates: Certificates
    socket: socket.socket


def _open_tls(stack: AsyncExitStack, settings: RoomSettings, folder: Path) -> _Tls | None:
    """Have a certificate and a port, if HTTPS is asked for."""
    if settings.https_port is None:
        return None
    certificates = Certificates.open(folder / "tls", settings.names)
    sock = listen(settings.host, settings.https_port)
    stack.callback(sock.close)
    return _Tls(certificates, sock)


@dataclass(frozen=True)
class _Kept:
    """What lies on disks."""

    folder: Path
    secret: Secret
    key_path: Path
    operator_key: OperatorKey
    rules: RuleData
    store: Store
    ledger: Ledger
    clock: Clock


async def _open(stack: AsyncExitStack, settings: RoomSettings, folder: Path) -> _Kept:
    """Open what lies on disks."""
    secret = Secret.open(folder / "secret")
    key_path = folder / "operator.key"
    operator_key = OperatorKey.open(key_path)
    rules = rule_data.load()
    url = settings.database or sqlite_url(folder / "room.db")
    store = await Store.open(url, rules, replica=settings.replica)
    stack.push_async_callback(store.close)
    ledger: Ledger
    clock = Clock()  # the ledger's too: a battle counts gifts by the time at which they were paid
    if settings.database:
        from studio.room.ledger.postgres import PostgresLedger

        ledger = await PostgresLedger.open(settings.database, now_ms=clock.now_ms)
    else:
        from studio.room.ledger.sqlite import SqliteLedger

        ledger = await SqliteLedger.open(folder / "ledger.db", now_ms=clock.now_ms)
    stack.push_async_callback(ledger.close)
    return _Kept(folder, secret, key_path, operator_key, rules, store, ledger, clock)


async def _let_live(
    stack: AsyncExitStack, settings: RoomSettings, kept: _Kept, judge: Judge, tls: _Tls | None
) -> Services:
    """Start rooms and their sockets."""
    turn = TurnServers.read(settings.stun, settings.turn, settings.turn_secret_file)
    clock, figures, tokens = kept.clock, Figures(), Tokens(kept.secret)
    backbone = await _backbone(stack, settings)
    records = RecordQueue(kept.store.keep, figures)
    stack.push_async_callback(records.close)
    relay = RelayFile(kept.folder / "relay.json")
    control = RelayControl(lambda: relay.ports().http, tokens, clock.now_s)
    stack.push_async_callback(control.close)
    air = air_of(settings.air, Rights(tokens, relay, turn, clock))
    given = (backbone.edges, kept.ledger, judge, records, clock, figures, control, air)
    around = Surroundings(*given)
    feeds = await _feeds(stack, settings, kept.folder, judge, figures)
    directory = _directory(backbone, kept, around, feeds)
    sockets = SocketEdge(backbone.node, backbone.homes, tokens.read, clock.now_s, figures)
    backbone.connect(directory, sockets)
    ws_port, secure = await _serve_rooms(stack, settings, directory, sockets, tls)
    if air is not None:
        await air.start(directory.find)
        stack.push_async_callback(air.close)
    return Services(
        secret=kept.secret,
        tokens=tokens,
        operator_key=kept.operator_key,
        store=kept.store,
        ledger=kept.ledger,
        desk=backbone.desk(HomeDesk(directory)),
        records=records,
        rules=kept.rules,
        clock=clock,
        figures=figures,
        doorkeeper=_doorkeeper(settings),
        relay=relay,
        control=control,
        blobs=Blobs(kept.folder / "handoff", time.time),
        ws_port=ws_port,
        secure=secure,
        faults=backbone.faults,
        is_behind_proxy=settings.proxy is not None,
        top_ups=await open_top_ups(stack, kept.folder, kept.ledger),
        welcome_coins=settings.welcome_coins,
        turn=turn,
        sfu=SfuServer.read(settings.sfu, settings.sfu_secret_file, settings.sfu_from),
        ears=backbone.ears(feeds),
    )


async def _serve_rooms(
    stack: AsyncExitStack,
    settings: RoomSettings,
    directory: Directory,
    sockets: SocketEdge,
    tls: _Tls | None,
) -> tuple[int, Secure | None]:
    """Listen for those who come into rooms; the end of it tells them why."""
    try:
        listening = await _listen_all(stack, settings, sockets, tls)
    except PortError:
        await directory.close(_CLOSING)
        raise
    stack.push_async_callback(directory.close, _CLOSING)  # first: its word goes out by the sockets
    if settings.do_shows_end:
        stack.push_async_callback(_end_shows, directory)
    return listening


async def _listen(
    stack: AsyncExitStack,
    host: str,
    port: int,
    sockets: SocketEdge,
    context: ssl.SSLContext | None,
) -> int:
    """Listen for WebSockets until the end; return the port.

    Raises:
        PortError: If nobody can listen there.
    """
    try:
        server = await serve(host, port, sockets, context=context)
    except OSError as error:
        raise PortError(sentence(host, port, error)) from error
    stack.push_async_callback(server.close)
    return server.port


async def _listen_all(
    stack: AsyncExitStack, settings: RoomSettings, sockets: SocketEdge, tls: _Tls | None
) -> tuple[int, Secure | None]:
    """Listen for WebSockets, over TLS too where there is that."""
    host = settings.host
    ws_port = await _listen(stack, host, settings.ws_port, sockets, None)
    if tls is None:
        return ws_port, None
    certificates = tls.certificates
    wss_port = await _listen(stack, host, settings.wss_port, sockets, certificates.context)
    https_port = int(tls.socket.getsockname()[1])
    return ws_port, Secure(host, https_port, wss_port, certificates.authority)


def _directory(
    backbone: "InProcess | NatsBackbone", kept: _Kept, around: Surroundings, feeds: Feeds
) -> Directory:
    """Make what opens rooms, with those who look after them while they are open."""
    absentees = Absentees(kept.store.unfinished, around.records, kept.clock)
    return Directory(
        backbone.opening(kept.store.open_room),
        around,
        kept.rules.battles,
        say=backbone.say,
        open_battle=kept.store.load_battle,
        followers=[absentees, feeds],
    )


async def _feeds(
    stack: AsyncExitStack, settings: RoomSettings, folder: Path, judge: Judge, figures: Figures
) -> Feeds:
    """Return the ears at other platforms; many nodes share their keys."""
    keys: Keys
    if settings.nats is None or settings.database is None:
        keys = PlatformFile.open(folder / "platforms.json")
    else:
        from studio.room.inbound.platform_table import PlatformTable

        keys = table = await PlatformTable.open(settings.database)
        stack.push_async_callback(table.close)
    feeds = Feeds(keys, judge, figures, os.environ.get(ADDRESS_VARIABLE, ADDRESS))
    stack.push_async_callback(feeds.close)
    return feeds


async def _end_shows(directory: Directory) -> None:
    """End the shows of all rooms, as their anchors would."""
    desk = HomeDesk(directory)
    for room, glance in list(desk.glances()):
        if glance.is_live:
            await desk.act(room, None, EndShow(type="end_show", id="end"))


def _filter() -> Judge:
    """Load what danmaku are judged with."""
    from studio.room.filter.filter import DanmakuFilter
    from studio.room.filter.linear import LinearModel
    from studio.room.filter.words import WordList

    return DanmakuFilter(WordList(), LinearModel.load())


async def _backbone(stack: AsyncExitStack, settings: RoomSettings) -> "InProcess | NatsBackbone":
    """Find the other nodes, if there are to be any."""
    if settings.nats is None:
        return InProcess()
    if settings.database is None:
        raise SettingsError("Many nodes share one PostgreSQL: give its address with --database.")
    from studio.room.backbone.nats import NatsBackbone

    backbone = await NatsBackbone.open(settings.nats, settings.database)
    stack.push_async_callback(backbone.close)
    return backbone


def _doorkeeper(settings: RoomSettings) -> Doorkeeper:
    """Return what counts connections; a proxy may have all that there are."""
    return Doorkeeper() if settings.proxy is None else Doorkeeper(max_each=MAX_CONNECTIONS)


async def _first_room(services: Services) -> str:
    """Make the first room if there is none, and return the link of its anchor."""
    await services.store.people.forget_old_sessions(services.clock.now_s())
    known = await services.store.people.find_room(FIRST_ROOM)
    if known is None:
        try:
            return _for_browsers(await open_room(services, FIRST_ROOM, "我的直播间", "主播"))
        except ProblemError:  # another node, which started at the same time, was faster
            known = await services.store.people.find_room(FIRST_ROOM)
            assert known is not None
    return _for_browsers(anchor_link(services, known))


def _for_browsers(link: InvitationLink) -> str:
    """Return a link without what only studios read, which makes it longer than one types."""
    return link.path.partition(PIN)[0]
