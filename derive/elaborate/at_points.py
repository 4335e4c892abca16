"""What a text assumes of functions at all points, "f(x) ≤ g(x) for all x", at the points that a later claim speaks of.

Only what is assumed is taken, only where words or a ∀ right beside it say that it holds for all values of a name, and only where no set but that of all
vectors or numbers is named. It holds as long as what is said of the shape of a function does: in passing to the end of the paragraph, in a theorem to the
end of its proof, else to the next heading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from derive import lazy_re as re
from derive.document.model import Document
from derive.elaborate.curvature_points import USER, Points, called
from derive.elaborate.events import Span
from derive.elaborate.holding import until
from derive.goals import Definition, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import dataclass, field
from derive.rules.curvature import at_names
from derive.terms import Apply, Relates, Relation, ShapeError, Statement, Symbol, Term, substitute, symbols, walk

_MOST_POINTS = 4  # of a claim, for each name

_NAME = r"(?:\\[A-Za-z]+\s*\{\s*[A-Za-z]\s*\}|\\[A-Za-z]+|[A-Za-z])(?:\s*[_^]\s*(?:\{\w+\}|\w|\*))?"
_NAMES = rf"(?P<names>{_NAME}(?:\s*,\s*{_NAME})*)"
_ALL = r"(?:\\forall\b|\bfor\s+(?:all|any|every|each|arbitrary)\b(?:\s+(?:points?|vectors?|(?:real\s+)?numbers?|scalars?))?)"
_BETWEEN = r"(?:[\s$,;:!({]|\\[ ,;:!]|\\\()*"
_WHOLE = r"(?:\s*\\in\s*(?:\\mathbb\s*(?:\{\s*R\s*\}|R)|\\(?:R|RR|rr|reals|bbR|Re)(?![A-Za-z]))(?:\s*\^\s*(?:\{\s*\w+\s*\}|\w))?)?"
_BEFORE = re.compile(rf"{_ALL}{_BETWEEN}{_NAMES}{_WHOLE}(?:[\s$,;:!({{]|\\[ ,;:!)\[]|\\q?quad\b)*$")
_BEHIND = re.compile(
    rf"(?:[\s$,;!]|\\[ ,;:!]|\\q?quad\b|\\text\s*\{{)*{_ALL}{_BETWEEN}[}}]?{_BETWEEN}{_NAMES}{_WHOLE}\s*(?=[.;$&}}]|\\[\])]|\\\\|\\end\b|\\q?quad\b|,|$)"
    r"(?!\$?\s*,?\s*(?:\\(?:in|neq|ne|leq?|geq?|text)\b|[<>=(]|(?:in|such|s\.\s?t|with|near|close|satisfying|for\s+which|where|on|except|other|but|not|and|close|small|large|between|within)\b))"
)
# `{0}` are the letters of functions: one that is introduced again is another one
_INTRODUCED = (
    r"\b(?:let|take|consider|suppose|given|any|another|an?)\b[^.;:$]{{0,40}}\$\s*(?:\w\s*,\s*)*\\?(?:{0})(?![A-Za-z])"
)
_NEAR = 120  # letters before a formula in which it may be said that it holds for all of something


@dataclass(frozen=True, slots=True)
class _Everywhere:
    """One fact, the names that it holds for all values of, and where it ends."""

    statement: Statement
    names: tuple[str, ...]
    line: int
    place: int
    until: int
    passing: bool


def _of_all(statement: Statement, text: str, span: Span) -> tuple[str, ...]:
    """The names for all values of which words beside a formula say that it holds."""
    match = _BEHIND.match(text, span[1]) or _BEFORE.search(text, max(0, span[0] - _NEAR), span[0])
    if match is None:
        return ()
    spelled = {re.sub(r"[\s{}]", "", name) for name in match["names"].split(",")}
    return tuple(name for name, symbol in symbols(statement).items() if re.sub(r"[\s{}]", "", symbol.latex) in spelled)


@dataclass(slots=True)
class Everywhere:
    """The facts of this kind that hold at present."""

    document: Document
    facts: list[_Everywhere] = field(default_factory=list)
    mentioned: list[tuple[set[str], int]] = field(
        default_factory=list
    )  # matrices of which the text says such a thing in passing, and to where

    def assume(self, statement: Statement, span: Span, line: int, passing: bool) -> tuple[tuple[str, ...], int]:
        """One more thing is assumed; the names for all values of which it holds, and where that ends."""
        if not isinstance(statement, Relates) or not (called(statement) or _operators(statement, ())):
            return (), 0
        names = _of_all(statement, self.document.text, span)
        names = tuple(name for name in names if _functions_of(statement, name) or _is_operated(statement, name))
        end = until(self.document, span[1], passing) if names else 0
        if names:
            self.facts.append(_Everywhere(statement, names, line, span[1], end, passing))
        return names, end

    def mention(self, statement: Statement | None, span: Span) -> None:
        """What may be a condition, "T is nonexpansive, i.e. ‖T x - T y‖ ≤ ‖x - y‖ for all x, y": no claim about order is wrong for a T that does not meet it."""
        if not isinstance(statement, Relates):
            return
        names = _of_all(statement, self.document.text, span)
        if operators := _operators(statement, names) if names else set():
            self.mentioned.append((operators, until(self.document, span[1], False)))

    def unmet(self, statement: Statement, place: int) -> str:
        """Why a claim about order may not be wrong: it speaks of a matrix of which such a thing was mentioned."""
        ordered = any(isinstance(p, Relates) and p.relation is not Relation.EQUAL for p in walk(statement))
        met = ordered and any(place < end and names & set(symbols(statement)) for names, end in self.mentioned)
        return "the text says something of a matrix in it for all vectors" if met else ""

    def forget(self, name: str) -> None:
        """A name stands for another thing from here on."""
        self.mentioned = [(names - {name}, end) for names, end in self.mentioned]
        self.facts = [
            fact
            for fact in self.facts
            if name not in called(fact.statement) and name not in set(symbols(fact.statement)) - set(fact.names)
        ]

    def lapse(self, everything: bool) -> None:
        """What was said in passing holds no longer, or `everything` does not."""
        self.facts = [fact for fact in self.facts if not (everything or fact.passing)]

    def at(self, statement: Statement, definitions: Mapping[str, Definition], place: int) -> tuple[Hypothesis, ...]:
        """What the facts say at the points of a statement."""
        self.facts = [fact for fact in self.facts if place < fact.until and not self._is_another(fact, place)]
        spoken = called(statement)
        found: dict[Statement, int] = {}
        for fact in self.facts:
            functions = called(fact.statement)
            operators = _operators(fact.statement, fact.names)
            if functions & spoken or (operators and operators <= set(symbols(statement))):
                if functions & set(definitions):
                    continue
                for said in _instances(fact, statement, definitions):
                    found.setdefault(said, fact.line)
        return tuple(Hypothesis(said, Origin.ASSUMED, statement_latex(said), line) for said, line in found.items())

    def _is_another(self, fact: _Everywhere, place: int) -> bool:
        """Whether words between a fact and a place introduce one of its functions again."""
        letters = "|".join(re.escape(name.partition("_")[0].split(":")[-1]) for name in called(fact.statement))
        return re.search(_INTRODUCED.format(letters), self.document.text[fact.place : place], re.I) is not None


def _functions_of(statement: Statement, name: str) -> list[str]:
    """The functions that a statement takes at a name and at nothing else."""
    return list(
        dict.fromkeys(
            part.name.removeprefix(USER).rstrip("'")
            for part in walk(at_names(statement))
            if isinstance(part, Apply) and part.name.startswith(USER) and [_name(a) for a in part.arguments] == [name]
        )
    )


def _operators(statement: Statement, names: Collection[str]) -> set[str]:
    """The matrices of which a statement says something of all vectors: T of `‖T x - T y‖ ≤ ‖x - y‖`."""
    found = symbols(statement)
    return {name for name, symbol in found.items() if name not in names and len(symbol.shape) == 2}


def _is_operated(statement: Statement, name: str) -> bool:
    """Whether a statement is about a vector, and about matrices."""
    return len(symbols(statement)[name].shape) == 1 and bool(_operators(statement, (name,)))


def _name(term: Term) -> str:
    return term.name if isinstance(term, Symbol) else ""


def _instances(fact: _Everywhere, statement: Statement, definitions: Mapping[str, Definition]) -> Iterator[Statement]:
    bound = symbols(fact.statement)
    choices: list[list[Term]] = []
    for name in fact.names:
        points: list[Term] = []
        for function in _functions_of(fact.statement, name):
            points += Points.of(function, statement, definitions).values
        if _is_operated(fact.statement, name):
            points += symbols(statement).values()
        fitting = [point for point in dict.fromkeys(points) if point.shape == bound[name].shape]
        choices.append(fitting[:_MOST_POINTS] or [bound[name]])
    for values in product(*choices):
        if len(set(values)) < len(values) and _operators(fact.statement, fact.names):
            continue  # `‖T x - T x‖ ≤ ‖x - x‖` says nothing
        put = {name: value for name, value in zip(fact.names, values, strict=True) if _name(value) != name}
        try:
            said = substitute(fact.statement, put)
        except ShapeError:
            continue
        if put and isinstance(said, Relates) and said.left != said.right:
            yield said
