"""Who of the officers is free, and which of two of one name is meant, in the list and where one is looked up."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.services.labels import intern
from access.services.relabelling import raise_label
from foundation.wording import written_date
from tests.access.test_need_to_know import NEGOTIATED
from tests.attaches.scenes import a_post, a_posting, an_officer, as_it_stands, day
from tests.cast import acting

SignedIn = Callable[[str], Client]
LIST = "/admin/attaches/officer/"
LOOK_UP = "/admin/autocomplete/?app_label=attaches&model_name=posting&field_name=officer"


def found(client: Client, words: str) -> list[str]:
    asked = {"app_label": "attaches", "model_name": "posting", "field_name": "officer", "term": words}
    return [row["text"] for row in client.get("/admin/autocomplete/", asked).json()["results"]]


def test_two_of_one_name_are_told_apart_where_one_is_looked_up(db: None, signed_in: SignedIn):
    free, posted = an_officer("Nümunə Maketov"), an_officer("Nümunə Maketov", rank="major")
    a_posting("in_post", officer=posted, first=-400, end=600)
    assert sorted(found(signed_in("cmd_desk"), "numune")) == sorted(
        [
            f"Nümunə Maketov · Colonel · {free.reference} · free",
            f"Nümunə Maketov · Major · {posted.reference} · free from {written_date(day(600))}",
        ]
    )


def test_the_one_chosen_is_named_as_he_was_found(db: None, signed_in: SignedIn):
    officer = an_officer("Nümunə Maketov")
    form = signed_in("cmd_desk").get(reverse("admin:attaches_posting_add"), {"officer": officer.pk})
    assert f"Nümunə Maketov · Colonel · {officer.reference}</option>" in form.content.decode()


def test_the_list_says_at_which_post_and_free_from_when(db: None, signed_in: SignedIn):
    an_officer("Boşda Nümunəli")
    posting = a_posting("in_post", post=a_post("t-here"), first=-400, end=600)
    a_posting("selected", post=a_post("t-next"), officer=posting.officer, first=700, end=1200)
    shown = signed_in("cmd_desk").get(LIST).content.decode()
    assert (
        f'<a href="{reverse("admin:attaches_posting_change", args=[posting.pk])}">t-here · In post</a>'
        in shown
    )
    assert written_date(day(1200)) in shown
    assert "free</td>" in shown


def test_a_posting_the_reader_may_not_see_leaves_the_officer_free(db: None, signed_in: SignedIn):
    posting = a_posting("in_post", post=a_post("t-secret"), first=-400, end=600)
    with acting("cmd_desk") as by:
        raise_label(as_it_stands(posting), by=by, to=intern(*NEGOTIATED), reason="talks began", together=True)
    cleared, other = signed_in("cmd_desk"), signed_in("cmd_desk_2")
    assert "t-secret" in cleared.get(LIST).content.decode()
    assert "t-secret" not in other.get(LIST).content.decode()
    assert found(other, "specimen") == [
        f"{posting.officer.full_name} · Colonel · {posting.officer.reference} · free"
    ]


@pytest.mark.parametrize(
    "address", [LIST, "/admin/autocomplete/?app_label=attaches&model_name=posting&field_name=officer"]
)
def test_whereabouts_cost_no_query_of_their_own(db: None, signed_in: SignedIn, address: str):
    clerk, counts = signed_in("cmd_desk"), []
    for _round in range(2):
        a_posting("in_post")
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
