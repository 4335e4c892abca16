"""What is random: the names that the text averages over, and goals about expected values spread over a sample space."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from derive.elaborate.customary_moments import by_custom
from derive.elaborate.iterated import SEVERAL, apart, one_spelling, several
from derive.elaborate.loose import Unreadable
from derive.elaborate.measures import of_one
from derive.elaborate.randomness import Chance
from derive.elaborate.settled_moments import settles
from derive.elaborate.survey import is_capital
from derive.goals import Definition, Goal, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import dataclass, replace
from derive.rules.sample_space import NotSpread, SampleSpace, open_symbols
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Derivative,
    Expectation,
    HasProperty,
    Index,
    Integral,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    ShapeError,
    Span,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    children,
    map_children,
    substitute,
    symbols,
    walk,
)


def expects(term: Term) -> bool:
    """Whether an expected value occurs in a term."""
    return any(isinstance(part, Expectation) for part in walk(term))


@dataclass(frozen=True, slots=True)
class Spread:
    """A goal over a sample space, and why a counterexample to it would not show the text to be wrong."""

    goal: Goal
    obstacle: str = ""
    joint: Goal | None = None  # without the independence that the text states
    notes: tuple[str, ...] = ()
    tried: tuple[tuple[Hypothesis, Goal], ...] = ()  # under hypotheses that the text does not state
    slips: bool = False  # it would where one small change makes an identity of it
    careful: bool = False  # it would where a change of a sign, a number, a transpose or an order makes one of it that is proved of any distribution


def spread(goal: Goal, chance: Chance, place: Span) -> Spread:
    """A goal with its expected values as sums over outcomes. Raises Unreadable where it is not clear over what they average."""
    if not any(map(expects, _terms(goal))):
        return Spread(goal)
    if _integrates_all(goal, chance.names) or _speaks_of_values(goal):
        return Spread(replace(goal, hypotheses=tuple(h for h in goal.hypotheses if not expects(h.statement))))
    _refuse_laws(goal, chance.shaping, place)
    constant = _constants(goal)
    if several(goal):
        goal = one_spelling(goal)
        if several(goal):
            return _apart(goal, chance, constant, place)
    goal, random, left_out = of_one(goal, chance.names - constant, place)
    goal, customary = by_custom(goal, random, chance.spoken)
    goal, drawn, loose = _unfolded(goal, random)
    if not any(map(expects, _terms(goal))):
        return Spread(goal)
    names = _varying(goal, drawn, constant, chance, place)
    given = _condition(goal, names, place)
    values = [goal.statement, *(d.value for d in goal.definitions)]
    if given and all(part.given for term in values for part in walk(term) if isinstance(part, Expectation)):
        goal, names, given = _fixed(goal, given), names - given, frozenset()
    goal = replace(goal, hypotheses=(*goal.hypotheses, *_not_negative(goal.statement)))
    whole = SampleSpace.conditioned(sorted(names), given) if given else SampleSpace.joint(sorted(names))
    joint = _over(goal, whole, place)
    groups = () if given else chance.groups(names, place[0])
    settled = settles(goal, names, groups)
    unread = joint.obstacle or left_out or (loose and f"whether {loose} is random is not said in what was read")
    doubt = (
        chance.obstacle(names, bool(groups), place[0], settled)
        or _takes_values(goal, given)
        or "".join(f"{what}, which the text does not say" for what in customary[:1])
    )
    aside = "" if settled else _one_sided(goal, names)
    obstacle, slips = unread or aside or doubt, aside == _CONDITION and not unread and not doubt
    careful = bool(obstacle) and not (unread or chance.restricted(place[0])) and aside in ("", _CONDITION, _DIFFERENT)
    notes = (*_constant_by_custom(goal, names, constant), *customary)
    if not groups:
        tried = () if obstacle or given or len(names) < 2 else _tried(goal, names, place)
        return Spread(joint.goal, obstacle, notes=notes, tried=tried, slips=slips, careful=careful)
    axes = {name: next((k,) for k, group in enumerate(groups) if name in group) for name in sorted(names)}
    said = " and ".join(", ".join(sorted(group & names)) for group in groups if group & names)
    return Spread(
        _over(goal, SampleSpace(axes), place).goal,
        obstacle,
        joint.goal,
        (*notes, f"{said} are independent, as the text says"),
        slips=slips,
        careful=careful,
    )


def _apart(goal: Goal, chance: Chance, constant: set[str], place: Span) -> Spread:
    """A goal with expected values under several distributions over outcomes for each of them. Raises Unreadable where it is not clear what varies in which."""
    found = apart(goal, chance.names - constant, place)
    drawn = frozenset(found.varies)
    goal, drawn, _ = _unfolded(found.goal, drawn)
    names = _varying(goal, drawn, constant, chance, place)
    made = _over(goal, found.space(names), place)
    note = f"each of {', '.join(found.labels)} is averaged over by itself, the others being fixed"
    return Spread(made.goal, SEVERAL, notes=(*_constant_by_custom(goal, names, constant), note))


def _varying(goal: Goal, drawn: frozenset[str], constant: set[str], chance: Chance, place: Span) -> frozenset[str]:
    """The names of a goal that vary. Raises Unreadable where an expected value in its statement does not say what varies in it."""
    settled = {d.symbol.name for d in goal.definitions if not open_symbols(d.value) & drawn}
    beside = _beside(goal.statement, drawn)
    for part in walk(goal.statement):
        if isinstance(part, Expectation):
            _says_what_varies(part, drawn, constant | settled, beside, chance.defined, place)
    return frozenset(name for term in _terms(goal) for name in symbols(term)) & drawn


def _refuse_laws(goal: Goal, shaping: frozenset[str], place: Span) -> None:
    """Raises Unreadable where an expected value is differentiated by what its distribution may depend on."""
    for term in (goal.statement, *(d.value for d in goal.definitions)):
        for part in walk(term):
            by = part.variables if isinstance(part, Derivative) and expects(part.body) else ()
            if any(name in shaping for variable in by for name in symbols(variable)):
                reason = "the distribution of what is averaged may depend on what it is differentiated by"
                raise Unreadable(reason, part.span or place)


def _not_negative(statement: Statement) -> Iterator[Hypothesis]:
    """E[Z²] ≥ 0 for the squares that a claim of order averages. [F] W. Feller, An Introduction to Probability Theory and Its Applications, vol. 2 (1971), V.2."""
    if not isinstance(statement, Relates) or statement.relation in (Relation.EQUAL, Relation.NOT_EQUAL):
        return
    for part in dict.fromkeys(part for part in walk(statement) if isinstance(part, Expectation)):
        if part.shape or not _is_square(part.body):
            continue
        averaged: list[Term] = [part]
        root = (
            part.body.base
            if isinstance(part.body, Power)
            else part.body.factors[0]
            if isinstance(part.body, Product)
            else part.body
        )
        if part.body in (Power(root, Number(Fraction(2))), Product((root, root))):  # and so is the variance
            apart = Sum((root, Product((Number(Fraction(-1)), replace(part, body=root)))))
            averaged.append(replace(part, body=Power(apart, Number(Fraction(2)))))
        for value in averaged:
            said = Relates(Relation.AT_LEAST, value, Number(Fraction(0)))
            yield Hypothesis(said, Origin.IMPLIED, statement_latex(said))


def _is_square(term: Term) -> bool:
    if isinstance(term, Power):
        return isinstance(term.exponent, Number) and term.exponent.value > 0 and term.exponent.value % 2 == 0
    if isinstance(term, Product):
        left = list(term.factors)
        while left:
            first = left.pop()
            if first.shape or (first not in left and not _is_square(first)):
                return False
            if first in left:
                left.remove(first)
        return bool(term.factors)
    return False


def _integrates_all(goal: Goal, drawn: frozenset[str]) -> bool:
    """Whether a statement averages nothing and every random name in it is a variable of integration, which stands for values."""
    if expects(goal.statement) or any(expects(definition.value) for definition in goal.definitions):
        return False
    bound = {part.variable.name for part in walk(goal.statement) if isinstance(part, Integral)}
    return bool(bound) and not (set(symbols(goal.statement)) & drawn) - bound


def _speaks_of_values(goal: Goal) -> bool:
    """Whether a statement averages nothing and its sides speak of the same names, as a likelihood written in two ways does: it is one of values, whatever
    their distribution."""
    if expects(goal.statement) or any(expects(definition.value) for definition in goal.definitions):
        return False
    sides = (goal.statement.left, goal.statement.right) if isinstance(goal.statement, Relates) else ()
    names = [_reached(side, goal.definitions) for side in sides]
    return bool(names) and (names[0] == names[1]) and goal.statement.relation is Relation.EQUAL  # type: ignore[union-attr]


def _reached(term: Term, definitions: tuple[Definition, ...]) -> frozenset[str]:
    """The names that a term speaks of once definitions are unfolded."""
    values = {definition.symbol.name: definition.value for definition in definitions}
    waiting, seen, found = list(symbols(term)), set[str](), set[str]()
    while waiting:
        name = waiting.pop()
        if name in values and name not in seen:
            waiting += symbols(values[name])
        elif name not in values:
            found.add(name)
        seen.add(name)
    return frozenset(found)


def _terms(goal: Goal) -> tuple[Term, ...]:
    return (goal.statement, *(h.statement for h in goal.hypotheses), *(d.value for d in goal.definitions))


def _constants(goal: Goal) -> set[str]:
    """The names that are said not to vary."""
    return {
        subject.name
        for h in goal.hypotheses
        if isinstance(h.statement, HasProperty) and h.statement.kind is PropertyKind.CONSTANT
        for subject in h.statement.subjects
        if isinstance(subject, Symbol) and not subject.name.startswith(_ESTIMATES)
    }


def _constant_by_custom(goal: Goal, drawn: frozenset[str], constant: set[str]) -> tuple[str, ...]:
    """What is averaged together with something random and of which the text does not say whether it varies."""
    found: dict[str, Symbol] = {}
    for part in walk(goal.statement):
        if isinstance(part, Expectation):
            found |= {name: symbols(part.body)[name] for name in sorted(open_symbols(part.body) - drawn - constant)}
    listed = ", ".join(symbol.latex or name for name, symbol in found.items())
    return (f"taken as constant, not random: {listed}",) if found else ()


def _beside(statement: Statement, drawn: frozenset[str]) -> set[str]:
    """The names that a statement averages together with something random somewhere: there, what is not random is taken as constant."""
    averaged = (open_symbols(part.body) for part in walk(statement) if isinstance(part, Expectation))
    return set().union(*(set(inside) for inside in averaged if set(inside) & drawn)) - drawn


def _tried(goal: Goal, names: frozenset[str], place: Span) -> tuple[tuple[Hypothesis, Goal], ...]:
    """The goal where its random names are uncorrelated, and where they are independent."""
    drawn = [symbol for name, symbol in _symbols(goal).items() if name in names]
    space = SampleSpace.joint(sorted(names))
    found = []
    listed = ", ".join(symbol.latex or symbol.name for symbol in drawn)
    if all(len(symbol.shape) < 2 for symbol in drawn):
        equations = [_uncorrelated(one, other) for one, other in combinations(drawn, 2)]
        said = Hypothesis(equations[0], Origin.TRIED, f"{listed} \\text{{ are uncorrelated}}")
        added = tuple(replace(said, statement=space.spread(equation)) for equation in equations)
        goal_then = _over(goal, space, place).goal
        found.append((said, replace(goal_then, hypotheses=(*goal_then.hypotheses, *added))))
    apart = SampleSpace({symbol.name: (number,) for number, symbol in enumerate(drawn)})
    said = Hypothesis(goal.statement, Origin.TRIED, f"{listed} \\text{{ are independent}}")
    return (*found, (said, _over(goal, apart, place).goal))


def _symbols(goal: Goal) -> dict[str, Symbol]:
    return {name: symbol for term in _terms(goal) for name, symbol in symbols(term).items()}


def _uncorrelated(one: Symbol, other: Symbol) -> Relates:
    """Cov(one, other) = 0."""
    if one.shape and not other.shape:
        one, other = other, one
    turned: Term = Transpose(other) if one.shape else other
    both = Product((one, turned))
    apart = Product((Expectation(one), Transpose(Expectation(other)) if one.shape else Expectation(other)))
    return Relates(Relation.EQUAL, Expectation(both), apart)


_COUNTS = ("N", "M", "K", "T", "D")  # capital letters that custom keeps for numbers of things
_ESTIMATES = ("hat(", "bar(", "tilde(")


def _says_what_varies(
    part: Expectation,
    drawn: frozenset[str],
    constant: set[str],
    beside: set[str],
    defined: frozenset[str],
    place: Span,
) -> None:
    """Raises Unreadable where nothing random stands in an expected value, or what may well be random: a number or vector with a capital letter,
    an estimate with its accent, of which the text says nothing; or what was `defined` by something random, and is not known here. What is taken as constant
    `beside` something random is so, too, where it stands with an expected value alone, `E[(E[X] - c)^2]`."""
    drawn_by = tuple(f"_{symbol.name}" for symbol in part.over)  # the f_S of `E_S[f_S(u)]`
    marks = bool(drawn_by) and not open_symbols(part.body) & drawn
    for call in walk(part.body):
        name = call.name.removeprefix("user:").rstrip("'") if isinstance(call, Apply) else ""
        if name and (name in defined or name.endswith(drawn_by) or (marks and "_" in name)):
            raise Unreadable("a function that varies with something random", part.span or place)
    inside = {name: symbol for name, symbol in symbols(part.body).items() if name in open_symbols(part.body)}
    doubtful = sorted(
        name
        for name, symbol in inside.items()
        if name not in drawn | constant
        and (
            name in defined
            or name.startswith(_ESTIMATES)
            or (is_capital(name) and name not in _COUNTS and name.isascii() and len(symbol.shape) < 2)
        )
    )
    if doubtful:
        raise Unreadable(
            f"whether {inside[doubtful[0]].latex or doubtful[0]} is random is not stated", part.span or place
        )
    known = constant | beside if expects(part.body) else constant
    if not (set(inside) & drawn or set(inside) <= known):
        raise Unreadable("which symbols are random is not stated", part.span or place)


def _condition(goal: Goal, names: frozenset[str], place: Span) -> frozenset[str]:
    """What the expected values of a goal are conditioned on. Raises Unreadable where that differs, or is no list of random names."""
    given = {part.given for term in _terms(goal) for part in walk(term) if isinstance(part, Expectation) and part.given}
    conditions = {frozenset(one.name if isinstance(one, Symbol) else "" for one in listed) for listed in given}
    if len(conditions) > 1:
        raise Unreadable("expected values under several conditions", place)
    for condition in conditions:
        if not condition <= names:
            raise Unreadable("an expected value under a condition that is not read", place)
        return condition
    return frozenset()


def _fixed(goal: Goal, given: frozenset[str]) -> Goal:
    """A goal whose expected values all have one condition, under the law that this leaves: what is given is then constant. What is said of unconditional
    expected values, or of others of what is given, says nothing of that law."""

    def bare(term: Any) -> Any:
        made = map_children(term, bare)
        return replace(made, given=()) if isinstance(made, Expectation) else made

    terms = [h.statement for h in goal.hypotheses]
    kept = [all(part.given for part in walk(term) if isinstance(part, Expectation)) for term in terms]
    hypotheses = tuple(
        replace(h, statement=bare(h.statement)) for h, keep in zip(goal.hypotheses, kept, strict=True) if keep
    )
    definitions = tuple(replace(d, value=bare(d.value)) for d in goal.definitions)
    return replace(goal, statement=bare(goal.statement), hypotheses=hypotheses, definitions=definitions)


def _takes_values(goal: Goal, given: frozenset[str]) -> str:
    """Why instances may condition on too much: a condition that takes one value at two outcomes does not tell them apart."""
    found = {name for term in _terms(goal) for name in _outright(term)} & given
    return f"{min(found)} is conditioned on and has values of its own" if found else ""


def _outright(term: Term) -> set[str]:
    """The names in a term, those apart that an expected value is conditioned on."""
    if isinstance(term, Expectation):
        return _outright(term.body)
    found = {term.name} if isinstance(term, Symbol) else set()
    return found.union(*map(_outright, children(term)))


def _unfolded(goal: Goal, drawn: frozenset[str]) -> tuple[Goal, frozenset[str], str]:
    """A goal with the definitions of random names written out, since what is defined by something random varies with it; the names that are drawn;
    and one of them that is averaged while nothing that defines it is said to be random: any variable may stand for it."""
    values: dict[str, Term] = {}
    kept: list[Definition] = []
    loose = ""
    for definition in goal.definitions:
        value = _put(definition.value, values)
        if open_symbols(value) & drawn and not definition.parameters:
            values[definition.symbol.name] = value
        elif definition.symbol.name in drawn:
            loose = loose or definition.symbol.latex or definition.symbol.name
        else:
            kept.append(replace(definition, value=value))
    hypotheses = tuple(replace(h, statement=_put(h.statement, values)) for h in goal.hypotheses)
    statement = _put(goal.statement, values)
    return (
        replace(goal, statement=statement, hypotheses=hypotheses, definitions=tuple(kept)),
        drawn - set(values),
        loose,
    )


def _put(term: Any, values: dict[str, Term]) -> Any:
    """A term with values put in for names. Raises Unreadable."""
    try:
        return substitute(term, values) if values else term
    except ShapeError as error:
        raise Unreadable(error.reason, error.span or (0, 0)) from error


def _over(goal: Goal, space: SampleSpace, place: Span) -> Spread:
    """A goal over a sample space. Raises Unreadable."""
    obstacle, hypotheses = "", []
    for hypothesis in goal.hypotheses:
        try:
            hypotheses.append(replace(hypothesis, statement=space.spread(hypothesis.statement)))
        except NotSpread as error:
            if not any(name in space.axes for name in open_symbols(goal.statement)):
                continue  # nothing random is spoken of
            obstacle = f"what is given was not carried over to outcomes: {error.reason}"
    for total, positive in space.laws():
        hypotheses.append(Hypothesis(total, Origin.IMPLIED, "\\mathbb{E}[1] = 1"))
        hypotheses.append(Hypothesis(positive, Origin.IMPLIED, statement_latex(positive)))
    try:
        definitions = tuple(replace(d, value=space.spread(d.value)) for d in goal.definitions)
        return Spread(
            replace(
                goal, statement=space.spread(goal.statement), hypotheses=tuple(hypotheses), definitions=definitions
            ),
            obstacle,
        )
    except NotSpread as error:
        raise Unreadable(error.reason, place) from error
    except ShapeError as error:
        raise Unreadable(error.reason, error.span or place) from error


_CONDITION = "a side of it is no expected value: this may be a condition on the distribution"
_DIFFERENT = "its sides average different things: this may be a condition on the distribution"


def _one_sided(goal: Goal, drawn: frozenset[str]) -> str:
    """Why an equation between expected values may be a condition on the distribution: a side of it averages nothing, or other things."""
    if not isinstance(goal.statement, Relates):
        return "it concludes from what is said of a distribution"
    values = {definition.symbol.name: definition.value for definition in goal.definitions}
    left, right = (list(_everything(side, values)) for side in (goal.statement.left, goal.statement.right))
    if any(isinstance(part, Expectation) and part.over for part in (*left, *right)):
        return "a subscript of an expected value may name what varies, or a parameter"
    bound = {part.index.name for part in (*left, *right) if isinstance(part, BigSum | BigProduct)}
    if len({part.name for part in (*left, *right) if isinstance(part, Index)} - bound) > 1:
        return "for which indices it is meant is not said in what was read"
    if not all(any(isinstance(part, Expectation) for part in side) for side in (left, right)):
        return _CONDITION
    one, other = ({part.name for part in side if isinstance(part, Symbol)} & drawn for side in (left, right))
    if not (one <= other or other <= one):
        return _DIFFERENT
    return ""


def _everything(term: Term, values: dict[str, Term]) -> Iterator[Term]:
    """The parts of a term, and of the values of the names in it."""
    seen: set[str] = set()
    waiting = [term]
    while waiting:
        for part in walk(waiting.pop()):
            yield part
            if isinstance(part, Symbol) and part.name in values and part.name not in seen:
                seen.add(part.name)
                waiting.append(values[part.name])
