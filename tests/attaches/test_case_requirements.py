"""Who confirms language and clearance reads on the case page what is on record today, or was waived."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from attaches.services import qualifications, selection, submissions
from foundation.clock import now, today
from foundation.wording import written_date
from tests.attaches.scenes import a_post, a_posting, day
from tests.cast import acting

SignedIn = Callable[[str], Client]
ASKED = {"training_required": True, "clearance_required": True}


def case_page(client: Client, reference: str) -> str:
    return client.get(reverse("approvals:case", args=[reference])).content.decode()


def test_each_requirement_stands_there_with_what_is_held_and_what_was_waived(db: None, signed_in: SignedIn):
    posting = a_posting("proposed", post=a_post(**ASKED), first=200, end=900)
    with acting("mod_personnel") as personnel:
        qualifications.record_clearance(
            posting.officer, by=personnel, granted_on=day(-9), valid_until=day(999)
        )
    with acting("imcd_head") as head:
        selection.waive(
            posting, by=head, requirement="training", reason="trained abroad", on=today(), at=now()
        )
    with acting("cmd_desk") as clerk:
        case = submissions.submit(posting, by=clerk, on=today(), at=now())
    shown = case_page(signed_in("mod_personnel"), case.reference)
    assert "Requirements of the post today" in shown
    assert f"Security clearance: valid at the start · held: until {written_date(day(999))} · met" in shown
    assert "Attaché course · not met, waived: trained abroad" in shown


def test_a_post_that_asks_for_nothing_says_so(db: None, signed_in: SignedIn):
    posting = a_posting("proposed", first=200, end=900)
    with acting("cmd_desk") as clerk:
        case = submissions.submit(posting, by=clerk, on=today(), at=now())
    assert "The post asks for none." in case_page(signed_in("mod_personnel"), case.reference)
