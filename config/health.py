"""Is it alive, is it ready: JSON without detail for the anonymous."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers under the application role."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "unready"}, status=503)
    return JsonResponse({"status": "ready"})


ADDRESSES: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/health/live": live, "/health/ready": ready}


class HealthFirst:
    """Answers before session and subject ask the database: while it is down, who is asked says so and does not fail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = ADDRESSES.get(request.path_info, self.get_response)
        return view(request)
