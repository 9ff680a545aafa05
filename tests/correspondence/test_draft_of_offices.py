"""Notes drafted from a foreign attaché and from a post: our answer to the sending State, consent to an office."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from attaches.models import ForeignAttache, Post
from attaches.services import foreign_notes, posts
from correspondence.models import Correspondence
from correspondence.selectors.drafts import purposes_for
from correspondence.services import drafting, exports, refusals, steps
from correspondence.terms import full_date
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from tests.attaches.foreign_scenes import a_foreigner, as_stands
from tests.attaches.scenes import a_post
from tests.cast import acting
from tests.correspondence.scenes import as_it_stands, day, incoming, received
from tests.publishing.paper import Paper

pytestmark = pytest.mark.django_db


@contextmanager
def refused(words: str) -> Iterator[None]:
    """Somebody is told so beside a field."""
    with pytest.raises(InvalidInput) as refusal:
        yield
    assert words in str(refusal.value.fields)


def offered(reference: str, person: str = "mfa_protocol") -> list[str]:
    with acting(person) as reader:
        return [one.code for one in purposes_for(reference, to=reader)]


def drafted(reference: str, purpose: str, *, person: str = "mfa_protocol", **facts: Any) -> Correspondence:
    with acting(person) as by:
        return as_it_stands(drafting.draft(reference, purpose, by=by, at=now(), **facts))


def georgian(reaches: str = "concurred", **facts: Any) -> ForeignAttache:
    return a_foreigner(reaches, iso="GE", full_name="Örnək Gürcüyev", **facts)


def authorised(*, mission: str = "emb-ge", **facts: Any) -> Post:
    """A post the ministry has authorised and the host has still to consent to."""
    post = a_post("t-office", mission=mission, reaches="planned", consent_required=True, **facts)
    with acting("cmd_desk") as clerk:
        return posts.advance(post, "authorised", by=clerk, on=day(-40), at=now())


def test_each_answer_comes_in_its_turn(db: None):
    assert offered(georgian("consent_requested").reference) == ["consent_refused"]
    assert offered(georgian("concurred").reference) == ["consent_granted", "consent_refused"]
    assert offered(georgian("consent_granted").reference) == ["consent_granted", "persona_non_grata"]
    assert offered(georgian("accreditation_requested").reference) == [
        "accreditation_noted", "persona_non_grata"
    ]  # fmt: skip
    attache = georgian("in_function")
    assert offered(attache.reference) == ["persona_non_grata"]
    with acting("mfa_protocol") as protocol:
        foreign_notes.declare_png(attache, by=protocol, on=day(-1), at=now())
    assert offered(attache.reference) == ["persona_non_grata"]
    assert offered(attache.reference, "attache") == []


def test_our_consent_goes_to_the_embassy_that_asked_in_both_languages(db: None):
    attache = georgian()
    note = drafted(attache.reference, "consent_granted")
    assert note.text.startswith(
        "The Ministry of Foreign Affairs of the Republic of Azerbaijan presents its compliments to the Embassy of "
        "Georgia in the Republic of Azerbaijan and has the honour to state, with reference to the request received on "
        f"{full_date(attache.requested_on, 'en')}, that the competent authorities of the Republic of Azerbaijan "
        "consent to the appointment of Colonel Örnək Gürcüyev as Defence Attaché of Georgia in the Republic of "
        "Azerbaijan."
    )
    assert note.translation.startswith(
        "Azərbaycan Respublikasının Xarici İşlər Nazirliyi Gürcüstanın Azərbaycan Respublikasındakı Səfirliyinə öz "
        f"dərin ehtiramını bildirir və {full_date(attache.requested_on, 'az')} tarixində alınmış müraciətə istinadən, "
        "polkovnik Örnək Gürcüyevin Gürcüstanın Azərbaycan Respublikasındakı müdafiə attaşesi vəzifəsinə təyin "
        "edilməsinə Azərbaycan Respublikasının səlahiyyətli orqanlarının razılıq verdiyini bildirmək şərəfinə malikdir."
    )
    assert (note.about_kind, note.about_reference, note.reply_expected) == (
        "foreignattache", attache.reference, False,
    )  # fmt: skip
    assert (note.sender_institution.code, note.addressee_country.iso2) == ("mfa", "GE")


@pytest.mark.parametrize(
    ("reaches", "purpose", "english", "azerbaijani"),
    [
        ("concurred", "consent_refused", "do not find it possible to consent to the appointment of Colonel",
         "razılıq verməyi mümkün hesab etmədiyini bildirmək şərəfinə malikdir."),
        ("accredited", "accreditation_noted", "have taken note of the accreditation of Colonel Örnək Gürcüyev as",
         "tarixindən etibarən Gürcüstanın Azərbaycan Respublikasındakı müdafiə attaşesi kimi akkreditə olunmasını"),
        ("in_function", "persona_non_grata", "in accordance with Article 9 of the Vienna Convention on Diplomatic",
         "9-cu maddəsinə uyğun olaraq Gürcüstanın Azərbaycan Respublikasındakı müdafiə attaşesi polkovnik"),
    ],
)  # fmt: skip
def test_what_the_other_notes_say(db: None, reaches: str, purpose: str, english: str, azerbaijani: str):
    note = drafted(georgian(reaches).reference, purpose)
    assert english in note.text
    assert azerbaijani in note.translation


def test_who_lives_elsewhere_is_written_about_to_the_foreign_ministry(db: None):
    note = drafted(georgian(seat="TR").reference, "consent_granted", language="az")
    assert "Gürcüstanın Xarici İşlər Nazirliyinə" in note.text
    assert note.addressee_name == "Gürcüstanın Xarici İşlər Nazirliyi"


def paper(note: Correspondence, language: str, form: str) -> str:
    with acting("mfa_protocol") as by:
        data = exports.export(note, by=by, at=now(), language=language, form=form)
    if form == "pdf":
        return " ".join(Paper(data).text.split())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return " ".join(file.read(name).decode() for name in file.namelist() if name.startswith("word/"))


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_on_paper_the_embassy_is_named_in_the_language_of_the_paper(db: None, form: str):
    note = drafted(georgian().reference, "consent_granted")
    assert "Embassy of Georgia in the Republic of Azerbaijan" in paper(note, "en", form)
    assert "Gürcüstanın Azərbaycan Respublikasındakı Səfirliyinə" in paper(note, "az", form)


def test_the_host_is_asked_for_its_consent_to_the_office(db: None):
    post = authorised()
    assert offered(post.reference, "cmd_desk") == ["establishment"]
    note = drafted(post.reference, "establishment", person="cmd_desk")
    assert (
        "has the honour to request the consent of the competent authorities of Georgia to the establishment of the "
        "office of the Defence Attaché of the Republic of Azerbaijan in Georgia."
    ) in note.text
    assert (
        "Azərbaycan Respublikasının Gürcüstandakı müdafiə attaşesi aparatının təsis edilməsinə Gürcüstanın "
        "səlahiyyətli orqanlarının razılığını xahiş etmək şərəfinə malikdir."
    ) in note.translation
    assert (note.sender_mission.code, note.addressee_country.iso2, note.reply_expected) == (
        "emb-ge",
        "GE",
        True,
    )


def test_a_host_that_does_not_answer_is_reminded(db: None):
    post = authorised()
    asked = drafted(post.reference, "establishment", person="cmd_desk")
    assert offered(post.reference, "cmd_desk") == ["establishment"]
    with acting("cmd_desk") as by:
        steps.dispatch(asked, by=by, on=day(0), at=now())
    assert offered(post.reference, "cmd_desk") == ["establishment", "reminder"]
    note = drafted(post.reference, "reminder", person="cmd_desk")
    assert f"to recall its note of {full_date(today(), 'en')} requesting the consent" in note.text
    assert "razılığı barədə cavabın tezliklə verilməsini xahiş etmək" in note.translation
    assert note.reply_expected is False


def test_no_office_is_asked_for_where_nothing_is_to_be_consented_to(db: None):
    planned = a_post("t-planned", reaches="planned", consent_required=True)
    for post in (planned, a_post("t-free")):
        assert offered(post.reference, "cmd_desk") == []
        with pytest.raises(refusals.NothingToDraft):
            drafted(post.reference, "establishment", person="cmd_desk")
    with pytest.raises(NotPermitted):
        drafted(planned.reference, "establishment", person="leadership_reader")


def answered(post: Post, **facts: Any) -> Correspondence:
    facts = {"subject": "Consent to the office", "about_reference": post.reference, **facts}
    return received(-1, **facts)


def named(post: Post, reference: str, **changes: Any) -> Post:
    with acting("cmd_desk") as by:
        return posts.amend(post, by=by, on=today(), consent_note=reference, **changes)


def test_the_consent_to_the_office_names_the_note_that_gave_it(db: None):
    post = authorised()
    note = answered(post, dated_on=day(-4))
    held = named(post, note.reference)
    assert (held.consent_note, held.consent_on) == (note.reference, day(-4))
    with acting("cmd_desk") as by, pytest.raises(InvalidInput):  # the note came later than that
        posts.amend(held, by=by, on=today(), consent_on=day(-5))
    with acting("cmd_desk") as by:
        assert posts.advance(held, "established", by=by, on=day(-1), at=now()).state == "established"
        with refused("enter the day of the consent"):
            posts.amend(held, by=by, on=today(), consent_required=False, consent_on=None)
        freed = posts.amend(held, by=by, on=today(), consent_required=False, consent_on=None, consent_note="")
    assert (freed.consent_note, freed.consent_on) == ("", None)


def test_only_a_note_that_came_in_about_the_post_gave_it(db: None):
    post, other = authorised(), a_post("t-other", mission="emb-ge")
    sent = drafted(post.reference, "establishment", person="cmd_desk")
    elsewhere = answered(other)
    with acting("cmd_desk") as by:
        on_its_way = incoming(by, about_reference=post.reference)
    for wrong in (
        sent.reference,
        elsewhere.reference,
        on_its_way.reference,
        "COR-2026-AAAAA",
        "no reference",
    ):
        with refused("came in about this post"):
            named(post, wrong)
    with refused("later than the day"):
        named(post, answered(post, dated_on=day(-4)).reference, consent_on=day(-10))


def test_the_pages_show_what_was_written_and_the_way_to_more(signed_in: Any, db: None):
    post, attache = authorised(), georgian()
    note = answered(post)
    desk = signed_in("cmd_desk")
    shown = desk.get(f"/admin/attaches/post/{post.pk}/change/").content.decode()
    assert f"/admin/correspondence/correspondence/{note.reference}/change/" in shown
    assert "Note asking for consent to the office" in shown
    assert f'<option value="{note.reference}">' in shown
    drafted(attache.reference, "consent_granted")
    shown = (
        signed_in("mfa_protocol").get(f"/admin/attaches/foreignattache/{attache.pk}/change/").content.decode()
    )
    assert "Consent to the appointment of Colonel Örnək Gürcüyev" in shown
    assert "Our refusal of consent" in shown
    assert as_stands(attache).state == "consent_requested"


def test_the_note_is_named_over_rest(api: Any):
    post = authorised()
    note = answered(post)
    client = api("cmd_desk")
    where = f"/api/v1/posts/{post.reference}/"
    etag = client.get(where)["ETag"]
    answer = client.patch(
        where, {"consent_note": note.reference}, content_type="application/json", headers={"If-Match": etag}
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["consent_note"] == note.reference
