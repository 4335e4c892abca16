"""Clauses and the links of their chains: what each states, and whether it is claimed, given or to be solved."""

from __future__ import annotations

from derive.elaborate.declarations import declares, indexes
from derive.elaborate.definitions import defines
from derive.elaborate.events import RELATIONS, Event, Said
from derive.elaborate.fitting import attempt, fits
from derive.elaborate.loose import Loose, is_known
from derive.elaborate.reading import Reading
from derive.elaborate.survey import inside, whole_names
from derive.formula.syntax import Chain, Clause, Empty, Fence, Link, Mid, Node, Text, Tuple
from derive.goals import Origin
from derive.record import dataclass, field, replace


@dataclass(slots=True)
class Setting:
    """How a clause stands: `assuming` words before it introduce it as given; `premises` the equations before its ⇒ or ⇔; `to_zero` the
    text has just set a gradient to zero; `followed` a conclusion follows in the display."""

    assuming: bool
    premises: list[Loose] = field(default_factory=list)
    to_zero: bool = False
    followed: bool = False


def state(reading: Reading, clause: Clause, setting: Setting) -> list[Loose]:
    """Read a clause; returns the equations it states, which a following ⇒ or ⇔ takes as its premise."""
    body = clause.body
    if not isinstance(body, Chain) or declares(reading, body):
        return []
    links = [link for link in body.links if link.op not in "∈"]
    if not links:
        return []
    first: Node = body.first
    if (
        isinstance(first, Empty)
        or any(_says_words(part) for part in inside(body))
        or any(link.op not in RELATIONS or isinstance(link.right, Empty) for link in links)
    ):
        reading.says_nothing(body.span, "words, numbers or relations that state nothing to check")
        return []
    if indexes(reading, first, links):
        return []
    if clause.lead not in ("⇒", "⇔") and defines(reading, first, links[0], setting.assuming, clause):
        if len(links) == 1:
            return []
        first, links = links[0].right, links[1:]
    return _links(reading, first, links, clause, setting)


def _links(reading: Reading, first: Node, links: list[Link], clause: Clause, setting: Setting) -> list[Loose]:
    left = attempt(reading, first, None)
    stated: list[Loose] = []
    claims = False
    names = whole_names(clause.body)
    for number, link in enumerate(links):
        span = (first.span[0] if number == 0 else link.span[0], link.span[1])
        event = Event(Said.CLAIM, span, left=left, row=clause.row, display=reading.display, names=names)
        right = attempt(reading, link.right, event)
        if left is None or right is None:
            if left is None and right is not None:
                reading.unchecked(span, "the side before it was not read", clause)
            left = right if right is not None else left
            continue
        relation = Loose("Relates", (left, right), RELATIONS[link.op], span)
        if not fits(reading, relation, span, clause):
            continue
        stated.append(relation)
        if setting.assuming:
            _square_factor(reading, right)
        claims = claims or _has_derivative(left) or _has_derivative(right)
        assuming = setting.assuming and not claims
        if _to_be_solved(reading, relation, number, links, setting, claims):
            reading.emit(replace(_event(reading, relation, clause, number), kind=Said.CONDITION))
        else:
            _state(reading, relation, clause, replace(setting, assuming=assuming), number, links)
        _follow_gradient(reading, left, right, number, link)
        left = right
    return stated


def _to_be_solved(
    reading: Reading, relation: Loose, number: int, links: list[Link], setting: Setting, claims: bool
) -> bool:
    """Whether an equation is a condition to be solved rather than a statement: `f'(x) = 2x = 0`, the premise of a conclusion, `n > m` of bare names."""
    final, right = number == len(links) - 1, relation.parts[1]
    if setting.followed and final and (right.op == "Zero" or len(links) == 1):
        condition = True
    else:
        condition = setting.to_zero and number == 0 and len(links) == 1
    if setting.to_zero and reading.gradient is not None:
        condition = False
    if claims and number > 0 and right.op == "Zero" and final:
        condition = True
    bare = all(p.op == "Symbol" and p.data.origin is Origin.INFERRED for p in relation.parts)
    return condition or (bare and relation.data != "=")


def _event(reading: Reading, relation: Loose, clause: Clause, number: int) -> Event:
    return Event(
        Said.CLAIM, relation.span, relation=relation.data, left=relation.parts[0], right=relation.parts[1], row=clause.row,
        display=reading.display, follows=number > 0,
    )  # fmt: skip


def _state(reading: Reading, relation: Loose, clause: Clause, setting: Setting, number: int, links: list[Link]) -> None:
    common = _event(reading, relation, clause, number)
    if setting.premises and number == 0:
        both = clause.lead == "⇔"
        premise = tuple(setting.premises[-1:])
        reading.emit(replace(common, premise=premise, both=both, relation="iff" if both else "implies"))
    elif setting.to_zero and number == 0 and reading.gradient is not None:
        zero = Loose("Zero", (), None, reading.gradient.span)
        premises = (Loose("Relates", (reading.gradient, zero), "=", reading.gradient.span),)
        reading.shaper.shape(premises[0])
        reading.emit(replace(common, premise=premises, both=True, relation="iff"))
    elif setting.assuming or (len(links) == 1 and relation.parts[1].op == "Zero" and _is_condition(relation)):
        reading.emit(replace(common, kind=Said.ASSUME))
    else:
        reading.emit(common)


def _follow_gradient(reading: Reading, left: Loose, right: Loose, number: int, link: Link) -> None:
    """Remember the value last found for a gradient: "setting to zero" speaks of it."""
    if right.op == "Zero":
        return
    if left.op == "Derivative" or (number and RELATIONS[link.op] == "=" and reading.gradient is left):
        reading.gradient = right


def _square_factor(reading: Reading, right: Loose) -> None:
    """`Let C = U Σ Uᵀ`: an undeclared outer factor is taken as square, as in a spectral decomposition."""
    if right.op != "Product" or len(right.parts) != 3:
        return
    outer, last = right.parts[0], right.parts[2]
    if (
        outer.op == "Symbol"
        and last.op == "Transpose"
        and last.parts[0].op == "Symbol"
        and last.parts[0].data is outer.data
    ):
        shape = reading.shaper.shape(outer)
        if outer.data.origin is Origin.INFERRED and len(shape) == 2 and not is_known(shape):
            reading.sizes.unify(shape[0], shape[1])


def _is_condition(relation: Loose) -> bool:
    """`gradient = 0` states a condition to be solved, not an identity."""
    return relation.parts[0].op == "Derivative"


def _says_words(part: Node) -> bool:
    """Whether a part of a formula is prose, or an average in angle brackets."""
    if isinstance(part, Fence) and part.open == "⟨":
        return not isinstance(part.body, Tuple | Mid)
    return isinstance(part, Text) and part.text.strip(" .,").lower() not in ("if", "otherwise", "else")


def _has_derivative(loose: Loose) -> bool:
    if loose.op == "Derivative" or (loose.op == "Call" and loose.data[1]):
        return True
    return any(_has_derivative(part) for part in loose.parts)
