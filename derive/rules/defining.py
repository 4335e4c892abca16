"""What functions satisfy by what they are: equations that hold wherever the function has a value, so that a proof may use them unsaid.

[P] R. Penrose, "A generalized inverse for matrices" (1955); [HJ] Horn & Johnson, Matrix Analysis, 2nd ed. (2013).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from fractions import Fraction
from typing import Any, TypeVar

from derive.rules.properties import implied
from derive.rules.translation import Given
from derive.sizes import ONE, Size
from derive.terms import (
    Apply,
    At,
    Block,
    Conjugate,
    Determinant,
    Entry,
    HasProperty,
    Identity,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    Symbol,
    Term,
    Transpose,
    Zero,
    children,
    map_children,
    squeeze,
    symbols,
)


def _equal(left: Term, right: Term) -> Relates:
    return Relates(Relation.EQUAL, left, right)


def _pseudoinverse(term: PseudoInverse, complex_names: Set[str]) -> Iterator[Relates]:
    """[P], theorem 1; of a complex matrix with the conjugates of these equations."""
    a, x = term.body, term
    equations = [_equal(Product((a, x, a)), a), _equal(Product((x, a, x)), x)]
    for product in (Product((a, x)), Product((x, a))):
        equations.append(_equal(Transpose(conjugated(product, complex_names)), product))
    yield from equations
    if not complex_names.isdisjoint(symbols(a)):
        yield from (conjugated(equation, complex_names) for equation in equations)


T = TypeVar("T", bound=Term)


def conjugated(term: T, complex_names: Set[str]) -> T:
    """The conjugate of a term made by algebra alone of real numbers and complex symbols."""
    if isinstance(term, Conjugate):
        return term.body  # type: ignore[return-value]
    if isinstance(term, Symbol):
        return Conjugate(term) if term.name in complex_names else term  # type: ignore[return-value]
    return map_children(term, lambda child: conjugated(child, complex_names))  # type: ignore[return-value]


def complex_in(statements: Iterable[Term]) -> frozenset[str]:
    """The names that hypotheses say to be complex."""
    said = (s for s in statements if isinstance(s, HasProperty) and not _COMPLEX.isdisjoint(p.kind for p in implied(s)))
    return frozenset(name for s in said for name in symbols(s))


_COMPLEX = frozenset((PropertyKind.COMPLEX,))


def _root(root: Term, of: Term) -> Iterator[Relates]:
    """The root of a number that is not negative, or of a positive semidefinite matrix: [HJ] 7.2.6."""
    yield _equal(Product((root, root)), of)
    if of.shape:
        yield _equal(Transpose(root), root)


def _power(term: Power) -> Iterator[Relates]:
    if isinstance(term.exponent, Number) and term.exponent.value.denominator == 2:
        yield from _root(Power(term.base, Number(Fraction(1, 2))), term.base)


def _apply(term: Apply) -> Iterator[Relates]:
    if term.name in ("sqrt", "sqrtm") and (term.name == "sqrtm" or not term.shape):
        yield from _root(term, term.arguments[0])


def _norm(term: Norm) -> Iterator[Relates]:
    """A norm that comes of an inner product."""
    if term.kind is NormKind.FROBENIUS or (term.kind is NormKind.SPECTRAL and len(term.body.shape) < 2):
        yield _equal(Product((term, term)), Power(term, Number(Fraction(2))))


def _parts(sizes: tuple[Size, ...]) -> Iterator[Relates]:
    """The parts of an axis are all of it: the identity is the block matrix of the parts' identities."""
    if len(sizes) > 1:
        rows = tuple(tuple(_cell(a, b, i == j) for j, b in enumerate(sizes)) for i, a in enumerate(sizes))
        whole = Block(rows)
        yield _equal(Identity(whole.shape[0]), whole)


def _cell(rows: Size, columns: Size, diagonal: bool) -> Term:
    shape = squeeze((rows, columns))
    if diagonal:
        return Identity(rows) if shape else Number(Fraction(1))
    return Zero(shape) if shape else Number(Fraction(0))


def _block(term: Block) -> Iterator[Relates]:
    yield from _parts(tuple((*row[0].shape, ONE)[0] for row in term.rows))
    yield from _parts(tuple((*cell.shape, ONE, ONE)[1] for cell in term.rows[0]))


def _entry(term: Entry) -> Iterator[Relates]:
    """Places that are counted out: [1 0; 0 1] = I."""
    for size, index in zip(term.base.shape, term.indices, strict=True):
        count = size.value
        if isinstance(index, Number) and count is not None and 1 < count <= COUNTED:
            yield from _parts((ONE,) * count)


def _determinant(term: Determinant) -> Iterator[Relates]:
    """What is written out by Leibniz' formula is written out entry by entry."""
    rows = term.body.shape[0].value if term.body.shape else None
    if rows is not None and 1 < rows < COUNTED:
        yield from _parts((ONE,) * rows)


COUNTED = 4  # places of an axis that are told apart
DEFINING: dict[type[Term], Callable[[Any], Iterator[Relates]]] = {
    Power: _power,
    Apply: _apply,
    Norm: _norm,
    Block: _block,
    Determinant: _determinant,
    Entry: _entry,
}


def defining(*statements: Term, definitions: Iterable[Given] = ()) -> tuple[Relates, ...]:
    """The equations that the functions in statements and definitions satisfy; those about names that an evaluation binds are left out."""
    terms = (*statements, *(given.value for given in definitions))
    complex_names = complex_in(statements)
    return tuple(dict.fromkeys(equation for term in terms for equation in _within(term, complex_names)))


def _within(term: Term, complex_names: Set[str]) -> Iterator[Relates]:
    if isinstance(term, At):
        bound = {symbol.name for symbol, _ in term.values}
        yield from (e for e in _within(term.body, complex_names) if bound.isdisjoint(symbols(e)))
        yield from (equation for _, value in term.values for equation in _within(value, complex_names))
        return
    rule = DEFINING.get(type(term))
    if rule is not None:
        yield from rule(term)
    if isinstance(term, PseudoInverse):
        yield from _pseudoinverse(term, complex_names)
    for part in children(term):
        yield from _within(part, complex_names)
