"""M⁻¹ = N by multiplying out M N = I: an inverse whose entries are written down need not be searched for.

M⁻¹ - N = (M⁻¹M - I) N - M⁻¹ (M N - I), where M is invertible: Horn & Johnson, Matrix Analysis, 2nd ed. (2013), 0.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from derive.engines.algebra.derivation import Budget, derive
from derive.kernel.graph import HOLE, Poly, einsum, normal, structure, subtract
from derive.kernel.proof import Combination, Derivation, Kind, Step, Use
from derive.rules.translation import Given, Translator
from derive.terms import Block, Identity, Number, Power, Product, Relates, Relation, Statement, Symbol, Term


def by_product(
    statement: Statement, definitions: tuple[Given, ...], equations: Sequence[Poly], budget: Budget
) -> Derivation | None:
    """A derivation of `M⁻¹ = N` or `N = M⁻¹` for a matrix M that is written down, None where there is none. Raises Unsupported."""
    for matrix, other, sign in _inverses(statement, definitions):
        to = Translator(definitions)
        inverse, value, unit = to(Power(matrix, Number(Fraction(-1)))), to(other), to(Identity(matrix.shape[0]))
        cancels = subtract(to(Product((Power(matrix, Number(Fraction(-1))), matrix))), unit)
        product = subtract(to(Product((matrix, other))), unit)
        found = derive(equations, [product], budget) if cancels in equations else None
        if found is None:
            continue
        multiplied = Step(Kind.SUM, found.goals[0])
        place = len(equations) + len(found.steps)
        (rows,), (columns,) = structure(unit)
        hole = normal(1, ([(HOLE, (0, 1))], [(0,), (1,)], [rows, columns], [(), ()]))
        uses = [*_uses(einsum(("i", "k"), ("ij", hole), ("jk", value)), list(equations).index(cancels), sign)]
        uses += _uses(einsum(("i", "k"), ("ij", inverse), ("jk", hole)), place, -sign)
        return Derivation((*found.steps, multiplied), (Combination(tuple(uses)),))
    return None


def _inverses(statement: Statement, definitions: tuple[Given, ...]) -> Iterator[tuple[Term, Term, int]]:
    """M and N, and 1 where M⁻¹ is the left side, -1 where it is the right one."""
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        return
    written = {given.symbol.name for given in definitions if isinstance(given.value, Block)}
    for side, other, sign in ((statement.left, statement.right, 1), (statement.right, statement.left, -1)):
        if isinstance(side, Power) and side.exponent == Number(Fraction(-1)) and len(side.shape) == 2:
            base = side.base
            if isinstance(base, Block) or (isinstance(base, Symbol) and base.name in written):
                yield base, other, sign


def _uses(contexts: Poly, fact: int, sign: int) -> Iterator[Use]:
    yield from (Use(Fraction(sign * coefficient), context, fact) for context, coefficient in sorted(contexts.items()))


__all__ = ["by_product"]
