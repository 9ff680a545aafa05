"""What is typed beside the steps of an activity's records."""

from django import forms


class HourInput(forms.DateTimeInput):
    """A day and an hour of the home zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")
