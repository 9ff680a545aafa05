"""Documents in data entry: a button answers for what stood on the page; lowering a marking asks the custodian."""

import pytest
from django.db import DatabaseError, connection, transaction

from access.services import lowering
from access.services.labels import intern
from foundation.clock import now
from missions.selectors.documents import newest
from missions.services import documents
from missions.services.marking import CustodianConsents
from tests.cast import acting, subject_of
from tests.missions.guidance import approved, full, in_effect, recorded, seen

pytestmark = pytest.mark.django_db
ADMIN = "/admin/missions/strategicdocument/"
OPEN = ("unclassified", (), ())


def shown(client, document) -> str:
    page = client.get(f"{ADMIN}{document.pk}/change/")
    assert page.status_code == 200
    return page.content.decode()


def pressed(client, document, step, version):
    said = {"reason": "Otherwise.", "seen_version": version}
    answer = client.post(f"{ADMIN}{document.pk}/step/{step}/", said)
    assert answer.status_code in (302, 412)
    return shown(client, document) if answer.status_code == 302 else answer.content.decode()


# --- what stood on the page -------------------------------------------------------------------------------------------
def test_the_page_says_which_version_its_buttons_answer_for(signed_in):
    document = seen(recorded(**full()))
    assert f'name="seen_version" value="{document.version}"' in shown(signed_in("cmd_desk"), document)


@pytest.mark.parametrize(
    ("made", "step", "name"),
    [
        (lambda: recorded(**full()), "submit", "cmd_desk"),
        (lambda: recorded(**full()), "withdraw", "cmd_desk"),
        (lambda: in_effect(recorded(kind="sop", **full())), "revise", "cmd_desk"),
        (lambda: approved(), "withdraw", "cmd_head"),
    ],
    ids=["submit", "withdraw a draft", "revise", "end what guides"],
)
def test_a_stale_page_is_refused_in_words_and_does_nothing(signed_in, made, step, name):
    document = seen(made())
    on_the_page = document.version
    with acting("cmd_desk") as by:
        fresh = documents.amend(document, by=by, register_no="MN-12")
    assert fresh.version > on_the_page
    client, before = signed_in(name), (fresh.state, fresh.version, fresh.current_no)
    assert "changed since you opened it" in pressed(client, document, step, on_the_page)
    after = seen(document)
    assert (after.state, after.version, after.current_no) == before
    for nonsense in ("-1", "one", "9" * 40):
        assert "changed since you opened it" in pressed(client, document, step, nonsense)
    assert seen(document).version == fresh.version


def test_the_page_as_it_is_now_is_obeyed(signed_in):
    document = seen(recorded(**full()))
    client = signed_in("cmd_desk")
    assert "Submit for approval" in shown(client, document)
    pressed(client, document, "submit", document.version)
    with acting("cmd_desk") as by:
        assert newest(seen(document), to=by).state == "submitted"


def test_putting_into_effect_answers_for_what_was_seen(signed_in):
    from tests.missions.scene import days

    document = approved(starts_on=days(1))
    on_the_page = seen(document).version
    with acting("cmd_desk") as by:
        documents.amend(seen(document), by=by, register_no="MN-13")
    assert "changed since you opened it" in pressed(
        signed_in("cmd_desk"), document, "take-effect", on_the_page
    )


# --- whose word lowers a marking --------------------------------------------------------------------------------------
def proposed(record, name):
    with acting(name) as by:
        return lowering.propose_lowering(record, by=by, to=intern(*OPEN), reason="It is to be published.")


def confirmed(proposal, name):
    with acting(name) as by:
        return lowering.confirm_lowering(proposal, by=by, at=now())


def level(document) -> str:
    return str(seen(document).label.level_code)


def test_nobody_but_the_custodian_lowers_a_document():
    document = recorded("mfa_desk", "white_paper", "mfa")
    waiting = proposed(document, "cmd_desk")
    with pytest.raises(CustodianConsents, match="of that ministry"):
        confirmed(waiting, "cmd_desk_2")
    assert level(document) == "official_use"


@pytest.mark.parametrize(
    ("first", "second"), [("cmd_desk", "mfa_desk"), ("mfa_desk", "cmd_desk"), ("mfa_desk", "mfa_desk_2")]
)
def test_with_somebody_of_its_ministry_among_the_two_it_is_lowered(first, second):
    document = recorded("mfa_desk", "white_paper", "mfa")
    confirmed(proposed(document, first), second)
    assert level(document) == "unclassified"


def test_nor_is_it_lowered_in_sql():
    document = recorded("mfa_desk", "white_paper", "mfa")
    proposed(document, "cmd_desk")
    second = subject_of("cmd_desk_2")
    with (
        acting("cmd_desk_2"),
        pytest.raises(DatabaseError, match="with its custodian"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE access_loweringproposal SET confirmed_by_id = %s, confirmed_at = now()", [second.user_id]
        )


def test_a_joint_paper_is_lowered_by_two_of_any_ministry():
    from tests.missions.scene import drafted
    from tests.missions.scene import seen as paper_seen

    paper = drafted()
    confirmed(proposed(paper, "cmd_desk"), "cmd_desk_2")
    assert paper_seen(paper).label.level_code == "unclassified"
