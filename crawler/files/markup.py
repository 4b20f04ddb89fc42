"""The XML in packages, parsed without trusting it."""

from __future__ import annotations

from lxml import etree

from crawler.files.contents import Unreadable


def tree(body: bytes) -> etree._Element:
    """The root. Unreadable for what is no XML, or brings a document type (Office writes none)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("damaged")
    return root


def local(element: etree._Element) -> str:
    """The element's name without its namespace, which has two spellings in Office and in OFD."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
