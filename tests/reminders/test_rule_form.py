"""Days of a reminder rule are typed as people write them; what a change would send is told before it is kept."""

import datetime as dt

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Office
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from reminders.admin.rules import RuleForm
from reminders.models import Reminder, Rule
from tests.reminders.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db
RULES = "/admin/reminders/rule/"
REFUSAL = "Whole numbers of days, parted by commas, e.g. -120, -90."


def _body(rule, **typed):
    """The change form as it is sent without any row of the audience."""
    return {
        "offsets": "-1", "unit": "days", "is_active": "on",
        "escalations-TOTAL_FORMS": "0", "escalations-INITIAL_FORMS": "0",
        "audience-TOTAL_FORMS": "0", "audience-INITIAL_FORMS": "0", **typed,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "days"),
    [("-120, -90", [-120, -90]), (" -120 ,-90,  +7 ", [-120, -90, 7]), ("0", [0]), ("-3650", [-3650])],
)
def test_days_are_typed_with_commas_and_blanks_do_not_matter(signed_in, typed, days):
    rule = Rule.objects.first()
    address, client = f"{RULES}{rule.pk}/change/", signed_in("cmd_desk")
    answer = client.post(address, _body(rule, offsets=typed))
    assert answer.status_code == 302, answer.context["errors"]
    rule.refresh_from_db()
    assert rule.offsets == days
    shown = ", ".join(str(day) for day in days)
    assert f'value="{shown}"' in client.get(address).content.decode()


@pytest.mark.parametrize("typed", ["soon", "-120; -90", "1.5", "-120,,-90", "3651", "-99999", "1_0", "٣"])
def test_anything_else_is_refused_in_words_and_shown_as_typed(signed_in, typed):
    rule = Rule.objects.first()
    before = rule.offsets
    answer = signed_in("cmd_desk").post(f"{RULES}{rule.pk}/change/", _body(rule, offsets=typed))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert REFUSAL in page
    assert f'value="{typed}"' in page
    rule.refresh_from_db()
    assert rule.offsets == before


def test_a_rule_needs_days_and_the_same_days_are_no_change():
    assert "offsets" in RuleForm({"offsets": " "}).errors
    form = RuleForm({"offsets": "-120,-90"}, initial={"offsets": [-120, -90]})
    assert not form.fields["offsets"].has_changed([-120, -90], "-120,-90")


def test_save_and_preview_stand_in_one_row_so_that_neither_covers_the_other(signed_in):
    page = signed_in("cmd_desk").get(f"{RULES}{Rule.objects.first().pk}/change/").content.decode()
    row = page[page.index('class="submit-row"') :]
    row = row[: row.index("</div>")]
    assert 'name="_save"' in row
    assert 'name="_preview"' in row
    assert page.count('class="submit-row"') == 1


# --- what a change would do, and what it does ----------------------------------------------------------------------
def _kept(rule):
    """Everything the form may change."""
    rule.refresh_from_db()
    return (
        rule.offsets, rule.is_active, rule.is_legal, rule.quiet_from, rule.quiet_until,
        sorted(rule.audience.values_list("role", "at_mission", "is_owner")),
        sorted(rule.escalations.values_list("step", "after", "role")),
    )  # fmt: skip


@pytest.fixture
def one_rule(deadline):
    """Its deadline lies ten working days ahead."""
    deadline.due_on = work_calendar().add(today(), 10)
    return Rule.objects.get(code=deadline.code)


def _tried(client, rule, **typed):
    """What the form says when it is asked what the change would send."""
    answer = client.post(f"{RULES}{rule.pk}/change/", _body(rule, _preview="1", **typed))
    assert answer.status_code == 409
    return answer.content.decode()


def _rows(prefix, *rows, stand=0):
    """Rows beneath the rule as the form sends them; the first `stand` are there already."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(stand)}
    return sent | {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


def test_the_preview_says_how_many_it_would_send_today_and_saves_nothing(signed_in, one_rule):
    before, desk = _kept(one_rule), signed_in("cmd_desk")
    assert "this rule sends 1 reminder today that you may read" in _tried(desk, one_rule, offsets="-30")
    assert "this rule sends 0 reminders today" in _tried(desk, one_rule, offsets="-5")
    assert "this rule sends 0 reminders today" in _tried(desk, one_rule, offsets="-30", is_active="")
    more = _rows(
        "audience",
        {"rule": one_rule.pk, "role": "mod_leadership"},
        {"rule": one_rule.pk, "role": "imcd_head"},
    )
    page = _tried(desk, one_rule, offsets="-30", quiet_from="20:00", quiet_until="07:00", **more)
    offices = Office.objects.filter(role__in=["cmd_desk", "mod_leadership", "imcd_head"]).count()
    assert f"this rule sends {offices} reminders today" in page
    assert 'value="-30"' in page  # what was typed stays, to be saved or given up
    assert _kept(one_rule) == before
    with enter_subject(service_subject("planner"), "look") as planner:
        assert not Reminder.objects.visible_to(planner).exists()


def test_what_the_preview_said_is_what_is_planned_once_it_is_saved(signed_in, one_rule, planned_on):
    typed = {"offsets": "-30", **_rows("audience", {"rule": one_rule.pk, "role": "mod_leadership"})}
    desk = signed_in("cmd_desk")
    offices = Office.objects.filter(role__in=["cmd_desk", "mod_leadership"]).count()
    assert f"sends {offices} reminder" in _tried(desk, one_rule, **typed)
    assert desk.post(f"{RULES}{one_rule.pk}/change/", _body(one_rule, **typed)).status_code == 302
    assert planned_on(today()).planned == offices


def test_the_audience_is_changed_row_by_row(signed_in, one_rule):
    (told,) = one_rule.audience.all()
    rows = _rows(
        "audience",
        {"id": told.pk, "rule": one_rule.pk, "role": "cmd_desk", "DELETE": "on"},
        {"rule": one_rule.pk, "role": "attache", "at_mission": "on"},
        {"rule": one_rule.pk, "is_owner": "on"},
        stand=1,
    )
    answer = signed_in("cmd_desk").post(f"{RULES}{one_rule.pk}/change/", _body(one_rule, **rows))
    assert answer.status_code == 302, answer.context["errors"]
    assert _kept(one_rule)[5] == [("", False, True), ("attache", True, False)]


def test_a_step_of_the_chain_keeps_its_number_and_a_new_one_comes_after_the_last(signed_in, one_rule):
    (first,) = one_rule.escalations.all()
    rows = _rows(
        "escalations",
        {"id": first.pk, "rule": one_rule.pk, "after": "3", "role": "superior"},
        {"rule": one_rule.pk, "after": "1", "role": "mod_leadership"},
        stand=1,
    )
    answer = signed_in("cmd_desk").post(f"{RULES}{one_rule.pk}/change/", _body(one_rule, **rows))
    assert answer.status_code == 302, answer.context["errors"]
    assert _kept(one_rule)[6] == [(first.step, 3, "superior"), (first.step + 1, 1, "mod_leadership")]


def test_quiet_hours_have_both_ends(signed_in, one_rule):
    address, desk = f"{RULES}{one_rule.pk}/change/", signed_in("cmd_desk")
    halves = desk.post(address, _body(one_rule, quiet_from="20:00"))
    assert halves.status_code == 400
    assert "Quiet hours have a beginning and an end." in halves.content.decode()
    both = desk.post(address, _body(one_rule, quiet_from="20:00", quiet_until="07:30"))
    assert both.status_code == 302, both.context["errors"]
    assert _kept(one_rule)[3:5] == (dt.time(20), dt.time(7, 30))


def test_other_offices_change_no_rule(signed_in, one_rule):
    before = _kept(one_rule)
    answer = signed_in("mfa_desk").post(f"{RULES}{one_rule.pk}/change/", _body(one_rule, offsets="-30"))
    assert answer.status_code in {403, 404}
    assert _kept(one_rule) == before
