"""The suite itself: nothing skipped, nothing slept through, no name without meaning."""

import ast
from pathlib import Path

from tests.architecture.exceptions import WAITS
from tests.architecture.house import PROJECT, modules

TESTS = [module for module in modules("tests") if "architecture" not in module.parts]
ESCAPES = {"pytest.skip", "pytest.xfail", "pytest.importorskip", "time.sleep", "sleep"}
MARKS = {"skip", "skipif", "xfail"}


def test_no_test_is_skipped_or_sleeps():
    calls = [
        f"{m.name}:{node.lineno} {name}"
        for m in TESTS
        if m.name not in WAITS
        for name, node in m.calls()
        if name in ESCAPES
    ]
    marks = [
        f"{m.name}:{node.lineno} {node.attr}"
        for m in TESTS
        for node in ast.walk(m.tree)
        if isinstance(node, ast.Attribute) and node.attr in MARKS and "mark" in ast.unparse(node.value)
    ]
    assert calls + marks == []


def test_every_test_asserts_something():
    idle = [
        f"{m.name}:{node.lineno} {node.name}"
        for m in TESTS
        for node in ast.walk(m.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not any(isinstance(inner, ast.Assert | ast.With | ast.Call) for inner in ast.walk(node))
    ]
    assert idle == []


def test_migrations_are_named():
    unnamed = [
        str(path.relative_to(PROJECT))
        for path in PROJECT.glob("*/migrations/[0-9]*.py")
        if "_auto_" in path.name or path.stem[5:] in {"", "auto", "migration"}
    ]
    assert unnamed == []


def test_schema_and_data_are_never_migrated_in_one_file():
    data, schema = {"RunPython"}, {"CreateModel", "AddField", "AlterField", "RemoveField", "DeleteModel"}
    mixed = []
    for path in PROJECT.glob("*/migrations/[0-9]*.py"):
        used = {name.rsplit(".", 1)[-1] for name in _called(path)}
        mixed += [str(path.relative_to(PROJECT))] if used & data and used & schema else []
    assert mixed == []


def _called(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
