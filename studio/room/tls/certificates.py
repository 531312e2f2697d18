"""The files of a server's authority and certificate, made and renewed where they lie.

Edge and relay share a folder: whoever comes first makes what is missing, under a lock.
New connections get the new certificate at once, as a context can be given another one::

    certificates = Certificates.open(data / "tls", names=("room.example.org",))
    certificates.context
    certificates.renew()              # now and then; ``keep`` does
"""

import asyncio
import logging
import ssl
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from studio.ipc.file_lock import FileLock
from studio.model.errors import StudioError
from studio.model.files import write_whole
from studio.room.tls.authority import (
    Pair,
    check_authority,
    fingerprint,
    is_due,
    issue,
    make_authority,
    vouched,
)
from studio.room.tls.errors import TlsError
from studio.room.tls.names import (
    Names,
    given_names,
    host_name,
    is_private,
    own_addresses,
    own_names,
)

log = logging.getLogger(__name__)

LOOK_S = 60.0
_PATIENCE_S = 10.0
_MAX_BYTES = 65_536


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class Certificates:
    """See the module.

    Args:
        folder: Holds the files; only its owner may read the keys.
        given: What clients call the server besides the names that it knows.
        now: The clock.

    Attributes:
        context: For servers.
        authority: The certificate that phones are to trust, as PEM.
    """

    def __init__(self, folder: Path, given: Names, now: Callable[[], datetime] = utc_now) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.set_alpn_protocols(["http/1.1"])
        self._folder = folder
        self._given = given
        self._now = now
        self._loaded = b""
        self._authority = self._opened()
        self.authority = self._authority.certificate
        self.renew()

    @classmethod
    def open(cls, folder: Path, names: Sequence[str]) -> "Certificates":
        """Read the files, or make them.

        Raises:
            StudioError: If that can't be; says what to do.
        """
        return cls(folder, given_names(names))

    @property
    def fingerprint(self) -> str:
        """The authority's, in hexadecimal digits."""
        return fingerprint(self.authority)

    def renew(self) -> bool:
        """Have a certificate that is fresh and says all names; return whether it is another one.

        Raises:
            StudioError: If it can't be made; the one before goes on.
        """
        with _Locked(self._folder):
            names, now = own_names(self._given), self._now()
            content = self._read("server.pem")
            if is_due(content, self._authority, names, now):
                pair = issue(self._authority, names, now)
                content = pair.key + pair.certificate
                write_whole(self._folder / "server.pem", content, mode=0o600)
        if content == self._loaded:
            return False
        self.context.load_cert_chain(self._folder / "server.pem")
        self._loaded = content
        return True

    async def keep(self) -> None:
        """Renew until cancelled: a computer gets other addresses, too."""
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                if await asyncio.to_thread(self.renew):
                    log.info("HTTPS has a new certificate.")
            except (StudioError, OSError) as error:
                log.warning("HTTPS goes on with its old certificate: %s", error)

    def _opened(self) -> Pair:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise TlsError(f"{self._folder} can't be made: {error.strerror}.") from error
        with _Locked(self._folder):
            kept = Pair(self._read("ca.crt"), self._read("ca.key"))
            if not kept.certificate:
                kept = make_authority(host_name(), _beyond(self._given), self._now())
                write_whole(self._folder / "ca.key", kept.key, mode=0o600)
                write_whole(self._folder / "ca.crt", kept.certificate)
        self._check(kept)
        return kept

    def _check(self, authority: Pair) -> None:
        why = ""
        try:
            check_authority(authority, self._now())
        except TlsError as error:
            why = str(error)
        else:
            good = vouched(authority, self._given)
            strange = [each for each in self._given.as_texts() if each not in good.as_texts()]
            if strange:
                why = f"it does not vouch for {', '.join(strange)}"
        if why:
            raise TlsError(
                f"The authority of this server can't be used: {why}. Delete {self._folder}, and "
                "a new one is made, which each phone has to trust anew."
            )

    def _read(self, name: str) -> bytes:
        """Return a file's content, b"" if there is none.

        Raises:
            TlsError: If it can't be read.
        """
        try:
            with (self._folder / name).open("rb") as file:
                return file.read(_MAX_BYTES)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise TlsError(f"{self._folder / name} can't be read: {error.strerror}.") from error


def _beyond(given: Names) -> Names:
    """Return what an authority is to vouch for that is in no private network."""
    own = [each for each in own_addresses() if each.version == 4 and not is_private(each)]
    return Names(given.dns, tuple(dict.fromkeys([*given.addresses, *own])))


class _Locked:
    """The folder for one process alone."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / "lock")
        self._folder = folder

    def __enter__(self) -> None:
        try:
            if self._lock.take(_PATIENCE_S):
                return
        except OSError as error:
            raise TlsError(f"{self._folder} can't be written to: {error.strerror}.") from error
        raise TlsError(f"Another program keeps {self._folder} locked: end it.")

    def __exit__(self, *error: object) -> None:
        self._lock.release()
