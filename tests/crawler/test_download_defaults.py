"""What we rely on in aiohttp, lxml and Scrapy, asserted: an upgrade that loosens one of them fails here."""

from __future__ import annotations

import asyncio
import inspect
import ssl
from typing import Any

import aiohttp
import pytest
from lxml import etree
from scrapy.settings import Settings, default_settings
from scrapy.utils.test import get_crawler

from crawler.middlewares.download import MAX_HEADER, MAX_HEADERS, GuardedDownloadHandler, GuardedResolver
from crawler.safety import AddressGuard, BlockedAddressError


def of_handler(look: Any) -> Any:
    """What `look` sees in a download handler with our settings."""

    async def run() -> Any:
        settings = Settings()
        settings.setmodule("crawler.settings", priority="project")
        handler = GuardedDownloadHandler(get_crawler(settings_dict=dict(settings)))
        try:
            return look(handler)
        finally:
            await handler.close()

    return asyncio.run(run())


def test_certificates_are_verified_with_host_name_and_a_modern_version() -> None:
    context: ssl.SSLContext = of_handler(lambda handler: handler._verified)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_session_keeps_no_cookies_and_unpacks_nothing_and_asks_no_proxy() -> None:
    seen = of_handler(
        lambda handler: (
            type(handler._session.cookie_jar),
            handler._session.auto_decompress,
            handler._session.trust_env,
            handler._session._max_headers,
            handler._session._max_field_size,
            handler._session._max_line_size,
        )
    )
    assert seen == (aiohttp.DummyCookieJar, False, False, MAX_HEADERS, MAX_HEADER, MAX_HEADER)


def test_connector_resolves_through_our_guard() -> None:
    assert of_handler(lambda handler: type(handler._session.connector._resolver)) is GuardedResolver


@pytest.mark.parametrize("host", ["2130706441", "0177.0.0.1", "127.1", "0x7f000001", "127.0.0.1"])
def test_no_spelling_goes_round_the_resolver_unchecked(host: str) -> None:
    """aiohttp asks no resolver about what it takes for a literal address: our guard must take it for one too."""
    from aiohttp.helpers import is_ip_address

    with pytest.raises(BlockedAddressError):
        AddressGuard().check_url(f"http://{host}/")
    if is_ip_address(host):
        assert not AddressGuard().allows(host)


def test_resolver_hands_out_allowed_addresses_only() -> None:
    async def resolve(guard: AddressGuard, host: str) -> list[str]:
        resolver = GuardedResolver(guard)
        return [entry["host"] for entry in await resolver.resolve(host, 80)]

    assert asyncio.run(resolve(AddressGuard(["127.0.0.0/8"]), "localhost")) == ["127.0.0.1"]
    with pytest.raises(BlockedAddressError):
        asyncio.run(resolve(AddressGuard(), "localhost"))


def test_libraries_still_have_the_switches_that_we_set() -> None:
    session = inspect.signature(aiohttp.ClientSession.__init__).parameters
    assert {"auto_decompress", "trust_env", "cookie_jar", "max_headers", "max_field_size", "max_line_size"} <= set(
        session
    )
    scrapy = vars(default_settings)
    assert {"TELNETCONSOLE_ENABLED", "DOWNLOAD_MAXSIZE", "DOWNLOAD_FAIL_ON_DATALOSS", "COOKIES_ENABLED"} <= set(scrapy)


def test_parser_has_its_limits_and_fetches_nothing() -> None:
    """libxml2 stops at 256 levels and at 2,048; an HTML parser expands no entities of a document."""
    deep = b"<html><body>" + b"<div>" * 3000
    for huge in (False, True):
        parser = etree.HTMLParser(huge_tree=huge, no_network=True)
        etree.fromstring(deep, parser)
        last = parser.error_log.last_error
        assert last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT
    bomb = b'<!DOCTYPE html [<!ENTITY a "xxxxxxxxxx">]><html><body><p>&a;&a;</p></body></html>'
    assert "xxxxxxxxxx" not in "".join(etree.fromstring(bomb, etree.HTMLParser()).find(".//p").itertext())
