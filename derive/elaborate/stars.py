"""Stars that are conjugate transposes: in a text that says so, A^* over a matrix or an expression is what others write A^H."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive import lazy_re as re
from derive.elaborate.inner_products import formed
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside, is_capital, whole_names
from derive.formula.syntax import Add, Chain, Display, Juxt, Name, Node, Sup, Symbolic
from derive.record import replace

_SAYS = re.compile(
    r"conjugate[\s-]+transpos|hermitian[\s-]+(?:conjugate|transpose|adjoint)|\b(?:matrix|its|the)\s+adjoint\b"
    r"(?![\s-]*(?:states?|variables?|equations?|methods?|problems?|systems?|sensitivit\w+)\b)",
    re.I,
)
_COMPLEX = re.compile(r"\bcomplex\b|\\mathbb\s*\{?\s*C\b|ℂ|\bunitary\b|\bhermitian\b", re.I)
_FACTORED = re.compile(r"\bSVD\b|\bsingular[\s-]+value[\s-]+decompos|\b(?:spectral|schur|polar)[\s-]+decompos", re.I)
_OPTIMAL = re.compile(r"\boptim|\bminimi[sz]|\bmaximi[sz]|\bequilibri|\bfixed[\s-]point", re.I)
_ADJOINT = Name("H")


def adjoined(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with every star that is a conjugate transpose written H (Horn & Johnson: Matrix Analysis, 0.2.5). A star over a small letter
    may mark an optimum where the text speaks of any, and one over a name that gets a value by itself is part of the name."""
    listed = list(displays)
    if not (_SAYS.search(text) or (_COMPLEX.search(text) and (_has_forms(listed) or _FACTORED.search(text)))):
        return listed
    named = {name for display in listed for clause in display.clauses for name in _named(clause.body)}
    optimal = _OPTIMAL.search(text) is not None

    def changed(node: Node) -> Node:
        if not isinstance(node, Sup):
            return node
        own = key(node)
        if own in named:
            return node
        if _is_star(node.sup):
            base = key(node.base)
            if optimal and base is not None and not is_capital(base):
                return node
            return replace(node, sup=replace(_ADJOINT, span=node.sup.span))
        return _apart(node)

    return rewritten(listed, changed)


def _has_forms(displays: Iterable[Display]) -> bool:
    """Whether `v^* v` or `v^* A v` stands somewhere: the star of a form."""
    return any(True for display in displays for clause in display.clauses for _ in formed(clause.body))


def _apart(node: Sup) -> Node:
    """`A^{\\\\dagger *}`, `A^{-*}`: one mark after the other."""
    above, span = node.sup, node.span
    if isinstance(above, Juxt) and any(map(_is_star, above.factors)) and not any(above.signs):
        whole: Node = node.base
        for mark in above.factors:
            sup: Node = replace(_ADJOINT, span=mark.span) if _is_star(mark) else mark
            whole = Sup(whole, sup, span=span)
        return whole
    if isinstance(above, Add) and len(above.terms) == 1 and above.terms[0][0] == "-" and _is_star(above.terms[0][1]):
        return replace(node, sup=replace(above, terms=(("-", replace(_ADJOINT, span=above.span)),)))
    return node


def _is_star(node: Node) -> bool:
    return (isinstance(node, Symbolic) and node.sign == "*") or (isinstance(node, Name) and node.name == "ast")


def _named(body: Node) -> Iterator[str]:
    """`x^*` of `x^* = …` or `x^* ∈ …`, where what follows neither is starred nor speaks of x."""
    if not isinstance(body, Chain):
        return
    first, link = body.first, body.links[0]
    name = key(first)
    if not (isinstance(first, Sup) and _is_star(first.sup) and name) or link.op not in ("=", ":=", "≡", "∈"):
        return
    starred = any(isinstance(part, Sup) and _is_star(part.sup) for part in inside(link.right))
    if link.op == "∈" or not (starred or key(first.base) in whole_names(link.right)):
        yield name
