r"""Derivatives at an estimate: `\partial\ell(\hat\mu, \tau)/\partial\mu` is the derivative of ℓ by its first argument, at \hat μ."""

from __future__ import annotations

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known

Points = tuple[tuple[Known, Loose], ...]


def at_estimates(it: Interpreter, call: Loose, variables: tuple[Loose, ...]) -> tuple[Loose, Points] | None:
    """The function at its own arguments where it is differentiated by them, and the points that stood there; None where it is not one of several
    arguments, or where what stands in the place of a variable is not the same letter with a mark."""
    known = call.data[3] if call.op == "Call" and not call.data[1] else None
    if known is None or len(known.parameters) != len(call.parts) or len(call.parts) < 2:
        return None
    moved: list[tuple[Known, Loose]] = []
    parts = list(call.parts)
    for variable in variables:
        base = variable.parts[0] if variable.op == "Power" else variable
        if base.op != "Symbol":
            return None
        place = next((n for n, parameter in enumerate(known.parameters) if parameter.name == base.data.name), None)
        if place is None:
            return None
        point = call.parts[place]
        if parts[place].op == "Symbol" and parts[place].data.name == base.data.name:
            continue  # by its own argument, or by one that was moved already
        if point.op != "Symbol" or not marks(base.data.name, point.data.name):
            return None
        if base.data.rank == 2:
            return None  # whether the estimate of a symmetric matrix is symmetric is not said: the derivative may be right up to a transpose
        parts[place] = Loose("Symbol", (), base.data, point.span)
        moved.append((base.data, point))
    if not moved:
        return None
    return Loose("Call", tuple(parts), call.data, call.span), tuple(moved)


def marks(letter: str, name: str) -> bool:
    r"""Whether a name is a letter with a hat, a star or a label: `\hat μ`, `μ^*`, `μ_0`."""
    stem = letter.split(":")[-1]
    written = name.replace("bold:", "")
    return written != stem and (f"({stem})" in written or written.startswith((f"{stem}_", f"{stem}^")))
