"""System checks of wall 1: what is protected, who serves, and which bases are used."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

from access.admin_kit import ClassifiedAdmin
from access.models import Classified
from access.rest import ClassifiedViewSet
from foundation.rest.views import OpenViewSet
from foundation.site import site

# decisions.md 1: the closed list of open tables; audit events carry soft labels and policies of their own.
OPEN_FLOORS = frozenset({"directory", "accounts", "access", "audit"})
OPEN_MODELS = frozenset(
    {
        "approvals.Route",
        "approvals.RouteStep",
        "reminders.Rule",
        "reminders.RuleAudience",
        "reminders.RuleEscalation",
        "reminders.RuleFault",
        "reminders.Heartbeat",
        "reminders.Preference",
    }
)


@register("parley")
def tables_are_labelled(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Every other table of the house is Classified."""
    return [
        Error(
            f"{model._meta.label} is neither Classified nor on the closed list of open tables.",
            id="parley.E010",
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in set(settings.FLOORS) - OPEN_FLOORS
        and model._meta.label not in OPEN_MODELS
        and not issubclass(model, Classified)
    ]


@register("parley")
def admin_is_classified(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Protected models register through ClassifiedAdmin."""
    return [
        Error(f"{model.__name__} is protected but not registered through ClassifiedAdmin.", id="parley.E011")
        for model, registered in site._registry.items()
        if issubclass(model, Classified) and not isinstance(registered, ClassifiedAdmin)
    ]


WITHOUT_RECORDS = ("drf_spectacular.", "rest_framework.routers")  # the document and the list of resources


def _views(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            yield where, getattr(pattern.callback, "cls", None)


@register("parley", Tags.urls)
def resources_use_the_kit(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Every REST view of ours stands on OpenViewSet or ClassifiedViewSet."""
    errors = []
    for where, view in _views(get_resolver().url_patterns):
        if view is None or view.__module__.startswith(WITHOUT_RECORDS):
            continue
        if not issubclass(view, (OpenViewSet, ClassifiedViewSet)):
            errors.append(Error(f"{where}: {view.__name__} is not based on the REST kit.", id="parley.E012"))
    return errors


@register("parley", Tags.database)
def owner_never_serves(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """The serving role is not superuser, cannot bypass row security and owns no protected table (decisions.md 5)."""
    return (
        [Error(words, id="parley.E013") for words in serving_role_problems()]
        if "default" in (databases or [])
        else []
    )


def serving_role_problems() -> list[str]:
    """What is wrong with the role that serves; empty when all is well."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypass = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner "
            "WHERE r.rolname = current_user AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
        )
        owned = cursor.fetchone()[0]
    problems = ["The application role is superuser."] if superuser else []
    problems += ["The application role may bypass row security."] if bypass else []
    return problems + (["The application role owns tables."] if owned else [])


def refuse_to_serve_as_owner() -> None:
    """Called by the web, worker and dispatcher at start; raises RuntimeError with the reasons."""
    if problems := serving_role_problems():
        raise RuntimeError(" ".join(problems))
