"""A strategic document leaves as PDF or DOCX from its page, marked as it is, and its versions are read side by side."""

import pytest

from audit.models import Event
from tests.cast import acting
from tests.missions.guidance import approved, recorded, revised

pytestmark = pytest.mark.django_db


def at(document, rest=""):
    return f"/documents/{document.reference}/{rest}"


def test_the_page_leads_to_all_four_files_and_each_is_there(signed_in):
    document = approved()
    client = signed_in("mfa_desk")
    page = client.get(at(document)).content.decode()
    for language in ("en", "az"):
        for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
            address = at(document, f"versions/1/{language}.{form}")
            assert address in page
            answer = client.get(address)
            assert answer.content.startswith(begins)
            assert answer["Cache-Control"] == "no-store"
    with acting("auditor"):
        reasons = set(Event.objects.filter(verb="documents.export").values_list("reason", flat=True))
    assert "docx, az, version 1" in reasons


def test_what_does_not_guide_says_so_and_who_may_not_read_it_gets_nothing(signed_in):
    draft = recorded(title="A thought")
    assert signed_in("cmd_desk").get(at(draft, "versions/1/en.pdf")).status_code == 200
    assert signed_in("auditor").get(at(draft, "versions/1/en.pdf")).status_code == 404
    for rest in ("9/en.pdf", "1/fr.pdf", "1/en.odt", "99999/en.pdf"):
        assert signed_in("cmd_desk").get(at(draft, f"versions/{rest}")).status_code == 404


def test_versions_are_compared_without_naming_them(signed_in):
    document = revised(approved(), body="Together and apart.")
    client = signed_in("cmd_desk")
    assert "From version 1 to version 2" in client.get(at(document, "compare/")).content.decode()
    assert client.get(at(document, "compare/?before=x")).status_code == 404
    only = client.get(at(recorded(title="Another"), "compare/")).content.decode()
    assert "One version only" in only
