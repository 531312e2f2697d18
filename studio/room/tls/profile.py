"""The authority as iPhones install it: a configuration profile.  Pure.

Safari opens a bare certificate as a profile too, but one of ours can say what it is for::

    mobileconfig(certificates.authority)
"""

import plistlib
import uuid

from studio.room.tls.authority import as_der, fingerprint

_SPACE = uuid.UUID("6f0d9b0e-3c0f-4a53-9a5d-8f1c5d2b7a11")
_WHY = (
    "让这台手机信任你自己的 Rocket Studio 房间。它只能为局域网地址作证。\n"
    "Lets this phone trust your own Rocket Studio room. It vouches for private addresses only."
)


def mobileconfig(authority: bytes) -> bytes:
    """Return the profile; the same authority gives the same, so that twice is once."""
    mark = fingerprint(authority)
    inner, outer = uuid.uuid5(_SPACE, f"root {mark}"), uuid.uuid5(_SPACE, f"profile {mark}")
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"studio.rocket.room.root.{mark[:16]}",
        "PayloadUUID": str(inner).upper(),
        "PayloadDisplayName": "Rocket Studio",
        "PayloadCertificateFileName": "rocket-studio.crt",
        "PayloadContent": as_der(authority),
    }
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": f"studio.rocket.room.{mark[:16]}",
            "PayloadUUID": str(outer).upper(),
            "PayloadDisplayName": "Rocket Studio 房间 · room",
            "PayloadDescription": _WHY,
            "PayloadOrganization": "Rocket Studio",
            "PayloadRemovalDisallowed": False,
            "PayloadContent": [root],
        }
    )
