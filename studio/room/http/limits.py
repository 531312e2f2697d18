"""How often somebody may do something: token buckets in a bounded table.

Pure: time is an argument.  Each bucket is one integer, the time at which it will be
full again (GCRA), so that a full one need not be kept at all::

    limit = Limit(rate_per_s=5, burst=20)
    buckets = Buckets(limit, max_keys=100_000)
    wait_ms = buckets.take("10.0.0.7", now_ms)      # 0: go on
"""

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass

_MICROSECONDS = 1_000


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and so many a second after that."""

    rate_per_s: float
    burst: int


class Buckets:
    """One bucket for each key.

    Args:
        limit: Of each bucket.
        max_keys: Kept at most; beyond, the one that was used longest ago is forgotten.

    Attributes:
        refused: How often somebody had to wait, ever.
    """

    def __init__(self, limit: Limit, *, max_keys: int = 100_000) -> None:
        self.refused = 0
        self._step_us = int(1_000_000 / limit.rate_per_s)
        self._slack_us = self._step_us * limit.burst
        self._max_keys = max_keys
        self._full_us: OrderedDict[str, int] = OrderedDict()

    def take(self, key: str, now_ms: int) -> int:
        """Take one; return 0, or after how many ms there is one to take."""
        now_us = now_ms * _MICROSECONDS
        full_us = max(self._full_us.get(key, 0), now_us)
        if full_us > now_us + self._slack_us:
            full_us = now_us + self._slack_us  # the clock was set back
        next_us = full_us + self._step_us
        wait_us = next_us - self._slack_us - now_us
        if wait_us > 0:
            self.refused += 1
            return -(-wait_us // _MICROSECONDS)
        self._full_us[key] = next_us
        self._full_us.move_to_end(key)
        if len(self._full_us) > self._max_keys:
            self._full_us.popitem(last=False)
        return 0

    def __len__(self) -> int:
        return len(self._full_us)


def address_key(address: str) -> str:
    """Return what stands for an address: of IPv6 its network, as each home has 2⁶⁴ of them."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed, 64), strict=False).network_address)
    return str(parsed)
