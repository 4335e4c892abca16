"""Operators with what they govern: named functions, sums, integrals, limits."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.cursor import Cursor
from derive.formula.regroup import Token
from derive.formula.syntax import (
    Accent,
    Add,
    Apply,
    BigOp,
    Chain,
    Empty,
    FormulaError,
    Frac,
    Juxt,
    Name,
    Node,
    Num,
    Operator,
    Span,
    Sub,
    Sup,
)
from derive.record import replace

_OF_ANGLES = frozenset(["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh"])
LOGARITHMS = frozenset(["log", "ln", "lg"])
_OF_NUMBERS = _OF_ANGLES | LOGARITHMS | {"arcsin", "arccos", "arctan"}
# the commands for these are those of a document: what stands in braces behind them is their arguments
_NOT_OF_TEX = frozenset(["tr", "diag", "rank", "vec"])


def operator(cursor: Cursor, name: str, span: Span) -> Node:
    """A named operator with what it governs: a bracket, or the factors up to the next sign or operator."""
    head: Node = Operator(name, span=span)
    head = cursor.scripts(head, span[0])
    if not cursor.begins() or cursor.token.kind == "text":
        return head
    if (
        cursor.token.text in signs.OPENERS
        or cursor.token.text in ("|", "‖", "Vert", "vert")
        or cursor.token.kind == "open"
    ):
        token = cursor.token
        bracketed = token.text in ("(", "[", "\\{", "lbrace", "lbrack") or token.kind == "open"
        if bracketed:
            argument = cursor.atom()
            if token.kind == "open" and cursor.token.kind == "open" and name in _NOT_OF_TEX:
                raise FormulaError("a command of several arguments that is not defined in what was read", span)
            applied: Node = Apply(head, argument, span=cursor.span_from(span[0]))
            return cursor.scripts(applied, span[0])
    start = cursor.token.span[0]
    factors, joined = [cursor.factor()], []
    while cursor.begins() and cursor.token.kind != "text" and not _is_operator(cursor.token):
        place = cursor.at
        if name in _OF_ANGLES and cursor.token.thin:
            break  # `\\sin\\theta\\;\\omega`
        factor = cursor.factor()
        if name in _OF_NUMBERS and is_exponential(factor):  # `\\sin x e^{-x}` is a product
            cursor.at = place
            break
        if _differentiates(factor) or (
            isinstance(factor, Accent) and factor.kind.endswith("dot")
        ):  # r \cos\theta \frac{\partial u}{\partial x}
            cursor.at = place
            break
        joined.append("")
        factors.append(factor)
    arg = factors[0] if len(factors) == 1 else Juxt(tuple(factors), tuple(joined), span=cursor.span_from(start))
    return Apply(head, arg, span=cursor.span_from(span[0]))


def _is_operator(token: Token) -> bool:
    return token.kind == "command" and (token.text in signs.FUNCTIONS or token.text in signs.BIG)


def is_exponential(node: Node) -> bool:
    """Whether a factor is e with a power."""
    return isinstance(node, Sup) and isinstance(node.base, Name) and node.base.name == "e"


def _differentiates(node: Node) -> bool:
    """Whether a factor is a derivative: nobody means one by the tail of an argument without brackets."""
    if isinstance(node, Frac):
        return all(_differentiates(_first(part)) or _is_d(_first(part)) for part in (node.num, node.den))
    if isinstance(node, Sub | Sup):
        return _differentiates(node.base)
    return isinstance(node, Name) and node.name in ("partial", "nabla")


def _first(node: Node) -> Node:
    while isinstance(node, Juxt | Sub | Sup):
        node = node.factors[0] if isinstance(node, Juxt) else node.base
    return node


def _is_d(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "d" and node.style in ("", "roman")


def big(cursor: Cursor, token: Token) -> Node:
    """A big operator, its bounds in either order, and what it scopes over."""
    op, start = signs.BIG[token.text], token.span[0]
    if token.text == "arg":
        op = "arg" + op
    lower: Node | None = None
    upper: Node | None = None
    while cursor.is_sign("_", "^"):
        if cursor.take().text == "_":
            lower = cursor.script()
        else:
            upper = cursor.script()
    if not cursor.begins():
        return BigOp(op, lower, upper, Empty(span=cursor.span_from(start)), span=cursor.span_from(start))
    if op in ("max", "min", "sup", "inf") and lower is None and cursor.is_sign("(", "\\{", "["):
        argument = cursor.atom()
        return cursor.scripts(Apply(Operator(op, span=token.span), argument, span=cursor.span_from(start)), start)
    body = cursor.product()
    if op in ("int", "iint", "oint"):
        inner, variables = _differentials(body)
        if not variables:
            inner, variables = _over_a_sum(cursor, body)
        return BigOp(op, lower, upper, inner, variables, span=cursor.span_from(start))
    if op == "lim":
        body = _over_its_variable(cursor, body, lower)
    return BigOp(op, lower, upper, body, span=cursor.span_from(start))


def _over_a_sum(cursor: Cursor, first: Node) -> tuple[Node, tuple[Node, ...]]:
    """`\\int f(x) + g(x) \\, dx`: the integrand goes on to its differential; without one it ends at the sign."""
    saved = cursor.at
    terms: list[tuple[str, Node]] = [("+", first)]
    while cursor.token.kind in ("sign", "command") and cursor.token.text in signs.TERMS:
        sign = signs.TERMS[cursor.take().text]
        if not cursor.begins() or cursor.token.text in signs.BIG:
            break
        term, variables = _differentials(cursor.product())
        terms.append((sign, term))
        if variables:
            return Add(tuple(terms), span=cursor.span_from(first.span[0])), variables
    cursor.at = saved
    return first, ()


def _over_its_variable(cursor: Cursor, first: Node, lower: Node | None) -> Node:
    """`\\lim_{n \\to \\infty} \\sqrt{n^2 + n} - n`: a limit goes on over the terms that speak of its variable."""
    variable = lower.first if isinstance(lower, Chain) else None
    if not isinstance(variable, Name):
        return first
    terms: list[tuple[str, Node]] = [("+", first)]
    reach, taken = cursor.at, 1
    while cursor.token.kind in ("sign", "command") and cursor.token.text in signs.TERMS:
        sign, begun = signs.TERMS[cursor.take().text], cursor.at
        if not cursor.begins() or cursor.token.text in signs.BIG:
            break
        terms.append((sign, cursor.product()))
        if any(token.text == variable.name for token in cursor.tokens[begun : cursor.at]):
            reach, taken = cursor.at, len(terms)
    cursor.at = reach
    return first if taken == 1 else Add(tuple(terms[:taken]), span=cursor.span_from(first.span[0]))


def _differentials(body: Node) -> tuple[Node, tuple[Node, ...]]:
    """`f(x) dx` → f(x) and (x,); a `d` in a numerator too."""
    if isinstance(body, Frac):
        inner, variables = _differentials(body.num)
        return (Frac(inner, body.den, span=body.span), variables) if variables else (body, ())
    if isinstance(body, BigOp) and body.op in ("sum", "prod"):
        inner, variables = _differentials(body.body)
        return (replace(body, body=inner), variables) if variables else (body, ())
    if isinstance(body, Apply) and isinstance(body.arg, Juxt):  # `log x dx`
        inner, variables = _differentials(body.arg)
        return (replace(body, arg=inner), variables) if variables else (body, ())
    if not isinstance(body, Juxt):
        return body, ()
    factors, joined = list(body.factors), list(body.signs)
    taken: list[Node] = []
    position = 0
    while position < len(factors):
        factor = factors[position]
        if _is_d(factor) and position + 1 < len(factors):
            taken.append(factors[position + 1])
            del factors[position : position + 2]
            del joined[max(position - 1, 0) : max(position - 1, 0) + 2]
            continue
        if isinstance(factor, Frac):
            inner, found = _differentials(factor.num)
            if found:
                factors[position] = Frac(inner, factor.den, span=factor.span)
                taken.extend(found)
        elif isinstance(factor, Apply):
            factors[position], found = _differentials(factor)
            taken.extend(found)
        position += 1
    if not factors:
        return Num("1", span=body.span), tuple(taken)
    if not taken and isinstance(factors[-1], BigOp):
        factors[-1], found = _differentials(factors[-1])
        taken.extend(found)
    joined = joined[: len(factors) - 1]
    rest = factors[0] if len(factors) == 1 else Juxt(tuple(factors), tuple(joined), span=body.span)
    return rest, tuple(taken)
