"""The names that a text gives to points where a function is smallest: "let x^* be a minimiser of f", `f^* = \\min_x f(x)`; over everything, not under constraints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Document, Formula
from derive.elaborate.holding import until
from derive.elaborate.modality import CONCLUDED, DENIED, GIVEN, PASSING
from derive.elaborate.scope import key
from derive.formula.syntax import Apply, BigOp, Chain, Display, Fence, Juxt, Name, Node, Operator, Sub, Sup
from derive.record import dataclass


@dataclass(frozen=True, slots=True)
class Minimiser:
    """A name for a point where a function is smallest, or for that value; `name` is '' where the text does not say of which function."""

    function: str
    point: Node
    block: Formula
    until: int
    value: bool = False
    passing: bool = False


_BEST = (
    r"(?:an? |another |the |any |its |one |some )?(?:unique |global |unconstrained |optimal |exact )*"
    r"(?:minimi[sz]ers?|minimum points?|global minimum|optimal (?:point|solution)s?|optimum|point of minimum)"
)
_MINIMISES = (
    re.compile(rf"⟨(?P<x>\d+)⟩,? (?:which |that )?(?:is|be|are|being|as|denotes?|denote|,) {_BEST}(?: (?:of|for) (?:the function |the convex function )?⟨(?P<f>\d+)⟩)?", re.I),
    re.compile(rf"{_BEST} ⟨(?P<x>\d+)⟩(?: (?:of|for) (?:the function )?⟨(?P<f>\d+)⟩)?", re.I),
    re.compile(rf"{_BEST} of (?:the function )?⟨(?P<f>\d+)⟩,? (?:is |at |by |be |as |denoted (?:by )?)?⟨(?P<x>\d+)⟩", re.I),
    re.compile(r"⟨(?P<x>\d+)⟩ (?:globally )?minimi[sz]es ⟨(?P<f>\d+)⟩", re.I),
)  # fmt: skip
_CONSTRAINED = re.compile(
    r"\blocal|\bconstrain|\bfeasible|subject to|\bover ⟨|\bon ⟨|\bin ⟨|s\. ?t\.|\bdual|\bprimal|\bproblem\b|restricted",
    re.I,
)


def smallest(
    document: Document, sentence: str, formulas: list[Formula], displays: Mapping[Formula, Display]
) -> Iterator[Minimiser]:
    """The names that words give to points where a function is smallest."""
    if _CONSTRAINED.search(sentence):
        return
    for pattern in _MINIMISES:
        for match in pattern.finditer(sentence):
            before = sentence[: match.start()]
            given = GIVEN.search(before)
            if DENIED.search(match.group(0)) or (given is None and CONCLUDED.search(before)):
                continue
            block = formulas[int(match["x"])]
            display = displays.get(block)
            body = display.clauses[0].body if display is not None and display.clauses else None
            point = body.first if isinstance(body, Chain) else body
            if point is None or key(point) is None:
                continue
            of = _functions_at(match.groupdict().get("f"), formulas, displays)
            passing = given is None and PASSING.search(f"{before} ") is not None
            yield Minimiser(of, point, block, until(document, block.span[1], passing), False, passing)


def _functions_at(number: str | None, formulas: list[Formula], displays: Mapping[Formula, Display]) -> str:
    display = displays.get(formulas[int(number)]) if number else None
    body = display.clauses[0].body if display is not None and display.clauses else None
    return _applied(body) or "" if body is not None else ""


def _applied(node: Node) -> str | None:
    """The function of `f` or `f(x)`."""
    if isinstance(node, Juxt) and len(node.factors) == 2 and isinstance(node.factors[1], Fence):
        node = node.factors[0]
    return key(node)


def argmins(document: Document, displays: Mapping[Formula, Display]) -> Iterator[Minimiser]:
    """`x^* = \\argmin_x f(x)`, `f^* = \\min_x f(x)`, over all x."""
    for block, display in displays.items():
        for clause in display.clauses:
            body = clause.body
            if not isinstance(body, Chain) or len(body.links) != 1 or body.links[0].op not in ("=", ":=", "∈", "≡"):
                continue
            right, argument = body.links[0].right, False
            if isinstance(right, Apply) and isinstance(right.head, Operator) and right.head.name == "arg":
                right, argument = right.arg, True
            if not isinstance(right, BigOp) or key(body.first) is None or not _is_free(right.lower):
                continue
            function = _applied(right.body)
            argument = argument or right.op == "argmin"
            if (
                function is None
                or right.op not in ("argmin", "min", "inf")
                or (body.links[0].op == "∈" and not argument)
            ):
                continue
            yield Minimiser(function, body.first, block, until(document, block.span[1], False), not argument)


def _is_free(lower: Node | None) -> bool:
    """Whether an extremum is over everything: `x`, `x ∈ ℝ^n`, nothing."""
    if lower is None or key(lower) is not None:
        return True
    if not (isinstance(lower, Chain) and len(lower.links) == 1 and lower.links[0].op == "∈"):
        return False
    space = lower.links[0].right
    base = space.base if isinstance(space, Sup) else space
    return isinstance(base, Name) and base.name in ("R", "ℝ") and not isinstance(base, Sub)
