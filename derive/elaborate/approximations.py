"""What ≈ claims: that both sides agree up to the order in what is small that is written out, or that a number is rounded so.

`det(I + εA) ≈ 1 + ε tr A` says that the sides and their first derivatives by ε agree at ε = 0; `F(x + h) = F(x) + h f(x) + O(h²)` says the same.
"""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.events import Event, Said
from derive.elaborate.fitting import attempt, fits
from derive.elaborate.loose import Loose, Unreadable, names_in
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.survey import inside
from derive.formula.syntax import Add, Chain, Fence, Frac, Juxt, Link, Name, Node, Num, Sup
from derive.goals import Origin
from derive.record import replace
from derive.terms import (
    All,
    Apply,
    At,
    Derivative,
    Number,
    Power,
    Product,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    substitute,
    symbols,
    walk,
)

ROUGH = ("≈", "≅", "≃")
CUSTOMARY = frozenset(["epsilon", "varepsilon"])  # small wherever they are added to something
MOST = 4  # the highest order that is looked at
SCALE = "scale of what is small"  # the number that it is multiplied with; no name of a document has spaces
_SMALL_BEFORE = re.compile(
    r"\b(?:small|tiny|infinitesimal)\s+(?:(?:enough|scalar|real|positive|perturbation|change|step|increment|parameter|number|values?|of|in|vector|matrix)\s+){0,3}$",
    re.I,
)
_SMALL_AFTER = re.compile(
    r"\s*,?\s*(?:is|are|be|being)\s+(?:\w+\s+){0,2}?(?:small|tiny|infinitesimal|close to (?:0|zero))\b(?!\s+(?:size|sample|number|set))",
    re.I,
)


def tends(reading: Reading, chain: Chain) -> None:
    """`ε → 0`: from here on ε is small."""
    name = key(chain.first)
    link = chain.links[0]
    if len(chain.links) == 1 and link.op == "→" and name and isinstance(link.right, Num) and link.right.text == "0":
        reading.small.add(name)


def called_small(reading: Reading, block: Formula, before: str, after: str) -> None:
    """`for small ε`, `ε is small`: the names of an inline formula beside these words are small."""
    display = None if block.display else reading.formulas.displays.get(block)
    if display is not None and (_SMALL_BEFORE.search(before) or _SMALL_AFTER.match(after)):
        bodies = (clause.body for clause in display.clauses)
        names = (key(body.first if isinstance(body, Chain) else body) for body in bodies)
        reading.small.update(name for name in names if name)


def split(chain: Chain) -> list[Chain] | None:
    """A chain with rough links as one chain for each run of others and one for each rough link; None where there is none, or another sign. A link beside
    a remainder, `… = x + O(x^2) = …`, is rough too."""
    sides = (chain.first, *(link.right for link in chain.links))
    rough = [
        link.op in ROUGH or ends_roughly(one) or ends_roughly(other)
        for one, link, other in zip(sides, chain.links, sides[1:], strict=False)
    ]
    if not any(rough) or len(chain.links) == 1:
        return None
    found: list[Chain] = []
    first, run = chain.first, list[Link]()
    begin = first
    for link, is_rough in zip(chain.links, rough, strict=True):
        if is_rough:
            if run:
                found.append(Chain(begin, tuple(run), span=(begin.span[0], run[-1].span[1])))
            found.append(Chain(first, (link,), span=(first.span[0], link.span[1])))
            begin, run = link.right, []
        else:
            run.append(link)
        first = link.right
    if run:
        found.append(Chain(begin, tuple(run), span=(begin.span[0], run[-1].span[1])))
    return found


def claims(reading: Reading, chain: Chain) -> bool:
    """Whether a rough relation is a claim that is checked; then it is entered."""
    if len(chain.links) != 1:
        return False
    link = chain.links[0]
    if link.op not in ROUGH:
        return _with_remainder(reading, chain)
    return _expands(reading, chain.first, link.right, chain, None) or _rounds(reading, chain.first, link.right, chain)


def _with_remainder(reading: Reading, chain: Chain) -> bool:
    """`F(x + h) = F(x) + h f(x) + O(h²)`: up to the order below that of the remainder; of two remainders the larger counts."""
    link = chain.links[0]
    sides = (chain.first, link.right)
    remainders = [found for side in sides if (found := _last(side)) is not None]
    names = {name for name, _ in remainders}
    if link.op != "=" or len(names) != 1 or names & reading.scope.sizes:
        return False
    reading.small |= names
    left, right = map(_without_remainder, sides)
    return _expands(reading, left, right, chain, min(order for _, order in remainders))


def ends_roughly(side: Node) -> bool:
    return _last(side) is not None


def _last(side: Node) -> tuple[str, int] | None:
    """The remainder with which a sum ends, or that is all: what is small, and the highest order that is claimed."""
    return _remainder(side.terms[-1][1] if isinstance(side, Add) and len(side.terms) > 1 else side)


def _without_remainder(side: Node) -> Node:
    if _last(side) is None:
        return side
    if not isinstance(side, Add):
        return Num("0", span=side.span)
    kept = side.terms[:-1]
    if len(kept) == 1 and kept[0][0] == "+":
        return kept[0][1]
    return Add(kept, span=(side.span[0], kept[-1][1].span[1]))


def _remainder(node: Node) -> tuple[str, int] | None:
    """(h, 1) of `O(h^2)` and of `o(h)`: what is small and the highest order that is claimed."""
    if not (isinstance(node, Juxt) and len(node.factors) == 2 and isinstance(node.factors[1], Fence)):
        return None
    head, inner = node.factors[0], node.factors[1].body
    base: Node = inner
    if not isinstance(head, Name) or head.name not in ("O", "o", "mathcal{O}"):
        return None
    power = 1
    if isinstance(inner, Sup):
        if not (isinstance(inner.sup, Num) and inner.sup.text.isdigit()):
            return None
        base, power = inner.base, int(inner.sup.text)
    if isinstance(base, Fence) and base.open in ("|", "‖"):
        base = base.body
    name = key(base)
    return (name, power - (head.name != "o")) if name else None


def _expands(reading: Reading, first: Node, right: Node, chain: Chain, order: int | None) -> bool:
    """Enter a claim of an expansion in what is small."""
    names = {name for part in inside((first, right)) if (name := key(part))}
    small = frozenset(names & (reading.small | CUSTOMARY))
    if not small or not ({name for part in inside(first) if (name := key(part))} & small):
        return False
    if _may_be_called(reading, (first, right)):
        return False
    event = Event(Said.CLAIM, chain.span, relation="≈", display=reading.display)
    count = len(reading.events)
    sides = attempt(reading, first, event), attempt(reading, right, event)
    if sides[0] is None or sides[1] is None:
        return len(reading.events) > count
    relation = Loose("Relates", (sides[0], sides[1]), "=", chain.span)
    small &= names_in(relation)
    order = degree(sides[1], small) if order is None else order
    if order is None or order > MOST:
        del reading.events[count:]
        return False
    if fits(reading, relation, replace(event, left=sides[0])):
        reading.emit(replace(event, left=sides[0], right=sides[1], small=small, order=order))
    return True


def _may_be_called(reading: Reading, sides: tuple[Node, ...]) -> bool:
    """Whether a name of which the text says nothing stands before brackets: `F(x + h)` may be a value of F, or a product."""
    for part in inside(sides):
        if isinstance(part, Juxt):
            for here, bracket, sign in zip(part.factors, part.factors[1:], part.signs, strict=False):
                name = key(here)
                known = reading.scope.names.get(name or "")
                called = (known is not None and (known.kind == "function" or known.origin is not Origin.INFERRED)) or (
                    name in reading.interpreter.survey.functions
                )
                if sign == "" and name and isinstance(bracket, Fence) and bracket.open == "(" and not called:
                    return True
    return False


def _rounds(reading: Reading, first: Node, right: Node, chain: Chain) -> bool:
    """`\\sqrt 5 ≈ 2.24`: the decimal is off by less than one unit of its last digit."""
    digits = right.text if isinstance(right, Num) else ""
    if not digits or any(isinstance(part, Name) and key(part) not in ("pi", "e") for part in inside(first)):
        return False
    whole, _, decimals = digits.partition(".")
    unit = Fraction(1, 10 ** len(decimals)) if decimals else Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))
    event = Event(Said.CLAIM, chain.span, relation="≈", display=reading.display)
    count = len(reading.events)
    left, value = attempt(reading, first, event), attempt(reading, right, event)
    if left is None or value is None or names_in(left) or reading.shaper.shape(left) or isinstance(first, Num | Frac):
        del reading.events[count:]
        return False
    span = chain.span
    minus = Loose("Product", (Loose("Number", (), Fraction(-1), span), value), None, span)
    gap = Loose("Apply", (Loose("Sum", (left, minus), None, span),), ("abs", "scalar"), span)
    reading.emit(replace(event, relation="≤", left=gap, right=Loose("Number", (), unit, span)))
    return True


def expansion(left: Term, right: Term, small: frozenset[str], order: int) -> Statement:
    """That two sides agree, with their derivatives up to an order, where what is small is 0. Of quotients by a power of it, `(f(x + h) - f(x))/h`, both
    sides are multiplied with that power, and agree to an order that is so much higher."""
    if len(small) == 1:
        (name,) = small
        poles = _pole(left, name), _pole(right, name)
        if None not in poles and (most := max(filter(None, poles), default=0)):
            left, right, order = _cleared(left, name, most), _cleared(right, name, most), order + most
    scale, nothing = Symbol(SCALE, (), "t"), Number(Fraction(0))
    if any(_is_rough(part, small) for side in (left, right) for part in walk(side)):
        raise Unreadable("a root, a logarithm or an absolute value of what is small", left.span or (0, 0))
    by = {name: symbol for side in (left, right) for name, symbol in symbols(side).items() if name in small}
    scaled = {name: Product((scale, symbol)) for name, symbol in by.items()}
    one, other = (substitute(side, scaled) for side in (left, right))
    parts: list[Statement] = []
    for k in range(order + 1):
        ends = (_slope(side, scale, k) for side in (one, other))
        found, wanted = (At(end, ((scale, nothing),)) for end in ends)
        parts.append(Relates(Relation.EQUAL, found, wanted, span=left.span))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


_KINKED = frozenset(["abs", "sign", "sqrt", "log", "relu", "step"])


def _is_rough(part: Term, small: frozenset[str]) -> bool:
    """Whether a term has no derivatives where what is small is 0: a root, a logarithm or an absolute value of what vanishes there."""
    inner = None
    if isinstance(part, Apply) and part.name in _KINKED:
        inner = part.arguments[0]
    elif isinstance(part, Power):
        whole = isinstance(part.exponent, Number) and part.exponent.value.denominator == 1
        inner = None if whole else part.base
    return inner is not None and bool(small & set(symbols(inner))) and _vanishes(inner, small)


def _vanishes(term: Term, small: frozenset[str]) -> bool:
    """Whether a term is 0 where what is small is, by its form."""
    if isinstance(term, Sum):
        return all(_vanishes(part, small) for part in term.terms)
    if isinstance(term, Product):
        return any(_vanishes(part, small) for part in term.factors)
    if isinstance(term, Power):
        return _vanishes(term.base, small)
    return isinstance(term, Symbol) and term.name in small


def _pole(term: Term, name: str) -> int | None:
    """The power of a name by which a term is divided; None where it is divided by something else with that name."""
    if isinstance(term, Sum):
        found = [_pole(part, name) for part in term.terms]
        return None if None in found else max(filter(None, found), default=0)
    if isinstance(term, Product):
        found = [_pole(part, name) for part in term.factors]
        return None if None in found else sum(filter(None, found))
    if isinstance(term, Power) and name in symbols(term.base):
        power = term.exponent.value if isinstance(term.exponent, Number) else None
        degree = _degree_of_monomial(term.base, name)
        if power is not None and power >= 0 and power.denominator == 1:
            return 0 if _pole(term.base, name) == 0 else None
        return None if degree is None or power is None or power.denominator != 1 else -power.numerator * degree
    return 0


def _degree_of_monomial(term: Term, name: str) -> int | None:
    """The power of a name in a product of it with what does not speak of it."""
    if name not in symbols(term):
        return 0
    if isinstance(term, Symbol):
        return 1
    if isinstance(term, Product):
        found = [_degree_of_monomial(part, name) for part in term.factors]
        return None if None in found else sum(filter(None, found))
    if isinstance(term, Power) and isinstance(term.exponent, Number) and term.exponent.value.denominator == 1:
        inner = _degree_of_monomial(term.base, name)
        return None if inner is None or term.exponent.value < 0 else inner * term.exponent.value.numerator
    return None


def _cleared(term: Term, name: str, power: int) -> Term:
    """A term times a power of a name, which is at least the one that it is divided by."""
    symbol = symbols(term).get(name)
    own = _pole(term, name) or 0
    if isinstance(term, Sum) and own:
        return Sum(tuple(_cleared(part, name, power) for part in term.terms))
    if symbol is None:
        symbol = Symbol(name, ())
    times = (Power(symbol, Number(Fraction(power - own))),) if power > own else ()
    if isinstance(term, Product) and own:
        return Product((*times, *(_cleared(part, name, _pole(part, name) or 0) for part in term.factors)))
    if isinstance(term, Power) and own:
        term = Power(substitute(term.base, {name: Number(Fraction(1))}), term.exponent)
    return Product((*times, term)) if times else term


def _slope(side: Term, scale: Symbol, order: int) -> Term:
    if not order:
        return side
    if scale.name in symbols(side):
        return Derivative(side, (scale,) * order)
    return Product((Number(Fraction(0)), side))


def degree(loose: Loose, names: frozenset[str]) -> int | None:
    """The degree of a term in some names together; None where it is no polynomial in them."""
    if not names_in(loose) & names:
        return 0
    if loose.op == "Symbol":
        return 1
    found = [degree(part, names) for part in loose.parts]
    known = [d for d in found if d is not None]
    if len(known) < len(found):
        return None
    if loose.op == "Sum":
        return max(known)
    if loose.op == "Product":
        return sum(known)
    if loose.op == "Power" and loose.parts[1].op == "Number" and loose.parts[1].data > 0:
        power: Fraction = loose.parts[1].data
        return known[0] * power.numerator if power.denominator == 1 else None
    return known[0] if loose.op in ("Transpose", "Trace") else None


__all__ = ["CUSTOMARY", "ROUGH", "called_small", "claims", "degree", "ends_roughly", "expansion", "split", "tends"]
