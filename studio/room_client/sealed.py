"""Secrets that go through a room server which can't read them: sealed to one studio's key.

The studio that is to go on makes a key and tells its public half; the other one seals its
state to it, destinations with their stream keys and all.  As in libsodium's sealed boxes,
each has a key pair of its own that is thrown away; X25519, HKDF-SHA256, ChaCha20-Poly1305::

    key = SealingKey.make()                       # key.public goes to the other studio
    sealed = seal(state, key.public, "1")
    key.open(sealed, "1")                         # SealedError if it is not for us, or changed
"""

import base64
import binascii
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from studio.model.errors import StudioError

KEY_BYTES = 32
MAX_SECRET_BYTES = 1_000_000
_MAX_SEALED_CHARACTERS = 1_400_000
_PURPOSE = b"rocket-studio handoff 1"
_NONCE = bytes(12)
"""Each box has a key of its own, used once."""


class SealedError(StudioError):
    """Something sealed that can't be opened here."""


class SealingKey:
    """One studio's, for as long as a handoff lasts."""

    def __init__(self, private: X25519PrivateKey) -> None:
        self._private = private

    @classmethod
    def make(cls) -> Self:
        """Return a new one."""
        return cls(X25519PrivateKey.generate())

    @property
    def public(self) -> str:
        """The half that everybody may know."""
        return _text(self._private.public_key().public_bytes_raw())

    def open(self, sealed: str, room: str) -> str:
        """Return what was sealed to this key in a room.

        Raises:
            SealedError: If it was not, or is not as it was.
        """
        data = _bytes(sealed)
        sender, box = data[:KEY_BYTES], data[KEY_BYTES:]
        try:
            shared = self._private.exchange(X25519PublicKey.from_public_bytes(sender))
            key = _key(shared, sender, self._private.public_key().public_bytes_raw())
            return ChaCha20Poly1305(key).decrypt(_NONCE, box, room.encode()).decode()
        except (InvalidTag, ValueError):
            raise SealedError(
                "What came was not sealed for this studio: take over once more."
            ) from None


def seal(secret: str, public: str, room: str) -> str:
    """Return a secret that only the owner of ``public`` can open.

    Raises:
        SealedError: If there is no such key, or the secret is too long.
    """
    if len(secret.encode()) > MAX_SECRET_BYTES:
        raise SealedError(f"What is handed over may have {MAX_SECRET_BYTES} bytes at most.")
    own = X25519PrivateKey.generate()
    sender, receiver = own.public_key().public_bytes_raw(), _bytes(public)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(receiver))
    except ValueError:
        raise SealedError("The other studio's key is none: have it ask once more.") from None
    box = ChaCha20Poly1305(_key(shared, sender, receiver)).encrypt(
        _NONCE, secret.encode(), room.encode()
    )
    return _text(sender + box)


def _key(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=sender + receiver, info=_PURPOSE).derive(shared)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        if len(text) > _MAX_SEALED_CHARACTERS:
            raise ValueError
        return base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise SealedError("What should be a key or sealed is not: hand over once more.") from None
