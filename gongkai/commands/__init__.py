"""What one can type after ``gongkai``: a module of this folder is a command by being in it.

Its name is the command's (``import_`` is ``import``), its words stand beside it in a YAML file of
the same name (``do_<command>`` says what it does), and it has two functions::

    arguments(made: Parser) -> None        declares what may follow the command
    run(args: argparse.Namespace) -> int   does it: the exit code, 0 when all is well

A folder is a family (``gongkai plan show``): its modules are its commands, and ``do_<family>``
stands in ``<family>.yaml``. Modules whose name starts with an underscore are shared parts.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from gongkai import __version__
from gongkai.commands._arguments import Parser
from gongkai.commands._options import UNSAID, option
from gongkai.words import LANGUAGES, say


def parser() -> Parser:
    """The parser of all commands; what it reads has ``run``, the function of the one meant."""
    top = Parser(prog="gongkai", description=say("about"))
    top.add_argument("--version", action="version", version=__version__, help=say("opt_version"))
    _declare(top, __name__, ())
    return top


def names(package: str = __name__) -> Iterator[tuple[str, ...]]:
    """Every command, such as ``("audit",)`` and ``("plan", "show")``, in order."""
    for module, name in _found(package):
        if hasattr(module, "__path__"):
            yield from ((name, *below) for below in names(module.__name__))
        else:
            yield (name,)


def _declare(of: Parser, package: str, before: tuple[str, ...]) -> None:
    dest = "_".join((*before, "command"))
    sub: Any = of.add_subparsers(dest=dest, required=True, metavar="COMMAND")
    for module, name in _found(package):
        path = (*before, name)
        about = say("_".join(("do", *path)))
        made = sub.add_parser(name, help=about, description=about)
        if hasattr(module, "__path__"):
            _declare(made, module.__name__, path)
            continue
        made.set_defaults(run=module.run, **UNSAID)
        option(made, "--lang", choices=LANGUAGES, default="zh")
        module.arguments(made)


def _found(package: str) -> Iterator[tuple[ModuleType, str]]:
    for each in pkgutil.iter_modules(import_module(package).__path__):
        if not each.name.startswith("_"):
            yield import_module(f"{package}.{each.name}"), each.name.rstrip("_")
