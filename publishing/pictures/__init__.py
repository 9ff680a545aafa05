"""Pictures drawn on the server: one drawing serves page, PDF and PNG, needs no script and can be asserted in a test."""

from publishing.pictures.bars import Bar, Part, Series, Stack, bar_picture, stacked_bar_picture
from publishing.pictures.drawing import ForeignLink, Picture, warm_up
from publishing.pictures.heats import HeatCell, heat_picture
from publishing.pictures.maps import Area, map_picture
from publishing.pictures.timelines import Span, Tick, TimelineRow, timeline_picture

__all__ = [
    "Area",
    "Bar",
    "ForeignLink",
    "HeatCell",
    "Part",
    "Picture",
    "Series",
    "Span",
    "Stack",
    "Tick",
    "TimelineRow",
    "bar_picture",
    "heat_picture",
    "map_picture",
    "stacked_bar_picture",
    "timeline_picture",
    "warm_up",
]
