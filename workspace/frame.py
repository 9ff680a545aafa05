"""What the workspace puts into every page's header."""

from typing import Any

from django.http import HttpRequest

from reminders.selectors.inbox import waiting_count
from workspace.navigation import navigation


def workspace_frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation by job and the number of open notices."""
    return {"navigation": navigation(request), "inbox_count": waiting_count(to=request.subject)}  # type: ignore[attr-defined]
