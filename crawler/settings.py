"""Scrapy's settings, hardened: each one with its reason. Site-specific values come from the profile.

Scrapy's own retries, redirects, cookies, caches, queues and robots middleware are off: the frontier in the
catalogue and the recorder do that work, so that nothing lives in memory alone.
"""

from __future__ import annotations

from crawler.running import software

# --- who we are -------------------------------------------------------------------------------------
BOT_NAME = "gongkai"
USER_AGENT = software()  # a contact is appended for each site: gongkai/0.1.0 (+mailto:…)
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}

# --- where the parts are ----------------------------------------------------------------------------
SPIDER_MODULES = ["crawler.spiders"]
SCHEDULER = "crawler.scheduler.FrontierScheduler"  # tasks come from the frontier table, never from a pickle
DOWNLOAD_HANDLERS = {
    "http": "crawler.middlewares.download.GuardedDownloadHandler",
    "https": "crawler.middlewares.download.GuardedDownloadHandler",
    "file": None,  # a portal must not make us read our own disk
    "ftp": None,
    "s3": None,
    "data": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.addresses.AddressMiddleware": 50,  # before anything else: is the address allowed?
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.sessions.SessionMiddleware": 150,  # the page's token, for the POST of its own list
    "crawler.middlewares.doorstep.DoorstepMiddleware": 160,  # cookies of self-redirects, and no others
    "crawler.middlewares.turns.TurnMiddleware": 200,  # last before the wire: every request waits for its host's turn
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the frontier knows what belongs to the site
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # lacks the status rules of RFC 9309
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # no login is ever tried
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,  # set with each request
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # the frontier retries, across restarts too
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,  # every hop is a visit of its own
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # the handler unpacks, with caps
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {  # the spider yields nothing, so there is nothing for them to do
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # an error page is an outcome, not noise
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,  # pickles
    "scrapy.extensions.throttle.AutoThrottle": None,  # delays come from the profile, robots.txt and the answers
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.logstats.LogStats": None,
}

# --- no way in from outside -------------------------------------------------------------------------
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
JOBDIR = None  # Scrapy's own persistence pickles and was measured to lose work
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy from the environment would go round the address guard
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
ROBOTSTXT_OBEY = True  # by our own middleware; the setting says so to whoever reads it
ROBOTSTXT_USER_AGENT = "gongkai"
FEEDS: dict[str, object] = {}

# --- limits -----------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 30  # seconds for a whole answer
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # bytes of a page, after unpacking; attachments have a limit of their own
DOWNLOAD_WARNSIZE = 0
ATTACHMENT_MAXSIZE = 100 * 1024 * 1024
ATTACHMENT_PATIENCE = 20  # times DOWNLOAD_TIMEOUT that a file may take, as long as it comes at the least rate
LEAST_RATE = 8 * 1024  # bytes a second
DNSCACHE_ENABLED = True  # ten seconds; what is kept has passed the address guard
DECOMPRESSION_RATIO = 200  # a body that unpacks to more than this many times its size (and 1 MB) is a bomb
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy's default is False
DOWNLOAD_FAIL_ON_DATALOSS = True
DNS_TIMEOUT = 15

# --- politeness -------------------------------------------------------------------------------------
DOWNLOAD_DELAY = 0  # the distance is kept by TurnMiddleware, for all processes of the machine together
DOWNLOAD_DELAY_JITTER = 0  # a Crawl-delay is a lower bound
CONCURRENT_REQUESTS = 2
CONCURRENT_REQUESTS_PER_DOMAIN = 2

# --- engine -----------------------------------------------------------------------------------------
TWISTED_REACTOR_ENABLED = False  # plain asyncio: a process can crawl more than once, and answers are parsed in C
LOG_LEVEL = "INFO"
LOG_ENABLED = True
STATS_DUMP = False
CONCURRENT_ITEMS = 1  # the spider yields no items; Scrapy would start this many workers for each answer
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 50_000_000
