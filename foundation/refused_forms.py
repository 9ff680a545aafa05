"""What a form was refused for, in people's words: each refusal with the field it is about."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import pretty_name
from django.utils.text import capfirst

from foundation.errors import DomainError, RecordChanged


def refusal_words(error: DomainError) -> str:
    """A refusal in one line, for where there is no form to put it beside."""
    texts = [words if isinstance(words, (list, tuple)) else [words] for words in error.fields.values()]
    return " ".join(str(text) for words in texts for text in words) or str(error.message)


def called(form: forms.BaseForm, field: str) -> str:
    """A field in people's words: as the form has it, else the record behind it."""
    if field in form.fields:
        return str(form[field].label)
    model = getattr(getattr(form, "_meta", None), "model", None)
    names = (
        {f.name: f.verbose_name for f in model._meta.get_fields() if hasattr(f, "verbose_name")}
        if model
        else {}
    )
    return str(capfirst(names.get(field, pretty_name(field))))


def unplaced(form: Any) -> Iterator[str]:
    """Each refusal with the field it is about; a field nobody fills in was right when the form was opened."""
    for field, texts in form.errors.items():
        if field == NON_FIELD_ERRORS:
            yield from texts
        elif form[field].is_hidden:
            yield str(RecordChanged.message)
        else:
            yield from (f"{called(form, field)}: {text}" for text in texts)
