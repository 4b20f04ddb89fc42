from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from gongkai.scoring.sampling import draw

KEYS = st.lists(st.text(max_size=6), max_size=20)


def test_anybody_can_repeat_a_draw_by_hand() -> None:
    keys = [f"http://x/{n}" for n in range(9)]
    first = sorted(keys, key=lambda k: sha256(f"2026\n{k}".encode()).hexdigest())[:3]
    assert draw(keys, 3, "2026") == frozenset(first)


@given(KEYS, st.integers(0, 25), st.text(max_size=4), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(
    keys: list[str], n: int, seed: str, random: object
) -> None:
    mixed = keys + keys[:3]
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis types it as object
    taken = draw(keys, n, seed)
    assert draw(mixed, n, seed) == taken
    assert len(taken) == (min(n, len(set(keys))) if n else len(set(keys)))


@given(KEYS.filter(bool), st.integers(1, 5), st.text(min_size=7, max_size=8))
def test_one_key_more_changes_at_most_one_of_those_drawn(
    keys: list[str], n: int, more: str
) -> None:
    assert len(draw(keys, n, "s") - draw([*keys, more], n, "s")) <= 1
