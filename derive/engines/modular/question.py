"""A goal as questions: hypotheses, premises among them, and one conclusion to be tested."""

from __future__ import annotations

from collections.abc import Iterable

from derive.engines.instances.reading import Reading, flatten, read
from derive.goals import Definition, Goal
from derive.numerics.generic import PREFIX
from derive.record import dataclass, replace
from derive.terms import (
    ELEMENTWISE,
    Apply,
    Constant,
    Derivative,
    Directional,
    Entry,
    HasProperty,
    Iff,
    Implies,
    Integral,
    Limit,
    Norm,
    Number,
    Optimum,
    Piecewise,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    SizeValue,
    Statement,
    Symbol,
    Term,
    children,
    symbols,
    walk,
)


@dataclass(frozen=True, slots=True)
class Question:
    """Does `conclusion` hold wherever `hypotheses` do? `note` says which direction of an equivalence it is."""

    hypotheses: tuple[Statement, ...]
    conclusion: Statement
    definitions: tuple[Definition, ...]
    note: str = ""
    within: tuple[HasProperty, ...] = ()

    def reading(self) -> Reading:
        """The hypotheses sorted by use."""
        return read(self.hypotheses)

    def terms(self) -> Iterable[Term]:
        """Every term that matters."""
        yield self.conclusion
        yield from self.hypotheses
        yield from (definition.value for definition in self.definitions)


def questions(goal: Goal) -> tuple[Question, ...]:
    """The questions of a goal: one, or one for each direction of an equivalence. Premises join the hypotheses."""
    given = tuple(h.statement for h in goal.hypotheses)
    found = _unfold(Question(given, goal.statement, goal.definitions))
    return tuple(replace(_relevant(q), within=goal.within) for q in found)


def _unfold(question: Question) -> Iterable[Question]:
    statement = question.conclusion
    if isinstance(statement, Implies):
        yield from _unfold(
            Question(
                (*question.hypotheses, *statement.premises), statement.conclusion, question.definitions, question.note
            )
        )
    elif isinstance(statement, Iff):
        for premise, conclusion, note in (
            (statement.left, statement.right, "the right side does not follow from the left"),
            (statement.right, statement.left, "the left side does not follow from the right"),
        ):
            yield from _unfold(Question((*question.hypotheses, premise), conclusion, question.definitions, note))
    else:
        yield _solved(question)


def _solved(question: Question) -> Question:
    """Hypotheses such as `η = log 2 / T`, with a value that no rational number has, as the definitions that they amount to: the name is not drawn then."""
    hypotheses, definitions = [], list(question.definitions)
    for statement in question.hypotheses:
        name = statement.left if isinstance(statement, Relates) else None
        if not (isinstance(statement, Relates) and statement.relation is Relation.EQUAL and isinstance(name, Symbol)):
            hypotheses.append(statement)
            continue
        spoken = {*_names(statement.right)}.union(
            *(_names(d.value) for d in definitions), (d.symbol.name for d in definitions)
        )
        if name.shape or name.name in spoken or not has_functions((statement.right,), tuple(definitions)):
            hypotheses.append(statement)
            continue
        definitions.append(Definition(name, statement.right, 0))
    return replace(question, hypotheses=tuple(hypotheses), definitions=tuple(definitions))


def _relevant(question: Question) -> Question:
    """Without the hypotheses and definitions that share no symbol, directly or through others, with the conclusion."""
    definitions = {d.symbol.name: d for d in question.definitions}

    def names(term: Term) -> set[str]:
        found, fresh = set[str](), _names(term)
        while fresh:
            found |= fresh
            fresh = {n for name in fresh if name in definitions for n in _names(definitions[name].value)} - found
        return found

    reached = names(question.conclusion)
    waiting = [(statement, names(statement)) for statement in flatten(question.hypotheses)]
    kept: set[int] = set()
    while fresh := [k for k, (_, mine) in enumerate(waiting) if k not in kept and (mine & reached or not mine)]:
        kept.update(fresh)
        for k in fresh:
            reached |= waiting[k][1]
    hypotheses = tuple(statement for k, (statement, _) in enumerate(waiting) if k in kept)
    used = tuple(d for d in question.definitions if d.symbol.name in reached)
    return Question(hypotheses, question.conclusion, used, question.note)


def _names(term: Term) -> set[str]:
    return set(symbols(term)) | {part.name for part in walk(term) if isinstance(part, Apply)}


def claims(statement: Statement) -> list[Statement] | None:
    """The parts of a conclusion that the modular engine can test, or None: optima and unusual relations are left to others."""
    parts = list(flatten([statement]))
    for part in parts:
        if isinstance(part, Optimum) or (
            isinstance(part, Relates) and part.relation in (Relation.APPROXIMATELY, Relation.PROPORTIONAL)
        ):
            return None
    return parts


_FIELD_PROPERTIES = frozenset(PropertyKind) - {
    PropertyKind.POSITIVE_DEFINITE,
    PropertyKind.POSITIVE_SEMIDEFINITE,
    PropertyKind.POSITIVE,
    PropertyKind.NONNEGATIVE,
    PropertyKind.NEGATIVE,
    PropertyKind.INTEGER,
    PropertyKind.RANDOM,
    PropertyKind.CONSTANT,
    PropertyKind.REAL,
    PropertyKind.NONZERO,
    PropertyKind.INVERTIBLE,
    PropertyKind.FULL_COLUMN_RANK,
    PropertyKind.FULL_ROW_RANK,
}


def is_identity(statement: Statement) -> bool:
    """Whether a claim is a polynomial identity, that random elements of a field can confirm; claims of order, or that something is not
    zero, can be true at random elements and false elsewhere."""
    if isinstance(statement, Relates):
        return statement.relation is Relation.EQUAL
    return isinstance(statement, HasProperty) and statement.kind in _FIELD_PROPERTIES


def _leading(side: Term) -> Term:
    """The symbol that a side is, entries and powers aside, or that it seems to apply to something (`f x`)."""
    match side:
        case Entry(base=base) | Power(base=base):
            return _leading(base)
        case Product(factors=(Symbol() as first, _)) if not first.shape:
            return first
    return side


def introduces(question: Question, claim: Statement) -> str:
    """The symbol of which a claim says the first thing that is said: `x = …`, `x > 0`, with x nowhere else. Such a claim may define it, or be a
    condition on it; an instance at which it fails refutes nothing. Empty when there is none."""
    if not isinstance(claim, Relates):
        return ""
    known = set().union(*map(_names, question.hypotheses)) | {d.symbol.name for d in question.definitions}
    known |= set().union(*(_names(d.value) for d in question.definitions))
    for side, other in ((claim.left, claim.right), (claim.right, claim.left)):
        bare = _leading(side) if claim.relation is Relation.EQUAL else side.base if isinstance(side, Entry) else side
        name = (
            bare.name
            if isinstance(bare, Symbol | Apply) and not (isinstance(bare, Apply) and bare.name in ELEMENTWISE)
            else ""
        )
        ordered = claim.relation is not Relation.EQUAL and _names(other)
        if name and name not in known | _names(other) and not ordered:
            return name
    return ""


_EXPONENTIAL = frozenset(["exp", "sinh", "cosh", "tanh", "sigmoid", "softplus", "softmax", "logsumexp"])
_SIGNED = frozenset(["sqrt", "abs", "sign", "relu", "step"])


def needs_exponents(terms: Iterable[Term]) -> bool:
    """Whether exponentials or real powers occur."""
    return any(
        (isinstance(part, Apply) and part.name in _EXPONENTIAL)
        or (isinstance(part, Constant) and part.name == "e")
        or (isinstance(part, Power) and not part.base.shape and not isinstance(part.exponent, Number | SizeValue))
        for term in terms
        for part in walk(term)
    )


def has_functions(terms: Iterable[Term], definitions: tuple[Definition, ...]) -> bool:
    """Whether anything but rational operations occurs, so that a difference in a prime field decides nothing."""
    defined = {d.symbol.name for d in definitions}
    return any(
        (isinstance(part, Apply) and part.name not in defined and part.name not in ("rank", "binomial"))
        or isinstance(part, Constant | Norm | Piecewise | Integral | Limit)
        or (isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value.denominator != 1)
        for term in terms
        for part in walk(term)
    )


def unknown_function(part: Statement, definitions: tuple[Definition, ...]) -> str | None:
    """A function that nothing defines, which a claim speaks of: that it holds for the one that was drawn says nothing of others."""
    terms = [part, *(definition.value for definition in definitions)]
    defined = {definition.symbol.name for definition in definitions}
    names = (p.name for term in terms for p in walk(term) if isinstance(p, Apply) and p.name.startswith(PREFIX))
    return next((name.removeprefix(PREFIX) for name in names if name not in defined), None)


def sign_atoms(terms: Iterable[Term]) -> list[Term]:
    """The distinct subterms whose value depends on a sign: roots, absolute values, norms that are not squared."""
    found: dict[Term, None] = {}

    def visit(term: Term) -> None:
        if isinstance(term, Power) and isinstance(term.exponent, Number):
            even = term.exponent.value.denominator == 1 and term.exponent.value % 2 == 0
            if isinstance(term.base, Norm) and even:
                for child in children(term.base):
                    visit(child)
                return
            if term.exponent.value.denominator != 1 and symbols(term):
                found.setdefault(term)
        if isinstance(term, Norm) or (isinstance(term, Apply) and term.name in _SIGNED and symbols(term)):
            found.setdefault(term)
        for child in children(term):
            visit(child)

    for term in terms:
        visit(term)
    return list(found)


def derivative_variables(terms: Iterable[Term]) -> frozenset[str]:
    """The symbols that derivatives are taken by."""
    found: set[str] = set()
    for term in terms:
        for part in walk(term):
            if isinstance(part, Derivative):
                found |= {name for variable in part.variables for name in symbols(variable)}
            elif isinstance(part, Directional):
                found.add(part.variable.name)
    return frozenset(found)
