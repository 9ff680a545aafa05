"""What changed since I last agreed: place by place, word by word, in people's words."""

from dataclasses import replace

import pytest

from approvals.registry import Wording
from approvals.selectors.changes import Piece, between, differences, since_last_agreed, word_changes
from approvals.selectors.contents import parts
from tests.approvals.stage import FIRST, SECOND, Proposals, agree, answer, hash_of
from tests.cast import acting

RETURN = {"reason_code": "wording", "comment": "Say which forces."}


def read(pieces: tuple[Piece, ...]) -> str:
    marks = {"same": "{}", "added": "[+{}]", "removed": "[-{}]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


def test_words_are_compared_not_letters():
    assert read(
        word_changes("keeps contact with land forces", "keeps contact with land and naval forces")
    ) == ("keeps contact with land [+and naval ]forces")


def test_a_long_text_in_between_is_shortened_and_what_changed_is_not():
    middle = "one two three four five six seven eight nine ten " * 20
    shown = read(word_changes(f"first {middle}last", f"second {middle}final"))
    assert shown.startswith("[-first][+second] one two")
    assert shown.endswith("[-last][+final]")
    assert " … " in shown
    assert len(shown) < 300


def test_a_blank_between_two_changes_belongs_to_them():
    assert read(word_changes("big red ship", "small blue ship")) == "[-big red][+small blue] ship"


def test_azerbaijani_letters_are_letters_of_words():
    assert read(word_changes("üç gəmi", "üç böyük gəmi")) == "üç [+böyük ]gəmi"


@pytest.mark.parametrize(
    ("before", "after", "shown"), [("", "new", "[+new]"), ("old", "", "[-old]"), ("same", "same", "same")]
)
def test_added_and_removed_texts_are_shown_whole(before: str, after: str, shown: str):
    assert read(word_changes(before, after)) == shown


def test_rows_are_recognised_by_their_code_wherever_they_stand(proposals: Proposals):
    found = {
        (d.part, d.row, d.column): (d.kind, read(d.pieces))
        for d in differences(FIRST, SECOND, proposals.wording)
    }
    assert found == {
        ("Summary", "", ""): (
            "changed",
            "The attaché keeps contact with the land [+and naval ]forces and reports [-twice a year][+every month].",
        ),
        ("Objectives", "O1", "Target"): ("changed", "[-one][+two] a year"),
        ("Objectives", "O3", ""): ("added", "[+Text: Ship visit\nTarget: one\nDue on: 1 Sep 2027]"),
        ("Objectives", "O2", ""): (
            "removed",
            "[-Text: Language courses\nTarget: ten officers\nDue on: 31 Dec 2027]",
        ),
    }


def test_rows_that_only_changed_places_are_no_difference(proposals: Proposals):
    turned = {**FIRST, "objectives": list(reversed(FIRST["objectives"]))}
    assert differences(FIRST, turned, proposals.wording) == ()


def test_hidden_keys_are_not_shown_and_unknown_ones_are(proposals: Proposals):
    more = {**FIRST, "schema": "2", "place_of_work": "Ankara"}
    (found,) = differences(FIRST, more, proposals.wording)
    assert (found.part, read(found.pieces)) == ("Place of work", "[+Ankara]")


def test_a_content_is_read_as_particulars_texts_and_tables(proposals: Proposals):
    shown = parts(
        {**FIRST, "summary": FIRST["summary"] * 3, "checked": True, "note": None}, proposals.wording
    )
    assert shown[0].facts == (
        ("Title", "Paper for Türkiye"), ("Label", "Official use"), ("Checked", "Yes"), ("Note", "–"),
    )  # fmt: skip
    assert [(part.key, part.label) for part in shown[1:]] == [
        ("summary", "Summary"),
        ("objectives", "Objectives"),
    ]
    assert shown[2].columns == ("Code", "Text", "Target", "Due on")
    assert [cell for _column, cell in shown[2].rows[0]] == [
        "O1",
        "Joint exercise",
        "one a year",
        "30 Jun 2027",
    ]


def test_a_text_keeps_its_own_heading_however_short(proposals: Proposals):
    wording = replace(proposals.wording, texts=frozenset({"summary"}))
    assert [part.key for part in parts({**FIRST, "summary": "Short."}, wording)] == [
        "facts",
        "summary",
        "objectives",
    ]


def test_a_list_inside_a_fact_and_a_nested_one_stay_readable():
    (facts,) = parts({"period": {"from": "2027-01-01", "to": None}, "areas": ["land", "sea"]}, Wording())
    assert facts.facts == (("Period", "From: 1 Jan 2027"), ("Areas", "land, sea"))


def test_my_last_answer_is_what_the_next_round_is_compared_with(proposals: Proposals):
    first = proposals.submit()
    agree(first, until="mfa_desk")
    answer("mfa_desk", first, "return", **RETURN)
    second = proposals.submit(SECOND, version=2)
    with acting("cmd_head") as subject:
        mine = since_last_agreed(second, to=subject)
        assert (mine.since.version_no, mine.since.mine, mine.since.verdict) == (1, True, "Concurred")
        assert len(mine.differences) == 4
    with acting("mfa_desk_2") as subject:
        ours = since_last_agreed(second, to=subject)
        assert (ours.since.mine, ours.since.by, ours.since.verdict) == (False, "Dr Test Nümunəli", "Returned")


def test_who_never_answered_sees_it_for_the_first_time(proposals: Proposals):
    first = proposals.submit()
    answer("attache", first, "return", **RETURN)
    second = proposals.submit(SECOND, version=2)
    with acting("mfa_milpol") as subject:
        assert since_last_agreed(second, to=subject) is None


def test_a_version_one_may_not_see_any_more_is_not_compared(proposals: Proposals):
    first = proposals.submit()
    answer("attache", first, "return", **RETURN)
    second = proposals.submit(SECOND, version=2)
    del proposals.kept["PRP-2026-AAAAA", 1]
    with acting("attache") as subject:
        assert between(second, 1, 2, to=subject) is None
        assert since_last_agreed(second, to=subject) is None


def test_the_hash_of_the_stage_tells_contents_apart():
    assert hash_of(FIRST) != hash_of(SECOND)
