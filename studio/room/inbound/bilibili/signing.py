"""The signature of a request to the open platform: HMAC-SHA256 over its sorted headers."""

import hashlib
import hmac
from dataclasses import dataclass, field

ADDRESS = "https://live-open.biliapi.com"


@dataclass(frozen=True, slots=True)
class AppKey:
    """What the platform gave the developer of an app."""

    key_id: str
    secret: str = field(repr=False)


def signed_headers(body: bytes, key: AppKey, nonce: str, now_s: int) -> dict[str, str]:
    """Return the headers of a POST with this body.

    ``nonce`` must be different for every request.
    """
    signed = {
        "x-bili-accesskeyid": key.key_id,
        "x-bili-content-md5": hashlib.md5(body, usedforsecurity=False).hexdigest(),
        "x-bili-signature-method": "HMAC-SHA256",
        "x-bili-signature-nonce": nonce,
        "x-bili-signature-version": "1.0",
        "x-bili-timestamp": str(now_s),
    }
    lines = "\n".join(f"{name}:{signed[name]}" for name in sorted(signed))
    signature = hmac.new(key.secret.encode(), lines.encode(), hashlib.sha256).hexdigest()
    return signed | {
        "Authorization": signature,
        "Accept": "application/json",
        "Content-Type": "application/json",
    }
