"""Trust in a room server's own authority, which is known by its fingerprint alone.

The certificate comes from the server itself, over a line that nobody vouches for; it is used
only if its digest is the one that the invitation or the settings name, and then nothing else::

    pinned = Pinned("https://192.168.1.20:8443", fingerprint)
    pinned.context()            # blocking, once
    raise pinned.untrusted(error)   # what to do where that server was not trusted
"""

import hashlib
import re
import ssl
import urllib.request
from urllib.parse import urlsplit

from studio.model.errors import StudioError

TIMEOUT_S = 5.0
_MOST_BYTES = 65_536
_PATH = "/trust/rocket-studio.crt"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_OTHER_NAME = (62, 64)
_NOT_NOW = (9, 10)
"""Codes of X.509: made for another name or address; not good yet, or no longer."""
_ANOTHER = (
    "The room server is not the one that the link was made for: its authority has another "
    "fingerprint. Ask for a new link, and compare."
)
_UNKNOWN = (
    "Nothing on this computer vouches for the room server. Use the whole link that the other "
    "studio shows: its end, from &ca= on, says whom to trust."
)


class PinnedError(StudioError):
    """The server is not the one that was meant, or its authority can't be had."""


class Pinned:
    """One server's.

    Args:
        server: Its address.
        fingerprint: SHA-256 of its authority, in hexadecimal digits; "" to trust the system's.

    Raises:
        PinnedError: If that is no fingerprint.

    Attributes:
        authority: The certificate, as DER; b"" until it was fetched, and without a fingerprint.
    """

    def __init__(self, server: str, fingerprint: str) -> None:
        self.authority = b""
        self._server = server
        self._fingerprint = fingerprint.replace(" ", "").replace(":", "").lower()
        self._context: ssl.SSLContext | None = None
        if self._fingerprint and not _DIGEST.fullmatch(self._fingerprint):
            raise PinnedError("A fingerprint has 64 hexadecimal digits, as the room shows them.")

    def context(self) -> ssl.SSLContext | None:
        """Return what to verify the server with; None: as for every server.

        Raises:
            PinnedError: If the server has another authority.
            OSError: If it can't be reached.
        """
        if not self._fingerprint or not self._server.startswith("https:"):
            return None
        if self._context is None:
            found = self._fetched()
            if hashlib.sha256(found).hexdigest() != self._fingerprint:
                raise PinnedError(_ANOTHER)
            self._context = ssl.create_default_context(cadata=found)
            self.authority = found
        return self._context

    def untrusted(self, error: ssl.SSLCertVerificationError) -> PinnedError:
        """Return what to do where a connection was given up, since nobody vouches for it."""
        if error.verify_code in _OTHER_NAME:
            host = urlsplit(self._server).hostname
            return PinnedError(
                f"The room server has no certificate for {host}: start the room with "
                f"--name {host}, or use another address of it."
            )
        if error.verify_code in _NOT_NOW:
            return PinnedError(
                "The room server's certificate is not good today: look at the clocks of both "
                "computers."
            )
        return PinnedError(_ANOTHER if self._fingerprint else _UNKNOWN)

    def _fetched(self) -> bytes:
        nobody = ssl.create_default_context()
        nobody.check_hostname, nobody.verify_mode = False, ssl.CERT_NONE
        address = self._server + _PATH
        with urllib.request.urlopen(address, timeout=TIMEOUT_S, context=nobody) as answer:
            content: bytes = answer.read(_MOST_BYTES)
        return content
