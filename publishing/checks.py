"""What publishing needs of the settings."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from publishing.pictures.maps import WIDTH
from publishing.pictures.outlines import BadBorders, world


@register("parley")
def borders_can_be_read(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A ministry's own file of borders holds the outlines of States; better told at the start than on a page."""
    if settings.WORLD_MAP:
        try:
            world(settings.WORLD_MAP, WIDTH)
        except BadBorders as problem:
            return [
                Error(
                    f"PARLEY_WORLD_MAP: no outlines of States can be read from {problem}.", id="parley.E014"
                )
            ]
    return []
