"""The situations P1 to P5 and L1 of domain.md D as they stand on the day, and who is meant in each."""

from dataclasses import dataclass
from typing import Any

from attaches.models import Post, Posting
from attaches.services import notes, officers
from correspondence.models import Correspondence
from foundation.clock import now
from tests.attaches.scenes import a_post, a_posting, an_officer, as_it_stands, bring, day, principal
from tests.cast import acting
from tests.correspondence.scenes import country, dispatched, mission


@dataclass(frozen=True)
class Scene:
    """The post, who is or is to be there, who leaves it, and the note that waits."""

    post: Post
    posting: Posting
    leaving: Posting | None = None
    note: Correspondence | None = None


def p1() -> Scene:
    """The posting in Germany ends in 150 days, and nobody follows."""
    post = a_post("p1", mission="emb-de")
    leaving = a_posting("in_post", post=post, officer=an_officer("Gedən Specimen"), first=-945, end=150)
    return Scene(post, leaving, leaving)


def _asked(post: Post, officer: str, *, first: int, asked: int) -> Scene:
    """The host was asked so many days ago, by a note that is in the register."""
    code = post.mission.code.removeprefix("emb-").upper()
    posting = a_posting(
        "mfa_coordinated", post=post, officer=an_officer(officer), first=first, end=first + 1095
    )
    with acting("cmd_desk") as clerk:
        paper = principal(posting)
        notes.request(paper, by=clerk, on=day(asked), at=now())
    note = dispatched(
        asked, subject=f"Consent to the appointment of {officer}", about_reference=paper.reference,
        sender_mission=mission(post.mission.code), addressee_country=country(code),
    )  # fmt: skip
    return Scene(post, as_it_stands(posting), note=note)


def p2() -> Scene:
    """The note to Romania of forty days ago is unanswered; whoever is there leaves in sixty days."""
    post = a_post("p2", mission="emb-ro")
    a_posting("in_post", post=post, officer=an_officer("Gedən Specimen"), first=-1000, end=60)
    return _asked(post, "Gözləyən Nümunə", first=60, asked=-40)


def p3() -> Scene:
    """Ukraine was asked fifty days ago and is about to refuse; the post is vacant."""
    return _asked(a_post("p3", mission="emb-ua"), "İstənməyən Nümunə", first=90, asked=-50)


def p4() -> Scene:
    """In post in Belarus, where he was declared persona non grata three days ago: nobody has entered it yet."""
    post = a_post("p4", mission="emb-by")
    return Scene(
        post, a_posting("in_post", post=post, officer=an_officer("Qovulan Nümunə"), first=-700, end=395)
    )


def p5() -> Scene:
    """In Germany one leaves today, and who follows is accredited: they are there together for the last ten days."""
    post = a_post("p5", mission="emb-de")
    leaving = a_posting("in_post", post=post, officer=an_officer("Gedən Specimen"), first=-1085, end=0)
    coming = a_posting(
        "accredited", post=post, officer=an_officer("Gələn Nümunə"), first=0, end=1095, predecessor=leaving
    )
    return Scene(post, coming, leaving)


def l1() -> Scene:
    """Selected for France, which asks for French 2222; his result lapsed five weeks ago."""
    post = a_post("l1", mission="emb-fr", language="fr", required_slp="2222")
    before, officer = an_officer("Gedən Specimen"), an_officer("Seçilən Nümunə")
    with acting("ndu_language") as examiner:
        for one, tested, until in ((before, -1200, 200), (officer, -1130, -35)):
            officers.record_language(
                one, by=examiner, language="fr", slp="2222", tested_on=day(tested), valid_until=day(until)
            )
    a_posting("in_post", post=post, officer=before, first=-900, end=200)
    posting = a_posting("proposed", post=post, officer=officer, first=200, end=1295)
    bring(posting, "selected", first=200, end=1295)
    return Scene(post, as_it_stands(posting))


def paper_of(posting: Posting) -> Any:
    """The accreditation a posting stands on."""
    with acting("cmd_desk"):
        return principal(posting)


def overlap_of(leaving: Posting, coming: Posting) -> int:
    """For how many days both were present."""
    one, other = as_it_stands(leaving).presence, as_it_stands(coming).presence
    return (min(one.upper, other.upper or one.upper) - max(one.lower, other.lower)).days
