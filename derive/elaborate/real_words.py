"""What the words of a text that speaks of complex numbers say to be real: "this section considers the case where M is real and symmetric"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.scope import Known, key
from derive.goals import Definition, Hypothesis, Origin
from derive.record import dataclass, field
from derive.terms import HasProperty, PropertyKind, symbols

if TYPE_CHECKING:
    from derive.document.model import Formula
    from derive.elaborate.facts import Facts
    from derive.elaborate.reading import Reading
    from derive.formula.syntax import Display

_REAL = re.compile(r"^\W*(?:(?:is|are|be|both|all)\s+)+real(?:-valued)?\b(?!\s+part)", re.I)
_SUPPOSES = re.compile(r"\b(?:case|considers?|assum(?:e|es|ing)|suppose|let|restrict\w*|focus\w*)\b", re.I)
_OTHERWISE = re.compile(r"\b(?:if|when|whenever|then|hence|thus|therefore|so|implies|shows?|must|not)\b", re.I)


def said_real(reading: Reading, block: Formula, display: Display, before: str, after: str) -> None:
    """Enter that a name is real where the words around it suppose that."""
    known = reading.scope.names.get(key(display.clauses[0].body) or "") if len(display.clauses) == 1 else None
    supposed = _SUPPOSES.search(before) is not None and _OTHERWISE.search(before) is None
    if known is not None and supposed and _REAL.match(after) is not None:
        reading.emit(Event(Said.PROPERTY, block.span, known=known, property=PropertyKind.REAL))


_NOT_REAL = re.compile(
    r"\bcomplex\b|\\mathbb\s*\{?\s*C\b|ℂ|hermitian|conjugat|adjoint|\\dagger|†|\\overline|quantum|qubit|fourier|\bDFT\b|\\(?:ket|bra)\b|\\sqrt\s*\{?\s*-\s*1\b|"
    r"\^\s*\{?\s*(?:\*|\\ast\b|\\star\b|H\b|\\(?:mathrm|mathsf|text\w*|rm)\s*\{?\s*H\b)",
    re.I,
)
_TRANSPOSES = re.compile(r"\^\s*\{?\s*(?:T\b|\\top\b|\\intercal\b|⊤|\\(?:mathrm|mathsf|text\w*|rm)\s*\{?\s*T\b)")


def over_reals(kind: PropertyKind, text: str) -> PropertyKind:
    """A property as a text means it that writes transposes and nothing of complex numbers: a "unitary" matrix is orthogonal there."""
    if kind is not PropertyKind.UNITARY or _NOT_REAL.search(text) or not _TRANSPOSES.search(text):
        return kind
    return PropertyKind.ORTHOGONAL


@dataclass(slots=True)
class Reals:
    """What a section supposes to be real of what is complex elsewhere: the names, and the hypotheses that said so."""

    names: frozenset[str] = frozenset()
    gone: list[Hypothesis] = field(default_factory=list)
    said: bool = False  # then what is complex only because the text has adjoints somewhere is not, here

    def hear(self, name: str, names: frozenset[str], definitions: Mapping[str, Definition], facts: Facts) -> None:
        """A name is said to be real: so is all that its value is made of, where that is complex, and what is made of nothing else."""
        value = definitions[name].value if name in definitions else None
        found = {name, *(symbols(value) if value is not None else ())}
        for other, definition in definitions.items():
            inside = set(symbols(definition.value))
            if inside and not (inside & names) - found:
                found.add(other)
        self.said, self.names = True, self.names | (names & found)
        complex_ = [h for h in facts.hypotheses if _is_complex(h) and set(symbols(h.statement)) <= found]
        facts.hypotheses[:] = [h for h in facts.hypotheses if not any(h is other for other in complex_)]
        self.gone += complex_

    def end(self, facts: Facts) -> None:
        """The section has ended."""
        facts.hypotheses += self.gone
        self.names, self.gone, self.said = frozenset(), [], False

    def without(
        self, names: frozenset[str], entries: Mapping[str, Known], definitions: Mapping[str, Definition], line: int
    ) -> frozenset[str]:
        """The complex names at a line: those that are not said to be real, nor are defined since by such names alone."""
        if not self.said:
            return names
        left = {n for n in names - self.names if not _by_custom(entries.get(n), definitions, line)}
        while made := {n for n in left if n in definitions and _is_made_of_others(n, definitions[n], left)}:
            left -= made
        return frozenset(left)


def _is_made_of_others(name: str, definition: Definition, names: set[str]) -> bool:
    """Whether a value speaks of something, and of none of some names."""
    inside = set(symbols(definition.value))
    return bool(inside - {name}) and not inside & names


def _is_complex(hypothesis: Hypothesis) -> bool:
    return isinstance(hypothesis.statement, HasProperty) and hypothesis.statement.kind is PropertyKind.COMPLEX


def _by_custom(known: Known | None, definitions: Mapping[str, Definition], line: int) -> bool:
    """Whether a name is complex for want of a word about it so far, or for a value that it had in a section that is over."""
    if known is None:
        return False
    if known.origin is Origin.DECLARED:
        return known.line > line
    return known.origin is Origin.INFERRED or known.name not in definitions


__all__ = ["Reals", "said_real"]
