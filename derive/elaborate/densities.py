"""Densities of named distributions as they are written: `\\mathcal{N}(x; \\mu, \\Sigma)`, `\\mathrm{Gam}(\\tau \\mid a, b)`; and what a density says of its variable and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.scope import TOLD, Known, key
from derive.elaborate.survey import inside, is_capital, is_list
from derive.formula.syntax import Apply, Fence, Juxt, Mid, Name, Node, Num, Operator, Span, Sup, Tuple, items_of
from derive.record import dataclass
from derive.rules.densities import FAMILIES, NAMES, Density, Support
from derive.sizes import ONE

_DENSITIES = re.compile(r"\bdensit|likelihood", re.I)
_ENTROPIES = re.compile(r"\bentrop", re.I)
_SEPARATE = (";", "|", "∣")


def density(it: Interpreter, head: Node, fence: Fence) -> Loose | None:
    """The density that a family's name before brackets is; None where it is none. Raises Unreadable where the number of parameters is another."""
    items = _parted(fence)
    if not is_named(it, head, fence) or items is None:
        return None
    name = _head(head)
    family = FAMILIES[NAMES[name]]
    span = (head.span[0], fence.span[1])
    if len(items) != family.arguments:
        raise Unreadable("a density with another number of parameters than is known", span)
    parts = tuple(it.read(item) for item in items)
    if family.of_vectors:
        parts = tuple(_as_column(it, item, part) for item, part in zip(items, parts, strict=True))
    for place in family.scales:
        note_scale(it, parts[place])
    _note_support(it, parts, family)
    return Loose("Density", parts, NAMES[name], span)


def _as_column(it: Interpreter, node: Node, part: Loose) -> Loose:
    """A vector that is listed, the `[p, 1 - p]` of `\\mathrm{Mult}(x; n, [p, 1 - p])`, or that the text declares as a row; anything else as it is."""
    known = part.data if part.op == "Symbol" else None
    row = known is not None and len(known.sizes) == 2 and it.sizes.shape(known.sizes)[0] == ONE
    return Loose("Transpose", (part,), None, part.span) if row or (is_list(node) and part.op == "Block") else part


def _head(head: Node) -> str:
    """The name before brackets, where it is written as a family's: `\\mathcal{MN}` is two letters."""
    if isinstance(head, Juxt):
        return "".join(map(_head, head.factors)) if not any(head.signs) else ""
    if isinstance(head, Name):
        return head.name if head.style in ("cal", "roman", "sans") else ""
    return head.name if isinstance(head, Operator) else ""


def is_named(it: Interpreter, head: Node, fence: Fence) -> bool:
    """Whether a head before brackets is the name of a family, and what stands in them a point and parameters."""
    return _head(head) in NAMES and (key(head) or "") not in it.scope.names and _parted(fence) is not None


def _parted(fence: Fence) -> tuple[Node, ...] | None:
    """The point and the parameters; None where nothing parts them."""
    body = fence.body
    if isinstance(body, Mid) and body.sign in _SEPARATE:
        return (*items_of(body.left), *items_of(body.right))
    if isinstance(body, Tuple) and ";" in body.separators:
        return body.items
    if isinstance(body, Tuple):  # `x, y | a, b`
        bars = [item for item in body.items if isinstance(item, Mid) and item.sign in _SEPARATE]
        if len(bars) == 1:
            return tuple(
                part for item in body.items for part in ((item.left, item.right) if item is bars[0] else (item,))
            )
    return None


def note_scale(it: Interpreter, part: Loose) -> None:
    """A parameter that is positive: so, by custom, is each name of which it is a product, a quotient or a power."""
    if part.op == "Symbol":
        it.scope.scales.add(part.data.name)
    elif part.op in ("Product", "Power", "Kronecker", "Diagonal"):
        for inner in part.parts if part.op != "Power" else part.parts[:1]:
            note_scale(it, inner)


def by_convention(term: Loose) -> bool:
    """Whether a density occurs in a term whose parameters mean one thing to some authors and another to others."""
    return (term.op == "Density" and not FAMILIES[term.data].settled) or any(map(by_convention, term.parts))


@dataclass(frozen=True, slots=True)
class Following:
    """What stands behind X ∼: the family and its parameters, read, and as they are `written`; whether words `say` which parameters these are."""

    family: str
    parameters: tuple[Loose, ...]
    written: str
    said: bool = False

    @property
    def settled(self) -> bool:
        """Whether the parameters can mean one thing only."""
        return self.said or FAMILIES[self.family].settled

    def same_as(self, other: Following) -> bool:
        """Whether another law is written so, or has the same family and parameters, as "normal with mean μ and variance σ²" and N(μ, σ²) have."""
        if self.written == other.written:
            return True
        both = zip(self.parameters, other.parameters, strict=False)
        alike = self.family == other.family and len(self.parameters) == len(other.parameters)
        return alike and all(_same(one, two) for one, two in both)

    @property
    def of_number(self) -> bool:
        """Whether no parameter is a matrix, nor may be: a capital letter."""
        return not any(map(_is_matrix, self.parameters))


def family(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    """The family and the parameters of `\\mathrm{Gam}(a, b)`, `\\chi^2(k)`, `\\ln \\mathcal{N}(\\mu, \\sigma^2)`."""
    if isinstance(node, Apply) and node.head in (Operator("ln"), Operator("log")):
        inner = family(node.arg)
        return ("log-normal", inner[1]) if inner is not None and inner[0] == "normal" else None
    if not (isinstance(node, Juxt) and len(node.factors) == 2 and isinstance(node.factors[1], Fence)):
        return None
    head, fence = node.factors
    assert isinstance(fence, Fence)
    plain = isinstance(head, Name) and head.name in ("N", "U") and head.style in ("", "bold", "bb")
    squared = isinstance(head, Sup) and key(head.base) == "chi" and head.sup == Num("2")
    name = "chi-squared" if squared else NAMES.get(head.name if plain and isinstance(head, Name) else _head(head), "")
    items = items_of(fence.body)
    if name not in FAMILIES or len(items) != FAMILIES[name].arguments - 1:
        return None
    return name, items


def parameters_of_unknown(node: Node) -> frozenset[str]:
    """The names that are parameters of a law of which nothing is known, `\\mathrm{Wald}(\\gamma, \\alpha)`; none of a known one."""
    if family(node) is not None or not (isinstance(node, Juxt) and isinstance(node.factors[-1], Fence)):
        return frozenset()
    return frozenset(name for item in items_of(node.factors[-1].body) if (name := key(item)) is not None)


def settles_entropy(name: str, laws: Mapping[str, Following | None], value: Node, text: str) -> bool:
    """Whether a name is the entropy h(X) or H(X) of a number X whose law is known: a value of it in which no density stands is a claim."""
    letter, _, of = name.removesuffix("⟩").partition(TOLD)
    law = laws.get(of)
    if letter not in ("h", "H") or law is None or not law.of_number or not _ENTROPIES.search(text):
        return False
    return not any(_is_density_of(node, of) for node in inside(value))


def _is_density_of(node: Node, of: str) -> bool:
    """`p(x)`, `f_X`, an expected value: what entropies are defined by."""
    name = key(node) or ""
    return TOLD in name or name in (f"f_{of}", f"p_{of}") or (isinstance(node, Name) and node.name == "E")


def _same(one: Loose, other: Loose) -> bool:
    """Whether two terms are the same, wherever they stand."""
    here = one.op == other.op and one.data == other.data and len(one.parts) == len(other.parts)
    return here and all(map(_same, one.parts, other.parts))


def settles(name: str, laws: Mapping[str, Following | None]) -> bool:
    """Whether a name is the density f_X or the distribution function F_X of a number X whose law every author writes so: what is said of it is a claim."""
    letter, _, of = name.partition("_")
    law = laws.get(of) if letter in ("f", "F") else None
    if law is None or not law.settled:
        return False
    return law.of_number


def note_parameters(it: Interpreter, node: Node) -> None:
    """`\\mathrm{Gam}(a, b)` behind X ∼: parameters that are positive; a covariance matrix is definite where the text speaks of densities."""
    found = family(node)
    for place in FAMILIES[found[0]].scales if found is not None else ():
        if place and found is not None:
            try:
                parameter = it.read(found[1][place - 1])
                if _DENSITIES.search(it.text) or not _is_matrix(parameter):
                    note_scale(it, parameter)
                new = parameter.op == "Symbol" and parameter.data not in it.scope.spreads
                if new and parameter.data.rank == 2 and it.sizes.unify(*parameter.data.sizes):
                    it.scope.spreads.append(parameter.data)
            except (Unreadable, Clash):
                continue


def followed(it: Interpreter, node: Node) -> Following | None:
    """The law behind X ∼ where it is one of numbers that is known."""
    found = family(node)
    if found is None or FAMILIES[found[0]].support is Support.OTHER:
        return None
    try:
        return Following(found[0], tuple(it.read(item) for item in found[1]), it.latex(node))
    except (Unreadable, Clash):
        return None


def _is_matrix(part: Loose) -> bool:
    """Whether a matrix is a factor of a term, or may be: a capital letter."""
    if part.op == "Symbol":
        return part.data.rank == 2 or is_capital(part.data.name)
    return any(map(_is_matrix, part.parts))


def _note_support(it: Interpreter, parts: tuple[Loose, ...], family: Density) -> None:
    point = parts[0]
    if point.op == "Symbol" and family.support in (Support.LINE, Support.POSITIVE, Support.UNIT):
        it.scope.supports.setdefault(point.data.name, family.support)
    if family is FAMILIES["normal-gamma"]:
        for part, support in zip(parts, (Support.LINE, Support.POSITIVE), strict=False):
            if part.op == "Symbol":
                it.scope.supports.setdefault(part.data.name, support)


def bounds(it: Interpreter, known: Known, body: Loose, span: Span) -> tuple[tuple[Loose, ...], str]:
    """The ends of an integral that names none: those of the support of a density of its variable; else its domain, where it is over a density at all."""
    name = known.name
    found = _within(body, name)
    if found is not None and FAMILIES[found.data].support is Support.BETWEEN:
        return (found.parts[1], found.parts[2]), ""
    support = FAMILIES[found.data].support if found is not None else it.scope.supports.get(name)
    if known.sizes or (found is not None and found.data == "normal" and found.parts[0].data.sizes):
        return (), "\\mathbb{R}" if support is Support.LINE and len(known.sizes) == 1 else f"the range of {name}"
    ends = {
        Support.LINE: (_infinite(-1, span), _infinite(1, span)),
        Support.POSITIVE: (_number(0, span), _infinite(1, span)),
        Support.UNIT: (_number(0, span), _number(1, span)),
    }
    if support in ends:
        return ends[support], ""
    return (), f"the range of {name}" if _mentions_density(body) else ""


def _mentions_density(body: Loose) -> bool:
    """Whether a density occurs in a term: the integral is then over all values of its variable, and no antiderivative."""
    told = body.op == "Call" and TOLD in body.data[0]
    return told or body.op == "Density" or any(map(_mentions_density, body.parts))


def _within(body: Loose, name: str) -> Loose | None:
    """A density of a variable somewhere in a term."""
    if body.op == "Density" and body.parts[0].op == "Symbol" and body.parts[0].data.name == name:
        return body
    return next((found for part in body.parts if (found := _within(part, name)) is not None), None)


def _infinite(sign: int, span: Span) -> Loose:
    end = Loose("Constant", (), "infinity", span)
    return end if sign > 0 else Loose("Product", (_number(-1, span), end), None, span)


def _number(value: int, span: Span) -> Loose:
    return Loose("Zero", (), None, span) if value == 0 else Loose("Number", (), Fraction(value), span)
