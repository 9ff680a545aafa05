"""What a person signs in with stands on no page (decisions.md 9)."""

import pytest

from accounts.models import User

pytestmark = pytest.mark.django_db
READERS = ["cmd_desk", "mfa_desk", "auditor", "leadership_reader", "mod_security", "sysadmin"]


@pytest.mark.parametrize("reader", READERS)
def test_no_page_of_an_account_shows_what_is_stored_of_a_password(signed_in, reader):
    person = User.objects.get(username="attache")
    answer = signed_in(reader).get(f"/admin/accounts/user/{person.pk}/change/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert person.full_name in page
    digest = person.password.split("$")
    assert person.password not in page
    assert digest[-1] not in page
    assert f"{digest[0]}$" not in page


@pytest.mark.parametrize("reader", ["mfa_desk", "mod_security"])
def test_who_only_reads_sees_neither_password_nor_address(signed_in, reader):
    person = User.objects.get(username="attache")
    page = signed_in(reader).get(f"/admin/accounts/user/{person.pk}/change/").content.decode()
    assert "First password" not in page
    assert person.email not in page


def test_the_administrator_gives_a_first_password(signed_in):
    person = User.objects.get(username="attache")
    page = signed_in("sysadmin").get(f"/admin/accounts/user/{person.pk}/change/").content.decode()
    assert 'name="password"' in page
