"""Tests of studio.room.tls.authority and names, with openssl as the judge."""

import ipaddress
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from studio.room.tls.authority import (
    CERTIFICATE_DAYS,
    RENEW_BEFORE,
    Pair,
    check_authority,
    fingerprint,
    is_due,
    issue,
    make_authority,
    vouched,
)
from studio.room.tls.errors import TlsError
from studio.room.tls.names import MOST_NAMES, Names, given_names, is_private, own_names

NOW = datetime(2026, 11, 29, 15, tzinfo=UTC)
GIVEN = given_names(["room.example.org", "203.0.113.5"])
NAMES = Names(
    ("localhost", "studio", "studio.local", "room.example.org", "www.bank.example"),
    tuple(map(ipaddress.ip_address, ("192.168.1.20", "fd00::2", "203.0.113.5", "8.8.8.8"))),
)


@pytest.fixture(scope="module")
def authority() -> Pair:
    return make_authority("studio", GIVEN, NOW)


def judged(folder: Path, authority: Pair, server: bytes, *words: str) -> str:
    """Return what openssl says of a certificate."""
    (folder / "ca.pem").write_bytes(authority.certificate)
    (folder / "server.pem").write_bytes(server)
    at = ["-attime", str(int((NOW + timedelta(days=1)).timestamp()))]
    argv = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver", *at, *words]
    argv += ["-CAfile", str(folder / "ca.pem"), str(folder / "server.pem")]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_openssl_takes_the_chain_for_its_names_and_no_others(
    authority: Pair, tmp_path: Path
) -> None:
    server = issue(authority, NAMES, NOW).certificate
    for words in (
        ("-verify_hostname", "studio.local"),
        ("-verify_hostname", "room.example.org"),
        ("-verify_ip", "192.168.1.20"),
        ("-verify_ip", "203.0.113.5"),
    ):
        assert "OK" in judged(tmp_path, authority, server, *words)
    for words in (("-verify_hostname", "www.bank.example"), ("-verify_ip", "8.8.8.8")):
        assert "mismatch" in judged(tmp_path, authority, server, *words)


def test_an_authority_that_was_stolen_cannot_vouch_for_the_web(
    authority: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.room.tls.authority.vouched", lambda authority, names: names)
    forged = issue(authority, NAMES, NOW).certificate
    assert "permitted subtree violation" in judged(tmp_path, authority, forged)


def test_a_certificate_is_replaced_when_it_is_old_or_too_narrow(authority: Pair) -> None:
    server = issue(authority, NAMES, NOW).certificate
    read = x509.load_pem_x509_certificate(server)
    assert read.not_valid_after_utc - read.not_valid_before_utc <= timedelta(days=CERTIFICATE_DAYS)
    assert not is_due(server, authority, NAMES, NOW)
    assert is_due(server, authority, NAMES, read.not_valid_after_utc - RENEW_BEFORE / 2)
    moved = Names(NAMES.dns, (*NAMES.addresses, ipaddress.ip_address("192.168.1.21")))
    assert is_due(server, authority, moved, NOW)
    other = Names(("www.bank.example",), ())
    assert not is_due(server, authority, other, NOW), "it can't be had, however often it is asked"
    assert is_due(server, make_authority("studio", GIVEN, NOW), NAMES, NOW)
    assert is_due(b"damaged", authority, NAMES, NOW)


def test_what_was_kept_is_looked_at(authority: Pair) -> None:
    check_authority(authority, NOW)
    with pytest.raises(TlsError, match="over"):
        check_authority(authority, NOW + timedelta(days=4000))
    strange = make_authority("studio", GIVEN, NOW)
    for kept in (Pair(b"x", b"y"), Pair(authority.certificate, strange.key)):
        with pytest.raises(TlsError, match="damaged"):
            check_authority(kept, NOW)
    assert len(fingerprint(authority.certificate)) == 64
    assert "PRIVATE" not in repr(authority)


def test_names_are_those_of_computers() -> None:
    own = own_names(GIVEN)
    assert {"localhost", "room.example.org"} <= set(own.dns)
    assert ipaddress.ip_address("127.0.0.1") in own.addresses
    for text in ("", "a b", "-x", "*.example.org", "x" * 300, "http://a"):
        with pytest.raises(TlsError, match="is no name"):
            given_names([text])
    with pytest.raises(TlsError, match="More than"):
        given_names(["a"] * (MOST_NAMES + 1))
    assert is_private(ipaddress.ip_address("100.100.1.1"))
    assert not is_private(ipaddress.ip_address("2001:db8::1"))
    good = vouched(make_authority("studio", Names((), ()), NOW), NAMES)
    assert (good.dns, len(good.addresses)) == (("localhost", "studio", "studio.local"), 2)
