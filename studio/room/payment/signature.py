"""Signs what is said between a payment provider and us: HMAC-SHA256, with the time; pure.

Over the raw bytes, before anything is parsed.  Old messages are refused after 5 min,
and a replay within those credits nothing, since the ledger knows the order.
"""

import hashlib
import hmac

WINDOW_S = 5 * 60


def sign(secret: bytes, timestamp_s: int, body: bytes) -> str:
    """Return the signature of a body, as 64 hex digits."""
    message = b"%d.%s" % (timestamp_s, body)
    return hmac.new(secret, message, hashlib.sha256).hexdigest()


def is_signed(secret: bytes, timestamp: str, signature: str, body: bytes, now_s: int) -> bool:
    """Tell whether a body was signed with the secret, within 5 min of now."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    timestamp_s = int(timestamp)
    wanted = sign(secret, timestamp_s, body).encode()
    is_right = hmac.compare_digest(wanted, signature.encode("utf-8", "replace"))
    return is_right and abs(now_s - timestamp_s) <= WINDOW_S
