"""Tests of studio.room.tls.certificates and profile."""

import plistlib
import socket
import ssl
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from studio.room.tls.authority import as_der
from studio.room.tls.certificates import Certificates, utc_now
from studio.room.tls.errors import TlsError
from studio.room.tls.names import given_names
from studio.room.tls.profile import mobileconfig


def seen(certificates: Certificates, trusted: bytes) -> bytes:
    """Return the certificate that a client gets which trusts an authority."""
    client = ssl.create_default_context(cadata=trusted.decode())
    near, far = socket.socketpair()
    near.settimeout(10)
    far.settimeout(10)

    def serve() -> None:
        try:
            certificates.context.wrap_socket(far, server_side=True).close()
        except OSError:
            far.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with client.wrap_socket(near, server_hostname="localhost") as line:
            found = line.getpeercert(binary_form=True)
    finally:
        near.close()
        thread.join()
    assert found
    return found


def test_it_is_made_once_kept_to_its_owner_and_renewed_by_itself(tmp_path: Path) -> None:
    folder, shift = tmp_path / "tls", timedelta(days=-350)

    def clock() -> Callable[[], datetime]:
        return lambda: utc_now() + shift

    first = Certificates(folder, given_names(()), clock())
    second = Certificates(folder, given_names(()), clock())
    assert first.authority == second.authority
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "ca.crt": 0o644,
        "ca.key": 0o600,
        "server.pem": 0o600,
        "lock": 0o600,
    }
    assert folder.stat().st_mode & 0o077 == 0
    before = seen(first, second.authority)
    assert before == seen(second, first.authority)
    assert not first.renew()

    shift = timedelta()
    assert first.renew()
    after = seen(first, first.authority)
    assert after != before
    assert second.renew(), "the other process finds it"
    assert seen(second, first.authority) == after


def test_whoever_trusts_another_is_not_served(tmp_path: Path) -> None:
    ours, other = (Certificates.open(tmp_path / name, ()) for name in ("a", "b"))
    with pytest.raises(ssl.SSLCertVerificationError):
        seen(ours, other.authority)


def test_what_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "tls"
    Certificates.open(folder, ())
    with pytest.raises(TlsError, match=r"does not vouch for other\.example\.org.*Delete"):
        Certificates.open(folder, ("other.example.org",))
    (folder / "ca.key").write_text("x")
    with pytest.raises(TlsError, match="damaged"):
        Certificates.open(folder, ())
    (tmp_path / "file").write_text("")
    with pytest.raises(TlsError, match="can't be made"):
        Certificates.open(tmp_path / "file" / "tls", ())


def test_iphones_get_a_profile_that_holds_the_authority(tmp_path: Path) -> None:
    certificates = Certificates.open(tmp_path / "tls", ())
    profile = plistlib.loads(mobileconfig(certificates.authority))
    (root,) = profile["PayloadContent"]
    assert root["PayloadType"] == "com.apple.security.root"
    assert root["PayloadContent"] == as_der(certificates.authority)
    assert mobileconfig(certificates.authority) == mobileconfig(certificates.authority)
    assert b"PRIVATE" not in mobileconfig(certificates.authority)
