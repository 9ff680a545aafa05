"""What several floors' pages say about guidance: the warning while it is missing, and whom to speak to."""

from typing import Any

from django import template
from django.template.context import RequestContext

from foundation.clock import today
from missions.selectors.guidance import contacts, missing_guidance

register = template.Library()


@register.inclusion_tag("missions/parts/guidance_missing.html", takes_context=True)
def guidance_missing(context: RequestContext) -> dict[str, Any]:
    """A warning while one of the documents above the ministries is not in effect; nothing once all are."""
    subject = _subject(context)
    return {"missing": missing_guidance(to=subject, on=today()) if subject else []}


@register.inclusion_tag("missions/parts/contacts.html", takes_context=True)
def coordination_contacts(context: RequestContext) -> dict[str, Any]:
    """Contact points of the joint agreement in effect, with the people who hold the offices today."""
    subject = _subject(context)
    return {"contacts": contacts(to=subject, on=today()) if subject else []}


def _subject(context: RequestContext) -> Any:
    return getattr(context.get("request"), "subject", None)
