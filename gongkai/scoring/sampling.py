"""Draws that anybody can repeat: by a printed seed, whatever the order, whoever draws."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def draw(keys: Iterable[str], n: int, seed: str) -> frozenset[str]:
    """``n`` of the keys (all where there are no more, or ``n`` is 0).

    The keys stand in the order of the SHA-256 of ``seed``, a line feed and the key, and the
    first are drawn: a key more or less changes at most one of those drawn.
    """
    every = set(keys)
    if not n or n >= len(every):
        return frozenset(every)
    return frozenset(sorted(every, key=lambda key: (_mark(seed, key), key))[:n])


def _mark(seed: str, key: str) -> str:
    return sha256(f"{seed}\n{key}".encode()).hexdigest()
