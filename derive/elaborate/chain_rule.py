"""p(x, y | z) = p(x | y, z) p(y | z): a joint density, or a joint probability, by those that the text gives. [KT] A. N. Kolmogorov, Foundations of the Theory of
Probability (1933), I.4 and V.2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from typing import TypeVar

from derive import lazy_re as re
from derive.elaborate.loose import Loose
from derive.elaborate.scope import TOLD
from derive.elaborate.survey import is_capital
from derive.record import dataclass
from derive.terms import Apply, Number, Power, Product, Symbol, Term, map_children, walk

T = TypeVar("T", bound=Term)
_FUNCTIONALS = ("H", "h", "I")  # entropies have another rule
_USER = "user:"
VALUE = "=·"  # behind a random variable: that it has a value


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
    """The parts of a told name of a density or a probability, of variables, events and of what `X = ·` says; None for other names."""
    head, mark, rest = name.partition(TOLD)
    inside, bar, given = rest.removesuffix("⟩").replace("∩", ",").partition("|")
    if not mark or head not in ("p", "P", "Pr", "q", "Q", "f") or any(sign in rest for sign in "≤≥<>‖(" + TOLD):
        return None
    items, conditions = inside.split(","), given.split(",") if bar else []
    if any("=" in item.removesuffix(VALUE) for item in (*items, *conditions)):
        return None
    return Pattern(head, tuple(items), tuple(conditions))


def placed(items: tuple[str, ...], arguments: tuple[Term, ...]) -> tuple[tuple[str, Term | None], ...] | None:
    """What stands in brackets, each with its argument, if it takes one: an event does not. None where that is not clear."""
    taking = [item.endswith("·") or not is_capital(item) for item in items]
    if sum(taking) != len(arguments):
        taking = [True] * len(items)
    if sum(taking) != len(arguments):
        return None
    left = iter(arguments)
    return tuple((item, next(left) if takes else None) for item, takes in zip(items, taking, strict=True))


def factors(name: str) -> Iterator[tuple[Pattern, Pattern]]:
    """The pairs of a conditional and a marginal density whose product a joint density is."""
    whole = pattern(name)
    if whole is None or len(whole.items) < 2 or len({*whole.items, *whole.given}) < len(whole.items) + len(whole.given):
        return  # p(x_i, x_j): which of them is conditioned on is not told apart
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
    if not isinstance(term, Apply | Symbol) or TOLD not in name or name in defined or term.shape:
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
    found = placed((*whole.items, *whole.given), () if isinstance(term, Symbol) else term.arguments)
    if found is None:
        return None
    at = dict(found)
    return _made(part.name, [at[item] for item in (*part.items, *part.given)])


def _made(name: str, arguments: list[Term | None]) -> Term:
    taken = tuple(argument for argument in arguments if argument is not None)
    return Apply(_USER + name, taken) if taken else Symbol(name, (), name)


def unknown(term: Term, defined: Collection[str]) -> bool:
    """Whether a density occurs that nothing defines."""
    return any(pattern(name) is not None and name not in defined for name in map(_name, walk(term)))


def in_joints(term: T) -> T:
    """A term with its conditional densities as quotients of joint ones, p(x | y) = p(x, y)/p(y), each written with its variables in one order."""
    return _in_joints(term)  # type: ignore[return-value]


def _name(term: Term) -> str:
    return term.name.removeprefix(_USER) if isinstance(term, Apply | Symbol) else ""


def _in_joints(term: Term) -> Term:
    term = map_children(term, _in_joints)
    whole = pattern(_name(term))
    if whole is None or not isinstance(term, Apply | Symbol) or term.shape:
        return term
    found = placed((*whole.items, *whole.given), () if isinstance(term, Symbol) else term.arguments)
    if found is None:
        return term
    all_of = joint(whole.head, found)
    if not whole.given:
        return all_of
    given = joint(whole.head, found[len(whole.items) :])
    return Product((all_of, Power(given, Number(Fraction(-1)))))


def joint(head: str, found: Iterable[tuple[str, Term | None]]) -> Term:
    """A joint density, its variables in one order; those of the same family in that of their arguments."""
    ordered = sorted(found, key=lambda one: (one[0], str(one[1])))
    return _made(Pattern(head, tuple(item for item, _ in ordered), ()).name, [argument for _, argument in ordered])


_INDEPENDENT = re.compile(r"independen|\bi\.? ?i\.? ?d\b|markov|depends? only", re.I)
Exponents = dict[tuple[str, tuple[str, ...]], int]


def by_rules(name: str, value: Loose) -> bool:
    """Whether a density is what the rules of probability make of it: p(x | y) = p(y | x) p(x)/p(y), a product and quotient of densities alone."""
    wanted, found = _of_name(name), _exponents(value)
    return wanted is not None and found is not None and {k: e for k, e in found.items() if e} == wanted


def claims(name: str, value: Loose, text: str) -> bool:
    """Whether an equation for a density says what follows, or not, from the rules of probability: a product of densities, in a text that assumes nothing of their
    dependence."""
    return by_rules(name, value) or (_exponents(value) is not None and not _INDEPENDENT.search(text))


def _of_name(name: str) -> Exponents | None:
    whole = pattern(name)
    if whole is None:
        return None
    found: Exponents = {(whole.head, tuple(sorted((*whole.items, *whole.given)))): 1}
    if whole.given:
        found[whole.head, tuple(sorted(whole.given))] = -1
    return found


def _exponents(value: Loose) -> Exponents | None:
    """The joint densities that a product of densities is made of, with their exponents; None for other terms."""
    if value.op in ("Call", "Symbol"):
        return _of_name(value.data[0] if value.op == "Call" else value.data.name)
    if value.op == "Power" and value.parts[1].op == "Number" and value.parts[1].data.denominator == 1:
        inner = _exponents(value.parts[0])
        return None if inner is None else {k: e * int(value.parts[1].data) for k, e in inner.items()}
    if value.op != "Product":
        return None
    total: Exponents = {}
    for part in value.parts:
        inner = _exponents(part)
        if inner is None:
            return None
        for k, e in inner.items():
            total[k] = total.get(k, 0) + e
    return total
