"""Pictures: every figure and word is there, nothing is told by colour alone, and an empty one says so."""

import datetime
import re
import struct
from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from publishing import palette
from publishing.pictures import (
    Bar,
    HeatCell,
    Part,
    Picture,
    Series,
    Span,
    Stack,
    Tick,
    TimelineRow,
    bar_picture,
    heat_picture,
    stacked_bar_picture,
    timeline_picture,
    warm_up,
)

NAMES = {"title": "Posts", "description": "Posts by state."}
YEARS = {"starts_on": datetime.date(2026, 1, 1), "ends_on": datetime.date(2036, 1, 1)}
SVG = "{http://www.w3.org/2000/svg}"


def words(picture: Picture) -> list[str]:
    """What stands in the picture, lines of one label joined."""
    texts = fromstring(picture.svg).iter(f"{SVG}text")
    return [" ".join(part.strip() for part in text.itertext() if part.strip()) for text in texts]


def painted(picture: Picture, name: str) -> int:
    return sum(name in (element.get("class") or "").split() for element in fromstring(picture.svg).iter())


def test_bars_show_figures_shares_notes_and_what_is_not_known():
    bars = [
        Bar("In post", 1_234),
        Bar("With a paper", 14, whole=22, tone="done"),
        Bar("Vacant", 4, tone="late", note="late"),
        Bar("Unknown", None),
    ]
    told = words(bar_picture(bars, **NAMES, tones={"too late": "late"}))
    for word in ("In post", "1,234", "14/22 (64\u00a0%)", "4 · late", "–", "too late"):
        assert word in told


def test_figures_follow_the_language():
    assert "2,5" in words(bar_picture([Bar("Orta müddət", 2.5)], **NAMES, language="az"))
    assert "2.5" in words(bar_picture([Bar("Mean", 2.5)], **NAMES, language="en"))


def test_two_bars_of_one_name_are_two_bars():
    assert words(bar_picture([Bar("Same", 1), Bar("Same", 2)], **NAMES)).count("Same") == 2


def test_a_state_has_a_sign_beside_its_colour():
    assert len({palette.SIGNS[tone] for tone in ("soon", "late", "done")}) == 3
    assert painted(bar_picture([Bar("Vacant", 4, tone="late")], **NAMES), "fill-late") == 2


def test_negative_figures_are_refused():
    with pytest.raises(ValueError, match="negative"):
        bar_picture([Bar("Cost", -1)], **NAMES)


def test_stacks_show_parts_sums_and_a_key_and_leave_out_empty_parts():
    series = [Series("a", "Concurred", "done"), Series("b", "Overdue", "late")]
    stacks = [Stack("Center", [Part("b", 2), Part("a", 5)]), Stack("MFA", [Part("a", 0)])]
    picture = stacked_bar_picture(stacks, series, **NAMES)
    told = words(picture)
    for word in ("Concurred", "Overdue", "Center", "5", "2", "7", "0"):
        assert word in told
    assert painted(picture, "fill-done") == 2


def test_a_heat_map_writes_every_figure_and_tells_nought_from_unknown():
    cells = [
        HeatCell("Türkiyə", "Exercises", 12),
        HeatCell("Türkiyə", "Visits", 0),
        HeatCell("Georgia", "Visits", None),
    ]
    picture = heat_picture(cells, rows=["Türkiyə", "Georgia"], columns=["Exercises", "Visits"], **NAMES)
    told = words(picture)
    for word in ("Türkiyə", "Georgia", "Exercises", "Visits", "12", "0", "?"):
        assert word in told
    assert "12 and more" in told


@pytest.mark.parametrize("values", [[0], [1], [1, 1, 1], [1, 2], list(range(30)), [0.5, 2.25]])
def test_the_grades_of_a_heat_map_follow_its_figures(values: list[float]):
    cells = [HeatCell("R", f"C{at}", value) for at, value in enumerate(values)]
    picture = heat_picture(cells, rows=["R"], columns=[f"C{at}" for at in range(len(values))], **NAMES)
    assert painted(picture, "fill-heat-5") >= (1 if max(values) else 0)


def test_a_timeline_shows_spans_days_and_today():
    row = TimelineRow(
        "Defence cooperation",
        [
            Span(datetime.date(2023, 4, 24), datetime.date(2028, 4, 24), "first term"),
            Span(datetime.date(2028, 4, 24), None),
        ],
        [Tick(datetime.date(2027, 10, 24)), Tick(datetime.date(2032, 1, 1), "review", tone="late")],
    )
    told = words(
        timeline_picture([row], **YEARS, **NAMES, today=datetime.date(2026, 11, 23), tones={"Notice": "soon"})
    )
    for word in (
        "Defence cooperation",
        "first term",
        "24 Oct 2027",
        "review",
        "Today · 23 Nov 2026",
        "2026",
        "2035",
        "Notice",
    ):
        assert word in told


def test_months_are_named_in_the_language():
    window = {"starts_on": datetime.date(2026, 11, 1), "ends_on": datetime.date(2028, 5, 1)}
    row = TimelineRow("Ankara", [Span(None, None)])
    told = words(timeline_picture([row], **window, **NAMES, today=datetime.date(2026, 11, 23), language="az"))
    for word in ("noy", "2027", "Bu gün · 23 noy 2026"):
        assert word in told


def test_what_lies_outside_the_window_is_not_drawn():
    outside = [
        Span(datetime.date(2010, 1, 1), datetime.date(2026, 1, 1), "before"),
        Span(datetime.date(2036, 1, 1), None, "after"),
    ]
    row = TimelineRow("Row", outside, [Tick(datetime.date(2036, 1, 1), "tick")])
    told = words(timeline_picture([row], **YEARS, **NAMES, today=datetime.date(2040, 1, 1)))
    assert not {"before", "after", "tick"} & set(told)
    assert not any("Today" in word for word in told)


def test_overlapping_spans_lie_below_one_another():
    def height(*spans: Span) -> float:
        return float(
            fromstring(timeline_picture([TimelineRow("Post", spans)], **YEARS, **NAMES).svg).get("height")
        )

    first = Span(None, datetime.date(2029, 1, 1))
    handover = Span(datetime.date(2028, 12, 1), None)
    after = Span(datetime.date(2029, 1, 1), None)
    assert height(first, handover) > height(first, after)


@pytest.mark.parametrize(
    "ends_on", [datetime.date(2026, 1, 2), datetime.date(2026, 2, 1), datetime.date(2200, 1, 1)]
)
def test_any_window_can_be_drawn(ends_on: datetime.date):
    row = TimelineRow("Row", [Span(None, None, "all")])
    picture = timeline_picture(
        [row], starts_on=datetime.date(2026, 1, 1), ends_on=ends_on, **NAMES, width=320
    )
    assert "Row" in words(picture)


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends after"):
        timeline_picture([], starts_on=datetime.date(2026, 1, 1), ends_on=datetime.date(2026, 1, 1), **NAMES)


def test_a_picture_of_nothing_says_so():
    empty = [
        bar_picture([], **NAMES),
        stacked_bar_picture([], [], **NAMES),
        heat_picture([], rows=[], columns=[], **NAMES),
        timeline_picture([], **YEARS, **NAMES),
    ]
    assert all("Nothing to show." in words(picture) for picture in empty)


def test_long_labels_wrap_and_end_in_an_ellipsis_at_last():
    name = "United Kingdom of Great Britain and Northern Ireland"
    assert name in words(bar_picture([Bar(name, 1)], **NAMES, width=480))
    shortened = next(
        word for word in words(bar_picture([Bar(f"{name} " * 9, 1)], **NAMES)) if word.startswith("United")
    )
    assert shortened.endswith("…")


def test_a_long_note_leaves_room_for_its_bar():
    picture = bar_picture([Bar("Vacant", 4, note="since " * 200)], **NAMES, tones={"late " * 200: "late"})
    places = [float(x) for x in re.findall(r"translate\(([-\d.]+),", picture.svg)]
    assert max(places) < 760
    assert any(word.startswith("4 · since") and word.endswith("…") for word in words(picture))


def test_a_bitmap_has_the_size_asked_for():
    picture = bar_picture([Bar("Şuşa", 1)], **NAMES, width=400)
    once, twice = (struct.unpack(">I", picture.png(scale)[16:20])[0] for scale in (1, 2))
    assert (once, twice) == (400, 800)


@pytest.mark.parametrize(
    "text", ["\x00", "a\x1bb", "\ufffe", "\ud800", "", " ", "\u202e", "👨‍👩‍👧", "x" * 5_000]
)
def test_no_text_takes_the_process_down(text: str):
    picture = bar_picture(
        [Bar(text, 1, note=text)], title=text, description=text, unit=text, tones={text: "late"}
    )
    assert picture.png().startswith(b"\x89PNG")
    row = TimelineRow(text, [Span(None, None, text)], [Tick(datetime.date(2027, 1, 1), text)])
    assert timeline_picture([row], **YEARS, title=text, description=text).svg
    assert heat_picture(
        [HeatCell(text, text, 1)], rows=[text], columns=[text], title=text, description=text
    ).svg


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float):
    with pytest.raises(ValueError, match=r"finite|negative"):
        bar_picture([Bar("Cost", value)], **NAMES)


def test_money_is_drawn_without_losing_a_digit():
    told = words(bar_picture([Bar("Cost", Decimal("1234567.50")), Bar("Other", 2)], **NAMES))
    assert "1,234,567.50" in told
    parts = [Part("a", Decimal("0.10")), Part("a", Decimal("0.20"))]
    assert "0.30" in words(stacked_bar_picture([Stack("Sum", parts)], [Series("a", "Money")], **NAMES))


def test_the_same_data_draw_the_same_picture():
    warm_up()
    assert bar_picture([Bar("Şuşa", 1)], **NAMES) == bar_picture([Bar("Şuşa", 1)], **NAMES)


@pytest.mark.parametrize("lines", ["bars", "timeline"])
def test_a_label_on_several_lines_is_copied_as_separate_words(lines: str):
    name = "United Kingdom of Great Britain and Northern Ireland"
    if lines == "bars":
        picture = bar_picture([Bar(name, 1)], **NAMES, width=480)
    else:
        picture = timeline_picture([TimelineRow(name)], **YEARS, **NAMES, width=480)
    copied = ["".join(text.itertext()) for text in fromstring(picture.svg).iter(f"{SVG}text")]
    assert name in copied
