"""What words call a subgradient: "let $g \\in \\partial f(x)$", "$g$ is a subgradient of $f$ at $x$".

Of a convex f it bounds f from below at every other point: f(y) ≥ f(x) + ⟨g, y - x⟩ [R. T. Rockafellar, Convex Analysis (1970), section 23].
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Document, Formula
from derive.elaborate.holding import until
from derive.elaborate.modality import CONCLUDED, DENIED, GIVEN, PASSING
from derive.elaborate.scope import key
from derive.formula.syntax import Chain, Display, Fence, Juxt, Name, Node
from derive.record import dataclass


@dataclass(frozen=True, slots=True)
class Subgradient:
    """A name for a subgradient of a function at a point."""

    function: str
    slope: Node
    point: Node
    block: Formula
    until: int
    passing: bool = False


_CALLED = (
    re.compile(r"⟨(?P<g>\d+)⟩,? (?:is |be |are |denotes? |being |as )?(?:an? |any |some |the )?sub-?gradients? of (?:the function )?⟨(?P<f>\d+)⟩ at (?:the point )?⟨(?P<x>\d+)⟩", re.I),
    re.compile(r"sub-?gradients? ⟨(?P<g>\d+)⟩ of (?:the function )?⟨(?P<f>\d+)⟩ at (?:the point )?⟨(?P<x>\d+)⟩", re.I),
)  # fmt: skip
_ANY = re.compile(
    r"\b(?:for|where|with|let|any|every|all|each|a|an|some|sub-?gradients?|choose|pick|take|select|compute)\s*$", re.I
)


def subgradients(
    document: Document, sentence: str, formulas: list[Formula], displays: Mapping[Formula, Display]
) -> Iterator[Subgradient]:
    """The names that a sentence gives to subgradients."""
    for match in re.compile(r"⟨(\d+)⟩").finditer(sentence):
        body = _body(match[1], formulas, displays)
        found = _member(body) if body is not None else None
        before = sentence[: match.start()]
        if found is not None and (_ANY.search(before) or not _concluded(before)) and not DENIED.search(before):
            yield _made(document, formulas[int(match[1])], before, *found)
    for pattern in _CALLED:
        for match in pattern.finditer(sentence):
            before = sentence[: match.start()]
            slope, function, point = (_body(match[group], formulas, displays) for group in "gfx")
            name = key(function) if function is not None else None
            if slope is None or point is None or name is None or key(slope) is None or _concluded(before):
                continue
            if not DENIED.search(before):
                yield _made(document, formulas[int(match["x"])], before, name, slope, point)


def _made(document: Document, block: Formula, before: str, function: str, slope: Node, point: Node) -> Subgradient:
    passing = GIVEN.search(before) is None and PASSING.search(f"{before} ") is not None
    return Subgradient(function, slope, point, block, until(document, block.span[1], passing), passing)


def _concluded(before: str) -> bool:
    given = max((match.end() for match in GIVEN.finditer(before)), default=-1)
    return any(match.start() > given for match in CONCLUDED.finditer(before))


def _body(number: str, formulas: list[Formula], displays: Mapping[Formula, Display]) -> Node | None:
    display = displays.get(formulas[int(number)])
    return display.clauses[0].body if display is not None and display.clauses else None


def _member(body: Node) -> tuple[str, Node, Node] | None:
    """The f, the g and the x of `g ∈ ∂f(x)`."""
    if not isinstance(body, Chain) or len(body.links) != 1 or body.links[0].op != "∈" or key(body.first) is None:
        return None
    right = body.links[0].right
    if not isinstance(right, Juxt) or len(right.factors) != 3 or any(right.signs):
        return None
    sign, function, bracket = right.factors
    name = key(function)
    if not (isinstance(sign, Name) and sign.name == "partial") or name is None or not isinstance(bracket, Fence):
        return None
    return name, body.first, bracket.body
