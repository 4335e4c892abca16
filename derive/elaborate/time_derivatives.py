"""Derivatives by time: a dot over a letter is one (Newton's notation), so that what has a dot somewhere in a text is a function of t where `d/dt` is
taken of it, and the dot over a name that is defined, `\\dot E` of an energy E, is the derivative of its value."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.loose import Unreadable
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import calls, directly_inside, inside
from derive.formula.syntax import Accent, Chain, Display, Fence, Juxt, Name, Node, Sup
from derive.goals import Definition
from derive.record import replace
from derive.terms import (
    Derivative,
    Directional,
    Number,
    Power,
    Product,
    Statement,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
    map_children,
    substitute,
    symbols,
    walk,
)

TIME = "t"
_DOTTED = re.compile(r"(d{0,2})dot\(([^()]+)\)(_.*)?")


def dotted(name: str) -> tuple[str, int] | None:
    """The name under the dots of `dot(x)`, and how many they are; None for other names."""
    match = _DOTTED.fullmatch(name)
    return (match[2] + (match[3] or ""), len(match[1]) + 1) if match is not None else None


def moving(names: Iterable[str]) -> frozenset[str]:
    """The names that have a dot somewhere, with and without it."""
    return frozenset(part for name in names if (found := dotted(name)) is not None for part in (name, found[0]))


def moves(name: str, names: Container[str]) -> bool:
    """Whether a name has a dot somewhere in a text with these names."""
    stem, mark, label = name.partition("_")
    return any(f"{dots}({stem}){mark}{label}" in names for dots in ("dot", "ddot"))


def slopes_in_time(displays: Iterable[Display]) -> list[Display]:
    """The displays with `dx/dt` as `\\dot x` for each x that the text gives by a differential equation, `dx/dt = A x`, or a system of such, and by no formula."""
    listed = list(displays)
    slopes: dict[str, set[str]] = {}  # with the names on the right of their equations
    given: set[str] = set()
    for body in (clause.body for display in listed for clause in display.clauses):
        if not isinstance(body, Chain) or body.links[0].op not in ("=", ":="):
            continue
        slope = _slope_in_time(body.first)
        head = (
            body.first.factors[0] if isinstance(body.first, Juxt) and _is_time(body.first.factors[-1]) else body.first
        )
        right = list(inside(body.links[0].right))
        chain_rule = any(derivative_fraction(part) is not None for part in right)  # `df/dt = ∂f/∂t + …`
        if slope is not None and not chain_rule:
            slopes.setdefault(key(slope[0]) or "", set()).update(key(part) or "" for part in right)
        given.add(key(head) or "")
    system = slopes.keys() & set().union(*slopes.values())
    posed = {name for name, right in slopes.items() if name in system or right & system} - given
    if not posed:
        return listed

    def changed(node: Node) -> Node:
        slope = _slope_in_time(node)
        if slope is None or key(slope[0]) not in posed:
            return node
        return Accent("dot" if slope[1] == 1 else "ddot", slope[0], span=node.span)

    return rewritten(listed, changed)


def slopes_of(displays: Iterable[Display]) -> set[str]:
    """The names that have a dot somewhere."""
    bodies = tuple(clause.body for display in displays for clause in display.clauses)
    return {key(part.base) or "" for part in inside(bodies) if isinstance(part, Accent) and _is_dot(part)}


def _slope_in_time(node: Node) -> tuple[Name, int] | None:
    """The x of `dx/dt`, `dx(t)/dt` and `d²x/dt²`, and how often it is differentiated."""
    found = derivative_fraction(node)
    if found is None or found[0] is None or any(key(variable) != TIME for variable in found[1]):
        return None
    body, order = found[0], len(found[1])
    if isinstance(body, Juxt) and len(body.factors) == 2 and _is_time(body.factors[1]):
        body = body.factors[0]
    partial = any(isinstance(part, Name) and part.name == "partial" for part in inside(node))
    return (body, order) if isinstance(body, Name) and order <= 2 and not partial else None


def bare_slopes(displays: Iterable[Display]) -> list[Display]:
    """The displays with `\\dot V(x)` as `\\dot V`, where V(x) is written too: the slope along x, which moves; not `\\dot x(t)`, a value at a time."""
    listed = list(displays)
    pairs = [call for display in listed for clause in display.clauses for call in calls(clause.body)]
    if not any(isinstance(head, Accent) for head, _ in pairs):
        return listed
    called = {key(head) for head, _ in pairs if isinstance(head, Name)}

    def changed(node: Node) -> Node:
        if not isinstance(node, Juxt):
            return node
        for place, (head, fence) in enumerate(zip(node.factors, node.factors[1:], strict=False)):
            dot = isinstance(head, Accent) and head.kind.endswith("dot") and key(head.base) in called
            letter = key(fence.body) if isinstance(fence, Fence) and fence.open == "(" else None
            if dot and not node.signs[place] and letter and letter not in (TIME, "s", "tau"):
                factors = (*node.factors[: place + 1], *node.factors[place + 2 :])
                signs = (*node.signs[:place], *node.signs[place + 1 :])
                return factors[0] if len(factors) == 1 else replace(node, factors=factors, signs=signs)
        return node

    return rewritten(listed, changed)


def values_at_a_time(displays: Iterable[Display]) -> list[Display]:
    """The displays with `x(t)^2` as `x^2` for each x that has a dot somewhere and no value but that at the time t: `(t)` is no factor. An energy
    `E(t) = …` of such is one of them; what is given by a formula in t, or spoken of at another time, `x(0)`, stays a function."""
    listed = list(displays)
    bodies = [clause.body for display in listed for clause in display.clauses]
    dots = {key(_undotted(part)) for body in bodies for part in inside(body) if _is_dot(part)}
    if not dots:
        return listed
    moves = {name for name in dots if name is not None}
    moves -= {head for body in bodies for head, fence in _called(body) if not _is_time(fence)}
    for body in bodies:
        given = _defined_in_time(body)
        if given is not None and isinstance(body, Chain):
            right = {key(_undotted(part)) for link in body.links for part in inside(link.right)}
            if not right & (moves - {given}) or any(_speaks_of_time(link.right) for link in body.links):
                moves.discard(given)

    def changed(node: Node) -> Node:
        if not isinstance(node, Juxt):
            return node
        factors, signs = list(node.factors), list(node.signs)
        for place in range(len(factors) - 1, 0, -1):
            fence = factors[place]
            power = fence.sup if isinstance(fence, Sup) else None
            at = fence.base if isinstance(fence, Sup) else fence
            head = factors[place - 1]
            if _is_time(at) and not signs[place - 1] and key(_undotted(head)) in moves:
                factors[place - 1] = Sup(head, power, span=(head.span[0], fence.span[1])) if power is not None else head
                del factors[place], signs[place - 1]
        if len(factors) == len(node.factors):
            return node
        return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), signs=tuple(signs))

    return rewritten(listed, changed)


def _is_dot(node: Node) -> bool:
    return isinstance(node, Accent) and node.kind.endswith("dot")


def _undotted(node: Node) -> Node:
    """The x of `\\dot x`, `x^2` and `\\dot x^2`."""
    while isinstance(node, Accent | Sup):
        if isinstance(node, Accent) and not _is_dot(node):
            return node
        node = node.base
    return node


def _is_time(node: Node) -> bool:
    return isinstance(node, Fence) and node.open == "(" and key(node.body) == TIME


def _called(body: Node) -> Iterable[tuple[str, Node]]:
    """What stands right before a bracket, without its dots, with the bracket without its power."""
    for part in inside(body):
        if isinstance(part, Juxt):
            for head, fence, sign in zip(part.factors, part.factors[1:], part.signs, strict=False):
                at = fence.base if isinstance(fence, Sup) else fence
                name = key(_undotted(head)) if not isinstance(head, Sup) else None  # `x^T (A + B)` is a product
                if isinstance(at, Fence) and name is not None and not sign:
                    yield name, at


def _defined_in_time(body: Node) -> str | None:
    """The x of `x(t) = …`."""
    first = body.first if isinstance(body, Chain) and body.links[0].op in ("=", ":=") else None
    if isinstance(first, Juxt) and len(first.factors) == 2 and _is_time(first.factors[1]):
        return key(first.factors[0])
    return None


def _speaks_of_time(node: Node) -> bool:
    """Whether a t stands in a node otherwise than alone in a bracket."""
    if key(node) == TIME:
        return True
    return not _is_time(node) and any(map(_speaks_of_time, directly_inside(node)))


_VARIES = re.compile(
    r"\btime[- ](?:varying|dependent)|\bdepend(?:s|ing|ent)?\s+(?:up)?on\s+(?:the\s+)?(?:time|\$t\$)|\bvar(?:y|ies|ying)\s+(?:with|in|over)\s+(?:the\s+)?(?:time|\$t\$)"
    r"|\bfunctions?\s+of\s+(?:the\s+)?(?:time|\$t\$)|\bchang(?:es|ing)\s+(?:with|in|over)\s+time",
    re.I,
)


def _constants(whole: Term, moved: Set[str], text: str) -> list[str]:
    """The names that are taken as constant. Raises Unreadable where one without a dot may move too: it is written as a function of t, or words speak of what
    varies with time."""
    found: list[str] = []
    for name, symbol in symbols(whole).items():
        if name in moved or name == TIME:
            continue
        written = re.escape(symbol.latex or name)
        called = re.search(rf"(?<![A-Za-z]){written}\s*(?:\\left\s*)?\(\s*t\s*(?:\\right\s*)?\)", text)
        if called is not None or _VARIES.search(text) is not None:
            reason = f"whether {symbol.latex or name} varies with time is not said in what was read"
            raise Unreadable(reason, whole.span or (0, 0))
        found.append(symbol.latex or name)
    return found


def in_time(
    statement: Statement, definitions: Mapping[str, Definition], names: Iterable[str], text: str
) -> tuple[Statement, str]:
    """A statement with derivatives by time of what is defined written out: `dE/dt` and `\\dot E` of an E made of what moves, and a T whose value holds the
    `\\dot y` of a defined y, which would be taken as free; with a note of what is taken as constant in it. Raises Unreadable."""
    moved = moving(names)
    constant: list[str] = []
    tied = {name for name in names if name not in definitions and _is_slope_of(name, definitions)}

    def holds_tied(term: Term) -> bool:
        return (
            bool(tied)
            and isinstance(term, Symbol)
            and bool(tied & set(symbols(_whole(term, definitions, frozenset()))))
        )

    if not moved or not any(_is_taken(part, definitions) or holds_tied(part) for part in walk(statement)):
        return statement, ""

    def put(term: Term) -> Term:
        if isinstance(term, Symbol) and term.name in definitions and holds_tied(term):
            whole = _whole(term, definitions, frozenset())
            return put(whole) if term.name not in symbols(whole) else term
        found = dotted(term.name) if isinstance(term, Symbol) and term.name not in definitions else None
        for name, order in (
            ((found[0], found[1]), (less_dotted(term.name), 1)) if found and isinstance(term, Symbol) else ()
        ):
            if name in definitions:
                whole = _whole(definitions[name].value, definitions, frozenset([name]))
                if moved & set(symbols(whole)) and whole.shape == term.shape:
                    constant.extend(_constants(whole, moved, text))
                    return _total(whole, order, moved, definitions)
        if isinstance(term, Derivative) and _by_time(term):
            whole = put(_whole(term.body, definitions, frozenset()))
            if not moved & set(symbols(whole)):
                return term
            constant.extend(_constants(whole, moved, text))
            return _total(whole, len(term.variables), moved, definitions)
        return map_children(term, put, lenient=True)

    made: Statement = put(statement)  # type: ignore[assignment]
    said = ", ".join(dict.fromkeys(constant))
    return made, f"constant in time, as nothing says otherwise: {said}" if said else ""


def _by_time(term: Derivative) -> bool:
    return all(isinstance(variable, Symbol) and variable.name == TIME for variable in term.variables)


def _is_taken(part: Term, definitions: Mapping[str, Definition]) -> bool:
    if isinstance(part, Derivative):
        return _by_time(part)
    return isinstance(part, Symbol) and _is_slope_of(part.name, definitions)


def _is_slope_of(name: str, definitions: Mapping[str, Definition]) -> bool:
    """Whether a name with dots is the slope of what is defined, or of a slope that is."""
    found = dotted(name)
    return found is not None and (found[0] in definitions or less_dotted(name) in definitions)


def _whole(term: Term, definitions: Mapping[str, Definition], seen: Set[str]) -> Term:
    """A term with the values of what is defined in it, as far as these are given without parameters or with their own letters."""
    values = {
        name: _whole(definitions[name].value, definitions, seen | {name})
        for name, symbol in symbols(term).items()
        if name in definitions
        and name not in seen
        and not definitions[name].parameters
        and definitions[name].value.shape == symbol.shape
    }
    return substitute(term, values) if values else term


def _total(whole: Term, order: int, moved: Set[str], definitions: Mapping[str, Definition]) -> Term:
    """The total derivative by time: along the slopes of what moves, and by the time that stands in it. Where a slope is given, its own is that of its value."""
    for taken in range(order):
        whole = _whole(whole, definitions, frozenset()) if taken else whole
        nothing = Zero(whole.shape) if whole.shape else Number(Fraction(0))
        whole = _slope(whole, moved) or nothing
    return whole


def _slope(term: Term, moved: Set[str]) -> Term | None:
    """The derivative by time of a term, by the rules for sums and products where it is made of these; None where nothing in it moves."""
    known = symbols(term)
    if not (moved & set(known)) and TIME not in known:
        return None
    if isinstance(term, Symbol) and term.name in moved:
        return Symbol(_next(term.name), term.sizes, f"\\dot{{{term.latex or term.name}}}")
    if isinstance(term, Sum):
        parts = [found for part in term.terms if (found := _slope(part, moved)) is not None]
        return parts[0] if len(parts) == 1 else Sum(tuple(parts))
    if isinstance(term, Transpose):
        inner = _slope(term.body, moved)
        return None if inner is None else Transpose(inner)
    if isinstance(term, Trace):
        inner = _slope(term.body, moved)
        return None if inner is None else Trace(inner)
    if isinstance(term, Product):
        terms = [
            Product((*term.factors[:place], found, *term.factors[place + 1 :]))
            for place, factor in enumerate(term.factors)
            if (found := _slope(factor, moved)) is not None
        ]
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))
    if isinstance(term, Power) and not term.base.shape and isinstance(term.exponent, Number):
        inner = _slope(term.base, moved)
        less = Power(term.base, Number(term.exponent.value - 1)) if term.exponent.value != 2 else term.base
        return None if inner is None else Product((term.exponent, less, inner))
    along: list[Term] = [
        Directional(term, symbol, Symbol(_next(name), symbol.sizes, f"\\dot{{{symbol.latex or name}}}"))
        for name, symbol in sorted(known.items())
        if name in moved
    ]
    if TIME in known:
        along.append(Derivative(term, (known[TIME],)))
    return along[0] if len(along) == 1 else Sum(tuple(along))


def less_dotted(name: str) -> str:
    """The name with one dot less, where one is left; '' for others."""
    found = _DOTTED.fullmatch(name)
    return f"{found[1][1:]}dot({found[2]}){found[3] or ''}" if found is not None and found[1] else ""


def _next(name: str) -> str:
    """The name with one more dot."""
    found = dotted(name)
    stem, order = found if found is not None else (name, 0)
    base, mark, label = stem.partition("_")
    return f"{'d' * order}dot({base}){mark}{label}"
