"""Words that notes about postings, posts and foreign attachés share: ranks, titles, offices, bodies, articles."""

from typing import Any, Protocol

from correspondence.terms import Name, foreign_ministry, genitive, located, with_article

TITLES = {
    "defence_attache": Name("Defence Attaché", "müdafiə attaşesi"),
    "military_attache": Name("Military Attaché", "hərbi attaşe"),
    "air_attache": Name("Air Attaché", "hərbi-hava attaşesi"),
    "naval_attache": Name("Naval Attaché", "hərbi-dəniz attaşesi"),
    "assistant_attache": Name("Assistant Attaché", "attaşe köməkçisi"),
    "military_representative": Name("Military Representative", "hərbi nümayəndə"),
    "military_adviser": Name("Military Adviser", "hərbi müşavir"),
    "staff_officer": Name("Staff Officer", "qərargah zabiti"),
    "military_observer": Name("Military Observer", "hərbi müşahidəçi"),
}
RANKS = {
    "lieutenant": Name("Lieutenant", "leytenant"),
    "senior_lieutenant": Name("Senior Lieutenant", "baş leytenant"),
    "captain": Name("Captain", "kapitan"),
    "captain_lieutenant": Name("Captain-Lieutenant", "kapitan-leytenant"),
    "major": Name("Major", "mayor"),
    "captain_3rd_rank": Name("Captain 3rd Rank", "3-cü dərəcəli kapitan"),
    "lieutenant_colonel": Name("Lieutenant Colonel", "polkovnik-leytenant"),
    "captain_2nd_rank": Name("Captain 2nd Rank", "2-ci dərəcəli kapitan"),
    "colonel": Name("Colonel", "polkovnik"),
    "captain_1st_rank": Name("Captain 1st Rank", "1-ci dərəcəli kapitan"),
    "major_general": Name("Major General", "general-mayor"),
    "rear_admiral": Name("Rear Admiral", "kontr-admiral"),
    "lieutenant_general": Name("Lieutenant General", "general-leytenant"),
    "vice_admiral": Name("Vice Admiral", "vitse-admiral"),
    "colonel_general": Name("Colonel General", "general-polkovnik"),
}


class Place(Protocol):
    """A record that names a State or an organisation: an accreditation, a mission."""

    @property
    def country(self) -> Any:
        """The receiving State."""

    @property
    def organisation(self) -> Any:
        """Or the organisation."""


def receiver(row: Place) -> Name:
    """The foreign ministry of a State, or the organisation itself."""
    if row.country is not None:
        return foreign_ministry(row.country.name_en, row.country.name_az)
    body: Any = row.organisation
    return Name(body.name_en, body.name_az)


def office(row: Place, post_title: str) -> Name:
    """ "Defence Attaché of the Republic of Azerbaijan in Georgia"."""
    title, place = TITLES[post_title], row.country or row.organisation
    if place is None:
        return title
    at = f"in {with_article(place.name_en)}" if row.country else f"to {with_article(place.name_en)}"
    there = located(place.name_az) if row.country else f"{place.name_az} yanında"
    return Name(
        f"{title.en} of the Republic of Azerbaijan {at}", f"Azərbaycan Respublikasının {there} {title.az}"
    )


def authorities(row: Place) -> Name:
    """Who consents there."""
    if row.country is None:
        return Name("the competent bodies of the Organisation", "Təşkilatın səlahiyyətli orqanları")
    return Name(
        f"the competent authorities of {with_article(row.country.name_en)}",
        f"{genitive(row.country.name_az)} səlahiyyətli orqanları",
    )


def under(row: Place, articles_en: str, articles_az: str) -> Name:
    """On which articles the note stands; the convention binds States, not organisations."""
    if row.country is None:
        return Name("", "")
    return Name(
        f", in accordance with {articles_en} of the Vienna Convention on Diplomatic Relations,",
        f"Diplomatik əlaqələr haqqında Vyana Konvensiyasının {articles_az} uyğun olaraq ",
    )
