"""Rooms of house.md: every module has a name the plan knows; pure modules are pure; models only hold."""

import ast

from tests.architecture.exceptions import FURTHER_ROOMS
from tests.architecture.house import BANNED, FURNITURE, INTERFACES, PROJECT, PURE, ROOMS, modules, packages

DJANGO_IN_PURE = {
    ("django.db.models", "TextChoices"),
    ("django.db.models", "IntegerChoices"),
    ("django.utils.translation", "gettext_lazy"),
    ("django.utils.translation", "ngettext_lazy"),
    ("django.utils.translation", "pgettext_lazy"),
}


def test_every_room_is_on_the_plan():
    known = {package: ROOMS | FURNITURE | FURTHER_ROOMS.get(package, set()) for package in packages()}
    stray = {
        f"{module.package}/{module.room}"
        for module in modules()
        if module.room != "__init__" and module.room not in known[module.package]
    }
    assert stray == set()


def test_no_further_room_is_listed_that_does_not_exist():
    listed = {(package, room) for package, rooms in FURTHER_ROOMS.items() for room in rooms}
    missing = [
        f"{package}/{room}"
        for package, room in listed
        if not (PROJECT / package / room).is_dir() and not (PROJECT / package / f"{room}.py").exists()
    ]
    assert missing == []


def test_nothing_has_a_name_that_means_nothing():
    assert [module.name for module in modules() if BANNED & set(module.parts)] == []


def test_pure_modules_take_only_choices_and_words_from_django():
    impure = [
        f"{module.name}: {source}.{name}"
        for module in modules()
        if module.room in PURE
        for source, name in module.imports()
        if source.split(".")[0] == "django" and (source, name) not in DJANGO_IN_PURE
    ]
    assert impure == []


def test_models_neither_override_save_nor_listen_to_signals():
    busy = [
        f"{module.name}: {node.name}"
        for module in modules()
        if module.room == "models"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "full_clean"}
    ]
    signals = [
        f"{module.name}: {source}"
        for module in modules()
        if module.room in ROOMS - INTERFACES
        for source, name in module.imports()
        if source in {"django.dispatch", "django.db.models.signals"}
    ]
    assert busy + signals == []


def test_every_module_says_what_it_is_for():
    silent = [
        module.name
        for module in modules()
        if module.tree.body and not ast.get_docstring(module.tree) and not module.is_migration
    ]
    assert silent == []
