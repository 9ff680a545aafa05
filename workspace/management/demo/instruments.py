"""Agreements of the demo as data: public facts with their doubts, and fictional fillers that say so (domain.md D)."""

from dataclasses import dataclass, field
from typing import Any

THREE_BY_THREE = {
    "eif_rule": "last_notification_received", "initial_value": 3, "renewal_mode": "tacit", "renewal_value": 3,
    "notice_value": 6, "notice_unit": "months", "notice_basis": "before_term_end",
}  # fmt: skip
FIVE_ANY_TIME = {
    "eif_rule": "n_days_after_last_notification", "eif_days": 30, "initial_value": 5, "renewal_mode": "tacit",
    "renewal_value": 5, "notice_basis": "any_time", "effect_days": 30,
}  # fmt: skip
INDEFINITE = {
    "eif_rule": "exchange_of_instruments", "renewal_mode": "indefinite", "notice_basis": "any_time",
    "notice_value": 6, "notice_unit": "months",
}  # fmt: skip
TWO_YEARS = {
    "eif_rule": "on_signature", "initial_value": 2, "renewal_mode": "tacit", "renewal_value": 2, "notice_value": 90,
    "notice_unit": "days", "notice_basis": "before_term_end",
}  # fmt: skip
ONE_AND_ONE_MORE = {
    "eif_rule": "last_notification_received", "initial_value": 1, "renewal_mode": "tacit", "renewal_value": 1,
    "max_renewals": 1, "notice_value": 30, "notice_unit": "days", "notice_basis": "before_term_end",
}  # fmt: skip
PATTERNS = (THREE_BY_THREE, FIVE_ANY_TIME, TWO_YEARS, INDEFINITE)
TOP, CAUTIOUS = "limited_official_use", ("negotiations",)


@dataclass(frozen=True)
class Instrument:
    """One agreement as it is entered; days are ISO dates."""

    title: str
    title_en: str
    partners: tuple[str, ...]
    facts: dict[str, Any] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    clause: dict[str, Any] | None = None
    level: str = "official_use"
    caveats: tuple[str, ...] = ()


def _plan(
    years: str, country_az: str, country_en: str, code: str, days: dict[str, str], **facts: Any
) -> Instrument:
    return Instrument(
        f"{country_az} ilə {years} il üçün ikitərəfli hərbi əməkdaşlıq planı",
        f"Bilateral military cooperation plan with {country_en}, {years}",
        (code,),
        {"kind": "annual_plan", "level": "interagency", "binding": False, "stands_as": "expired", **facts},
        days,
    )


NO_DAY = {"needs_verification": True, "doubt": "The day of signature was not published."}
PUBLIC = (
    Instrument(
        "Azərbaycan Respublikası ilə Türkiyə Respublikası arasında müttəfiqlik münasibətləri haqqında Şuşa Bəyannaməsi",
        "Shusha Declaration on allied relations",
        ("TR",),
        {
            "kind": "declaration",
            "level": "interstate",
            "binding": True,
            "stands_as": "in_force",
            "signed_in": "Şuşa",
            "needs_verification": True,
            "doubt": "Approved by Milli Majlis on 1 Feb 2022 and by the TBMM on 3 Feb 2022; sources differ about its entry into force.",
        },
        {"signed_on": "2021-06-15"},
    ),
    Instrument(
        "Müdafiə sahəsində əməkdaşlıq haqqında Azərbaycan–Gürcüstan Sazişi",
        "Agreement on cooperation in defence with Georgia",
        ("GE",),
        {
            "kind": "intergovernmental_agreement",
            "level": "intergovernmental",
            "binding": True,
            "stands_as": "signed",
            "signed_in": "Bakı",
            "areas": "Fourteen areas in thirteen articles; annual plans are foreseen.",
        },
        {"signed_on": "2023-04-24", "domestic_on": "2023-10-01"},
    ),
    Instrument(
        "“Qafqaz Qartalı” birgə təlimləri haqqında Anlaşma Memorandumu",
        "Memorandum of understanding on the exercises “Caucasian Eagle”",
        ("GE", "TR"),
        {
            "kind": "mou",
            "level": "interagency",
            "participation": "multilateral",
            "stands_as": "in_force",
            "signed_in": "Bakı",
            "needs_verification": True,
            "doubt": "Sources do not say when it entered into force and how often it was renewed after “one more year”.",
        },
        {"signed_on": "2019-10-10"},
        ONE_AND_ONE_MORE,
    ),
    Instrument(
        "Соглашение о производственной кооперации",
        "Agreement on industrial cooperation with the Russian Federation",
        ("RU",),
        {
            "kind": "intergovernmental_agreement",
            "level": "intergovernmental",
            "binding": True,
            "stands_as": "in_force",
            "language": "ru",
            "title_az": "Sənaye kooperasiyası haqqında Rusiya ilə Saziş",
            "areas": "Not a defence instrument: its clause is a public example.",
        },
        {"signed_on": "2002-01-25", "eif_on": "2008-05-17"},
        THREE_BY_THREE,
    ),
    Instrument(
        "Xəzər dənizində insidentlərin qarşısının alınması haqqında Saziş",
        "Agreement on the prevention of incidents in the Caspian Sea",
        ("IR", "KZ", "RU", "TM"),
        {
            "kind": "intergovernmental_agreement",
            "level": "intergovernmental",
            "participation": "multilateral",
            "binding": True,
            "stands_as": "signed",
            "signed_in": "Aktau",
        },
        {"signed_on": "2018-08-12", "domestic_on": "2019-02-12"},
    ),
    _plan(
        "2024",
        "Gürcüstan",
        "Georgia",
        "GE",
        {"signed_on": "2023-11-28", "eif_on": "2024-01-01", "ended_on": "2025-01-01"},
    ),
    _plan("2018", "Belarus", "Belarus", "BY", {"eif_on": "2018-01-01", "ended_on": "2019-01-01"}, **NO_DAY),
    _plan("2020", "Belarus", "Belarus", "BY", {"eif_on": "2020-01-01", "ended_on": "2021-01-01"}, **NO_DAY),
    _plan(
        "2017–2018",
        "Böyük Britaniya",
        "the United Kingdom",
        "GB",
        {"eif_on": "2017-04-01", "ended_on": "2018-04-01"},
        **NO_DAY,
    ),
)

# With the five countries above that have something in force or the ten-year pattern, these make 38.
FILLED = [
    "GB",
    "DE",
    "FR",
    "IT",
    "ES",
    "PL",
    "RO",
    "BG",
    "CZ",
    "HU",
    "SK",
    "SI",
    "HR",
    "RS",
    "LT",
    "LV",
    "EE",
    "CH",
    "AT",
    "PK",
    "IL",
    "CN",
    "UA",
    "BY",
    "MD",
    "KZ",
    "UZ",
    "KG",
    "TJ",
    "TM",
    "KR",
    "SA",
    "JO",
    "BH",
]
KINDS = (
    ("mou", "interagency", "Müdafiə sahəsində əməkdaşlıq haqqında Anlaşma Memorandumu", "Memorandum on defence cooperation"),
    ("intergovernmental_agreement", "intergovernmental", "Hərbi sahədə əməkdaşlıq haqqında Saziş", "Agreement on military cooperation"),
    ("technical_arrangement", "interagency", "Hərbi təhsil sahəsində texniki razılaşma", "Technical arrangement on military education"),
    ("gsomia", "intergovernmental", "Məxfi məlumatın qarşılıqlı mühafizəsi haqqında Saziş", "Agreement on the protection of classified information"),
)  # fmt: skip
