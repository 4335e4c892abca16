"""Goals about integrals over domains as goals about sums with weights; densities integrate to one."""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.chain_rule import pattern, placed
from derive.elaborate.survey import is_capital
from derive.elaborate.whole_ranges import is_whole
from derive.goals import Goal, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import replace
from derive.rules.finite_measures import Measures, NotSummed, integrates
from derive.terms import (
    Apply,
    Constant,
    Integral,
    Number,
    Product,
    Relates,
    Relation,
    ShapeError,
    Symbol,
    symbols,
    walk,
)

_SPEAKS = re.compile(r"densit|distribution|probabilit", re.I)
# "let $f(x)$ be an arbitrary [probability density function](…)", "where $q(x)$ is the density of X"
_CALLED = re.compile(
    r"\$\s*([a-zA-Z])\s*\(\s*[a-zA-Z]\s*\)\s*\$\s+(?:be|is|denotes?)\s+(?:an?|any|the)\s+(?:(?:arbitrary|given|other|valid|true|smooth|continuous|positive|unknown|prior)\s+)*\[?(?:probability\s+)?density\b"
)
_ONE, _INFINITE = Number(Fraction(1)), Constant("infinity")
_LEFT = Product((Number(Fraction(-1)), _INFINITE))


def as_sums(goal: Goal, text: str) -> Goal | None:
    """A goal with its integrals as sums; None where it has none, or they are not read so. `text` is that of the document."""
    terms = (goal.statement, *(d.value for d in goal.definitions))
    if not any(map(integrates, terms)):
        return None
    measures = Measures()
    try:
        statement = measures.summed(goal.statement)
        definitions = tuple(replace(d, value=measures.summed(d.value)) for d in goal.definitions)
        speaks = _SPEAKS.search(text) is not None
        named = frozenset(_CALLED.findall(text))
        totals = [measures.summed(total) for term in terms for total in (_totals(term, named) if speaks else ())]
    except (NotSummed, ShapeError):
        return None
    hypotheses: list[Hypothesis] = []
    for hypothesis in goal.hypotheses:
        try:
            hypotheses.append(replace(hypothesis, statement=measures.summed(hypothesis.statement)))
        except (NotSummed, ShapeError):
            continue
    for total in dict.fromkeys(totals):
        hypotheses.append(Hypothesis(total, Origin.IMPLIED, "\\text{a density integrates to one}"))
    for law in measures.laws():
        hypotheses.append(Hypothesis(law, Origin.IMPLIED, statement_latex(law)))
    return replace(goal, statement=statement, definitions=definitions, hypotheses=tuple(hypotheses))


def _totals(term: object, named: frozenset[str]) -> list[Relates]:
    """∫ p(x) dx = 1 for the densities that are integrated over all values of their variable; words call the functions `named` so."""
    found = []
    for part in walk(term):  # type: ignore[arg-type]
        if not isinstance(part, Integral) or not _everywhere(part):
            continue
        for inner in walk(part.body):
            if isinstance(inner, Apply) and _is_density_of(inner, part.variable, named):
                found.append(Relates(Relation.EQUAL, replace(part, body=inner), _ONE))
    return found


def _everywhere(term: Integral) -> bool:
    return is_whole(term.domain, term.variable.name) or (term.lower == _LEFT and term.upper == _INFINITE)


def _is_density_of(call: Apply, variable: Symbol, named: frozenset[str]) -> bool:
    """Whether a call is a density of a variable alone, at that variable, given things in which it does not stand."""
    name = call.name.removeprefix("user:")
    if name.startswith("f_") and is_capital(name[2:]) and call.arguments == (variable,):
        return True
    whole = pattern(name)
    if whole is None:
        return (name in ("p", "q") or name in named) and call.arguments == (variable,)
    found = placed((*whole.items, *whole.given), call.arguments)
    if found is None or len(whole.items) != 1 or found[0][1] != variable:
        return False
    bound = {part.variable.name for argument in call.arguments for part in walk(argument) if isinstance(part, Integral)}
    others = [argument for _, argument in found[1:] if argument is not None]
    return not bound and all(variable.name not in symbols(other) for other in others)
