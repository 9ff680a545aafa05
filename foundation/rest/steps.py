"""Verbs of a record over REST: POST {reference}/{verb}/ with If-Match, one service each."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from foundation.clock import now, today
from foundation.rest.parsers import StrictJSONParser
from foundation.rest.preconditions import expected_version

FORMS = [MultiPartParser, StrictJSONParser]


def step(
    name: str, shape: type[Serializer], call: Callable[..., Any], *, answers: Any, dated: bool = True,
    file: str = "", read: Callable[..., Any] | None = None,
) -> Any:  # fmt: skip
    """A verb that answers with the record. `dated`: today where no day is given.

    `file`: the field that may carry a file, sent as a form; `read(upload, field)` gives its name and bytes.
    """

    def run(self: Any, request: Request, **kwargs: Any) -> Response:
        version = expected_version(request)
        record = self.get_object()
        given = shape(data=request.data)
        given.is_valid(raise_exception=True)
        facts = {**({"on": today()} if dated else {}), **given.validated_data}
        if read is not None and file in facts:
            facts[file] = read(facts[file], file)
        done = call(record, by=self.subject, at=now(), version=version, **facts)
        answer: Response = self.answer(done if isinstance(done, type(record)) else record)
        return answer

    run.__name__ = name.replace("-", "_")
    run.__doc__ = (call.__doc__ or "").strip().splitlines()[0]
    forms: dict[str, Any] = {"parser_classes": FORMS} if file else {}
    taken: Any = {"application/json": shape, "multipart/form-data": shape} if file else shape
    verb = action(detail=True, methods=["post"], url_path=name, **forms)(run)
    return extend_schema(request=taken, responses=answers)(verb)
