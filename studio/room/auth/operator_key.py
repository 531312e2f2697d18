"""The key of the one who runs the server, made at the first start.

It lies in ``DATA/operator.key``, readable by its owner only.  Who can read the
file may run the server; deleting it makes a new one at the next start.
"""

import base64
import hmac
import secrets
from pathlib import Path

from studio.model.files import write_whole
from studio.room.auth.errors import SecretError

_BYTES = 20
_CHARACTERS = 32


class OperatorKey:
    """The key; ``repr`` does not show it.

    Attributes:
        is_new: Whether it was made just now.
    """

    def __init__(self, text: str, *, is_new: bool) -> None:
        self._text = text
        self.is_new = is_new

    @classmethod
    def open(cls, path: Path) -> "OperatorKey":
        """Read the key, or make it.

        Raises:
            SecretError: If it can't be read, or is damaged.
            FileError: If it can't be made.
        """
        if not path.exists():
            text = base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower()
            write_whole(path, text + "\n", mode=0o600)
            return cls(text, is_new=True)
        try:
            text = path.read_text("ascii").strip()
        except UnicodeDecodeError:
            text = ""
        except OSError as error:
            raise SecretError(
                f"The operator's key {path} can't be read: {error.strerror}."
            ) from error
        if len(text) != _CHARACTERS or not text.isalnum():
            raise SecretError(
                f"The operator's key {path} is damaged. Delete it, and a new one is made."
            )
        return cls(text, is_new=False)

    def reveal(self) -> str:
        """Return the key, to be shown to the one who starts the server."""
        return self._text

    def is_it(self, given: str) -> bool:
        """Return whether somebody knows the key."""
        return hmac.compare_digest(self._text.encode(), given.strip().lower().encode())
