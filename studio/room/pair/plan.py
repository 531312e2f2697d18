"""What a room server is asked to be, and the words with which its two processes are started."""

import os
from dataclasses import dataclass
from pathlib import Path

from studio.room.auth.sfu import FROM_GUEST
from studio.room.settings import DATABASE_VARIABLE, NATS_VARIABLE, REPLICA_VARIABLE

RTMP_PORT = 1935


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What was asked for.

    Attributes:
        relay_ws_port: None for the one above ``relay_port``.
        rtmp_port: None for the usual one; the relay picks another where that is taken.
        nats: Where other nodes are.  It goes by the environment, as the databases'
            addresses do: each may hold a password.
        do_shows_end: Whether an orderly end of the server ends its rooms' shows.
        https_port: Of HTTPS beside HTTP, None for none; the other three are the ones above it
            where they are None.
        names: What clients call this computer over HTTPS, besides what it knows itself.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8080
    ws_port: int = 8081
    relay_port: int = 8082
    relay_ws_port: int | None = None
    rtmp_port: int | None = None
    welcome_coins: int = 0
    nats: str | None = None
    database: str | None = None
    replica: str | None = None
    proxy: str | None = None
    do_shows_end: bool = False
    stun: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()
    turn_secret_file: Path | None = None
    sfu: str = ""
    sfu_secret_file: Path | None = None
    sfu_from: int = FROM_GUEST
    https_port: int | None = None
    wss_port: int | None = None
    relay_https_port: int | None = None
    relay_wss_port: int | None = None
    names: tuple[str, ...] = ()

    def edge_words(self) -> list[str]:
        """Return the words of the edge's command."""
        ports = ["--port", str(self.port), "--ws-port", str(self.ws_port)]
        coins = ["--welcome-coins", str(self.welcome_coins)]
        proxy = ["--behind-proxy", self.proxy] if self.proxy else []
        shows = ["--shows-end"] if self.do_shows_end else []
        stage = [word for url in self.stun for word in ("--stun", url)]
        stage += [word for url in self.turn for word in ("--turn", url)]
        if self.turn_secret_file:
            stage += ["--turn-secret-file", str(self.turn_secret_file)]
        if self.sfu:
            stage += ["--sfu", self.sfu, "--sfu-from", str(self.sfu_from)]
        if self.sfu_secret_file:
            stage += ["--sfu-secret-file", str(self.sfu_secret_file)]
        place = ["--data", str(self.data), "--host", self.host]
        secure = self._secure_words(self.wss_port, 0)
        return [*place, *ports, *coins, *proxy, *shows, *stage, *secure, "--lifeline"]

    def relay_words(self) -> list[str]:
        """Return the words of the relay's command."""
        ws_port, rtmp_port = self.relay_ws_port, self.rtmp_port
        if ws_port is None:
            ws_port = self.relay_port + 1 if self.relay_port else 0
        if rtmp_port is None:
            rtmp_port = RTMP_PORT if self.relay_port else 0
        ports = ["--http-port", str(self.relay_port), "--ws-port", str(ws_port)]
        rtmp = ["--rtmp-port", str(rtmp_port)]
        place = ["--data", str(self.data), "--host", self.host]
        secure = self._secure_words(self.relay_wss_port, 2, self.relay_https_port)
        return [*place, *ports, *rtmp, *secure, "--lifeline"]

    def _secure_words(self, wss: int | None, above: int, https: int | None = None) -> list[str]:
        """Return the words for TLS; ports that are not said are so many above the first."""
        first = self.https_port
        if first is None:
            return []
        if https is None:
            https = first and first + above
        if wss is None:
            wss = first and first + above + 1
        names = [word for name in self.names for word in ("--name", name)]
        return ["--https-port", str(https), "--wss-port", str(wss), *names]

    def environment(self) -> dict[str, str]:
        """Return what both are told without anybody reading it in a list of processes."""
        said = {
            NATS_VARIABLE: self.nats,
            DATABASE_VARIABLE: self.database,
            REPLICA_VARIABLE: self.replica,
        }
        return {**os.environ, **{name: value for name, value in said.items() if value}}
