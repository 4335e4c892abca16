"""Generating functions by their names: in a text that speaks of moment-generating functions, M_X(t) of a random X is E[exp(tX)].

[GS] G. Grimmett and D. Stirzaker, Probability and Random Processes, 4th ed. (2020), 5.1 and 5.7; the cumulant-generating function is log M_X: exercise 5.7.6.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from derive import lazy_re as re
from derive.goals import Definition
from derive.terms import Apply, Expectation, Power, Product, Symbol, Term, Transpose


def _moments(x: Symbol, t: Symbol) -> Term:
    return Expectation(Apply("exp", (Product((Transpose(t) if t.shape else t, x)),)))


def _cumulants(x: Symbol, t: Symbol) -> Term:
    return Apply("log", (_moments(x, t),))


def _probabilities(x: Symbol, z: Symbol) -> Term:
    return Expectation(Power(z, x))


# the letter, the words that a text has to speak of, what the function is, and whether it is one of vectors, too
_CUSTOMS: tuple[tuple[str, re.Pattern[str], Callable[[Symbol, Symbol], Term], bool], ...] = (
    ("M", re.compile(r"\bmoment[- ]generating function|\bMGF\b", re.I), _moments, True),
    ("K", re.compile(r"\bcumulant[- ]generating function|\bCGF\b", re.I), _cumulants, True),
    ("G", re.compile(r"\bprobability[- ]generating function|\bPGF\b", re.I), _probabilities, False),
)


def definition(name: str, random: Callable[[str], Symbol | None], text: str) -> Definition | None:
    """What M_X, K_X or G_X is in a `text` that speaks of such a function, where X is `random`; None for other names."""
    letter, mark, of = name.partition("_")
    for head, words, value, of_vectors in _CUSTOMS if mark else ():
        if letter != head or words.search(text) is None:
            continue
        x = random(of)
        if x is None or len(x.shape) > 1 or (x.shape and not of_vectors):
            return None
        point = Symbol(f"argument of {name}", x.shape, "t")
        return Definition(Symbol(name, (), name), value(x, point), 0, (point,))
    return None


def generating(names: Collection[str], text: str) -> set[str]:
    """Those of some names that are of such functions in a `text`: M_X."""
    heads = {head for head, words, _, _ in _CUSTOMS if words.search(text)}
    return {name for name in names if "_" in name and name.partition("_")[0] in heads}


def relates_generating(name: str, others: Collection[str], text: str) -> bool:
    """Whether an equation for M_Z(t) gives it by `others` of these functions, M_X and M_Y: it says what holds of what they are already."""
    return name in generating({name}, text) and bool(generating(others, text) - {name})
