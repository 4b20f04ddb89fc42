"""Start the program."""

import sys

from gongkai import cli


def main() -> None:
    """The ``gongkai`` command."""
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
