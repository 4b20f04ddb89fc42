"""The command line: the language, one command of :mod:`gongkai.commands`, faults in plain words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise

from gongkai import commands, words
from gongkai.model import UserError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0; 1 with ``--strict`` when duties failed; 2 for the user's mistake."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["--lang"] and len(given) > 2:  # before the command, as some write it
        given = [*given[2:], *given[:2]]
    english = "--lang=en" in given or ("--lang", "en") in pairwise(given)
    words.speak("en" if english else "zh")
    try:
        args = commands.parser().parse_args(given)
        return int(args.run(args) or 0)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:  # a folder that cannot be written, a full disk
        told = words.say("not_open", why=words.why(error))
        print(f"{error.filename or ''} {told}".strip(), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(words.say("interrupted"), file=sys.stderr)
        return 130
