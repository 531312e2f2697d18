"""What a session asks of its room, read from the boot message.  A window or a person filled it in.

::

    wishes = read_wishes(boot)        # ChildError says what makes no sense
"""

from dataclasses import dataclass
from pathlib import Path

from studio.ipc.child import Boot
from studio.ipc.errors import ChildError
from studio.room.auth.sfu import FROM_GUEST

_MAX_COINS = 10**9
_MOST = 16
_MAX_CHARACTERS = 253


@dataclass(frozen=True, slots=True)
class Wishes:
    """See the module.

    Attributes:
        data: The room server's folder.
        host: The address to listen at; ``0.0.0.0`` for phones and guests in the same network.
        is_secure: Whether HTTPS is served, too, without which phones give no camera.
        names: What clients call this computer over HTTPS, besides what it knows itself.
        stun: Servers that tell peers at the stage their own addresses.
        turn: Servers that relay for those who don't reach one another, with their secret's file.
        sfu: A Janus for many guests, with its secret's file, and the first guest for it.
    """

    data: Path
    coins: int
    host: str
    is_secure: bool
    names: tuple[str, ...]
    stun: tuple[str, ...]
    turn: tuple[str, ...]
    turn_secret_file: Path | None
    sfu: str
    sfu_secret_file: Path | None
    sfu_from: int


def read_wishes(boot: Boot) -> Wishes:
    """Return what a boot message asks for.

    Raises:
        ChildError: If it has no folder, or something in it makes no sense.
    """
    data, coins = boot.get("data"), boot.get("welcome_coins", 0)
    if not isinstance(data, str) or not data:
        raise ChildError("The boot message of a room has no 'data'.")
    if not isinstance(coins, int) or not 0 <= coins <= _MAX_COINS:
        raise ChildError("The boot message of a room has no sane 'welcome_coins'.")
    number = boot.get("sfu_from", FROM_GUEST)
    return Wishes(
        data=Path(data).expanduser().absolute(),
        coins=coins,
        host=_text(boot, "host", "127.0.0.1"),
        is_secure=boot.get("https", False) is True,
        names=_texts(boot, "names"),
        stun=_texts(boot, "stun"),
        turn=_texts(boot, "turn"),
        turn_secret_file=_file(boot, "turn_secret_file"),
        sfu=_text(boot, "sfu", ""),
        sfu_secret_file=_file(boot, "sfu_secret_file"),
        sfu_from=number if isinstance(number, int) else FROM_GUEST,
    )


def _file(boot: Boot, key: str) -> Path | None:
    named = _text(boot, key, "")
    return Path(named).expanduser().absolute() if named else None


def _text(boot: Boot, key: str, default: str) -> str:
    found = boot.get(key, default)
    if not isinstance(found, str) or len(found) > _MAX_CHARACTERS * 4:
        raise ChildError(f"The boot message of a room has no sane '{key}'.")
    return found


def _texts(boot: Boot, key: str) -> tuple[str, ...]:
    found = boot.get(key, [])
    texts = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
    if not isinstance(found, list) or len(texts) != len(found) or len(texts) > _MOST:
        raise ChildError(f"The boot message of a room has no sane '{key}'.")
    return tuple(texts)
