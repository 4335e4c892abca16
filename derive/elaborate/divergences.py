"""Two laws of one number that bear names, `P: X ∼ Gam(a, b)` and `Q: X ∼ Gam(c, d)`: the densities p(x) and q(x), and KL[P ‖ Q].

[CT] T. M. Cover and J. A. Thomas, Elements of Information Theory (2006), (2.26) and (8.46).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derive.elaborate.densities import Following, followed, note_parameters
from derive.elaborate.random_words import FOLLOWS
from derive.elaborate.reading import Reading
from derive.elaborate.scope import TOLD, key
from derive.elaborate.survey import inside
from derive.formula.syntax import Chain, Juxt, Name, Node, Symbolic

_IS = ": "  # between the name of a law and what has it


def names_law(reading: Reading, before: Node | None, chain: Chain) -> bool:
    """Whether a clause says which law of a number a name stands for; then it is kept."""
    first = chain.first
    if not (isinstance(before, Name) and len(chain.links) == 1 and chain.links[0].op == FOLLOWS):
        return False
    if not (isinstance(first, Juxt) and len(first.factors) == 2 and first.factors[0] == Symbolic(":")):
        return False
    of, label, law = key(first.factors[1]), key(before), followed(reading.interpreter, chain.links[0].right)
    if of is None or label is None or law is None:
        return False
    note_parameters(reading.interpreter, chain.links[0].right)
    name = f"{label}{_IS}{of}"
    known = reading.laws.get(name, law)
    reading.laws[name] = known if known is not None and known.written == law.written else None
    reading.says_nothing(chain.span, "a distribution, of which the density is used where it bears its name")
    return True


def under_name(name: str, laws: Mapping[str, Any]) -> str:
    """The law whose density p(x) is, or probability p(X = x), by the name P that it bears; '' where it is none."""
    inside_of = name.partition(TOLD)[2].removesuffix("⟩")
    found = f"{name[:1].upper()}{_IS}{inside_of.removesuffix('=·').upper()}"
    if name != f"{name[:1]}{TOLD}{inside_of}⟩" or not name[:1].islower() or found not in laws:
        return ""
    return found if not inside_of.endswith("=·") or laws[found].counts else ""


def compared(name: str, laws: Mapping[str, Any]) -> tuple[str, str] | None:
    """The two laws of one number that KL[P ‖ Q] compares."""
    one, _, other = name.partition(TOLD)[2].removesuffix("⟩").partition("‖")
    if not name.startswith(f"KL{TOLD}") or not one or not other:
        return None
    numbers = {law.removeprefix(one + _IS) for law in laws if law.startswith(one + _IS)}
    both = sorted(of for of in numbers if f"{other}{_IS}{of}" in laws)
    return (f"{one}{_IS}{both[0]}", f"{other}{_IS}{both[0]}") if len(both) == 1 else None


def settles_divergence(name: str, laws: Mapping[str, Following | None], value: Node) -> bool:
    """Whether a name is the divergence of two laws that are known: a value of it in which no density stands is a claim."""
    found = compared(name, laws)
    known = [laws[law] for law in found or ()]
    if not known or not all(law is not None and law.of_number for law in known):
        return False
    return not any(TOLD in (key(node) or "") for node in inside(value))
