"""The SFU by which guests are linked where their number or network is too much for direct lines.

Only the anchor's studio speaks with it, and is told its secret; guests' pages never are::

    sfu = SfuServer.read("ws://127.0.0.1:8188", Path("api-secret"), from_guest=5)
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from studio.room.auth.errors import SfuSettingError

FROM_GUEST = 5
_MOST_GUESTS = 100


@dataclass(frozen=True, slots=True)
class SfuServer:
    """See the module.

    Attributes:
        url: Of Janus' WebSockets.
        secret: Its ``api_secret``, which is the ``admin_key`` of its video rooms if they have one.
        from_guest: The first guest, as they come, who is linked by it; 1: all.
    """

    url: str
    secret: str = field(default="", repr=False)
    from_guest: int = FROM_GUEST

    @classmethod
    def read(cls, url: str, secret_file: Path | None, from_guest: int) -> Self | None:
        """Return it as an operator names it, None for none.

        Raises:
            SfuSettingError: If it makes no sense, or the secret can't be read; says what to do.
        """
        if not url:
            if secret_file is not None:
                raise SfuSettingError("--sfu-secret-file needs --sfu: name the SFU, too.")
            return None
        parts = urlsplit(url)
        is_plain = parts.hostname and not parts.username and not parts.password
        if parts.scheme not in ("ws", "wss") or not is_plain or len(url) > 200:
            raise SfuSettingError(
                f"{url[:80]!r} is no address of a Janus: give ws://host:8188 or wss://host:8989."
            )
        if not 1 <= from_guest <= _MOST_GUESTS:
            raise SfuSettingError(
                f"--sfu-from {from_guest} is no number of a guest: give 1 for all, or up to "
                f"{_MOST_GUESTS}."
            )
        return cls(url, _secret(secret_file) if secret_file else "", from_guest)


def _secret(file: Path) -> str:
    try:
        secret = file.expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SfuSettingError(f"The SFU's secret in {file} can't be read: {error}.") from None
    if not secret:
        raise SfuSettingError(f"{file} is empty: put the api_secret of the Janus into it.")
    return secret
