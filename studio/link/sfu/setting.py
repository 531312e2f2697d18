"""Which SFU is used, and for whom; as the room's settings say.  Pure.

::

    setting = setting_of({"url": "ws://sfu:8188", "secret": "…", "from_guest": 5})
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

FROM_GUEST = 5


@dataclass(frozen=True, slots=True)
class SfuSetting:
    """See the module.

    Attributes:
        url: Of Janus' WebSockets.
        secret: Of its API, and of making rooms where that needs one.
        from_guest: The first guest, in the order in which they come, who is linked by it; 1: all.
    """

    url: str
    secret: str = field(default="", repr=False)
    from_guest: int = FROM_GUEST


def setting_of(said: object) -> SfuSetting | None:
    """Return what a room said; None if there is no SFU, or it makes no sense."""
    if not isinstance(said, dict):
        return None
    url, secret, number = said.get("url"), said.get("secret"), said.get("from_guest")
    if not isinstance(url, str) or urlsplit(url).scheme not in ("ws", "wss"):
        return None
    return SfuSetting(
        url,
        secret if isinstance(secret, str) else "",
        number if isinstance(number, int) and number > 0 else FROM_GUEST,
    )
