"""Functions that words introduce, and of which nothing is said but that they are smooth: "let f and g be differentiable functions"."""

from __future__ import annotations

from collections.abc import Sequence

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.events import Event, Said
from derive.elaborate.inverse_functions import INVERSE
from derive.elaborate.loose import names_in
from derive.elaborate.memberships import enter_function, is_told
from derive.elaborate.parameter_functions import AT, of_moment
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.spoken import listed_before, names_of
from derive.elaborate.survey import whole_names
from derive.formula.syntax import Fence, Juxt, Link, Name, Node
from derive.goals import Origin

_TIMES = r"(?:twice|(?:\w+|⟨formula⟩)[\s-]+times)"
_QUALITY = rf"(?:(?:{_TIMES}|continuously|infinitely|often|differentiable|smooth|continuous|real|real-valued|scalar|arbitrary|given|generic|univariate|nice|sufficiently)[\s,-]+(?:and\s+)?)*"
_BEFORE = re.compile(
    rf"(?:^|\b(?:an?|any|some|the|two|let|for|all|every|each|consider|suppose|given|with|of)\s+|[.,(:;]\s*){_QUALITY}functions?\s*$",
    re.I,
)
# "functions of" before a formula says what something depends on instead
_AFTER = re.compile(
    rf"\s*(?:both\s+|all\s+)?(?:be|is|are|denotes?)\s+(?:an?\s+|any\s+|two\s+|some\s+|both\s+)?{_QUALITY}functions?\b(?!\s+of\s*(?:the\s+)?(?:\w+\s*)?$)",
    re.I,
)


# "with f, g twice differentiable functions of a real variable"
_BESIDE = re.compile(
    rf"\s*(?=(?:both|all|{_TIMES}|continuously|infinitely|differentiable|smooth|arbitrary|real)\b)(?:both\s+|all\s+)?{_QUALITY}functions?\b(?!\s+of\s*(?:the\s+)?(?:\w+\s*)?$)",
    re.I,
)


# "with f differentiable on ℝⁿ"
_SMOOTH = re.compile(
    rf"\s*(?:(?:is|are|be|being|both|all|assumed|to)\s+)*(?:(?:{_TIMES}|continuously|infinitely|sufficiently|often|everywhere)\s+)*(?:differentiable|smooth)\b(?!\s+(?:in|with|and|but|except)\b)",
    re.I,
)


def functions_in_words(reading: Reading, block: Formula, before: str, after: str) -> None:
    """Enter the names of an inline formula as functions, where the words beside it call them that and nothing else is known of them."""
    names = names_of(reading, block)
    if _BEFORE.search(before) is None:
        said = _AFTER.match(after) or _BESIDE.match(after)
        if said is None and _SMOOTH.match(after) is None:
            return
        names = listed_before(reading, block) + names
        if said is None:
            survey = reading.interpreter.survey
            names = [node for node in names if key(node) in survey.functions or key(node) in survey.called]
    for node in names:
        name = key(node) or ""
        known = reading.scope.names.get(name)
        if not isinstance(node, Name) or name in reading.definitions or (known is not None and is_told(known)):
            continue
        enter_function(reading, node)


_LETTERS = ("f", "g", "h", "u", "phi", "varphi")  # by custom those of functions


def gives_function(reading: Reading, first: Node, links: Sequence[Link]) -> bool:
    """Whether `Y = g(X) = a X` says what g is: a function of which nothing was said, at a name that stands in the formula behind it. So does
    `Var(X) = v(p) = p - p^2` of a moment."""
    return (
        links[0].op == links[1].op == "="
        and (key(first) is not None or of_moment(first) is not None)
        and _is_new(reading, links[0].right, first, links[1].right)
    )


# "we denote $Y = g(X)$"
_NAMES_IT = re.compile(r"\b(?:denot(?:e|ing)|writ(?:e|ing)|call(?:ing)?|abbreviat\w+)\b[^.;:]*$", re.I)


def name_by_value(reading: Reading, first: Node, link: Link, sentence: str) -> None:
    """ "We write `Y = g(X)`" after `Y = a X + b`: a function of which nothing was said is the one that Y was defined by."""
    if _NAMES_IT.search(sentence) is None:
        return
    if link.op != "=" or not isinstance(link.right, Juxt) or not _is_new(reading, link.right, first, link.right):
        return
    given = (
        e for e in reversed(reading.events) if e.kind is Said.DEFINE and e.known is not None and e.right is not None
    )
    made = next((e for e in given if e.known is not None and e.known.name == key(first) and not e.parameters), None)
    head, fence = link.right.factors
    at = reading.scope.names.get(key(fence.body) or "") if isinstance(fence, Fence) else None
    if made is None or made.right is None or at is None or at.sizes or at.name not in names_in(made.right):
        return
    known = Known(
        key(head) or "", reading.written(head), 0, (), Origin.DEFINITION, reading.interpreter.line, "function"
    )
    known.parameters, known.definition = (at,), made.known.definition if made.known is not None else ""
    reading.scope.names[known.name] = known
    reading.emit(
        Event(Said.DEFINE, link.right.span, known=known, parameters=(at,), right=made.right, display=reading.display)
    )


def ends_with_inverse(reading: Reading, links: Sequence[Link]) -> bool:
    """Whether `x = (y - b)/a = g^{-1}(y)` says at its end what the inverse of g is."""
    called = links[-1].right
    inverse = isinstance(called, Juxt) and (key(called.factors[0]) or "").endswith(INVERSE)
    return inverse and links[-1].op == "=" and _is_new(reading, called, None, links[-2].right)


def _is_new(reading: Reading, called: Node, first: Node | None, value: Node) -> bool:
    """Whether a function of which nothing was said stands at a name that a formula speaks of, and `first` is another one."""
    if not isinstance(called, Juxt) or called.signs != ("",):
        return False
    head, fence = called.factors
    name, argument = key(head), key(fence.body) if isinstance(fence, Fence) and fence.open == "(" else None
    if not isinstance(head, Name) or name is None or argument is None or (first is not None and key(first) == argument):
        return False
    known = reading.scope.names.get(name)
    function = (
        name in _LETTERS or name.endswith(INVERSE) or AT in name or (known is not None and known.kind == "function")
    )
    fresh = name not in reading.definitions and (known is None or known.kind == "function")
    return function and fresh and argument in whole_names(value)
