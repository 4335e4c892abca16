"""Certificates and their replay: the only place where `Proved` is made.

A certificate states a statement, the definitions it is read under and the structural hypotheses it uses; replay translates both sides and looks
for equality of canonical forms. A symmetric symbol is replaced by its general form (G + Gᵀ)/2, a skew one by (G - Gᵀ)/2, a diagonal one
by diag g: a statement holds for every such symbol exactly when it holds with the general form put in.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from derive import terms as vocabulary
from derive.kernel.graph import Poly, TooLarge, Unsupported
from derive.kernel.translate import Translator
from derive.record import names_of
from derive.sizes import Size
from derive.terms import (
    All,
    Diagonal,
    HasProperty,
    Iff,
    Implies,
    Layout,
    NormKind,
    Number,
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
    transposed,
)  # fmt: skip

_MINT = object()
_ENUMS = {"Layout": Layout, "NormKind": NormKind, "PropertyKind": PropertyKind, "Relation": Relation}
_SYMMETRIC = (
    PropertyKind.SYMMETRIC,
    PropertyKind.POSITIVE_DEFINITE,
    PropertyKind.POSITIVE_SEMIDEFINITE,
    PropertyKind.PROJECTION,
)


class Unproved(Exception):
    """A certificate that does not hold; the text is the reason."""


class Given(NamedTuple):
    """A definition: `symbol := value`; with parameters, a function."""

    symbol: Symbol
    value: Term
    parameters: tuple[Symbol, ...] = ()


class Certificate(NamedTuple):
    """A statement, the definitions in an order in which each uses only earlier ones, and the structural hypotheses used."""

    statement: Statement
    definitions: tuple[Given, ...] = ()
    hypotheses: tuple[HasProperty, ...] = ()


class Proved:
    """A statement that was proved. Only `replay` makes one."""

    __slots__ = ("certificate",)

    def __init__(self, certificate: Certificate, mint: object) -> None:
        if mint is not _MINT:
            raise TypeError("only a replayed certificate proves")
        self.certificate = certificate


def replay(certificate: Certificate) -> Proved:
    """The proof that a certificate is. Raises Unproved."""
    try:
        definitions = (*_general_forms(certificate), *certificate.definitions)
        if not _holds(certificate.statement, Translator(definitions)):
            raise Unproved("the canonical forms of the two sides differ")
    except (Unsupported, TooLarge, ShapeError) as error:
        raise Unproved(str(error)) from error
    return Proved(certificate, _MINT)


def _general_forms(certificate: Certificate) -> list[Given]:
    taken = {given.symbol.name for given in certificate.definitions}
    found: list[Given] = []
    for hypothesis in certificate.hypotheses:
        (symbol,) = hypothesis.subjects
        if (
            not isinstance(symbol, Symbol)
            or symbol.name in taken
            or len(symbol.shape) != 2
            or symbol.shape[0] != symbol.shape[1]
        ):
            raise Unproved("a structural hypothesis of something that is not a free square symbol")
        taken.add(symbol.name)
        general = Symbol(
            f"general {symbol.name}", symbol.sizes[:1] if hypothesis.kind is PropertyKind.DIAGONAL else symbol.sizes
        )
        sign = Number(Fraction(-1 if hypothesis.kind is PropertyKind.SKEW else 1))
        if hypothesis.kind is PropertyKind.DIAGONAL:
            found.append(Given(symbol, Diagonal(general)))
        elif hypothesis.kind in _SYMMETRIC or hypothesis.kind is PropertyKind.SKEW:
            found.append(
                Given(symbol, Product((Number(Fraction(1, 2)), Sum((general, Product((sign, Transpose(general))))))))
            )
        else:
            raise Unproved(f"{hypothesis.kind.value} is no hypothesis of this kind")
    return found


def _holds(statement: Statement, translate: Translator) -> bool:
    if isinstance(statement, All):
        return all(_holds(part, translate) for part in statement.parts)
    if isinstance(statement, HasProperty):
        return _holds(_equation(statement), translate)
    if isinstance(statement, Iff):
        return _proportional(statement.left, statement.right, translate)
    if isinstance(statement, Implies):
        return any(_proportional(premise, statement.conclusion, translate) for premise in statement.premises)
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        raise Unproved("only equalities are decided by canonical forms")
    if statement.left.shape != statement.right.shape:
        raise Unproved("the two sides have different shapes")
    return translate(statement.left) == translate(statement.right)


def _equation(statement: HasProperty) -> Relates:
    subject = statement.subjects[0]
    if (
        len(subject.shape) != 2
        or subject.shape != transposed(subject.shape)
        or statement.kind not in (PropertyKind.SYMMETRIC, PropertyKind.SKEW)
    ):
        raise Unproved(f"{statement.kind.value} is not decided by canonical forms")
    turned: Term = Transpose(subject)
    if statement.kind is PropertyKind.SKEW:
        turned = Product((Number(Fraction(-1)), turned))
    return Relates(Relation.EQUAL, subject, turned)


def _difference(statement: Statement, translate: Translator) -> Poly:
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        raise Unproved("only equations are compared")
    return translate(Sum((statement.left, Product((Number(Fraction(-1)), statement.right)))))


def _proportional(left: Statement, right: Statement, translate: Translator) -> bool:
    """Whether two equations of one shape say the same: their differences are multiples of each other by a number that is not 0."""
    one, other = _difference(left, translate), _difference(right, translate)
    if (
        set(one) != set(other)
        or not isinstance(left, Relates)
        or not isinstance(right, Relates)
        or left.left.shape != right.left.shape
    ):
        return False
    return len({Fraction(one[graph]) / Fraction(other[graph]) for graph in one}) <= 1


def certificate_json(certificate: object) -> Any:
    """A certificate as JSON: lists that begin with the name of what they are."""
    if not isinstance(certificate, Certificate):
        raise TypeError("not a certificate")
    return [
        "Certificate",
        _out(certificate.statement),
        [_out(given) for given in certificate.definitions],
        [_out(h) for h in certificate.hypotheses],
    ]


def _out(value: Any) -> Any:
    if isinstance(value, Given):
        return ["Given", _out(value.symbol), _out(value.value), [_out(p) for p in value.parameters]]
    if isinstance(value, Size):
        return ["Size", [[list(monomial), count] for monomial, count in value.parts]]
    if isinstance(value, Fraction):
        return ["Fraction", str(value)]
    if isinstance(value, Layout | NormKind | PropertyKind | Relation):
        return ["Enum", type(value).__name__, value.value]
    if isinstance(value, Term):
        return [type(value).__name__, *(_out(getattr(value, name)) for name in _fields(type(value)))]
    if isinstance(value, tuple):
        return ["Tuple", *(_out(item) for item in value)]
    return value


def _fields(cls: Any) -> list[str]:
    return [name for name in names_of(cls) if name not in ("span", "shape")]


def _in(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        if value is None or isinstance(value, str | bool):
            return value
        raise Unproved("not a certificate")
    head, rest = value[0], value[1:]
    if head == "Tuple":
        return tuple(_in(item) for item in rest)
    if head == "Size":
        return Size._collect({tuple(sorted(str(n) for n in monomial)): int(count) for monomial, count in rest[0]})
    if head == "Fraction":
        return Fraction(rest[0])
    if head == "Enum":
        return _ENUMS[rest[0]](rest[1])
    if head == "Given":
        return Given(_in(rest[0]), _in(rest[1]), tuple(_in(p) for p in rest[2]))
    cls = getattr(vocabulary, str(head), None)
    if not (isinstance(cls, type) and issubclass(cls, Term) and cls is not Term):
        raise Unproved("not a certificate")
    names = _fields(cls)
    if len(names) != len(rest):
        raise Unproved("not a certificate")
    return cls(**dict(zip(names, (_in(item) for item in rest), strict=True)))


def _read(data: Iterable[Any]) -> Certificate:
    head, statement, definitions, hypotheses = data
    if head != "Certificate":
        raise Unproved("not a certificate")
    return Certificate(_in(statement), tuple(_in(given) for given in definitions), tuple(_in(h) for h in hypotheses))


def replay_json(data: Any) -> bool:
    """Whether a certificate in its JSON form holds."""
    try:
        replay(_read(data))
    except (Unproved, ShapeError, TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError):
        return False
    return True
