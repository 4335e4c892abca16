"""Where an edit is tried, and what it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derive.diagnose.author import is_negation
from derive.diagnose.mistakes import Mistake
from derive.record import dataclass
from derive.sizes import Size
from derive.terms import (
    BigProduct,
    BigSum,
    Entry,
    Index,
    Symbol,
    Term,
    walk,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a statement and its context speak of; `free` names the indices that no sum binds."""

    pool: tuple[Symbol, ...]
    sizes: tuple[Size, ...] = ()
    indices: tuple[Index, ...] = ()
    entries: tuple[Entry, ...] = ()
    free: frozenset[str] = frozenset()
    misfit: bool = False  # the shapes do not fit as they stand: symbols of other shapes may have been meant


@dataclass(frozen=True, slots=True)
class Site:
    """Where an edit is tried: the nodes above, and what the statement and its context speak of."""

    above: tuple[Term, ...]
    words: Vocabulary

    @property
    def pool(self) -> tuple[Symbol, ...]:
        """The symbols that may have been meant."""
        return self.words.pool

    @property
    def atoms(self) -> tuple[Term, ...]:
        """The factors that may have been meant: symbols, and entries whose indices mean something here."""
        known = self.bound | self.words.free
        entries = (e for e in self.words.entries if {p.name for p in walk(e) if isinstance(p, Index)} <= known)
        return (*self.words.pool, *entries)

    @property
    def parent(self) -> Term | None:
        """The node above, a minus aside."""
        return next((node for node in reversed(self.above) if not is_negation(node)), None)

    @property
    def whole(self) -> bool:
        """Whether the site is the root, a minus aside."""
        return self.parent is None

    @property
    def bound(self) -> frozenset[str]:
        """The indices that sums around the site bind."""
        return frozenset(node.index.name for node in self.above if isinstance(node, BigSum | BigProduct))


Made = tuple[float, Callable[[], Term]]  # how far, and the node in place of the old one
Local = Callable[[Term, Site], Iterator[Made]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One node replaced: `above` are the nodes around it, the root first."""

    mistake: Mistake
    cost: float
    old: Term
    new: Term
    above: tuple[Term, ...]
