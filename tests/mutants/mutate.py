"""Mutants of a module: one small change each, of the kind that people make by mistake."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from types import CodeType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
RECKONED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
CALLED = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
    "reversed": "list",
}
NOT_BILLED = ("__get_pydantic", "__repr__", "__reduce__", "__str__", "table_schema", "_object")
NOT_BILLED += ("looked_for", "in_force", "_meters", "counts_as_input")
"""Functions of which no bill can tell: how a schema or an error is shown, what only pages ask for,
and what has run once when the first bill is read."""


@dataclass(frozen=True)
class Mutant:
    """One change of one function."""

    module: str
    function: str
    """Its qualified name."""
    line: int
    before: str
    after: str
    number: int
    """Which of the same changes within the function, counted from 0."""
    code: CodeType
    """The function's, changed."""

    @property
    def name(self) -> tuple[str, str, str, str, int]:
        """What it is known by, wherever its line is."""
        return self.module, self.function, self.before, self.after, self.number


def mutants(module: str, file: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    tree = ast.parse(source)
    seen: dict[tuple[str, str, str], int] = {}
    for node, function in [*_places(tree)]:
        for change in _changes(node):
            kind, old = node.__class__, dict(node.__dict__)
            before = _said(node)
            change()
            after = _said(node)
            number = seen[function, before, after] = seen.get((function, before, after), -1) + 1
            line: int = node.lineno  # type: ignore[attr-defined]
            code = code_of(compile(tree, file, "exec"), function)
            yield Mutant(module, function, line, before, after, number, code)
            node.__class__ = kind  # type: ignore[assignment]
            node.__dict__.clear()
            node.__dict__.update(old)


def code_of(code: CodeType, function: str) -> CodeType:
    """Find a function's code within its module's."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == function:
                return inner
            if function.startswith(f"{inner.co_qualname}."):
                return code_of(inner, function)
    raise LookupError(function)


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield what may be changed, with the function or method it stands in."""

    def visit(node: ast.AST, scope: str, inside: bool) -> Iterator[tuple[ast.AST, str]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef):
                if not child.name.startswith(NOT_BILLED):
                    named = scope if inside else f"{scope}.{child.name}".lstrip(".")
                    for statement in child.body:
                        yield statement, named
                        yield from visit(statement, named, True)
            elif isinstance(child, ast.ClassDef):
                yield from visit(child, child.name, inside)
            elif inside:
                yield child, scope
                yield from visit(child, scope, inside)

    yield from visit(tree, "", False)


def _changes(node: ast.AST) -> Iterator[Callable[[], None]]:
    """Yield ways to change a node in place."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            yield lambda: _set(node, "ops", [COMPARED[type(op)]()])
        case ast.BinOp(op=ast.BitOr() | ast.Pow()):
            pass
        case ast.BinOp(left=left, op=op) if type(op) in RECKONED:
            yield lambda: _set(node, "op", RECKONED[type(op)]())
            yield lambda: _become(node, left)
        case ast.BoolOp(op=op):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield lambda: _set(node, "op", other)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield lambda: _become(node, operand)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield lambda: _set(node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.Constant(value=bool() as value):
            yield lambda: _set(node, "value", not value)
        case ast.Constant(value=int() as value):
            yield lambda: _set(node, "value", value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            yield lambda: _set(node, "func", ast.Name(CALLED[name], ast.Load()))
        case ast.Expr(value=ast.Call()):
            yield lambda: _set(node, "value", ast.Constant(None))
        case ast.Continue() | ast.Break():
            yield lambda: _become(node, ast.Pass())


def _set(node: ast.AST, field: str, value: object) -> None:
    setattr(node, field, value)
    ast.fix_missing_locations(node)


def _become(node: ast.AST, other: ast.AST) -> None:
    """Turn a node into another one, in its place."""
    places = {name: getattr(node, name) for name in node._attributes}
    node.__class__ = other.__class__  # type: ignore[assignment]
    node.__dict__.clear()
    node.__dict__.update({**other.__dict__, **places})


def _said(node: ast.AST) -> str:
    """Write a node on one line, of a statement with a body only its head."""
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())
