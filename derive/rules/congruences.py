"""What A ⪰ 0 says of other vectors than x: (Kx)ᵀA(Kx) ≥ 0 for the matrices K that stand in a statement about the definiteness of another matrix.

KᵀAK is semidefinite where A is, and definite where A is and K has independent columns (Horn & Johnson, Matrix Analysis, 2nd ed. (2013), 7.1.8);
with the K that takes a block matrix apart this says when [A B; Bᵀ D] is definite (7.7.7). Only which K are looked at is chosen here: the inequality
holds for every K.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from fractions import Fraction
from typing import NamedTuple, TypeGuard

from derive.terms import (
    Block,
    HasProperty,
    Identity,
    Number,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    ShapeError,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    Zero,
    factors_of,
    walk,
)

K = PropertyKind
MOST = 8  # matrices tried for one that is given
MOST_FACTORS = 3
_MINUS = Number(Fraction(-1))
_INDEPENDENT = (K.FULL_COLUMN_RANK, K.ORTHONORMAL_COLUMNS, K.INVERTIBLE)


class Change(NamedTuple):
    """A matrix K, and whether Kx is not zero where x is not."""

    matrix: Term
    injective: bool


def changes(given: Term, asked: Term, values: Mapping[str, Term], known: Set[Statement]) -> list[Change]:
    """The K for which KᵀAK may be part of the matrix B that is asked for; A is what is given."""
    found: dict[Term, bool] = {}
    for change in (*_of_blocks(given, asked, values), *_standing(given, asked, values, known)):
        if change.matrix.shape == (given.shape[0], asked.shape[0]):
            found[change.matrix] = found.get(change.matrix, False) or change.injective
    return [Change(matrix, injective) for matrix, injective in found.items()][:MOST]


def reduced(given: Term, asked: Term, values: Mapping[str, Term], known: Set[Statement]) -> Iterator[Term]:
    """KᵀAK with what inverses cancel left out, for the invertible A^{-1}, the K of N in A = KᵀBK, and the K that takes a block matrix
    A = [a b; c d] to d - c a⁻¹ b or a - b d⁻¹ c; definite where A is."""
    if given.shape == asked.shape and HasProperty(K.INVERTIBLE, (given,)) in known:
        yield Power(given, _MINUS)
    if given.shape == asked.shape and _is_congruent(_value(given, values), asked, known):
        yield asked
    block = _value(given, values)
    if not _is_square_of_two(block):
        return
    (a, b), (c, d) = block.rows
    if HasProperty(K.INVERTIBLE, (a,)) in known:
        yield Sum((d, Product((_MINUS, c, Power(a, _MINUS), b))))
    if HasProperty(K.INVERTIBLE, (d,)) in known:
        yield Sum((a, Product((_MINUS, b, Power(d, _MINUS), c))))


def completed(asked: Term, values: Mapping[str, Term], known: Set[Statement]) -> Iterator[tuple[Term, Term, Term]]:
    """For a matrix of two by two blocks: a block that is given, KᵀAK for it, and the K for another one, so that both together are definite where the
    two are: a with [I a⁻¹b] and [0 I], d with [d⁻¹bᵀ I] and [I 0]."""
    block = _value(asked, values)
    if not _is_square_of_two(block):
        return
    (a, b), (_, d) = block.rows
    if _is_symmetric_inverse(a, known):
        rest = Product((Transpose(b), Power(a, _MINUS), b))
        yield a, Block(((a, b), (Transpose(b), rest))), _row(block, 1)
    if _is_symmetric_inverse(d, known):
        rest = Product((b, Power(d, _MINUS), Transpose(b)))
        yield d, Block(((rest, b), (Transpose(b), d))), _row(block, 0)


def _is_symmetric_inverse(term: Term, known: Set[Statement]) -> bool:
    return all(HasProperty(kind, (term,)) in known for kind in (K.INVERTIBLE, K.SYMMETRIC))


def _is_congruent(given: Term, asked: Term, known: Set[Statement]) -> bool:
    """Whether a term is KᵀBK of a B with an invertible K."""
    if not isinstance(given, Product):
        return False
    flat = factors_of(given)
    middle = len(flat) // 2
    if len(flat) % 2 == 0 or flat[middle] != asked:
        return False
    pairs = zip(flat[:middle], reversed(flat[middle + 1 :]), strict=True)
    return all(_turned(left) == right and _independent(right, known) for left, right in pairs)


def _turned(term: Term) -> Term:
    return term.body if isinstance(term, Transpose) else Transpose(term)


def _value(term: Term, values: Mapping[str, Term]) -> Term:
    """What a name stands for, until it is no name."""
    seen: set[str] = set()
    while isinstance(term, Symbol) and term.name in values and term.name not in seen:
        seen.add(term.name)
        term = values[term.name]
    return term


def _is_square_of_two(term: Term) -> TypeGuard[Block]:
    if not isinstance(term, Block) or len(term.rows) != 2 or len(term.rows[0]) != 2:
        return False
    (a, b), (c, d) = term.rows
    square = all(len(t.shape) == 2 and t.shape[0] == t.shape[1] for t in (a, d))
    return square and b.shape == (a.shape[0], d.shape[0]) and c.shape == (d.shape[0], a.shape[0])


def _beside(*terms: Term) -> Term:
    return Block((tuple(terms),))


def _over(*terms: Term) -> Term:
    return Block(tuple((term,) for term in terms))


def _row(block: Block, place: int) -> Term:
    """[0 I 0]: picks one part of a vector that is cut as the columns of a block matrix are."""
    sizes = [term.shape[1] for term in block.rows[0]]
    here = sizes[place]
    return _beside(*(Identity(size) if k == place else Zero((here, size)) for k, size in enumerate(sizes)))


def _of_blocks(given: Term, asked: Term, values: Mapping[str, Term]) -> Iterator[Change]:
    """What picks a part of a vector, and what picks a block."""
    block = _value(asked, values)
    if _is_square_of_two(block):
        yield Change(_row(block, 0), False)
        yield Change(_row(block, 1), False)
    block = _value(given, values)
    if _is_square_of_two(block):
        n, m = block.rows[0][0].shape[0], block.rows[1][1].shape[0]
        yield Change(_over(Identity(n), Zero((m, n))), True)
        yield Change(_over(Zero((n, m)), Identity(m)), True)


def _standing(given: Term, asked: Term, values: Mapping[str, Term], known: Set[Statement]) -> Iterator[Change]:
    """Products of matrices that stand in one of the two, or the transposes of them."""
    wanted = (given.shape[0], asked.shape[0])
    for part in dict.fromkeys(part for term in (asked, given) for part in _parts(_value(term, values))):
        for one in (part, Transpose(part)):
            if one.shape == wanted and one != given:
                yield Change(one, _independent(one, known))


def _parts(term: Term) -> Iterator[Term]:
    """The matrices that stand in a term, and products of a few neighbours."""
    for part in walk(term):
        if isinstance(part, Product):
            flat = [f for f in factors_of(part) if len(f.shape) == 2]
            for count in range(2, min(MOST_FACTORS, len(flat) - 1) + 1):
                for start in range(len(flat) - count + 1):
                    try:
                        yield Product(tuple(flat[start : start + count]))
                    except ShapeError:
                        continue
        elif len(part.shape) == 2 and isinstance(part, Symbol | Power | PseudoInverse):
            yield part


def _independent(term: Term, known: Set[Statement]) -> bool:
    """Whether the columns of a matrix are known to be independent."""
    if any(HasProperty(kind, (term,)) in known for kind in _INDEPENDENT):
        return True
    if isinstance(term, Product):
        matrices = [factor for factor in factors_of(term) if factor.shape]
        return len(matrices) == len(factors_of(term)) and all(_independent(m, known) for m in matrices)
    square = len(term.shape) == 2 and term.shape[0] == term.shape[1]
    if isinstance(term, Transpose):
        return square and HasProperty(K.INVERTIBLE, (term.body,)) in known
    if isinstance(term, Power) and term.exponent == _MINUS:
        return HasProperty(K.INVERTIBLE, (term.base,)) in known
    return False


__all__ = ["Change", "changes", "completed", "reduced"]
