"""What a statement asks to be shown, and what it says when it is given: polynomials that are zero, not negative or positive.

This is a table of readings, trusted as reading is: the kernel proves what stands here of polynomials, and nothing of terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from derive.kernel.graph import Malformed, Poly, Unsupported, free, structure
from derive.kernel.proof import Fact, Sign
from derive.rules.congruences import changes, completed, reduced
from derive.rules.eigenvalues import may_be_complex
from derive.rules.forms import difference, form, semidefinite, vectors
from derive.rules.properties import equations, implied, is_exact
from derive.rules.sides import other_sides
from derive.rules.tensors import name_axes, open_names
from derive.rules.translation import Given, Translator, translator
from derive.sizes import ONE, Size
from derive.terms import (
    All,
    At,
    Block,
    Diagonal,
    HasProperty,
    Iff,
    Implies,
    Number,
    Optimum,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    ShapeError,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    symbols,
)

K = PropertyKind
MINUS = Number(Fraction(-1))
FRESH = "\4x"  # the vector of a quadratic form; no document can name it
HALF = Number(Fraction(1, 2))


class Obligation(NamedTuple):
    """Goals to be shown from the facts of the hypotheses and, numbered after these, further ones (the premises). `cited` are the places among the
    premises of what is not stated but follows from them by the fact in `rules/sides.py`."""

    premises: tuple[Fact, ...]
    goals: tuple[Fact, ...]
    cited: tuple[int, ...] = ()


class Reading(NamedTuple):
    """A statement and hypotheses as the kernel sees them. `sources` gives the number of the hypothesis that each fact belongs to."""

    facts: tuple[Fact, ...]
    sources: tuple[int, ...]
    obligations: tuple[Obligation, ...]


def read(
    statement: Statement,
    definitions: Iterable[Given] = (),
    hypotheses: Iterable[Statement] = (),
    structures: Iterable[HasProperty] = (),
    within: Iterable[HasProperty] = (),
) -> Reading:
    """The facts of the hypotheses in order, and what is to be shown. `structures`, each implied by a hypothesis, are put in as general
    forms; derivatives are taken among the matrices with the properties `within`. What cannot be translated among the hypotheses is the fact 0 = 0. Raises Unsupported, Malformed, ShapeError."""
    definitions, hypotheses, structures = tuple(definitions), tuple(hypotheses), tuple(structures)
    if may_be_complex(statement, (given.value for given in definitions), closure(hypotheses)):
        raise Unsupported("eigenvalues that may be complex")
    forms = general_forms(structures, hypotheses, definitions)
    values = {given.symbol.name: given.value for given in definitions if not given.parameters}
    reader = Reader(translator((*forms, *definitions), constraints(within, hypotheses)), values)
    facts, sources = [], []
    for number, hypothesis in enumerate(hypotheses):
        own = [reader.opened(fact) for fact in reader.given(hypothesis)]
        facts += own
        sources += [number] * len(own)
    return Reading(tuple(facts), tuple(sources), tuple(reader.asked(statement, hypotheses)))


def closure(hypotheses: Iterable[Statement]) -> dict[Statement, None]:
    """The hypotheses, the parts of those that are several, and the properties they imply."""
    found: dict[Statement, None] = {}
    for hypothesis in hypotheses:
        found[hypothesis] = None
        if isinstance(hypothesis, All):
            found |= closure(hypothesis.parts)
        found |= dict.fromkeys(implied(said) if (said := _as_property(hypothesis)) is not None else ())
    return found


def _as_property(statement: Statement) -> HasProperty | None:
    """The property that a statement is, or says in another way: `A ≻ 0` that A is positive definite."""
    if isinstance(statement, HasProperty):
        return statement
    matrix = _strict(statement)
    if matrix is not None:
        return HasProperty(K.POSITIVE_DEFINITE, (matrix,))
    if isinstance(statement, Relates) and statement.relation is Relation.LOEWNER_AT_LEAST:
        return HasProperty(K.POSITIVE_SEMIDEFINITE, (difference(statement.left, statement.right),))
    return None


def constraints(within: Iterable[HasProperty], hypotheses: Iterable[Statement]) -> dict[str, PropertyKind]:
    """The symbols by which derivatives are taken among symmetric or diagonal matrices only. Raises Unsupported."""
    known, found = closure(hypotheses), dict[str, PropertyKind]()
    for one in within:
        symbol = one.subjects[0]
        if one not in known or not isinstance(symbol, Symbol) or one.kind not in (K.SYMMETRIC, K.DIAGONAL):
            raise Unsupported("a derivative among matrices that no hypothesis speaks of")
        if symbol.name in found:
            raise Unsupported("a derivative among matrices of two kinds")
        found[symbol.name] = one.kind
    return found


def general_forms(
    structures: Iterable[HasProperty], hypotheses: Iterable[Statement], definitions: Iterable[Given]
) -> Iterator[Given]:
    """Every symmetric A is (G + Gᵀ)/2, skew one (G - Gᵀ)/2, diagonal one diag g, positive semidefinite one GᵀG, and each of these is one."""
    taken, known = {given.symbol.name for given in definitions}, closure(hypotheses)
    for one in structures:
        symbol, kind = one.subjects[0], one.kind
        if one not in known or not isinstance(symbol, Symbol) or symbol.name in taken:
            raise Unsupported("a general form of what is no free symbol, or is not said to have one")
        if len(symbol.shape) != 2 or symbol.shape[0] != symbol.shape[1]:
            raise Unsupported("a general form of something that is not square")
        taken.add(symbol.name)
        general = Symbol("\3" + symbol.name, symbol.sizes[:1] if kind is K.DIAGONAL else symbol.sizes)
        if kind not in _FORMS:
            raise Unsupported(f"{kind.value} has no general form here")
        yield Given(symbol, _FORMS[kind](general))


_FORMS: dict[PropertyKind, Callable[[Term], Term]] = {
    K.SYMMETRIC: lambda g: Product((HALF, Sum((g, Transpose(g))))),
    K.SKEW: lambda g: Product((HALF, Sum((g, Product((MINUS, Transpose(g))))))),
    K.DIAGONAL: Diagonal,
    K.POSITIVE_SEMIDEFINITE: lambda g: Product((Transpose(g), g)),
}
_SIGNS = {  # of left - right, and whether the sides change places
    Relation.EQUAL: (Sign.ZERO, False),
    Relation.AT_LEAST: (Sign.NONNEGATIVE, False),
    Relation.GREATER: (Sign.POSITIVE, False),
    Relation.AT_MOST: (Sign.NONNEGATIVE, True),
    Relation.LESS: (Sign.POSITIVE, True),
}
_PROPERTY_SIGNS = {K.POSITIVE: Relation.GREATER, K.NONNEGATIVE: Relation.AT_LEAST, K.NEGATIVE: Relation.LESS}
_ORDER = (Relation.AT_LEAST, Relation.AT_MOST, Relation.GREATER, Relation.LESS)
_NO_RESTRICTION = (K.REAL, K.CONSTANT, K.RANDOM)


def _zero() -> Number:
    return Number(Fraction(0))


def _difference(left: Term, right: Term) -> Term:
    return Sum((left, Product((MINUS, right))))


class Reader:
    """Statements by a translator."""

    def __init__(self, translate: Translator, values: Mapping[str, Term] | None = None) -> None:
        self.translate = translate
        self.values = values or {}  # of the names that are defined

    def given(self, statement: Statement) -> list[Fact]:
        """What a statement says, as facts; what is outside the fragment says 0 = 0."""
        if isinstance(statement, All):
            return [fact for part in statement.parts for fact in self.given(part)]
        if isinstance(statement, HasProperty):
            return [fact for one in implied(statement) for part in _meaning(one) for fact in self.given(part)]
        if isinstance(statement, Relates):
            try:
                if (matrix := _strict(statement)) is not None:  # it has an inverse too
                    return self.given(HasProperty(K.POSITIVE_DEFINITE, (matrix,)))
                return [fact for part in self.by_blocks(statement) for fact in self.relation(part, given=True)]
            except (Unsupported, Malformed, ShapeError):
                return [Fact({})]
        return []

    def by_blocks(self, statement: Relates) -> Iterator[Relates]:
        """An equation between matrices that are cut into blocks alike, block by block ([HJ] 0.7); any other as it is, and one of nothing but numbers."""
        left, right = self._blocks(statement.left), self._blocks(statement.right)
        if (
            statement.relation is not Relation.EQUAL
            or left is None
            or right is None
            or _cuts(left) != _cuts(right)
            or not any(cell.shape for row in (*left.rows, *right.rows) for cell in row)
        ):
            yield statement
            return
        for row, other in zip(left.rows, right.rows, strict=True):
            yield from (Relates(Relation.EQUAL, *pair) for pair in zip(row, other, strict=True))

    def _blocks(self, term: Term) -> Block | None:
        """The blocks of a term: itself, what a name stands for, or the transpose of these."""
        if isinstance(term, Transpose):
            turned = self._blocks(term.body)
            columns = zip(*turned.rows, strict=True) if turned is not None else ()
            return turned and Block(tuple(tuple(map(_turned, column)) for column in columns))
        value = self.values.get(term.name) if isinstance(term, Symbol) else term
        return value if isinstance(value, Block) else None

    def relation(self, statement: Relates, given: bool) -> Iterator[Fact]:
        """The facts, or goals, that a relation is. Raises Unsupported."""
        left, right, relation = statement.left, statement.right, statement.relation
        if relation is Relation.NOT_EQUAL and not left.shape:
            difference = _difference(left, right)
            if not given:  # a real number is not zero exactly when its square is positive
                yield Fact(self.translate(Power(difference, Number(Fraction(2)))), Sign.POSITIVE)
                return
            yield Fact(self.translate(Sum((Product((difference, Power(difference, MINUS))), MINUS))))
        elif relation in (Relation.LOEWNER_AT_LEAST, Relation.LOEWNER_GREATER):
            yield from self.loewner(_difference(left, right) if len(right.shape) == 2 else left, relation, given)
        elif relation in _SIGNS:
            sign, swapped = _SIGNS[relation]
            poly = self.translate(_difference(right, left) if swapped else _difference(left, right))
            if sign is not Sign.ZERO and left.shape:
                poly = _flat(poly)
            yield Fact(poly, sign)
        else:
            raise Unsupported(f"{relation.value} is outside the algebra")

    def loewner(self, matrix: Term, relation: Relation, given: bool) -> Iterator[Fact]:
        """A ⪰ 0: A is symmetric and xᵀAx is not negative; only the first is used of what is given."""
        yield Fact(self.translate(_difference(matrix, Transpose(matrix))))
        if not given:
            x = Symbol(FRESH, matrix.shape[:1])
            yield Fact(self.translate(Product((Transpose(x), matrix, x))), Sign.NONNEGATIVE)

    def definite(self, matrix: Term, hypotheses: Iterable[Statement]) -> Obligation:
        """A ≻ 0: A is symmetric, and xᵀAx is positive for every x with xᵀx > 0, for which xᵀBx > 0 too where B ≻ 0 is known ([HJ] 7.1)."""
        x = Symbol(FRESH, matrix.shape[:1])
        premises = [Fact(self.translate(Product((Transpose(x), x))), Sign.POSITIVE)]
        for known in closure(hypotheses):
            if isinstance(known, HasProperty) and known.kind is K.POSITIVE_DEFINITE:
                subject = known.subjects[0]
                if subject.shape == matrix.shape:
                    premises.append(self._tried(form(x, subject)))
        premises += self._forms((x,), (h for h in hypotheses if isinstance(h, Relates)), True)
        premises += self._congruent(x, matrix, hypotheses, True)
        symmetric = Fact(self.translate(_difference(matrix, Transpose(matrix))))
        above = Fact(self.translate(form(x, matrix)), Sign.POSITIVE)
        return Obligation(tuple(premises), (symmetric, above))

    def _forms(self, of: Iterable[Term], hypotheses: Iterable[Statement], nonzero: bool = False) -> list[Fact]:
        """What the given semidefinite matrices say of vectors; `nonzero`: these are known not to be zero."""
        return [
            self._tried(form(x, matrix), Sign.POSITIVE if definite and nonzero else Sign.NONNEGATIVE)
            for matrix, definite in semidefinite(hypotheses)
            for x in of
            if matrix.shape == (*x.shape, *x.shape)
        ]

    def _congruent(self, x: Term, asked: Term, hypotheses: Iterable[Statement], nonzero: bool) -> list[Fact]:
        """What the given semidefinite matrices say of Kx for matrices K of the matrix that is asked for; `nonzero`: x is known not to be zero."""
        hypotheses = tuple(hypotheses)
        known = closure(hypotheses).keys()
        given = [one for one in dict.fromkeys(semidefinite(hypotheses)) if len(one[0].shape) == 2]
        found: list[Fact] = []
        if len(asked.shape) != 2:
            return found
        for matrix, definite in given:
            for change in changes(matrix, asked, self.values, known):
                strict = definite and nonzero and change.injective
                sign = Sign.POSITIVE if strict else Sign.NONNEGATIVE
                found.append(self._tried(form(Product((change.matrix, x)), matrix), sign))
            sign = Sign.POSITIVE if definite and nonzero else Sign.NONNEGATIVE
            others = (one for one in reduced(matrix, asked, self.values, known) if one.shape == asked.shape)
            found += [self._tried(form(x, one), sign) for one in others]
        definite_ones = [matrix for matrix, definite in given if definite]
        for block, whole, part in completed(asked, self.values, known):
            if any(block == matrix for matrix, _ in given):
                found.append(self._tried(form(x, whole), Sign.NONNEGATIVE))
            for other in definite_ones if nonzero and block in definite_ones else ():
                if other.shape[0] == part.shape[0]:
                    found.append(self._tried(Sum((form(x, whole), form(Product((part, x)), other)))))
        return found

    def _tried(self, positive: Term, sign: Sign = Sign.POSITIVE) -> Fact:
        """That a number is positive; what is outside the fragment says 0 = 0."""
        try:
            return Fact(self.translate(positive), sign)
        except (Unsupported, Malformed, ShapeError):
            return Fact({})

    def opened(self, fact: Fact) -> Fact:
        """A fact that holds for every value of its free indices, with an axis for each, after its own, in the order of their names."""
        return fact._replace(poly=open_names(fact.poly, [[pair] for pair in free(fact.poly).items()]))

    def asked(self, statement: Statement, hypotheses: tuple[Statement, ...]) -> Iterator[Obligation]:
        """What is to be shown for a statement. Raises Unsupported."""
        if isinstance(statement, All):
            for part in statement.parts:
                yield from self.asked(part, hypotheses)
        elif isinstance(statement, Iff):
            yield from self.asked(Implies((statement.left,), statement.right), hypotheses)
            yield from self.asked(Implies((statement.right,), statement.left), hypotheses)
        elif isinstance(statement, Implies):
            premises = [fact for premise in statement.premises for fact in self.given(premise)]
            told = len(premises)
            premises += [fact for side in other_sides(closure(statement.premises)) for fact in self.given(side)]
            definite = _as_definite(statement.conclusion)
            told_too = (*hypotheses, *statement.premises) if definite else hypotheses
            for more, goals, cited in self.asked(statement.conclusion, told_too):
                own = (*range(told, len(premises)), *(len(premises) + k for k in cited))
                yield Obligation((*premises, *more), goals, own)
        elif (matrix := _strict(statement)) is not None:
            yield self.definite(matrix, hypotheses)
        elif isinstance(statement, HasProperty):
            restated = _restated(statement)
            about = [fact for part in restated for fact in self._about(part, hypotheses)]
            yield Obligation(tuple(about), tuple(goal for part in restated for goal in self.relation(part, False)))
        elif isinstance(statement, Optimum):
            yield from self.optimum(statement, hypotheses)
        else:
            if statement.left.shape != statement.right.shape and not _loewner(statement):
                raise Unsupported("the two sides have different shapes")
            yield Obligation(tuple(self._about(statement, hypotheses)), tuple(self.relation(statement, False)))

    def _about(self, statement: Relates, hypotheses: Iterable[Statement]) -> list[Fact]:
        """What the given semidefinite matrices say of the vectors that an inequality speaks of."""
        if statement.relation is Relation.LOEWNER_AT_LEAST:
            x, matrix = Symbol(FRESH, statement.left.shape[:1]), difference(statement.left, statement.right)
            return [*self._forms((x,), hypotheses), *self._congruent(x, matrix, hypotheses, False)]
        return self._forms(vectors(statement), hypotheses) if statement.relation in _ORDER else []

    def optimum(self, statement: Optimum, hypotheses: tuple[Statement, ...]) -> Iterator[Obligation]:
        """An optimum: the point is allowed, nothing allowed is better, the value is that, and, if claimed, nothing else is as good."""
        names = {symbol.name for symbol, _ in statement.point}
        if any(names & symbols(value).keys() for _, value in statement.point):
            raise Unsupported("an optimum at a point that depends on its own variables")
        about = tuple(h for h in hypotheses if restricts(h, names))
        here = At(statement.objective, statement.point)
        for constraint in (*statement.constraints, *about):
            yield from self.asked(_at(constraint, statement.point), hypotheses)
        better = Relation.AT_LEAST if statement.kind == "min" else Relation.AT_MOST
        given = tuple(fact for constraint in statement.constraints for fact in self.given(constraint))
        yield Obligation(given, tuple(self.relation(Relates(better, statement.objective, here), False)))
        if statement.value is not None:
            yield Obligation((), tuple(self.relation(Relates(Relation.EQUAL, here, statement.value), False)))
        if statement.unique:
            tie = tuple(self.relation(Relates(Relation.EQUAL, statement.objective, here), False))
            same = (Relates(Relation.EQUAL, symbol, value) for symbol, value in statement.point)
            yield Obligation((*given, *tie), tuple(goal for part in same for goal in self.relation(part, False)))


def restricts(hypothesis: Statement, names: Iterable[str]) -> bool:
    """Whether a hypothesis says something of symbols that not every value of them meets."""
    if isinstance(hypothesis, HasProperty) and hypothesis.kind in _NO_RESTRICTION:
        return False
    return not symbols(hypothesis).keys().isdisjoint(names)


def _strict(statement: Statement) -> Term | None:
    """The matrix that a statement says to be positive definite."""
    if isinstance(statement, HasProperty) and statement.kind is K.POSITIVE_DEFINITE:
        return statement.subjects[0]
    if isinstance(statement, Relates) and statement.relation is Relation.LOEWNER_GREATER:
        return difference(statement.left, statement.right)
    return None


def _as_definite(statement: Statement) -> bool:
    """Whether a statement says that a matrix is definite or semidefinite."""
    said = _as_property(statement)
    return said is not None and said.kind in (K.POSITIVE_DEFINITE, K.POSITIVE_SEMIDEFINITE)


def _loewner(statement: Relates) -> bool:
    return statement.relation in (Relation.LOEWNER_AT_LEAST, Relation.LOEWNER_GREATER)


def _cuts(block: Block) -> tuple[list[Size], list[Size]]:
    """The heights and the widths of the blocks."""
    return [(*row[0].shape, ONE)[0] for row in block.rows], [(*cell.shape, ONE, ONE)[1] for cell in block.rows[0]]


def _turned(cell: Term) -> Term:
    return Transpose(cell) if cell.shape else cell


def _flat(poly: Poly) -> Poly:
    """An entrywise (in)equality as one of scalars, for each value of indices that no document can name."""
    return name_axes(poly, [[f"\5{k}.{j}" for j, _ in enumerate(axis)] for k, axis in enumerate(structure(poly))])


def _at(statement: Statement, values: tuple[tuple[Symbol, Term], ...]) -> Statement:
    """A statement at values of symbols. Raises Unsupported."""
    if isinstance(statement, Relates):
        return Relates(statement.relation, At(statement.left, values), At(statement.right, values))
    if isinstance(statement, HasProperty):
        return HasProperty(statement.kind, tuple(At(subject, values) for subject in statement.subjects))
    if isinstance(statement, All):
        return All(tuple(_at(part, values) for part in statement.parts))
    raise Unsupported("a constraint that is an implication")


def _meaning(statement: HasProperty) -> tuple[Relates, ...]:
    """The relations that a property is, or implies."""
    if statement.kind not in _PROPERTY_SIGNS or statement.subjects[0].shape:
        return equations(statement)
    return (Relates(_PROPERTY_SIGNS[statement.kind], statement.subjects[0], _zero()),)


def _restated(statement: HasProperty) -> tuple[Relates, ...]:
    """Relations that together are the property. Raises Unsupported when there are none."""
    if statement.kind is K.POSITIVE_SEMIDEFINITE:
        return (Relates(Relation.LOEWNER_AT_LEAST, statement.subjects[0], _zero()),)
    if statement.kind in (K.NONZERO, K.INVERTIBLE) and not statement.subjects[0].shape:
        return (Relates(Relation.NOT_EQUAL, statement.subjects[0], _zero()),)
    found = _meaning(statement)
    if not found or not (is_exact(statement.kind) or statement.kind in _PROPERTY_SIGNS):
        raise Unsupported(f"{statement.kind.value} is not decided by equations")
    return found


__all__ = ["Obligation", "Reading", "closure", "read"]
