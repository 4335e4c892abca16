r"""Members that are summed over through the function they make: the c_i of `\phi_i(x) = c_i x` where the text sums \phi_i over i."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.scope import key
from derive.elaborate.survey import inside, stems_under
from derive.formula.syntax import Chain, Fence, Juxt, Name, Node, Sub

Member = tuple[str, str]


def with_formulas(bodies: Iterable[Node], summed: set[Member]) -> set[Member]:
    """Stems with the letters that sums run over, and with them those that formulas of such stems are made of."""
    formulas = list(_formulas(bodies))
    found, before = set(summed), -1
    while len(found) != before:
        before = len(found)
        found.update(member for head, members in formulas if head in found for member in members)
    return found


def _formulas(bodies: Iterable[Node]) -> Iterator[tuple[Member, set[Member]]]:
    """Each function with a letter under it, φ_i(x) = …, and the other names on the right that bear the letter."""
    for part in inside(tuple(bodies)):
        if not isinstance(part, Chain) or part.links[0].op not in ("=", ":="):
            continue
        head = part.first.factors if isinstance(part.first, Juxt) else ()
        if len(head) == 2 and isinstance(head[1], Fence) and isinstance(head[0], Sub) and isinstance(head[0].sub, Name):
            letter, stem = head[0].sub.name, key(head[0].base)
            if stem:
                yield (stem, letter), {(other, letter) for other in stems_under(part.links[0].right, letter)}
