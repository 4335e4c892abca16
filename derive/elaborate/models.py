"""Observations under a model: `y = X β + ε` says how y comes about. Where β moves, under a derivative or an integral of what speaks of β besides, y is
what was observed and does not move with it (McCullagh & Nelder: Generalized Linear Models, 2.1)."""

from __future__ import annotations

from collections.abc import Container, Mapping, Set

from derive import lazy_re as re
from derive.elaborate.loose import Loose
from derive.goals import Definition
from derive.terms import Derivative, Directional, Extremum, Integral, Statement, Term, symbols, walk

_ERRORS = frozenset(["epsilon", "varepsilon"])
_MAYBE = frozenset(["e", "E", "u", "v", "w", "eta", "xi", "nu", "zeta", "n"])  # where the text speaks of noise
_NOISE = re.compile(r"\b(?:noise|errors?|disturbances?|residuals?|perturbations?)\b", re.I)


def is_model(value: Loose, random: Container[str], defined: Container[str], text: str) -> bool:
    """Whether what a name is defined as is a sum with an error in it: a name that is random, or that custom has for errors, and that nothing defines."""
    if value.op != "Sum":
        return False
    return any(is_error(name, random, text) for part in value.parts for name in _factors(part) if name not in defined)


def is_error(name: str, random: Container[str], text: str) -> bool:
    """Whether a name is one of an error: random, or what custom has for errors."""
    stem = name.split(":")[-1].partition("[")[0].partition("_")[0]
    return name in random or stem in _ERRORS or (stem in _MAYBE and _NOISE.search(text) is not None)


def _factors(part: Loose) -> list[str]:
    """The names that a term is, or is a multiple of."""
    if part.op == "Symbol":
        return [part.data.name]
    if part.op in ("Entry", "Transpose"):
        return _factors(part.parts[0])
    return [name for factor in part.parts for name in _factors(factor)] if part.op == "Product" else []


def observed(statement: Statement, definitions: Mapping[str, Definition], models: Set[str]) -> frozenset[str]:
    """The names with a model that are what was observed in a statement: it differentiates or integrates by a parameter of theirs something that
    speaks of the parameter besides."""
    found: set[str] = set()
    for part in walk(statement) if models else ():
        moving, body = _moving(part)
        if moving and moving & _reached(body, definitions, models):
            found |= {name for name in models if moving & _reached(definitions[name].value, definitions, models)}
    return frozenset(found)


def _moving(part: Term) -> tuple[set[str], Term]:
    if isinstance(part, Derivative):
        return {name for variable in part.variables for name in symbols(variable)}, part.body
    if isinstance(part, Directional | Integral):
        return {part.variable.name}, part.body
    if isinstance(part, Extremum):
        return {variable.name for variable in part.variables}, part.body
    return set(), part


def _reached(term: Term, definitions: Mapping[str, Definition], models: Set[str]) -> set[str]:
    """The names in a term, and in the definitions of those that have no model."""
    found: set[str] = set()
    pending = list(symbols(term))
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            if name in definitions and name not in models:
                pending += symbols(definitions[name].value)
    return found
