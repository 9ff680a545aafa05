"""The floor: a bare WSGI application over psycopg and orjson. No sign-in, no walls, no audit, no validation."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from threading import local
from typing import Any
from urllib.parse import parse_qs

import orjson
import psycopg
from psycopg.rows import dict_row

from bench.floor_relation import relation

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SOURCE = """FROM floor.activity a
    JOIN directory_activitykind k ON k.id = a.kind_id
    JOIN directory_country c ON c.id = a.country_id"""
ROW = f"""SELECT a.reference, a.title, k.code AS kind, c.iso2 AS country, a.state, a.starts_on, a.ends_on,
    a.planned_cost::text AS planned_cost, a.currency {SOURCE}"""
NEWEST = f"{ROW} ORDER BY a.id DESC LIMIT 50"
BY_COUNTRY = f"""{ROW}
    WHERE a.country_id = (SELECT id FROM directory_country WHERE iso2 = %(country)s) AND a.state = %(state)s
    ORDER BY a.id DESC LIMIT 50"""  # nosec B608 - our own words
FIGURES = f"""SELECT c.iso2 AS country, k.code AS kind, a.currency, count(*) AS number,
    sum(a.planned_cost)::text AS planned_cost {SOURCE}
    WHERE a.starts_on >= make_date(%(year)s, 1, 1) AND a.starts_on <= make_date(%(year)s, 12, 31)
        AND a.state <> 'cancelled'
    GROUP BY c.iso2, k.code, a.currency ORDER BY 1, 2, 3"""  # nosec B608 - our own words
CREATE = """INSERT INTO floor.activity
    (reference, title, kind_id, country_id, ad_hoc_reason, level, direction, aspect, place,
     starts_on, ends_on, planned_cost, currency)
    SELECT %(reference)s, %(title)s, k.id, c.id, '', 'bilateral', 'home', 'cooperation', '',
        %(starts_on)s, %(ends_on)s, %(planned_cost)s, %(currency)s
    FROM directory_activitykind k, directory_country c WHERE k.code = %(kind)s AND c.iso2 = %(country)s
    RETURNING id, reference, title, starts_on, ends_on, planned_cost::text AS planned_cost, currency, state, version"""

_held = local()


def _connection() -> psycopg.Connection:
    if not hasattr(_held, "connection"):
        _held.connection = psycopg.connect(
            os.environ["PARLEY_FLOOR_DATABASE"], autocommit=True, row_factory=dict_row
        )
    return _held.connection


def _list(query: dict[str, list[str]]) -> Any:
    given = {name: values[0] for name, values in query.items()}
    rows = _connection().execute(BY_COUNTRY if "country" in given else NEWEST, given).fetchall()
    return {"results": rows}


def _figures(query: dict[str, list[str]]) -> Any:
    year = int(query["year"][0])
    return {"year": year, "rows": _connection().execute(FIGURES, {"year": year}).fetchall()}


def _create(body: bytes) -> Any:
    reference = "ACT-2001-" + "".join(secrets.choice(LETTERS) for _ in range(5))
    return _connection().execute(CREATE, {**orjson.loads(body), "reference": reference}).fetchone()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """GET /activities, GET /figures, GET /relation, POST /activities."""
    query = parse_qs(environ["QUERY_STRING"])
    status = "200 OK"
    if environ["REQUEST_METHOD"] == "POST":
        answer = _create(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        status = "201 Created"
    elif environ["PATH_INFO"] == "/figures":
        answer = _figures(query)
    elif environ["PATH_INFO"] == "/relation":
        answer = relation(_connection(), query["country"][0])
    else:
        answer = _list(query)
    data = orjson.dumps(answer)
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
    return [data]
