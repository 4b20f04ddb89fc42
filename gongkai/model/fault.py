"""What the user can put right."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can put right. Says where, what, and how to mend it."""
