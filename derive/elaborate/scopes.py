"""How far sums and products reach where no bracket says it: up to where their index is bound again, and over a plus where it goes on being used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.elaborate.bindings import LETTERS, SUMS, Walk, heads
from derive.elaborate.survey import directly_inside, inside, parts_of
from derive.formula.syntax import Add, BigOp, Chain, Clause, Fence, Juxt, Name, Node, Span
from derive.record import dataclass, replace

INDEX_OUTSIDE = "D303"


@dataclass(frozen=True, slots=True)
class Reach:
    """A sum or product of the clause at `span` whose end was guessed: `note` says how. With a `code` the clause has no meaning otherwise, so
    that a counterexample to the guess shows a mistake; without one it shows nothing."""

    span: Span
    note: str
    code: str = ""
    fault: Span | None = None


def scoped(clause: Clause) -> tuple[Clause, Reach | None]:
    """A clause with its sums and products ended where people mean them to end, and what was guessed for it."""
    guesses: list[Reach] = []
    body = _ended(clause.body, clause.body.span, guesses)
    if isinstance(body, Chain):
        body = _extended(body, body, guesses)
        body = _tended(body, body)
    return (clause if body is clause.body else replace(clause, body=body)), guesses[0] if guesses else None


def _tended(node: Node, whole: Node, within: bool = False) -> Node:
    """Limits that were read over terms behind them ended before these, where their variable stands outside of them, too: `F(x) = lim_{x → ∞} g(x) + h(x)`
    speaks of h at the x of F. `within` a sum or a product, whose terms are seen to."""
    before = tuple(directly_inside(node))
    after = [_tended(child, whole, isinstance(node, Add | Juxt)) for child in before]
    if any(a is not b for a, b in zip(after, before, strict=True)):
        node = _mapped(node, {id(b): a for a, b in zip(after, before, strict=True) if a is not b})
    if within and not isinstance(node, Add):  # seen with the terms beside it
        return node
    terms = node.terms if isinstance(node, Add) else (("+", node),)
    ended = tuple(part for sign, term in terms for part in _before_plus(sign, term, whole))
    return node if len(ended) == len(terms) else Add(ended, span=node.span)


def _before_plus(sign: str, term: Node, whole: Node) -> tuple[tuple[str, Node], ...]:
    """A term that ends with a limit over several terms, as the limit of the first of them and the others."""
    last = _last(term)
    if not (isinstance(last, BigOp) and last.op == "lim" and isinstance(last.body, Add)):
        return ((sign, term),)
    variable = _tends(last)
    (first_sign, first), *rest = last.body.terms
    if first_sign != "+" or not variable or not _stands_outside(whole, variable):
        return ((sign, term),)
    limit = replace(last, body=first, span=(last.span[0], first.span[1]))
    whole_term: Node = limit
    if isinstance(term, Juxt):
        whole_term = replace(term, factors=(*term.factors[:-1], limit), span=(term.span[0], first.span[1]))
    return ((sign, whole_term), *rest)


def _tends(node: Node) -> str:
    """The variable of a limit; '' of anything else."""
    below = node.lower if isinstance(node, BigOp) and node.op == "lim" else None
    variable = below.first if isinstance(below, Chain) else None
    return variable.name if isinstance(variable, Name) else ""


def _stands_outside(node: Node, letter: str) -> bool:
    """Whether a letter stands where no limit and no integral over it binds it."""
    if isinstance(node, BigOp):
        if _tends(node) == letter:
            return False
        if any(isinstance(part, Name) and part.name == letter for part in node.variable):
            return any(end is not None and _stands_outside(end, letter) for end in (node.lower, node.upper))
    if isinstance(node, Name):
        return node.name == letter
    parts = list(directly_inside(node))
    if isinstance(node, Add):  # what stands behind a limit may be meant within it
        ends = (n for n, (_, term) in enumerate(node.terms) if _tends(_last(term)) == letter)
        parts = parts[: next(ends, len(parts)) + 1]
    return any(_stands_outside(child, letter) for child in parts)


def _last(term: Node) -> Node:
    return term.factors[-1] if isinstance(term, Juxt) else term


def _mapped(node: Node, parts: dict[int, Node]) -> Node:
    """A node with the nodes right inside it replaced, by their identity."""

    def change(value: object) -> object:
        if isinstance(value, Node):
            return parts.get(id(value), value)
        return tuple(change(item) for item in value) if isinstance(value, tuple) else value

    values = parts_of(node)
    changed: Any = {name: change(value) for name, value in values.items()}
    return replace(node, **changed)


def _ended(node: Node, place: Span, guesses: list[Reach]) -> Node:
    """Every sum and product in a node ended where its index is bound again, products also before factors without it."""
    before = tuple(directly_inside(node))
    after = [_ended(child, place, guesses) for child in before]
    if any(a is not b for a, b in zip(after, before, strict=True)):
        node = _mapped(node, {id(b): a for a, b in zip(after, before, strict=True) if a is not b})
    if isinstance(node, Juxt):
        node = _flat(node)
    if not (isinstance(node, BigOp) and node.op in SUMS and isinstance(node.body, Juxt)):
        return node
    body = node.body
    end = _end(node, body)
    if node.op == "prod" and heads(node):
        reached, end = end, _last_with(body.factors[:end], heads(node)) + 1
        if end < reached and not _is_bracketed(body, end):
            guesses.append(
                Reach(place, f"the product over {min(heads(node))} is read to end before what does not depend on it")
            )
    if end == len(body.factors):
        return node
    kept: Node = body.factors[0]
    if end > 1:
        kept = Juxt(
            body.factors[:end], body.signs[: end - 1], span=(body.factors[0].span[0], body.factors[end - 1].span[1])
        )
    first = replace(node, body=kept, span=(node.span[0], kept.span[1]))
    return Juxt((first, *body.factors[end:]), body.signs[end - 1 :], span=node.span)


def _is_bracketed(body: Juxt, end: int) -> bool:
    r"""Whether a product of one factor has brackets around it, and a sign behind them: in `\prod_i (1/y_i) \cdot c` nothing is guessed."""
    return end == 1 and isinstance(body.factors[0], Fence) and body.signs[0] in ("·", "×", "*")


def _flat(node: Juxt) -> Juxt:
    """A product whose last factor became a product itself."""
    last = node.factors[-1]
    if not (isinstance(last, Juxt) and isinstance(last.factors[0], BigOp)):
        return node
    return replace(node, factors=(*node.factors[:-1], *last.factors), signs=(*node.signs, *last.signs))


def _end(node: BigOp, body: Juxt) -> int:
    """How many factors of its body a sum has: those before another sum over the same index."""
    for position, factor in enumerate(body.factors):
        again = isinstance(factor, BigOp) and factor.op in SUMS and heads(factor) & heads(node)
        if position and again and not _free(body.factors[position:]) & heads(node):
            return position
    return len(body.factors)


def _free(nodes: tuple[Node, ...]) -> set[str]:
    walk = Walk()
    for node in nodes:
        walk.side(node)
    return {use.letter for use in walk.uses} | walk.doubtful


def _last_with(factors: tuple[Node, ...], letters: frozenset[str]) -> int:
    """The last factor in which one of some letters stands; the first where none does."""
    found = [n for n, factor in enumerate(factors) if _speaks(factor, letters)]
    return found[-1] if found else 0


def _speaks(factor: Node, letters: frozenset[str]) -> bool:
    """Whether one of some letters stands in a factor that does not bind it itself."""
    parts = tuple(inside(factor))
    met = letters & {getattr(part, "name", "") for part in parts}
    bound = {letter for part in parts if isinstance(part, BigOp) and part.op in SUMS for letter in heads(part)}
    return bool(met - bound) or bool(met & _free((factor,)))


def _extended(node: Node, whole: Chain, guesses: list[Reach]) -> Node:
    """Sums that reach over the terms behind them in which their index stands, where it stands nowhere else: `Σ_i x_i + y_i`."""
    before = tuple(directly_inside(node))
    after = [_extended(child, whole, guesses) for child in before]
    if any(a is not b for a, b in zip(after, before, strict=True)):
        node = _mapped(node, {id(b): a for a, b in zip(after, before, strict=True) if a is not b})
    if not isinstance(node, Add):
        return node
    for position, (sign, term) in enumerate(node.terms[:-1]):
        node_of = _trailing(term)
        last = _reaches(node_of, node, position, whole) if node_of is not None else position
        if node_of is None or last == position:
            continue
        guesses.append(_guess(node_of, sign, node.terms[position + 1 :], whole))
        return _joined(node, position, last, node_of)
    return node


def _guess(node: BigOp, sign: str, behind: tuple[tuple[str, Node], ...], whole: Chain) -> Reach:
    """What is said of a sum that reaches over terms; behind a minus it is not clear which of them the minus is for."""
    index = min(heads(node))
    fault = next(span for _, term in behind for letter, span in _uses(term) if letter in heads(node))
    note = f"the sum over {index} is read to reach as far as {index} is used"
    return Reach(whole.span, note, "" if sign == "-" else INDEX_OUTSIDE, fault)


def _trailing(term: Node) -> BigOp | None:
    """The sum that a term ends with."""
    last = term.factors[-1] if isinstance(term, Juxt) else term
    return last if isinstance(last, BigOp) and last.op == "sum" and heads(last) & LETTERS else None


def _uses(node: Node) -> Iterator[tuple[str, Span]]:
    walk = Walk()
    walk.side(node)
    for use in walk.uses:
        if use.letter not in walk.doubtful:
            yield use.letter, use.span


def _reaches(node: BigOp, total: Add, position: int, whole: Chain) -> int:
    """The last term of a total that a sum in it reaches: the position of its own where it reaches none."""
    behind = [dict.fromkeys(letter for letter, _ in _uses(term)) for _, term in total.terms[position + 1 :]]
    letters = [letter for letter in sorted(heads(node) & LETTERS) if any(letter in found for found in behind)]
    if not letters:
        return position
    start, end = total.terms[position + 1][1].span[0], total.terms[-1][1].span[1]
    walk = Walk()
    walk.side(whole)
    if any(letter in walk.doubtful for letter in letters):
        return position
    if any(use.letter in letters and not start <= use.span[0] < end for use in walk.uses):
        return position
    return position + 1 + max(n for n, found in enumerate(behind) if any(letter in found for letter in letters))


def _joined(total: Add, position: int, last: int, node: BigOp) -> Node:
    """A total with a sum that takes the terms behind it into its brackets."""
    span = (node.body.span[0], total.terms[last][1].span[1])
    inner = Add((("+", node.body), *total.terms[position + 1 : last + 1]), span=span)
    longer = replace(node, body=Fence("(", ")", inner, span=span), span=(node.span[0], span[1]))
    sign, term = total.terms[position]
    whole: Node = longer
    if isinstance(term, Juxt):
        whole = replace(term, factors=(*term.factors[:-1], longer), span=(term.span[0], span[1]))
    rest = (*total.terms[:position], (sign, whole), *total.terms[last + 1 :])
    return whole if len(rest) == 1 and sign == "+" else replace(total, terms=rest)
