"""Whether the text itself gives the shape of what it writes."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.loose import Clash, Loose, Unreadable, parts_of
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known
from derive.elaborate.survey import is_capital
from derive.goals import Origin

_LOSSES = frozenset(["L", "J", "E", "C", "ell", "cal:L", "cal:J", "cal:E"])  # numbers, where they are differentiated


def is_settled(reading: Reading, loose: Loose, goes_on: bool = False) -> bool:
    """Whether the text itself gives the shape of everything in a term, and not in a section that is over unless the formula `goes_on` with what
    was defined there."""
    if loose.op == "Symbol":
        known: Known = loose.data
        over = reading.has_ended(known) and not goes_on
        if known.name in reading.redeclared and known.line < reading.section:
            return False  # each of its shapes holds where it is declared
        if known.origin is Origin.DEFINITION:
            return not over and known.name not in reading.guessed
        return (known.origin is Origin.DECLARED or known.fixed) and not over and known.name not in reading.guessed
    if loose.op == "Call":
        known = loose.data[3]
        if known is not None and known.definition and not known.sizes and all(not p.sizes for p in known.parameters):
            return all(is_settled(reading, part, goes_on) for part in loose.parts)
        return known is not None and known.origin is Origin.DECLARED and not loose.data[1] and _suits(reading, loose)
    if loose.op in ("Expectation", "Variance", "Covariance") and any(part.op == "Entry" for part in parts_of(loose)):
        return False  # a member of a sample and a coordinate are written alike
    if loose.op == "Derivative" and loose.parts[0].op == "Symbol" and loose.parts[0].data.name in _LOSSES:
        return all(is_settled(reading, part, goes_on) for part in loose.parts[1:])
    if loose.op == "Product" and len(loose.parts) == 2 and _is_vector(reading, loose.parts[1]):
        return is_settled(reading, loose.parts[0], goes_on)  # `Φ w` has as many rows as Φ, whatever w holds
    products = loose.op == "Sum" and any(part.op == "Product" for part in loose.parts)
    if products and any(_has_axes(reading, part) and is_settled(reading, part, goes_on) for part in loose.parts):
        return True  # the others have its shape: that of `A x - b` is known with that of b
    return all(is_settled(reading, part, goes_on) for part in loose.parts)


def _is_vector(reading: Reading, loose: Loose) -> bool:
    """Whether a name is written as that of a vector, or is used as one: bold, transposed, within norm bars."""
    if loose.op != "Symbol" or loose.data.rank != 1 or loose.data.name in reading.guessed:
        return False
    name = loose.data.name
    return not is_capital(name) and (name.startswith(("bold:", "vec:")) or name in reading.interpreter.survey.vectors)


def _has_axes(reading: Reading, loose: Loose) -> bool:
    try:
        return bool(reading.shaper.shape(loose))
    except (Clash, Unreadable):
        return False


def _suits(reading: Reading, call: Loose) -> bool:
    """Whether the arguments of a function have as many axes as its parameters: of `f: ℝ^d → ℝ`, `f(X)` may be the values at the rows of X."""
    known: Known = call.data[3]
    if len(known.parameters) != len(call.parts):
        return True
    return all(
        len(reading.shaper.shape(part)) == len(p.sizes) for part, p in zip(call.parts, known.parameters, strict=True)
    )


def is_statistic(factors: tuple[Loose, ...]) -> bool:
    """Whether one of two terms is a number that the text defines by the entries of the other: a mean or a standard deviation."""
    names = [part.data for factor in factors for part in (factor, *factor.parts) if part.op == "Symbol"]
    numbers = [known for known in names if not known.sizes and known.definition]
    arrays = [known for known in names if known.sizes]
    return any(re.search(rf"{re.escape(a.latex)}\s*_", n.definition) is not None for n in numbers for a in arrays)
