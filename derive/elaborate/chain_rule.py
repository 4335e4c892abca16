"""p(x, y | z) = p(x | y, z) p(y | z): a joint density, or a joint probability, by those that the text gives. [KT] A. N. Kolmogorov, Foundations of the Theory of
Probability (1933), I.4 and V.2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

from derive.elaborate.scope import TOLD
from derive.record import dataclass
from derive.terms import Apply, Product, Symbol, Term, map_children

T = TypeVar("T", bound=Term)
_FUNCTIONALS = ("H", "h", "I")  # entropies have another rule
_USER = "user:"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A told name in parts: `p⟨x,y|z⟩`."""

    head: str
    items: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name that the parts make."""
        bar = "|" + ",".join(self.given) if self.given else ""
        return f"{self.head}{TOLD}{','.join(self.items)}{bar}⟩"


def pattern(name: str) -> Pattern | None:
    """The parts of a told name of a density; None for other names."""
    head, mark, rest = name.partition(TOLD)
    inside, bar, given = rest.removesuffix("⟩").partition("|")
    if not mark or head not in ("p", "P", "Pr", "q", "Q", "f") or any(sign in rest for sign in "≤≥<>=‖(" + TOLD):
        return None
    return Pattern(head, tuple(inside.split(",")), tuple(given.split(",")) if bar else ())


def factors(name: str) -> Iterator[tuple[Pattern, Pattern]]:
    """The pairs of a conditional and a marginal density whose product a joint density is."""
    whole = pattern(name)
    if whole is None or len(whole.items) < 2:
        return
    for cut in range(1, len(whole.items)):
        for of, rest in ((whole.items[:cut], whole.items[cut:]), (whole.items[cut:], whole.items[:cut])):
            yield Pattern(whole.head, of, (*rest, *whole.given)), Pattern(whole.head, rest, whole.given)


def follows_from(name: str, known: Collection[str]) -> bool:
    """Whether a joint density is a product of two that are known."""
    return any(one.name in known and other.name in known for one, other in factors(name))


def written_out(term: T, known: Collection[str], defined: Collection[str]) -> T:
    """A term with the joint densities that nothing defines as products of those that the text speaks of (`known`)."""
    return _written(term, known, defined)  # type: ignore[return-value]


def _written(term: Term, known: Collection[str], defined: Collection[str]) -> Term:
    term = map_children(term, lambda child: _written(child, known, defined))
    name = term.name.removeprefix(_USER) if isinstance(term, Apply | Symbol) else ""
    if not isinstance(term, Apply | Symbol) or TOLD not in name or name in defined:
        return term
    whole = pattern(name)
    for one, other in factors(name):
        if one.name in known and other.name in known and whole is not None:
            made = [_called(part, whole, term) for part in (one, other)]
            if all(made):
                return Product(tuple(part for part in made if part is not None), span=term.span)
    return term


def _called(part: Pattern, whole: Pattern, term: Apply | Symbol) -> Term | None:
    """A factor of a joint density at the arguments of that."""
    if isinstance(term, Symbol):
        return Symbol(part.name, (), part.name)
    places = [*whole.items, *whole.given]
    if len(places) != len(term.arguments):
        return None
    at = dict(zip(places, term.arguments, strict=True))
    return Apply(_USER + part.name, tuple(at[item] for item in (*part.items, *part.given)))
