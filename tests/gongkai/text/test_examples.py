"""The examples that docstrings show."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from gongkai.text import letters, pairs


@pytest.mark.parametrize("module", [letters, pairs], ids=lambda it: it.__name__)
def test_examples_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
