"""The programme's picture: whoever is drawn is drawn whole, however long it takes or how long ago it was."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from activities.pages.line import _window, programme_line

TODAY = dt.date(2026, 11, 27)
MARGIN = dt.timedelta(days=14)


def lasting(first: dt.date, last: dt.date, state: str = "ongoing") -> Any:
    return SimpleNamespace(
        title="DEMO", starts_on=first, ends_on=last, state=state, reference="ACT-2026-AAAAA",
        country=SimpleNamespace(name="Türkiye"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(2026, 1, 5), dt.date(2026, 12, 30)), (dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        (dt.date(2017, 6, 14), dt.date(2017, 6, 14)), (dt.date(2022, 1, 1), dt.date(2022, 12, 31)),
    ],
)  # fmt: skip
def test_an_activity_on_its_own_page_is_drawn_whole(first: dt.date, last: dt.date) -> None:
    assert _window([lasting(first, last)], TODAY) == (first - MARGIN, last + MARGIN)
    assert programme_line([lasting(first, last)], on=TODAY) is not None


def test_what_lies_far_off_does_not_stretch_the_programme() -> None:
    near, far = (
        lasting(dt.date(2026, 12, 1), dt.date(2026, 12, 2)),
        lasting(dt.date(2017, 6, 14), dt.date(2017, 6, 14)),
    )
    assert _window([near, far], TODAY) == (near.starts_on - MARGIN, near.ends_on + MARGIN)
    endless = lasting(dt.date(1992, 1, 1), dt.date(2199, 12, 31))
    first, last = _window([near, endless], TODAY)
    assert (last - first).days < 9 * 366


def test_nothing_is_drawn_of_what_was_cancelled() -> None:
    assert programme_line([lasting(TODAY, TODAY, "cancelled")], on=TODAY) is None
