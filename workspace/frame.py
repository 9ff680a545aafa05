"""What the workspace puts into every page's header."""

from typing import Any

from django.http import HttpRequest

from workspace.navigation import navigation
from workspace.selectors.desk import waiting_count


def workspace_frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation by job and the number of what waits in the inbox."""
    return {"navigation": navigation(request), "inbox_count": waiting_count(to=request.subject)}  # type: ignore[attr-defined]
