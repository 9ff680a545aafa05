"""OpenAPI of the kit: list parameters, row shapes, problem documents, If-Match."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

RELEASE = "Code of a State or organisation: the answer is made of what may be given to it, and nothing else."


class ParleySchema(AutoSchema):
    """Adds what every operation of the kit has."""

    def get_override_parameters(self) -> list[Any]:
        view: Any = self.view
        method = self.method
        extra: list[Any] = []
        if getattr(view, "action", "") == "list" and hasattr(view, "columns"):
            extra += [
                OpenApiParameter("cursor", str, description="Opaque place in the list."),
                OpenApiParameter("page_size", int, description="1 to 500, default 50."),
                OpenApiParameter(
                    "ordering", str, enum=[s + n for n in sorted(view.orderings) for s in ("", "-")]
                ),
            ]
            if getattr(view, "searchable", False):
                extra.append(
                    OpenApiParameter("search", str, description="Words, with or without diacritics.")
                )
            extra += [OpenApiParameter(name, str) for name in view.filter_names()]
        if method == "GET" and getattr(view, "for_release", False):
            extra.append(OpenApiParameter("release_to", str, description=RELEASE))
        if method in {"PUT", "PATCH", "DELETE"} or getattr(view, "needs_if_match", lambda: False)():
            extra.append(OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True))
        return extra

    def get_response_serializers(self) -> Any:
        """A verb that may wait for a second person answers 202 instead of 200."""
        shape = super().get_response_serializers()
        waits = getattr(self.view, "may_wait", lambda: False)()
        return {200: shape, 202: shape} if waits else shape

    def get_operation_id(self) -> str:
        return super().get_operation_id().removeprefix("api_")
