"""Scrapy settings: slow, honest, bounded."""

from __future__ import annotations

from typing import Any

from gongkai import __version__

BOT_NAME = "gongkai"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"

USER_AGENT = f"gongkai/{__version__}"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "gongkai"
COOKIES_ENABLED = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
RANDOMIZE_DOWNLOAD_DELAY = False  # Site.delay is a promise
DOWNLOAD_DELAY = 1.0
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
HTTPPROXY_ENABLED = False  # a proxy would resolve names for us, past the guard
HTTPERROR_ALLOW_ALL = True
# A page must not lead us to the files of this machine, nor anywhere but to http.
DOWNLOAD_HANDLERS_BASE: dict[str, Any] = {}
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 2  # longer: an error page that says so
RETRY_ENABLED = False  # crawler.patience knows what may pass
DOWNLOADER_MIDDLEWARES: dict[str, Any] = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.robots.Robots": 100,
    "crawler.cache.Keep": 545,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.redirects.JudgedRefresh": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.coding.Unpacked": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.jar.Jar": 700,
    "crawler.redirects.JudgedRedirect": 600,
}
ITEM_PIPELINES = {"crawler.cache.KeepRead": 100}
TELNETCONSOLE_ENABLED = False
MEMUSAGE_ENABLED = False
LOG_LEVEL = "ERROR"
EXTENSIONS: dict[str, Any] = {
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.corestats.CoreStats": None,
}
