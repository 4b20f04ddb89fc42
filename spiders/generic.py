"""Any site whose columns are lists of links."""

from crawler.spider import ColumnSpider


class GenericSpider(ColumnSpider):
    """Nothing differs."""

    name = "generic"
