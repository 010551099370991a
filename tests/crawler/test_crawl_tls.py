"""Certificates are verified; a failure is recorded, and only a profile that says so goes on."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow
from crawler.clock import system_clock
from crawler.crawl import crawl_sites
from crawler.profiles import Profile
from tests.crawler.portal_server import Portal, portal


def self_signed(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "portal.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Portal]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with portal() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield server


def crawl(folder: Path, site: Portal, *, allow_unverified_tls: bool) -> RunRow:
    profile = Profile.model_validate(
        {
            "id": "mini",
            "home": site.home.replace("http:", "https:"),
            "fetch": {
                "delay_seconds": 0,
                "retry_seconds": [0.1, 0.1],
                "allow_unverified_tls": allow_unverified_tls,
                "allow_net": ["127.0.0.0/8"],
            },
        }
    )
    return crawl_sites([profile], catalogue=folder / "c.db", archive=folder / "archive", clock=system_clock)[0]


def test_certificate_that_does_not_verify_is_an_outcome(tmp_path: Path, site: Portal) -> None:
    run = crawl(tmp_path, site, allow_unverified_tls=False)
    assert (run.state, dict(run.failures)) == ("incomplete", {"tls": 1})
    assert site.asked == []


def test_profile_may_go_on_and_the_failure_stays_on_record(tmp_path: Path, site: Portal) -> None:
    run = crawl(tmp_path, site, allow_unverified_tls=True)
    assert run.complete
    conn = connect(tmp_path / "c.db")
    visits = queries.visits(conn, "mini")
    conn.close()
    assert [visit.outcome for visit in visits[:2]] == ["tls", "ok"]
    assert site.asked.count("/robots.txt") == 1
