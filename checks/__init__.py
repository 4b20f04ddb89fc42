"""What counts as done: one kind of rule a module, found by being in this folder.

A module has ``TITLE`` (zh, en), ``LIMITS`` where parameters are limits that a plan may leave to us,
and two functions with the same keywords::

    needs(scope, *, ...) -> tuple[Need, ...]     what to bring; entries judged are named "it"
    check(evidence, *, ...) -> Verdict           parts, then settle(); sees its evidence only

A parameter that is a Python keyword (``from``) carries an underscore in the functions and none in
plans. Both functions raise ValueError for a parameter that cannot be read. ``Need.since`` says how
far back to read, it filters nothing: the checks leave out older entries themselves, and ``fresh``
must see them.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from keyword import iskeyword
from typing import Any

from gongkai.model import Evidence, Need, Scope, Verdict


@dataclass(frozen=True, kw_only=True)
class Check:
    """One kind of rule. ``defaults`` are ours; ``required`` the parameters without one.

    ``limits`` are parameters whose number is ours where the plan does not state it; ``function``
    is the module's ``check``, whose signature tells what a plan may write.
    """

    kind: str
    title: Mapping[str, str]
    meaning: str
    defaults: Mapping[str, Any]
    required: frozenset[str]
    limits: tuple[str, ...]
    function: Callable[..., Verdict]
    _needs: Callable[..., tuple[Need, ...]]

    @property
    def params(self) -> tuple[str, ...]:
        """Every parameter a plan may give."""
        return (*sorted(self.required), *self.defaults)

    def needs(self, scope: Scope, **params: Any) -> tuple[Need, ...]:
        """The evidence to bring. TypeError, ValueError for parameters it cannot read."""
        return self._needs(scope, **_called(params))

    def check(self, evidence: Evidence, **params: Any) -> Verdict:
        """The verdict. TypeError, ValueError for parameters it cannot read."""
        return self.function(evidence, **_called(params))


@cache
def kinds() -> dict[str, Check]:
    """Every kind by its id, which is its module's name."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    return {name: _kind(name) for name in names}


def _kind(name: str) -> Check:
    module = import_module(f"{__name__}.{name}")
    given = list(inspect.signature(module.check).parameters.values())[1:]
    nothing = inspect.Parameter.empty
    return Check(
        kind=name,
        title=module.TITLE,
        meaning=inspect.getdoc(module) or "",
        defaults={p.name.rstrip("_"): p.default for p in given if p.default is not nothing},
        required=frozenset(p.name.rstrip("_") for p in given if p.default is nothing),
        limits=getattr(module, "LIMITS", ()),
        function=module.check,
        _needs=module.needs,
    )


def _called(params: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_" if iskeyword(name) else name: value for name, value in params.items()}
