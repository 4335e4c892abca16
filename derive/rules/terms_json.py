"""Typed terms as JSON and back: lists that begin with the name of what they are. What is read has the types that the terms' fields say."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from derive import terms as vocabulary
from derive.kernel.proof import Unproved
from derive.record import fields
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
    if isinstance(value, Term):
        kind: Any = type(value)
        return [kind.__name__, *[term_json(getattr(value, name)) for name, _ in _fields(kind)]]
    write = _WRITTEN.get(type(value))
    return value if write is None else write(value)


_WRITTEN: dict[type, Callable[[Any], list[Any]]] = {
    tuple: lambda value: ["Tuple", *map(term_json, value)],
    Size: lambda value: ["Size", size_json(value)],
    Fraction: lambda value: ["Fraction", str(value)],
    Given: lambda value: ["Given", *map(term_json, value[:2]), list(map(term_json, value.parameters))],
    **dict.fromkeys(_ENUMS.values(), lambda value: ["Enum", type(value).__name__, value.value]),
}


@cache
def _fields(cls: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a kind of term that are written, with their annotations."""
    return tuple((entry.name, str(entry.type)) for entry in fields(cls) if entry.name not in ("span", "shape", "latex"))


def size_json(size: Size) -> list[Any]:
    """A size as JSON: a list of [names, count]."""
    return [[list(monomial), count] for monomial, count in size.parts]


def term_of(value: Any, kind: str = "Term") -> Any:
    """What JSON says, when it is a `kind`, written as the annotation of a field. Raises Unproved, ShapeError."""
    found = _read(value)
    if not _test(kind)(found):
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
    cls: Any = getattr(vocabulary, text_of(head), None)
    if not _is_kind(cls):
        raise Unproved("not a certificate")
    return cls(**{name: term_of(item, kind) for (name, kind), item in zip(_fields(cls), rest, strict=True)})


def _is_kind(value: Any) -> bool:
    """Whether something is a kind of term."""
    return isinstance(value, type) and issubclass(value, Term) and value is not Term


@cache
def _test(kind: str) -> Callable[[Any], bool]:
    """Whether a value has the type that an annotation says: a name, `X | None`, `tuple[X, ...]`, `tuple[X, Y]`."""
    if kind.endswith(" | None"):
        inner = _test(kind.removesuffix(" | None"))
        return lambda value: value is None or inner(value)
    if kind.startswith("tuple["):
        parts = _parts(kind[len("tuple[") : -1])
        tests = [_test(part) for part in parts if part != "..."]
        if "..." in parts:
            return lambda value: isinstance(value, tuple) and all(map(tests[0], value))
        return lambda value: (
            isinstance(value, tuple)
            and len(value) == len(tests)
            and all(test(item) for test, item in zip(tests, value))
        )
    if kind == "Shape":
        return _test("tuple[Size, ...]")
    if kind == "Term":
        return lambda value: isinstance(value, Term) and not isinstance(value, _STATEMENTS)
    types = _TYPES.get(kind) or getattr(vocabulary, kind)
    return lambda value: isinstance(value, types)


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
