"""Offices and people of the demo: one person per role, key offices with two holders, one vacant, one acting."""

from dataclasses import dataclass, field

ALL_CAVEATS = ("mod_only", "negotiations")

# Missions with people in the demo; the others are only posts.
STAFFED_MISSIONS = ("tr", "ge", "de")

# code, iso2 of the receiving State
EMBASSIES = (  # 22 attaché offices, a fictional choice
    "tr", "ge", "us", "gb", "de", "fr", "it", "es", "pl", "ro", "cn",
    "ru", "ua", "by", "kz", "uz", "pk", "jo", "sa", "ir", "il", "kr",
)  # fmt: skip
REPRESENTATIONS = (
    ("nmr-osce", "OSCE"),
    ("nmr-nato-hq", "NATO-HQ"),
    ("nmr-shape", "SHAPE"),
    ("unmiss", "UNMISS"),
)


@dataclass(frozen=True)
class Seat:
    """An office of the demo with its holders; a holder is (user name, full name, level, caveats)."""

    code: str
    role: str
    institution: str
    name_en: str
    name_az: str
    superior: str | None = None
    unit: str | None = None
    mission: str | None = None
    holders: tuple[tuple[str, str, str, tuple[str, ...]], ...] = field(default=())
    kind: str = "holder"
    lists: tuple[str, ...] = ()


TOP, MIDDLE, LOW = "limited_official_use", "official_use", "unclassified"
EVERY_MISSION = tuple(f"mission:{code}" for code in STAFFED_MISSIONS)
MOD, MFA = ("internal:mod",), ("internal:mfa",)

SEATS = (
    Seat("mod-leadership", "mod_leadership", "mod", "Deputy Minister of Defence", "Müdafiə nazirinin müavini",
         holders=(("mod_leadership", "Gen. Nümunə Maketov", TOP, ALL_CAVEATS),), lists=(*EVERY_MISSION, *MOD)),
    Seat("imcd-head", "imcd_head", "mod", "Head of International Military Cooperation", "Beynəlxalq Hərbi Əməkdaşlıq İdarəsinin rəisi",
         "mod-leadership", "imcd", holders=(("imcd_head", "Maj Gen Təlim Sınaqov", TOP, ALL_CAVEATS),), lists=(*EVERY_MISSION, *MOD)),
    Seat("cmd-head", "cmd_head", "mod", "Head of the Center for Military Diplomacy", "Hərbi Diplomatiya Mərkəzinin rəisi",
         "imcd-head", "cmd", holders=(("cmd_head", "Col. Örnək Təlimli", TOP, ALL_CAVEATS),), lists=(*EVERY_MISSION, *MOD)),
    Seat("cmd-desk", "cmd_desk", "mod", "Desk of the Center for Military Diplomacy", "Hərbi Diplomatiya Mərkəzinin masası",
         "cmd-head", "cmd",
         holders=(("cmd_desk", "Sınaq Maketova", TOP, ALL_CAVEATS), ("cmd_desk_2", "Maket Nümunəzadə", MIDDLE, ())),
         lists=(*EVERY_MISSION, *MOD)),
    Seat("mod-legal", "mod_legal", "mod", "Legal Department of the Ministry of Defence", "Müdafiə Nazirliyinin Hüquq İdarəsi",
         "imcd-head", holders=(("mod_legal", "Hüquq Nümunəli", TOP, ALL_CAVEATS),), lists=MOD),
    Seat("mod-finance", "mod_finance", "mod", "Finance Department of the Ministry of Defence", "Müdafiə Nazirliyinin Maliyyə İdarəsi",
         "imcd-head", holders=(("mod_finance", "Hesab Təlimli", MIDDLE, ()),), lists=MOD),
    Seat("mod-security", "mod_security", "mod", "Security Office of the Ministry of Defence", "Müdafiə Nazirliyinin təhlükəsizlik xidməti",
         "mod-leadership",
         holders=(("mod_security", "Gözət Sınaqov", MIDDLE, ()), ("mod_security_2", "Keşik Specimen", MIDDLE, ()))),
    Seat("mod-personnel", "mod_personnel", "mod", "Personnel Department of the Ministry of Defence", "Müdafiə Nazirliyinin Kadrlar İdarəsi",
         "mod-leadership", holders=(("mod_personnel", "Kadr Nümunəzadə", TOP, ("mod_only",)),), lists=("personal", *MOD)),
    Seat("mfa-leadership", "mfa_leadership", "mfa", "Deputy Minister of Foreign Affairs", "Xarici işlər nazirinin müavini",
         holders=(("mfa_leadership", "H.E. Örnək Specimen", TOP, ("negotiations",)),), lists=(*EVERY_MISSION, *MFA)),
    Seat("mfa-milpol", "mfa_milpol", "mfa", "Military-Political Affairs Department", "Hərbi-Siyasi Məsələlər İdarəsi",
         "mfa-leadership", "mfa-milpol", holders=(("mfa_milpol", "Siyasət Maketov", TOP, ("negotiations",)),), lists=(*EVERY_MISSION, *MFA)),
    Seat("mfa-desk", "mfa_desk", "mfa", "Territorial desk", "Ərazi masası", "mfa-milpol", "mfa-territorial",
         holders=(("mfa_desk", "Dr Test Nümunəli", TOP, ("negotiations",)), ("mfa_desk_2", "Yoxlama Təlimli", MIDDLE, ())),
         lists=(*EVERY_MISSION, *MFA)),
    Seat("mfa-legal", "mfa_legal", "mfa", "Legal Department of the Ministry of Foreign Affairs", "Xarici İşlər Nazirliyinin Hüquq İdarəsi",
         "mfa-leadership", "mfa-legal", holders=(("mfa_legal", "Maddə Sınaqova", TOP, ("negotiations",)),), kind="acting", lists=MFA),
    Seat("mfa-protocol", "mfa_protocol", "mfa", "State Protocol Department", "Dövlət Protokolu İdarəsi",
         "mfa-leadership", "mfa-protocol", holders=(("mfa_protocol", "Protokol Nümunəzadə", MIDDLE, ()),), lists=("personal", *MFA)),
    Seat("mfa-security", "mfa_security", "mfa", "Security Office of the Ministry of Foreign Affairs", "Xarici İşlər Nazirliyinin təhlükəsizlik xidməti",
         "mfa-leadership",
         holders=(("mfa_security", "Möhür Maketova", LOW, ()), ("mfa_security_2", "Açar Təlimli", LOW, ()))),
    Seat("hom-tr", "head_of_mission", "mfa", "Ambassador in Türkiye", "Türkiyədəki səfir", "mfa-milpol", mission="emb-tr",
         holders=(("head_of_mission", "H.E. Sınaq Nümunəzadə", TOP, ("negotiations",)),), lists=("mission:tr", *MFA)),
    Seat("attache-tr", "attache", "mod", "Defence attaché in Türkiye", "Türkiyədəki müdafiə attaşesi", "cmd-head", "attache-branch", "emb-tr",
         holders=(("attache", "Col. Nümunə Sınaqov", TOP, ("negotiations",)),), lists=("mission:tr", *MOD)),
    Seat("hom-de", "head_of_mission", "mfa", "Ambassador in Germany", "Almaniyadakı səfir", "mfa-milpol", mission="emb-de",
         holders=(("head_of_mission_de", "H.E. Maket Specimen", MIDDLE, ()),), lists=("mission:de", *MFA)),
    Seat("attache-de", "attache", "mod", "Defence attaché in Germany", "Almaniyadakı müdafiə attaşesi", "cmd-head", "attache-branch", "emb-de",
         holders=(("attache_de", "Col. Təlim Maketov", MIDDLE, ()),), lists=("mission:de", *MOD)),
    Seat("hom-ge", "head_of_mission", "mfa", "Ambassador in Georgia", "Gürcüstandakı səfir", "mfa-milpol", mission="emb-ge", lists=("mission:ge", *MFA)),
    Seat("attache-ge", "attache", "mod", "Defence attaché in Georgia", "Gürcüstandakı müdafiə attaşesi", "cmd-head", "attache-branch", "emb-ge",
         holders=(("attache_ge", "Lt Col Örnək Sınaqov", MIDDLE, ()),), lists=("mission:ge", *MOD)),
    Seat("sbs-liaison", "sbs_liaison", "sbs", "Liaison of the State Border Service", "Dövlət Sərhəd Xidmətinin əlaqələndiricisi",
         holders=(("sbs_liaison", "Sərhəd Nümunəli", MIDDLE, ()),)),
    Seat("ndu-language", "ndu_language", "ndu", "Foreign Language Center", "Xarici Dillər Mərkəzi", unit="flc",
         holders=(("ndu_language", "Dil Təlimli", MIDDLE, ()),)),
    Seat("operations-desk", "operations_desk", "mod", "Operations desk", "Əməliyyatlar masası", "imcd-head", "imcd",
         holders=(("operations_desk", "Əməliyyat Maketov", TOP, ("mod_only",)),), lists=MOD),
    Seat("arms-control-desk", "arms_control_desk", "mod", "Arms control desk", "Silahlara nəzarət masası", "imcd-head", "imcd",
         holders=(("arms_control_desk", "Nəzarət Specimen", MIDDLE, ()),), lists=MOD),
    Seat("leadership-reader", "leadership_reader", "mod", "Office of the Minister", "Nazirin aparatı", "mod-leadership",
         holders=(("leadership_reader", "Rəhbər Nümunəzadə", TOP, ("negotiations",)),), lists=EVERY_MISSION),
    Seat("auditor", "auditor", "mod", "Audit", "Audit", holders=(("auditor", "Yoxlayan Sınaqova", LOW, ()),)),
    Seat("sysadmin", "sysadmin", "mod", "System administration", "Sistem inzibatçılığı", holders=(("sysadmin", "Sistem Maketov", LOW, ()),)),
)  # fmt: skip
