"""Conditions of a route's step as people choose them: facts a kind of matter tells, and the values that count."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.registry import Fact, facts_known, kind_label, kinds

AT_ONCE = 12  # values shown side by side; more of them become a list to choose from


class ConditionInput(forms.Widget):
    """A group of values for each fact; what the kind does not declare stays as it was written, and can be deleted."""

    template_name = "approvals/widgets/condition.html"
    kind = ""  # of the route; empty while it is being chosen
    asked: dict[str, Mapping[Any, Any] | None]  # values by fact: one question for all steps of a form

    def facts(self) -> dict[str, tuple[str, Fact]]:
        """Facts by name with the kinds that tell them, for a route whose kind is not chosen yet those of all kinds."""
        found: dict[str, tuple[str, Fact]] = {}
        for kind in [self.kind] if self.kind else sorted(kinds()):
            for name, fact in facts_known(kind).items():
                told_by = [found[name][0]] if name in found else []
                found[name] = (", ".join([*told_by, str(kind_label(kind))]), fact)
        return found

    def choices_of(self, name: str, fact: Fact) -> Mapping[Any, Any] | None:
        """The values of a fact, asked for once."""
        if name not in self.asked:
            self.asked[name] = fact.choices()
        return self.asked[name]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        held = value if isinstance(value, dict) else {}
        known = self.facts()
        other = {
            key: values for key, values in held.items() if key not in known or not isinstance(values, list)
        }
        context["widget"] |= {
            "groups": [
                _group(
                    name,
                    fact,
                    told_by if not self.kind else "",
                    words,
                    self.choices_of(fact, words),
                    held.get(fact),
                )
                for fact, (told_by, words) in known.items()
            ],
            "other": value if isinstance(value, str) else json.dumps(other, ensure_ascii=False),
            "shows_other": bool(other) or isinstance(value, str),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was chosen, beside what stands in JSON; what cannot be read is given back as it came."""
        written = data.get(name) or "{}"
        try:
            held = json.loads(written)
        except ValueError:
            return written
        if not isinstance(held, dict):
            return written
        for fact, (_told_by, words) in self.facts().items():
            chosen = data.getlist(f"{name}__{fact}") if hasattr(data, "getlist") else []
            values = [value for text in chosen for value in _read(text, self.choices_of(fact, words))]
            if values:
                held[fact] = values
        return held

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


def _group(
    name: str, fact: str, told_by: str, known: Fact, choices: Mapping[Any, Any] | None, held: Any
) -> dict[str, Any]:
    chosen = held if isinstance(held, list) else []
    # A value that is no longer offered stays in sight, or saving the form would lose it.
    offered: dict[Any, Any] = {
        **(choices or {}),
        **{v: v for v in chosen if choices is not None and v not in choices},
    }
    return {
        "name": f"{name}__{fact}",
        "id": f"id_{name}__{fact}",
        "words": known.words,
        "told_by": told_by,
        "free": None if choices is not None else ", ".join(map(str, chosen)),
        "many": len(offered) > AT_ONCE,
        "options": [
            {"value": json.dumps(value), "words": words, "chosen": value in chosen, "no": no}
            for no, (value, words) in enumerate(offered.items())
        ],
    }


def _read(text: str, choices: Mapping[Any, Any] | None) -> list[Any]:
    if choices is None:
        return [part for word in text.split(",") if (part := word.strip())]
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    return [value] if isinstance(value, str | bool | int) else []


class ConditionField(forms.Field):
    """`only_when` of a step; what cannot be a condition is said in words."""

    widget = ConditionInput
    empty_values = (None, "")

    def __init__(self, kind: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("Nothing chosen: the step is asked every time."))
        super().__init__(**kwargs)
        self.widget.kind, self.widget.asked = kind, {}  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value:
            raise forms.ValidationError(_("This is no condition: facts with the values accepted for each."))
        return value or {}

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial() if callable(initial) else initial
        return _plain(before) != _plain(data)


def _plain(condition: Any) -> Any:
    if not isinstance(condition, Mapping):
        return condition or {}
    return {
        fact: sorted(map(str, values)) if isinstance(values, list) else values
        for fact, values in condition.items()
    }
