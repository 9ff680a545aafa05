"""A note about a record is drafted in both languages, in diplomatic form, and tells nobody more than he may read."""

import pytest

from attaches.services import officers
from correspondence.models import Correspondence
from correspondence.services import drafting, refusals, register, steps
from correspondence.terms import full_date
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted
from tests.attaches.scenes import a_post, a_posting, an_officer, day, principal
from tests.cast import acting
from tests.correspondence.scenes import seen

pytestmark = pytest.mark.django_db


def ready(reaches: str = "mfa_coordinated", *, mission: str = "emb-ge", **details: object) -> object:
    """A posting to Georgia, and the reference of its principal accreditation."""
    post = a_post(mission=mission)
    posting = a_posting(reaches, post=post, officer=an_officer("Örnək Sınaqov"), **details)
    with acting("cmd_desk"):
        return posting, principal(posting).reference


def test_the_note_asking_for_consent_holds_the_diplomatic_form_in_english(db: None):
    _posting, about = ready(first=90)
    with acting("cmd_desk") as clerk:
        note = drafting.draft(about, "consent", by=clerk, at=now())
    paragraphs = note.text.split("\n\n")
    assert paragraphs[0].startswith(
        "The Embassy of the Republic of Azerbaijan in Georgia presents its compliments to the Ministry of Foreign "
        "Affairs of Georgia and has the honour to request, in accordance with Article 7 of the Vienna Convention on "
        "Diplomatic Relations, the consent of the competent authorities of Georgia to the appointment of Colonel Örnək "
        "Sınaqov as Defence Attaché of the Republic of Azerbaijan in Georgia."
    )
    assert paragraphs[-1] == (
        "The Embassy of the Republic of Azerbaijan in Georgia avails itself of this opportunity to renew to the "
        "Ministry of Foreign Affairs of Georgia the assurances of its highest consideration."
    )
    assert (note.kind, note.direction, note.state, note.number) == ("note_verbale", "outgoing", "draft", "")
    assert (note.about_kind, note.about_reference, note.purpose) == ("accreditation", about, "consent")
    assert note.reply_expected
    assert note.label.compartments == []


def test_the_same_note_in_azerbaijani(db: None):
    _posting, about = ready(first=90)
    with acting("cmd_desk") as clerk:
        note = drafting.draft(about, "consent", by=clerk, at=now(), language="az")
    assert note.text.startswith(
        "Azərbaycan Respublikasının Gürcüstandakı Səfirliyi Gürcüstanın Xarici İşlər Nazirliyinə öz dərin ehtiramını "
        "bildirir və Diplomatik əlaqələr haqqında Vyana Konvensiyasının 7-ci maddəsinə uyğun olaraq polkovnik Örnək "
        "Sınaqovun Azərbaycan Respublikasının Gürcüstandakı müdafiə attaşesi vəzifəsinə təyin edilməsinə Gürcüstanın "
        "səlahiyyətli orqanlarının razılığını xahiş etmək şərəfinə malikdir."
    )
    assert note.text.endswith("öz dərin ehtiramını bir daha bildirir.")
    assert note.translation.startswith("The Embassy of the Republic of Azerbaijan in Georgia")
    assert note.subject == "polkovnik Örnək Sınaqovun təyinatına razılıq haqqında"


@pytest.mark.parametrize(
    ("reaches", "purpose", "words"),
    [
        ("consent_granted", "accreditation", "be accredited as Defence Attaché"),
        ("in_post", "arrival", "to notify, in accordance with Article 10"),
        ("handover", "departure", "in accordance with Articles 10 and 43"),
    ],
)
def test_every_purpose_comes_in_its_turn(db: None, reaches: str, purpose: str, words: str):
    _posting, about = ready(reaches, first=-400, end=-5)
    with acting("mfa_protocol") as protocol:
        note = drafting.draft(about, purpose, by=protocol, at=now())
        assert words in note.text
        with pytest.raises(refusals.NothingToDraft):
            drafting.draft(about, "consent", by=protocol, at=now())


@pytest.mark.parametrize(
    ("reaches", "waits", "english", "azerbaijani"),
    [
        (
            "consent_requested", "consent_note_on",
            "requesting the consent of the competent authorities of Georgia to the appointment of Colonel Örnək",
            "təyin edilməsinə Gürcüstanın səlahiyyətli orqanlarının razılığı barədə cavabın tezliklə verilməsini",
        ),
        (
            "accreditation_requested", "accreditation_note_on",
            "requesting the accreditation of Colonel Örnək Sınaqov as Defence Attaché",
            "kimi akkreditə olunması barədə cavabın tezliklə verilməsini xahiş etmək şərəfinə malikdir.",
        ),
    ],
)  # fmt: skip
def test_a_host_that_does_not_answer_is_reminded_of_the_note_that_waits(
    db: None, reaches: str, waits: str, english: str, azerbaijani: str
):
    posting, about = ready(reaches, first=90)
    with acting("mfa_protocol") as protocol:
        note = drafting.draft(about, "reminder", by=protocol, at=now())
        asked_on = getattr(principal(posting), waits)
    assert f"has the honour to recall its note of {full_date(asked_on, 'en')} {english}" in note.text
    assert f"{full_date(asked_on, 'az')} tarixli notasına istinadən" in note.translation
    assert azerbaijani in note.translation
    assert not note.reply_expected  # what it reminds of waits already


@pytest.mark.parametrize("reaches", ["mfa_coordinated", "consent_granted", "accredited"])
def test_nobody_is_reminded_where_nothing_waits(db: None, reaches: str):
    _posting, about = ready(reaches, first=90)
    with acting("mfa_protocol") as protocol, pytest.raises(refusals.NothingToDraft):
        drafting.draft(about, "reminder", by=protocol, at=now())


def test_a_posting_s_own_notes_go_to_where_it_is_accredited(db: None):
    posting, _about = ready("in_post")
    with acting("cmd_desk") as clerk:
        note = drafting.draft(posting.reference, "arrival", by=clerk, at=now())
        assert (note.addressee_country.iso2, note.about_kind) == ("GE", "posting")
        assert not note.reply_expected


def personal(posting: object) -> None:
    with acting("mod_personnel") as personnel:
        officers.record_particulars(
            posting.officer,
            by=personnel,
            passport_no="DEMO0007",
            born_on=day(-15000),
            biography="A specimen.",
        )


def test_who_may_not_read_personal_data_drafts_without_them(db: None):
    posting, about = ready(first=90)
    personal(posting)
    with acting("cmd_desk") as clerk:
        note = drafting.draft(about, "consent", by=clerk, at=now())
    assert "DEMO0007" not in note.text + note.translation
    assert seen(note, "mfa_desk") is not None


def test_a_draft_with_personal_data_is_marked_like_them(db: None):
    posting, about = ready(first=90)
    personal(posting)
    with acting("mfa_protocol") as protocol:
        note = drafting.draft(about, "consent", by=protocol, at=now())
        assert "DEMO0007" in note.text
        assert "DEMO0007" in note.translation
        assert note.label.compartments == ["personal"]
        without = drafting.draft(about, "consent", by=protocol, at=now(), particulars=False)
        assert "DEMO0007" not in without.text
        assert without.label.compartments == []
    assert seen(note, "cmd_desk") is None
    assert seen(without, "cmd_desk") is not None


def test_the_text_is_edited_and_then_leaves(db: None):
    _posting, about = ready(first=90)
    with acting("cmd_desk") as clerk:
        note = drafting.draft(about, "consent", by=clerk, at=now())
        note = register.amend(
            note, by=clerk, text=note.text.replace("Colonel", "Lieutenant Colonel"), place="Tbilisi"
        )
        steps.dispatch(note, by=clerk, on=day(0), at=now())
    with acting("cmd_desk"):
        assert principal(_posting).state == "planned"  # its button moves it, nothing else


def test_bad_input_is_told(db: None):
    _posting, about = ready(first=90)
    with acting("cmd_desk") as clerk:
        for reference in ("ACC-2026-AAAAA", "nonsense", "", "\x00"):
            with pytest.raises(refusals.NothingKnownByThisReference):
                drafting.draft(reference, "consent", by=clerk, at=now())
        with pytest.raises(refusals.NothingToDraft):
            drafting.draft(about, "emperor", by=clerk, at=now())
        with pytest.raises(InvalidInput):
            drafting.draft(about, "consent", by=clerk, at=now(), language="xx")
    with acting("leadership_reader") as reader, pytest.raises(NotPermitted):
        drafting.draft(about, "consent", by=reader, at=now())


def test_an_organisation_is_not_held_to_the_convention(db: None):
    _posting, about = ready(
        mission="nmr-osce", first=90,
        accreditations=[{"role": "principal", "organisation": _osce(), "consent_waived": True, "waiver_basis": "x"}],
    )  # fmt: skip
    with acting("cmd_desk") as clerk:
        note: Correspondence = drafting.draft(about, "accreditation", by=clerk, at=now())
    assert "Vienna" not in note.text
    assert note.text.startswith("The Military Representation of the Republic of Azerbaijan to")


def _osce() -> object:
    from directory.models import Organisation

    return Organisation.objects.get(code="OSCE")
