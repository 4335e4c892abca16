"""Integrals: over one variable or several, by a function of it (`\\mathrm{d}(2u)`), over the support of a density; and `[F(x)]_a^b`."""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.densities import bounds as ends_of_support
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, Unreadable
from derive.elaborate.scope import Known, key
from derive.elaborate.spelling import mapped
from derive.elaborate.survey import whole_names
from derive.formula.syntax import Add, BigOp, Fence, Frac, Juxt, Name, Node, Num, Span, Sqrt, Sub, Sup
from derive.goals import Origin
from derive.record import replace
from derive.terms import PropertyKind, Shape

SIGNS = ("int", "iint", "iiint")


def integral(it: Interpreter, node: BigOp) -> Loose:
    """∫ over one variable, or over several inside one another."""
    if node.op != "int" and node.lower is not None and node.upper is not None:
        raise Unreadable("a double integral between bounds", node.span)
    node = _shared(node, 1)
    variable, *others = node.variable
    if others:
        inner = replace(node, op="int", lower=None, upper=None, variable=tuple(node.variable[:-1]))
        return _over(it, node.variable[-1], replace(node, body=inner), node.span)
    return _over(it, variable, node, node.span)


def _shared(node: BigOp, wanted: int) -> BigOp:
    """A sign with its own differentials, as many as are `wanted` for it and the signs around it: those of `∫_a ∫_c f dx dy` belong to the signs from the
    inside outwards. Raises Unreadable."""
    if node.variable:
        return node
    inner = node.body.factors[-1] if isinstance(node.body, Juxt) else node.body  # `∫_a x ∫_c f dy dx`
    if not isinstance(inner, BigOp) or inner.op != "int":
        raise Unreadable("an integral without its variable", node.span)
    inner = _shared(inner, wanted + 1)
    if len(inner.variable) <= wanted:
        raise Unreadable("an integral without its variable", node.span)
    body: Node = replace(inner, variable=inner.variable[:-wanted])
    if isinstance(node.body, Juxt):
        body = replace(node.body, factors=(*node.body.factors[:-1], body))
    return replace(node, body=body, variable=inner.variable[-wanted:])


def _over(it: Interpreter, variable: Node, node: BigOp, span: Span) -> Loose:
    if key(variable) is None:
        return _by_a_function(it, variable, node, span)
    name = key(variable) or ""
    domain = it.latex(node.lower) if node.lower is not None and node.upper is None else ""
    known = _variable(it, name, variable, node.lower if domain else None)
    ends: tuple[Loose, ...] = ()
    if not domain and node.lower is not None and node.upper is not None:
        ends = (_end(it, node.lower), _end(it, node.upper))
    with it.shadowing(known):
        body = it.read(node.body)
    it.integrated = name
    if not ends and node.lower is None and node.upper is None:
        ends, domain = ends_of_support(it, known, body, span)
    return Loose("Integral", (body, *ends), (known, "" if ends else domain), span)


def _end(it: Interpreter, node: Node) -> Loose:
    """A bound; `(-∞ - μ)/σ` is -∞ where what ∞ is multiplied and divided by is positive. Raises Unreadable."""
    if "infty" not in whole_names(node):
        return it.read(node)
    sign = _endless(it, node)
    if sign is None:
        raise Unreadable("a bound with an infinity in it that is not read", node.span)
    infinite = Loose("Constant", (), "infinity", node.span)
    minus = Loose("Number", (), Fraction(-1), node.span)
    return infinite if sign > 0 else Loose("Product", (minus, infinite), None, node.span)


def _endless(it: Interpreter, node: Node) -> int | None:
    """The sign of an infinite bound; None where it is not clear."""
    if isinstance(node, Name):
        return 1 if node.name == "infty" else None
    if isinstance(node, Fence):
        return _endless(it, node.body)
    if isinstance(node, Add):
        ends = [(sign, term) for sign, term in node.terms if "infty" in whole_names(term)]
        inner = _endless(it, ends[0][1]) if len(ends) == 1 and ends[0][0] in "+-" else None
        return inner if inner is None or ends[0][0] == "+" else -inner
    parts = (node.num, node.den) if isinstance(node, Frac) else node.factors if isinstance(node, Juxt) else ()
    ends_here = [part for part in parts if "infty" in whole_names(part)]
    others = [part for part in parts if "infty" not in whole_names(part)]
    if len(ends_here) != 1 or ends_here[0] is (parts[-1] if isinstance(node, Frac) else None):
        return None
    return _endless(it, ends_here[0]) if all(_is_positive(it, part) for part in others) else None


def _is_positive(it: Interpreter, node: Node) -> bool:
    """Whether a factor is positive: a number, a root, or a name that is positive as a parameter or by what the text says."""
    if isinstance(node, Num | Sqrt):
        return True
    if isinstance(node, Fence):
        return _is_positive(it, node.body)
    if isinstance(node, Juxt):
        return all(_is_positive(it, factor) for factor in node.factors)
    if isinstance(node, Sup):
        return _is_positive(it, node.base)
    known = it.scope.names.get(key(node) or "")
    return known is not None and (known.name in it.scope.scales or PropertyKind.POSITIVE in known.properties)


def _by_a_function(it: Interpreter, variable: Node, node: BigOp, span: Span) -> Loose:
    """`∫_a^b f d(2u)` = ∫_a^b f 2 du, the bounds those of u: for a function that is linear in it."""
    found = sorted(name for name in whole_names(variable) if name not in ("pi", "e", "exp"))
    substituted = [name for name in found if (known := it.scope.names.get(name)) and known.origin is Origin.DEFINITION]
    integrand = [name for name in found if name in whole_names(node.body)]
    others = [name for name in found if name not in it.scope.scales]  # the σ of a law is no variable
    moving = next((names for names in (found, integrand, substituted, others) if len(names) == 1), [])
    inside = [part for part in _parts(variable) if key(part) in moving]
    if len(moving) != 1 or len(inside) != 1:
        raise Unreadable("an integral by something that is not a variable", span)
    slope = _slope(variable, inside[0])
    if slope is None:
        raise Unreadable("an integral by something that is not a variable", span)
    body = Juxt((node.body, slope), ("",), span=node.body.span)
    return _over(it, inside[0], replace(node, body=body, variable=(inside[0],)), span)


def _parts(node: Node) -> list[Node]:
    """The names in a node, each as often as it occurs."""
    if key(node) is not None:
        return [node]
    if isinstance(node, Fence):
        return _parts(node.body)
    if isinstance(node, Add):
        return [part for _, term in node.terms for part in _parts(term)]
    if isinstance(node, Juxt):
        return [part for factor in node.factors for part in _parts(factor)]
    if isinstance(node, Frac):
        return [*_parts(node.num), *_parts(node.den)]
    return []


def _slope(node: Node, variable: Node) -> Node | None:
    """What a variable is multiplied by in a linear function of it, as a node; None where it is not linear."""
    one = Num("1", span=node.span)
    if node == variable:
        return one
    if isinstance(node, Fence):
        return _slope(node.body, variable)
    if isinstance(node, Add):
        signed = [(sign, term) for sign, term in node.terms if variable in _parts(term)]
        if len(signed) != 1 or signed[0][0] not in "+-":
            return None
        inner = _slope(signed[0][1], variable)
        return inner if inner is None or signed[0][0] == "+" else Fence("(", ")", Add((("-", inner),)), span=node.span)
    if isinstance(node, Frac) and variable not in _parts(node.den):
        inner = _slope(node.num, variable)
        return None if inner is None else Frac(inner, node.den, span=node.span)
    if isinstance(node, Juxt) and all(sign in ("", "·") for sign in node.signs):
        inner_factors = [_slope(f, variable) if variable in _parts(f) else f for f in node.factors]
        factors = tuple(factor for factor in inner_factors if factor is not None)
        if len(factors) == len(node.factors):
            return Fence("(", ")", Juxt(factors, node.signs, span=node.span), span=node.span)
    return None


def _variable(it: Interpreter, name: str, node: Node, domain: Node | None) -> Known:
    """The bound variable: of the shape that its domain ℝ^n says, else that which its name has in the text."""
    before = it.scope.names.get(name)
    if isinstance(domain, Sup) and key(domain.base) in ("bb:R", "R"):
        sizes: Shape = (it.size(domain.sup),)
    elif before is not None and not before.kind:
        sizes = tuple(before.sizes)
    else:
        sizes = (it.sizes.fresh(),) if name in it.survey.vectors else ()
    return Known(name, it.latex(node), len(sizes), sizes, Origin.INFERRED, it.line)


def between(it: Interpreter, node: Sup) -> Loose | None:
    """`[F(x)]_a^b`, `F(x)|_a^b`: F(b) - F(a), in the one name of F that the document integrates over; None where it is none."""
    if not (isinstance(node.base, Sub) and isinstance(node.base.base, Fence)):
        return None
    fence, low, high = node.base.base, node.base.sub, node.sup
    if (fence.open, fence.close) not in (("[", "]"), ("", "|"), ("", ".")):
        return None
    inside = whole_names(fence.body)
    named = sorted(inside & it.survey.integrated)
    if len(named) > 1 and it.integrated in named:
        named = [it.integrated]
    if len(named) != 1:
        return None
    if named[0] in whole_names(low) | whole_names(high):
        raise Unreadable("a value at a point that is made of its own variable", node.span)
    top, bottom = (_at(it, fence, named[0], bound, node.span) for bound in (high, low))
    minus = Loose("Number", (), Fraction(-1), node.span)
    return Loose("Sum", (top, Loose("Product", (minus, bottom), None, node.span)), None, node.span)


def _at(it: Interpreter, fence: Fence, name: str, bound: Node, span: Span) -> Loose:
    """What stands in the brackets at a value of its variable, or its limit at an infinite one."""
    if "infty" in whole_names(bound):
        known = Known(name, name, 0, (), Origin.INFERRED, it.line)
        point = it.read(bound)
        with it.shadowing(known):
            return Loose("Limit", (it.read(fence.body), point), known, span)

    def put(part: Node) -> Node:
        if isinstance(part, Sup) and key(part.sup) == name:
            return replace(part, base=mapped(part.base, put), sup=replace(bound, span=part.sup.span))  # e^x: no label
        if key(part) == name and isinstance(part, Name | Sub):
            return Fence("(", ")", replace(bound, span=part.span), span=part.span)
        return part

    return it.read(mapped(fence.body, put))
