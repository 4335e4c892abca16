"""Typed terms as JSON and back: lists that begin with the name of what they are. What is read has the types that the terms' fields say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

from derive import terms as vocabulary
from derive.kernel.proof import Unproved
from derive.record import fields, names_of
from derive.rules.translation import Given
from derive.sizes import Size
from derive.terms import Layout, NormKind, PropertyKind, Relation, Statement, Term

_ENUMS = {"Layout": Layout, "NormKind": NormKind, "PropertyKind": PropertyKind, "Relation": Relation}
_STATEMENTS = get_args(Statement)
_TYPES: dict[str, Any] = {
    "str": str,
    "bool": bool,
    "Fraction": Fraction,
    "Size": Size,
    "Statement": _STATEMENTS,
    "Given": Given,
}


def term_json(value: Any) -> Any:
    """A term, a definition, or a part of one: lists that begin with the name of what they are."""
    if isinstance(value, Given):
        return ["Given", term_json(value.symbol), term_json(value.value), [term_json(p) for p in value.parameters]]
    if isinstance(value, Size):
        return ["Size", size_json(value)]
    if isinstance(value, Fraction):
        return ["Fraction", str(value)]
    if isinstance(value, Layout | NormKind | PropertyKind | Relation):
        return ["Enum", type(value).__name__, value.value]
    if isinstance(value, Term):
        return [type(value).__name__, *(term_json(getattr(value, name)) for name in _fields(type(value)))]
    if isinstance(value, tuple):
        return ["Tuple", *(term_json(item) for item in value)]
    return value


def _fields(cls: Any) -> list[str]:
    return [name for name in names_of(cls) if name not in ("span", "shape", "latex")]


def size_json(size: Size) -> list[Any]:
    """A size as JSON: a list of [names, count]."""
    return [[list(monomial), count] for monomial, count in size.parts]


def term_of(value: Any, kind: str = "Term") -> Any:
    """What JSON says, when it is a `kind`, written as the annotation of a field. Raises Unproved, ShapeError."""
    found = _read(value)
    if not _is(found, kind):
        raise Unproved(f"not a certificate: a {kind} is expected")
    return found


def _read(value: Any) -> Any:
    if value is None or isinstance(value, str | bool):
        return value
    if not isinstance(value, list | tuple):
        raise Unproved("not a certificate")
    head, rest = value[0], value[1:]
    if head == "Tuple":
        return tuple(_read(item) for item in rest)
    if head == "Size":
        return size_of(rest[0])
    if head == "Fraction":
        return Fraction(text_of(rest[0]))
    if head == "Enum":
        return _ENUMS[rest[0]](rest[1])
    if head == "Given":
        return Given(term_of(rest[0], "Symbol"), term_of(rest[1]), tuple(term_of(p, "Symbol") for p in rest[2]))
    cls = getattr(vocabulary, text_of(head), None)
    if not (isinstance(cls, type) and issubclass(cls, Term) and cls is not Term):
        raise Unproved("not a certificate")
    kinds = {entry.name: str(entry.type) for entry in fields(cls)}
    return cls(**{name: term_of(item, kinds[name]) for name, item in zip(_fields(cls), rest, strict=True)})


def _is(value: Any, kind: str) -> bool:
    """Whether a value has the type that an annotation says: a name, `X | None`, `tuple[X, ...]`, `tuple[X, Y]`."""
    if kind.endswith(" | None"):
        return value is None or _is(value, kind.removesuffix(" | None"))
    if kind.startswith("tuple["):
        parts = _parts(kind[len("tuple[") : -1])
        if not isinstance(value, tuple):
            return False
        parts = parts[:1] * len(value) if parts[1:] == ["..."] else parts
        return len(parts) == len(value) and all(_is(item, part) for item, part in zip(value, parts))
    if kind == "Shape":
        return _is(value, "tuple[Size, ...]")
    if kind == "Term":
        return isinstance(value, Term) and not isinstance(value, _STATEMENTS)
    return isinstance(value, _TYPES.get(kind) or getattr(vocabulary, kind))


def _parts(text: str) -> list[str]:
    """A list of annotations, cut at the commas that are in no bracket."""
    found, depth = [""], 0
    for letter in text:
        depth += {"[": 1, "]": -1}.get(letter, 0)
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found]


def text_of(value: Any) -> str:
    """A text. Raises Unproved."""
    if not isinstance(value, str) or len(value) > 4000:
        raise Unproved("not a certificate: a text is expected")
    return value


def size_of(value: Any) -> Size:
    """A size from its JSON. Raises Unproved."""
    total = Size(())
    for monomial, count in value:
        if type(count) is not int:
            raise Unproved("not a certificate: a count is expected")
        total = total + Size(((tuple(sorted(text_of(name) for name in monomial)), count),))
    return total
