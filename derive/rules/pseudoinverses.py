"""Facts about pseudo-inverses that Penrose's equations give only together with what else has the same pseudo-inverse, as instances for those that occur.

[P] R. Penrose, "A generalized inverse for matrices" (1955).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from fractions import Fraction

from derive.terms import (
    HasProperty,
    Identity,
    Number,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    ShapeError,
    Sum,
    Symbol,
    Term,
    Transpose,
    symbols,
)

PROJECTION = "E⁺ = E for E = A A⁺, A⁺ A and I - E [Penrose, lemma 1.7]"
TURNED = "(U A V)⁺ = Vᵀ A⁺ Uᵀ for orthonormal columns of U and rows of V [Penrose, lemma 1.6]"
Fact = tuple[Relates, str]
_MINUS = Number(Fraction(-1))
K = PropertyKind


def pseudoinverse_facts(
    term: PseudoInverse, values: Mapping[str, Term], known: Collection[Term], complex_names: Set[str]
) -> Iterator[Fact]:
    """What the pseudo-inverse of an orthogonal projection is, and, of real matrices, that of what orthonormal columns or rows stand beside."""
    body = values.get(term.body.name, term.body) if isinstance(term.body, Symbol) else term.body
    if _is_projection(body):
        yield Relates(Relation.EQUAL, term, body), PROJECTION
    elif isinstance(body, Product) and complex_names.isdisjoint(symbols(body)):
        turned = _turned(body, known)
        if turned is not None:
            yield Relates(Relation.EQUAL, term, turned), TURNED


def _is_projection(term: Term) -> bool:
    """Whether a term is written as A A⁺, as A⁺ A, or as I less one of these."""
    if isinstance(term, Sum) and len(term.terms) == 2:
        first, second = term.terms
        if not isinstance(first, Identity) or not isinstance(second, Product) or second.factors[0] != _MINUS:
            return False
        return _is_projection(_product(second.factors[1:]))
    if not isinstance(term, Product):
        return False
    first, last = term.factors[0], term.factors[-1]
    if isinstance(last, PseudoInverse) and last.body == _product(term.factors[:-1]):
        return True
    return isinstance(first, PseudoInverse) and first.body == _product(term.factors[1:])


def _product(factors: tuple[Term, ...]) -> Term:
    return factors[0] if len(factors) == 1 else Product(factors)


def _turned(body: Product, known: Collection[Term]) -> Term | None:
    """Vᵀ A⁺ Uᵀ for U A V, where U or V is there; None where there is neither."""
    inner = [factor for factor in body.factors if len(factor.shape) == 2]
    before: list[Term] = []
    after: list[Term] = []
    while len(inner) > 1 and _has_orthonormal(inner[0], known, columns=True):
        before.insert(0, Transpose(inner.pop(0)))
    while len(inner) > 1 and _has_orthonormal(inner[-1], known, columns=False):
        after.append(Transpose(inner.pop()))
    if len(inner) + len(before) + len(after) < len(body.factors) or not (before or after):
        return None  # a number or a vector stands among them
    try:
        return Product((*after, PseudoInverse(_product(tuple(inner))), *before))
    except ShapeError:
        return None


def _has_orthonormal(term: Term, known: Collection[Term], columns: bool) -> bool:
    """Whether the columns of a matrix are known to be orthonormal, or its rows."""
    if isinstance(term, Transpose):
        return _has_orthonormal(term.body, known, not columns)
    own = K.ORTHONORMAL_COLUMNS if columns else K.ORTHONORMAL_ROWS
    if any(HasProperty(kind, (term,)) in known for kind in (K.ORTHOGONAL, own)):
        return True
    if len(term.shape) != 2:
        return False
    product = Product((Transpose(term), term) if columns else (term, Transpose(term)))
    return Relates(Relation.EQUAL, product, Identity(term.shape[1 if columns else 0])) in known
