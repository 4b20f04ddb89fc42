from __future__ import annotations

import inspect

from checks import kinds
from tests.make import scope


def test_every_kind_is_a_module_with_a_title_and_a_meaning() -> None:
    assert {"count", "fresh", "series", "lag", "contains", "manual", "probe"} <= set(kinds())
    for kind in kinds().values():
        assert set(kind.title) == {"zh", "en"}
        assert kind.meaning
        assert set(kind.limits) <= set(kind.params)


def test_needs_and_check_take_the_same_parameters() -> None:
    for kind in kinds().values():
        asked, judged = (
            list(inspect.signature(f).parameters.values())[1:] for f in (kind._needs, kind.function)
        )
        assert asked == judged, kind.kind


def test_a_plans_words_may_be_python_keywords() -> None:
    lag = kinds()["lag"]
    assert lag.required == {"from", "to", "within"}
    assert lag.needs(scope(), **{"from": "a", "to": "b", "within": "3wd"})[0].name == "it"
