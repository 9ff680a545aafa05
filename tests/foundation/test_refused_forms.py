"""A refusal names its field as people call it, also where the form it belonged to is shown no more."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from activities.models import Activity
from foundation.admin_kit import add_refusal, tell_unplaced
from foundation.errors import InvalidInput, RecordChanged


class StepForm(forms.Form):
    """A step with a day and the version that was read."""

    on = forms.DateField(label="Signed on")
    version = forms.IntegerField(widget=forms.HiddenInput)


class RecordForm(forms.ModelForm):
    """A form of a record that leaves most of it out."""

    class Meta:
        model = Activity
        fields = ("title",)


def told(form: forms.BaseForm, *, shown: tuple[str, ...] = ()) -> list[str]:
    """What stands on top of the page when the step was refused."""
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    tell_unplaced(request, ("sign", form), [{"name": name} for name in shown])
    return [str(message) for message in get_messages(request)]


def test_what_was_wrong_is_told_with_its_field() -> None:
    assert told(StepForm({"on": "soon", "version": 1})) == ["Signed on: Enter a valid date."]


def test_of_a_hidden_field_it_is_told_that_the_record_changed() -> None:
    assert told(StepForm({"on": "2026-11-27", "version": ""})) == [str(RecordChanged.message)]


def test_a_form_that_is_shown_says_it_itself() -> None:
    assert told(StepForm({"on": "soon", "version": 1}), shown=("sign",)) == []


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (RecordForm({"title": "Visit"}), "starts_on", "First day: Not in a leap year."),
        (StepForm({"on": "2026-11-27", "version": 1}), "signed_in", "Signed in: Not in a leap year."),
    ],
)
def test_a_field_that_is_not_on_the_form_is_named(form: forms.BaseForm, field: str, words: str) -> None:
    add_refusal(form, InvalidInput(fields={field: ["Not in a leap year."]}))
    assert form.non_field_errors() == [words]
    assert told(form) == [words]
