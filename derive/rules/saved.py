"""Certificates as JSON and back; the form is defined in `docs/certificates.md`.

Nothing read is evaluated: names stand for themselves, classes are looked up among the terms. Reading is strict: what is read has to be written
the same way again, so that there is one form of a certificate, and facts and goals are those of its statement.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from derive.kernel.graph import HOLE, Graph, Label, Malformed, Poly, add, freeze, normal
from derive.kernel.proof import Combination, Derivation, Fact, Kind, Sign, Square, Step, Unproved, Use
from derive.rules.certificates import BROKEN, Certificate, belongs, grounds, listed, reading, replay, trusted
from derive.rules.statements import Reading
from derive.rules.terms_json import size_json, size_of, term_json, term_of, text_of
from derive.sizes import Size
from derive.terms import ShapeError, Term

VERSION = 2
_SIGNS = {Sign.ZERO: "= 0", Sign.NONNEGATIVE: ">= 0", Sign.POSITIVE: "> 0"}
_KINDS = {kind.name.lower(): kind for kind in Kind}


def certificate_json(certificate: object, known: Reading | None = None) -> dict[str, Any]:
    """A certificate as JSON; `known` saves reading it again. Raises TypeError for anything else, Unproved where it states nothing that can be read."""
    if not isinstance(certificate, Certificate):
        raise TypeError("not a certificate")
    facts, sources, obligations = known or reading(certificate)
    found: dict[str, Any] = {
        "version": VERSION,
        "statement": term_json(certificate.statement),
        "definitions": [term_json(given) for given in certificate.definitions],
        "hypotheses": [term_json(hypothesis) for hypothesis in certificate.hypotheses],
        "structures": [term_json(structure) for structure in certificate.structures],
        "within": [term_json(one) for one in certificate.within],
        "facts": [{"hypothesis": source, **_fact(fact)} for fact, source in zip(facts, sources)],
        "obligations": [
            {
                "premises": [_fact(fact) for fact in obligation.premises],
                "goals": [_fact(fact) for fact in obligation.goals],
                "steps": [_step(step) for step in derivation.steps],
                "sums": [_combination(combination) for combination in derivation.goals],
            }
            for obligation, derivation in zip(obligations, certificate.derivations, strict=True)
        ],
    }
    return {**found, "digest": _digest(found)}


def fault(data: Any, questions: Iterable[Any], told: Iterable[str], count: int) -> str:
    """Why a certificate does not prove any of the questions (see `question_json`); '' when it does. `told` is what is said to be trusted, `count`
    how many hypotheses are said to be used."""
    try:
        certificate = checked(data)
        known = grounds(certificate)
        if not set(told).issuperset(trusted(certificate, known)) or len(listed(certificate, known)) > count:
            return "it rests on something that is not listed"
        reason = "there is no statement to compare it with"
        for question in questions:
            hypotheses = tuple(term_of(hypothesis, "Statement") for hypothesis in question["hypotheses"])
            definitions = tuple(term_of(given, "Given") for given in question["definitions"])
            reason = belongs(certificate, term_of(question["statement"], "Statement"), hypotheses, definitions, known)
            if not reason:
                return ""
    except (Unproved, ShapeError, Malformed, *BROKEN) as error:
        return f"its certificate does not hold when it is replayed: {error}"
    return reason


def _digest(found: Any) -> str:
    return hashlib.sha256(json.dumps(found, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def question_json(
    statement: Term, hypotheses: Iterable[Term], definitions: Iterable[Any], write: Callable[[Any], Any] = term_json
) -> dict[str, Any]:
    """What a step asks: its statement, what it may use, and its definitions (with `symbol`, `value` and `parameters`). `write` is `term_json`, or
    remembers what that said."""
    return {
        "statement": term_json(statement),
        "hypotheses": [write(hypothesis) for hypothesis in hypotheses],
        "definitions": [
            ["Given", term_json(d.symbol), write(d.value), list(map(term_json, d.parameters))] for d in definitions
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"sign": _SIGNS[fact.sign], "polynomial": _poly(freeze(fact.poly))}


def _poly(frozen: Iterable[tuple[Graph, int | Fraction]]) -> list[Any]:
    return [[str(coefficient), _graph(graph)] for graph, coefficient in frozen]


def _graph(graph: Graph) -> list[Any]:
    nodes = [[_label(label), list(ports)] for label, ports in graph.nodes]
    return [
        nodes,
        [list(axis) for axis in graph.open],
        [size_json(s) for s in graph.sizes],
        [list(n) for n in graph.names],
    ]


def _label(label: Label) -> list[Any]:
    kind, name, sizes, arguments = label
    return [kind, name, [size_json(s) for s in sizes], [_poly(argument) for argument in arguments]]


def _combination(combination: Combination) -> dict[str, Any]:
    uses, squares = combination
    return {
        "uses": [[str(coefficient), _graph(context), fact] for coefficient, context, fact in uses],
        "squares": [[str(coefficient), _poly(body), list(factors)] for coefficient, body, factors in squares],
    }


def _step(step: Step) -> dict[str, Any]:
    found = {"kind": step.kind.name.lower(), **_combination(step.combination)}
    if step.kind is Kind.VANISH:
        found |= {"place": step.place}
    if step.kind is Kind.CANCEL:
        found |= {"new": _poly(step.new), "positive": _combination(step.positive)}
    if step.kind is Kind.CONGRUENCE:
        found |= {"place": step.place, "label": _label(step.label), "ports": step.ports, "new": _poly(step.new)}
    return found


# -- reading ----------------------------------------------------------------------------------------------------------------


def checked(data: Any) -> Certificate:
    """A certificate from its JSON, which has to be what the certificate is written as, replayed. Raises Unproved."""
    certificate = read_loosely(data)
    try:
        known = reading(certificate)
        if _plain(certificate_json(certificate, known)) != _plain(data):
            raise Unproved("the facts, goals or digest are not those of the statement and derivation")
    except BROKEN as error:
        raise Unproved(f"not a certificate: {error}") from error
    replay(certificate, known)
    return certificate


def read_loosely(data: Any) -> Certificate:
    """What JSON says apart from the facts, goals and digest, which follow from the rest. Raises Unproved."""
    try:
        if data["version"] != VERSION or type(data["version"]) is not int:
            raise Unproved(f"not a certificate of version {VERSION}")
        statement = term_of(data["statement"], "Statement")
        definitions = tuple(term_of(given, "Given") for given in data["definitions"])
        hypotheses = tuple(term_of(hypothesis, "Statement") for hypothesis in data["hypotheses"])
        structures = tuple(term_of(structure, "HasProperty") for structure in data["structures"])
        within = tuple(term_of(one, "HasProperty") for one in data["within"])
        derivations = tuple(
            Derivation(tuple(map(_read_step, o["steps"])), tuple(map(_read_combination, o["sums"])))
            for o in data["obligations"]
        )
    except (ShapeError, Malformed, *BROKEN) as error:
        raise Unproved(f"not a certificate: {error}") from error
    return Certificate(statement, definitions, hypotheses, structures, derivations, within)


def holds(data: Any) -> bool:
    """Whether a certificate in its JSON form holds."""
    try:
        checked(data)
    except Unproved:
        return False
    return True


def _plain(data: Any) -> str:
    return json.dumps(data, sort_keys=True)


def _number(value: Any) -> int | Fraction:
    fraction = Fraction(text_of(value))
    return int(fraction) if fraction.denominator == 1 else fraction


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise Unproved("not a certificate: a number from 0 is expected")
    return value


def _read_poly(value: Any) -> Poly:
    parts = [(_number(coefficient), _read_graph(graph)) for coefficient, graph in value]
    return add(*(normal(c, g) for c, g in parts))


def _read_graph(value: Any) -> Graph:
    """A graph, in canonical form or not, whose classes are in range."""
    sizes, names = [size_of(s) for s in value[2]], [tuple(text_of(n) for n in given) for given in value[3]]
    nodes = [(_read_label(label), _classes(ports, sizes)) for label, ports in value[0]]
    if len(names) != len(sizes):
        raise Unproved("not a certificate: names for another number of classes")
    return Graph(tuple(nodes), tuple(_classes(axis, sizes) for axis in value[1]), tuple(sizes), tuple(names))


def _classes(ports: Any, sizes: Sequence[Size]) -> tuple[int, ...]:
    found = tuple(_whole(port) for port in ports)
    if any(port >= len(sizes) for port in found):
        raise Unproved("not a certificate: a class that is not there")
    return found


def _read_label(value: Any) -> Label:
    kind, name, sizes, arguments = value
    label = (text_of(kind), text_of(name), tuple(map(size_of, sizes)), tuple(freeze(_read_poly(a)) for a in arguments))
    return HOLE if label == HOLE else label


def _read_combination(value: Any) -> Combination:
    uses = tuple(Use(Fraction(text_of(c)), _read_graph(g), _whole(fact)) for c, g, fact in value["uses"])
    squares = (
        Square(Fraction(text_of(c)), freeze(_read_poly(b)), tuple(map(_whole, f))) for c, b, f in value["squares"]
    )
    return Combination(uses, tuple(squares))


_EXTRA: dict[str, Callable[[Any], Any]] = {
    "place": _whole,
    "label": _read_label,
    "ports": _whole,
    "new": lambda value: freeze(_read_poly(value)),
    "positive": _read_combination,
}


def _read_step(value: Any) -> Step:
    extra = {name: read(value[name]) for name, read in _EXTRA.items() if name in value}
    return Step(_KINDS[value["kind"]], _read_combination(value), **extra)
