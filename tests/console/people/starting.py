"""The real command, `gongkai serve`, in a process of its own on loopback."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from bs4 import BeautifulSoup


def free_port() -> int:
    """A port on loopback that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Started:
    """A console that runs."""

    address: str
    process: subprocess.Popen[str]
    said: Path

    def first_link(self) -> str:
        """The one-time link that was printed; AssertionError where there was none."""
        found = re.search(r"http://\S+/first/\S+", self.said.read_text("utf-8"))
        assert found is not None, self.said.read_text("utf-8")
        return found.group()


def command(folder: Path, *options: str) -> list[str]:
    """The command line of `gongkai serve`."""
    return [sys.executable, "-m", "gongkai", "serve", "--workspace", str(folder), *options]


@contextmanager
def started(folder: Path, *options: str, port: int | None = None) -> Iterator[Started]:
    """The console of this workspace, until the block ends."""
    chosen = port or free_port()
    said = folder.parent / f"serve-{chosen}.log"
    with said.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            command(folder, "--port", str(chosen), *options),
            stderr=out,
            stdout=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            _await(chosen, process, said)
            yield Started(f"http://127.0.0.1:{chosen}", process, said)
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(60)


def _await(port: int, process: subprocess.Popen[str], said: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(f"the console ended with {process.returncode}: {said.read_text('utf-8')}")
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            asking.request("GET", "/healthz")
            asking.getresponse().read()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            asking.close()
    raise AssertionError("the console does not listen")


class Client:
    """Somebody who talks to it over the wire, with cookies and the CSRF token of the page."""

    def __init__(self, address: str, verify: str | bool = True, origin: str | None = None) -> None:
        self.address = address
        self.origin = origin or address  # where the server thinks that pages come from
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = verify

    def get(self, path: str, **more: object) -> requests.Response:
        """Open a page; redirects are not followed."""
        return self.session.get(self.address + path, allow_redirects=False, timeout=60, **more)  # type: ignore[arg-type]

    def send(self, path: str, page: str | None = None, **fields: str) -> requests.Response:
        """Send a form with the token that `page` carries."""
        found = BeautifulSoup(self.session.get(self.address + (page or path), timeout=60).text, "lxml")
        token = found.find("input", {"name": "csrf_token"})
        assert token is not None, found.text
        return self.session.post(
            self.address + path,
            data={"csrf_token": str(token["value"]), **fields},
            headers={"Referer": self.origin + (page or path)},
            allow_redirects=False,
            timeout=60,
        )

    def form(self, page: str, form_id: str) -> tuple[str, dict[str, str]]:
        """Where a form of a page goes, and everything that stands in it."""
        found = BeautifulSoup(self.session.get(self.address + page, timeout=60).text, "lxml").find("form", id=form_id)
        assert found is not None, f"{page} has no form {form_id}"
        fields = {
            str(each["name"]): each.text if each.name == "textarea" else str(each.get("value", ""))
            for each in found.find_all(["input", "textarea"])
            if each.get("name") and (each.get("type") not in ("checkbox", "radio") or each.has_attr("checked"))
        }
        return str(found.get("action") or page), fields

    def post(self, path: str, fields: dict[str, str], page: str) -> requests.Response:
        """Send a form as it was read before."""
        return self.session.post(
            self.address + path,
            data=fields,
            headers={"Referer": self.origin + page},
            allow_redirects=False,
            timeout=60,
        )

    def submit(self, page: str, form_id: str, **fields: str) -> requests.Response:
        """Fill a form of a page and send it with everything that stands in it already."""
        path, known = self.form(page, form_id)
        return self.post(path, {**known, **fields}, page)
