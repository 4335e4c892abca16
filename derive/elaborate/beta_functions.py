"""The beta function and the incomplete beta and gamma functions, where the text names them (DLMF 5.12, 8.2, 8.17)."""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known
from derive.formula.syntax import Fence, Name, Node, Span, Tuple
from derive.goals import Origin

_VARIABLE = "part of an argument"  # the variable of an integral that is not written


def beta_function(it: Interpreter, head: Node, fence: Fence) -> Loose | None:
    """`B(a, b)`, `B(x; a, b)`, `γ(s, x)` and `Γ(s, x)`; None where the letter is another function, or the text does not name these."""
    if not (isinstance(head, Name) and fence.open == "(" and isinstance(fence.body, Tuple)):
        return None
    text, items, signs = it.text.lower(), fence.body.items, fence.body.separators
    span = (head.span[0], fence.span[1])
    if not _is_open(it, head.name, len(items)):
        return None
    if head.name == "B" and signs == (",",) and "beta" in text:
        one, other = (it.read(item) for item in items)
        return _beta(one, other, span)
    if head.name == "B" and len(items) == 3 and signs[0] == ";" and "incomplete beta" in text:
        at, one, other = (it.read(item) for item in items)
        return _between(it.line, Loose("Number", (), Fraction(0), span), at, one, other, span)
    if head.name in ("gamma", "Gamma") and signs == (",",) and "incomplete gamma" in text:
        one, at = (it.read(item) for item in items)
        ends = (Loose("Number", (), Fraction(0), span), at)
        if head.name == "Gamma":
            ends = (at, Loose("Constant", (), "infinity", span))
        return _between(it.line, *ends, one, None, span)
    return None


def _is_open(it: Interpreter, letter: str, count: int) -> bool:
    """Whether the text has introduced no function of so many arguments with a letter, and nothing but a function."""
    known = it.scope.names.get(letter)
    return known is None or (known.kind == "function" and len(known.parameters) not in (0, count))


def _beta(one: Loose, other: Loose, span: Span) -> Loose:
    """Γ(a) Γ(b)/Γ(a + b)."""
    top = [Loose("Apply", (part,), ("gamma", "same"), span) for part in (one, other)]
    below = Loose("Apply", (Loose("Sum", (one, other), None, span),), ("gamma", "same"), span)
    inverse = Loose("Power", (below, Loose("Number", (), Fraction(-1), span)), None, span)
    return Loose("Product", (*top, inverse), None, span)


def _between(line: int, lower: Loose, upper: Loose, one: Loose, other: Loose | None, span: Span) -> Loose:
    """∫ t^{a-1} (1 - t)^{b-1} dt, or ∫ t^{a-1} e^{-t} dt without a b."""
    known = Known(_VARIABLE, "t", 0, (), Origin.INFERRED, line)
    t = Loose("Symbol", (), known, span)
    minus = Loose("Product", (Loose("Number", (), Fraction(-1), span), t), None, span)
    if other is None:
        decay = Loose("Apply", (minus,), ("exp", "same"), span)
    else:
        decay = _less(Loose("Sum", (Loose("Number", (), Fraction(1), span), minus), None, span), other, span)
    body = Loose("Product", (_less(t, one, span), decay), None, span)
    return Loose("Integral", (body, lower, upper), (known, ""), span)


def _less(base: Loose, exponent: Loose, span: Span) -> Loose:
    """base^{exponent - 1}."""
    above = Loose("Sum", (exponent, Loose("Number", (), Fraction(-1), span)), None, span)
    return Loose("Power", (base, above), None, span)
