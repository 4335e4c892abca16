"""Extrema as values: `\\min_x f(x)`, `\\sup_{x \\in C}`, `\\argmin_{\\|x\\| \\leq 1}`; how far they reach, over what they are taken and under which conditions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, Unreadable
from derive.elaborate.scope import Known, key
from derive.elaborate.spelling import mapped
from derive.elaborate.survey import directly_inside, inside, whole_names
from derive.formula.syntax import (
    Add,
    Apply,
    BigOp,
    Chain,
    Clause,
    Empty,
    Fence,
    Juxt,
    Name,
    Node,
    Operator,
    Sub,
    Sup,
    Tuple,
    items_of,
)
from derive.goals import Origin
from derive.record import replace

KINDS = frozenset(["min", "max", "inf", "sup", "argmin", "argmax"])
_ORDER = ("≤", "≥", "<", ">", "=")


def reaching(clause: Clause) -> Clause:
    """A clause with its extrema reaching over the terms behind them that speak of what they are taken over."""
    return replace(clause, body=mapped(clause.body, _gathered))


def _gathered(node: Node) -> Node:
    if not isinstance(node, Add):
        return node
    terms = list(node.terms)
    for place, (_, term) in enumerate(terms):
        names = bound_in(term)
        if not names:
            continue
        if place + 1 < len(terms) and _is_bare(term):  # `\\min_x -f(x)`
            sign, first = terms[place + 1]
            begun = first if sign == "+" else Add(((sign, first),), span=first.span)
            terms[place : place + 2] = [(terms[place][0], _begun(term, begun))]
            alone = len(terms) == 1 and terms[0][0] == "+"
            return terms[0][1] if alone else _gathered(Add(tuple(terms), span=node.span))
        last = max((k for k in range(place + 1, len(terms)) if names & _free(terms[k][1])), default=place)
        if last > place:
            whole = _extended(term, tuple(terms[place + 1 : last + 1]))
            rest = (*terms[:place], (terms[place][0], whole), *terms[last + 1 :])
            return whole if len(rest) == 1 and rest[0][0] == "+" else Add(rest, span=node.span)
    return node


def _free(node: Node) -> frozenset[str]:
    """The names in a node that no extremum in it binds."""
    name = key(node)
    if name:
        return frozenset({name})
    inner = frozenset().union(*map(_free, directly_inside(node)))
    return inner - (bound_in(node) if isinstance(node, BigOp) else frozenset())


def bound_in(term: Node) -> frozenset[str]:
    """The names that an extremum, and those right inside it, are taken over."""
    if isinstance(term, Apply) and _is_arg(term):
        term = term.arg
    if not isinstance(term, BigOp) or term.op not in KINDS or term.lower is None:
        return frozenset()
    return whole_names(_variables(term.lower)[0]) | bound_in(term.body)


def _extended(term: Node, more: tuple[tuple[str, Node], ...]) -> Node:
    if isinstance(term, Apply):
        return replace(term, arg=_extended(term.arg, more))
    assert isinstance(term, BigOp)
    if bound_in(term.body):
        return replace(term, body=_extended(term.body, more))
    span = (term.body.span[0], more[-1][1].span[1])
    inner = term.body.terms if isinstance(term.body, Add) else (("+", term.body),)
    return replace(term, body=Add((*inner, *more), span=span))


def _is_bare(term: Node) -> bool:
    inner = term.arg if isinstance(term, Apply) else term
    while isinstance(inner, BigOp) and isinstance(inner.body, BigOp):
        inner = inner.body
    return isinstance(inner, BigOp) and isinstance(inner.body, Empty)


def _begun(term: Node, body: Node) -> Node:
    if isinstance(term, Apply):
        return replace(term, arg=_begun(term.arg, body))
    assert isinstance(term, BigOp)
    return replace(term, body=_begun(term.body, body) if isinstance(term.body, BigOp) else body)


def _is_arg(node: Apply) -> bool:
    return isinstance(node.head, Operator) and node.head.name == "arg" and isinstance(node.arg, BigOp)


def _variables(lower: Node) -> tuple[Node, tuple[Chain, ...]]:
    """The names under an extremum, and the conditions on them."""
    items = items_of(lower)
    chains = tuple(item for item in items if isinstance(item, Chain))
    names = [
        item.first if isinstance(item, Chain) and item.links[0].op == "∈" else item
        for item in items
        if not isinstance(item, Chain) or item.links[0].op == "∈"
    ]
    if not names and len(chains) == 1 and chains[0].links[0].op in _ORDER:
        return chains[0].first, chains
    return (names[0] if len(names) == 1 else Tuple(tuple(names), (",",) * (len(names) - 1), span=lower.span)), chains


def extremum(it: Interpreter, node: BigOp, arg: bool = False) -> Loose:
    """An extremum over names that it binds. Raises Unreadable."""
    kind = f"arg{node.op}" if arg else node.op
    if kind not in KINDS or node.lower is None or node.upper is not None:
        raise Unreadable(f"{kind} is outside what is checked", node.span)
    over, chains = _variables(node.lower)
    with ExitStack() as bound:
        for known in _numbers(it, chains):
            bound.enter_context(it.shadowing(known))
        return _extremum(it, node, kind, over, chains)


def _numbers(it: Interpreter, chains: tuple[Chain, ...]) -> Iterator[Known]:
    """The names below an extremum that run over the numbers, where the text has a vector or a matrix of that name: `\\sup_{x \\in \\mathbb{R}}`."""
    for chain in chains:
        name, link = key(chain.first), chain.links[0]
        before = it.scope.names.get(name or "")
        if (
            name
            and before is not None
            and before.rank
            and link.op == "∈"
            and not isinstance(link.right, Sup)
            and _is_space(link.right)
        ):
            yield Known(name, it.latex(chain.first), 0, (), Origin.INFERRED, it.line)


def _extremum(it: Interpreter, node: BigOp, kind: str, over: Node, chains: tuple[Chain, ...]) -> Loose:
    variables = [it.read(item) for item in items_of(over) if _is_name(item)]
    conditions: list[Loose] = []
    for chain in chains:
        if len(chain.links) != 1:
            raise Unreadable(f"{kind} under a condition that is not read", node.span)
        if chain.links[0].op == "∈":
            conditions += [] if _is_space(chain.links[0].right) else [_within(it, chain)]
        else:
            if key(chain.first) is None:
                variables = variables or _of_condition(it, chain, whole_names(node.body))
            from derive.elaborate.indicators import relation

            conditions.append(relation(it, chain))
    if not variables or any(part.op != "Symbol" or part.data.kind for part in variables):
        raise Unreadable(f"{kind} over what is not read", node.span)
    names = {key(item) for item in items_of(over)}
    for part in inside(node.body):
        pairs = zip(part.factors, part.factors[1:], strict=False) if isinstance(part, Juxt) else ()
        if any(isinstance(one, Fence) and isinstance(two, Fence) and key(two.body) in names for one, two in pairs):
            raise Unreadable("a function that is given by the value of another, or a product", part.span)
    body = it.read(node.body)
    return Loose("Extremum", (body, *variables, *conditions), (kind, len(variables)), node.span)


def _is_name(node: Node) -> bool:
    return key(node) is not None


def _of_condition(it: Interpreter, chain: Chain, spoken: frozenset[str]) -> list[Loose]:
    """The one name of a condition that what is to be smallest speaks of: the x of `\\|x\\| \\leq 1`, and of `\\|x - b\\| \\leq 1` before `⟨v, x⟩`."""
    names = sorted(whole_names(chain.first))
    names = names if len(names) == 1 else [name for name in names if name in spoken and not _is_said(it, name)]
    if len(names) != 1:
        raise Unreadable("an extremum that does not say over what", chain.span)
    known = it.scope.names.get(names[0])
    if known is None or known.kind:
        part = next(node for node in _nodes(chain.first) if key(node) == names[0])
        found = it.read(part)
        return [found]
    return [Loose("Symbol", (), known, chain.span)]


def _is_said(it: Interpreter, name: str) -> bool:
    """Whether the text has said what something is, so that nothing is taken over it."""
    known = it.scope.names.get(name)
    return known is not None and (known.origin is not Origin.INFERRED or bool(known.kind))


def _nodes(node: Node) -> list[Node]:
    return list(inside(node))


def _within(it: Interpreter, chain: Chain) -> Loose:
    """`x ∈ C`: that something unknown is so of x."""
    written = it.latex(chain.links[0].right)
    member = Loose("Apply", (it.read(chain.first),), (f"user:being in {written}", "scalar"), chain.span)
    return Loose("Relates", (member, Loose("Number", (), 1, chain.span)), "=", chain.span)


def _is_space(node: Node) -> bool:
    """ℝ, ℝ^n: no restriction."""
    base = node.base if isinstance(node, Sup) else node
    return isinstance(base, Name) and base.name in ("R", "ℝ")


_PROXIMAL = frozenset(["prox", "Prox"])


def proximal(it: Interpreter, node: Apply) -> Loose | None:
    """`\\prox_{t f}(y)`: where t f(x) + |x - y|²/2 is smallest (Moreau, Bull. Soc. Math. France 93 (1965) 273); None for other operators. Raises Unreadable."""
    head = node.head
    if not (isinstance(head, Sub) and isinstance(head.base, Operator) and head.base.name in _PROXIMAL):
        return None
    factors = head.sub.factors if isinstance(head.sub, Juxt) and not any(head.sub.signs) else (head.sub,)
    function = factors[-1]
    if not isinstance(node.arg, Fence) or key(function) is None:
        raise Unreadable("a proximal operator of what is not read", node.span)
    at = it.read(node.arg.body)
    known = Known(f"near {node.span[0]}", "u", 1, (it.sizes.fresh(),), Origin.INFERRED, it.line)
    variable = Loose("Symbol", (), known, node.span)
    with it.shadowing(known):
        name = Name(known.name, span=node.arg.span)
        value = it.read(Juxt((function, Fence("(", ")", name, span=node.arg.span)), ("",), span=node.span))
    scaled = (
        Loose("Product", (*(it.read(f) for f in factors[:-1]), value), None, node.span) if len(factors) > 1 else value
    )
    away = Loose("Product", (Loose("Number", (), Fraction(-1), node.span), at), None, node.span)
    gap = Loose("Norm", (Loose("Sum", (variable, away), None, node.span),), "F", node.span)
    square = Loose("Power", (gap, Loose("Number", (), Fraction(2), node.span)), None, node.span)
    half = Loose("Product", (Loose("Number", (), Fraction(1, 2), node.span), square), None, node.span)
    body = Loose("Sum", (half, scaled), None, node.span)
    return Loose("Extremum", (body, variable), ("argmin", 1), node.span)
