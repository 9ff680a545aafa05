"""Signing in, acting in an office, and the ends of a session."""

import pytest
from django.core import mail
from django.test import Client

from access.middleware import ACTING_KEY
from accounts.middleware import STARTED
from accounts.models import ApiToken, Appointment, Office, User
from accounts.services import tokens
from audit.models import Event
from foundation.clock import now
from tests.cast import acting, seated

LOGIN = "/account/login/"


def sign_in(client, username="cmd_desk", password="parley-demo"):
    return client.post(LOGIN, {"login": username, "password": password})


def test_a_demo_person_signs_in_and_it_stands_in_the_trail(db):
    client = Client()
    assert sign_in(client).status_code == 302
    with acting("auditor"):
        assert Event.objects.filter(verb="accounts.signed_in", reference="cmd_desk").exists()


def test_a_wrong_password_is_told_and_recorded(db):
    response = sign_in(Client(), password="wrong")
    assert response.status_code == 200
    with acting("auditor"):
        assert Event.objects.filter(verb="accounts.sign_in_failed", reference="cmd_desk").exists()


def test_too_many_attempts_lock_out(db):
    client = Client()
    codes = [sign_in(client, password=f"wrong {n}").status_code for n in range(9)]
    assert codes[-1] == 429
    assert sign_in(client).status_code == 429


def test_a_service_cannot_sign_in(db):
    assert sign_in(Client(), "planner", "!").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/inbox/", "/admin/", "/reports/", "/api/v1/countries/", "/api/v1/docs/"]
)
def test_nothing_is_open_to_the_anonymous(db, path):
    assert Client().get(path).status_code in {302, 401}


@pytest.mark.parametrize(
    "path",
    ["password/reset/", "password/reset/key/1-abc/", "password/set/", "email/", "confirm-email/", "signup/",
     "login/code/confirm/", ""],
)  # fmt: skip
def test_no_sign_in_is_made_or_replaced_through_a_mailbox(db, signed_in, path):
    for client in (Client(), signed_in("cmd_desk")):
        assert client.get(f"/account/{path}").status_code == 404
    assert mail.outbox == []


def test_the_sign_in_page_says_who_helps_with_a_forgotten_password(db):
    page = Client().get(LOGIN).content.decode()
    assert "the system administrator gives you a new first password" in page
    assert "/password/reset/" not in page


def test_a_forgotten_password_is_replaced_by_the_system_administrator(db, signed_in):
    person = User.objects.get(username="cmd_desk")
    form = {
        name: getattr(person, name) for name in ("username", "full_name", "email", "language", "time_zone")
    }
    form |= {"institution": person.institution_id, "password": "seven brown hedgehogs"}
    assert signed_in("sysadmin").post(f"/admin/accounts/user/{person.pk}/change/", form).status_code == 302
    assert sign_in(Client(), password="parley-demo").status_code == 200
    assert sign_in(Client(), password="seven brown hedgehogs").status_code == 302


def test_the_office_acted_in_is_chosen_in_the_header(signed_in):
    appointment = seated("mfa_desk", Office.objects.get(code="mfa-milpol"), kind="acting")
    client = signed_in("mfa_desk")
    assert client.post("/act-in/", {"appointment": appointment.pk}).status_code == 302
    assert client.session[ACTING_KEY] == appointment.pk


def test_nobody_acts_in_the_office_of_another(signed_in):
    foreign = Appointment.objects.get(user__username="mod_leadership")
    assert signed_in("mfa_desk").post("/act-in/", {"appointment": foreign.pk}).status_code == 404


def test_a_session_ends_after_its_absolute_age(signed_in):
    client = signed_in("cmd_desk")
    assert client.get("/admin/").status_code == 200
    session = client.session
    session[STARTED] = now().timestamp() - 11 * 3600
    session.save()
    assert client.get("/admin/").url.startswith(LOGIN)


def test_a_disabled_account_is_out_at_once(signed_in):
    client = signed_in("cmd_desk")
    User.objects.filter(username="cmd_desk").update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_outside_the_demo_the_second_step_is_enforced(signed_in, settings):
    settings.TWO_STEP_ENFORCED = True
    assert signed_in("cmd_desk").get("/admin/").url == "/account/2fa/totp/activate/"


def test_a_token_is_bound_to_its_office_and_scope(api):
    assert api("cmd_desk").get("/api/v1/reminders/").status_code == 200
    reader = api("leadership_reader", scope="read")
    assert reader.get("/api/v1/reminders/").status_code == 200
    assert reader.post("/api/v1/reminders/x/acknowledge/").status_code == 403


def test_a_token_dies_with_the_appointment(api):
    client = api("cmd_desk")
    Appointment.objects.filter(user__username="cmd_desk").delete()
    assert client.get("/api/v1/reminders/").status_code == 401


def test_a_token_ends_on_its_day_and_goes_when_the_next_one_is_issued(api):
    client, other = api("cmd_desk"), api("cmd_desk")
    expired = ApiToken.objects.order_by("created").first()
    ApiToken.objects.filter(pk=expired.pk).update(expiry=now())
    assert sorted(c.get("/api/v1/reminders/").status_code for c in (client, other)) == [200, 401]
    tokens.issue(expired.user, office=expired.office)
    assert not ApiToken.objects.filter(pk=expired.pk).exists()


@pytest.mark.parametrize("key", ["", "x", "x y", "\xff\xfe", "0" * 64, "%00"])
def test_what_is_no_token_is_told_as_such(db, key):
    assert Client(headers={"Authorization": f"Token {key}"}).get("/api/v1/reminders/").status_code == 401


def test_no_basic_authentication(db):
    client = Client(headers={"Authorization": "Basic Y21kX2Rlc2s6cGFybGV5LWRlbW8="})
    response = client.get("/api/v1/reminders/")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_issue_token_prints_the_token_alone(db, capsys):
    from django.core.management import call_command

    call_command("issue_token", "leadership_reader", "--days", "2")
    (key,) = capsys.readouterr().out.split()
    assert Client(headers={"Authorization": f"Token {key}"}).get("/api/v1/reminders/").status_code == 200


def test_a_sign_in_is_one_line_of_the_trail_and_changes_no_account(db):
    with acting("auditor"):
        before = Event.objects.filter(table="accounts_user").count()
    sign_in(Client())
    with acting("auditor"):
        lines = Event.objects.filter(table="accounts_user").order_by("-id")
        assert (lines.count(), lines[0].verb) == (before + 1, "accounts.signed_in")
