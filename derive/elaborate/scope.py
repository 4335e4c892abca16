"""What is known of the names of a document at a place: declarations, definitions, hypotheses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.formula.syntax import (
    Accent,
    Add,
    BigOp,
    Empty,
    Fence,
    Juxt,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Prime,
    Sub,
    Sup,
    Symbolic,
    Text,
    Tuple,
)
from derive.goals import Origin
from derive.record import dataclass, field
from derive.terms import PropertyKind, Shape, Symbol

if TYPE_CHECKING:
    from derive.rules.densities import Support


@dataclass(slots=True)
class Known:
    """A name and what is known of it; `rank` 0 scalar, 1 vector, 2 matrix; sizes may still be variables."""

    name: str
    latex: str
    rank: int
    sizes: Shape
    origin: Origin
    line: int
    kind: str = ""  # 'function', 'size', 'family', '' for ordinary values
    properties: list[PropertyKind] = field(default_factory=list)
    definition: str = ""
    fixed: bool = False  # the text does not give the shape, but it follows from what the text gives
    arbitrary: bool = False  # a function of which nothing but smoothness is said
    entrywise: str = ""  # a function that acts entry by entry: 'any', or the name of a known one
    note: str = ""
    parameters: tuple[Known, ...] = ()  # what a defined name was written as a function of
    squares: frozenset[int] = (
        frozenset()
    )  # the places of the parameters that it was written with the squares of: `ℓ(μ, σ²)`
    depends: tuple[str, ...] = ()  # the names that the text says it depends on
    named: bool = False  # words introduce it without its shape: "with mean m"
    directed: bool = False  # a directive says what it is, whatever else the text says

    @property
    def symbol(self) -> Symbol:
        """The typed symbol, its sizes as known now."""
        return Symbol(self.name, self.sizes, self.latex)


@dataclass(frozen=True, slots=True)
class Unit:
    """A family of matrix units E_{ij} = e_i e_jᵀ, or of unit vectors e_i: the letters it was introduced with, and its shape, () where that was not said."""

    letters: tuple[str, ...]
    shape: Shape


@dataclass(slots=True)
class Scope:
    """The names known at a place, in order of appearance."""

    names: dict[str, Known] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)  # by stem and `_` or `^`
    sizes: set[str] = field(default_factory=set)  # names that stand for sizes: m, n, k
    spreads: list[Known] = field(default_factory=list)  # the covariance matrices of laws, in each of their shapes
    scales: set[str] = field(default_factory=set)  # names that are positive as parameters of distributions
    supports: dict[str, Support] = field(
        default_factory=dict
    )  # of names whose density is written, where it is positive
    entries: set[str] = field(
        default_factory=set
    )  # vectors declared where a family of that name had ended: x_i is an entry


OF_ITS_OWN = " of its own"  # ends the name of the variable that stands for a member of a family where a function of it is defined
TOLD = "⟨"  # in the name of a function that is told from others of its letter by what stands in its brackets
_ACCENTS = {"hat": "hat", "bar": "bar", "tilde": "tilde", "overline": "bar", "dot": "dot", "ddot": "ddot"}


def key(node: Node) -> str | None:
    """The name under which a node is one symbol (`W_1`, `\\hat{beta}`, `U_perp`), or None when it is no name."""
    if isinstance(node, Name):
        return f"{node.style}:{node.name}" if node.style in ("bold", "cal", "bb", "frak", "vec") else node.name
    if isinstance(node, Accent) and node.kind in _ACCENTS:
        inner = key(node.base)
        return inner and f"{_ACCENTS[node.kind]}({inner})"
    if isinstance(node, Sub):
        base, label = key(node.base), subscript(node.sub)
        return f"{base}_{label}" if base and label else None
    if isinstance(node, Sup) and (is_label(node.sup) or (is_complement(node.sup) and _is_small(node.base))):
        base = key(node.base)
        return base and f"{base}^{subscript(node.sup)}"
    if isinstance(node, Operator):
        return node.name
    return None


def unsquared(item: Node) -> Node:
    """The σ of an argument σ²."""
    if isinstance(item, Sup) and isinstance(item.sup, Num) and item.sup.text == "2" and key(item.base) is not None:
        return item.base
    return item


def is_complement(above: Node) -> bool:
    """Whether a superscript is the sign of what is orthogonal."""
    return (isinstance(above, Name) and above.name in ("perp", "bot")) or (
        isinstance(above, Symbolic) and above.sign == "⊥"
    )


def _is_small(base: Node) -> bool:
    """Whether a letter stands for no subspace: the s^⊥ of `x = s + s^\\perp`, a vector."""
    return isinstance(base, Name) and base.name[:1].islower()


def is_part(name: str) -> bool:
    """Whether a name is marked as what is orthogonal or parallel to something: `v_\\perp`, `v_\\parallel`, `s^\\perp`."""
    return name.endswith(_PARTS)


_PARTS = tuple(mark + sign for mark in "_^" for sign in ("perp", "bot", "⊥", "parallel", "∥"))
_ORDINALS = frozenset(["th", "st", "nd", "rd"])


def is_label(sup: Node) -> bool:
    """Whether a superscript can only be a label: a star, `(i)`, words."""
    if isinstance(sup, Symbolic):
        return sup.sign == "*"
    if isinstance(sup, Fence):
        return sup.open == "(" and subscript(sup.body) is not None
    if isinstance(sup, Text):  # `x^{\\text{new}}`, not the i-th
        word = sup.text.strip()
        return len(word) > 1 and word.isalpha() and word not in _ORDINALS
    return isinstance(sup, Name) and (sup.name in ("star", "ast") or (sup.style == "roman" and len(sup.name) > 1))


def subscript(node: Node) -> str | None:
    """A subscript or label as text, or None when it is not one (an expression)."""
    match node:
        case Num(text=text) | Text(text=text):
            return text.strip()
        case Name() | Operator() | Accent() | Sub():
            return key(node)
        case Symbolic(sign=sign):
            return sign
        case BigOp(op=word, lower=None, upper=None, body=Empty()):  # the max of `λ_{\\max}`
            return word
        case Fence(body=body):
            inner = subscript(body)
            return inner and f"({inner})"
        case Juxt(factors=factors):
            parts = [subscript(part) for part in factors]
            return None if None in parts else "".join(str(part) for part in parts)
        case Tuple(items=items):
            parts = [subscript(part) for part in items]
            return None if None in parts else ",".join(str(part) for part in parts)
        case Prime(base=base, count=count):
            inner = subscript(base)
            return inner and inner + "'" * count
        case Mid(left=left, right=right, sign=sign):
            parts = [subscript(left), subscript(right)]
            return None if None in parts else f"{parts[0]}{sign}{parts[1]}"
        case Add(terms=terms):
            return "".join(sign + (subscript(term) or "?") for sign, term in terms)
        case Empty():
            return ""
    return None


def undecorated(name: str) -> str | None:
    """The name of the variable that a decorated one gives a value of: `hat(w)`, `w^*`, `w_*`, `w_ML` → `w`; None where nothing marks it."""
    plain = name
    while True:
        stem, _, label = plain.rpartition("_")
        if plain.startswith("hat(") and plain.endswith(")"):
            plain = plain[4:-1]
        elif plain.endswith(("^*", "^star", "^ast", "_*")):
            plain = plain[: max(plain.rfind("^"), plain.rfind("_"))]
        elif stem and len(label) > 1 and label.isalpha():
            plain = stem
        else:
            return plain if plain != name else None
