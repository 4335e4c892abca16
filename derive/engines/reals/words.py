"""The identity that a certificate is, in a line."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive.kernel.graph import UNIT, Graph, Poly
from derive.kernel.proof import Combination, Fact, Sign
from derive.rules.certificates import Certificate, reading

LONGEST = 160
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def identity(certificate: Certificate) -> str:
    """How the squares add up to what was to be shown; the number of squares where that is long or not about scalars."""
    known = reading(certificate)
    lines: list[str] = []
    squares = 0
    for (premises, goals, _), derivation in zip(known.obligations, certificate.derivations, strict=True):
        facts = (*known.facts, *premises)
        for goal, combination in zip(goals, derivation.goals, strict=True):
            squares += len(combination.squares)
            plain = set(goal.poly) <= {UNIT}  # a number: that the point is allowed
            if goal.sign is not Sign.ZERO and combination.squares and not derivation.steps and not plain:
                lines.append(_line(goal.poly, combination, facts))
        squares += sum(len(step.combination.squares) for step in derivation.steps)
    text = "; ".join(dict.fromkeys(line for line in lines if line))
    if text and len(text) <= LONGEST:
        return text
    return f"a sum of {squares} square{'s' if squares != 1 else ''}, found and replayed"


def _line(goal: Poly, combination: Combination, facts: tuple[Fact, ...]) -> str:
    parts: list[str] = []
    for coefficient, body, factors in combination.squares:
        inner = _poly(body)
        inner = _poly((g, -c) for g, c in body) if inner.startswith("-") else inner
        if not inner or any(graph.open for graph, _ in body):
            return ""
        pieces = [] if coefficient == 1 else [str(coefficient)]
        pieces += [f"({_poly(facts[k].poly.items())})" for k in factors]
        pieces += [] if inner == "1" else [f"({inner})²"]
        parts.append("·".join(pieces) or "1")
    uses: dict[int, list[tuple[Fraction, Graph]]] = {}
    for coefficient, context, number in combination.uses:
        beside = context._replace(nodes=tuple(n for n in context.nodes if n[0][0] != "hole"))
        uses.setdefault(number, []).append((coefficient, beside))
    for number, multiplier in uses.items():
        by = _poly((g, c) for c, g in multiplier)
        by = by if by.replace("/", "").isdigit() else f"({by})"
        parts.append(f"{by}·({_poly(facts[number].poly.items())})")
    whole = _poly(goal.items())
    return f"{whole} = {' + '.join(parts)}" if whole and all("()" not in part for part in parts) else ""


def _poly(items: Iterable[tuple[Graph, int | Fraction]]) -> str:
    """A polynomial in scalar symbols, or '' where it is none."""
    text = ""
    for graph, coefficient in sorted(items, key=lambda item: (-len(item[0].nodes), item[0])):
        if graph.open or any(ports for _, ports in graph.nodes):
            return ""
        counts: dict[str, int] = {}
        for label, _ in graph.nodes:
            name = _name(label)
            if not name:
                return ""
            counts[name] = counts.get(name, 0) + 1
        body = "·".join(name + (str(k).translate(_RAISED) if k > 1 else "") for name, k in counts.items())
        size = abs(Fraction(coefficient))
        number = "" if size == 1 and body else str(size)
        sign = ("-" if coefficient < 0 else "") if not text else (" - " if coefficient < 0 else " + ")
        text += sign + number + ("·" if number and body else "") + body
    return text or "0"


def _name(label: tuple[object, ...]) -> str:
    if label[0] == "symbol":
        name = str(label[1])
        return name if name.isprintable() else ""
    if label[0] == "reciprocal":
        inner = label[3][0] if isinstance(label[3], tuple) else ()
        text = _poly(inner)
        return f"(1/{text})" if text and len(text) < 12 else ""
    return ""
