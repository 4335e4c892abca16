"""What a name is concluded to be by an equation that gives it no value itself: it moves with what it is made of.

After `V = π r² h`, "hence `h = V/(π r²)`" may go on with V held fixed while r moves, or with h: which one a derivative by r means, its value tells by the
one that it speaks of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from derive import lazy_re as re
from derive.elaborate.refutable import free_names
from derive.elaborate.time_derivatives import dotted
from derive.goals import Definition
from derive.record import dataclass
from derive.terms import Apply, Derivative, Implies, Relates, Relation, Statement, Symbol, Term, children, symbols, walk

NOT_SAID = "what is held fixed where it is differentiated is not said"


@dataclass(frozen=True, slots=True)
class Solved:
    """What a name is concluded to be, in which chain, and the names whose definitions were solved for it; none where equations that are given were."""

    definition: Definition
    chain: int
    of: frozenset[str] = frozenset()


def concluded(
    statement: Statement, definitions: Mapping[str, Definition], given: Iterable[Statement], line: int, chain: int
) -> Solved | None:
    """What a claim says a number is that has no definition, where given equations tie it to others or it is made of what is defined by it."""
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        return None
    symbol, value = statement.left, statement.right
    if not isinstance(symbol, Symbol) or symbol.shape or value.shape or symbol.name in definitions:
        return None
    spoken = set(symbols(value))
    if symbol.name in spoken:
        return None
    made = Definition(symbol, value, line)
    if any(symbol.name in symbols(said) and set(symbols(said)) & spoken for said in given):
        return Solved(made, chain)
    of = frozenset(
        name
        for name in spoken
        if name in definitions and symbol.name in free_names(definitions[name].value, definitions)
    )
    return Solved(made, chain, of) if of and not any(definitions[name].parameters for name in of) else None


def moved(
    statement: Statement, solved: Iterable[Solved], definitions: Mapping[str, Definition]
) -> tuple[list[Solved], set[str]]:
    """Those of what was solved for that a derivative in a statement moves, and the names that the statement speaks of but for what is differentiated."""
    outside, slopes = _apart(statement)
    found = [
        one
        for one in solved
        if one.definition.symbol.name not in definitions and any(_moves(slope, one, definitions) for slope in slopes)
    ]
    return found, outside


def _moves(slope: Derivative, one: Solved, definitions: Mapping[str, Definition]) -> bool:
    by = {name for variable in slope.variables for name in symbols(variable)}
    itself = isinstance(slope.body, Symbol) and slope.body.name in {*one.of, one.definition.symbol.name}  # not held
    inner = free_names(slope.body, definitions)
    return bool(by & set(symbols(one.definition.value))) and one.definition.symbol.name in inner - by and not itself


def _apart(statement: Term) -> tuple[set[str], list[Derivative]]:
    outside: set[str] = set()
    slopes: list[Derivative] = []
    waiting: list[Term] = [statement]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Derivative):
            slopes.append(part)
            waiting += part.variables
        else:
            outside |= {part.name} if isinstance(part, Symbol) else set()
            waiting += children(part)
    return outside, slopes


_EXTREME = re.compile(r"\b(?:subject\s+to|constrain\w*|lagrang\w*|multipliers?|minimi\w*|maximi\w*|optimi\w*)\b", re.I)


def is_open(
    statement: Statement, used: Iterable[Definition], given: Iterable[Statement], told: Collection[str], text: str
) -> bool:
    """Whether a number is differentiated, in a statement or in the definitions `used` by it, by what an equation ties to another one that it is made of, where it
    is not `told` how that moves: the b of `S = a b` where `2 a + 2 b = L`. What ∂ differentiates by holds the others fixed where they can be,
    and constraints do in texts about extrema."""
    definitions = {definition.symbol.name: definition for definition in used}
    statement = statement.conclusion if isinstance(statement, Implies) else statement
    slopes = [slope for term in (statement, *(d.value for d in definitions.values())) for slope in _apart(term)[1]]
    equations = [(said, names) for said in given if (names := _numbers(said)) and names.isdisjoint(told)]
    for slope in slopes if equations else ():
        by = {symbol.name for variable in slope.variables for symbol in symbols(variable).values()}
        inner = free_names(slope.body, definitions) - by
        if slope.shape or isinstance(slope.body, Symbol) and slope.body.name not in definitions:
            continue
        written = text[slice(*slope.span)] if slope.span else ""
        partial = "partial" in written or "nabla" in written
        for said, names in equations:
            value = any(isinstance(side, Symbol) and side.name in by for side in children(said))  # `t = v/g`, a point
            if (
                by <= names
                and not value
                and inner & names
                and (not partial or (names <= inner | by and not _EXTREME.search(text)))
            ):
                return True
    return False


def _numbers(said: Statement) -> set[str]:
    """The names of an equation between numbers without slopes and functions; none of another one."""
    plain = isinstance(said, Relates) and not any(isinstance(part, Derivative | Apply) for part in walk(said))
    named = symbols(said) if plain else {}
    return set() if any(s.shape or dotted(n) is not None for n, s in named.items()) else set(named)


def held(found: Collection[Solved], outside: Collection[str], partial: bool) -> Collection[Solved] | None:
    """Those that move in the derivatives of a statement, by the names it speaks of beside what is differentiated; None where that is not said."""
    moving = [one for one in found if one.definition.symbol.name not in outside and not one.of.isdisjoint(outside)]
    rest = [one for one in found if one not in moving]
    return moving if not rest or (partial and all(one.definition.symbol.name in outside for one in rest)) else None
