"""Over what an index runs: `1 ≤ k ≤ d`, `1 ≤ j, k ≤ d`, of letters of which nothing was said and that stand below others, and of a size."""

from __future__ import annotations

from collections.abc import Sequence

from derive import lazy_re as re
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.formula.syntax import Chain, Clause, Link, Node, Num, items_of
from derive.goals import Origin


def between(reading: Reading, first: Node, links: Sequence[Link]) -> bool:
    """Whether a chain says between which ends indices run; then these are entered."""
    if [link.op for link in links] != ["≤", "≤"]:
        return False
    middle = links[0].right
    return _enter(reading, first, items_of(middle), links[1].right)


def listed(reading: Reading, clauses: Sequence[Clause]) -> bool:
    """The same of clauses, `1 ≤ j` and `k ≤ d`, which a comma between the letters makes of it."""
    bodies = [clause.body for clause in clauses]
    if len(bodies) < 2 or not isinstance(bodies[0], Chain) or not isinstance(bodies[-1], Chain):
        return False
    begin, end = bodies[0], bodies[-1]
    if [link.op for link in (*begin.links, *end.links)] != ["≤", "≤"]:
        return False
    return _enter(reading, begin.first, (begin.links[0].right, *bodies[1:-1], end.first), end.links[0].right)


def _enter(reading: Reading, first: Node, middle: Sequence[Node], end: Node) -> bool:
    interpreter, scope = reading.interpreter, reading.scope
    below = set().union(*interpreter.survey.subscripts.values())
    letters = [key(node) or "?" for node in middle]
    fresh = all(letter in FREE_INDICES for letter in letters) and any(letter in below for letter in letters)
    fresh = fresh and not any(letter in scope.names or letter in scope.sizes for letter in letters)
    fresh = fresh and not any(
        re.search(rf"_\{{{letter}\s*[-+]", reading.document.text) for letter in letters
    )  # of a recursion, `x_{k+1} = 2 x_k`
    if not (isinstance(first, Num) and first.text == "1" and fresh and key(end) in scope.sizes):
        return False
    size = interpreter.size(end)
    for letter in letters:
        index = next((one for one in interpreter.indices if one.name == letter), None)
        if index is None:
            interpreter.indices.append(Known(letter, letter, 0, (size,), Origin.DECLARED, interpreter.line, "index"))
        else:
            reading.sizes.unify(index.sizes[0], size)
    return True
