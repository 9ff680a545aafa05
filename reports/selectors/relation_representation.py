"""How we are represented in a State and it with us: tier, missions, posts and who is there, their attachés here."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.context import Subject
from access.kept import Kept, Question
from activities.lifecycle import Aspect
from attaches.lifecycle import ForeignAttacheState, PostState, PostTitle
from attaches.selectors.posture import PostureRow, posture_asks, posture_rows
from attaches.selectors.relation import accredited_from_elsewhere, foreign_here, relation_asks
from directory.selectors.missions import head_words
from directory.selectors.reference import missions
from foundation.wording import written_date
from missions.selectors.relation import tier_asks, tier_of
from publishing.tables import Ratio
from reports.selectors.relation import About, Found, Line, RelationPart, add_part, listed, page_of


def _tier(about: About) -> Found:
    found = tier_of(about.country, to=about.to, on=about.as_of)
    if found.tier is None:
        line = Line(("tier",), _("Not ranked"), _("No document in effect ranks this State or its region."))
        return Found([line], {"tier": None})
    said = _("by its region") if found.by_region else _("by a rank of its own")
    lines = [
        Line(
            ("tier",), _("Tier %(number)s") % {"number": found.tier}, str(row.version.title), said,
            row.version.effective.lower, row.political, row.rationale[:200], (row.version.document.reference,),
            page_of("missions:document", row.version.document.reference), frozenset({row.label_id}),
        )
        for row in found.priorities
    ]  # fmt: skip
    return Found(lines, {"tier": found.tier})


@Kept
def _serving(*, to: Subject, country: int, on: dt.date) -> QuerySet:
    return missions(on=on).filter(Q(country=country) | Q(side_accredited=country)).distinct()


def _missions(about: About) -> Found:
    found = _serving(to=about.to, country=about.country.pk, on=about.as_of)
    lines = [
        Line(
            ("missions",), one.name, head_words(one),
            _("resident") if one.country_id == about.country.pk else _("accredited from elsewhere"),
            references=(one.code,), page=listed("directory_diplomaticmission", one.code),
        )
        for one in found
    ]  # fmt: skip
    return Found(lines, {"missions": len(found)})


def _posts(about: About) -> Found:
    rows = posture_rows(to=about.to, as_of=about.as_of, country=about.country.pk)
    established = [row for row in rows if row.state == PostState.ESTABLISHED]
    titles = {code: str(label) for code, label in PostTitle.choices}
    states = {code: str(label) for code, label in PostState.choices}
    lines = [_post(row, titles[row.title], states[row.state]) for row in rows]
    sides = accredited_from_elsewhere(about.country.pk, to=about.to, as_of=about.as_of)
    lines += [
        Line(
            ("posts",), one.posting.officer.full_name, one.posting.post.code, _("accredited from elsewhere"),
            one.accredited_on, references=(one.posting.reference, one.reference),
            page=listed("attaches_posting", one.posting.reference), label_ids=frozenset({one.label_id}),
        )
        for one in sides
    ]  # fmt: skip
    filled = Ratio(sum(row.operating for row in established), len(established))
    return Found(lines, {"posts": filled, "side_accredited": len(sides)})


def _post(row: PostureRow, title: str, state: str) -> Line:
    holder, then = row.incumbent or row.suspended, row.successor
    return Line(
        ("posts", "vacant") if row.vacant else ("posts",),
        f"{title} · {row.code}",
        _holder(row),
        state,
        holder.until if holder else None,
        remark=_("then %(name)s") % {"name": then.officer_name} if then else _followed_by_nobody(row),
        references=(row.reference, *(t.reference for t in (holder, then) if t)),
        page=listed("attaches_post", row.reference),
        label_ids=row.label_ids,
        act_by=row.incumbent.until if row.incumbent and then is None else None,
        act_words=_("Find a successor"),
        issue=_issue(row),
    )


def _issue(row: PostureRow) -> str:
    if row.suspended and not row.acting:
        return _("Relations are suspended: nobody is in function at this post.")
    return _("Nobody is at this post.") if row.vacant else ""


def _holder(row: PostureRow) -> str:
    if row.incumbent:
        since = row.incumbent.since
        words = row.incumbent.officer_name
        return f"{words}, {_('since %(day)s') % {'day': written_date(since)}}" if since else words
    if row.acting:
        return _("%(name)s, standing in") % {"name": row.acting.officer_name}
    if row.suspended:
        return _("%(name)s, suspended with the relations") % {"name": row.suspended.officer_name}
    return _("vacant") if row.vacant else ""


def _followed_by_nobody(row: PostureRow) -> str:
    return _("nobody follows") if row.state == PostState.ESTABLISHED else ""


def _foreign(about: About) -> Found:
    found = foreign_here(about.country.pk, to=about.to, as_of=about.as_of)
    lines = [
        Line(
            ("foreign",), f"{one.attache.rank} {one.attache.full_name}",
            str(PostTitle(one.attache.title).label), str(ForeignAttacheState(one.state).label),
            one.attache.function.lower if one.in_function else one.attache.requested_on,
            remark=_("resides in %(country)s") % {"country": one.attache.seat.name} if one.attache.seat else "",
            references=(one.attache.reference,), page=listed("attaches_foreignattache", one.attache.reference),
            label_ids=frozenset({one.attache.label_id}),
        )
        for one in found
    ]  # fmt: skip
    return Found(lines, {"foreign": sum(one.in_function for one in found)})


def _tier_asks(about: About) -> list[Question]:
    return tier_asks(about.country, on=about.as_of)


def _mission_asks(about: About) -> list[Question]:
    return [_serving.asking(country=about.country.pk, on=about.as_of)]


def _post_asks(about: About) -> list[Question]:
    return posture_asks(as_of=about.as_of, country=about.country.pk)


def _foreign_asks(about: About) -> list[Question]:
    return relation_asks(about.country.pk, as_of=about.as_of)


R = Aspect.REPRESENTATION.value
add_part(RelationPart("tier", gettext_lazy("Priority"), _tier, 10, asks=_tier_asks))
add_part(RelationPart("missions", gettext_lazy("Diplomatic missions"), _missions, 20, asks=_mission_asks))
add_part(RelationPart("posts", gettext_lazy("Posts and who is there"), _posts, 30, R, _post_asks))
add_part(RelationPart("foreign", gettext_lazy("Their attachés with us"), _foreign, 40, R, _foreign_asks))
