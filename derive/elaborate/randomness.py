"""Which names of a document are random: what is averaged, what varies with it, and what was said of its distribution."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from derive.elaborate.doubts import Doubt
from derive.elaborate.events import Event
from derive.elaborate.loose import Loose
from derive.elaborate.scope import TOLD
from derive.record import dataclass
from derive.terms import Expectation, Span, Symbol, Term, children, substitute, symbols, walk

T = TypeVar("T", bound=Term)

_MOMENTS = ("Expectation", "Variance", "Covariance", "Correlation")


def averaged_alone(terms: Iterable[Loose]) -> frozenset[str]:
    """The names that stand alone in an expected value, a variance or a covariance somewhere: `E[X]`, `Cov(x_i, Y)`. What is averaged is random."""
    found: set[str] = set()
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        waiting += term.parts
        for part in (*term.parts, *term.data.given) if term.op in _MOMENTS else ():
            base = part.parts[0] if part.op in ("Entry", "Transpose") else part
            if base.op == "Symbol":
                found.add(base.data.name)
    return frozenset(found)


def capital(name: str) -> str:
    """The capital letter of a small one, in the same weight and with the same label; '' for other names."""
    head, mark, stem = name.rpartition(":")
    letter, label, rest = stem.partition("_")
    return f"{head}{mark}{letter.upper()}{label}{rest}" if len(letter) == 1 and letter.islower() else ""


def as_random(term: T, twin: Callable[[Symbol], Symbol | None]) -> T:
    """A term in which `E[g(x)]`, of a random X that x is a value of, averages over X; what also stands outside of expected values is a value there too."""
    averaged = [part for part in walk(term) if isinstance(part, Expectation)]
    if not averaged:
        return term
    inside = {name: symbol for part in averaged for name, symbol in symbols(part.body).items()}
    twins = {
        name: other
        for name, symbol in inside.items()
        if name not in outside(term) and (other := twin(symbol)) is not None and other.name not in inside
    }
    return substitute(term, dict(twins)) if twins else term  # type: ignore[return-value]


def outside(term: Term) -> set[str]:
    """The names in a term that stand outside its expected values."""
    if isinstance(term, Expectation):
        return set()
    found = {term.name} if isinstance(term, Symbol) else set()
    return found.union(*map(outside, children(term)))


def varying_with(names: frozenset[str], events: Iterable[Event]) -> tuple[frozenset[str], frozenset[str]]:
    """Names that vary with what is random: those that an equation gives as such a thing by itself, `y = Xβ + ε`, and those that are defined by it."""
    equations = [
        e for e in events if e.right is not None and e.relation == "=" and (e.left is not None or e.known is not None)
    ]
    tied: set[str] = set()
    defined: set[str] = set()
    size = -1
    while len(tied) + len(defined) > size:
        size = len(tied) + len(defined)
        random = names | tied | defined
        for event in equations:
            assert event.right is not None
            if event.left is None and event.known is not None:
                defined |= {event.known.name} if _open(event.right, True) & random else set()
                continue
            for side, other in ((event.left, event.right), (event.right, event.left)):
                base = side.parts[0] if side is not None and side.op == "Entry" else side
                if other is not None and base is not None and base.op == "Symbol" and _open(other, False) & random:
                    tied.add(base.data.name)
    of_laws = {name for name in tied if TOLD in name}  # H(X), MSE(X): what is said of a distribution is a number
    return frozenset(tied - defined - of_laws), frozenset(defined)


def _open(loose: Loose, given: bool) -> set[str]:
    """The names in a term outside its expected values; with what these are `given`."""
    if loose.op in _MOMENTS:
        return set().union(*(_open(one, given) for one in loose.data.given)) if given else set()
    found = {loose.data.name} if loose.op == "Symbol" else set()
    return found.union(*(_open(part, given) for part in loose.parts))


@dataclass(frozen=True, slots=True)
class Chance:
    """What is random in a document: `names` that are averaged, those `defined` by random ones, groups of them that are `independent` of one another with the place where it is said;
    `bears`: where the text says more of distributions than was read; `sections`: where its sections begin; `drawn`: where names get a distribution, or are said to be random;
    `shaping`: the names on which a distribution may depend."""

    names: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()
    independent: tuple[tuple[int, tuple[frozenset[str], ...]], ...] = ()
    supposed: tuple[tuple[Span, tuple[frozenset[str], ...]], ...] = ()  # those that are up to a place
    bears: tuple[Doubt, ...] = ()
    sections: tuple[int, ...] = ()
    spoken: frozenset[str] = frozenset()  # of which moments the text speaks
    drawn: tuple[tuple[int, str], ...] = ()
    shaping: frozenset[str] = frozenset()

    def doubtful(self, names: frozenset[str], place: int, settled: bool = False) -> bool:
        """Whether something that was not read bears on the distribution of some names at a place: said before it, or after it in its section. Where the moments
        in question are `settled`, a law that was read says no more."""
        end = next((begin for begin in self.sections if begin > place), None)
        return any(
            (end is None or doubt.place < end)
            and (doubt.names is None or doubt.names & names)
            and not (settled and doubt.known)
            for doubt in self.bears
        )

    def restricted(self, place: int) -> bool:
        """Whether words that bear on distributions, whosever they are, were not read: "symmetric about zero", "exchangeable"."""
        end = next((begin for begin in self.sections if begin > place), None)
        return any((end is None or doubt.place < end) and doubt.names is None for doubt in self.bears)

    def obstacle(self, names: frozenset[str], used: bool, place: int, settled: bool) -> str:
        """What the text says of the distribution of some names, beyond the independence that is used."""
        if self.doubtful(names, place, settled):
            return "what the text says of distributions may not all be read"
        said = (groups for _, groups in (*self.independent, *self.supposed))
        if not used and any(sum(bool(names & group) for group in groups) > 1 for groups in said):
            return "what the text says of independence is not used"
        return ""

    def groups(self, names: frozenset[str], place: int) -> tuple[frozenset[str], ...]:
        """The independent groups said of some names before a place, where every one of them is in a group and none was given a distribution in a later
        section; else none."""
        for (begin, end), groups in self.supposed:
            if begin <= place < end and len(names) > 1 and names <= frozenset().union(*groups):
                return groups
        for where, groups in self.independent:
            end = next((begin for begin in self.sections if begin > where), place)
            anew = {name for at, name in self.drawn if end <= at <= place}
            if where <= place and len(names) > 1 and names <= frozenset().union(*groups) and not names & anew:
                return groups
        return ()
