"""With how many States is there a legal basis? Derived, and reconciled with the number stated (domain.md A4.22, C8)."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from agreements.lifecycle import AgreementKind
from agreements.selectors.legal_basis import CARRYING_OUT, LegalBasis, legal_basis
from directory.models.country import Region
from publishing.pictures import Bar, Picture, bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

K = AgreementKind
SHOWN: dict[str, tuple[Any, Callable[[LegalBasis], bool]]] = {
    "without_security": (
        gettext_lazy("without an agreement on classified information"), lambda row: not row.has(K.GSOMIA)
    ),
    "without_sofa": (gettext_lazy("without a status of forces agreement"), lambda row: not row.has(K.SOFA)),
    "only_multilateral": (
        gettext_lazy("by multilateral instruments alone"), lambda row: all(i.multilateral for i in row.instruments)
    ),
    "provisionally": (
        gettext_lazy("by instruments applied provisionally alone"),
        lambda row: all(i.provisional for i in row.instruments),
    ),
    "in_doubt": (
        gettext_lazy("by instruments in doubt alone"), lambda row: all(i.needs_verification for i in row.instruments)
    ),
}  # fmt: skip
DOUBT = "term_in_doubt"
ALONE = "not_binding_alone"
BESIDE = "beside"
CHOICES: dict[str, Any] = {
    **{name: words for name, (words, _test) in SHOWN.items()},
    BESIDE: gettext_lazy("with instruments beside that do not bind, are undecided or in doubt"),
    ALONE: gettext_lazy("by instruments alone that do not bind, are undecided or in doubt: no legal basis"),
}


def build(*, to: Subject, as_of: dt.date, kind: str = "", region: str = "", show: str = "") -> Answer:
    """One row per State with an instrument in force on the day that binds; figures count whatever is shown alone.

    States with nothing but instruments that do not bind, or about which this is undecided, are asked for by `show`.
    """
    every = [
        row for row in legal_basis(to=to, as_of=as_of)
        if (not kind or row.names(kind)) and (not region or row.region == region)
    ]  # fmt: skip
    found = [row for row in every if (row.has(kind) if kind else row.instruments)]
    alone = [row for row in every if row not in found]
    labels = frozenset(one.label_id for row in [*found, *alone] for one in row.every)
    summary = _summary(found, narrowed=bool(kind or region)) | _apart(found, alone)
    return Answer([_row(row) for row in _shown(found, alone, show)], summary, labels, found)


def _shown(found: list[LegalBasis], alone: list[LegalBasis], show: str) -> list[LegalBasis]:
    if show == ALONE:
        return alone
    if show == BESIDE:
        return [row for row in found if len(row.every) > len(row.instruments)]
    return [row for row in found if not show or SHOWN[show][1](row)]


def _apart(found: list[LegalBasis], alone: list[LegalBasis]) -> dict[str, Any]:
    """What is said beside the legal basis and counts in none of its figures."""
    rows = [*found, *alone]
    return {
        "not_binding": len({one.reference for row in rows for one in row.not_binding}),
        "undecided": len({one.reference for row in rows for one in row.undecided}),
        DOUBT: len({one.reference for row in rows for one in row.in_doubt}),
        BESIDE: len(_shown(found, alone, BESIDE)),
        ALONE: len(alone),
    }


def _summary(found: list[LegalBasis], *, narrowed: bool) -> dict[str, Any]:
    """The stated number is that of all States and kinds: beside a narrowed count it would compare nothing."""
    stated = None if narrowed else settings.STATED_LEGAL_BASIS
    return {
        "countries": len(found),
        "stated": stated,
        "difference": None if stated is None else len(found) - stated,
        "instruments": len({one.reference for row in found for one in row.instruments}),
        "with_security": Ratio(sum(row.has(K.GSOMIA) for row in found), len(found)),
        "with_sofa": Ratio(sum(row.has(K.SOFA) for row in found), len(found)),
        **{name: sum(test(row) for row in found) for name, (_words, test) in SHOWN.items()},
    }


def _row(row: LegalBasis) -> dict[str, Any]:
    kinds = Counter(str(AgreementKind(one.kind).label) for one in row.instruments)
    return {
        "country": row.country,
        "country_name": row.name,
        "code": row.country,
        "instruments": len(row.instruments),
        "kinds": ", ".join(
            f"{name} ({count})" if count > 1 else name for name, count in sorted(kinds.items())
        ),
        "provisional": sum(one.provisional for one in row.instruments),
        "since": min((one.eif_on for one in row.instruments if one.eif_on), default=None),
        "security": _("yes") if row.has(K.GSOMIA) else _("no"),
        "sofa": _("yes") if row.has(K.SOFA) else _("no"),
        "not_binding": len(row.not_binding),
        "undecided": len(row.undecided),
        DOUBT: len(row.in_doubt),
        "references": [one.reference for one in row.every],
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """For every kind, with how many of the States one is in force."""
    found: list[LegalBasis] = answer.drawing
    counts = {kind: sum(row.has(kind) for row in found) for kind in AgreementKind if kind not in CARRYING_OUT}
    bars = [
        Bar(str(kind.label), count, len(found), href=f"?kind={kind}")
        for kind, count in counts.items()
        if count
    ]
    return bar_picture(
        bars,
        title=_("States by kind of instrument in force"),
        description=_(
            "With how many of the States with a legal basis an instrument of each kind is in force."
        ),
        language=get_language() or "en",
    )


def register_of_country(row: dict[str, Any]) -> str:
    """The agreements behind a row."""
    return f"{reverse('agreements:register')}?state=binding&country={row['code']}"


REPORT = register(
    Report(
        slug="legal-basis",
        title=gettext_lazy("Legal basis"),
        question=gettext_lazy(
            "With how many States is an instrument on defence in force, and of which kind?"
        ),
        columns=(
            ReportColumn("country", gettext_lazy("Country"), "code"),
            ReportColumn("code", gettext_lazy("Code")),
            ReportColumn("instruments", gettext_lazy("Instruments in force"), "integer"),
            ReportColumn("kinds", gettext_lazy("Kinds")),
            ReportColumn("provisional", gettext_lazy("Of these applied provisionally"), "integer"),
            ReportColumn("since", gettext_lazy("First since"), "date"),
            ReportColumn("security", gettext_lazy("Classified information")),
            ReportColumn("sofa", gettext_lazy("Status of forces")),
            ReportColumn("not_binding", gettext_lazy("Beside it, not binding"), "integer"),
            ReportColumn("undecided", gettext_lazy("Beside it, undecided"), "integer"),
            ReportColumn(DOUBT, gettext_lazy("Beside it, in doubt"), "integer"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "In force on a day: entered into force by then and neither ended nor run out by then, from the dated "
                "stages of each agreement. Annual plans and protocols of meetings are no legal basis of their own."
            ),
            gettext_lazy(
                "What is applied provisionally on the day counts among them and is said to be (VCLT art. 25)."
            ),
            gettext_lazy(
                "A multilateral instrument counts for each State that is party to it and has not left it by that "
                "day; organisations do not count."
            ),
            gettext_lazy(
                "What the legal desk has marked as not binding, and what is still undecided, is said beside it and is "
                "no legal basis, neither for classified information nor for the status of forces."
            ),
            gettext_lazy(
                "What has run through its certain terms, while nobody can compute what followed, is in doubt: "
                "neither in force nor ended, it is said beside the legal basis."
            ),
            gettext_lazy(
                "The stated number is the one of the public source; it is shown beside the counted one and never "
                "entered. Instruments you may not see are in neither."
            ),
        ),
        summary_labels={
            "countries": gettext_lazy("States with an instrument in force"),
            "stated": gettext_lazy("Stated by the source"),
            "difference": gettext_lazy("Counted less stated"),
            "instruments": gettext_lazy("Instruments in force"),
            "with_security": gettext_lazy("With an agreement on classified information"),
            "with_sofa": gettext_lazy("With a status of forces agreement"),
            "without_security": gettext_lazy("Without an agreement on classified information"),
            "without_sofa": gettext_lazy("Without a status of forces agreement"),
            "only_multilateral": gettext_lazy("By multilateral instruments alone"),
            "provisionally": gettext_lazy("By instruments applied provisionally alone"),
            "in_doubt": gettext_lazy("By instruments in doubt alone"),
            "not_binding": gettext_lazy("Instruments that do not bind"),
            "undecided": gettext_lazy("Instruments undecided"),
            DOUBT: gettext_lazy("Instruments in doubt whether they still run"),
            BESIDE: gettext_lazy("With such instruments beside"),
            ALONE: gettext_lazy("States with such instruments alone"),
        },
        parameters=(
            Parameter(
                "kind", gettext_lazy("Kind"), lambda to: [c for c in K.choices if c[0] not in CARRYING_OUT]
            ),
            Parameter("region", gettext_lazy("Region"), lambda to: Region.choices),
            Parameter(
                "show",
                gettext_lazy("Only"),
                lambda to: list(CHOICES.items()),
            ),
        ),
        links={"country": register_of_country},
        doors={
            "countries": {"show": ""},
            "with_security": {"kind": K.GSOMIA.value, "show": ""},
            "with_sofa": {"kind": K.SOFA.value, "show": ""},
            **{name: {"show": name} for name in CHOICES},
        },
    )
)
