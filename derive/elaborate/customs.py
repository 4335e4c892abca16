"""What custom says without words: the factors of `C = U Σ Uᵀ` are a spectral decomposition, the parts of `U = [U_1 U_2]` belong together.

Only names that the text has not introduced itself are read so, and what is assumed is shown with the symbol.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from derive import lazy_re as re
from derive.elaborate.events import Said
from derive.elaborate.facts import Facts
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known
from derive.goals import Goal, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import dataclass, field, replace
from derive.terms import (
    Block,
    Diagonal,
    Differential,
    HasProperty,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    Zero,
    symbols,
    walk,
)

_ORTHOGONAL = frozenset(["U", "V", "Q", "P"])  # letters that custom keeps for orthogonal factors
_DIAGONAL = frozenset(["Sigma", "Lambda", "D", "S"])  # and for diagonal ones
_ORTHONORMAL = (PropertyKind.ORTHOGONAL, PropertyKind.ORTHONORMAL_COLUMNS)


@dataclass(slots=True)
class Customs:
    """Adds to the facts what custom says; `split` are equations that hold by it, kept apart for checking what the text takes as given."""

    facts: Facts
    names: dict[str, Known]
    split: list[Hypothesis] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)  # frames that `split` writes in parts
    _decompositions: list[tuple[Term, Symbol, Term]] = field(default_factory=list)
    _pending: list[tuple[Term, Product, int]] = field(
        default_factory=list
    )  # what becomes a decomposition when more is said of its factors

    def decompose(self, whole: Term, value: Term, line: int) -> None:
        """`whole = value` was given: `U Σ Vᵀ` by customary letters has orthonormal outer factors and a diagonal middle one."""
        if isinstance(value, Product) and len(value.factors) == 3 and not self._decomposes(whole, value, line):
            self._pending.append((whole, value, line))

    def reconsider(self) -> None:
        """Something was said of a symbol: products that wait for it may be decompositions now."""
        self._pending = [waiting for waiting in self._pending if not self._decomposes(*waiting)]

    def _decomposes(self, whole: Term, value: Product, line: int) -> bool:
        outer, middle, last = value.factors
        inner = middle.base if isinstance(middle, Power) else middle
        other = last.body if isinstance(last, Transpose) else None
        if not (isinstance(outer, Symbol) and isinstance(inner, Symbol) and isinstance(other, Symbol)):
            return False
        if len(inner.shape) != 2 or not (self._frame(outer) and self._frame(other) and self._middle(inner)):
            return False
        for symbol in dict.fromkeys((outer, other)):
            square = symbol.shape[0] == symbol.shape[1]
            self._say(symbol, PropertyKind.ORTHOGONAL if square else PropertyKind.ORTHONORMAL_COLUMNS, line)
        if inner.name not in self.facts.definitions:
            self._say(inner, PropertyKind.DIAGONAL, line)
        if outer == other:
            self._decompositions.append((whole, outer, middle))
        return True

    def _frame(self, symbol: Symbol) -> bool:
        """Whether a factor is, or by its letter would be, a frame of orthonormal columns."""
        if len(symbol.shape) != 2:
            return False
        return self.facts.has(symbol, *_ORTHONORMAL) or (_stem(symbol) in _ORTHOGONAL and self._free(symbol))

    def _middle(self, symbol: Symbol) -> bool:
        given = self.facts.definitions.get(symbol.name)
        if given is not None and isinstance(given.value, Diagonal):
            return True
        return self.facts.has(symbol, PropertyKind.DIAGONAL) or (_stem(symbol) in _DIAGONAL and self._free(symbol))

    def _free(self, symbol: Symbol) -> bool:
        """Whether the text says nothing of a symbol itself but where it is used."""
        known = self.names.get(symbol.name)
        return known is None or known.origin is Origin.INFERRED

    def _say(self, symbol: Symbol, kind: PropertyKind, line: int) -> None:
        if self.facts.has(symbol, *(_ORTHONORMAL if kind in _ORTHONORMAL else (kind,))):
            return
        self.facts.assume(HasProperty(kind, (symbol,)), Origin.INFERRED, line)
        known = self.names.get(symbol.name)
        if known is not None:
            known.properties.append(kind)
            known.note = "; ".join(filter(None, (known.note, f"{kind.value} by custom")))

    def held(self, statement: Statement, varying: Container[str], line: int) -> tuple[Hypothesis, ...]:
        """In an equation between differentials, the names that the text differentiates nowhere (`varying` are those it does) are constants."""
        if not any(isinstance(part, Differential) for part in walk(statement)):
            return ()
        found = dict(symbols(statement))
        for definition in self.facts.ordered((statement,)):
            found |= symbols(definition.value)
        constants = [
            HasProperty(PropertyKind.CONSTANT, (symbol,))
            for name, symbol in found.items()
            if name not in varying and name not in self.facts.definitions
        ]
        if len(constants) == len([name for name in found if name not in self.facts.definitions]):
            return ()  # nothing would vary
        return tuple(
            Hypothesis(said, Origin.INFERRED, statement_latex(said), line)
            for said in constants
            if not self.facts.has(said.subjects[0], PropertyKind.CONSTANT)  # type: ignore[arg-type]
        )

    def divide(self, symbol: Symbol, value: Term, line: int) -> None:
        """`U = [U_1 U_2]` with U orthogonal: each part has orthonormal columns, and the parts are orthogonal to each other."""
        if not (isinstance(value, Block) and len(value.rows) == 1 and self.facts.has(symbol, PropertyKind.ORTHOGONAL)):
            return
        parts = [part for part in value.rows[0] if isinstance(part, Symbol) and len(part.shape) == 2]
        for number, part in enumerate(parts):
            self._say(part, PropertyKind.ORTHONORMAL_COLUMNS, line)
            for other in parts[:number]:
                product = Product((Transpose(other), part))
                self.facts.assume(Relates(Relation.EQUAL, product, Zero(product.shape)), Origin.INFERRED, line)
        if len(parts) == len(value.rows[0]):
            found = list(self._conformal(symbol, parts, line))
            self.split += found
            self.whole |= {symbol.name} if found else set()

    def in_parts(self, goal: Goal) -> Goal:
        """A goal with what is said of whole frames left out, where it is said of their parts: shorter to search."""
        kept = tuple(h for h in goal.hypotheses if not self.whole & set(symbols(h.statement)))
        return replace(goal, hypotheses=kept)

    def _conformal(self, symbol: Symbol, parts: list[Symbol], line: int) -> Iterator[Hypothesis]:
        """`C = U Σ Uᵀ`, `U = [U_1 U_2]` and a `Σ_1` in the text: Σ is split as U is, so that `C = U_1 Σ_1 U_1ᵀ + U_2 Σ_2 U_2ᵀ`."""
        for whole, outer, middle in self._decompositions:
            inner = middle.base if isinstance(middle, Power) else middle
            assert isinstance(inner, Symbol)
            named = [f"{inner.name}_{_label(part)}" for part in parts]
            if outer != symbol or not any(name in self.names for name in named):
                continue
            terms: list[Term] = []
            for part, name in zip(parts, named, strict=True):
                known = self.names.get(name)
                block: Term = Symbol(name, (part.shape[1], part.shape[1]), known.latex if known else name)
                if isinstance(middle, Power):
                    block = Power(block, middle.exponent)
                terms.append(Product((part, block, Transpose(part))))
            statement = Relates(Relation.EQUAL, whole, Sum(tuple(terms)))
            yield Hypothesis(statement, Origin.INFERRED, statement_latex(statement), line)


_COVARIANCES = re.compile(
    r"\b(?:gaussians?|normal(?:ly)?[\s-]+distribut\w+|covariances?|precision|gram|kernel|scatter|hessian|dispersion|information)\b",
    re.I,
)


# "with covariance $P$", "the Gram matrix $K$", "the covariance of $x$ is $P$", "$P$ is the prior covariance": symmetric by what they are
_CALLED = r"(?<!cross[- ])\b(?:covariances?(?:\s+matri(?:x|ces))?|(?:precision|gram|kernel|scatter|hessian|dispersion|fisher\s+information)\s+matri(?:x|ces))"
_NAMED = r"(?:\$|\\\()([^$=]{1,40}?)(?:\$|\\\))"
_SYMMETRIC = re.compile(
    rf"{_CALLED}(?:\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:\$[^$]{{1,20}}\$\s+)?)?(?:\s*\b(?:is|be|are|by)\b)?\s+{_NAMED}(?:\s*(?:,|and)\s*{_NAMED})?"
    rf"|{_NAMED}(?:\s+(?:is|be|denotes)|,)\s+(?:the|its|a)\s+(?:(?!(?:of|for|from|to|with|square|root)\b)[\w-]+\s+){{0,3}}{_CALLED}"
    r"(?!\s+(?:of|between)\b[^.;]{0,60}\band\b)",
    re.I,
)


def spreads_of(text: str, reading: Reading) -> list[Known]:
    """The matrices that are symmetric by what words call them, and the Σ, Σ_0, … of a text about Gaussians or covariances that are not said to be
    anything else: covariance matrices."""
    of_laws = [known for known in reading.scope.spreads if known.rank == 2 and not known.properties]
    for event in reading.events:
        of, right = event.left, event.right
        if event.kind is not Said.ASSUME or of is None or right is None or right.op != "Symbol":
            continue
        alone = of.op in ("Covariance", "Variance") and all(
            part == of.parts[0] for part in of.parts
        )  # Cov(v), Cov(v, v)
        if alone and right.data.rank == 2 and not right.data.properties and right.data not in of_laws:
            of_laws.append(right.data)
    if not _COVARIANCES.search(text):
        return of_laws
    called = {name.strip() for found in _SYMMETRIC.finditer(text) for name in found.groups() if name}
    return of_laws + [
        known
        for known in reading.scope.names.values()
        if known not in of_laws
        and known.rank == 2
        and not known.kind
        and not reading.defined(known)
        and not known.properties
        and (
            known.latex in called
            or (known.name.split(":")[-1].partition("_")[0] == "Sigma" and known.origin is Origin.INFERRED)
        )
    ]


def _stem(symbol: Symbol) -> str:
    return symbol.name.split(":")[-1].split("_")[0]


def _label(symbol: Symbol) -> str:
    return symbol.name.partition("_")[2]
