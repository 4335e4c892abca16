"""What a text works out step by step, `x_{k+1} = x_k - t g_k`: its members at k and k + 1 are names of their own, though sums run over all of them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.scope import key
from derive.elaborate.survey import Survey, inside, stems_under
from derive.formula.syntax import Add, Chain, Name, Node, Num, Sub


def stepped(bodies: Iterable[Node]) -> set[tuple[str, str]]:
    """The stems in rules that lead from one step to the next, with the letters that count the steps: x, g and k of `x_{k+1} = x_k - t g_k`."""
    found: set[tuple[str, str]] = set()
    for body in bodies:
        if not (isinstance(body, Chain) and body.links[0].op in ("=", ":=")):
            continue
        stem, letter = _next(body.first)
        there = set(stems_under(body.links[0].right, letter)) if letter else set()
        if stem and there:
            found |= {(name, letter) for name in (stem, *there, *_ahead(body.links[0].right, letter))}
    return found


def is_next(node: Node) -> bool:
    """Whether a name is that of what the next step gives: `x_{k+1}`."""
    return bool(_next(node)[0])


def _next(node: Node) -> tuple[str, str]:
    """The stem and the letter of `x_{k+1}`; two times nothing for any other name."""
    label = node.sub if isinstance(node, Sub) else None
    if not (isinstance(node, Sub) and isinstance(label, Add) and len(label.terms) == 2):
        return "", ""
    (sign, letter), (more, one) = label.terms
    if sign == more == "+" and isinstance(letter, Name) and isinstance(one, Num) and one.text == "1":
        return key(node.base) or "", letter.name
    return "", ""


def _ahead(body: Node, letter: str) -> Iterator[str]:
    """The stems of members of the next step."""
    yield from (stem for stem, own in map(_next, inside(body)) if stem and own == letter)


def is_step(survey: Survey, stem: str | None, label: Node) -> str:
    """The letter that counts the steps in a label, `k` or `k - 1`; '' where none does."""
    first = label.terms[0][1] if isinstance(label, Add) else label
    plain = not isinstance(label, Add) or all(isinstance(term, Num) for _, term in label.terms[1:])
    return first.name if isinstance(first, Name) and plain and (stem or "", first.name) in survey.stepped else ""
