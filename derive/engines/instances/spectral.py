"""Orthonormal frames and spectral decompositions: `U = [U_1 U_2]` orthogonal, `C = U S² U'`, `C U_1 = U_1 S_1²` where C may be X X'.

Linear solving cannot meet these together; they are met by construction: the frame first, then the spectrum, then X = U S V'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derive.engines.instances.reading import Reading
from derive.engines.instances.templates import Source, number, orthogonal
from derive.goals import Definition
from derive.numerics.arrays import Array, matmul, transpose, zeros
from derive.numerics.evaluate import Evaluator
from derive.numerics.fields import NotEvaluable, Scalar
from derive.record import dataclass
from derive.terms import Block, Number, Power, Product, PropertyKind, Relates, Symbol, Term, Transpose, Zero

SourceOf = Callable[[str], Source]


@dataclass(frozen=True, slots=True)
class Frame:
    """Symbols that are side by side columns of one orthogonal matrix, from the left."""

    parts: tuple[Symbol, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    def covers(self, reading: Reading, inverted: frozenset[Term]) -> bool:
        """Whether a dense part of what meets the equations is reached: it is."""
        return True

    def assign(self, ev: Evaluator, reading: Reading, source: SourceOf) -> dict[str, Array]:
        """Values of the parts."""
        return _columns(
            ev, self.parts, orthogonal(ev.field, source(self.names[0]), ev.instance.size(self.parts[0].shape[0]))
        )


def _columns(ev: Evaluator, parts: Sequence[Symbol], whole: Array) -> dict[str, Array]:
    values, start = {}, 0
    for part in parts:
        shape = ev.instance.shape(part.sizes)
        width = shape[1] if len(shape) == 2 else 1
        if start + width > whole.shape[0]:
            raise NotEvaluable("more orthonormal columns than dimensions")
        values[part.name] = Array(shape, [x for row in whole.rows() for x in row[start : start + width]])
        start += width
    return values


@dataclass(frozen=True, slots=True)
class Spectrum:
    """A symmetric matrix with given eigenvectors, drawn from its spectral decomposition.

    `matrix` is drawn when it is free; when it is X X' (or X'X: `flipped`), `factor` is X and the eigenvalues are squares. `whole` is the frame and
    its diagonal matrix where both are symbols, `parts` eigenvectors with their eigenvalues; a diagonal symbol may stand squared.
    """

    matrix: Symbol | None
    factor: Symbol | None
    flipped: bool
    frame: tuple[Symbol, ...]
    whole: tuple[Symbol, bool] | None
    parts: tuple[tuple[Symbol, Symbol, bool], ...]

    @property
    def names(self) -> tuple[str, ...]:
        found = [part.name for part in self.frame]
        found += [symbol.name for symbol in (self.matrix, self.factor) if symbol is not None]
        return (*found, *([self.whole[0].name] if self.whole else []), *(values.name for _, values, _ in self.parts))

    def covers(self, reading: Reading, inverted: frozenset[Term]) -> bool:
        """Whether a dense part of what meets the equations is reached: when everything between the vectors is known to be diagonal."""
        symbols = [symbol for _, symbol, _ in self.parts] + ([self.whole[0]] if self.whole else [])
        return all(not symbol.sizes or PropertyKind.DIAGONAL in reading.of(symbol.name) for symbol in symbols)

    def assign(self, ev: Evaluator, reading: Reading, source: SourceOf) -> dict[str, Array]:
        """Values of the frame, the diagonal matrices, and the matrix or its factor."""
        field, n = ev.field, ev.instance.size(self.frame[0].shape[0])
        basis = orthogonal(field, source(self.frame[0].name), n)
        values = _columns(ev, self.frame, basis)
        rng = source("spectrum")
        roots = [number(field, rng, self._signs(reading)) for _ in range(n)]
        if self.factor is not None:
            shape = ev.instance.shape(self.factor.sizes)
            other = shape[0] if self.flipped else shape[1]
            roots = [root if i < other else 0 for i, root in enumerate(roots)]
            values[self.factor.name] = self._factor_value(ev, basis, roots, other, source)
        squared = (
            self.factor is not None
            or any(square for _, _, square in self.parts)
            or (self.whole is not None and self.whole[1])
        )
        eigenvalues = field.reduce([x * x for x in roots]) if squared else roots
        if self.matrix is not None:
            values[self.matrix.name] = matmul(field, matmul(field, basis, _diagonal(eigenvalues)), transpose(basis))
        if self.whole is not None:
            symbol, square = self.whole
            values[symbol.name] = _shaped(ev, symbol, roots if square else eigenvalues)
        for vectors, symbol, square in self.parts:
            start = self._offset(ev, vectors)
            count = ev.instance.shape(vectors.sizes)[1] if len(vectors.sizes) == 2 else 1
            values[symbol.name] = _shaped(ev, symbol, (roots if square else eigenvalues)[start : start + count])
        return values

    def _signs(self, reading: Reading) -> frozenset[PropertyKind]:
        symbols = [symbol for _, symbol, _ in self.parts] + ([self.whole[0]] if self.whole else [])
        kinds = frozenset().union(*(reading.of(symbol.name) for symbol in symbols)) if symbols else frozenset()
        wanted = kinds & {PropertyKind.POSITIVE, PropertyKind.NONNEGATIVE}
        if kinds & {PropertyKind.POSITIVE_DEFINITE}:
            wanted |= {PropertyKind.POSITIVE}
        if kinds & {PropertyKind.INVERTIBLE}:
            wanted |= {PropertyKind.NONZERO}
        return frozenset(wanted)

    def _offset(self, ev: Evaluator, vectors: Symbol) -> int:
        start = 0
        for part in self.frame:
            if part.name == vectors.name:
                return start
            start += ev.instance.shape(part.sizes)[1] if len(part.sizes) == 2 else 1
        raise NotEvaluable("eigenvectors outside their frame")

    def _factor_value(self, ev: Evaluator, basis: Array, roots: list[Scalar], other: int, source: SourceOf) -> Array:
        n = basis.shape[0]
        middle = zeros((n, other))
        for i in range(min(n, other)):
            middle.data[i * other + i] = roots[i]
        right = orthogonal(ev.field, source("right factor"), other)
        value = matmul(ev.field, matmul(ev.field, basis, middle), right)
        return transpose(value) if self.flipped else value


def _diagonal(entries: list[Scalar]) -> Array:
    n = len(entries)
    result = zeros((n, n))
    result.data[:: n + 1] = entries
    return result


def _shaped(ev: Evaluator, symbol: Symbol, entries: list[Scalar]) -> Array:
    if not symbol.sizes:
        return Array((), entries[:1])
    return _diagonal(entries) if len(symbol.sizes) == 2 else Array(ev.instance.shape(symbol.sizes), entries)


Step = Frame | Spectrum
_MAY_BE_DIAGONAL = frozenset(
    (
        PropertyKind.DIAGONAL,
        PropertyKind.SYMMETRIC,
        PropertyKind.INVERTIBLE,
        PropertyKind.POSITIVE_DEFINITE,
        PropertyKind.POSITIVE_SEMIDEFINITE,
        PropertyKind.POSITIVE,
        PropertyKind.NONNEGATIVE,
        PropertyKind.NONZERO,
        PropertyKind.REAL,
    )
)
_ORTHONORMAL = frozenset((PropertyKind.ORTHOGONAL, PropertyKind.ORTHONORMAL_COLUMNS, PropertyKind.UNIT_NORM))


class _Structure:
    """Finds frames and spectra in hypotheses."""

    def __init__(self, reading: Reading, definitions: Sequence[Definition], equations: Sequence[Relates]) -> None:
        self.reading = reading
        self.defined = {d.symbol.name: d.value for d in definitions if not d.parameters}
        self.equations = equations
        self.used: list[Relates] = []
        self.frames: list[tuple[Symbol, ...]] = []
        self.named: dict[str, tuple[Symbol, ...]] = {}  # a defined frame by its name

    def _orthonormal(self, symbol: Symbol) -> bool:
        return bool(self.reading.of(symbol.name) & _ORTHONORMAL)

    def find_frames(self) -> None:
        for name, value in self.defined.items():
            if isinstance(value, Block) and len(value.rows) == 1 and self.reading.of(name) & _ORTHONORMAL:
                parts = tuple(
                    part for part in value.rows[0] if isinstance(part, Symbol) and part.name not in self.defined
                )
                if len(parts) == len(value.rows[0]):
                    self.frames.append(parts)
                    self.named[name] = parts
        for equation in self.equations:
            pair = _orthogonal_pair(equation)
            if pair is None or not all(map(self._orthonormal, pair)) or any(p.name in self.defined for p in pair):
                continue
            self.used.append(equation)
            if not any({p.name for p in pair} <= {p.name for p in frame} for frame in self.frames):
                self._join(pair)

    def _join(self, pair: tuple[Symbol, Symbol]) -> None:
        for i, frame in enumerate(self.frames):
            if any(p in frame for p in pair):
                self.frames[i] = (*frame, *(p for p in pair if p not in frame))
                return
        self.frames.append(pair)

    def frame_of(self, term: Term) -> tuple[Symbol, ...] | None:
        """The frame a symbol is, or begins, or is part of."""
        if not isinstance(term, Symbol):
            return None
        if term.name in self.named:
            return self.named[term.name]
        for frame in self.frames:
            if term in frame:
                return frame
        return (term,) if self._orthonormal(term) and term.name not in self.defined else None

    def target(self, term: Term) -> tuple[Symbol | None, Symbol | None, bool] | None:
        """(matrix, factor, flipped) of a symmetric matrix: a free symbol, or X X' or X'X of a free X."""
        if isinstance(term, Symbol) and term.name not in self.defined:
            return (term, None, False) if len(term.shape) == 2 else None
        value = self.defined.get(term.name) if isinstance(term, Symbol) else term
        match value:
            case Product(factors=(Symbol() as x, Transpose(body=y))) if (
                x == y and x.name not in self.defined and not self.reading.of(x.name)
            ):
                return None, x, False
            case Product(factors=(Transpose(body=y), Symbol() as x)) if (
                x == y and x.name not in self.defined and not self.reading.of(x.name)
            ):
                return None, x, True
        return None

    def spectra(self) -> list[Step]:
        """The steps; equations that they meet are in `used`."""
        found: dict[str, Spectrum] = {}
        for equation in self.equations:
            for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
                spectrum = self._whole(left, right) or self._part(left, right)
                if spectrum is None:
                    continue
                key = (spectrum.matrix or spectrum.factor or spectrum.frame[0]).name
                merged = _merged(found.get(key), spectrum)
                if merged is not None:
                    found[key] = merged
                    self.used.append(equation)
                break
        taken = {name for spectrum in found.values() for name in spectrum.names}
        frames: list[Step] = [Frame(frame) for frame in self.frames if not {p.name for p in frame} & taken]
        return [*frames, *found.values()]

    def _whole(self, left: Term, right: Term) -> Spectrum | None:
        match right:
            case Product(factors=(Symbol() as u, middle, Transpose(body=v))) if u == v:
                target, frame, diagonal = self.target(left), self.frame_of(u), self._diagonal(middle)
                if target is not None and frame is not None and diagonal is not None:
                    return Spectrum(*target, frame, diagonal, ())
        return None

    def _part(self, left: Term, right: Term) -> Spectrum | None:
        if not (
            isinstance(left, Product)
            and isinstance(right, Product)
            and len(right.factors) == 2
            and isinstance(left.factors[-1], Symbol)
        ):
            return None
        vectors = left.factors[-1]
        matrix = left.factors[0] if len(left.factors) == 2 else Product(left.factors[:-1])
        if vectors not in right.factors:
            return None
        other = right.factors[1] if right.factors[0] == vectors else right.factors[0]
        target, frame, diagonal = self.target(matrix), self.frame_of(vectors), self._diagonal(other)
        if target is None or frame is None or diagonal is None or vectors not in frame:
            return None
        return Spectrum(*target, frame, None, ((vectors, *diagonal),))

    def _diagonal(self, term: Term) -> tuple[Symbol, bool] | None:
        """A free symbol that may be drawn diagonal (or a scalar), and whether it stands squared."""
        square = False
        match term:
            case Power(base=Symbol() as inside, exponent=Number(value=value)) if value == 2:
                term, square = inside, True
            case Product(factors=(Symbol() as a, Symbol() as b)) if a == b:
                term, square = a, True
        if (
            isinstance(term, Symbol)
            and term.name not in self.defined
            and not self.reading.of(term.name) - _MAY_BE_DIAGONAL
        ):
            return term, square
        return None


def _orthogonal_pair(equation: Relates) -> tuple[Symbol, Symbol] | None:
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        match left:
            case Product(factors=(Transpose(body=Symbol() as a), Symbol() as b)) if (
                a != b and a.shape and (isinstance(right, Zero) or (isinstance(right, Number) and right.value == 0))
            ):
                return a, b
    return None


def _merged(old: Spectrum | None, new: Spectrum) -> Spectrum | None:
    if old is None:
        return new
    if old.frame != new.frame or (old.whole is not None and new.whole is not None):
        return None
    return Spectrum(old.matrix, old.factor, old.flipped, old.frame, old.whole or new.whole, (*old.parts, *new.parts))


def structure(
    reading: Reading, definitions: Sequence[Definition], equations: Sequence[Relates]
) -> tuple[tuple[Step, ...], tuple[Relates, ...]]:
    """The frames and spectra to draw first, and the equations that are left."""
    found = _Structure(reading, definitions, equations)
    found.find_frames()
    steps = tuple(found.spectra())
    return steps, tuple(e for e in equations if not any(e is used for used in found.used))
