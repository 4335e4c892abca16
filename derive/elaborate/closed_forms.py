"""Closed forms of recursions, by induction: `x_{k+1} = A x_k` and `x_k = A^k x_0`.

A formula F(k) is the k-th member for every k where it is the first one at its number and F(k + 1) is what the recursion makes of F(k); where this goes back
by m places, where it is the first m ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.events import Said
from derive.elaborate.loose import names_in
from derive.elaborate.reading import Reading
from derive.elaborate.sequences import depends, length_of_sums, member, numbered
from derive.goals import Definition, Hypothesis, Origin
from derive.notation import statement_latex
from derive.sizes import Size
from derive.terms import (
    All,
    Entry,
    HasProperty,
    Number,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    substitute,
    symbols,
    walk,
)

_GENERAL = re.compile(r"(?P<stem>.+)_(?P<label>[a-z])")
BY_INDUCTION = "by induction: it gives the first member, and the next one from each"
_FIRST = (0, 1)  # numbers that the first member of a sequence has
_FARTHEST = 4  # places that a recursion goes back


def is_recursive(reading: Reading, name: str) -> bool:
    """Whether a name is the general member of a sequence of which the text gives each member by the one before: an equation for it is then a claim."""
    match = _GENERAL.fullmatch(name)
    if match is None:
        return False
    stem, label = match["stem"], match["label"]
    pairs = {f"{stem}_+{label}+1": name, name: f"{stem}_+{label}-1"}
    return any(
        event.kind is Said.DEFINE
        and event.known is not None
        and event.right is not None
        and pairs.get(event.known.name, "") in names_in(event.right)
        for event in reading.events
    )


def general_of(name: str) -> str:
    """The name of the general member, x_k, of which a name is the following or the preceding one; '' of other names."""
    return next((whole for whole, _, number in numbered(name) if number.value is None), "")


def stepwise(statement: Statement, definitions: Mapping[str, Definition], own: str = "") -> str:
    """A member in a statement of which the text says only how it comes from the one before, which the statement does not speak of; '' where there is
    none. A counterexample would give it values that no member has. What rewrites the formula for a member, its `own`, where nothing says with what the
    sequence begins, is said of whatever it is made from: `x_{k+1} = x_k - F(x_k)/F'(x_k) = x_k/2 + c/(2 x_k)`."""
    here = symbols(statement)
    for name, symbol in here.items():
        match = _GENERAL.fullmatch(name)
        if match is None:
            continue
        after, before = (f"{match['stem']}_+{match['label']}{sign}1" for sign in "+-")
        if after in here or before in here:
            continue
        forwards = after in definitions and name in symbols(definitions[after].value)
        if forwards and after == own and _on_both_sides(name, statement) and not _begun(match["stem"], definitions):
            continue
        if forwards or (name in definitions and before in symbols(definitions[name].value)):
            return symbol.latex
    return ""


def _on_both_sides(name: str, statement: Statement) -> bool:
    sides = (statement.left, statement.right) if isinstance(statement, Relates) else ()
    return bool(sides) and all(name in symbols(side) for side in sides)


def _begun(stem: str, definitions: Mapping[str, Definition]) -> bool:
    """Whether a member with a number is given a value."""
    return any(name.startswith(f"{stem}_") and name[len(stem) + 1 :].isdigit() for name in definitions)


def by_induction(
    statement: Statement,
    definitions: Mapping[str, Definition],
    equations: Iterable[Statement],
    places: Mapping[str, int],
) -> tuple[Statement, tuple[Hypothesis, ...]] | None:
    """What shows a closed form by induction: that it gives the first member, and the next one from each, with which numbers these have; None of other
    statements. `places`: in which section each name was defined."""
    left = statement.left if isinstance(statement, Relates) and statement.relation is Relation.EQUAL else None
    match = _GENERAL.fullmatch(left.name) if isinstance(left, Symbol) else None
    if match is None or not isinstance(statement, Relates) or not isinstance(left, Symbol):
        return None
    form, stem, label, equations = statement.right, match["stem"], match["label"], list(equations)
    members = {_at(stem, label, offset): offset for offset in range(-_FARTHEST, 2)}
    if members.keys() & set(symbols(form)) or length_of_sums(form, label) is not None:
        return None
    here, after = _at(stem, label, 0), _at(stem, label, 1)
    rules = [definitions[name].value for name in (after, here) if name in definitions]
    if any(_varies(term, label, members.keys(), definitions) for term in (form, *rules)):
        return None
    later = places.get(after, -1) >= places.get(here, -1)
    if after in definitions and later and here in symbols(definitions[after].value):
        next_one = after
    elif here in definitions and _at(stem, label, -1) in symbols(definitions[here].value):
        next_one = here
    else:
        return None
    rule, number = definitions[next_one].value, Size.name(label)
    needed = {name: members[name] for name in symbols(rule) if name in members}
    deepest = min(needed.values())
    if any(offset >= members[next_one] for offset in needed.values()):
        return None
    formulas = {name: member(form, label, number + Size.number(offset)) for name, offset in needed.items()}
    step = Relates(
        Relation.EQUAL, member(form, label, number + Size.number(members[next_one])), substitute(rule, formulas)
    )
    found = (_begins(stem, members[next_one] - deepest, n, form, definitions, equations) for n in _FIRST)
    first = next(filter(None, found), None)
    if first is None:
        return None
    begin, values = first
    given = (
        Relates(Relation.EQUAL, member(form, label, Size.number(place)), value)
        for place, value in enumerate(values, begin)
    )
    statement = All((*given, step))
    counter = symbols(step).get(label)
    if counter is None:
        return statement, ()
    lowest = Number(Fraction(begin - deepest))  # below it the recursion says nothing
    counts = (Relates(Relation.AT_LEAST, counter, lowest), HasProperty(PropertyKind.INTEGER, (counter,)))
    return statement, tuple(Hypothesis(said, Origin.INFERRED, statement_latex(said)) for said in counts)


def _at(stem: str, label: str, offset: int) -> str:
    """The name of the member so many places from the general one."""
    return f"{stem}_+{label}{offset:+d}" if offset else f"{stem}_{label}"


def _begins(
    stem: str,
    count: int,
    number: int,
    form: Term,
    definitions: Mapping[str, Definition],
    equations: Sequence[Statement],
) -> tuple[int, tuple[Term, ...]] | None:
    """A number and the values of the so many members from it on: as many as the recursion makes a member of."""
    found = [_first(f"{stem}_{n}", n, form, definitions, equations) for n in range(number, number + count)]
    values = tuple(each[1] for each in found if each is not None)
    return (number, values) if len(values) == count else None


def _varies(term: Term, label: str, own: Set[str], definitions: Mapping[str, Definition]) -> bool:
    """Whether a term speaks of members of other sequences at the same number, of which it does not say what they are, or of what is defined by it."""
    names = [name for name in symbols(term) if name not in own]
    members = ("_" in name and name.rpartition("_")[2].lstrip("+").startswith(label) for name in names)
    if any(members) or any(isinstance(part, Entry) for part in walk(term)):
        return True
    values = [definitions[name].value for name in names if name in definitions]
    return any(depends(value, label) or _varies(value, label, {*own, *names}, definitions) for value in values)


def _first(
    name: str, number: int, form: Term, definitions: Mapping[str, Definition], equations: Iterable[Statement]
) -> tuple[int, Term] | None:
    """The number of the first member, and its value: by definition, by an equation, or the name that the closed form speaks of."""
    if name in definitions and not definitions[name].parameters:
        return number, definitions[name].value
    for equation in equations:
        equal = isinstance(equation, Relates) and equation.relation is Relation.EQUAL
        if equal and isinstance(equation, Relates) and isinstance(equation.left, Symbol) and equation.left.name == name:
            return number, equation.right
    own = symbols(form).get(name)
    return (number, own) if own is not None else None
