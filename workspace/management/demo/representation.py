"""Where the demo is represented and who stands where: days count from the day of loading (domain.md D, P1-P5, L1)."""

from dataclasses import dataclass

GIVEN = ("Maket", "Təlim", "Örnək", "Nümunə", "Sınaq", "Layihə", "Eskiz", "Model", "Şablon", "Qəlib", "Ölçü")
FAMILY = ("Specimen", "Nümunəzadə", "Təlimli", "Maketov")

# Officers who also sign in, so their names are those of the accounts.
NAMED = {
    "tr": ("colonel", "Nümunə Sınaqov"),
    "ge": ("lieutenant_colonel", "Örnək Sınaqov"),
    "de": ("colonel", "Təlim Maketov"),
}
TITLES = {"us": "military_attache", "gb": "naval_attache", "ua": "air_attache", "il": "military_attache"}
# What a post asks for: language and profile (listening, speaking, reading, writing).
LANGUAGES = {"da-tr": ("tr", "3333"), "da-fr": ("fr", "2222")}

# NATO staff posts: mission, designation, level of the headquarters.
STAFF_POSTS = (
    ("nmr-nato-hq", "Cooperative Security", "strategic"),
    ("nmr-nato-hq", "Partnerships", "strategic"),
    ("nmr-shape", "J7 Training", "strategic"),
    ("nmr-shape", "J5 Plans", "strategic"),
    ("nmr-shape", "Exercise planning", "operational"),
    ("nmr-shape", "Civil-military cooperation", "tactical"),
)
REPRESENTATIVES = ("nmr-osce", "nmr-nato-hq", "nmr-shape")
OBSERVERS = 2


@dataclass(frozen=True)
class Story:
    """A tenure of the demo: planned days from the day of loading, how far it came, and what else happened to it."""

    post: str
    first: int
    end: int
    reaches: str = "in_post"
    why: str = ""


# P1: ends in 150 days and nobody follows. P5: predecessor and successor together for ten days.
# P2: the note of 40 days ago is unanswered. P3: consent refused. P4: declared persona non grata three days ago.
# L1: selected, but the language result has expired.
STORIES = (
    Story("da-tr", -1500, -420, "debriefed", "Tour completed"),
    Story("da-tr", -420, 512),
    Story("da-de", -1900, -945, "debriefed", "Tour completed"),
    Story("da-de", -945, 150),
    Story("da-ge", -300, 640),
    Story("da-it", -1085, 5, "handover"),
    Story("da-it", 5, 1100, "arrived"),
    Story("da-ro", -1000, 60),
    Story("da-ro", 60, 1155, "consent_requested"),
    Story("da-ua", 90, 1185, "consent_refused"),
    Story("da-by", -700, 395, "declared_png", "DEMO: the host gave no reasons"),
    Story("da-fr", -900, 200),
    Story("da-fr", 200, 1295, "selected"),
    Story("da-us", -1600, -505, "ended", "Tour completed"),
    Story("da-us", -505, 590),
    Story("da-kr", 45, 1140, "mfa_coordinated"),
    Story("da-pl", -1060, 35, "extension_pending"),
    Story("unmo-1", -160, 205),
    Story("unmo-2", -100, 265),
)  # fmt: skip

# Side accreditations: post, country, how far it came.
SIDES = (
    ("da-de", "AT", "accredited"),
    ("da-pl", "SK", "accredited"),
    ("da-sa", "BH", "objected"),
    ("da-kz", "TM", "consent_requested"),
)
