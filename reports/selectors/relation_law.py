"""What a State and we agreed on: papers and agreements in force, what is under way, plans, open obligations."""

import datetime as dt
from collections import Counter

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.context import Subject
from access.kept import Kept, Question
from activities.lifecycle import Aspect
from activities.selectors.relation import outcomes
from agreements.engine import ProvisionState
from agreements.lifecycle import PLAN_BASIS, AgreementKind, PlanState
from agreements.selectors.deadlines import TreatyDeadline, treaty_asks, treaty_deadlines_with
from agreements.selectors.register import ON_THE_WAY
from agreements.selectors.relation import PlanThen, owed_with, plans_with, relation_asks
from foundation.wording import written_date
from missions.selectors.papers import effective_papers
from publishing.tables import Ratio
from reports.selectors.plan_outcomes import OUTCOMES, became_of
from reports.selectors.relation import About, Found, Line, RelationPart, add_part, page_of


def _papers(about: About) -> Found:
    found = _effective(to=about.to, country=about.country.pk, on=about.as_of)
    lines = [
        Line(
            ("papers",), one.title, one.mission.name, _("in effect"), one.last_on,
            remark=_("since %(day)s") % {"day": written_date(one.starts_on)}, references=(one.reference,),
            page=page_of("missions:paper", one.reference), label_ids=frozenset({one.label_id}),
            act_by=one.last_on, act_words=_("The mission paper runs out"),
        )
        for one in found
    ]  # fmt: skip
    return Found(lines, {"papers": len(found)})


@Kept
def _effective(*, to: Subject, country: int, on: dt.date) -> QuerySet:
    return effective_papers(on=on, to=to).filter(country=country)


def _agreements(about: About) -> Found:
    rows = treaty_deadlines_with(about.country.pk, to=about.to, as_of=about.as_of)
    kinds = {code: str(label) for code, label in AgreementKind.choices}
    lines = [_agreement(row, kinds[row.kind]) for row in rows]
    figures = {code: sum(code in line.shows for line in lines) for code in ("in_force", "under_way")}
    return Found(lines, figures, drawing=rows)


def _agreement(row: TreatyDeadline, kind: str) -> Line:
    act_by, words = _next(row)
    over = _("Its term is over; its end is not recorded.") if row.run_out else ""
    return Line(
        _standing(row),
        row.title,
        kind,
        row.state_label,
        act_by or row.term_end,
        remark=words or "; ".join(row.why_not),
        references=(row.reference,),
        page=page_of("agreements:agreement", row.reference),
        label_ids=frozenset({row.label_id}),
        act_by=act_by,
        act_words=words,
        issue="; ".join(row.why_not) or over,
    )


def _standing(row: TreatyDeadline) -> tuple[str, ...]:
    further = "in_force" if row.binds else "under_way" if row.state in ON_THE_WAY else ""
    return ("agreements", further) if further else ("agreements",)


def _next(row: TreatyDeadline) -> tuple[dt.date | None, str]:
    """What has to be done first: the notice has to leave, or be received, or the term is over."""
    if row.internal_action_day and row.last_receipt_day:
        received = _("it must be received by %(day)s") % {"day": written_date(row.last_receipt_day)}
        return row.internal_action_day, _("Send a notice, or let it renew") + f": {received}"
    if row.term_end:
        return row.term_end, _("The agreement ends")
    return None, ""


def _plans(about: About) -> Found:
    year = about.as_of.year
    plans = plans_with(about.country.pk, to=about.to, year=year, as_of=about.as_of)
    items = [item.pk for plan in plans for item in plan.items]
    made = outcomes(items, to=about.to, as_of=about.as_of)
    counted = {plan.plan.pk: _became(plan, made, about) for plan in plans}
    lines = [_plan(plan, counted[plan.plan.pk], made) for plan in plans]
    standing = [plan for plan in plans if plan.state in PLAN_BASIS]
    count = sum(len(plan.items) for plan in standing)
    held = sum(counted[plan.plan.pk]["held"] for plan in standing)
    return Found(lines, {"plan": Ratio(held, count) if standing else None})


def _became(plan: PlanThen, made: dict[int, list[tuple[str, str, int]]], about: About) -> Counter[str]:
    return Counter(
        became_of(item, {state for _reference, state, _label in made.get(item.pk, ())}, about.as_of)
        for item in plan.items
    )


def _plan(plan: PlanThen, became: Counter[str], made: dict[int, list[tuple[str, str, int]]]) -> Line:
    told = [one for item in plan.items for one in made.get(item.pk, ())]
    words = {
        "held": _("held"), "planned": _("planned"), "postponed": _("postponed"), "cancelled": _("cancelled"),
    }  # fmt: skip
    said = ", ".join(f"{words[name]} {became[name]}" for name in OUTCOMES if became[name])
    labels = {plan.plan.label_id, *(item.label_id for item in plan.items), *(label for _r, _s, label in told)}
    return Line(
        ("plans",),
        plan.plan.title,
        said or _("no item yet"),
        str(PlanState(plan.state).label),
        number=Ratio(became["held"], len(plan.items)) if plan.state in PLAN_BASIS else None,
        references=(plan.plan.reference, *(reference for reference, _state, _label in told)),
        page=page_of("agreements:plan", plan.plan.reference),
        label_ids=frozenset(labels),
    )


def _obligations(about: About) -> Found:
    found = owed_with(about.country.pk, to=about.to, as_of=about.as_of)
    lines = [
        Line(
            ("obligations",), one.words, one.owner or _("nobody is responsible"), str(ProvisionState(one.state).label),
            one.due_on, references=(one.reference, one.agreement),
            page=page_of("agreements:provision", one.reference), label_ids=frozenset({one.label_id}),
            act_by=one.due_on, act_words=_("Carry out the obligation"),
            issue="" if one.owner else _("Nobody is responsible for this obligation."),
        )
        for one in found
    ]  # fmt: skip
    return Found(lines, {"obligations": len(found)})


def _paper_asks(about: About) -> list[Question]:
    return [_effective.asking(country=about.country.pk, on=about.as_of)]


def _agreement_asks(about: About) -> list[Question]:
    return treaty_asks(about.country.pk, as_of=about.as_of)


def _plan_asks(about: About) -> list[Question]:
    return relation_asks(about.country.pk, year=about.as_of.year, as_of=about.as_of)  # obligations too


C = Aspect.COOPERATION.value
add_part(RelationPart("papers", gettext_lazy("Mission paper in effect"), _papers, 50, asks=_paper_asks))
add_part(RelationPart("agreements", gettext_lazy("Agreements"), _agreements, 60, C, _agreement_asks))
add_part(RelationPart("plans", gettext_lazy("Plan of the year"), _plans, 70, C, _plan_asks))
add_part(RelationPart("obligations", gettext_lazy("Open obligations"), _obligations, 80))
