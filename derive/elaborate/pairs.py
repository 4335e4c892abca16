"""What is said of two things at once: `u \\perp v`, "u is orthogonal to v", "A and B commute", "writing P for V^{-1}"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.dependence import declared
from derive.elaborate.events import Event, Said, Span
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.prose import JOINS
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.words import Mode
from derive.formula.syntax import Chain, Fence, Juxt, Link, Name, Node, Num, Sup
from derive.goals import Origin

_TO = re.compile(
    r"\s*,?\s*(?:(?:that|which)\s+)?(?:is|are|be|being)?\s*(?:(?P<commute>commut(?:es?|ing)\s+with)|(?P<orthogonal>(?:orthogonal|perpendicular)\s+to))\s*",
    re.I,
)
_BOTH = re.compile(
    r"\s*(?:are|be)\s+(?:two\s+)?(?:mutually\s+)?(?:orthogonal|perpendicular)\b(?!\s*(?:matri|proj|to\b|compl))",
    re.I,
)


# "substituting V⁻¹ by the precision matrix P": a name for what stands before it; and the other way round
_NAMES_IT = re.compile(r"\b(?:abbreviat|denot)\w*\s*$", re.I)
_PUTS = re.compile(r"\b(?:substitut|replac)\w*\s*$", re.I)  # another thing too, unless that is said to be for short
_SHORT = re.compile(
    r"\s*,?\s*(?:to\s+(?:ease|simplify|shorten|lighten)|for\s+(?:short|brevity|simplicity|convenience|ease))\b", re.I
)
_BY = re.compile(r"\s*(?:by|with)\s+(?:(?:the|its|a)\s+)?(?:[\w-]+\s+){0,2}", re.I)
_THE = re.compile(r"\s*(?:by|with)\s+the\b", re.I)
_WRITES = re.compile(r"\bwrit(?:e|ing)\s*$", re.I)
_NEARLY = re.compile(r"approx|estimat|perturb|nois|empiric|sampl|bound|another|different", re.I)
# "denote by H the hat matrix", "let M be the product": the name stands first, and nothing is done to the expression behind
_NOUNS = r"(?:the|its|their|our)\s+(?:(?!(?:of|with|in|on|at|by|for|from|to|over|under|such|that|which|whose|between|as|and|or|is|are|inverse|transpose|square|negative|largest|smallest|maximum|minimum)\b)[\w-]+\s+){1,4}"
_CALLS_BY = re.compile(r"\b(?:denot(?:e|ing)|call(?:ing)?)\s+by\s*$", re.I)
_LETS = re.compile(r"\blet\s*$", re.I)
_THE_NOUN = re.compile(rf"\s*{_NOUNS}", re.I)
_IS_THE_NOUN = re.compile(rf"\s*(?:be|denote|stand\s+for|mean)\s+{_NOUNS}", re.I)
_STOPS = re.compile(
    r"\s*(?:[.,;:]|$|\n\s*\n|(?:and|so|then|which\s+is|where)\b)"
)  # nothing is done to it behind it either: "divided by n"
_FOR = re.compile(r"\s*for\s+(?:the\s+)?(?:[\w-]+\s+){0,2}", re.I)


def perpendicular(reading: Reading, chain: Chain) -> Chain | None:
    """`u ⊥ v` of two vectors as `uᵀv = 0`; None for anything else."""
    if len(chain.links) != 1 or chain.links[0].op != "⊥":
        return None
    link = chain.links[0]
    if not _is_vector(reading, chain.first) or not _is_vector(reading, link.right):
        return None
    turned = Sup(_bracketed(chain.first), Name("top", span=chain.first.span), span=chain.first.span)
    product = Juxt((turned, _bracketed(link.right)), ("",), span=chain.span)
    return Chain(product, (Link("=", Num("0", span=link.span), span=link.span),), span=chain.span)


def of_pairs(reading: Reading, block: Formula, after: str, mode: Mode) -> None:
    """Enter what the words between the formula before and this one, or behind both, say of the two: `AB = BA`, `uᵀv = 0`."""
    beside = reading.beside(block)
    if beside is None:
        return
    before, between = beside
    behind = _BOTH.match(after) if JOINS.fullmatch(between) else None
    match = behind or _TO.fullmatch(between)
    if match is None:
        return
    nodes = [declared(reading.formulas.displays.get(formula)) for formula in (before, block)]
    if nodes[0] is None or nodes[1] is None:
        return
    try:
        one, other = (reading.interpreter.read(node) for node in nodes if node is not None)
        left, right = _sides(reading, one, other, match is not behind and match["commute"] is not None)
        span = (before.span[0], block.span[1] + (behind.end() if behind else 0))
        reading.shaper.shape(Loose("Relates", (left, right), "=", span))
    except (Unreadable, Clash):
        return
    equate(reading, left, right, span, mode)


def equate(reading: Reading, left: Loose, right: Loose, span: Span, mode: Mode) -> None:
    """Enter an equation that words say, as given or as a claim."""
    kind = Said.ASSUME if mode.assumes else Said.CLAIM
    reading.chains += not mode.assumes
    reading.emit(
        Event(
            kind,
            span,
            left=left,
            right=right,
            display=reading.display,
            passing=mode is Mode.PASSING,
            chain=0 if mode.assumes else reading.chains,
            follows=True,
        )  # fmt: skip
    )


def names_what(reading: Reading, block: Formula, before: str, after: str) -> None:
    """Enter the name that words give to an expression beside it, where it is a new one."""
    beside = reading.beside(block)
    head, mark, between = before.rpartition("⟨formula⟩")
    if beside is None or not mark or _NEARLY.search(between):
        return
    earlier = beside[0]
    first, second = (declared(reading.formulas.displays.get(formula)) for formula in (earlier, block))
    if (
        _NAMES_IT.search(head) or (_PUTS.search(head) and (_SHORT.match(after) or _THE.match(between)))
    ) and _BY.fullmatch(between):
        value, name = first, second
    elif (
        (_WRITES.search(head) and _FOR.fullmatch(between))
        or (_CALLS_BY.search(head) and _THE_NOUN.fullmatch(between) and _STOPS.match(after))
        or (_LETS.search(head) and _IS_THE_NOUN.fullmatch(between) and _STOPS.match(after))
    ):
        value, name = second, first
    else:
        return
    if value is None or name is None or key(name) is None or key(value) is not None:
        return
    try:
        read, known = reading.interpreter.read(value), reading.interpreter.read(name).data
        shape = reading.shaper.shape(read)
    except (Unreadable, Clash):
        return
    if not isinstance(known, Known) or known.kind or reading.defined(known):
        return
    here = known.line == reading.document.position(earlier.span[0])[0]  # "denote by H ∈ ℝ^{n×n} the hat matrix"
    if known.origin is not Origin.INFERRED and not (known.origin is Origin.DECLARED and here and not known.properties):
        return
    if known.origin is Origin.DECLARED and len(known.sizes) != len(shape):
        return
    if len(known.sizes) != len(shape):
        known.rank, known.sizes = len(shape), shape
        reading.shaper.memo.clear()
    if not all(reading.sizes.unify(one, other) for one, other in zip(known.sizes, shape, strict=True)):
        return
    known.origin, known.definition = Origin.DEFINITION, reading.text(value.span)
    span = (earlier.span[0], block.span[1])
    reading.emit(Event(Said.DEFINE, span, known=known, right=read, display=reading.display))


def _sides(reading: Reading, one: Loose, other: Loose, commute: bool) -> tuple[Loose, Loose]:
    """Both sides of what two things satisfy that commute, or are orthogonal. Raises Unreadable where they are of another kind."""
    span = (one.span[0], other.span[1])
    ranks = [len(reading.shaper.shape(side)) for side in (one, other)]
    if commute and ranks == [2, 2]:
        return Loose("Product", (one, other), None, span), Loose("Product", (other, one), None, span)
    if not commute and ranks == [1, 1]:
        return Loose("Product", (Loose("Transpose", (one,), None, span), other), None, span), Loose(
            "Zero", (), None, span
        )
    raise Unreadable("what is said of two things is not said of such", span)


def _is_vector(reading: Reading, node: Node) -> bool:
    try:
        return len(reading.shaper.shape(reading.interpreter.read(node))) == 1
    except (Unreadable, Clash):
        return False


def _bracketed(node: Node) -> Node:
    return node if isinstance(node, Name) else Fence("(", ")", node, span=node.span)
