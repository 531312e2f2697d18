"""The file of keys that all proofs are signed with, shared by edge and relay.

It holds the key that signs and those that signed before and still prove for a
while after a rotation.  Whoever has opened it notices a rotation by itself, as
the file is looked at again when it has changed::

    secret = Secret.open(data_dir / "secret")
    secret.current().key
    secret.rotate(now_s)              # what the old key signed holds for 15 min more
"""

import os
import secrets
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from studio.model.files import write_whole
from studio.room.auth.errors import SecretError

KEY_BYTES = 32
GRACE_S = 15 * 60
"""A token lives 10 min: nobody who is here is put out by a rotation."""

_MAX_FILE_BYTES = 65_536
_MAX_OLD_KEYS = 8


class Key(BaseModel):
    """A key and its name; ``repr`` does not show it.

    Attributes:
        ends_s: When it proves nothing any more; None for the one that signs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
    hex: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Field(repr=False)]
    ends_s: int | None = None

    @property
    def key(self) -> bytes:
        """The key itself."""
        return bytes.fromhex(self.hex)

    @classmethod
    def make(cls) -> "Key":
        """Return a new one."""
        return cls(name=secrets.token_hex(4), hex=secrets.token_hex(KEY_BYTES))


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[int, Field(ge=1, le=1)] = 1
    keys: Annotated[tuple[Key, ...], Field(min_length=1, max_length=16)]


class Secret:
    """The keys of one server, newest first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark: tuple[int, int, int] | None = None
        self._keys: tuple[Key, ...] = ()

    @classmethod
    def open(cls, path: Path) -> "Secret":
        """Read the file, or make it if there is none.

        Raises:
            SecretError: If it can't be read, or is damaged.
            FileError: If it can't be made.
        """
        secret = cls(path)
        if not path.exists():
            secret._make()
        secret._read()
        return secret

    def current(self) -> Key:
        """Return the key that signs."""
        self._look_again()
        return self._keys[0]

    def proving(self, now_s: int) -> tuple[Key, ...]:
        """Return the keys whose signatures hold, newest first."""
        self._look_again()
        return tuple(key for key in self._keys if key.ends_s is None or key.ends_s > now_s)

    def rotate(self, now_s: int, *, grace_s: int = GRACE_S) -> None:
        """Sign with a new key from now on.

        Raises:
            FileError: If the file can't be written; nothing has changed.
        """
        self._look_again()
        old = self._keys[0].model_copy(update={"ends_s": now_s + grace_s})
        kept = tuple(key for key in self._keys[1:] if key.ends_s and key.ends_s > now_s)
        keys = (Key.make(), old, *kept[:_MAX_OLD_KEYS])
        write_whole(self._path, _File(keys=keys).model_dump_json(), mode=0o600)
        self._read()

    def _make(self) -> None:
        """Write the first key; of two processes that do it at once, one wins for both."""
        draft = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
        write_whole(draft, _File(keys=(Key.make(),)).model_dump_json(), mode=0o600)
        try:
            os.link(draft, self._path)
        except FileExistsError:
            pass
        except OSError as error:
            raise SecretError(
                f"The server's secret {self._path} can't be made: {error.strerror}."
            ) from error
        finally:
            draft.unlink()

    def _look_again(self) -> None:
        try:
            if self._stat() != self._mark:
                self._read()
        except (OSError, SecretError):
            return  # what was read last goes on: a file being damaged puts nobody out

    def _read(self) -> None:
        try:
            mark = self._stat()
            with self._path.open("rb") as file:
                content = file.read(_MAX_FILE_BYTES)
            keys = _File.model_validate_json(content).keys
        except OSError as error:
            raise SecretError(
                f"The server's secret {self._path} can't be read: {error.strerror}."
            ) from error
        except ValidationError:
            # The error itself would show what is in the file.
            raise SecretError(
                f"The server's secret {self._path} is damaged. Bring it back from a copy, or "
                "delete it: then everybody signs in anew and encoders need new stream keys."
            ) from None
        if keys[0].ends_s is not None:
            raise SecretError(f"The server's secret {self._path} has no key that signs; delete it.")
        self._mark, self._keys = mark, keys

    def _stat(self) -> tuple[int, int, int]:
        found = self._path.stat()
        return found.st_mtime_ns, found.st_ino, found.st_size
