"""Derivatives in Leibniz' notation: `dg/dx (x)`, `d²f/dx² (x_0)`, `dF/du (u(x))` are g'(x), f''(x_0), F'(u(x)), and `dg/dx` beside g(x) is its derivative there.

Only of what the text applies to one thing wherever it applies it to anything, and only by what it is applied to: of an f(y) with y = g(x), `df/dx (x)` is no
value of f'.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from derive import lazy_re as re
from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import (
    Chain,
    Display,
    Dots,
    Fence,
    Frac,
    Juxt,
    Name,
    Node,
    Num,
    Prime,
    Sub,
    Sup,
    Tuple,
    items_of,
)
from derive.record import dataclass, field, replace


class Leibniz(NamedTuple):
    """The displays with such derivatives as those of functions, and the names of what is differentiated so."""

    displays: list[Display]
    functions: frozenset[str]


@dataclass(slots=True)
class Applied:
    """What a document applies to one thing: by its name what stands in the brackets behind it (a name, or "" for another expression), and what is
    differentiated without a point behind it as it is at one: `bare`."""

    to: dict[str, set[str]] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)
    lists: dict[str, Fence] = field(
        default_factory=dict
    )  # the names in brackets, always the same ones, behind a function of which no more is said


_SMOOTH = re.compile(r"\bderivativ|\bdifferentia|\btaylor\b|\bsmooth\b|\banalytic\b|\bexpand|\bexpansion", re.I)
_MOST = 9  # primes


def numbered(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with `f^{(4)}(x)` as the fourth derivative of f: of a letter that has primes somewhere, from the third on also in a text that speaks of
    derivatives; else it may count layers or iterates."""
    listed = list(displays)
    nodes = [node for display in listed for clause in display.clauses for node in inside(clause.body)]
    if not any(map(_order, nodes)):
        return listed
    primes = {key(node.base) for node in nodes if isinstance(node, Prime)}
    smooth = _SMOOTH.search(text) is not None

    def changed(node: Node) -> Node:
        if not isinstance(node, Juxt):
            return node
        factors = list(node.factors)
        for place, (head, bracket, sign) in enumerate(zip(node.factors, node.factors[1:], node.signs, strict=False)):
            order = _order(head) if not sign and isinstance(bracket, Fence) and bracket.open == "(" else 0
            if order and isinstance(head, Sup) and (key(head.base) in primes or (smooth and order > 2)):
                factors[place] = Prime(head.base, order, span=head.span)
        return node if factors == list(node.factors) else replace(node, factors=tuple(factors))

    return rewritten(listed, changed)


def _order(node: Node) -> int:
    """The n of `f^{(n)}`; 0 for anything else."""
    above = node.sup.body if isinstance(node, Sup) and isinstance(node.sup, Fence) and node.sup.open == "(" else None
    plain = isinstance(above, Num) and above.text.isdigit() and isinstance(node, Sup) and isinstance(node.base, Name)
    return int(above.text) if plain and isinstance(above, Num) and int(above.text) <= _MOST else 0


def primed(displays: Iterable[Display]) -> Leibniz:
    """Look over the formulas of a document."""
    listed = list(displays)
    bodies = tuple(clause.body for display in listed for clause in display.clauses)
    applied = Applied(_called(bodies))
    nodes = [node for node in inside(bodies) if isinstance(node, Juxt | Frac)]
    found = {name for node in nodes if isinstance(node, Juxt) for name in _names(node, applied)}
    given, named = _given(bodies)
    fractions = [node for node in nodes if isinstance(node, Frac)]
    beside = _without_brackets(bodies)
    others = tuple(body for body in bodies if not _is_level(body))
    said = set[str]().union(*_given(others)) | _without_brackets(others)
    applied.lists = {name: at for name, at in _listed(bodies).items() if name not in said}
    applied.bare = {name for name in applied.to if name not in named | beside and (name in found or name not in given)}
    found |= {name for node in fractions if (name := _bare(node, applied)) is not None}
    if not found and not any(_at_its_list(node, applied) is not None for node in fractions):
        return Leibniz(listed, frozenset())
    changed = rewritten(listed, lambda node: _changed(node, applied))
    return Leibniz(changed, frozenset(found))


def _called(bodies: tuple[Node, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    several: set[str] = set()
    for node in inside(bodies):
        if not isinstance(node, Juxt):
            continue
        for head, bracket, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
            name = key(head.base if isinstance(head, Prime) else head) if isinstance(head, Name | Sub | Prime) else None
            if not name or sign or not isinstance(bracket, Fence) or bracket.open != "(":
                continue
            if isinstance(bracket.body, Tuple | Dots):
                several.add(name)
            found.setdefault(name, set()).add(key(bracket.body) or "")
    return {name: arguments for name, arguments in found.items() if name not in several}


def _without_brackets(bodies: tuple[Node, ...]) -> set[str]:
    """The names that stand somewhere without brackets behind them, and not in a derivative: the A of `A^{-1}` is a quantity also where `A(t)` is written."""
    counted: set[int] = set()
    for node in inside(bodies):
        if isinstance(node, Juxt):
            heads = (
                head.base if isinstance(head, Prime) else head
                for head, bracket in zip(node.factors, node.factors[1:], strict=False)
                if isinstance(bracket, Fence) and bracket.open == "("
            )
            counted |= {id(part) for head in heads for part in inside(head)}
            counted |= {id(part) for place, part in enumerate(node.factors) if _is_above_slash(node, place)}
        elif isinstance(node, Frac) and derivative_fraction(node) is not None:
            counted |= {id(part) for part in inside(node.num)}
        elif isinstance(node, Prime):
            counted |= {id(part) for part in inside(node.base)}
    return {key(node) or "" for node in inside(bodies) if isinstance(node, Name | Sub) and id(node) not in counted}


def _is_above_slash(node: Juxt, place: int) -> bool:
    """Whether a factor is the F of `dF/dx` in one line."""
    factors, signs = node.factors[place - 1 : place + 3], node.signs[place - 1 : place + 2]
    letters = [part.name if isinstance(part, Name) else "" for part in factors]
    return place > 0 and signs == ("", "/", "") and letters[0] == letters[2] and letters[0] in ("d", "partial")


def _given(bodies: tuple[Node, ...]) -> tuple[set[str], set[str]]:
    """The names of which the text says what they are, as functions `f(x) = …` and as quantities `f = …`."""
    firsts = [body.first for body in bodies if isinstance(body, Chain)]
    applied = {key(first.factors[0]) or "" for first in firsts if isinstance(first, Juxt) and len(first.factors) == 2}
    return applied, {name for first in firsts if (name := key(first)) is not None}


def _is_level(body: Node) -> bool:
    """Whether a formula is `F(x, y) = 0` or `F = 0`: it says where F has that value, and nothing of what F is."""
    return isinstance(body, Chain) and all(link.op == "=" and isinstance(link.right, Num) for link in body.links)


def _names(node: Juxt, applied: Applied) -> list[str]:
    pairs = zip(node.factors, node.factors[1:], node.signs, strict=False)
    return [key(made.base) or "" for head, at, sign in pairs if (made := _prime(head, at, sign, applied)) is not None]


def _changed(node: Node, applied: Applied) -> Node:
    if isinstance(node, Frac):
        name = _bare(node, applied)
        return (_at_its_list(node, applied) or node) if name is None else _at_its_variable(node)
    if not isinstance(node, Juxt):
        return node
    factors = list(node.factors)
    for place in range(len(factors) - 1):
        made = _prime(factors[place], factors[place + 1], node.signs[place], applied)
        factors[place] = made if made is not None else factors[place]
    return node if factors == list(node.factors) else replace(node, factors=tuple(factors))


def _prime(head: Node, at: Node, sign: str, applied: Applied) -> Prime | None:
    """The g' of `dg/dx` before a bracket that holds a point."""
    found = _of_one_name(head)
    if found is None or sign or not isinstance(at, Fence) or at.open != "(":
        return None
    body, variables = found
    name, variable = key(body) or "", key(variables[0])
    own = variable in applied.to.get(name, ()) and (key(at.body) is not None or isinstance(at.body, Num))
    if name not in applied.to or not variable or not (own or _is_value_of(at.body, variable)):
        return None
    return Prime(body, len(variables), span=head.span)


def _bare(node: Frac, applied: Applied) -> str | None:
    """The g of a `dg/dx` that is the derivative of g(x)."""
    found = _of_one_name(node)
    name = (key(found[0]) or "") if found is not None else ""
    if found is None or name not in applied.bare or key(found[1][0]) not in applied.to[name]:
        return None
    return name


def _listed(bodies: tuple[Node, ...]) -> dict[str, Fence]:
    """The functions that are always taken at one list of names, `f(x, y)`, and that list."""
    found: dict[str, Fence | None] = {}
    for node in inside(bodies):
        for head, bracket, sign in (
            zip(node.factors, node.factors[1:], node.signs, strict=False) if isinstance(node, Juxt) else ()
        ):
            name = key(head)
            if not name or sign or not isinstance(bracket, Fence) or bracket.open != "(":
                continue
            items = items_of(bracket.body)
            same = found.get(name, bracket)
            plain = len(items) > 1 and all(isinstance(item, Name) for item in items)
            found[name] = bracket if plain and same is not None and items_of(same.body) == items else None
    return {name: bracket for name, bracket in found.items() if bracket is not None}


def _at_its_list(node: Frac, applied: Applied) -> Frac | None:
    """`∂f(x, y)/∂x` for the `∂f/∂x` of an f that is always taken at (x, y), and `∂f(x, y)/∂t`, where these may move with t."""
    found = derivative_fraction(node)
    name = key(found[0]) if found is not None and found[0] is not None else None
    bracket = applied.lists.get(name or "")
    if found is None or bracket is None or not isinstance(node.num, Juxt) or len(node.num.factors) != 2:
        return None
    num = Juxt((*node.num.factors, replace(bracket, span=node.num.span)), (*node.num.signs, ""), span=node.num.span)
    return replace(node, num=num)


def _at_its_variable(node: Frac) -> Node:
    found = _of_one_name(node)
    assert found is not None
    body, variables = found
    call = Fence("(", ")", variables[0], span=body.span)
    return Juxt((Prime(body, len(variables), span=node.span), call), ("",), span=node.span)


def _of_one_name(node: Node) -> tuple[Node, list[Node]] | None:
    """The name that a derivative with d, not ∂, is taken of, and its variable as often as it is taken."""
    found = derivative_fraction(node) if isinstance(node, Frac) else None
    if found is None or not isinstance(found[0], Name | Sub) or len({key(variable) for variable in found[1]}) != 1:
        return None
    if key(found[1][0]) is None or any(isinstance(part, Name) and part.name == "partial" for part in inside(node)):
        return None
    return found[0], found[1]


def _is_value_of(node: Node, name: str) -> bool:
    """Whether a node is `h(…)` for that h."""
    return (
        isinstance(node, Juxt)
        and len(node.factors) == 2
        and node.signs == ("",)
        and key(node.factors[0]) == name
        and isinstance(node.factors[1], Fence)
        and not isinstance(node.factors[1].body, Tuple)
    )
