"""What cannot be seen is not taken in: two names that look alike are one, and none reads other than it is written."""

import pytest

from directory.models import Institution
from foundation.errors import InvalidInput
from foundation.writes import check_characters

OVERRIDE, MARK, BELL, FILLER, JOINER = "\u202e", "\u200e", "\x07", "\u3164", "\u200d"


@pytest.mark.parametrize("char", [OVERRIDE, MARK, BELL, FILLER, "\u2028"])
def test_a_character_that_cannot_be_seen_is_named_with_its_place(char):
    with pytest.raises(InvalidInput) as refusal:
        check_characters(Institution(name_en=f"Maket{char}ov", name_az="Maketov"))
    (said,) = refusal.value.fields["name_en"]
    assert f"U+{ord(char):04X}" in said
    assert "Maket”" in said
    assert char not in said


@pytest.mark.parametrize(
    "text", ["Nümunəzadə – “ə”, 10 %", "first line\r\n\tsecond", "Ağ\u00a0Kitab", "日本 العربية"]
)
def test_what_people_write_is_taken(text):
    check_characters(Institution(name_en=text, name_az=text))


def test_over_rest_it_is_told_at_its_field(api):
    answer = api("cmd_desk").post(
        "/api/v1/officers/",
        {"full_name": f"Maket{OVERRIDE} Specimen", "rank": "colonel", "service_branch": "staff"},
        content_type="application/json",
    )
    assert answer.status_code == 400, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == ["full_name"]


def test_in_data_entry_it_is_told_beside_what_was_typed(signed_in):
    client = signed_in("cmd_desk")
    address = f"/admin/directory/institution/{Institution.objects.get(code='sbs').pk}/change/"
    form = client.get(address).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value not in (None, False)}
    answer = client.post(address, {**typed, "name_en": f"Border{OVERRIDE} Service"})
    assert answer.status_code == 400
    assert "U+202E" in str(answer.context["adminform"].form.errors["name_en"])
