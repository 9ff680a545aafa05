"""The ladder of levels (settings.LADDER, extensible) as ranks; a label's level is its rank (decisions.md 2)."""

from django.conf import settings

RANK = {code: rank for rank, (code, _name) in enumerate(settings.LADDER)}
LEVEL_CHOICES = [(rank, name) for rank, (_code, name) in enumerate(settings.LADDER)]
CAVEAT_NAMES = dict(settings.CAVEATS)


def rank(code: str) -> int:
    """Rank of a level; KeyError for a level this installation may not hold."""
    return RANK[code]


def level_code(rank: int) -> str:
    """Stable name of a rank, as the API shows it."""
    return settings.LADDER[rank][0]
