"""Moments that the text gives: "a random vector X with mean μ and covariance Σ", `X \\sim \\mathcal{N}(\\mu, \\Sigma)`."""

from __future__ import annotations

from derive.document.model import Formula
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Brace, Chain, Fence, Juxt, Node, Tuple
from derive.rules.distributions import FAMILIES

FOLLOWS = "∼"
_FONTS = ("", "cal", "roman", "sans", "script")


def moments_in_words(reading: Reading, block: Formula) -> None:
    """Assume what the words up to a formula say of the mean and the variance of something."""
    said = reading.chances.moments.get(block)
    if said is None:
        return
    of, mean, variance = (None if part is None else _whole(reading, part) for part in said)
    if of is not None and mean is not None:
        _assume(reading, of, (("Expectation", mean), ("Variance", variance)))


def _whole(reading: Reading, block: Formula) -> Node | None:
    display = reading.displays.get(block)
    if display is None or len(display.clauses) != 1:
        return None
    body = display.clauses[0].body
    return body.first if isinstance(body, Chain) else body


def follows(reading: Reading, chain: Chain, assuming: bool) -> bool:
    """Whether a chain only says what distribution something has; the moments that this gives are assumed where the text assumes it."""
    if len(chain.links) != 1 or chain.links[0].op != FOLLOWS:
        return False
    found = _family(chain.links[0].right)
    if found is not None and assuming:
        name, parameters = found
        family = FAMILIES[name]
        given = [("Expectation", family.mean), ("Variance", family.variance)]
        _assume(reading, chain.first, tuple((kind, parameters[place]) for kind, place in given if place is not None))
    reading.says_nothing(
        chain.span, "a distribution, of which the mean and the variance are used where they are parameters"
    )
    return True


def _family(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    """The family and the parameters of `\\mathcal{N}(\\mu, \\sigma^2)`."""
    if not (isinstance(node, Juxt) and len(node.factors) >= 2 and isinstance(node.factors[-1], Fence)):
        return None
    fence, heads = node.factors[-1], node.factors[:-1]
    names = [key(head.body if isinstance(head, Brace) else head) for head in heads]
    name = "".join((name or "?").rpartition(":")[2] for name in names)
    items = fence.body.items if isinstance(fence.body, Tuple) else (fence.body,)
    if fence.open != "(" or name not in FAMILIES or len(items) != FAMILIES[name].parameters:
        return None
    return name, tuple(items)


def _assume(reading: Reading, of: Node, moments: tuple[tuple[str, Node | None], ...]) -> None:
    """Each moment of something as an equation that the text takes as given; one that does not fit is left out."""
    for kind, value in moments:
        if value is None:
            continue
        bound = reading.sizes.snapshot()
        try:
            averaged = Loose(kind, (reading.interpreter.read(of),), "", of.span)
            relation = Loose("Relates", (averaged, reading.interpreter.read(value)), "=", (of.span[0], value.span[1]))
            reading.shaper.shape(relation)
        except (Unreadable, Clash):
            reading.sizes.bound = bound
            reading.shaper.memo.clear()
            continue
        left, right = relation.parts
        reading.emit(Event(Said.ASSUME, relation.span, left=left, right=right, display=reading.display))
