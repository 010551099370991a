"""The documented nginx configuration, as it stands in docs/serving/, before the real console, with TLS.

Only ports, paths and the certificate are other ones.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from bs4 import BeautifulSoup
from requests.adapters import HTTPAdapter

from gongkai.workspace import load_workspace
from tests.console.inspected_city import PASSWORD, add_people
from tests.console.people.starting import Client, free_port, started
from tests.console.small import small_workspace, store_of

ROOT = Path(__file__).parents[3]
THEIRS = "127.0.0.9"
NAME = "gongkai.example.gov.cn"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        NGINX is None or shutil.which("openssl") is None,
        reason="nginx or openssl is not installed: apt-get install nginx-light openssl",
    ),
]


class _From(HTTPAdapter):
    """Connections that come from another address than the proxy's own."""

    def init_poolmanager(self, *arguments: Any, **more: Any) -> Any:
        return super().init_poolmanager(*arguments, source_address=(THEIRS, 0), **more)


@dataclass(frozen=True, slots=True)
class Proxied:
    """A console behind nginx."""

    plain: int
    secure: int
    certificate: Path
    workspace: Path


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("nginx")
    place = small_workspace(folder / "w")
    add_people(place)
    inner, plain, secure = free_port(), free_port(), free_port()
    certificate = _certificate(folder)
    options = ("--behind-tls", "--url", f"https://{NAME}")
    with started(place.root, *options, port=inner):
        process = subprocess.Popen([str(NGINX), "-c", str(_configuration(folder, inner, plain, secure))])
        try:
            _await(secure)
            yield Proxied(plain, secure, certificate, place.root)
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture
def client(proxied: Proxied, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser for which the name leads to this machine."""
    found = socket.getaddrinfo

    def lead(host: str, *rest: object, **more: object) -> object:
        return found("127.0.0.1" if host == NAME else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", lead)
    made = Client(f"https://{NAME}:{proxied.secure}", verify=str(proxied.certificate), origin=f"https://{NAME}")
    made.session.mount("https://", _From())
    return made


def test_one_logs_in_through_it_and_the_address_is_the_browsers_own(proxied: Proxied, client: Client) -> None:
    answer = client.get("/", headers={"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 302 and answer.headers["Location"] == "/login?next=/"
    answer = client.send("/login", name="wang", password=PASSWORD)
    assert answer.status_code == 302
    flags = answer.headers["Set-Cookie"]
    assert flags.startswith("__Host-gongkai=") and "Secure" in flags and "HttpOnly" in flags
    assert "王工" in client.get("/").text
    conn = store_of(load_workspace(proxied.workspace))
    assert conn.execute("SELECT address FROM deeds WHERE action = 'login'").fetchone()[0] == THEIRS
    conn.close()


def test_every_answer_asks_for_tls_from_now_on(client: Client) -> None:
    for path in ("/login", "/static/console.js", "/no/such/page", "/healthz"):
        headers = client.get(path).headers
        assert headers["Strict-Transport-Security"] == "max-age=31536000", path
        assert "nginx/" not in headers["Server"]


def test_plain_http_leads_to_tls(proxied: Proxied) -> None:
    answer = requests.get(
        f"http://127.0.0.1:{proxied.plain}/people", headers={"Host": NAME}, allow_redirects=False, timeout=20
    )
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{NAME}/people")


def test_forged_form_from_elsewhere_is_refused(client: Client) -> None:
    assert client.send("/login", name="wang", password=PASSWORD).status_code == 302
    good = BeautifulSoup(client.get("/me").text, "lxml").find("input", {"name": "csrf_token"})
    assert good is not None
    for fields, referer, code in (
        ({}, f"https://{NAME}/me", 400),
        ({"csrf_token": str(good["value"])}, "https://evil.example/", 400),
        ({"csrf_token": str(good["value"])}, f"https://{NAME}/me", 302),
    ):
        answer = client.session.post(
            client.address + "/me/sessions",
            data=fields,
            headers={"Referer": referer},
            timeout=20,
            allow_redirects=False,
        )
        assert answer.status_code == code, (fields, referer)


def test_other_names_and_old_tls_get_no_answer(proxied: Proxied) -> None:
    def greet(name: str, version: ssl.TLSVersion) -> str | None:
        context = ssl.create_default_context(cafile=str(proxied.certificate))
        context.maximum_version = version
        with (
            socket.create_connection(("127.0.0.1", proxied.secure), timeout=20) as plain,
            context.wrap_socket(plain, server_hostname=name) as secured,
        ):
            return secured.version()

    assert greet(NAME, ssl.TLSVersion.TLSv1_3) == "TLSv1.3"
    with pytest.raises(ssl.SSLError):
        greet("evil.example", ssl.TLSVersion.TLSv1_3)
    with pytest.warns(DeprecationWarning), pytest.raises((ssl.SSLError, ConnectionError)):
        greet(NAME, ssl.TLSVersion.TLSv1_1)


def test_upload_that_is_too_large_is_refused_in_words(client: Client) -> None:
    client.send("/login", name="nian", password=PASSWORD)
    files = {"file": ("x.bin", b"x" * (31 * 2**20))}
    answer = client.session.post(client.address + "/me/password", files=files, timeout=120)
    assert answer.status_code == 413 and "文件太大" in answer.text


def _certificate(folder: Path) -> Path:
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    names = ("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}")
    out = ("-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem")
    subprocess.run(["openssl", "req", "-x509", *key, *names, *out, "-days", "2"], check=True, capture_output=True)
    return folder / "fullchain.pem"


def _configuration(folder: Path, inner: int, plain: int, secure: int) -> Path:
    documented = (ROOT / "docs" / "serving" / "nginx.conf").read_text("utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "/etc/ssl/gongkai/": f"{folder}/",
        "127.0.0.1:8016": f"127.0.0.1:{inner}",
    }
    for old, new in changes.items():
        assert old in documented, old
        documented = documented.replace(old, new)
    temporary = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    user = "user root;\n" if os.getuid() == 0 else ""
    path.write_text(
        f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\n    access_log off;\n{temporary}{documented}}}\n",
        "utf-8",
    )
    return path


def _await(port: int) -> None:
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not listen")
