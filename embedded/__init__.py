"""The servers Parley brings along: PostgreSQL and a broker from Python wheels, and the supervisor behind `make run`.

Standard library only, no Django. Two calls are all that others need:

    embedded.environment()           # this process needs the servers until it ends (manage.py, pytest)
    with embedded.servers() as urls: # the same for the length of a block

`python -m embedded start|stop|status|env|run` is the same by hand. Read on in `places.py` (what lies where),
`postgres.py` and `broker.py` (the two servers), `processes.py` (the table of everything `make run` starts),
`supervisor.py` (starts, watches, stops a table), `keeper.py` (shares running servers between commands).
"""

from embedded.keeper import environment, servers

__all__ = ["environment", "servers"]
