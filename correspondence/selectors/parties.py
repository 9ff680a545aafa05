"""Names of senders and addressees as they stand on paper, in both languages."""

from typing import Any

from correspondence.models import Correspondence
from correspondence.models.rules import BODIES
from correspondence.terms import (
    Name,
    dative,
    embassy,
    foreign_embassy,
    foreign_ministry,
    of_home,
    representation,
)
from directory.models import Country, DiplomaticMission, Institution
from directory.models.mission import MissionKind


def own_name(body: Any) -> Name:
    """One of ours in full: "Embassy of the Republic of Azerbaijan in Georgia"."""
    if isinstance(body, Institution):
        return of_home(body.name_en, body.name_az)
    if not isinstance(body, DiplomaticMission):
        return Name(body.name_en, body.name_az)
    if body.kind == MissionKind.EMBASSY and body.country is not None:
        return embassy(body.country.name_en, body.country.name_az)
    at = body.organisation or body.country
    if at is None:
        return Name(body.name_en, body.name_az)
    return representation(at.name_en, at.name_az, military=body.kind == MissionKind.MILITARY_REPRESENTATION)


def party_name(note: Correspondence, side: str, language: str) -> str:
    """A party on paper: as written, or in full from the directory."""
    if written := getattr(note, f"{side}_name"):
        return _in_other_words(str(written), getattr(note, f"{side}_country"), language)
    body = next((found for name in BODIES if (found := getattr(note, f"{side}_{name}"))), None)
    if body is None:
        return ""
    if isinstance(body, Country):
        return body.name_az if language == "az" else body.name_en
    return own_name(body).in_(language)


def _in_other_words(written: str, country: Country | None, language: str) -> str:
    """What is known in one language is known in the other too; any other name stays as it is written."""
    known = _known_names(country)
    return next((name.in_(language) for name in known if written in {name.en, name.az}), written)


def _known_names(country: Country | None) -> list[Name]:
    """A State's foreign ministry, and its embassy with us."""
    if country is None:
        return []
    names = (country.name_en, country.name_az)
    return [foreign_ministry(*names), foreign_embassy(*names)]


def addressed(note: Correspondence, language: str) -> str:
    """The addressee as on an envelope: in Azerbaijani "to" is an ending, put to names known in it and to no others."""
    name = party_name(note, "addressee", language)
    return dative(name) if language == "az" and name != note.addressee_name else _known(note, name, language)


def _known(note: Correspondence, name: str, language: str) -> str:
    known = {one.az for one in _known_names(note.addressee_country)} if language == "az" else set()
    return dative(name) if name in known else name
