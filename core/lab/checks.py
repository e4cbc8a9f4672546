"""What a lesson says of the real run: "server.recv.data == b'one'".

Python's grammar, but only comparisons and values: an expression is read once, when the lesson is
loaded (:func:`parse_expression`), and evaluated against what really happened (:class:`Facts`).
Nothing here can call or change anything.
"""

from __future__ import annotations

import ast
import operator
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

CALL_FIELDS = (
    "data", "text", "size", "wanted", "result", "error", "address", "host", "port", "line",
    "count", "total", "arguments",
)  # fmt: skip
"""What can be asked of a call."""
ACTOR_FIELDS = ("state", "call", "at", "output", "failed", "queue", "waiting", "tcp")
"""What can be asked of an actor."""
_LONGEST = 1000
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
    ast.Is: lambda a, b: bool(a == b),
    ast.IsNot: lambda a, b: bool(a != b),
}
_COMPUTE: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
}


class ExpressionError(Exception):
    """An expression that cannot be understood; its text says why."""


class NoAnswerError(Exception):
    """The run has nothing of what is asked for: such a call was not made, say."""


class NotToldError(NoAnswerError):
    """This system does not tell what is asked for (the queues, the state of TCP)."""


class Facts(Protocol):
    """What happened in a step: asked by expressions. ``actor`` is "server" or "server.1"."""

    def of_actor(self, actor: str, field: str) -> Any:
        """One of ACTOR_FIELDS. Raises NoAnswerError."""

    def of_call(self, actor: str, call: str, index: int, field: str) -> Any:
        """One of CALL_FIELDS; ``index`` as in a list (-1 the last). Raises NoAnswerError."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was understood."""

    source: str
    tree: ast.expr
    actors: frozenset[str]

    def value(self, facts: Facts) -> Any:
        """What it comes to. Raises NoAnswerError."""
        try:
            return self._value(self.tree, facts)
        except (TypeError, ValueError, IndexError, KeyError) as error:
            raise NoAnswerError(str(error)) from error

    def seen(self, facts: Facts) -> tuple[tuple[str, Any], ...]:
        """Every question in it with what the run answered: to show why it is not true."""
        found: dict[str, Any] = {}
        parts_of_others: set[ast.AST] = set()
        for node in ast.walk(self.tree):  # the outer one first
            if isinstance(node, ast.Attribute) and node not in parts_of_others:
                parts_of_others.update(ast.walk(node))
                try:
                    found[ast.unparse(node)] = self._value(node, facts)
                except NoAnswerError as error:
                    found[ast.unparse(node)] = error
        return tuple(found.items())

    def _value(self, node: ast.expr, facts: Facts) -> Any:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Tuple(elts=items) | ast.List(elts=items):
                return tuple(self._value(item, facts) for item in items)
            case ast.Name(id=name):
                return name
            case ast.Attribute():
                return _ask(node, facts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self._value(operand, facts)
            case ast.UnaryOp(operand=operand):
                return -self._value(operand, facts)
            case ast.BoolOp(op=ast.And(), values=values):
                return all(self._value(value, facts) for value in values)
            case ast.BoolOp(values=values):
                return any(self._value(value, facts) for value in values)
            case ast.BinOp(left=left, op=how, right=right):
                return _COMPUTE[type(how)](self._value(left, facts), self._value(right, facts))
            case ast.Call(args=[argument]):
                return len(self._value(argument, facts))
            case ast.Compare(left=left, ops=ops, comparators=others):
                first = self._value(left, facts)
                for op, other in zip(ops, others, strict=True):
                    second = self._value(other, facts)
                    if not _COMPARE[type(op)](first, second):
                        return False
                    first = second
                return True
        raise AssertionError(ast.dump(node))  # _check lets nothing else through


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a lesson expects after a step; ``only_on``: systems, empty for all. ``line``: where."""

    expression: Expression
    only_on: tuple[str, ...] = ()
    line: int = 0

    @property
    def holds_here(self) -> bool:
        """Whether it is meant for this system."""
        return is_this_system(self.only_on)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How an expectation came out. ``seen``: what was asked, with what the run answered ("" for
    nothing). ``told`` is False where this system does not tell it: then it counts as met."""

    source: str
    line: int
    ok: bool
    seen: tuple[tuple[str, str], ...] = ()
    told: bool = True


def check(expectation: Expectation, facts: Facts) -> CheckResult:
    """Hold an expectation against the run."""
    expression = expectation.expression
    told = True
    try:
        ok = bool(expression.value(facts))
    except NotToldError:
        ok, told = True, False
    except NoAnswerError:
        ok = False
    seen = tuple(
        (asked, "" if isinstance(answer, NoAnswerError) else repr(answer))
        for asked, answer in expression.seen(facts)
    )
    return CheckResult(expression.source, expectation.line, ok, seen, told)


def is_this_system(only_on: Collection[str]) -> bool:
    """Whether one of the systems ("linux", "windows", "macos", "unix") is this one, or none is
    named."""
    here = {"linux": "linux", "win32": "windows", "darwin": "macos"}.get(sys.platform, "unix")
    names = {here} if here == "windows" else {here, "unix"}
    return not only_on or bool(names.intersection(only_on))


SYSTEMS = ("linux", "windows", "macos", "unix")


def parse_expression(source: str, actors: Collection[str]) -> Expression:
    """Understand an expression about these actors. Raises ExpressionError."""
    if len(source) > _LONGEST:
        raise ExpressionError("too long")
    try:
        tree = ast.parse(source.strip(), mode="eval").body
        used: set[str] = set()
        _check(tree, frozenset(actors), used)
    except SyntaxError as error:
        raise ExpressionError(error.msg) from None
    except (RecursionError, MemoryError, ValueError) as error:
        raise ExpressionError(str(error) or "too deep") from None
    return Expression(source.strip(), tree, frozenset(used))


def parse_option(source: str) -> Any:
    """The value of an option of a prediction: a literal, or a word. Raises ExpressionError."""
    expression = parse_expression(source, ())
    try:
        return expression.value(_Nothing())
    except NoAnswerError as error:
        raise ExpressionError(str(error)) from None


class _Nothing:
    """No run at all."""

    def of_actor(self, actor: str, field: str) -> Any:
        raise NoAnswerError(f"{actor}.{field}")

    def of_call(self, actor: str, call: str, index: int, field: str) -> Any:
        raise NoAnswerError(f"{actor}.{call}.{field}")


def _check(node: ast.expr, actors: frozenset[str], used: set[str]) -> None:
    match node:
        case ast.Constant(value=value):
            if not isinstance(value, str | bytes | int | float | bool | None):
                raise ExpressionError(ast.unparse(node))
        case ast.Name(id=name):
            if name in actors:
                raise ExpressionError(f"{name}: what of it?")
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.BoolOp(values=items):
            for item in items:
                _check(item, actors, used)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            _check(operand, actors, used)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            _check(left, actors, used)
            _check(right, actors, used)
        case ast.Compare(left=left, comparators=others):
            for item in (left, *others):
                _check(item, actors, used)
        case ast.Call(func=ast.Name(id="len"), args=[argument], keywords=[]):
            _check(argument, actors, used)
        case ast.Attribute():
            actor, call, _, field = _question(node)
            base = actor.partition(".")[0]
            if base not in actors:
                raise ExpressionError(f"{base}: no such actor")
            if field not in (CALL_FIELDS if call else ACTOR_FIELDS):
                raise ExpressionError(f"{field}: nothing of that name can be asked")
            used.add(base)
        case _:
            raise ExpressionError(f"{ast.unparse(node)}: not possible here")


def _ask(node: ast.Attribute, facts: Facts) -> Any:
    actor, call, index, field = _question(node)
    if call:
        return facts.of_call(actor, call, index, field)
    return facts.of_actor(actor, field)


def _question(node: ast.Attribute) -> tuple[str, str, int, str]:
    """``server[1].recv[0].data`` as ("server.1", "recv", 0, "data"). Raises ExpressionError."""
    inner, index = _index(node.value)
    if isinstance(inner, ast.Attribute):
        owner, thread = _index(inner.value)
        if isinstance(owner, ast.Name):
            return _actor(owner.id, thread), inner.attr, -1 if index is None else index, node.attr
    elif isinstance(inner, ast.Name):
        return _actor(inner.id, index), "", -1, node.attr
    raise ExpressionError(f"{ast.unparse(node)}: not possible here")


def _actor(name: str, thread: int | None) -> str:
    if thread is None:
        return name
    if thread < 1:
        raise ExpressionError(f"{name}[{thread}]: threads count from 1")
    return f"{name}.{thread}"


def _index(node: ast.expr) -> tuple[ast.expr, int | None]:
    match node:
        case ast.Subscript(value=value, slice=ast.Constant(value=int(index))):
            return value, index
        case ast.Subscript(
            value=value,
            slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(index))),
        ):
            return value, -index
    return node, None
