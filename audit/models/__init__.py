"""What the trail stores."""

from audit.models.event import Change, Event

__all__ = ["Change", "Event"]
