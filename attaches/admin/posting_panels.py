"""What a posting's page computes: rotation, consent, what comes next, remarks, steps."""

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attaches.admin.next_steps import next_step
from attaches.admin.notes import not_moved_words, notes_shown, way_to_draft
from attaches.admin.panels import countdown, door, lines, once, reader, span, steps_taken, unbroken
from attaches.admin.wording import call_words, consent_words, item_words, taken_over_words
from attaches.lifecycle import INCUMBENT, OVER, PostingState
from attaches.models import Accreditation, Posting
from attaches.selectors.handovers import calls, items
from attaches.selectors.postings import presences, principal_of, remarks, rotation
from attaches.selectors.requirements import check_words, checks_of
from attaches.selectors.submissions import cases_about
from attaches.terms import SubmissionKind
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import NOTHING


def principal(posting: Posting) -> Accreditation | None:
    """The accreditation the posting stands on."""
    found: Accreditation | None = once(posting, "principal", lambda: principal_of(posting, to=reader()))
    return found


def _state_words(case: Any) -> Any:
    """Where a case stands; a ratification refused says so."""
    return _("Not ratified") if case.is_not_ratified else case.get_state_display()


class PostingPanels:
    """Display methods of the posting's admin class."""

    @admin.display(description=_("officer"), ordering="officer__full_name")
    def who(self, posting: Posting) -> str:
        """Rank and name."""
        return str(posting.officer)

    @admin.display(description=_("post"), ordering="post__code")
    def post_code(self, posting: Posting) -> str:
        """Which post."""
        return posting.post.code

    @admin.display(description=_("place"))
    def place(self, posting: Posting) -> str:
        """Title and mission."""
        return posting.post.label_words

    @admin.display(description=_("rotation"), ordering="planned__endswith")
    def rotation(self, posting: Posting) -> SafeString | str:
        """The countdown."""
        if posting.state in OVER:
            return NOTHING
        return unbroken(countdown(posting.planned.upper, today()))

    @admin.display(description=_("consent of the host"))
    def consent(self, posting: Posting) -> str:
        """What the principal accreditation says."""
        return consent_words(principal(posting), today())

    @admin.display(description=_("next"))
    def next_step(self, posting: Posting) -> SafeString | str:
        """What is to be done now, and the way there."""
        return next_step(posting, principal(posting), rotation(posting, to=reader(), on=today()))

    @admin.display(description=_("further States"))
    def further(self, posting: Posting) -> SafeString | str:
        """The way to one more accreditation (VCDR art. 5)."""
        if not may(reader(), "accreditations.plan") or posting.state in OVER:
            return NOTHING
        return _adding("accreditation", posting, _("Add a side accreditation"))

    @admin.display(description=pgettext_lazy("posting", "planned"))
    def plan(self, posting: Posting) -> str:
        """The plan, for those who only read."""
        return span(posting.planned)

    @admin.display(description=_("in function"))
    def in_function(self, posting: Posting) -> str:
        """Functions assumed to functions ended (VCDR art. 43)."""
        return span(posting.incumbency)

    @admin.display(description=_("present"))
    def present(self, posting: Posting) -> str:
        """Arrival to final departure (arts 10, 39), with the days before relations were suspended."""
        return " · ".join(span(days) for days in presences(posting, to=reader())) or NOTHING

    @admin.display(description=_("requirements of the post"))
    def requirements(self, posting: Posting) -> SafeString | str:
        """What the post asks for and whether the officer brings it; waivers are a decision of their own."""
        found = checks_of(posting, to=reader())
        read = lines(check_words(check) for check in found)
        missing = any(check.in_the_way for check in found)
        if missing and may(reader(), "postings.waive") and posting.state not in OVER:
            return format_html("{}{}", read, _adding("waiver", posting, _("Waive a requirement")))
        return read

    @admin.display(description=_("approval"))
    def approval(self, posting: Posting) -> SafeString | str:
        """Cases about this posting, the latest first."""
        cases = (
            format_html(
                '<a href="{}">{}</a> · {} · {}', reverse("approvals:case", args=[case.reference]), case.reference,
                SubmissionKind(case.kind).label, _state_words(case),
            ) for case in cases_about(posting, to=reader())
        )  # fmt: skip
        return lines([*cases, *taken_over_words(posting.taken_over_on)])

    @admin.display(description=_("handover"))
    def checklist(self, posting: Posting) -> SafeString | str:
        """The lines of the checklist, each with its state in words."""
        rows = list(items(posting, to=reader()))
        read = lines(door("handoveritem", row, item_words(row)) for row in rows)
        if not may(reader(), "handovers.add") or posting.state not in INCUMBENT:
            return read
        return format_html("{}{}", read, _adding("handoveritem", posting, _("Add an item")))

    @admin.display(description=_("calls"))
    def visits(self, posting: Posting) -> SafeString | str:
        """Calls planned and held."""
        read = lines(door("call", row, call_words(row, today())) for row in calls(posting, to=reader()))
        if not may(reader(), "calls.plan") or posting.state in OVER:
            return read
        return format_html("{}{}", read, _adding("call", posting, _("Plan a call")))

    @admin.display(description=_("remarks"))
    def notes(self, posting: Posting) -> SafeString | str:
        """Sensitive remarks, each with its marking; of others there is no sign."""
        read = lines(f"{row.label.marking}: {row.text}" for row in remarks(posting, to=reader()))
        if not may(reader(), "postings.remark"):
            return read
        return format_html("{}{}", read, _adding("postingremark", posting, _("Add a remark")))

    @admin.display(description=_("notes about it"))
    def correspondence(self, posting: Posting) -> SafeString | str:
        """About the posting and each of its accreditations."""
        return notes_shown(posting)

    @admin.display(description=_("a further note"))
    def drafting(self, posting: Posting) -> SafeString | str:
        """The two notes and the notices of who comes and goes, all of the principal accreditation."""
        paper = principal(posting)
        if paper is None:
            return way_to_draft(posting.reference) or NOTHING
        return way_to_draft(paper.reference, moved_by=not_moved_words(posting)) or NOTHING

    @admin.display(description=_("steps taken"))
    def taken(self, posting: Posting) -> SafeString | str:
        """The lifecycle so far."""
        return steps_taken(posting.steps.select_related("by").order_by("id"), PostingState.choices)


def _adding(kind: str, posting: Posting, words: Any) -> SafeString:
    """A link to a new record of this posting."""
    address = f"{reverse(f'admin:attaches_{kind}_add')}?posting={posting.pk}"
    return format_html('<div><a href="{}">{}</a></div>', address, words)
