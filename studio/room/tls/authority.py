"""The authority and the certificates that it signs.  Pure: no file, no clock.

::

    authority = make_authority("studio", Names(("room.example.org",), ()), now)
    pair = issue(authority, own_names(given), now)
    fingerprint(authority.certificate)              # what two people can compare
"""

import hashlib
import ipaddress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from studio.room.tls.errors import TlsError
from studio.room.tls.names import LOCAL, PRIVATE, Address, Names

AUTHORITY_DAYS = 3652
CERTIFICATE_DAYS = 397
"""More is refused by browsers."""
RENEW_BEFORE = timedelta(days=60)
_EARLIER = timedelta(days=1)
"""Phones whose clocks are behind take it all the same."""

_USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
    *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate with its key, both as PEM."""

    certificate: bytes
    key: bytes = field(repr=False)


def make_authority(computer: str, given: Names, now: datetime) -> Pair:
    """Return an authority for private networks, this computer and what is named.

    Args:
        computer: Its name, shown where phones list what they trust.
        given: What it may vouch for besides: other names, addresses that are not private.
        now: With its zone.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Rocket Studio ({computer})" if computer else "Rocket Studio")
    names = dict.fromkeys([*LOCAL, *([computer] if computer else []), *given.dns])
    permitted: list[x509.GeneralName] = [x509.DNSName(each) for each in names]
    permitted += [x509.IPAddress(network) for network in PRIVATE]
    permitted += [x509.IPAddress(ipaddress.ip_network(each)) for each in given.addresses]
    builder = (
        _builder(name, key, now, AUTHORITY_DAYS)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
    )
    return _pair(builder.sign(key, hashes.SHA256()), key)


def issue(authority: Pair, names: Names, now: datetime) -> Pair:
    """Return a server's certificate for all of the names that the authority may vouch for."""
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    signer = serialization.load_pem_private_key(authority.key, None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    good = vouched(authority, names)
    alternatives: list[x509.GeneralName] = [x509.DNSName(each) for each in good.dns]
    alternatives += [x509.IPAddress(each) for each in good.addresses]
    builder = (
        _builder(_name("Rocket Studio room"), key, now, CERTIFICATE_DAYS)
        .issuer_name(issuer.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage("digital_signature"), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    return _pair(builder.sign(signer, hashes.SHA256()), key)


def vouched(authority: Pair, names: Names) -> Names:
    """Return those of the names that an authority may vouch for."""
    certificate = x509.load_pem_x509_certificate(authority.certificate)
    constraints = certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = constraints.permitted_subtrees or ()
    dns = [each.value for each in permitted if isinstance(each, x509.DNSName)]
    values = (each.value for each in permitted if isinstance(each, x509.IPAddress))
    networks = [ipaddress.ip_network(str(each)) for each in values]

    def is_named(name: str) -> bool:
        return any(name == each or name.endswith(f".{each}") for each in dns)

    def is_in(address: Address) -> bool:
        return any(address in each for each in networks if each.version == address.version)

    return Names(tuple(filter(is_named, names.dns)), tuple(filter(is_in, names.addresses)))


def is_due(certificate: bytes, authority: Pair, names: Names, now: datetime) -> bool:
    """Return whether a server's certificate is to be replaced: old, of another, or too narrow."""
    try:
        read = x509.load_pem_x509_certificate(certificate)
        issuer = x509.load_pem_x509_certificate(authority.certificate)
        read.verify_directly_issued_by(issuer)
        said = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return True
    good = vouched(authority, names)
    lacks = {*good.dns} - {*said.get_values_for_type(x509.DNSName)}
    lacking = {*good.addresses} - {*said.get_values_for_type(x509.IPAddress)}
    is_old = not read.not_valid_before_utc <= now <= read.not_valid_after_utc - RENEW_BEFORE
    return is_old or bool(lacks) or bool(lacking)


def check_authority(authority: Pair, now: datetime) -> None:
    """Let an authority be used that was kept.

    Raises:
        TlsError: If it is damaged, or over.
    """
    try:
        read = x509.load_pem_x509_certificate(authority.certificate)
        key = serialization.load_pem_private_key(authority.key, None)
        is_whole = key.public_key() == read.public_key()
    except (ValueError, TypeError):
        is_whole = False
    if not is_whole:
        raise TlsError("it is damaged")
    if now > read.not_valid_after_utc:
        raise TlsError("it was good for ten years, which are over")


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate, in 64 hexadecimal digits."""
    return hashlib.sha256(as_der(certificate)).hexdigest()


def as_der(certificate: bytes) -> bytes:
    """Return a certificate as phones take it."""
    read = x509.load_pem_x509_certificate(certificate)
    return read.public_bytes(serialization.Encoding.DER)


def _builder(
    name: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    begin = now - _EARLIER
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{each: each in names for each in _USAGES})


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Rocket Studio"),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _pair(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Pair:
    return Pair(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
