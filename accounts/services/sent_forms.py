"""A form sent again (a second click, the back button, a page loaded anew) leads where it led the first time."""

import datetime as dt

from accounts.models import SentForm, User

KEPT = dt.timedelta(days=2)


def claim(user: User, digest: str, *, at: dt.datetime) -> tuple[SentForm, bool]:
    """The row of this form and whether it is sent for the first time; waits for one that is being sent right now."""
    SentForm.objects.filter(user=user, sent_at__lt=at - KEPT).delete()
    mine = SentForm(user=user, digest=digest, sent_at=at)
    SentForm.objects.bulk_create([mine], ignore_conflicts=True)
    held = SentForm.objects.select_for_update().get(user=user, digest=digest)
    return held, held.sent_at == at


def settle(sent: SentForm, led_to: str) -> None:
    """Remember where it led; what led nowhere made nothing and may be sent again."""
    if led_to:
        SentForm.objects.filter(pk=sent.pk).update(led_to=led_to)
    else:
        SentForm.objects.filter(pk=sent.pk).delete()
