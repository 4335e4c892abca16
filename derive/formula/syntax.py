"""The surface syntax tree: what was written, before anything is decided about its meaning.

Every node carries the half-open span of source characters it came from. The parser keeps the order, the parentheses
and the ambiguities (`f(a)`, `X^T`, `a/b c`); elaboration resolves them with types.
"""

from __future__ import annotations

from derive.record import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a formula; `span` is not part of equality."""

    span: Span = field(compare=False, kw_only=True, default=(0, 0))


@dataclass(frozen=True, slots=True)
class Num(Node):
    """A number as written: `2`, `0.5`, `1{,}000` is `1000`."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    r"""One letter or named symbol.

    `name` has no backslash: `x`, `W`, `alpha`, `nabla`, `partial`, `ell`, `infty`, `top`, `KL`. `style` is '' or one of
    'bold', 'roman', 'cal', 'bb', 'frak', 'sans', 'script', 'vec' (\vec x and bold both stand for vectors, and stay apart here).
    """

    name: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Accent(Node):
    """`hat`, `bar`, `tilde`, `dot`, `ddot`, `overline`, `underline`, `check`, `breve` over a base."""

    kind: str
    base: Node


@dataclass(frozen=True, slots=True)
class Text(Node):
    r"""Prose inside a formula: `\text{where }`."""

    text: str


DRAWING = "a drawing"  # the text that stands for one


@dataclass(frozen=True, slots=True)
class Symbolic(Node):
    """A bare operator sign where an operand stands: `*`, `+`, `-`, `:`, `.` as in `W^*`, `A^+`, `A_{i:}`, `f(.)`, `x_{-}`."""

    sign: str


@dataclass(frozen=True, slots=True)
class Dots(Node):
    r"""`\dots`, `\cdots`, `\vdots`, `\ddots`, `...`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Sub(Node):
    """`base_sub`; a subscript list `ij` or `i,j` is `Juxt` or `Tuple` as written."""

    base: Node
    sub: Node


@dataclass(frozen=True, slots=True)
class Sup(Node):
    """`base^sup`; `x^2_i` is stored as `(x_i)^2`: `Sup(Sub(x, i), 2)`."""

    base: Node
    sup: Node


@dataclass(frozen=True, slots=True)
class Prime(Node):
    """`f'`, `f''`."""

    base: Node
    count: int


@dataclass(frozen=True, slots=True)
class Postfix(Node):
    """`n!`."""

    base: Node
    sign: str


@dataclass(frozen=True, slots=True)
class Fence(Node):
    """Delimited material. `open`/`close` are normalised: ( ) [ ] { } | | ‖ ‖ ⟨ ⟩ ⌊ ⌋ ⌈ ⌉, or '' for `\\left.`.

    A norm is `Fence('‖', '‖', body)`; an absolute value or determinant `Fence('|', '|', body)`;
    an evaluation bar is `Fence('', '|', body)`.
    """

    open: str
    close: str
    body: Node


@dataclass(frozen=True, slots=True)
class Tuple(Node):
    """Comma- or semicolon-separated items inside a fence, a subscript or an argument list; `separators` has one entry less."""

    items: tuple[Node, ...]
    separators: tuple[str, ...]


def items_of(node: Node) -> tuple[Node, ...]:
    """What a list holds; anything else is the only item."""
    return node.items if isinstance(node, Tuple) else (node,)


@dataclass(frozen=True, slots=True)
class Mid(Node):
    r"""`left | right` or `left : right` inside a fence: a condition, a set-builder, `p(x \mid y)`, `KL(p \| q)` (sign '‖')."""

    left: Node
    right: Node
    sign: str


@dataclass(frozen=True, slots=True)
class Juxt(Node):
    r"""Factors side by side. `signs[i]` stands between factor i and i+1.

    '' for nothing, else '·' (\cdot), '×' (\times), '*', '/', '⊙' (\odot), '∘' (\circ), '⊗' (\otimes), '⊕' (\oplus), '÷', '∖', '∪', '∩', '∧', '⋆'.
    All multiplicative signs share one flat node; `a / b c` keeps its order and elaboration decides.
    """

    factors: tuple[Node, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Add(Node):
    """`+a - b`: pairs (sign, term); signs '+', '-', '±', '∓'. A lone `-x` is `Add((('-', x),))`."""

    terms: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Frac(Node):
    r"""`\frac`, `\tfrac`, `\dfrac`, `\cfrac`, `{a \over b}`. Derivatives such as ∂f/∂x are fractions here."""

    num: Node
    den: Node


@dataclass(frozen=True, slots=True)
class Sqrt(Node):
    """A root; `index` is None for a square root."""

    body: Node
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Binom(Node):
    r"""`\binom{n}{k}`."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Operator(Node):
    r"""A named function or operator as a head: `tr`, `det`, `log`, `ln`, `exp`, `sin`, `rank`, `diag`, `vec`, `sign`, `max`, `softmax` …

    Spellings are unified: `\tr`, `\Tr`, `\mathrm{tr}`, `\operatorname{Tr}`, `\text{tr}`, `\trace` are `Operator('tr')`.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Apply(Node):
    r"""A named operator applied to what it governs: `\log x`, `\operatorname{tr}(AB)`, `\log^2 x` (head is then Sup/Sub of Operator).

    The argument keeps its own fence when it has one. `\log` alone stays `Operator`. Application of letters, `f(x)`, is NOT
    decided here: it stays `Juxt((f, Fence(x)), ('',))`.
    """

    head: Node
    arg: Node


@dataclass(frozen=True, slots=True)
class BigOp(Node):
    r"""`\sum`, `\prod`, `\int`, `\lim`, `\max`, `\min`, `\sup`, `\inf`, `\arg\max`, `\bigcup` … with what it scopes over.

    `op`: 'sum', 'prod', 'int', 'iint', 'oint', 'lim', 'max', 'min', 'sup', 'inf', 'argmax', 'argmin', 'bigcup', 'bigcap', 'bigotimes', 'bigoplus'.
    `lower`/`upper` as written (lower may be a Chain `i=1` or a Tuple). A sum's body extends to the next `+`/`-` at its level or the relation.
    For integrals `variable` lists the differentials (`dx`, `d\theta`), taken out of the body.
    """

    op: str
    lower: Node | None
    upper: Node | None
    body: Node
    variable: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """`bmatrix`, `pmatrix`, `array` … with its fence: rows of cells. `kind`: '[', '(', '|', '‖', '{' or ''."""

    rows: tuple[tuple[Node, ...], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """Pairs (value, condition or None)."""

    rows: tuple[tuple[Node, Node | None], ...]


@dataclass(frozen=True, slots=True)
class Brace(Node):
    r"""`\underbrace{body}_{note}` and its like (`overbrace`, `overset`/`underset`/`stackrel` over an operand, `\boxed`, `\cancel`): body and its note."""

    body: Node
    note: Node | None
    kind: str


@dataclass(frozen=True, slots=True)
class Empty(Node):
    """Nothing where something may be missing: an empty group, an absent left side of a continued line."""


@dataclass(frozen=True, slots=True)
class Link(Node):
    r"""One relation of a chain and what follows it.

    `op` is unified: '=', '≠', '<', '≤', '>', '≥', ':=', '≡', '≈', '∝', '∼', '∈', '∉', '⊂', '⊆', '→' (\to), '↦', '≻', '⪰', '≺', '⪯',
    '⇒', '⇐', '⇔', '≪', '≫', '⊥', '∥', '≅', '≃', '∀', '∃'. `note` is what stood over it (`\overset{(1)}{=}`).
    The span runs from the relation sign to the end of `right`.
    """

    op: str
    right: Node
    note: Node | None = None


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """`first op1 e1 op2 e2 …`. `first` is `Empty` when a line begins with a relation and nothing precedes it."""

    first: Node
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Clause(Node):
    r"""One statement of a display, or a bare expression.

    `lead` is what introduced it inside the display: '' (first, or after a line break), ',' , ';', '.', 'quad', '⇒', '⇔', or the words
    of a `\text{…}`. Connectives bind weaker than other relations, so `a = b \iff c = d, e = f` is three clauses: (a = b), lead '⇔' (c = d),
    lead ',' (e = f). `tail` collects the text that follows it (`\text{for all } x`, a trailing remark such as `\text{FOC} - 2`).
    `row` is the line of the alignment (0-based) it begins in; `tags`: `\tag`, `\label` names.
    """

    body: Node
    lead: str = ""
    tail: tuple[Node, ...] = ()
    row: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Display(Node):
    """One formula region, read: its clauses in order."""

    clauses: tuple[Clause, ...]


class FormulaError(Exception):
    """A formula that cannot be read: `reason` is one sentence, `span` the place."""

    def __init__(self, reason: str, span: Span) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span
