"""The bell rings only what exists."""

from config.celery import app


def test_every_entry_of_the_timetable_names_a_task(settings):
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
