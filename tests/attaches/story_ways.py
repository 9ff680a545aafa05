"""How the stories are driven in a browser: pages read, links on them followed, buttons pressed, forms sent."""

import re
from html import unescape
from typing import Any

from django import forms
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from approvals.models import Case
from attaches.models import Officer, Posting
from correspondence.models import Correspondence
from tests.attaches.scenes import day
from tests.attaches.test_admin import NO_ACCREDITATION, NO_LANGUAGE
from tests.cast import acting

NAMED = {"rank": "colonel", "service_branch": "staff"}
BOARD = (
    ("mod_personnel", "concur"), ("mod_security_2", "acknowledge"), ("ndu_language", "acknowledge"),
    ("imcd_head", "concur"), ("mod_leadership", "approve"), ("mfa_milpol", "concur"),
)  # fmt: skip


def words(markup: str) -> str:
    """What a page says."""
    return " ".join(unescape(strip_tags(markup)).split())


def get(client: Client, way: str, **query: str) -> str:
    answer = client.get(way, query)
    assert answer.status_code == 200, way
    return answer.content.decode()


def link(shown: str, said: str) -> str:
    """Where the words lead."""
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>\s*{re.escape(said)}', shown)
    assert found, f"no link: {said}"
    return unescape(found[1])


def door(shown: str, kind: str) -> str:
    """The first way on a page to a record of a kind."""
    found = re.search(rf'href="(/admin/[a-z]+/{kind}/[^"/]+/change/)', shown)
    assert found, f"no way to a {kind}"
    return found[1]


def listed(client: Client, kind: str, app: str = "attaches", **query: str) -> str:
    """The list in data entry."""
    return get(client, reverse(f"admin:{app}_{kind}_changelist"), **query)


def pressed(client: Client, way: str, step: str, **data: Any) -> str:
    """A button of a record's page; the page that follows says that it was done."""
    button = re.search(rf'(?:form)?action="([^"]+/step/{step}/)"', get(client, way))
    assert button, f"no button {step} on {way}"
    shown = client.post(button[1], data, follow=True).content.decode()
    assert "Done: " in shown, words(shown)
    return shown


def refused(client: Client, way: str, step: str, **data: Any) -> str:
    """The button was there, and the page says why it was not done."""
    button = re.search(rf'(?:form)?action="([^"]+/step/{step}/)"', get(client, way))
    assert button, f"no button {step} on {way}"
    shown = client.post(button[1], data, follow=True).content.decode()
    assert "Done: " not in shown
    return shown


def sent(client: Client, way: str, /, **typed: Any) -> Any:
    """The form of a page as it is filled in already, with what is typed into it."""
    page = client.get(way)
    assert page.status_code == 200, way
    form = page.context["adminform"].form if "adminform" in page.context else page.context["form"]
    inlines = page.context.get("inline_admin_formsets", ())
    forms_shown = [form]
    for inline in inlines:
        forms_shown += [inline.formset.management_form, *inline.formset.forms]
    filled = {one.add_prefix(name): _offered(one, name) for one in forms_shown for name in one.fields}
    answer = client.post(
        way, {name: value for name, value in {**filled, **typed}.items() if value is not None}
    )
    assert answer.status_code == 302, words(answer.content.decode())
    return answer


def _offered(form: Any, name: str) -> Any:
    """What stands in a field when the page is opened; of a list without a choice its first line, as browsers do."""
    field = form.fields[name]
    if form[name].value() is None and type(field.widget) is forms.Select:
        return next(iter(field.choices))[0]
    return form[name].value()


def enter_officer(client: Client, name: str) -> Officer:
    sent(client, reverse("admin:attaches_officer_add"), full_name=name, **NAMED, **NO_LANGUAGE)
    with acting("cmd_desk"):
        return Officer.in_context.get(full_name=name)


def propose(client: Client, way: str, name: str, **plan: Any) -> Posting:
    """An officer is entered and proposed in the form a link leads to."""
    officer = enter_officer(client, name)
    sent(client, way, officer=officer.pk, order_no="7", **plan, **NO_ACCREDITATION)
    with acting("cmd_desk"):
        return Posting.in_context.select_related("officer", "post").get(officer=officer)


def page_of(record: Any) -> str:
    """The page of a record in data entry."""
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def decided(client: Client, way: str, verdict: str) -> str:
    """On the case page, by the form that stands there."""
    page = client.get(way)
    agree = page.context["agree"]
    assert agree is not None, words(page.content.decode())
    typed = {name: agree[name].value() or "" for name in agree.fields}
    assert typed["verdict"] == verdict
    shown = client.post(way, typed, follow=True).content.decode()
    assert "It is on the decision sheet." in shown, words(shown)
    return shown


def case_about(posting: Posting) -> Case:
    with acting("cmd_desk"):
        return Case.in_context.get(object_reference=posting.reference)


def typed_reply(note: Correspondence, subject: str) -> dict[str, Any]:
    """What is typed of the host's answer to a note."""
    return {
        "kind": "note_verbale", "direction": "incoming", "subject": subject, "language": "en",
        "sender_country": note.addressee_country_id, "sender_name": "Ministry of Foreign Affairs", "number": "118",
        "addressee_mission": note.sender_mission_id, "dated_on": day(-2), "in_reply_to": note.pk,
        "about_reference": note.about_reference, "text": "The Ministry presents its compliments.",
        "classification": "official_use",
    }  # fmt: skip
