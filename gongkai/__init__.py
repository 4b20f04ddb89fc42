"""Audit whether public bodies publish what they must, where they must, on time.

In a checkout the code folders lie beside this package. In a wheel they are shipped inside it,
under ``_app``: put first on ``sys.path`` here, they are found by workers and notebooks alike,
and no generic name lands in site-packages.
"""

import sys
from pathlib import Path

__version__ = "0.1.0"

_APP = Path(__file__).parent / "_app"
if _APP.is_dir() and str(_APP) not in sys.path:
    sys.path.insert(0, str(_APP))
