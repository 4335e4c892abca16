"""Probabilities of intervals by the distribution function: Pr(X > b) = 1 - F_X(b), Pr(a < X ≤ b) = F_X(b) - F_X(a), and with any signs where X is continuous.

[F] W. Feller, An Introduction to Probability Theory and Its Applications, vol. 2 (1971), I.2 and V.1; a ≤ b is understood in what is between two numbers.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.scope import TOLD
from derive.goals import Definition
from derive.record import replace
from derive.terms import Apply, Number, Product, Sum, Symbol, Term

_NAME = r"[^⟨⟩|,·≤≥<>≠=+ ]+"
_EVENT = re.compile(rf"(Pr|P)⟨(?:·([≤<]))?({_NAME})([≤<≥>])·⟩")
_TURNED = re.compile(rf"(Pr|P)⟨·([≤<≥>])({_NAME})⟩")  # Pr(b ≤ X)
_OPPOSITE = {"≤": "≥", "<": ">", "≥": "≤", ">": "<"}
_CONTINUOUS = re.compile(r"\bcontinuous(?:\]\([^)]*\))? (?:\[?random variables?\b|\[?distribution)", re.I)
_DISTRIBUTION = re.compile(r"\bdistribution function|\bCDF\b", re.I)
_DISCRETE = re.compile(r"\bdiscrete\b", re.I)
_ONE, _MINUS = Number(Fraction(1)), Number(Fraction(-1))


def _event(name: str) -> tuple[str, str | None, str, str] | None:
    """The head, the sign before the variable, the variable, and the sign behind it."""
    if (turned := _TURNED.fullmatch(name)) is not None:
        return turned[1], None, turned[3], _OPPOSITE[turned[2]]
    found = _EVENT.fullmatch(name)
    return (found[1], found[2], found[3], found[4]) if found is not None else None


def is_of_interval(name: str, others: Collection[str]) -> bool:
    """Whether an equation for Pr(X > b) gives it by the distribution function or by probabilities of X, which are `others`: it says what holds of it already."""
    of = variable(name)
    return bool(of) and any(other == f"F_{of}" or (other != name and variable(other) == of) for other in others)


def is_continuous(text: str) -> bool:
    """Whether a text speaks of continuous random variables and of no discrete ones."""
    return _CONTINUOUS.search(text) is not None and _DISCRETE.search(text.replace("rvar-disc", "")) is None


def variable(name: str) -> str:
    """The X of such an event; '' for other names."""
    found = _event(name)
    return found[2] if found is not None else ""


def definition(name: str, continuous: bool) -> Definition | None:
    """What the probability of an interval is by Pr(X ≤ ·), of a `continuous` X or of any; None for other names and for Pr(X ≤ ·) itself."""
    found = _event(name)
    if found is None:
        return None
    head, first, of, second = found
    low, high = Symbol(f"lower end of {name}", (), "a"), Symbol(f"end of {name}", (), "b")
    below = Apply(f"user:{below_name(head, of)}", (high,))
    if first is not None:
        if second not in "≤<" or not (continuous or (first, second) == ("<", "≤")):
            return None
        value: Term = Sum((below, Product((_MINUS, replace(below, arguments=(low,))))))
        return Definition(Symbol(name, (), name), value, 0, (low, high))
    if name == below_name(head, of) or not (continuous or second in "≤>"):
        return None
    value = below if second in "≤<" else Sum((_ONE, Product((_MINUS, below))))
    return Definition(Symbol(name, (), name), value, 0, (high,))


def below_name(head: str, of: str) -> str:
    """Pr(X ≤ ·)."""
    return f"{head}{TOLD}{of}≤·⟩"


def distribution_function(name: str, known: Collection[str], text: str) -> Definition | None:
    """F_X(x) as Pr(X ≤ x), under the name that the text uses for probabilities of X, where it speaks of distribution functions."""
    of = name.removeprefix("F_")
    heads = [found[0] for other in known if (found := _event(other)) is not None and found[2] == of]
    if of == name or not heads or _DISTRIBUTION.search(text) is None:
        return None
    point = Symbol(f"value of {of}", (), "x")
    return Definition(Symbol(name, (), name), Apply(f"user:{below_name(heads[0], of)}", (point,)), 0, (point,))


def by_distribution_function(name: str) -> Definition | None:
    """Pr(X ≤ b) as F_X(b); None for other names."""
    of = variable(name)
    if not of or name not in (below_name(head, of) for head in ("Pr", "P")):
        return None
    end = Symbol(f"end of {name}", (), "b")
    return Definition(Symbol(name, (), name), Apply(f"user:F_{of}", (end,)), 0, (end,))
