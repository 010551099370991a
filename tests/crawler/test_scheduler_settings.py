"""Scrapy's settings are hardened, and its scheduler hands out the frontier."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list

from crawler.profiles.profile import Fetch
from crawler.spiders.base import user_agent, wire_address


@pytest.fixture(scope="module")
def settings() -> Settings:
    found = Settings()
    found.setmodule("crawler.settings", priority="project")
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("HTTPCACHE_ENABLED", False),
        ("HTTPPROXY_ENABLED", False),
        ("REDIRECT_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
        ("RETRY_ENABLED", False),
        ("ROBOTSTXT_OBEY", True),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("DOWNLOAD_FAIL_ON_DATALOSS", True),
        ("TWISTED_REACTOR_ENABLED", False),
    ],
)
def test_switch_is_set(settings: Settings, name: str, value: bool) -> None:
    assert settings.getbool(name) is value


def test_sizes_and_times_are_capped(settings: Settings) -> None:
    assert settings.getint("DOWNLOAD_MAXSIZE") == 20 * 1024 * 1024
    assert settings.getint("ATTACHMENT_MAXSIZE") == 100 * 1024 * 1024
    assert settings.getfloat("DOWNLOAD_TIMEOUT") == 30
    assert settings.getint("DECOMPRESSION_RATIO") == 200
    assert settings.getfloat("DOWNLOAD_DELAY") == 0  # TurnMiddleware keeps the distance, for all processes together
    assert Fetch().delay_seconds >= 1
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 2


def test_nothing_is_pickled_and_nothing_left_running(settings: Settings) -> None:
    assert settings.get("JOBDIR") is None
    assert settings.get("SCHEDULER") == "crawler.scheduler.FrontierScheduler"
    extensions = build_component_list(settings.get_component_priority_dict_with_base("EXTENSIONS"))
    assert [getattr(part, "__name__", part) for part in extensions] == ["CoreStats", "LogCount"] or extensions == [
        "scrapy.extensions.corestats.CoreStats",
        "scrapy.extensions.logcount.LogCount",
    ]


def test_only_our_guards_stand_in_the_way(settings: Settings) -> None:
    parts = build_component_list(settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES"))
    names = [part if isinstance(part, str) else f"{part.__module__}.{part.__qualname__}" for part in parts]
    assert names == [
        "crawler.middlewares.addresses.AddressMiddleware",
        "crawler.middlewares.robots.RobotsMiddleware",
        "crawler.middlewares.sessions.SessionMiddleware",
        "crawler.middlewares.doorstep.DoorstepMiddleware",
        "crawler.middlewares.turns.TurnMiddleware",
        "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware",
        "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware",
    ]


def test_only_http_can_be_fetched(settings: Settings) -> None:
    handlers = {scheme: path for scheme, path in settings.getwithbase("DOWNLOAD_HANDLERS").items() if path is not None}
    assert set(handlers) == {"http", "https"}
    assert set(handlers.values()) == {"crawler.middlewares.download.GuardedDownloadHandler"}


def test_every_setting_is_one_that_scrapy_knows_or_that_we_read(settings: Settings) -> None:
    from scrapy.settings import default_settings

    import crawler.settings as ours

    own = {"ATTACHMENT_MAXSIZE", "ATTACHMENT_PATIENCE", "DECOMPRESSION_RATIO", "LEAST_RATE"}
    names = {name for name in vars(ours) if name.isupper()}
    assert names - own <= set(vars(default_settings))


def test_user_agent_says_who_and_how_to_reach_us() -> None:
    assert user_agent("mailto:web@example.test").startswith("gongkai/")
    assert user_agent("mailto:web@example.test").endswith(" (+mailto:web@example.test)")
    assert user_agent("").startswith("gongkai/")


def test_address_is_sent_as_written() -> None:
    assert wire_address("http://x.test/%C4%E3?a=%20b&c=d+e") == "http://x.test/%C4%E3?a=%20b&c=d+e"
    assert wire_address("http://x.test/公开") == "http://x.test/%E5%85%AC%E5%BC%80"


def test_stock_scrapy_lists_the_spiders() -> None:
    listed = subprocess.run(
        [Path(sys.executable).with_name("scrapy"), "list"], capture_output=True, text=True, timeout=60
    )
    assert listed.stdout.split() == ["bureau", "links", "municipal"], listed.stderr


def test_replay_does_not_import_scrapy() -> None:
    code = "import sys, crawler.replay, crawler.crawl, crawler.running; sys.exit('scrapy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
