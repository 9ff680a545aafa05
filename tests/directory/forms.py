"""What the browser sends back of a data-entry page: what it shows, with some fields typed anew."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def shown(client: Client, address: str) -> dict[str, Any]:
    """Every field of the form and of the rows on its page, as it stands."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for rows in context["inline_admin_formsets"]:
        forms += [rows.formset.management_form, *rows.formset.forms]
    return {name: value for form in forms for name, value in _fields(form)}


def _fields(form: Any) -> Any:
    for bound in form:
        if bound.field.disabled:  # a browser leaves it out
            continue
        value = bound.value()
        widgets = getattr(bound.field.widget, "widgets", None)
        if widgets:
            parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
            yield from ((f"{bound.html_name}_{n}", part or "") for n, part in enumerate(parts))
        elif value is True:
            yield bound.html_name, "on"
        elif value is not False:
            yield bound.html_name, "" if value is None else value


def save(client: Client, kind: str, pk: int | None = None, /, **typed: Any) -> HttpResponse:
    """Open the page, type over some fields, press save; what is None is left out, as an empty tick box is."""
    address = (
        reverse(f"admin:directory_{kind}_change", args=[pk]) if pk else reverse(f"admin:directory_{kind}_add")
    )
    sent = {**shown(client, address), **typed}
    return client.post(address, {name: value for name, value in sent.items() if value is not None})  # type: ignore[return-value]


def rows(prefix: str, *new: dict[str, Any], begun: int = 0) -> dict[str, Any]:
    """Rows added below those that stand."""
    typed: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": begun + len(new)}
    for place, row in enumerate(new, start=begun):
        typed |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return typed


def told(answer: HttpResponse) -> str:
    """Everything a refused page says is wrong."""
    context: Any = answer.context  # type: ignore[attr-defined]
    errors = [context["adminform"].form.errors]
    for rows_shown in context["inline_admin_formsets"]:
        errors += [form.errors for form in rows_shown.formset.forms]
    said = [str(word) for found in errors for words in found.values() for word in words]
    return " ".join(said)
