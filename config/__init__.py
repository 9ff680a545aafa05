"""Roof of the house: settings, addresses, the queue. Composes everything, imported by nothing."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
