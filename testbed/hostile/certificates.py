"""Certificates that are right, and those that are not: expired, for another host, signed by nobody."""

from __future__ import annotations

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_HOST = "127.0.0.1"


def make_certificates(folder: Path) -> dict[str, Path]:
    """One PEM file (key and certificate) per kind: good, expired, wrong_host, self_signed; and the authority's own."""
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    key = ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Hostile Testbed CA", key, None, key, (now - 400 * day, now + day), authority=True)
    made = {"authority": _write(folder / "authority.pem", authority)}
    spans = {"good": (now - day, now + day), "expired": (now - 60 * day, now - 30 * day)}
    for kind in ("good", "expired", "wrong_host", "self_signed"):
        own = ec.generate_private_key(ec.SECP256R1())
        alone = kind == "self_signed"
        certificate = _certificate(
            "www.another.example" if kind == "wrong_host" else _HOST,
            own,
            None if alone else authority,
            own if alone else key,
            spans.get(kind, spans["good"]),
        )
        made[kind] = _write(folder / f"{kind}.pem", certificate, own)
    return made


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    signing: ec.EllipticCurvePrivateKey,
    span: tuple[datetime.datetime, datetime.datetime],
    *,
    authority: bool = False,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer is not None else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    )
    if authority:
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        return builder.add_extension(usage, critical=True).sign(signing, hashes.SHA256())
    alternative: x509.GeneralName = x509.DNSName(name)
    if name == _HOST:
        alternative = x509.IPAddress(ipaddress.ip_address(name))
    return builder.add_extension(x509.SubjectAlternativeName([alternative]), critical=False).sign(
        signing, hashes.SHA256()
    )


def _write(path: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey | None = None) -> Path:
    text = certificate.public_bytes(serialization.Encoding.PEM)
    if key is not None:
        text += key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    path.write_bytes(text)
    return path
