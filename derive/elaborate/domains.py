"""What words say of all the numbers or matrices that a claim is about, where its formulas do not: "for all real x", "of n × n matrices". What is proved by
custom for positive numbers, or for numbers in place of matrices, is not proved then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction

from derive import lazy_re as re
from derive.document.model import Document, Heading
from derive.elaborate.events import Span
from derive.elaborate.loose import Unreadable
from derive.elaborate.scope import Known
from derive.goals import Goal, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import replace
from derive.terms import (
    UPWARDS,
    Apply,
    BigSum,
    Constant,
    HasProperty,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    symbols,
    walk,
)

_ALL_REALS = re.compile(
    r"\b(?:all|every|any|each|arbitrary)\s+(?:"
    r"(?:(?:non-?zero|negative|two|possible)\s+)*real(?:s|\s+numbers?|\s+\W|\s+values?)|(?:(?!\\geq?\b|\\leq?\b)[^.;:<>≥≤]){0,30}?(?:\\in|∈)\s*(?:\\mathbb\s*\{?R\}?|\\R\b|\\Reals\b|ℝ)(?![\s}]*[_^]))"
    r"|\bfor\s+(?:an?\s+)?real\s+(?:numbers?\s+|values?\s+(?:of\s+)?)?[\\$(]"
    r"|\bnegative\s+ones\s+included|\bpositive\s+or\s+negative\b",
    re.I,
)
# "a matrix A of any rank", "A need not be invertible"
_ANY_RANK = re.compile(
    r"\b(?:any|arbitrary|whatever)\s+rank\b"
    r"|\b(?:not\s+(?:necessarily|assumed\s+to|required\s+to)|need(?:\s+not|n't)|do(?:es)?\s+not\s+(?:have|need)\s+to)\s+(?:(?:be|have|of)\s+)*(?:full(?:[\s-]+(?:column|row))?[\s-]+rank|invertible|non-?singular)\b"
    r"|\b(?:may|might|possibly|perhaps)\s+(?:well\s+)?(?:be\s+)?(?:singular|rank[\s-]deficient|non-?invertible)\b",
    re.I,
)
_FULL = frozenset(
    (
        PropertyKind.INVERTIBLE,
        PropertyKind.FULL_COLUMN_RANK,
        PropertyKind.FULL_ROW_RANK,
        PropertyKind.POSITIVE_DEFINITE,
        PropertyKind.ORTHOGONAL,
        PropertyKind.ORTHONORMAL_COLUMNS,
        PropertyKind.ORTHONORMAL_ROWS,
    )
)
_MATRICES = re.compile(r"\bmatri(?:x|ces)\b", re.I)
# "For real x: …": what a paragraph begins with is said of all that it lists
_LISTS = re.compile(r"\W*for\s+(?:(?:all|every|any|an?)\s+)?real\b[^.:]*:", re.I)
_SIGNED = frozenset((PropertyKind.POSITIVE, PropertyKind.NONNEGATIVE))


def refuse(
    statement: Statement, span: Span, document: Document, known: Mapping[str, Known], given: Iterable[Hypothesis]
) -> None:
    """Raises Unreadable where a statement may be said of more than it can be proved for, with what is `given`. `span`: where it stands."""
    sentence = _sentence(document.text, span[0])
    listed = _LISTS.match(document.text, document.text.rfind("\n\n", 0, span[0]) + 1, span[0])
    if (listed or _ALL_REALS.search(sentence)) and (part := _of_positive(statement, known, _signed(given))) is not None:
        raise Unreadable(f"it is said of all real numbers, of which {part} is not defined everywhere", span)
    if (name := _commutes(statement, known)) is not None:
        raise Unreadable(f"whether {name} is a matrix is not said in what was read", span)
    if names := _may_be_matrices(statement, known, _MATRICES.search(sentence) is not None):
        raise Unreadable(f"whether {names[0]} and {names[1]} are matrices is not said in what was read", span)


def refuse_undefined(goal: Goal, span: Span, document: Document) -> None:
    """Raises Unreadable where a goal divides by what its text allows to be zero: the inverse of a matrix that is said to be "of any rank", the logarithm of a
    number of which only the sign of a product is given. `span`: where it stands."""
    terms = (goal.statement, *(d.value for d in goal.definitions))
    for matrix in _inverted(terms):
        full = any(
            isinstance(h.statement, HasProperty)
            and h.statement.kind in _FULL
            and any(matrix.name in symbols(subject) for subject in h.statement.subjects)
            for h in goal.hypotheses
        )
        if not full and _may_be_singular(matrix, span, document):
            raise Unreadable(
                f"{matrix.latex or matrix.name} need not have full rank, and an inverse is taken of it", span
            )
    orders = [
        h.statement for h in goal.hypotheses if isinstance(h.statement, Relates) and h.statement.relation in UPWARDS
    ]
    products = {name for said in orders if isinstance(said.left, Product) for name in symbols(said.left)}
    signed = _signed(goal.hypotheses)
    taken = {
        part.arguments[0].name
        for term in terms
        for part in walk(term)
        if isinstance(part, Apply) and part.name in ("log", "sqrt") and isinstance(part.arguments[0], Symbol)
    }
    if unsure := sorted((products & taken) - signed):
        raise Unreadable(f"the sign of {unsure[0]} is not given, only that of a product with it", span)


def _signed(given: Iterable[Hypothesis]) -> frozenset[str]:
    """The names of which hypotheses say that they are not negative."""
    found = set()
    for hypothesis in given:
        said = hypothesis.statement
        if isinstance(said, HasProperty) and said.kind in _SIGNED:
            found |= {subject.name for subject in said.subjects if isinstance(subject, Symbol)}
        elif isinstance(said, Relates) and said.relation in UPWARDS and isinstance(said.left, Symbol):
            found |= {said.left.name} if isinstance(said.right, Number) and said.right.value >= 0 else set()
    return frozenset(found)


BY_CUSTOM = -1  # where a hypothesis stands that no line has


def under_roots(goal: Goal) -> tuple[tuple[Hypothesis, Goal], ...]:
    """A goal under what custom supposes of numbers whose product or quotient stands under a root, `\\sqrt{g k}`, and of which no sign is given: that they are
    positive, and not both negative."""
    names: dict[str, Symbol] = {}
    for term in (goal.statement, *(definition.value for definition in goal.definitions)):
        for part in walk(term):
            base = part.arguments[0] if isinstance(part, Apply) and part.name == "sqrt" else None
            if isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value.denominator == 2:
                base = part.base
            odd = [symbol for factor in (base.factors if isinstance(base, Product) else ()) for symbol in _odd(factor)]
            names |= {symbol.name: symbol for symbol in odd} if len(odd) > 1 else {}
    return _positive(goal, names.values())


def of_other_laws(goal: Goal, parameters: Collection[str]) -> tuple[tuple[Hypothesis, Goal], ...]:
    """A goal under what custom supposes of the parameters of laws that are not known: most are positive numbers."""
    terms = (goal.statement, *(definition.value for definition in goal.definitions))
    names = {name: symbol for term in terms for name, symbol in symbols(term).items() if name in parameters}
    return _positive(goal, [symbol for symbol in names.values() if not symbol.shape])


def _positive(goal: Goal, numbers: Iterable[Symbol]) -> tuple[tuple[Hypothesis, Goal], ...]:
    """A goal with numbers positive by custom, those of which no sign is given."""
    free = [symbol for symbol in numbers if symbol.name not in _signed(goal.hypotheses)]
    if not free:
        return ()
    said = f"{', '.join(symbol.latex or symbol.name for symbol in free)} > 0"
    made = tuple(
        Hypothesis(HasProperty(PropertyKind.POSITIVE, (symbol,)), Origin.TRIED, said, BY_CUSTOM) for symbol in free
    )
    return ((made[0], replace(goal, hypotheses=(*goal.hypotheses, *made))),)


def whole_by_signs(
    statement: Statement, given: Iterable[Hypothesis], names: Mapping[str, Known], span: Span, document: Document
) -> Iterator[Hypothesis]:
    """That the n of `(-1)^{n+1}` is a whole number: of no other has it a value. What the text says to be another number, `x \\in \\mathbb{R}`, is none.
    `span`: where the statement stands."""
    if _ALL_REALS.search(_sentence(document.text, span[0])):
        return
    known = {
        subject
        for hypothesis in given
        if isinstance(hypothesis.statement, HasProperty) and hypothesis.statement.kind is PropertyKind.INTEGER
        for subject in hypothesis.statement.subjects
    }
    found: dict[str, Symbol] = {}
    for part in walk(statement):
        if isinstance(part, Power) and _is_minus_one(part.base) and not isinstance(part.exponent, Number):
            found |= {name: symbol for name, symbol in symbols(part.exponent).items() if not symbol.shape}
    for symbol in found.values():
        entry = names.get(symbol.name)
        if symbol not in known and (entry is None or not _is_said_real(entry, document.text)):
            said = HasProperty(PropertyKind.INTEGER, (symbol,))
            yield Hypothesis(said, Origin.INFERRED, statement_latex(said))


def _is_said_real(entry: Known, text: str) -> bool:
    """Whether a text says of a number that it is any real one: `x \\in \\mathbb{R}`."""
    lies = rf"(?<![A-Za-z\\]){re.escape(entry.latex)}\s*(?:,[^$.;]{{0,20}})?(?:\\in(?![a-z])|∈)\s*(?:\\mathbb\s*\{{?\s*R\b|\\R\b|\\Reals\b|ℝ)"
    return PropertyKind.REAL in entry.properties or re.search(lies, text) is not None


def _is_minus_one(term: Term) -> bool:
    if isinstance(term, Number):
        return term.value == -1
    return isinstance(term, Product) and term.factors in _MINUS_ONE


_MINUS_ONE = ((Number(Fraction(-1)), Number(Fraction(1))), (Number(Fraction(-1)),))


def _odd(factor: Term) -> tuple[Symbol, ...]:
    """The number that a factor is an odd power of."""
    if isinstance(factor, Power) and isinstance(factor.exponent, Number):
        value = factor.exponent.value
        return _odd(factor.base) if value.denominator == 1 and value.numerator % 2 else ()
    return (factor,) if isinstance(factor, Symbol) and not factor.shape else ()


def _inverted(terms: Iterable[Term]) -> Iterator[Symbol]:
    """The matrices of which inverses are taken, alone or in a product: `(A^T A)^{-1}`, and not those of `(A^T A + λI)^{-1}`."""
    for term in terms:
        for part in walk(term):
            if (
                isinstance(part, Power)
                and part.base.shape
                and part.exponent == Number(Fraction(-1))
                and not isinstance(part.base, Sum)
            ):
                yield from (symbol for symbol in symbols(part.base).values() if symbol.shape)


def _may_be_singular(matrix: Symbol, span: Span, document: Document) -> bool:
    """Whether the words of its section before a place say of a matrix that its rank may be any."""
    begins = max((b.span[1] for b in document.blocks if isinstance(b, Heading) and b.span[1] <= span[0]), default=0)
    written = re.compile(rf"(?<![A-Za-z\\]){re.escape(matrix.latex or matrix.name)}(?![A-Za-z])")
    return any(
        written.search(_sentence(document.text, match.start())) is not None
        for match in _ANY_RANK.finditer(document.text, begins, span[0])
    )


_OF_ALL = re.compile(r"[\s,$]*for\s+(?:all|any|every|each|arbitrary)\b", re.I)


def said_of_all(text: str, end: int) -> bool:
    """Whether the words behind a statement say that it holds for all of something: not only for what solves the equations before it."""
    return _OF_ALL.match(text, end) is not None


# "for all $x$ we have" up to a formula
_FOR_ALL = re.compile(r"\bfor\s+(?:all|any|every|each|arbitrary)\b([^.;:]{0,60})$", re.I)


_ALL_OF = re.compile(r"\bfor\s+(?:all|any|every|each|arbitrary)\s+(?:[\w-]+\s+){0,3}\W*$", re.I)


def quantifies(text: str, place: int) -> bool:
    """Whether the words right before a place say that what stands there is said of all of something: "for every integer n ≥ 0"."""
    return _ALL_OF.search(text, max(0, place - 60), place) is not None


def refuse_rebound(goal: Goal, span: Span, text: str) -> None:
    """Raises Unreadable where the words before a claim say that it holds for all of something of which the goal supposes an equation that stands before
    these words."""
    match = _FOR_ALL.search(text, max(0, span[0] - 120), span[0])
    if match is None:
        return
    for hypothesis in goal.hypotheses:
        said = hypothesis.statement
        if not (isinstance(said, Relates) and said.relation is Relation.EQUAL and hypothesis.line):
            continue
        if said.span is not None and said.span[0] >= match.start():
            continue
        for name, symbol in symbols(said).items():
            written = re.escape(symbol.latex or name)
            if name in symbols(goal.statement) and re.search(rf"(?<![A-Za-z\\]){written}(?![A-Za-z])", match[1]):
                reason = f"it is said of all {symbol.latex or name}, of which an equation before it speaks"
                raise Unreadable(reason, span)


def _sentence(text: str, place: int) -> str:
    """The words around a place, up to full stops."""
    start = max(text.rfind(". ", 0, place), text.rfind("\n\n", 0, place), 0)
    ends = [end for mark in (". ", ".\n", "\n\n") if (end := text.find(mark, place)) >= 0]
    return text[start : min(ends, default=len(text))]


def _of_positive(statement: Statement, known: Mapping[str, Known], signed: frozenset[str]) -> str | None:
    """A logarithm or a root of a free number of which no sign is given, or an endless sum of its powers that no factorials make small."""
    for part in walk(statement):
        if isinstance(part, Apply) and part.name in ("log", "sqrt") and _is_free(part.arguments[0], known, signed):
            return "a logarithm" if part.name == "log" else "a root"
        even = (
            isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value.denominator % 2 == 0
        )
        if even and isinstance(part, Power) and _is_free(part.base, known, signed):
            return "a root"
        if (
            isinstance(part, BigSum)
            and part.upper == Constant("infinity")
            and not any(isinstance(inner, Apply) and inner.name == "factorial" for inner in walk(part.body))
            and any(_is_free(s, known, signed) for s in symbols(part.body).values())
        ):
            return "an endless sum"
    return None


def _is_free(term: Term, known: Mapping[str, Known], signed: frozenset[str]) -> bool:
    """Whether a term is a number, or a product of numbers, without a given sign."""
    if isinstance(term, Product):
        return any(_is_free(factor, known, signed) for factor in term.factors)
    entry = known.get(term.name) if isinstance(term, Symbol) and not term.shape else None
    if isinstance(term, Symbol) and term.name in signed:
        return False
    return isinstance(term, Symbol) and not term.shape and not (entry is not None and _SIGNED & set(entry.properties))


def _may_be_matrices(statement: Statement, known: Mapping[str, Known], spoken: bool) -> tuple[str, str] | None:
    """Two capital letters of which nothing is said that are added under an exponential, or multiplied where matrices are `spoken` of: numbers commute
    there."""
    for part in walk(statement):
        parts = part.factors if isinstance(part, Product) and spoken else ()
        if isinstance(part, Power) and part.base == Constant("e"):
            parts = part.exponent.terms if isinstance(part.exponent, Sum) else ()
        if isinstance(part, Apply) and part.name == "exp":
            inner = part.arguments[0]
            parts = inner.terms if isinstance(inner, Sum) else ()
        names = [each.name for each in parts if isinstance(each, Symbol) and _is_open(each, known)]
        if len(set(names)) > 1:
            return names[0], next(name for name in names if name != names[0])
    return None


def _commutes(statement: Statement, known: Mapping[str, Known]) -> str | None:
    """A capital letter of which nothing is said that stands before a matrix and behind it, `A P + P A`: a number commutes with it."""
    orders = {
        (before.name, after.name): (before, after)
        for part in walk(statement)
        if isinstance(part, Product)
        for place, before in enumerate(part.factors)
        if isinstance(before, Symbol)
        for after in part.factors[place + 1 :]
        if isinstance(after, Symbol)
    }
    for (first, second), (before, after) in orders.items():
        if (second, first) in orders and _is_open(before, known) and len(after.shape) == 2:
            return before.latex or before.name
    return None


def _is_open(symbol: Symbol, known: Mapping[str, Known]) -> bool:
    entry = known.get(symbol.name)
    capital = len(symbol.name) == 1 and symbol.name.isupper()
    return (
        capital and not symbol.shape and (entry is None or (entry.origin is Origin.INFERRED and not entry.properties))
    )
