"""House rules 2, 3 and 8 and walls.md 1, read from the source: who asks for the time, and who goes around a wall."""

import ast

from tests.architecture.exceptions import CLOCKS, PLAIN_MANAGERS, UNRESTRICTED
from tests.architecture.house import INTERFACES, Module, modules

HOUSE = [module for module in modules() if not module.is_migration]
CLOCK_CALLS = (
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "date.today",
    "datetime.now",
    "datetime.utcnow",
)
CONVERSIONS = ("timezone.localdate", "timezone.localtime")  # of an instant that was given
CLOCK_NAMES = {"now", "today"}
BARE_MANAGERS = {"_default_manager", "_base_manager"}


def asks_for_the_time(module: Module) -> list[str]:
    taken = {
        name for source, name in module.imports() if source in {"foundation.clock", "django.utils.timezone"}
    }
    return [
        f"{module.name}:{node.lineno} {name}()"
        for name, node in module.calls()
        if not (node.args and name.endswith(CONVERSIONS))
        if name.endswith((*CLOCK_CALLS, "clock.now", "clock.today"))
        or (name in CLOCK_NAMES and name in taken)
    ]


def test_nobody_below_an_interface_asks_for_the_time():
    below = [module for module in HOUSE if module.is_below_interfaces and module.name not in CLOCKS]
    assert [words for module in below for words in asks_for_the_time(module)] == []


def test_interfaces_fetch_through_a_selector_and_not_by_key():
    direct = [
        f"{module.name}:{node.lineno} {name}"
        for module in HOUSE
        if module.room in INTERFACES and module.room != "management"
        for name, node in module.calls()
        if name.endswith(("objects.get", "get_object_or_404"))
    ]
    assert direct == []


def test_sealed_managers_are_opened_only_where_it_is_allowed():
    opened = {
        module.name
        for module in HOUSE
        if module.room != "deadlines"
        for name, _node in module.calls()
        if name.endswith(".unrestricted")
    }
    assert opened <= set(UNRESTRICTED), "say why in tests/architecture/exceptions.py"


def test_every_opening_of_a_sealed_manager_gives_its_reason():
    silent = [
        f"{module.name}:{node.lineno}"
        for module in HOUSE
        if module.name != "access/managers.py"
        for name, node in module.calls()
        if name.endswith(".unrestricted")
        for reason in [next((k.value for k in node.keywords if k.arg == "reason"), None)]
        if not _is_said(reason)
    ]
    assert silent == []


def _is_said(reason: ast.expr | None) -> bool:
    """In words, or by the name of words that several calls share."""
    if isinstance(reason, ast.Name):
        return reason.id.isupper()
    return isinstance(reason, ast.Constant) and len(str(reason.value)) > 10


def test_django_s_own_managers_are_left_to_the_wall():
    loose = {
        f"{module.name}:{node.lineno} {node.attr}"
        for module in HOUSE
        if not module.name.startswith(tuple(PLAIN_MANAGERS))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in BARE_MANAGERS
    }
    assert loose == set()


def test_no_query_is_built_from_what_a_request_says():
    open_doors = [
        f"{module.name}:{node.lineno} {name}"
        for module in HOUSE
        if module.room in INTERFACES
        for name, node in module.calls()
        if name.endswith((".filter", ".exclude", ".annotate", ".order_by"))
        for keyword in [*node.keywords, *node.args]
        if "request." in ast.unparse(keyword)
        and (not isinstance(keyword, ast.keyword) or keyword.arg is None)
    ]
    assert open_doors == []


def test_nothing_is_left_unfinished():
    marks = ("TODO", "FIXME", "XXX")
    marked = [
        f"{module.name}: {mark}"
        for module in HOUSE
        for mark in marks
        if mark in module.path.read_text(encoding="utf-8")
    ]
    raised = [
        f"{module.name}:{node.lineno}"
        for module in HOUSE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Raise) and node.exc and "NotImplementedError" in ast.unparse(node.exc)
    ]
    assert marked + raised == []
