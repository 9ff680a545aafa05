"""make bench: the product beside the floor, interleaved in one run; prints a table and writes bench/latest.json.

PARLEY_BENCH_ACTIVITIES (default 1000000) sizes the volume set, made once in var/bench and used again.
PARLEY_BENCH_ROUNDS (default 1) multiplies how often each question is asked.
"""

from __future__ import annotations

import os
import sys

from bench.home import DEFAULT_ACTIVITIES, home_of, prepared
from bench.planning import plan_reminders
from bench.printing import print_paper
from bench.questions import HTTP_QUESTIONS, relation_with
from bench.results import show, write
from bench.servers import floor_server, product_server
from bench.timing import Answer, ask


def main() -> int:
    activities = int(os.environ.get("PARLEY_BENCH_ACTIVITIES", DEFAULT_ACTIVITIES))
    rounds = int(os.environ.get("PARLEY_BENCH_ROUNDS", "1"))
    with prepared(home_of(activities), activities) as installation:
        answers: list[Answer] = []
        with product_server(installation) as product, floor_server(installation) as floor:
            for question in (*HTTP_QUESTIONS, relation_with(installation.busiest)):
                answers.append(ask(question, product, floor, rounds))
        answers.append(plan_reminders(installation, rounds))
        answers.append(print_paper(installation, rounds))
        show(answers, installation)
        write(answers, installation)
    return 0


if __name__ == "__main__":
    sys.exit(main())
