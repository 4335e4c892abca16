"""Shapes of loose terms, worked out with size variables that are bound as uses are met."""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.entrywise import is_literal, is_spread, spreads, takes_rows
from derive.elaborate.loose import Clash, Loose, Sizes, Span, Unreadable, is_adopting, is_known
from derive.elaborate.polynomials import takes_matrices
from derive.formula.signs import LOEWNER
from derive.goals import Origin
from derive.record import dataclass, field
from derive.sizes import ONE, Size
from derive.terms import Shape, describe, squeeze

_SCALAR = {"Number", "Constant", "SizeValue", "Index"}


@dataclass(slots=True)
class Shaper:
    """Works out shapes of loose terms, binding size variables as it goes. Raises Clash."""

    sizes: Sizes
    memo: dict[int, Shape] = field(default_factory=dict)
    # zeros and identities take their shape from what they meet
    adopted: dict[int, Shape] = field(default_factory=dict)
    kept: list[Loose] = field(default_factory=list)

    def shape(self, term: Loose) -> Shape:
        """The shape of a loose term, resolved as far as known."""
        if id(term) not in self.memo:
            self.kept.append(term)  # keeps the id alive
            self.memo[id(term)] = self._shape(term)
        return self.sizes.shape(self.memo[id(term)])

    def same(self, left: Loose, right: Loose, what: str, span: Span) -> None:
        """Make two terms have one shape. Raises Clash."""
        one, other = self.shape(left), self.shape(right)
        for term, shape in sorted(((left, other), (right, one)), key=lambda side: side[0].op != "Zero"):
            if is_adopting(term) and self.shape(term) != shape:
                self.adopt(term, shape)
                return
        if len(one) == len(other) and all(self.sizes.unify(a, b) for a, b in zip(one, other, strict=True)):
            return
        if {one, other} == {(), (ONE, ONE)}:
            return
        if what == "added" and len(one) == len(other) == 2 and ONE in (one[0], other[0]):
            raise Unreadable("a row added to every row of a matrix", span)
        one, other = self.sizes.shape(one), self.sizes.shape(other)
        raise Clash(
            f"{describe(one)} and {describe(other)} cannot be {what}",
            span,
            is_known(one) and is_known(other),
            (left, right),
        )

    def adopt(self, term: Loose, shape: Shape) -> None:
        """Give a zero, or a sum of zeros, the shape of what it meets. Raises Clash."""
        self.memo[id(term)] = shape
        self.kept.append(term)
        if term.op == "Product":
            self._adopt_product(term, shape)
            return
        for part in term.parts:
            if is_adopting(part):
                self.adopt(part, shape)

    def _adopt_product(self, term: Loose, shape: Shape) -> None:
        """Give the bold zero of a product the shape with which the product has the shape wanted: in `A^T 0` it has as many rows as A."""
        at = next(n for n, part in enumerate(term.parts) if part.op == "Zero")
        rows, columns = (*shape, ONE, ONE)[:2]
        for side, parts in enumerate((term.parts[:at], term.parts[at + 1 :])):
            beside = self.shape(Loose("Product", parts, None, term.span)) if parts else ()
            if not beside:
                continue
            outer, inner = ((*beside, ONE)[0], (*beside, ONE)[1]) if side == 0 else ((*beside, ONE)[1], beside[0])
            if not self.sizes.unify(outer, (rows, columns)[side]):
                raise Clash(
                    f"a product with zero that cannot be {describe(self.sizes.shape(shape))}",
                    term.span,
                    is_known(shape),
                )
            rows, columns = (inner, columns) if side == 0 else (rows, inner)
        self.adopt(term.parts[at], squeeze(self.sizes.shape((rows, columns))))

    def _square(self, term: Loose, what: str, span: Span) -> Shape:
        shape = self.shape(term)
        if not shape:
            return shape
        if len(shape) != 2 or not self.sizes.unify(shape[0], shape[1]):
            raise Clash(
                f"{what} needs a square matrix, and this one is {describe(self.sizes.shape(shape))}",
                span,
                is_known(shape),
                (term,),
            )
        return self.shape(term)

    def _shape(self, term: Loose) -> Shape:
        if term.op in _SCALAR:
            return ()
        method = getattr(self, f"_{term.op.lower()}", None)
        if method is None:
            for part in term.parts:
                self.shape(part)
            return ()
        result: Shape = method(term)
        return result

    def _extremum(self, term: Loose) -> Shape:
        kind, count = term.data
        body, *rest = (self.shape(part) for part in term.parts)
        if body:
            raise Clash(f"{kind} needs a number, and this is {describe(body)}", term.span, is_known(body))
        return rest[0] if kind.startswith("arg") and count == 1 else ()

    def _symbol(self, term: Loose) -> Shape:
        shape: Shape = term.data.sizes
        return shape

    def _identity(self, term: Loose) -> Shape:
        return (term.data, term.data)

    def _zero(self, term: Loose) -> Shape:
        return term.data or ()

    def _ones(self, term: Loose) -> Shape:
        shape: Shape = term.data
        return shape

    def _basisvector(self, term: Loose) -> Shape:
        return (term.data,)

    def _sum(self, term: Loose) -> Shape:
        open_parts = [part for part in term.parts if not is_adopting(part)]
        anchor = next((part for part in open_parts if not is_literal(part)), (*open_parts, term.parts[0])[0])
        self.shape(anchor)
        for part in term.parts:
            if is_literal(part) and is_spread(self.shape(anchor)):
                continue  # `1 - h ⊙ h`: all ones
            if part is not anchor:
                self.same(anchor, part, "added", part.span)
        return self.shape(anchor)

    def _relates(self, term: Loose) -> Shape:
        self.same(term.parts[0], term.parts[1], "equal", term.span)
        if term.data in LOEWNER:  # of matrices it is said of quadratic forms
            for side in term.parts:
                shape = self.shape(side)
                if len(shape) == 2:
                    self.sizes.unify(*shape)
        return ()

    def _product(self, term: Loose) -> Shape:
        result: Shape = ()
        for n, factor in enumerate(term.parts):
            shape = self.shape(factor)
            if not shape and is_adopting(factor) and is_adopting(term) and len(result) == 2:
                behind = self.shape(Loose("Product", term.parts[n + 1 :], None, term.span))
                if behind:  # a bold zero between two others
                    shape = squeeze((result[1], behind[0]))
                    self.adopt(factor, shape)
            if not result or not shape:
                result = result or shape
                continue
            left = (result[0], ONE) if len(result) == 1 else result
            if len(left) > 2 or len(shape) > 2:
                raise Unreadable("a product of tensors", term.span)
            # a column before a column of any length: one of them lost its transpose, which says nothing of the length
            sized = len(result) != 1 or len(shape) != 1 or self.sizes.shape(shape)[0] == ONE
            if not sized or not self.sizes.unify(left[-1], shape[0]):
                raise Clash(
                    f"{describe(self.sizes.shape(result))} times {describe(self.sizes.shape(shape))} does not fit",
                    term.span,
                    is_known(self.sizes.shape((left[-1], shape[0]))),
                    term.parts,
                )
            result = squeeze(self.sizes.shape((left[0], *shape[1:])))
        return result

    def _power(self, term: Loose) -> Shape:
        base, exponent = term.parts[0], term.parts[1]
        if base.op == "Constant" and base.data == "e" and len(self.shape(exponent)) == 2:
            return self._square(exponent, "the exponential", exponent.span)
        if self.shape(exponent):
            raise Clash("an exponent is a number, and this one is not", exponent.span, False, (exponent,))
        shape = self.shape(base)
        if len(shape) == 1 and exponent.op == "Number" and term.data == "entries":
            return shape  # `1 - h^2` of a vector h: each entry
        return self._square(term.parts[0], "a power", term.parts[0].span)

    def _trace(self, term: Loose) -> Shape:
        self._square(term.parts[0], "tr", term.parts[0].span)
        return ()

    def _determinant(self, term: Loose) -> Shape:
        self._square(term.parts[0], "det", term.parts[0].span)
        return ()

    def _transpose(self, term: Loose) -> Shape:
        shape = self.shape(term.parts[0])
        if len(shape) > 2:
            raise Unreadable("the transpose of a tensor", term.span)
        return (ONE, shape[0]) if len(shape) == 1 else squeeze(shape[::-1])

    _pseudoinverse = _transpose

    def _conjugate(self, term: Loose) -> Shape:
        return self.shape(term.parts[0])

    _expectation = _differential = _conjugate

    def _at(self, term: Loose) -> Shape:
        """Of what is evaluated; each value is of the shape of what it is put in for."""
        body, *values = term.parts
        for known, value in zip(term.data, values, strict=True):
            self.same(Loose("Symbol", (), known, value.span), value, "equal", value.span)
        return self.shape(body)

    def _variance(self, term: Loose) -> Shape:
        """Of a number a number, of a vector its covariance matrix."""
        return self._outer(term, term.parts[0], term.parts[0])

    def _covariance(self, term: Loose) -> Shape:
        return self._outer(term, *term.parts)

    def _correlation(self, term: Loose) -> Shape:
        if self.shape(term.parts[0]) or self.shape(term.parts[1]):
            raise Unreadable("a correlation matrix", term.span)
        return ()

    def _outer(self, term: Loose, left: Loose, right: Loose) -> Shape:
        """The shape of (x - E x)(y - E y)ᵀ."""
        one, other = self.shape(left), self.shape(right)
        if len(one) > 1 or len(other) > 1:
            raise Unreadable("the covariance of a matrix", term.span)
        if other and not one:
            raise Unreadable("the covariance of a number with a vector", term.span)
        return (*one, *other)

    def _inner(self, term: Loose) -> Shape:
        self.same(term.parts[0], term.parts[1], "multiplied to a number", term.span)
        return ()

    def _piecewise(self, term: Loose) -> Shape:
        for value in term.parts[1:]:
            self.same(term.parts[0], value, "values of one function", value.span)
        for condition in term.data:
            if condition is not None:
                self.shape(condition)
        return self.shape(term.parts[0])

    def _call(self, term: Loose) -> Shape:
        """The shape of a function's value; of its derivative by its one argument, that of the argument first."""
        _, order, _, known = term.data
        shapes = [self.shape(part) for part in term.parts]
        parameters = known.parameters if known is not None and len(known.parameters) == len(shapes) else ()
        for part, parameter in zip(term.parts, parameters, strict=False):  # none for `f(x, y)` of an f: ℝ² → ℝ
            guessed = part.op == "Symbol" and not part.data.rank and part.data.origin is Origin.INFERRED
            if guessed and parameter.rank and self.sizes.widens(part.data, parameter):
                part.data.rank, part.data.sizes = parameter.rank, parameter.sizes
                part.data.fixed = parameter.origin is Origin.DECLARED
                self.memo.clear()
                shapes = [self.shape(other) for other in term.parts]
            if parameter.rank == 1 and part.op in ("Sum", "Product") and not self.shape(part):
                raise Clash("a function of vectors is taken at a number", part.span, False)
            if len(self.shape(part)) == len(parameter.sizes):
                for size, other in zip(self.shape(part), parameter.sizes, strict=True):
                    self.sizes.unify(size, other)
        value: Shape = known.sizes if known is not None else ()
        if len(shapes) == 1 and spreads(known, self.sizes.shape(shapes[0])):
            return shapes[0]
        if len(shapes) == 1 and not order and takes_rows(known, self.sizes.shape(shapes[0])):
            return shapes[0][:1]
        if len(shapes) == 1 and not order and takes_matrices(known, self.sizes.shape(shapes[0])):
            return shapes[0]
        return shapes[0] * order + value if order and len(shapes) == 1 else value

    def _directional(self, term: Loose) -> Shape:
        self.same(term.parts[1], term.parts[2], "along each other", term.span)
        return self.shape(term.parts[0])

    def _slope(self, term: Loose) -> Shape:
        return self.shape(term.parts[0])

    def _khatrirao(self, term: Loose) -> Shape:
        """Column by column: (m × n) ∗ (p × n) is mp × n."""
        (a, n), (b, other) = ((*self.shape(part), ONE, ONE)[:2] for part in term.parts)
        if not self.sizes.unify(n, other):
            raise Clash(
                "a Khatri-Rao product needs as many columns left as right", term.span, is_known((n, other)), term.parts
            )
        return squeeze((a * b, n))

    def _facesplitting(self, term: Loose) -> Shape:
        """Row by row: (m × p) • (m × q) is m × pq."""
        (m, a), (other, b) = ((*self.shape(part), ONE, ONE)[:2] for part in term.parts)
        if not self.sizes.unify(m, other):
            raise Clash(
                "a row-wise Khatri-Rao product needs as many rows left as right",
                term.span,
                is_known((m, other)),
                term.parts,
            )
        return squeeze((m, a * b))

    def _norm(self, term: Loose) -> Shape:
        self.shape(term.parts[0])
        return ()

    def _hadamard(self, term: Loose) -> Shape:
        self.same(term.parts[0], term.parts[1], "multiplied entrywise", term.span)
        return self.shape(term.parts[0])

    def _kronecker(self, term: Loose) -> Shape:
        (a, b), (c, d) = ((*self.shape(part), ONE, ONE)[:2] for part in term.parts)
        return squeeze((a * c, b * d))

    def _vec(self, term: Loose) -> Shape:
        rows, columns = (*self.shape(term.parts[0]), ONE, ONE)[:2]
        return squeeze((rows * columns,))

    def _diagonal(self, term: Loose) -> Shape:
        shape = self.shape(term.parts[0])
        if len(shape) == 2:
            return self._square(term.parts[0], "diag", term.span)[:1]
        return shape[:1] * 2

    def _block(self, term: Loose) -> Shape:
        width: int = term.data
        rows = [term.parts[i : i + width] for i in range(0, len(term.parts), width)]
        heights, widths = self._measured(rows), self._measured(list(zip(*rows, strict=True)), across=True)
        for row, height in zip(rows, heights, strict=True):
            for cell, breadth in zip(row, widths, strict=True):
                if is_adopting(cell):
                    if (height, breadth) != (ONE, ONE):
                        self.adopt(cell, squeeze((height, breadth)))
                    continue
                tall, wide = (*self.shape(cell), ONE, ONE)[:2]
                if not (self.sizes.unify(tall, height) and self.sizes.unify(wide, breadth)):
                    known = is_known(self.sizes.shape((tall, wide, height, breadth)))
                    raise Clash("the blocks do not fit together", cell.span, known, (*row, *term.parts))
        return squeeze(
            (
                sum((self.sizes.resolve(height) for height in heights), Size(())),
                sum((self.sizes.resolve(breadth) for breadth in widths), Size(())),
            )
        )

    def _measured(self, lines: Sequence[Sequence[Loose]], across: bool = False) -> list[Size]:
        """The size of each line of cells: of its first one that is not a zero of any shape; a line of zeros is as the others need it."""
        found: list[Size | None] = []
        for line in lines:
            cells = [(*self.shape(cell), ONE, ONE)[across] for cell in line if not is_adopting(cell)]
            found.append(cells[0] if cells else None)
        numbers = all(size is None or size == ONE for size in found)
        return [size if size is not None else ONE if numbers else self.sizes.fresh() for size in found]

    def _apply(self, term: Loose) -> Shape:
        shapes = [self.shape(part) for part in term.parts]
        name, kind = term.data
        if kind == "same":
            return shapes[0]
        if kind == "square":
            return self._square(term.parts[0], name, term.span)
        if kind == "spectrum":
            return self._square(term.parts[0], "eig", term.span)[:1]
        return ()

    def _density(self, term: Loose) -> Shape:
        """A number; a normal distribution has a mean of the shape of its point."""
        shapes = [self.shape(part) for part in term.parts]
        if term.data == "normal":
            self.same(term.parts[0], term.parts[1], "a point and its mean", term.span)
            if shapes[0] or shapes[1]:
                self._square(term.parts[2], "a covariance matrix", term.parts[2].span)
                point = self.shape(term.parts[0])
                covariance = self.shape(term.parts[2])
                if len(point) != 1 or len(covariance) != 2 or not self.sizes.unify(point[0], covariance[0]):
                    raise Clash("the covariance is of another size than the point", term.span, False, term.parts[::2])
        elif term.data in ("Dirichlet", "multinomial"):
            self.same(term.parts[0], term.parts[-1], "a point and its parameters", term.span)
            if len(shapes[0]) != 1 or any(shapes[1:-1]):
                raise Clash("the density of a vector at something else", term.span, False, term.parts)
        elif term.data == "matrix normal":
            self.same(term.parts[0], term.parts[1], "a point and its mean", term.span)
            for side in term.parts[2:]:
                self._square(side, "a covariance matrix", side.span)
            sizes = [self.shape(part) for part in term.parts]
            if any(len(size) != 2 for size in sizes) or not all(
                self.sizes.unify(sizes[0][axis], sizes[axis + 2][0]) for axis in (0, 1)
            ):
                raise Clash("the density of a matrix at something else", term.span, False, term.parts)
        elif term.data == "normal-gamma":
            inner = Loose("Density", (term.parts[0], *term.parts[2:4]), "normal", term.span)
            self.shape(inner)
            if any(self.shape(part) for part in (term.parts[1], *term.parts[4:])):
                raise Clash("the density of a number at something else", term.span, False, term.parts)
        elif any(shapes):
            raise Clash("the density of a number at something else", term.span, False, term.parts)
        return ()

    def _entry(self, term: Loose) -> Shape:
        base = self.shape(term.parts[0])
        if len(base) != len(term.data):
            raise Unreadable(f"{len(term.data)} indices for {describe(base)}", term.span)
        for size, index in zip(base, term.data, strict=True):
            if index is not None:
                self.shape(index)
                if index.op == "Index":
                    self.sizes.unify(index.data.sizes[0], size)
        return tuple(size for size, index in zip(base, term.data, strict=True) if index is None)

    def _bigsum(self, term: Loose) -> Shape:
        if term.data[3] is not None:
            self.shape(term.data[3])
        return self.shape(term.parts[0])

    _bigproduct = _bigsum

    def _integral(self, term: Loose) -> Shape:
        for bound in term.parts[1:]:
            self.shape(bound)
        return self.shape(term.parts[0])

    _limit = _integral

    def _derivative(self, term: Loose) -> Shape:
        try:
            body = self.shape(term.parts[0])
        except Clash as error:  # a rule such as ∇_x Aᵀx = A is stated for letters of its own
            raise Clash(error.reason, error.span, False, error.factors) from error
        axes: Shape = sum((self.shape(part) for part in term.parts[1:]), ())
        if term.data == "numerator":
            if not body and len(term.parts) == 2 and len(axes) <= 2:
                return (ONE, axes[0]) if len(axes) == 1 else squeeze(axes[::-1])
            return body + axes
        return axes + body
