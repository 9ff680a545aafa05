"""To whom something may be given: States by their ISO code, organisations by theirs (I26)."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import get_language

from directory.models import Country, Organisation
from foundation.sorting import name_key


def receivers() -> list[tuple[str, str]]:
    """Every State and organisation as (code, name), by name."""
    return sorted(_named(), key=lambda pair: name_key(pair[1]))


def receiver_name(code: str) -> str:
    """What a State or organisation is called; a code nobody has stands for itself."""
    return next((name for known, name in receivers() if known == code), code) if code else ""


def unknown_receivers(codes: Iterable[str]) -> set[str]:
    """Those of the codes that neither a State nor an organisation has."""
    asked = set(codes)
    return asked - {code for code, _name in _named()} if asked else asked


def _named() -> list[tuple[str, str]]:
    name = F("name_az" if get_language() == "az" else "name_en")
    states = Country.objects.annotate(of=F("iso2"), called=name)
    organisations = Organisation.objects.annotate(of=F("code"), called=name)
    return list(states.values_list("of", "called").union(organisations.values_list("of", "called")))
