"""The process: a keeper of edge and relay, and a channel on which it says where they are.

Each peer gets ``room_server`` when it connects and whenever that changes.  A server that
can't start is tried again, since whatever is in its way may go.
"""

import logging
import threading
import time

from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.message import Message
from studio.room.beside import ports
from studio.room.beside.wishes import read_wishes
from studio.room.pair.addresses import FIRST_ROOM, Addresses
from studio.room.pair.errors import PairError
from studio.room.pair.keeper import Keeper
from studio.room.pair.plan import RoomPlan

GRACE_S = 10.0
_AGAIN_S = 5.0
_PORTS_PATIENCE_S = 6.0

log = logging.getLogger(__name__)


class BesideProcess:
    """See the module.

    Args:
        boot: What ``wishes`` reads; and ``grace_s``, how long another supervisor may take to
            come when ours has died.

    Raises:
        ChildError: If something in the boot message makes no sense.
    """

    def __init__(self, boot: Boot) -> None:
        self._wishes = read_wishes(boot)
        self._grace_s = boot.grace_s(GRACE_S)
        self._kept = self._wishes.data / "ports.json"
        self._claim = ports.new_claim()
        # Of three threads and a signal's handler, which may interrupt one that has it.
        self._lock = threading.RLock()
        self._said: Message = _told("starting")
        self._keeper: Keeper | None = None
        self._is_ending = threading.Event()
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
        )

    def run(self) -> None:
        """Keep the room server until told to stop, or nobody wants it any more."""
        self._server.start()
        watch_lifeline(self._lifeline_lost)
        announce_ready()
        while not self._is_ending.is_set():
            try:
                self._keep()
            except PairError as error:
                log.warning("%s", error)
                self._tell(_told("failed", str(error)))
                self._is_ending.wait(_AGAIN_S)
        self._server.close()

    def stop(self) -> None:
        """End in order; from any thread."""
        self._is_ending.set()
        with self._lock:
            if self._keeper:
                self._keeper.stop()

    def _keep(self) -> None:
        """Keep it where it is wanted, or, if it can't listen there, anywhere.

        Raises:
            PairError: If it can't start.
        """
        chosen = ports.choose(self._kept, _PORTS_PATIENCE_S, self._claim)
        try:
            self._keep_at(chosen)
        except PairError as error:
            if chosen == ports.ANY:
                raise
            log.warning("%s Other ports are tried.", error)
            self._claim.release()
            self._keep_at(ports.ANY)
        finally:
            self._claim.release()
        ports.forget(self._kept)

    def _keep_at(self, chosen: ports.Ports) -> None:
        wishes = self._wishes
        plan = RoomPlan(
            wishes.data,
            host=wishes.host,
            port=chosen.http,
            ws_port=chosen.ws,
            relay_port=chosen.relay_http,
            relay_ws_port=chosen.relay_ws,
            rtmp_port=chosen.rtmp,
            welcome_coins=wishes.coins,
            do_shows_end=True,
            stun=wishes.stun,
            turn=wishes.turn,
            turn_secret_file=wishes.turn_secret_file,
            sfu=wishes.sfu,
            sfu_secret_file=wishes.sfu_secret_file,
            sfu_from=wishes.sfu_from,
            https_port=chosen.https if wishes.is_secure else None,
            wss_port=chosen.wss,
            relay_https_port=chosen.relay_https,
            relay_wss_port=chosen.relay_wss,
            names=wishes.names,
        )
        keeper = Keeper(plan, self._found, log.warning)
        with self._lock:
            self._keeper = keeper
            if self._is_ending.is_set():
                return
        try:
            keeper.run()
        finally:
            with self._lock:
                self._keeper = None

    def _found(self, found: Addresses) -> None:
        self._claim.release()
        ports.keep(self._kept, ports.Ports(*found.ports))
        log.info("viewers watch at %s", found.watch)
        told = {
            "server": found.server,
            "room": FIRST_ROOM,
            "watch": found.watch,
            "anchor": found.anchor,
            "invitation": found.invitation,
            "operator": found.operator,
            "operator_key": found.operator_key,
            "rtmp": found.rtmp,
            "lan": found.secure,
            "trust": found.trust,
            "fingerprint": found.fingerprint,
        }
        self._tell({**_told("running"), **told})

    def _tell(self, message: Message) -> None:
        with self._lock:
            self._said = message
            self._server.broadcast(message)

    def _on_connect(self, channel: Channel) -> None:
        with self._lock:
            channel.send(self._said)

    def _on_message(self, channel: Channel, message: Message) -> None:
        if message["type"] == "stop" and channel.peer_role == "supervisor":
            self.stop()

    def _lifeline_lost(self) -> None:
        """Wait for another supervisor, as a session that is live gets one."""
        log.warning("the supervisor is gone")
        gone_s: float | None = time.monotonic()
        while not self._is_ending.wait(0.5):
            is_there = any(each.peer_role == "supervisor" for each in self._server.channels)
            now_s = time.monotonic()
            gone_s = None if is_there else gone_s or now_s
            if gone_s is not None and now_s - gone_s >= self._grace_s:
                self.stop()


def _told(state: str, sentence: str = "") -> Message:
    return {"type": "room_server", "state": state, "sentence": sentence}
