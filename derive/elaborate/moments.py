"""Expected values, variances, covariances and correlations as they are written: `\\mathrm{E}[X]`, `\\mathbb{E}_x[f(x)]`, `\\operatorname{Var}(X)`."""

from __future__ import annotations

from collections.abc import Iterable

from derive import lazy_re as re
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, Unreadable
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.formula.syntax import (
    Add,
    Apply,
    Brace,
    Chain,
    Display,
    Fence,
    Juxt,
    Mid,
    Name,
    Node,
    Operator,
    Sub,
    Sup,
    Text,
    Tuple,
    items_of,
)
from derive.goals import Origin
from derive.record import dataclass

_BRACKETS = ("(", "[", "{")
_MOMENTS = {"E": "Expectation", "V": "Variance"}  # letters in blackboard, roman or sans that are operators by custom
_FONTS = ("bb", "roman", "sans")
OPERATORS = {
    "Var": "Variance", "var": "Variance", "Cov": "Covariance", "cov": "Covariance", "Corr": "Correlation", "corr": "Correlation",
}  # fmt: skip
_LAWS = re.compile(
    r"\b(?:distributed|distributions?|posterior|i\.?i\.?d|random|probabilit\w+|stochastic|exchangeable|unbiased|estimators?|zero[- ]mean|mean[- ]zero|dice|die|coins?|"
    r"bernoulli|binomial|poisson|gaussian|sampl(?:ed?|es|ing)|drawn)\b",
    re.I,
)
_SPEAKS = re.compile(
    r"(?-i:\\E(?![A-Za-z]))|\bexpect(?:ed|ation)|\brandom (?:variable|vector|matri)|\\sim\b|\bvariances?\b|\\(?:mathrm|operatorname|text)\{(?:Var|Cov)\}"
    r"|(?-i:(?<![A-Za-z\\_])E\s?(?:\\(?:big|Big|left))?\[\s*[A-Z]\b)|(?-i:(?<![A-Za-z\\_])E\s?\[[^\[\]$=]{1,30}\]\s*=\s*(?:0\b|\\mathbf\s*\{?\s*0|\\mu))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """Over what an expected value averages: the `label` that its subscript is, and what is `given`."""

    label: str = ""
    given: tuple[Loose, ...] = ()


PLAIN = Measure()


def in_angles(displays: Iterable[Display]) -> list[Display]:
    """The displays with averages in angle brackets, `\\langle f(x) \\rangle_{p(x)}`, as the expected values `E_{p(x)}[f(x)]` that they are. What has a comma or a bar
    in it is an inner product, and a subscript that is no density may say in which space."""
    return rewritten(displays, _from_angles)


def _from_angles(node: Node) -> Node:
    fence = node.base if isinstance(node, Sub) else None
    if not (isinstance(node, Sub) and isinstance(fence, Fence) and fence.open == "⟨" and _is_measure(node.sub)):
        return node
    if isinstance(fence.body, Tuple | Mid | Chain):
        return node
    head = Sub(Name("E", "roman", span=fence.span), node.sub, span=fence.span)
    body = Fence("[", "]", fence.body, span=fence.span)
    return Juxt((head, body), ("",), span=node.span)


def _is_measure(node: Node) -> bool:
    """`p(x)`, `q(θ | y)`, `\\mathcal{N}(x; μ, σ^2)`: a name before round brackets."""
    if isinstance(node, Brace):
        return _is_measure(node.body)
    if not (isinstance(node, Juxt) and len(node.factors) == 2 and not any(node.signs)):
        return False
    head, fence = node.factors
    return isinstance(head, Name | Operator) and isinstance(fence, Fence) and fence.open == "("


def moment_of(it: Interpreter, head: Node, fence: Fence) -> str | None:
    """The operator that a letter before brackets is: the name of its loose term, or None. A plain `E(…)` is one only where the text speaks of expectation."""
    stem = head.base if isinstance(head, Sub) else head
    if isinstance(stem, Text):
        return "Expectation" if stem.text.strip() == "E" else None
    if not isinstance(stem, Name) or stem.name not in _MOMENTS or fence.open not in _BRACKETS:
        return None
    if stem.style == "bb" or (stem.name == "E" and stem.style in _FONTS):
        return _MOMENTS[stem.name]
    if stem.name != "E" or stem.style or "E" in it.survey.differentiated:
        return None
    known = it.scope.names.get("E")
    if known is not None and (
        known.origin is not Origin.INFERRED or fence.open != "["
    ):  # E of the edges |E| is no factor of E[X]
        return None
    speaks = _SPEAKS.search(it.text) or (fence.open == "[" and _LAWS.search(it.text))
    return "Expectation" if speaks else None


def moment(it: Interpreter, kind: str, head: Node, fence: Fence) -> Loose:
    """The operator applied to what stands in the brackets. Raises Unreadable."""
    span = (head.span[0], fence.span[1])
    items, given = _conditioned(fence.body)
    wanted = (2,) if kind == "Correlation" else (1, 2) if kind == "Covariance" else (1,)
    if len(items) not in wanted or any(isinstance(item, Chain) for item in items):
        raise Unreadable("an expected value of something that is not read", span)
    if any(key(one) is None for one in given):
        raise Unreadable("an expected value under a condition that is not read", span)
    parts = tuple(it.read(item) for item in items)
    if kind == "Covariance" and len(parts) == 1:
        kind = "Variance"
    label = measure(it, head.sub) if isinstance(head, Sub) else ""
    return Loose(kind, parts, Measure(label, tuple(it.read(one) for one in given)), span)


def _conditioned(body: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """What stands before the bar of `X, Y | Z`, and behind it."""
    items = items_of(body)
    bars = [place for place, item in enumerate(items) if isinstance(item, Mid) and item.sign == "|"]
    if len(bars) != 1:
        return items, ()
    bar = items[bars[0]]
    assert isinstance(bar, Mid)
    left = items_of(bar.left)
    right = items_of(bar.right)
    return (*items[: bars[0]], *left), (*right, *items[bars[0] + 1 :])


def measure(it: Interpreter, node: Node) -> str:
    """The distribution that a subscript names: `x`, `x ∼ p`, `q(x)`."""
    return it.latex(node)


def outside(fence: Fence) -> bool:
    """Whether a superscript behind the brackets of an expected value is of the value: not where round ones hold more than a name, `E(X - μ)^2`, or stand within others, `E[(X)]^2`."""
    body = fence.body
    while isinstance(body, Brace):
        body = body.body
    return not isinstance(body, Fence) and (fence.open != "(" or not isinstance(body, Add | Juxt))


def bare(it: Interpreter, head: Node, rest: list[Node]) -> tuple[int, Loose | None]:
    """`\\mathbb{E} X`, `\\mathbb{E} \\|x\\|^2`: the expected value of the one factor that follows. Raises Unreadable where it is not clear what it takes."""
    stem = head.base if isinstance(head, Sub) else head
    if not (isinstance(stem, Name) and stem.name == "E" and stem.style in _FONTS):
        return 0, None
    if stem.style != "bb" and ("E" in it.scope.names or not _SPEAKS.search(it.text)):
        return 0, None
    if len(rest) != 1:
        raise Unreadable("how far an expected value without brackets reaches", head.span)
    span = (head.span[0], rest[0].span[1])
    label = measure(it, head.sub) if isinstance(head, Sub) else ""
    return 1, Loose("Expectation", (it.read(rest[0]),), Measure(label), span)


def operator_moment(it: Interpreter, node: Apply) -> Loose | None:
    """`\\operatorname{Var}(X)`, `\\mathrm{Cov}_p[X, Y]`; None for other operators."""
    stem = node.head.base if isinstance(node.head, Sub) else node.head
    if not isinstance(stem, Operator) or stem.name not in OPERATORS:
        return None
    if isinstance(node.arg, Fence):
        return moment(it, OPERATORS[stem.name], node.head, node.arg)
    if key(node.arg) is None:
        raise Unreadable("how far an expected value without brackets reaches", node.span)
    return moment(
        it, OPERATORS[stem.name], node.head, Fence("(", ")", node.arg, span=node.arg.span)
    )  # `\\operatorname{Var} X`


def is_moment(it: Interpreter, node: Node) -> bool:
    """Whether a node is written as an expected value or the like, as it stands or to a power: then it is not the name of a function that is defined."""
    if isinstance(node, Sup):
        node = node.base
    if isinstance(node, Apply):
        stem = node.head.base if isinstance(node.head, Sub) else node.head
        return isinstance(stem, Operator) and stem.name in OPERATORS
    if isinstance(node, Juxt) and len(node.factors) == 2 and isinstance(node.factors[1], Fence):
        return moment_of(it, node.factors[0], node.factors[1]) is not None
    return False
