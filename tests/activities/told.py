"""A report to which nothing is missing."""

from activities.models.after_action import RATINGS

TOLD = {"summary": "DEMO: both companies crossed the pass as planned.", **dict.fromkeys(RATINGS, 4)}
