"""What a security officer reads and types about a grant is said as people say it."""

import datetime as dt

import pytest

from access.models import Clearance, CompartmentGrant
from accounts.models import Office
from tests.cast import subject_of

pytestmark = pytest.mark.django_db
LISTS = [
    "access/clearance",
    "access/compartmentgrant",
    "accounts/appointment",
    "directory/headofmissiontenure",
]


@pytest.mark.parametrize("kind", LISTS)
def test_periods_are_written_as_days_and_an_open_end_as_words(signed_in, kind):
    page = signed_in("mod_security").get(f"/admin/{kind}/").content.decode()
    assert "None)" not in page
    assert "Infinity" not in page


def test_an_open_clearance_says_until_further_notice_in_both_languages(signed_in):
    held = Clearance.objects.filter(user__username="cmd_desk").get()
    client = signed_in("mod_security")
    page = client.get(f"/admin/access/clearance/{held.pk}/change/").content.decode()
    assert "– until further notice" in page
    assert "Negotiations" in page
    client.cookies["django_language"] = "az"
    page = client.get(f"/admin/access/clearance/{held.pk}/change/").content.decode()
    assert "– müddətsiz" in page


def test_the_last_day_typed_is_the_last_day_granted(signed_in):
    office = Office.objects.get(pk=subject_of("attache").office_id)
    form = {
        "office": office.pk,
        "compartment": "exercise:sea",
        "valid_0": "2030-01-01",
        "valid_1": "2030-01-31",
    }
    signed_in("mod_security").post("/admin/access/compartmentgrant/add/", form)
    granted = CompartmentGrant.objects.get(compartment="exercise:sea")
    assert (granted.valid.lower, granted.valid.upper) == (dt.date(2030, 1, 1), dt.date(2030, 2, 1))
    page = (
        signed_in("mod_security").get(f"/admin/access/compartmentgrant/{granted.pk}/change/").content.decode()
    )
    assert "1 Jan 2030 – 31 Jan 2030" in page


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2030-01-31", "2030-01-01", "The last day is before the first."),
        ("", "2030-01-01", "Enter the first day."),
    ],
)
def test_a_period_that_cannot_be_is_told_beside_what_was_typed(signed_in, first, last, said):
    office = Office.objects.get(pk=subject_of("attache").office_id)
    form = {"office": office.pk, "compartment": "exercise:sea", "valid_0": first, "valid_1": last}
    page = signed_in("mod_security").post("/admin/access/compartmentgrant/add/", form).content.decode()
    assert said in page
    assert last in page
