"""Trust in a room server's own authority, which is known by its fingerprint alone.

The certificate comes from the server itself, over a line that nobody vouches for; it is used
only if its digest is the one that the invitation or the settings name, and then nothing else::

    pinned = Pinned("https://192.168.1.20:8443", fingerprint)
    pinned.context()            # blocking, once
"""

import hashlib
import re
import ssl
import urllib.request

from studio.model.errors import StudioError

TIMEOUT_S = 5.0
_MOST_BYTES = 65_536
_PATH = "/trust/rocket-studio.crt"
_DIGEST = re.compile(r"[0-9a-f]{64}")


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
                raise PinnedError(
                    "The room server is not the one that the link was made for: its authority has "
                    "another fingerprint. Ask for a new link, and compare."
                )
            self._context = ssl.create_default_context(cadata=found)
            self.authority = found
        return self._context

    def _fetched(self) -> bytes:
        nobody = ssl.create_default_context()
        nobody.check_hostname, nobody.verify_mode = False, ssl.CERT_NONE
        address = self._server + _PATH
        with urllib.request.urlopen(address, timeout=TIMEOUT_S, context=nobody) as answer:
            content: bytes = answer.read(_MOST_BYTES)
        return content
