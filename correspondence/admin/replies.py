"""The way from a note that waits to its reply: a form that knows between whom, about what and how it is marked."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from access.context import Subject
from correspondence.lifecycle import CorrespondenceDirection
from correspondence.models import Correspondence
from correspondence.models.rules import BODIES
from correspondence.selectors.correspondence import register
from foundation.admin_forms import LONGEST_KEY
from foundation.permissions import may

_D = CorrespondenceDirection


def way_to_reply(note: Correspondence, *, to: Subject) -> SafeString | str:
    """A link to recording theirs or writing ours, for an office that keeps the note."""
    if not (note.is_outstanding and note.kept_by(to.mission_id) and may(to, "correspondence.record")):
        return ""
    words = _("Record their reply") if note.is_outgoing else _("Write our reply")
    where = reverse("admin:correspondence_correspondence_add")
    return format_html('<div><a href="{}?in_reply_to={}">{}</a></div>', where, note.pk, words)


def reply_to(key: str, *, to: Subject) -> dict[str, Any]:
    """What is known of a reply before it is typed; nothing where the reader may not see what it answers."""
    if not key.isdecimal() or len(key) > LONGEST_KEY:
        return {}
    note = register(to=to).filter(pk=key).select_related("label").first()
    if note is None:
        return {}
    parties = {
        f"{side}_{what}": getattr(note, f"{other}_{what}")
        for side, other in (("sender", "addressee"), ("addressee", "sender"))
        for what in ("name", *(f"{body}_id" for body in BODIES))
    }
    return {
        "kind": note.kind,
        "direction": _D.INCOMING if note.is_outgoing else _D.OUTGOING,
        "language": note.language,
        "about_reference": note.about_reference,
        "classification": note.label.level_code,
        "caveats": note.label.caveats,
        **{name.removesuffix("_id"): value for name, value in parties.items() if value},
    }
