"""What the note asking for a diplomatic clearance says (domain.md B3): its substance only."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.lifecycle import ClearanceState
from activities.models import DiplomaticClearance
from activities.selectors.clearances import clearances
from correspondence import registry
from correspondence.registry import Purpose, Substance
from correspondence.terms import Name, foreign_ministry, full_date, genitive
from directory.models import DiplomaticMission, Institution

CLEARANCE = Purpose("clearance", _("Note asking for a diplomatic clearance"))
VEHICLES = {
    "aircraft": Name("State aircraft", "dövlət hava gəmisi"),
    "vip_aircraft": Name(
        "State aircraft with high officials on board", "yüksək vəzifəli şəxsləri daşıyan hava gəmisi"
    ),
    "ship": Name("naval ship", "hərbi gəmi"),
    "convoy": Name("convoy", "kolon"),
}
PASSAGES = {
    "transit": Name("cross the territory", "ərazisindən keçməsinə"),
    "entry": Name("enter the territory", "ərazisinə daxil olmasına"),
}
CARGOES = {
    "ordinary": Name("unarmed and without dangerous cargo", "silahsız və təhlükəli yüksüz"),
    "military": Name("with military cargo", "hərbi yüklə"),
    "dangerous": Name("with dangerous cargo", "təhlükəli yüklə"),
    "armed": Name("armed", "silahlı"),
    "equipment": Name(
        "with combat, radar or aerial camera equipment", "döyüş, radar və ya aerofoto avadanlığı ilə"
    ),
    "nuclear": Name("nuclear-powered or with nuclear cargo", "nüvə mühərrikli və ya nüvə yüklü"),
}


def register_all() -> None:
    """Called from apps.py."""
    registry.register(ClearanceNotes())


class ClearanceNotes:
    """To the State whose permission our vehicle needs."""

    kind = "diplomaticclearance"

    def purposes(self, reference: str, *, to: Subject) -> Sequence[Purpose]:
        row = _row(reference, to)
        ours = row is not None and row.flag.iso2 == settings.HOME_COUNTRY
        return (CLEARANCE,) if row is not None and ours and row.state == ClearanceState.DRAFT else ()

    def substance(self, reference: str, purpose: str, *, to: Subject, particulars: bool) -> Substance:
        row = _row(reference, to)
        if row is None:
            raise LookupError(reference)
        return _said(row)


def _row(reference: str, to: Subject) -> DiplomaticClearance | None:
    rows = clearances(to=to).select_related("granting", "flag", "activity")
    found: DiplomaticClearance | None = rows.filter(reference=reference).first()
    return found


def _said(row: DiplomaticClearance) -> Substance:
    there, craft, way = row.granting, VEHICLES[row.vehicle], PASSAGES[row.passage]
    first, last = timezone.localtime(row.enters_at), timezone.localtime(row.leaves_at)
    cargo = CARGOES[row.cargo]
    mission = DiplomaticMission.objects.filter(country=there).order_by("pk").first()
    home = Institution.objects.filter(code="mfa").first()
    told = [
        Name(
            f"Vehicle: {craft.en}, {row.craft}, {cargo.en}.",
            f"Nəqliyyat vasitəsi: {craft.az}, {row.craft}, {cargo.az}.",
        ),
        Name(f"Route: {row.route}.", f"Marşrut: {row.route}."),
        Name(
            f"Window: from {full_date(first.date(), 'en')}, {first:%H:%M}, to {full_date(last.date(), 'en')}, "
            f"{last:%H:%M} (Baku time).",
            f"Vaxt: {full_date(first.date(), 'az')}, {first:%H:%M} – {full_date(last.date(), 'az')}, "
            f"{last:%H:%M} (Bakı vaxtı ilə).",
        ),
    ]
    if row.cargo_words:
        told.append(Name(f"Cargo: {row.cargo_words}.", f"Yük: {row.cargo_words}."))
    return Substance(
        subject=Name(f"Diplomatic clearance for {row.craft}", f"{row.craft} üçün diplomatik icazə haqqında"),
        sender={"sender_mission": mission} if mission else {"sender_institution": home},
        addressee={"addressee_country": there},
        addressee_name=foreign_ministry(there.name_en, there.name_az),
        honour=Name(
            f"to request that the {craft.en} of the Republic of Azerbaijan described below be permitted to {way.en} of "
            f"{there.name_en}",
            f"Azərbaycan Respublikasının aşağıda göstərilən {genitive(craft.az)} {genitive(there.name_az)} {way.az} "
            f"icazə verilməsini xahiş etmək",
        ),
        paragraphs=told,
        label_ids=[row.label_id],
    )
