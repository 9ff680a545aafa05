"""Sizes of house.md: module 300, class 120, function 40, test file 400 lines; eight verbs in a service."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.house import BESIDE, Module, dotted, modules

LIMITS = {ast.ClassDef: 120, ast.FunctionDef: 40, ast.AsyncFunctionDef: 40}
HOUSE = [module for module in modules() + modules("embedded", "bench") if not module.is_migration]
VERBS = 8


def too_long(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        limit = LIMITS.get(type(node))
        if limit and node.end_lineno - node.lineno + 1 > limit:
            yield f"{module.name}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"


def test_modules_stay_below_300_lines():
    assert [f"{module.name}: {module.lines}" for module in HOUSE if module.lines > 300] == []


def test_classes_and_functions_stay_short():
    assert [words for module in HOUSE for words in too_long(module)] == []


def test_test_files_stay_below_400_lines():
    assert [module.name for module in modules("tests") if module.lines > 400] == []


def test_a_service_has_at_most_eight_verbs():
    crowded = []
    for module in HOUSE:
        if module.room == "services":
            functions = [node for node in module.tree.body if isinstance(node, ast.FunctionDef)]
            verbs = [node.name for node in functions if any(map(_is_verb, node.decorator_list))]
            crowded += [f"{module.name}: {len(verbs)}"] if len(verbs) > VERBS else []
    assert crowded == []


def _is_verb(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and dotted(decorator.func).endswith("verb")


@pytest.mark.parametrize("name", sorted(BESIDE - {"docs"}))
def test_what_stands_beside_the_house_is_read_too(name: str):
    assert name in {"bench", "deploy"} or modules(name)
