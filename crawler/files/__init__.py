"""Files that pages attach: what they are by their bytes, and the text and tables in them.

One module a format. ``read`` trusts nothing of a file and is called through
:mod:`crawler.files.apart` only, in a process of its own with limits.
"""

from crawler.files.contents import Contents
from crawler.files.kinds import is_binary, kind

__all__ = ["Contents", "is_binary", "kind"]
