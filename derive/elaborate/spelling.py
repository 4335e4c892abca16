"""Names that a document spells with several signs, found by looking at all of it: words of capitals, raised indices, values of a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import is_
from typing import Any

from derive import lazy_re as re
from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.scope import key, unsquared
from derive.elaborate.survey import inside, parts_of
from derive.formula.syntax import (
    Apply,
    Chain,
    Display,
    Fence,
    Juxt,
    Name,
    Node,
    Operator,
    Prime,
    Sub,
    Sup,
    Tuple,
    items_of,
)
from derive.record import dataclass, field, replace

STEP = "step:"  # before the name of what is a step of: Δx
INDEX_LETTERS = frozenset("ijklmn")
_SHORTEST = 4  # letters of a word: shorter ones are products as often
_WORD = re.compile(r"[A-Za-z]{4,}")


@dataclass(slots=True)
class Spelling:
    """What is one name in a document: `words` of capitals (SSR), letters that index where they are `raised` (x^i), `values` written f(x, y, xy)."""

    words: set[str] = field(default_factory=set)
    spoken: frozenset[str] = frozenset()  # of the prose: what is spelled like one of them is one name
    raised: set[str] = field(default_factory=set)
    values: dict[Node, Name] = field(default_factory=dict)
    labelled: set[Node] = field(default_factory=set)  # names declared with indices over them: J^{ij}
    marked: bool = False  # a word of `_MARKS` stands above something: `w^{new}`
    steps: bool = False  # Δ stands nowhere but before a name: Δx is a quantity


def spell(displays: Iterable[Display], prose: Iterable[str] = ()) -> Spelling:
    """Look over the formulas of a document, and at the words of its prose."""
    bodies = [clause.body for display in displays for clause in display.clauses]
    long = {word for node in inside(tuple(bodies)) if isinstance(node, Juxt) for _, word in _runs(node, _is_letter)}
    long = {word for word in long if len(word) >= _SHORTEST}
    said = {word.lower() for text in prose for word in _WORD.findall(text)} if long else set()
    found = Spelling(_words(bodies), frozenset(word for word in long if word.lower() in said))
    found.steps = _only_steps(bodies)
    found.marked = any(_mark(node) for node in inside(tuple(bodies)))
    for body in bodies:
        found.raised |= set(_raised(body))
        found.labelled |= set(_labelled(body))
        value = _value(body)
        if value is not None:
            found.values[value] = Name(_text(value), span=value.span)
    return found


def respell(display: Display, spelling: Spelling) -> Display:
    """The display with every such name as one node."""
    if not (
        spelling.words
        or spelling.spoken
        or spelling.raised
        or spelling.values
        or spelling.labelled
        or spelling.marked
        or spelling.steps
    ):
        return display
    return rewritten([display], lambda node: _one_name(node, spelling))[0]


def rewritten(displays: Iterable[Display], change: Callable[[Node], Node]) -> list[Display]:
    """The displays with a change made to everything in them."""
    return [replace(display, clauses=mapped(display.clauses, change)) for display in displays]


def mapped(node: Any, change: Callable[[Node], Node]) -> Any:
    """A node with a change made to everything in it, innermost last."""
    if isinstance(node, tuple):
        items = tuple([mapped(item, change) for item in node])
        return node if all(map(is_, items, node)) else items
    if not isinstance(node, Node):
        return node
    changed = change(node)
    parts = parts_of(changed)
    made = {name: new for name, value in parts.items() if (new := mapped(value, change)) is not value}
    return replace(changed, **made) if made else changed


# words that tell things with one letter apart; nobody multiplies such letters in an exponent
_MARKS = frozenset(
    [
        "new",
        "old",
        "opt",
        "prev",
        "next",
        "init",
        "cur",
        "curr",
        "test",
        "train",
        "true",
        "pred",
        "obs",
        "avg",
        "est",
        "ref",
        "final",
        "best",
        "map",
        "mle",
        "ols",
        "max",
        "min",
    ]
)


def _mark(node: Node) -> str:
    """The word that stands above a name without a command: the "new" of `w^{new}` and `w^{(new)}`."""
    above = node.sup if isinstance(node, Sup) else None
    above = above.body if isinstance(above, Fence) and above.open == "(" else above
    if not isinstance(node, Sup) or not isinstance(above, Juxt) or key(node.base) in (None, "e"):
        return ""
    word = next(
        (word for start, word in _runs(above, _is_letter) if start == 0 and len(word) == len(above.factors)), ""
    )
    return word if word in _MARKS else ""


def _one_name(node: Node, spelling: Spelling) -> Node:
    if spelling.marked and isinstance(node, Sup) and (word := _mark(node)):
        return replace(node, sup=Name(word, style="roman", span=node.sup.span))
    if node in spelling.values:
        return replace(spelling.values[node], span=node.span)
    if isinstance(node, Sup) and node in spelling.labelled:
        return replace(node, sup=Fence("(", ")", node.sup, span=node.sup.span))
    if isinstance(node, Juxt):
        worded = _with_words(_with_values(node, spelling), spelling)
        return _with_steps(worded) if spelling.steps and isinstance(worded, Juxt) else worded
    if isinstance(node, Sup) and isinstance(node.sup, Name) and node.sup.name in spelling.raised and key(node.base):
        return replace(node, sup=Fence("(", ")", node.sup, span=node.sup.span))
    return node


# -- words -------------------------------------------------------------------------------------------------------


def _is_letter(node: Node) -> bool:
    return isinstance(node, Name) and not node.style and len(node.name) == 1 and node.name.isascii()


def _runs(node: Juxt, counts: Callable[[Node], bool]) -> Iterator[tuple[int, str]]:
    """Where such letters stand side by side without a space between them, and the word they make."""
    start = 0
    while start < len(node.factors):
        end, word = start, ""
        while end < len(node.factors) and counts(node.factors[end]) and not (word and node.signs[end - 1]):
            if word and node.factors[end].span[0] != node.factors[end - 1].span[1]:
                break
            word += getattr(node.factors[end], "name", "")
            end += 1
        if len(word) > 1:
            yield start, word
        start = max(end, start + 1)


def _is_capital(node: Node) -> bool:
    return isinstance(node, Name) and not node.style and len(node.name) == 1 and node.name.isupper()


def _takes_matrix(node: Node) -> bool:
    """`tr(ABC)`, `det(ABC)`: nobody takes these of a number; an `(MSE)^{-1}` and an `(1 + APR)^T` may be one."""
    return (
        isinstance(node, Apply) and isinstance(node.head, Operator) and node.head.name in ("tr", "Tr", "trace", "det")
    )


def _words(bodies: list[Node]) -> set[str]:
    """Runs of capitals none of which stands alone anywhere: of two letters only where they are applied to something. Those of which a trace or a determinant
    is taken are products of matrices, in another order too; elsewhere ABC and BCA, SSE and ESS are two names."""
    found: set[str] = set()
    multiplied: set[str] = set()
    letters: dict[str, int] = {}
    within: dict[str, int] = {}
    for node in inside(tuple(bodies)):
        if isinstance(node, Name) and _is_capital(node):
            letters[node.name] = letters.get(node.name, 0) + 1
        if isinstance(node, Juxt):
            for start, word in _runs(node, _is_capital):
                for letter in word:
                    within[letter] = within.get(letter, 0) + 1
                after = node.factors[start + len(word)] if start + len(word) < len(node.factors) else None
                if len(word) > 2 or isinstance(after, Fence):
                    found.add(word)
        if _takes_matrix(node):
            parts = (part for part in inside(node) if isinstance(part, Juxt))
            multiplied |= {word for part in parts for _, word in _runs(part, _is_capital)}
    factors = {"".join(sorted(word)) for word in multiplied}
    found = {word for word in found if "".join(sorted(word)) not in factors}
    return {word for word in found if all(letters[letter] <= within[letter] for letter in word)}


def _with_words(node: Juxt, spelling: Spelling) -> Node:
    factors, signs = list(node.factors), list(node.signs)
    words = {start: word for start, word in _runs(node, _is_letter) if word in spelling.spoken}
    inside_words = {place for start, word in words.items() for place in range(start, start + len(word))}
    capitals = {start: word for start, word in _runs(node, _is_capital) if start not in inside_words}
    words |= {start: word for start, word in capitals.items() if word in spelling.words}
    for start, word in sorted(words.items(), reverse=True):
        span = (factors[start].span[0], factors[start + len(word) - 1].span[1])
        factors[start : start + len(word)] = [Name(word, "", span=span)]
        del signs[start : start + len(word) - 1]
    if len(factors) == len(node.factors):
        return node
    return factors[0] if len(factors) == 1 else Juxt(tuple(factors), tuple(signs), span=node.span)


# -- steps -------------------------------------------------------------------------------------------------------


def _only_steps(bodies: list[Node]) -> bool:
    """Whether every Δ stands before a name, as in `f(x + Δx)`: no operator, and no number."""
    whole = sum(isinstance(node, Name) and node.name == "Delta" for node in inside(tuple(bodies)))
    before = sum(len(list(_step_places(node))) for node in inside(tuple(bodies)) if isinstance(node, Juxt))
    return whole > 0 and whole == before


def _step_places(node: Juxt) -> Iterator[int]:
    for place, (head, of) in enumerate(zip(node.factors, node.factors[1:], strict=False)):
        base = of.base if isinstance(of, Sup) else of
        if isinstance(head, Name) and head.name == "Delta" and not head.style and node.signs[place] == "" and key(base):
            yield place


def _with_steps(node: Juxt) -> Node:
    """`Δx` as one name."""
    factors, signs = list(node.factors), list(node.signs)
    for place in reversed([*_step_places(node)]):
        of = factors[place + 1]
        base = of.base if isinstance(of, Sup) else of
        span = (factors[place].span[0], base.span[1])
        one: Node = Name(f"{STEP}{key(base)}", span=span)
        whole = (factors[place].span[0], of.span[1])
        factors[place : place + 2] = [replace(of, base=one, span=whole) if isinstance(of, Sup) else one]
        del signs[place]
    if len(factors) == len(node.factors):
        return node
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), signs=tuple(signs))


# -- raised indices ----------------------------------------------------------------------------------------------


def _raised(body: Node) -> Iterator[str]:
    """Letters over a name by which a derivative is taken, or that a function is said to be of: no powers."""
    for node in inside(body):
        found = derivative_fraction(node)
        variables = list(found[1]) if found is not None else []
        if isinstance(node, Chain) and isinstance(node.first, Juxt) and len(node.first.factors) == 2:
            fence = node.first.factors[1]
            if isinstance(fence, Fence) and key(node.first.factors[0]) not in ("E", "bb:E", "V", "bb:V"):
                variables += items_of(fence.body)
        for variable in variables:
            if not (isinstance(variable, Sup) and isinstance(variable.sup, Name) and key(variable.base)):
                continue
            if variable.sup.name in INDEX_LETTERS and not variable.sup.style:
                yield variable.sup.name


def _labelled(body: Node) -> Iterator[Node]:
    """`J^{ij} ∈ …`: names that are declared with two letters or more over them."""
    if not (isinstance(body, Chain) and body.links[0].op == "∈"):
        return
    for item in items_of(body.first):
        if not (isinstance(item, Sup) and isinstance(item.sup, Juxt) and key(item.base)) or any(item.sup.signs):
            continue
        if all(isinstance(part, Name) and not part.style and len(part.name) == 1 for part in item.sup.factors):
            yield item


# -- values of functions -----------------------------------------------------------------------------------------


def _value(body: Node) -> Node | None:
    """`m(x, y, xy)` where `m(x, y, xy) = …` says what it is: the arguments are no parameters."""
    if not (isinstance(body, Chain) and body.links[0].op in ("=", ":=") and isinstance(body.first, Juxt)):
        return None
    factors = body.first.factors
    if len(factors) != 2 or not isinstance(factors[0], Name) or not isinstance(factors[1], Fence):
        return None
    items = factors[1].body.items if isinstance(factors[1].body, Tuple) else ()
    if (
        len(items) < 2
        or all(key(unsquared(item)) is not None for item in items)
        or not any(map(_is_made_of_names, items))
    ):
        return None
    return body.first


def _with_values(node: Juxt, spelling: Spelling) -> Juxt:
    """A product in which a value of a function is two of the factors, as in `∂ m(x, y, xy)`."""
    factors, signs = list(node.factors), list(node.signs)
    for position in range(len(factors) - 2, -1, -1):
        span = (factors[position].span[0], factors[position + 1].span[1])
        value = spelling.values.get(Juxt((factors[position], factors[position + 1]), (signs[position],), span=span))
        if value is not None:
            factors[position : position + 2] = [replace(value, span=span)]
            del signs[position]
    return node if len(factors) == len(node.factors) else replace(node, factors=tuple(factors), signs=tuple(signs))


def _is_made_of_names(node: Node) -> bool:
    return isinstance(node, Juxt | Sup) and all(
        key(part) is not None or not isinstance(part, Name | Sub | Prime | Apply) for part in inside(node)
    )


def _text(value: Node) -> str:
    """A name for a value that no other has."""
    names = [key(part) or "" for part in inside(value) if isinstance(part, Name)]
    return f"{names[0]}({' '.join(names[1:])})"
