"""Floors of house.md that import-linter cannot see: packages off the plan, and foreign keys."""

from django.apps import apps

from tests.architecture.house import BESIDE, PROJECT, RANK


def test_every_package_is_on_the_plan():
    found = {path.parent.name for path in PROJECT.glob("*/__init__.py")}
    assert found - set(RANK) <= BESIDE


def test_foreign_keys_point_down():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and field.concrete and field.related_model
        if RANK.get(field.related_model._meta.app_label, -1) > RANK.get(model._meta.app_label, -1)
        and model._meta.app_label in RANK
    ]
    assert upward == []


def test_neighbours_do_not_point_at_each_other():
    sideways = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and field.concrete and field.related_model and model._meta.app_label in RANK
        if field.related_model._meta.app_label != model._meta.app_label
        and RANK.get(field.related_model._meta.app_label) == RANK[model._meta.app_label]
    ]
    assert sideways == []
