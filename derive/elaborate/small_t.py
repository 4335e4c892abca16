"""Transposes written with a small t, `A^t`, `(AB)^t`, `{}^t A`, in a text where t is no number: nothing else is written with it there, and forms that a
transpose makes stand in it, `x^t A x`, `A^t A`, `(AB)^t = B^t A^t`; or the text says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from derive import lazy_re as re
from derive.elaborate.inner_products import forms
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside, is_capital, transposes
from derive.formula.syntax import Accent, Chain, Display, Empty, Fence, Juxt, Name, Node, Sub, Sup
from derive.record import replace

_TRANSPOSED = Name("top")
# "$^t$ denotes the transpose", "$A^t$ is the transpose of $A$", "the transpose $A^t$", "the transpose of $A$ is written $A^t$"
_SAID = re.compile(
    r"\^\s*\{?\s*t\s*\}?\s*\$?,?\s+(?:is|denotes|stands\s+for|means|being|for|indicates|as)\s+(?:the\s+)?(?:\w+\s+)?transpos"
    r"|\btranspos(?:e|ition)\b[^.;]{0,60}?\^\s*\{?\s*t\s*\}?\s*\$",
    re.I,
)
_SPEAKS = re.compile(
    r"transpos|symmetric|orthogonal|orthonormal|least[\s-]squares|normal\s+equation|quadratic\s+form|covariance|\bSVD\b|singular\s+value",
    re.I,
)


def with_small_t(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with such a t written as any other transpose."""
    listed = list(displays)
    raised = [node for node in _everything(listed) if _is_raised(node)]
    if not raised:
        return listed
    bases = [node.base for node in raised if not isinstance(node.base, Empty)]
    shown = _SAID.search(text) is not None
    if not shown and not _numbers(listed) and all(_may_be_matrix(base, listed) for base in bases):
        other = sum(isinstance(node, Name) and node.name == "t" for node in _everything(listed)) - len(raised)
        shown = _shows(listed, _SPEAKS.search(text) is not None, bool(other))

    def changed(node: Node) -> Node:
        if shown and _is_raised(node) and _may_be_matrix(node.base, listed):
            return replace(node, sup=replace(_TRANSPOSED, span=node.sup.span))
        return _before_letter(node) if isinstance(node, Juxt) else node

    return rewritten(listed, changed)


def _numbers(displays: list[Display]) -> bool:
    """Whether a power is numbered or counted with t: `x^{t+1}`, `x^{(t)}`, `x_t`."""
    return any(
        isinstance(node, Sup | Sub)
        and not _is_raised(node)
        and any(
            isinstance(part, Name) and part.name == "t"
            for part in inside(node.sup if isinstance(node, Sup) else node.sub)
        )
        for node in _everything(displays)
    )


def _everything(displays: list[Display]) -> Iterator[Node]:
    for display in displays:
        for clause in display.clauses:
            yield from inside(clause.body)


def _is_t(above: Node) -> bool:
    return isinstance(above, Name) and above.name == "t" and not above.style


def _is_raised(node: Node | None) -> TypeGuard[Sup]:
    return isinstance(node, Sup) and _is_t(node.sup)


def _before_letter(node: Juxt) -> Node:
    """`{}^t A` as the transpose of what stands behind the t."""
    factors, signs = list(node.factors), list(node.signs)
    place = 0
    while place + 1 < len(factors):
        mark, turned = factors[place], factors[place + 1]
        if isinstance(mark, Sup) and isinstance(mark.base, Empty) and (_is_raised(mark) or transposes(mark.sup)):
            above = replace(_TRANSPOSED, span=mark.sup.span)
            factors[place : place + 2] = [Sup(turned, above, span=(mark.span[0], turned.span[1]))]
            del signs[place]
        place += 1
    if len(factors) == len(node.factors):
        return node
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), signs=tuple(signs))


def _may_be_matrix(base: Node, displays: list[Display]) -> bool:
    """Whether something with a t above it may be a matrix or a vector: no number, no small Greek letter, no e that is given no value."""
    if isinstance(base, Empty):
        return False
    name = key(base)
    if name is None:
        return isinstance(base, Fence | Accent)
    if name == "e":
        return any(isinstance(node, Chain) and key(node.first) == "e" for node in _everything(displays))
    return is_capital(name) or len(name.split(":")[-1].partition("_")[0]) == 1 or ":" in name


def _shows(displays: list[Display], speaks: bool, other: bool) -> bool:
    """Whether forms stand in a text that transposes make: `x^t A x`, `(A^t A)^{-1}`, and where it `speaks` of such things `A^t A` and `(AB)^t = B^t A^t`, the
    first two also where the letter stands for an `other` thing, too."""
    for node in _everything(displays):
        if isinstance(node, Juxt) and _is_form(node, speaks, other):
            return True
        if (
            isinstance(node, Sup)
            and isinstance(node.base, Fence)
            and isinstance(node.base.body, Juxt)
            and not _is_raised(node)
        ) and _is_form(node.base.body, speaks, False):
            return True
        if speaks and not other and isinstance(node, Chain) and len(node.links) == 1:
            sides = node.first, node.links[0].right
            if any(_reversed(one) == _plain(side) != () for one, side in (sides, sides[::-1])):
                return True
    return False


def _is_form(node: Juxt, speaks: bool, other: bool) -> bool:
    """Whether a product holds a letter with a t above it and, further on, the letter itself; or `A A^t`. Where the letter t stands for an `other` thing,
    only with a capital letter between: `x^t A x`."""
    found = list(forms(node, _is_t))
    if any(not is_capital(base) and any(name and is_capital(name) for name in between) for base, between in found):
        return True
    if other:
        return False
    if any(speaks or not is_capital(base) for base, _ in found):
        return True
    turned = Juxt(node.factors[::-1], node.signs[::-1], span=node.span)
    return speaks and any(is_capital(base) for base, _ in forms(turned, _is_t))


def _reversed(node: Node) -> tuple[str, ...]:
    """B, A of `(AB)^t`, A of `A^t`."""
    if not _is_raised(node):
        return ()
    body = node.base.body if isinstance(node.base, Fence) else node.base
    names = [key(factor) for factor in body.factors] if isinstance(body, Juxt) else [key(body)]
    return tuple(name or "" for name in reversed(names))


def _plain(node: Node) -> tuple[str, ...]:
    """B, A of `B^t A^t`, A of `A`, as capital letters."""
    factors = node.factors if isinstance(node, Juxt) else (node,)
    raised = [_is_raised(factor) for factor in factors]
    if any(raised) and not all(raised):
        return ()
    names = [key(factor.base) if _is_raised(factor) else key(factor) for factor in factors]
    found = tuple(name or "" for name in names)
    return found if all(map(is_capital, found)) else ()
