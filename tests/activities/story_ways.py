"""How the stories of activities are driven in a browser, beside the ways of tests.attaches.story_ways."""

from typing import Any

from django.test import Client
from django.urls import reverse

from directory.models import Institution
from tests.activities.crossings import hour
from tests.activities.programme import country, days
from tests.attaches.story_ways import door, listed, pressed, sent
from tests.cast import acting


def moment(day: int, at: int) -> str:
    """An hour as it is typed."""
    return hour(days(day), at).strftime("%Y-%m-%dT%H:%M")


def state_of(record: Any) -> str:
    """As the database has it."""
    with acting("cmd_desk"):
        return str(type(record).in_context.get(pk=record.pk).state)


def came_in(client: Client, about: str, on: int) -> None:
    """Their note is typed and has come in on a day."""
    with acting("cmd_desk"):
        mfa = Institution.objects.get(code="mfa").pk
    sent(
        client, reverse("admin:correspondence_correspondence_add"), kind="note_verbale", direction="incoming",
        subject=f"Their request about {about}", sender_country=country("TR").pk, sender_name="Embassy of Türkiye",
        addressee_institution=mfa, number="DEMO/7", dated_on=days(on), about_reference=about, text="A note.",
    )  # fmt: skip
    pressed(
        client,
        door(listed(client, "correspondence", "correspondence"), "correspondence"),
        "receive",
        on=days(on),
    )


def stepped(client: Client, where: str, step: str, **typed: Any) -> str:
    """The small form of a step on the clearance's own page, as it is filled in already."""
    page = client.get(where)
    form = next(one["form"] for one in page.context["forms"] if one["name"] == step)
    filled = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    given = {form.add_prefix(name): value for name, value in typed.items()}
    return client.post(where, {**filled, **given, "step": step}, follow=True).content.decode()


def typed_visit() -> dict[str, Any]:
    """A minister of Georgia and ours talk today: what is typed of the visit with its two lists."""
    typed: dict[str, Any] = {
        "protocol_level": "minister", "purpose": "Talks on training", "delegation-TOTAL_FORMS": "2",
        "programme-TOTAL_FORMS": "1", "programme-0-starts_at": moment(0, 9), "programme-0-ends_at": moment(0, 11),
        "programme-0-subject": "Talks",
    }  # fmt: skip
    for place, (code, name) in enumerate([("GE", "Nümunə Nazir"), ("AZ", "Örnək Nazir")]):
        facts = {"country": country(code).pk, "name": name, "rank_level": "generals", "is_head": "on"}
        typed |= {f"delegation-{place}-{field}": value for field, value in facts.items()}
    return typed
