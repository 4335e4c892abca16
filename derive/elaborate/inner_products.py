"""What inner products show before anything is read: small letters that stand by themselves in `⟨x, y - z⟩` are vectors, and the star of `⟨x, A^* v⟩` beside `⟨A x, v⟩` is a transpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from derive import lazy_re as re
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import Survey, inside, is_capital, is_number
from derive.formula.syntax import (
    Accent,
    Add,
    Chain,
    Display,
    Fence,
    Frac,
    Juxt,
    Name,
    Node,
    Num,
    Prime,
    Sub,
    Sup,
    Symbolic,
    Tuple,
)
from derive.record import replace


def vectors(displays: Iterable[Display], found: Survey) -> set[str]:
    """The small letters that stand alone in inner products, numbers before them or not; those of functions, indices and sizes are left out, and what something is
    differentiated or integrated by. None where such brackets also hold the components of vectors, `⟨1, t, t^2⟩`."""
    displays = tuple(displays)
    if any(_is_list(part) for display in displays for part in inside(tuple(c.body for c in display.clauses))):
        return set()
    letters = {
        name
        for display in displays
        for item in _items(tuple(clause.body for clause in display.clauses))
        for term in ([term for _, term in item.terms] if isinstance(item, Add) else [item])
        if (name := key(_unscaled(term))) and not is_capital(name) and "_" not in name and "^" not in name
    }
    moved = found.variables | found.integrated
    return letters - set(found.called) - found.functions - found.bound - found.sizes - found.declared - moved


def _is_list(part: Node) -> bool:
    """Whether angle brackets hold the components of a vector: one or more than two, a number but zero, or they are what a bold letter or a gradient is."""
    if isinstance(part, Chain):
        sides = (part.first, *(link.right for link in part.links))
        marked = any(_is_vector(side) for side in sides)
        return marked and any(isinstance(side, Fence) and side.open == "⟨" for side in sides)
    if not (isinstance(part, Fence) and part.open == "⟨" and isinstance(part.body, Tuple)):
        return False
    items = part.body.items
    return len(items) != 2 or any(isinstance(item, Num) and item.text != "0" for item in items)


def _is_vector(side: Node) -> bool:
    """`\\mathbf{v}`, `\\vec v`, `\\mathbf{r}(t)`, `∇f`."""
    head = side.factors[0] if isinstance(side, Juxt) else side
    while isinstance(head, Sub | Sup | Prime):
        head = head.base
    return isinstance(head, Accent) or (
        isinstance(head, Name) and (head.style in ("bold", "vec") or head.name == "nabla")
    )


def _items(whole: object) -> Iterator[Node]:
    """The two sides of each inner product."""
    for part in inside(whole):
        if isinstance(part, Fence) and part.open == "⟨" and isinstance(part.body, Tuple) and len(part.body.items) == 2:
            yield from part.body.items


def _unscaled(term: Node) -> Node:
    """The x of `2 x`, `-x` and `\\frac{1}{2} x`."""
    while isinstance(term, Add) and len(term.terms) == 1:
        term = term.terms[0][1]
    if isinstance(term, Juxt) and not any(term.signs) and all(map(_is_constant, term.factors[:-1])):
        return term.factors[-1]
    return term


def _is_constant(node: Node) -> bool:
    return is_number(node) or (isinstance(node, Frac) and is_number(node.num) and is_number(node.den))


# -- adjoints ---------------------------------------------------------------------------------------------------------

_COMPLEX = re.compile(r"\bcomplex\b|\\mathbb\s*\{?\s*C\b|ℂ|\bunitary\b|\bhermitian\b|conjugate[\s-]+transpos", re.I)
_TRANSPOSED = Name("top")


def transposed(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays of a text that speaks of no complex numbers, with the star over a capital letter written as a transpose where it is that of an adjoint: both
    `⟨A x, v⟩` and `⟨x, A^* v⟩` stand in the text, and `A^*` is given no value of its own."""
    listed = list(displays)
    if _COMPLEX.search(text):
        return listed
    plain: set[str] = set()
    starred: set[str] = set()
    for display in listed:
        for item in _items(tuple(clause.body for clause in display.clauses)):
            for _, term in item.terms if isinstance(item, Add) else (("+", item),):
                head = term.factors[0] if isinstance(term, Juxt) and len(term.factors) > 1 else None
                if isinstance(head, Name) and is_capital(head.name):
                    plain.add(key(head) or "")
                elif isinstance(head, Sup) and _is_star(head.sup) and is_capital(key(head.base) or "a"):
                    starred.add(key(head.base) or "")
    adjoint = plain & starred - {""}
    alone = {
        key(node.base)
        for display in listed
        for clause in display.clauses
        for node in _sides(clause.body)
        if isinstance(node, Sup) and _is_star(node.sup)
    }
    adjoint = {name for name in adjoint if name not in alone}
    forms = {name for display in listed for clause in display.clauses for name in formed(clause.body)}
    equal = {name for display in listed for clause in display.clauses for name in _equal_to_own(clause.body)}
    said = _STAR_TRANSPOSES.search(text) is not None
    if said or equal or any(between for _, between in forms):
        adjoint |= equal | {name for name, _ in forms if said or name not in alone}
    if not adjoint:
        return listed

    def changed(node: Node) -> Node:
        if isinstance(node, Sup) and _is_star(node.sup) and key(node.base) in adjoint:
            return replace(node, sup=replace(_TRANSPOSED, span=node.sup.span))
        return node

    return rewritten(listed, changed)


# "where ${}^*$ is the transpose", "$A^*$ denotes the transpose"
_STAR_TRANSPOSES = re.compile(
    r"\^\s*\{?\s*(?:\*|\\ast\b|\\star\b)\s*\}?\s*\$?\s+(?:is|denotes|stands\s+for|means|being|for)\s+(?:the\s+)?(?:\w+\s+)?transpos",
    re.I,
)


def formed(body: Node) -> Iterator[tuple[str, bool]]:
    """The letters of forms `x^* A x` and `x^* x`, and whether a matrix stands between."""
    for part in inside(body):
        for base, between in forms(part, _is_star) if isinstance(part, Juxt) else ():
            yield base, bool(between) and all(name is not None and is_capital(name) for name in between)


def forms(product: Juxt, mark: Callable[[Node], bool]) -> Iterator[tuple[str, list[str | None]]]:
    """The letters of a product that stand in it with a `mark` above them and further on without, `x^* A x`, and the names between."""
    names = [key(factor) for factor in product.factors]
    for number, factor in enumerate(product.factors):
        base = key(factor.base) if isinstance(factor, Sup) and mark(factor.sup) else None
        if base is not None and base in names[number + 1 :]:
            yield base, names[number + 1 : names.index(base, number + 1)]


def _equal_to_own(body: Node) -> Iterator[str]:
    """The A of `A = A^*`."""
    sides = _sides(body)
    names = {key(side) for side in sides}
    for side in sides:
        base = key(side.base) if isinstance(side, Sup) and _is_star(side.sup) else None
        if base is not None and base in names and is_capital(base):
            yield base


def _sides(body: Node) -> tuple[Node, ...]:
    """The sides of a chain, a formula by itself as the only one: a starred letter that is one has a value of its own."""
    links = getattr(body, "links", ())
    return (getattr(body, "first", body), *(link.right for link in links))


def _is_star(node: Node) -> bool:
    return (isinstance(node, Symbolic) and node.sign == "*") or (isinstance(node, Name) and node.name == "ast")
