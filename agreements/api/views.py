"""Agreements over REST: each write is one service."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels
from agreements.api import parts, serializers, shapes
from agreements.api.around import AroundApproval, AroundParties, step
from agreements.api.filters import AgreementFilter
from agreements.api.texts import AroundTexts
from agreements.models import Agreement
from agreements.selectors import agreements as read
from agreements.services import agreements, applying, conclusion, correcting, ending, kin
from agreements.services.advance import advance
from agreements.services.past import Told
from directory.models import Country, Organisation
from foundation.clock import now
from foundation.rest.lists import Column
from foundation.rest.views import Amends, Creates, listed


def with_depositary(data: Any) -> dict[str, Any]:
    """The depositary in the column that fits a State or an organisation."""
    found = dict(data)
    if "depositary" in found:
        body = found.pop("depositary")
        found["depositary_country"] = body if isinstance(body, Country) else None
        found["depositary_organisation"] = body if isinstance(body, Organisation) else None
    return found


@listed
class AgreementViewSet(
    AroundParties, AroundTexts, AroundApproval, Creates, Amends, Relabels, ClassifiedViewSet
):
    """The register of agreements."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = serializers.AgreementSerializer
    entry_class = serializers.AgreementEntry
    filterset_class = AgreementFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("title", "said_title", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("level", "level", nullable=False),
        Column("parties", "others", list, nullable=False),
        Column("state", "state", nullable=False),
        Column("signed_on", "signed_on", dt.date),
        Column("eif_on", "eif_on", dt.date),
        Column("ended_on", "ended_on", dt.date),
        Column("registered_on", "registered_on", dt.date),
        Column("last_receipt_day", "last_receipt", dt.date),
        Column("needs_verification", "needs_verification", bool, nullable=False),
    )
    orderings = {"signed_on": "signed_on", "eif_on": "eif_on", "state": "state", "reference": "reference"}

    def rows(self) -> QuerySet:
        rows = read.with_deadline(read.agreements(to=self.subject), to=self.subject)
        rows = read.with_parties(rows, to=self.subject)
        return rows.annotate(said_title=read.shown_title(get_language() or "en"))

    def get_queryset(self) -> QuerySet:
        return read.agreement_pages(to=self.subject)

    @extend_schema(request=serializers.AgreementEntry, responses={201: serializers.AgreementSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter an agreement where it stands."""
        data = with_depositary(self.typed(request))
        told = [Told(one.pop("party"), **one) for one in data.pop("notifications", ())]
        return self.answer(agreements.record(by=self.subject, at=now(), notifications=told, **data), 201)

    def perform_update(self, record: Agreement, data: dict[str, Any], version: int) -> Agreement:
        data = with_depositary(data)
        if "bodies" in data:
            data["parties"] = data.pop("bodies")
        return agreements.amend(record, by=self.subject, at=now(), version=version, **data)

    enter_into_force = step("enter-into-force", shapes.EntryShape, conclusion.enter_into_force, dated=False)
    correct_parties = step(
        "correct-parties", parts.CorrectedPartiesShape, correcting.correct_parties, dated=False
    )
    register = step("register", shapes.RegisterShape, conclusion.register)
    verify = step("verify", shapes.VerifyShape, agreements.verify, dated=False)
    apply_provisionally = step("apply-provisionally", parts.ProvisionalShape, applying.apply_provisionally)
    end_provisional = step("end-provisional", shapes.ReasonedShape, applying.end_provisional)
    submit_registration = step("submit-registration", shapes.AgreementDayShape, applying.submit_registration)
    supersede = step("supersede", shapes.SupersededShape, kin.supersede)
    denounce = step("denounce", shapes.DenounceShape, ending.denounce)
    terminate = step("terminate", shapes.AgreementDayShape, ending.terminate)
    advance = step("advance", shapes.AgreementAdvanceShape, advance)
