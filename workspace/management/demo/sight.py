"""What the demo's provisions serve: one line of sight from an agreement to the strategy. All fictional."""

import datetime as dt

from access.context import enter_subject
from agreements.models import Provision
from missions.selectors.documents import objectives_in_force
from missions.services import provision_links
from workspace.management.demo.obligations import FRAME
from workspace.management.demo.people import subject

# article of the frame agreement, objective of the strategy, how it serves
SERVES = (("7", "S1", "The plan of each year names what the objective asks for."), ("12", "S2", ""))


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Linked by the Center on the day of loading."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as clerk:
        aims = {aim.code: aim for aim in objectives_in_force(to=clerk)}
        articles = Provision.objects.visible_to(clerk).filter(agreement__title_en=FRAME)
        for article, aim, note in SERVES:
            provision_links.link(
                aims[aim], articles.get(article=article), by=clerk, on=on, at=at, note=note, is_demo=True
            )
