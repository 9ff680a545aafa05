"""What a post's page computes: who holds it, who held it, who stands in, who could be sent."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from attaches.admin.next_steps import successor_way
from attaches.admin.notes import notes_shown, way_to_draft
from attaches.admin.panels import countdown, door, lines, reader, span, steps_taken, unbroken
from attaches.admin.wording import candidate_words
from attaches.lifecycle import FORTHCOMING, INCUMBENT, PostState
from attaches.models import Post, Posting
from attaches.selectors.handovers import acting_at
from attaches.selectors.posts import tenures
from attaches.selectors.requirements import candidates
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import NOTHING

_S = PostState
SUITED = 8  # as many as one looks at


class PostPanels:
    """Display methods of the post's admin class."""

    @admin.display(description=_("mission"), ordering="mission__code")
    def place(self, post: Post) -> str:
        """The mission the post is in."""
        return post.mission.name

    @admin.display(description=_("held by"))
    def incumbent(self, post: Post) -> str:
        """Who holds the post today."""
        name = getattr(post, "incumbent_name", None)
        if name:
            return str(name)
        return str(_("vacant")) if post.state == _S.ESTABLISHED else NOTHING

    @admin.display(description=_("rotation"))
    def rotation(self, post: Post) -> SafeString | str:
        """When the holder is planned to leave."""
        until = getattr(post, "incumbent_until", None)
        return unbroken(countdown(until, today())) if until else NOTHING

    @admin.display(description=_("tenures"))
    def history(self, post: Post) -> SafeString | str:
        """Everybody who held, holds or shall hold it."""
        if post.pk is None:
            return NOTHING
        rows = list(tenures(post, to=reader()))
        read = lines(
            door(
                "posting",
                row,
                f"{row.officer} · {row.get_state_display()} · {span(row.incumbency or row.planned)}",
            )
            for row in rows
        )
        return format_html("{}{}", read, _choosing(post, rows))

    @admin.display(description=_("standing in"))
    def acting(self, post: Post) -> SafeString | str:
        """Who stood, stands or shall stand in."""
        if post.pk is None:
            return NOTHING
        read = lines(
            door("actingtenure", row, f"{row.posting.officer} · {span(row.period)}")
            for row in acting_at(post, to=reader())
        )
        if not may(reader(), "posts.assign_acting") or post.state != _S.ESTABLISHED:
            return read
        address = f"{reverse('admin:attaches_actingtenure_add')}?post={post.pk}"
        return format_html('{}<div><a href="{}">{}</a></div>', read, address, _("Somebody stands in"))

    @admin.display(description=_("who could be sent"))
    def suited(self, post: Post) -> SafeString | str:
        """The officers for whom most speaks, with what is missing."""
        if post.pk is None or not may(reader(), "postings.propose"):
            return NOTHING
        found = candidates(post, to=reader(), on=today(), limit=SUITED)
        return lines(door("officer", one.officer, candidate_words(one)) for one in found)

    @admin.display(description=_("notes about it"))
    def correspondence(self, post: Post) -> SafeString | str:
        """What has left, came in, or is being drafted."""
        return notes_shown(post) if post.pk else NOTHING

    @admin.display(description=_("a further note"))
    def drafting(self, post: Post) -> SafeString | str:
        """The way to ask the host for its consent to the office, and what dispatching that does not do."""
        by_hand = _("Dispatching a note does not move the post: enter the host's consent once it is there.")
        return (way_to_draft(post.reference, moved_by=str(by_hand)) if post.pk else "") or NOTHING

    @admin.display(description=_("steps taken"))
    def taken(self, post: Post) -> SafeString | str:
        """The lifecycle so far."""
        return steps_taken(post.steps.select_related("by").order_by("id"), _S.choices) if post.pk else NOTHING


def _choosing(post: Post, rows: list[Posting]) -> SafeString | str:
    """The way to somebody who follows, as long as nobody is on the way."""
    if post.state != _S.ESTABLISHED or any(row.state in FORTHCOMING for row in rows):
        return ""
    holder = next((row for row in rows if row.state in INCUMBENT), None)
    way = successor_way(post=post.pk, predecessor=holder.pk if holder else None)
    words = _("Choose a successor") if holder else _("Choose an officer")
    return format_html('<div><a href="{}">{}</a></div>', way, words) if way else ""
