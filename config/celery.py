"""The queue: clock and hands only; the state is in PostgreSQL (walls.md 4)."""

import os

from celery import Celery
from celery.signals import worker_init, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("parley")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def look_who_serves(**kwargs: object) -> None:
    """A worker connected as owner would see past every wall (decisions.md 5)."""
    from django.db import connections

    from access.checks import refuse_to_serve_as_owner

    refuse_to_serve_as_owner()
    connections.close_all()  # a connection does not survive the fork


@worker_process_init.connect
def warm_pictures(**kwargs: object) -> None:
    """The picture engine must not be started before the fork."""
    from publishing.pictures import warm_up

    warm_up()
