"""Azerbaijani letters sorted and searched alike in Python and SQL (stack.md: no ICU, so by our own tables).

`az_sort_key(text)` and `az_search_fold(text)` are the same two rules inside PostgreSQL; both sides are made
from the tables below. A changed table needs a migration that creates the functions anew and reindexes.
"""

import unicodedata

LETTERS = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
CAPITALS = "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ"
ORDER = LETTERS + "w"  # not of the alphabet: foreign names only, so last

_LOWER = dict(zip(CAPITALS + "W", ORDER, strict=True))
_SEARCH_LETTERS = dict(zip("əğıöşüç", "egiosuc", strict=True))
_LOOK_ALIKES = {"Ǝ": "ə", "ǝ": "ə", "ß": "s", "Æ": "a", "æ": "a", "Ø": "o", "ø": "o", "Đ": "d", "đ": "d"}
_LOOK_ALIKES |= {"Ł": "l", "ł": "l", "Þ": "t", "þ": "t", "Ð": "d", "ð": "d", "Ħ": "h", "ħ": "h"}
_PUNCTUATION = {"\u00a0": " ", "‘": "'", "’": "'", "ʼ": "'", "`": "'", "‐": "-", "–": "-", "—": "-"}
_MARKS = "".join(map(chr, range(0x0300, 0x0370)))
# C1 controls never stand in a name, and lie above all of ASCII and below every letter that is not ours.
_RANKS = {letter: chr(0x80 + rank) for rank, letter in enumerate(ORDER)}


def _accented_latin() -> dict[str, str]:
    """Letters of other Latin alphabets count as their bare letter: São Tomé stands and is found under s-a-o."""
    found = {}
    for letter in map(chr, range(0xC0, 0x250)):
        bare = unicodedata.normalize("NFD", letter)[0]
        if letter not in CAPITALS + LETTERS and bare.isascii() and bare.isalpha():
            found[letter] = bare.lower()
    return found


def _cyrillic_capitals() -> dict[str, str]:
    return {letter: letter.lower() for letter in map(chr, range(0x0400, 0x0430))}


_PLAIN = _LOWER | _PUNCTUATION | _LOOK_ALIKES | _accented_latin() | _cyrillic_capitals()
# PostgreSQL looks a character up from the front of the list: what names are made of comes first.
_AS_IT_IS = {sign: sign for sign in ORDER + " 0123456789-."}


def _table(letters: dict[str, str]) -> dict[str, str]:
    """Every source character straight to its last target."""
    return {source: letters.get(target, target) for source, target in (_AS_IT_IS | _PLAIN).items()}


_SORT = _table(_RANKS)
_SEARCH = _table(_SEARCH_LETTERS)


def sort_key(text: str) -> str:
    """Hexadecimal key in alphabet order: whatever collation compares it, the order stays the alphabet's."""
    return _translate(text, _SORT).encode().hex()


def search_fold(text: str) -> str:
    """Lower case without the letters a foreign keyboard lacks: Şuşa, ŞUŞA and susa fold to one word."""
    return _translate(text, _SEARCH)


def capitals(text: str, language: str) -> str:
    """In capital letters: i becomes İ in Azerbaijani and I elsewhere."""
    return (text.replace("i", "İ") if language == "az" else text).upper()


def _translate(text: str, table: dict[str, str]) -> str:
    replacements: dict[str, str | int | None] = {**table, **dict.fromkeys(_MARKS)}
    return unicodedata.normalize("NFC", text).translate(str.maketrans(replacements))


def _sql_translate(table: dict[str, str]) -> str:
    """PostgreSQL's translate() drops the characters of its first list that have no partner in the second."""
    sources, targets = (_quoted("".join(part)) for part in (table.keys(), table.values()))
    sources = f"{sources[:-1]}{_MARKS}'"
    return f"translate(normalize($1, NFC), {sources}, {targets})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# convert_to() is marked stable because conversions can be redefined; to UTF8 it depends on the text alone.
SORT_FOLD_SQL = f"""
CREATE OR REPLACE FUNCTION az_sort_key(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN encode(convert_to({_sql_translate(_SORT)}, 'UTF8'), 'hex');
"""
SEARCH_FOLD_SQL = f"""
CREATE OR REPLACE FUNCTION az_search_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN {_sql_translate(_SEARCH)};
"""
