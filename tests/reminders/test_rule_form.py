"""Days of a reminder rule are typed as people write them."""

import pytest

from reminders.admin.rules import RuleForm
from reminders.models import Rule

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
