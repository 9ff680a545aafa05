"""The words of diplomatic form in both languages, and how numbers are written (domain.md B3). Pure.

These stand on paper that leaves the house, in the language of the note and not in that of the reader's screen.
"""

import datetime as dt
import re
from dataclasses import dataclass

LANGUAGES = ("en", "az")
FRONT, BACK = "eəiöü", "aıou"
FOURFOLD = {"a": "ı", "ı": "ı", "e": "i", "ə": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}
WITH_ARTICLE = ("United ", "Republic ", "Kingdom ", "Netherlands", "Philippines")
MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
    "az": (
        "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr", "noyabr",
        "dekabr",
    ),
}  # fmt: skip
FORM_NAMES = {
    "note_verbale": ("Note verbale", "Verbal nota"),
    "letter": ("Letter", "Məktub"),
    "aide_memoire": ("Aide-mémoire", "Yaddaş qeydi (aide-mémoire)"),
    "non_paper": ("Non-paper", "Qeyri-rəsmi sənəd (non-paper)"),
    "note_exchange": ("Exchange of notes", "Nota mübadiləsi"),
}
# Forms that are written in the third person, with compliments and without a signature.
THIRD_PERSON = frozenset({"note_verbale", "note_exchange"})


@dataclass(frozen=True)
class Name:
    """A name as it stands on paper, in both languages."""

    en: str
    az: str

    def in_(self, language: str) -> str:
        return self.az if language == "az" else self.en


HOME = Name("the Republic of Azerbaijan", "Azərbaycan Respublikası")


def _last_vowel(word: str) -> str:
    return next((letter for letter in reversed(small(word)) if letter in FOURFOLD), "a")


def small(text: str) -> str:
    """Lower case as Azerbaijani writes it."""
    return text.replace("I", "ı").replace("İ", "i").lower()


def _is_possessed(name: str) -> bool:
    """Compounds end in a possessive suffix and put an n before the next one: Xarici İşlər Nazirliyi, -yinə."""
    return len(name.split()) > 1 and small(name)[-1:] in "ıiuü"


def _two_fold(name: str) -> str:
    return "ə" if _last_vowel(name) in FRONT else "a"


def genitive(name: str) -> str:
    """ "Gürcüstanın", "Türkiyənin", "Amerika Birləşmiş Ştatlarının"."""
    ends_in_vowel = small(name)[-1:] in FOURFOLD
    return f"{name}{'n' if ends_in_vowel else ''}{FOURFOLD[_last_vowel(name)]}n"


def dative(name: str) -> str:
    """ "Gürcüstana", "Türkiyəyə", "Xarici İşlər Nazirliyinə"."""
    link = "n" if _is_possessed(name) else "y" if small(name)[-1:] in FOURFOLD else ""
    return f"{name}{link}{_two_fold(name)}"


def located(name: str) -> str:
    """ "Gürcüstandakı", "Türkiyədəki", "Koreya Respublikasındakı": the one that is there."""
    ending = "dəki" if _last_vowel(name) in FRONT else "dakı"
    return f"{name}{'n' if _is_possessed(name) else ''}{ending}"


def with_article(name: str) -> str:
    """ "the United States", "Georgia"."""
    return f"the {name}" if name.startswith(WITH_ARTICLE) else name


def of_home(en: str, az: str) -> Name:
    """An institution of our own: "Ministry of Foreign Affairs of the Republic of Azerbaijan"."""
    return Name(f"{en} of {HOME.en}", f"{genitive(HOME.az)} {az}")


def embassy(en: str, az: str) -> Name:
    """Our embassy in a country."""
    return Name(f"Embassy of {HOME.en} in {with_article(en)}", f"{genitive(HOME.az)} {located(az)} Səfirliyi")


def representation(en: str, az: str, *, military: bool) -> Name:
    """Our mission or military representation at an organisation."""
    word_en, word_az = ("Military Representation", "Hərbi Nümayəndəliyi") if military else (
        "Permanent Mission", "Daimi Nümayəndəliyi"
    )  # fmt: skip
    return Name(
        f"{word_en} of {HOME.en} to {with_article(en)}", f"{genitive(HOME.az)} {az} yanında {word_az}"
    )


def foreign_ministry(en: str, az: str) -> Name:
    """The foreign ministry of a country: whom our embassies write to."""
    return Name(
        f"Ministry of Foreign Affairs of {with_article(en)}", f"{genitive(az)} Xarici İşlər Nazirliyi"
    )


def foreign_embassy(en: str, az: str) -> Name:
    """The embassy of a country with us: whom our foreign ministry writes to."""
    return Name(f"Embassy of {with_article(en)} in {HOME.en}", f"{genitive(az)} {located(HOME.az)} Səfirliyi")


def the(name: str) -> str:
    """An English name inside a sentence; those that bring their article keep it."""
    return name if name.startswith(("the ", "The ")) else f"the {name}"


def opening(sender: Name, addressee: Name, honour: Name, language: str) -> str:
    """The courtesy formula with what the note is for; `honour` follows "has the honour" or stands before "şərəfinə"."""
    if language == "az":
        return f"{sender.az} {dative(addressee.az)} öz dərin ehtiramını bildirir və {honour.az} şərəfinə malikdir."
    return f"{_capital(the(sender.en))} presents its compliments to {the(addressee.en)} and has the honour {honour.en}."


def closing(sender: Name, addressee: Name, language: str) -> str:
    """The formula at the end."""
    if language == "az":
        return f"{sender.az} fürsətdən istifadə edərək {dative(addressee.az)} öz dərin ehtiramını bir daha bildirir."
    return (
        f"{_capital(the(sender.en))} avails itself of this opportunity to renew to {the(addressee.en)} the assurances "
        "of its highest consideration."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def full_date(day: dt.date, language: str) -> str:
    """The date written out: "3 November 2026", "3 noyabr 2026-cı il"."""
    written = f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"
    return f"{written}-{year_ending(day.year)} il" if language == "az" else written


def year_ending(year: int) -> str:
    """The ordinal suffix of a year as it is read out: 2026-cı, 2025-ci, 2023-cü, 2030-cu."""
    units = {1: "ci", 2: "ci", 3: "cü", 4: "cü", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cu"}
    tens = {1: "cu", 2: "ci", 3: "cu", 4: "cı", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cı"}
    if year % 10:
        return units[year % 10]
    if year % 100:
        return tens[year % 100 // 10]
    return "ci" if year % 1000 == 0 else "cü"


# --- numbers (docs/decisions/0012) -----------------------------------------------------------------------------------
DRAWN = re.compile(r"^[A-Z0-9-]+/\d{4}/(?:[2-9A-HJ-NP-Z]{3}-)?\d{4,}$")
MARK_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def number_text(sender_code: str, year: int, mark: str, place: int) -> str:
    """ "EMB-GE/2026/0007"; outside the series that all staff read "EMB-GE/2026/K7Q-0003"."""
    series = f"{mark}-" if mark else ""
    return f"{sender_code.upper()}/{year}/{series}{place:04d}"


def looks_drawn(number: str) -> bool:
    """True for a number of the form the register draws."""
    return bool(DRAWN.match(number.strip().upper()))


# --- words of the form -----------------------------------------------------------------------------------------------
INITIALS = Name("initials and seal", "paraf və möhür")
SIGNATURE = Name("signature", "imza")
DRAFT = Name("DRAFT", "LAYİHƏ")
TRANSLATED = Name("Unofficial translation", "Qeyri-rəsmi tərcümə")
UNTRANSLATED = Name("Text in its authentic language", "Mətn autentik dilindədir")
NUMBER = Name("No. {}", "№ {}")
OPEN = "________"
CAPITAL = Name("Baku", "Bakı")


def number_line(number: str, language: str) -> str:
    """The number as it stands on the paper; room for it while it is a draft."""
    return NUMBER.in_(language).format(number or OPEN)


def place_and_date(place: str, day: dt.date | None, language: str) -> str:
    """ "Tbilisi, 3 November 2026"; room for the day while it is a draft."""
    known = CAPITAL.in_(language) if place in {CAPITAL.en, CAPITAL.az} else place
    return ", ".join(part for part in (known, full_date(day, language) if day else OPEN) if part)
