"""The floor plan of house.md as data, and the project's modules read as syntax."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent

FLOORS = [
    ["foundation"],
    ["audit", "publishing"],
    ["directory"],
    ["accounts"],
    ["access"],
    ["documents"],
    ["reminders", "correspondence"],
    ["approvals"],
    ["attaches", "agreements"],
    ["missions"],
    ["activities", "negotiations"],
    ["reports"],
    ["workspace"],
    ["config"],
]
RANK = {package: rank for rank, floor in enumerate(FLOORS) for package in floor}
BESIDE = {"embedded", "tests", "bench", "deploy", "docs"}

INTERFACES = {"api", "admin", "pages", "management", "tasks", "apps"}
ADAPTERS = {"deadlines", "approvables", "imports", "drafts"}
PURE = {"lifecycle", "engine", "terms", "registry", "verbs"}
ROOMS = INTERFACES | PURE | ADAPTERS | {"services", "selectors", "models", "querysets"}
FURNITURE = {"migrations", "locale", "templates", "static", "templatetags", "data"}
BANNED = {"utils", "helpers", "common", "core", "misc", "base", "extras"}


@dataclass(frozen=True)
class Module:
    path: Path

    @cached_property
    def name(self) -> str:
        return str(self.path.relative_to(PROJECT))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return self.path.relative_to(PROJECT).with_suffix("").parts

    @property
    def package(self) -> str:
        return self.parts[0]

    @property
    def room(self) -> str:
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    @property
    def is_below_interfaces(self) -> bool:
        return self.room in ROOMS - INTERFACES and not self.is_migration

    @cached_property
    def lines(self) -> int:
        return self.path.read_text(encoding="utf-8").count("\n")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with its dotted name, e.g. ("Post.objects.get", node)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield dotted(node.func), node

    def imports(self) -> Iterator[tuple[str, str]]:
        """(module, name) of everything imported."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                yield from ((node.module or "", alias.name) for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from ((alias.name, "") for alias in node.names)


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return node.id if isinstance(node, ast.Name) else "?"


def packages() -> list[str]:
    """Packages of the house that exist, from the lowest up."""
    return [package for package in RANK if (PROJECT / package / "__init__.py").exists()]


def modules(*names: str) -> list[Module]:
    """Modules of these packages, else of the whole house."""
    return [Module(path) for name in names or packages() for path in sorted((PROJECT / name).rglob("*.py"))]


def files(*suffixes: str) -> list[Path]:
    """Files of the house that a browser or a person gets: templates, styles, scripts."""
    found = (
        path for name in packages() for path in sorted((PROJECT / name).rglob("*")) if path.suffix in suffixes
    )
    return [path for path in found if "vendor" not in path.parts]
