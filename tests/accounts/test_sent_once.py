"""One thing per click: a form sent again as it was makes nothing more and leads where it led the first time."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from access.services import grants
from accounts.models import Office
from attaches.models import Officer
from foundation.clock import today
from missions.models import MissionPaper
from tests.cast import acting
from tests.missions.test_pages import new

MARK = re.compile(r'name="sent_once" value="([0-9a-f-]+)"')
ADD = "/admin/attaches/officer/add/"
NEW = "/papers/new/"


def mark(client, address):
    (found,) = MARK.findall(client.get(address).content.decode())
    return found


def papers():
    with acting("attache"):
        return MissionPaper.in_context.filter(title="Sent once").count()


def officer(client, **typed):
    parts = {
        f"{part}-{count}_FORMS": 0 for part in ("languages", "trainings") for count in ("TOTAL", "INITIAL")
    }
    facts = {"full_name": "Nümunə Sınaqov", "rank": "colonel", "service_branch": "staff", **parts, **typed}
    return {**facts, "sent_once": mark(client, ADD)}


def test_a_draft_saved_again_after_the_back_button_is_the_same_draft(signed_in):
    attache = signed_in("attache")
    sent = new(title="Sent once", sent_once=mark(attache, NEW))
    first, again = attache.post(NEW, sent), attache.post(NEW, sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert again["Location"] == first["Location"]
    assert "This form was sent before" in attache.get(again["Location"]).content.decode()
    assert papers() == 1


def test_another_form_with_the_same_words_is_another_record(signed_in):
    attache = signed_in("attache")
    for _time in range(2):
        attache.post(NEW, new(title="Sent once", sent_once=mark(attache, NEW)))
    assert papers() == 2


def test_what_was_refused_is_sent_again_when_it_is_mended(signed_in):
    clerk = signed_in("cmd_desk")
    wrong = officer(clerk, full_name="")
    assert clerk.post(ADD, wrong).status_code == 400
    assert clerk.post(ADD, wrong).status_code == 400
    assert clerk.post(ADD, {**wrong, "full_name": "Nümunə Sınaqov"}).status_code == 302


def test_what_one_person_sent_binds_no_other(signed_in):
    clerk, second = signed_in("cmd_desk"), signed_in("cmd_desk_2")
    sent = officer(clerk, full_name="Maket Təlimli")
    assert {clerk.post(ADD, sent).status_code, second.post(ADD, sent).status_code} == {302}
    with acting("cmd_desk"):
        assert Officer.in_context.filter(full_name="Maket Təlimli").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one(transactional_db, signed_in):
    clients = [signed_in("cmd_desk") for _click in range(4)]
    sent = officer(clients[0], full_name="Maket Təlimli")

    def click(client):
        try:
            return client.post(ADD, sent).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as clicks:
        assert set(clicks.map(click, clients)) == {302}
    with acting("cmd_desk"):
        assert Officer.in_context.filter(full_name="Maket Təlimli").count() == 1


def test_a_refused_step_may_be_pressed_again(signed_in):
    """The answer to a refusal is the same page, and nothing was done."""
    with acting("mod_security") as officer:
        office = Office.objects.get(code="mod-legal")
        grant = grants.propose_compartment(
            by=officer, office=office, compartment="exercise:sea", starts_on=today()
        )
    client = signed_in("mod_security")
    where = f"/admin/access/compartmentgrant/{grant.pk}/"
    sent = {"sent_once": mark(client, f"{where}change/")}
    for _press in range(2):
        answer = client.post(f"{where}step/confirm/", sent)
        assert answer.status_code == 403
        assert "A second security officer has to confirm this" in answer.content.decode()
