#!/usr/bin/env python
"""Django's commands, on the servers the environment names, else on the embedded ones."""

import os
import sys

import embedded
from embedded.places import Refused

WITHOUT_SERVERS = {"help", "version", "--help", "--version", "-h"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if set(sys.argv[1:2]) - WITHOUT_SERVERS:
        try:
            embedded.environment()
        except Refused as refusal:
            sys.exit(str(refusal))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
