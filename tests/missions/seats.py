"""Who writes papers, who sits at the offices of the route, and how these change hands."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from accounts.models import Appointment, Office, User
from accounts.services import appointments
from approvals.models import Delegation
from approvals.services.delegations import make
from foundation.clock import now, today
from foundation.errors import DomainError
from tests.cast import acting, seated
from tests.missions.scene import days

WRITERS = ("attache", "attache", "head_of_mission", "mfa_desk", "cmd_desk")
STAND_INS = (
    "cmd_desk",
    "mod_legal",
    "mfa_legal",
    "operations_desk",
    "mfa_desk_2",
    "head_of_mission",
    "imcd_head",
)
SEATS = {
    "attache-tr": ["attache"], "hom-tr": ["head_of_mission"], "cmd-head": ["cmd_head"], "imcd-head": ["imcd_head"],
    "mfa-desk": ["mfa_desk", "mfa_desk_2"], "mfa-milpol": ["mfa_milpol"], "mod-leadership": ["mod_leadership"],
    "mfa-leadership": ["mfa_leadership"],
}  # fmt: skip
COVERED = (
    (),
    ("mission_paper",),
    ("mission_paper", "posting"),
    ("posting",),
)  # the last one: not these papers


class Offices(RuleBasedStateMachine):
    """Offices with whoever answers in them: acting holders come, delegates stand in, holders leave."""

    attempt: Callable[..., Any]

    def __init__(self) -> None:
        super().__init__()
        self.seats = {office: list(names) for office, names in SEATS.items()}

    def seat(self, place: int) -> tuple[str, str]:
        """One office with one of its holders."""
        held = [(office, name) for office, names in self.seats.items() for name in names]
        return held[place % len(held)]

    @rule(
        name=st.sampled_from(STAND_INS),
        office=st.sampled_from(sorted(SEATS)),
        kind=st.sampled_from(("acting", "holder")),
    )
    def stand_in(self, name: str, office: str, kind: str) -> None:
        office = next(
            (code for code, names in self.seats.items() if not names), office
        )  # what is vacant first
        if name in self.seats[office]:
            return
        try:
            seated(name, Office.objects.get(code=office), kind=kind)
        except DomainError:
            return
        self.seats[office].append(name)

    @rule(place=st.integers(0, 20), who=st.integers(0, 20), kinds=st.sampled_from(COVERED))
    def delegate(self, place: int, who: int, kinds: tuple[str, ...]) -> None:
        """Whoever holds an office hands it on to a colleague, for all matters or for some."""
        office, holder = self.seat(place)
        seated_at = Office.objects.select_related("institution").get(code=office)
        own = User.objects.filter(institution=seated_at.institution, username__in=STAND_INS)
        people = [person for person in own.order_by("pk") if person.username not in self.seats[office]]
        if not people:
            return
        deputy = people[who % len(people)]

        def delegating(by: Any) -> Delegation:
            return make(
                by=by, office=seated_at, delegate=deputy, starts_on=today(), ends_on=days(9), reason="On leave.",
                on=today(), kinds=kinds,
            )  # fmt: skip

        if made := self.attempt(delegating, holder, office):
            with acting("mfa_security") as officer:
                appointments.confirm(made.appointment, by=officer, at=now())
            self.seats[office].append(deputy.username)

    @rule(place=st.integers(0, 20))
    def vacate(self, place: int) -> None:
        office, name = self.seat(place)
        if sum(not names for names in self.seats.values()) > 0 and len(self.seats[office]) == 1:
            return  # one vacancy at a time, else nothing more happens
        held = Appointment.objects.filter(office__code=office, user__username=name).latest("pk")

        def vacating(by: Any) -> Appointment:
            return appointments.end(held, by=by, on=today(), reason="Left")

        if self.attempt(vacating, "mod_security"):
            self.seats[office].remove(name)
