"""A small table of stand-ins under the real supervisor: python -m tests.embedded.stage DIRECTORY NAME=SHELL-COMMAND ...

A name with a dot in front runs once; with a plus in front others depend on it. One that makes a pipe of its name is
ready when the pipe is there: only then does it know what to do when told to end.
"""

import sys
from pathlib import Path

from embedded.places import Refused
from embedded.program import Program
from embedded.supervisor import Supervisor


def program(directory: Path, word: str) -> Program:
    name, _, command = word.partition("=")
    plain = name.strip(".+")
    return Program(
        plain,
        ["sh", "-c", f"cd {directory}; {command}"],
        directory / "log",
        once=name.startswith("."),
        outlives=name.startswith("+"),
        ready=lambda _pid: "mkfifo" not in command or (directory / plain).exists(),
        patience=3.0,
    )


if __name__ == "__main__":
    place = Path(sys.argv[1])
    try:
        Supervisor(
            [program(place, word) for word in sys.argv[2:]],
            say=lambda line: print(line, flush=True),
            started=lambda: (place / "started").touch(),
        ).run()
    except Refused as refusal:
        sys.exit(str(refusal))
