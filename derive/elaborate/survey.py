"""One look over all formulas before any is read: which undeclared names are used as matrices, vectors, functions."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from derive import lazy_re as re
from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.from_zero import begun_at_zero
from derive.elaborate.generating_functions import generating
from derive.elaborate.scalar_laws import members_with_law
from derive.elaborate.scope import key, subscript
from derive.elaborate.vectorisations import by_rows
from derive.formula.signs import LOEWNER
from derive.formula.syntax import (
    Accent,
    Add,
    Apply,
    BigOp,
    Brace,
    Chain,
    Clause,
    Display,
    Dots,
    Fence,
    Frac,
    Juxt,
    Link,
    Matrix,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Prime,
    Sqrt,
    Sub,
    Sup,
    Symbolic,
    Tuple,
    items_of,
)
from derive.record import dataclass, field, fields, replace

MATRIX_OPERATORS = frozenset(["tr", "det", "rank", "diag", "vec", "vech", "logdet"])
_NOT_NAMES = frozenset(["partial", "nabla", "top", "infty", "pi"])


@dataclass(slots=True)
class Survey:
    """Evidence from use, over the whole document."""

    matrices: set[str] = field(default_factory=set)
    vectors: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    columns: bool = False  # what is given as a list, `w = [1, 0, 2]`, is transposed somewhere: lists are columns
    sizes: set[str] = field(default_factory=set)  # upper ends of ranges and exponents of ℝ
    normalised: dict[str, str] = field(default_factory=dict)  # matrices in `(2π)^n |Σ|`, with the n that their size is
    heads: set[str] = field(default_factory=set)  # names that stand alone to the left of a relation somewhere
    subscripts: dict[str, set[str]] = field(default_factory=dict)  # what stands under each name
    bound: set[str] = field(default_factory=set)  # letters that sums and products run over
    declared: set[str] = field(default_factory=set)  # names in ℝ^{m×n}
    behind: set[str] = field(default_factory=set)  # small letters right behind a matrix: by custom no scalars
    adjoints: bool = False  # conjugate transposes occur: what the text does not say to be real is complex
    steps: bool = False  # Δ stands before what it is a step of: Δx
    differentials: bool = False  # d is the differential wherever it stands before something
    products: dict[str, str] = field(default_factory=dict)  # what the text calls the product that a sign stands for
    integrated: set[str] = field(default_factory=set)  # the variables of integrals
    members: set[str] = field(default_factory=set)  # the stems whose members are written out as vectors
    listed: set[str] = field(
        default_factory=set
    )  # `y = (y_1, …, y_n)`: the members of such a name are no vectors for it
    turned: set[str] = field(default_factory=set)  # small letters with an italic T above them
    powers: set[str] = field(default_factory=set)  # names that are multiplied by themselves: `γ^t`, `γ^2`
    summed: set[tuple[str, str]] = field(default_factory=set)  # stems with the letters under them that a sum runs over
    stepped: set[tuple[str, str]] = field(
        default_factory=set
    )  # and those worked out step by step: `x_{k+1} = x_k - g_k`
    advanced: set[str] = field(default_factory=set)  # stems of which a rule leads from one step to the next
    inverted: set[str] = field(
        default_factory=set
    )  # capitals with the power -1 or less: matrices, unless they are divided by
    below: set[str] = field(default_factory=set)  # names that are factors below a line
    rows: set[str] = field(
        default_factory=set
    )  # small letters that stand before matrices, and nowhere behind one or transposed: `π P = π`
    numbers: set[str] = field(default_factory=set)  # stems whose members are used as numbers: `log p_i`, `1 - p_i`
    wholes: set[str] = field(
        default_factory=set
    )  # vectors of which functions speak by their entries: `f(x) = Σ_i x_i^3`
    from_zero: set[str] = field(default_factory=set)  # stems whose members are listed from 0 on: `w = (w_0, w_1)`
    drawn: set[str] = field(default_factory=set)  # stems whose members have a law of numbers: `w_i \\sim N(0, 1)`
    iterates: dict[str, set[str]] = field(
        default_factory=dict
    )  # stems whose members are points, as the x of `∇f(x_k)`, with the letters and numbers that these are labelled by
    points: set[str] = field(default_factory=set)  # names without subscripts that are so
    entrywise: set[str] = field(
        default_factory=set
    )  # functions whose slopes are multiplied entry by entry: `v ⊙ σ'(z)`
    applied: dict[str, set[str]] = field(
        default_factory=dict
    )  # the small letters that stand right behind a capital: x behind the A of `A x`
    operations: set[str] = field(
        default_factory=set
    )  # signs that the text gives a meaning of its own: `x ∘ y = x + y - x y`
    moved: set[str] = field(
        default_factory=set
    )  # stems of states that a matrix takes from one step to the next: `x_{t+1} = A x_t`
    by_rows: bool = False  # vec goes along the rows of a matrix
    commutators: frozenset[str] = frozenset()  # the brackets of commutators and anticommutators that the text speaks of
    numbered_by_horizon: bool = False  # `T \geq 1`, `x_T`, `q^{T - 1}`
    raised: set[str] = field(default_factory=set)  # names in what is a number where T is: the q of `(1 - q)^T`
    scales: set[str] = field(default_factory=set)  # capitals before norm bars, which multiply numbers
    differentiated: set[str] = field(default_factory=set)  # names of what is differentiated: the E of ∇E and ∂E/∂w
    variables: set[str] = field(default_factory=set)  # names that something is differentiated by
    called: dict[str, set[tuple[str, ...]]] = field(
        default_factory=dict
    )  # the names in brackets behind each name; () for other arguments

    dotted: dict[str, str] = field(
        default_factory=dict
    )  # capitals with a subscript, and what they multiply: `W_c \\cdot x`
    mapped: set[str] = field(default_factory=set)  # functions whose values are vectors: the φ of `wᵀ φ(x)`
    second: set[str] = field(
        default_factory=set
    )  # names with primes that are given by what has none: `x'_{k+1} = x_k + v_k`
    values: set[tuple[str, str]] = field(
        default_factory=set
    )  # names before a name in brackets, or before such a value: x(t), f(x(t))
    slopes: set[tuple[str, str]] = field(default_factory=set)  # and those that have a prime there
    primed: set[str] = field(default_factory=set)  # small letters that stand behind themselves with a prime: `x'x`
    factors: set[str] = field(default_factory=set)  # names right before another name, which they multiply
    before_sums: set[str] = field(
        default_factory=set
    )  # names before a sum in brackets to the left of a relation: `λ (aᵀx - b) = 0`, `f(x + y) = 0`, `X (y - X b) = 0`

    def is_power(self, name: str) -> bool:
        """Whether the T above a name is a number of factors: it is how many steps there are, and the name has other powers."""
        return self.counts_steps and name in self.powers

    @property
    def counts_steps(self) -> bool:
        """Whether T is how many steps there are."""
        return "T" in self.sizes or self.numbered_by_horizon

    def arguments(self) -> set[str]:
        """What stands alone in the brackets behind a name somewhere."""
        return {name for calls in self.called.values() for names in calls for name in names}

    def is_quantity(self, name: str) -> bool:
        """Whether what is written as a function stands for its value: the u of `f(u, v)` or `∂f/∂u`, where `u(a, b)` has these arguments
        wherever it has any."""
        own = self.called.get(name, ())
        inner = name in self.variables or any(name in names for calls in self.called.values() for names in calls)
        return inner and all(own) and len(own) < 2


_PARTS: dict[type, tuple[str, ...]] = {}
_LEAVES = frozenset(("str", "int", "bool", "Span", "tuple[str, ...]"))


def _parts(kind: type[Node]) -> tuple[str, ...]:
    """The names of the fields in which a kind of node keeps nodes, looked up once."""
    if kind not in _PARTS:
        _PARTS[kind] = tuple(f.name for f in fields(kind) if str(f.type) not in _LEAVES)
    return _PARTS[kind]


def parts_of(node: Node) -> dict[str, Any]:
    """What a node holds in the fields in which it keeps nodes."""
    return {name: getattr(node, name) for name in _parts(type(node))}


def inside(node: Any) -> Iterator[Node]:
    """A node, or some in a tuple, and all nodes within, outermost first."""
    waiting = list(_nodes(node))[::-1]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += directly_inside(part)[::-1]


def calls(node: Any) -> Iterator[tuple[Node, Fence]]:
    """What stands right before a bracket, with that, within a node or several: the f and the `(x)` of `f(x)`."""
    for part in inside(node):
        if isinstance(part, Juxt):
            for head, fence in zip(part.factors, part.factors[1:], strict=False):
                if isinstance(fence, Fence):
                    yield head, fence


def whole_names(node: Node) -> frozenset[str]:
    """The names in a node, a subscripted one as a whole."""
    name = key(node)
    if name and not isinstance(node, Operator):
        return frozenset({name})
    return frozenset().union(*(whole_names(child) for child in directly_inside(node)))


def run_over(node: BigOp) -> frozenset[str]:
    """The names that a sum or an integral runs over."""
    parts = (*node.variable, *((node.lower,) if node.lower is not None else ()))
    return frozenset().union(*map(whole_names, parts))


def directly_inside(node: Node) -> tuple[Node, ...]:
    """The nodes right inside a node, in order; looked for once."""
    held: tuple[Node, ...] | None = getattr(node, "_held", None)
    if held is None:
        held = tuple(inner for part in _parts(type(node)) for inner in _nodes(getattr(node, part)))
        object.__setattr__(node, "_held", held)
    return held


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


def transposes(sup: Node) -> bool:
    """Whether a superscript is written the way a transpose is."""
    for part in (sup, *(sup.factors if isinstance(sup, Juxt) else ())):
        if isinstance(part, Name) and (
            part.name in ("top", "intercal") or (part.name in ("T", "t", "H") and part.style in ("roman", "sans"))
        ):
            return True
        if isinstance(part, Operator) and part.name == "T":
            return True
    return isinstance(sup, Name) and sup.name in ("T", "H")


def adjoins(sup: Node) -> bool:
    """Whether a superscript is written the way a conjugate transpose is."""
    return isinstance(sup, Name) and sup.name == "H" and sup.style in ("", "roman", "sans")


def is_capital(name: str) -> bool:
    """Whether a key is a capital letter, plain or bold or Greek, whatever its subscript; a letter with an arrow over it is a vector's, as small ones are."""
    stem = name.split(":")[-1].split("_")[0].split("^")[0].strip("()").split("(")[-1]
    return stem[:1].isupper() and "vec:" not in name


def _names(node: Node) -> Iterator[str]:
    """The names a product or a bracket is made of: subscripted names as one. A derivative's shape says nothing of what is differentiated."""
    if derivative_fraction(node) is not None:
        return
    name = key(node)
    if name and not isinstance(node, Operator):
        yield name
        return
    point = gradient_point(node)
    if point is not None:  # the f of `∇f(x)ᵀ` is no vector: x is
        yield from _names(point)
    elif isinstance(node, Sup):
        yield from _names(node.base)
    elif isinstance(node, Frac):
        yield from _names(node.num)  # what is divided by is a number
    elif isinstance(node, Fence | Juxt | Apply) or type(node).__name__ in ("Add", "Prime", "Sub"):
        for f in fields(node):
            value = getattr(node, f.name)
            for child in value if isinstance(value, tuple) else (value,):
                child = child[1] if isinstance(child, tuple) and len(child) == 2 else child
                if isinstance(child, Node):
                    yield from _names(child)


def gradient_point(node: Node) -> Node | None:
    """The x of `∇f(x)` and `∇²f(x)`, where that is one thing."""
    if not isinstance(node, Juxt) or len(node.factors) != 3:
        return None
    sign, head, bracket = node.factors
    while isinstance(sign, Sup | Sub):
        sign = sign.base
    if not (isinstance(sign, Name) and sign.name == "nabla" and key(head)):
        return None
    if not (isinstance(bracket, Fence) and bracket.open == "(" and not isinstance(bracket.body, Tuple)):
        return None
    return bracket.body


def _note_iterates(part: Node, survey: Survey) -> None:
    """The stems of `x_k` and `x^*` where these are points: gradients are taken there, they are measured by norms, they stand in inner products."""
    points: list[Node] = []
    if isinstance(part, Juxt):
        for place in range(len(part.factors) - 2):
            whole = Juxt(part.factors[place : place + 3], part.signs[place : place + 2], span=part.span)
            point = gradient_point(whole)
            points += [point] if point is not None else []
    elif isinstance(part, Fence) and part.open == "‖":
        points.append(part.body)
    elif isinstance(part, Fence) and part.open == "⟨" and isinstance(part.body, Tuple) and len(part.body.items) == 2:
        points += part.body.items
    for point in points:
        for term in [term for _, term in point.terms] if isinstance(point, Add) else [point]:
            name = key(term)
            stem = key(term.base) if isinstance(term, Sub | Sup) else None
            if name and not is_capital(name) and stem:
                survey.iterates.setdefault(stem, set()).update(labels(name, stem))
            elif name and not is_capital(name):
                survey.points.add(name)


def _note_members(part: Node, survey: Survey) -> None:
    """What members of families are used as, and what is multiplied by itself."""
    _note_numbers(part, survey)
    _note_diagonals(part, survey)
    if isinstance(part, Sup) and _counts_factors(part.sup) and (power := key(part.base)):
        survey.powers.add(power)
    if isinstance(part, Add) and any(isinstance(term, Num) for _, term in part.terms):  # the v of `1 - v^T`
        above = [term for _, term in part.terms if isinstance(term, Sup) and is_horizon(term.sup)]
        survey.powers.update(name for term in above if (name := key(term.base)))
    survey.numbered_by_horizon = survey.numbered_by_horizon or _numbers_by_horizon(part)


def _note_diagonals(part: Node, survey: Survey) -> None:
    """The members that stand on a diagonal: `diag(p_i (1 - p_i))`."""
    if isinstance(part, Apply) and isinstance(part.head, Operator) and part.head.name == "diag":
        letters = {
            inner.sub.name for inner in inside(part.arg) if isinstance(inner, Sub) and isinstance(inner.sub, Name)
        }
        for letter in letters & _MEMBERS if len(letters) == 1 else ():
            survey.summed.update((stem, letter) for stem in stems_under(part.arg, letter))


def stems_under(body: Node, letter: str) -> Iterator[str]:
    """The stems under which a letter stands alone."""
    for part in inside(body):
        stem = key(part.base) if isinstance(part, Sub) else None
        if stem and isinstance(part, Sub) and isinstance(part.sub, Name) and part.sub.name == letter:
            yield stem


def _note_normals(head: Node, bracket: Node, survey: Survey) -> None:
    """The mean and the covariance of `\\mathcal{N}(\\mathbf{x} \\mid \\mu_k, \\Sigma_k)`: a vector and a matrix, as what stands before the bar is bold."""
    if not (isinstance(head, Name) and head.name == "N" and head.style == "cal" and isinstance(bracket, Fence)):
        return
    body = bracket.body
    first = body.items[0] if isinstance(body, Tuple) else None
    parts: tuple[Node, ...] = ()
    if isinstance(body, Mid):
        parts = (body.left, *items_of(body.right))
    elif isinstance(body, Tuple) and isinstance(first, Mid):
        parts = (first.left, first.right, *body.items[1:])
    elif isinstance(body, Tuple) and body.separators[:1] == (";",):
        parts = body.items
    names = [key(part) or "" for part in parts]
    if len(names) == 3 and names[0].startswith(("bold:", "vec:")):
        survey.vectors.update(name for name in names[1:2] if name)
        survey.matrices.update(name for name in names[2:] if name)


_OF_NUMBERS = frozenset(("log", "ln", "exp", "sqrt"))
_MEMBERS = frozenset("ijklmnst")


def _note_numbers(part: Node, survey: Survey) -> None:
    """The stems of members that are used as numbers: the p of `log p_i`, `1 - p_i` and `1/p_i`, the z of `e^{z_i}`, the y of `y_i ∈ {0, 1}`, the y, b
    and x of `(y_i - b_0 - b_1 x_i)^2`, the y of `y_i - w^T x_i` and of `(… - y_i)^2`, the v of `v_i^2`, the p of `p_i = e^{x_i}/c`."""
    used: list[Node] = []
    if isinstance(part, Apply) and isinstance(part.head, Operator) and part.head.name in _OF_NUMBERS:
        used = [part.arg.body if isinstance(part.arg, Fence) else part.arg]
    elif isinstance(part, Add):
        terms = [term for _, term in part.terms]
        used = terms if any(map(_must_be_number, terms)) else []
    elif isinstance(part, Frac):
        used = [part.den]
        survey.below.update(_factors_below(part))
    elif isinstance(part, Juxt) and "/" in part.signs:
        survey.below.update(_factors_below(part))
    elif isinstance(part, Sup) and isinstance(part.base, Name) and part.base.name == "e":
        used = [part.sup]
    elif isinstance(part, Sup) and part.sup == Num("2") and isinstance(part.base, Fence):
        survey.numbers.update(_regressed(part.base.body))
        used = [term for _, term in part.base.body.terms] if isinstance(part.base.body, Add) else []
    elif isinstance(part, Sup) and part.sup == Num("2"):
        used = [part.base]
    elif isinstance(part, Chain) and all(link.op in ("=", ":=", "=:") for link in part.links):
        sides = (part.first, *(link.right for link in part.links))
        used = [*sides] if any(map(_must_be_number, sides)) and Num("0") not in sides else []
    elif isinstance(part, Chain) and all(_lists_numbers(link) for link in part.links):
        used = [part.first]
    for node in used:
        survey.numbers.update(stem for stem in _stems(node) if not is_capital(stem))
    survey.drawn.update(members_with_law(part))


def _note_softmax(part: Node, survey: Survey) -> None:
    """What softmax is taken of, and its value, are vectors of numbers: the z and the p of `p = softmax(z)`."""
    if isinstance(part, Chain):
        sides = (part.first, *(link.right for link in part.links if link.op in ("=", ":=")))
        names = [key(side) for side in sides] if any(map(_softmax_of, sides)) else []
    else:
        names = [_softmax_of(part)]
    vectors = {name for name in names if name and "_" not in name and not is_capital(name)}
    survey.vectors |= vectors
    survey.numbers |= vectors
    survey.wholes |= vectors


def _softmax_of(node: Node) -> str:
    """The name of what a softmax is taken of."""
    if not (isinstance(node, Apply) and isinstance(node.head, Operator) and node.head.name == "softmax"):
        return ""
    return key(node.arg.body if isinstance(node.arg, Fence) else node.arg) or ""


def _must_be_number(node: Node) -> bool:
    """Whether what is written can only be a number: `2`, `e^z`, `log z`, `‖v‖`, `a^T b` of small letters, products and quotients of such."""
    match node:
        case Num():
            return True
        case Brace(body=body) | Add(terms=((_, body),)):
            return _must_be_number(body)
        case Fence(open="‖"):
            return True
        case Fence(open="(" | "[" | "{", body=body):
            return _must_be_number(body)
        case Sup(base=Name(name="e"), sup=above):
            return not transposes(above)
        case Frac(num=above, den=below):
            return _must_be_number(above) and not isinstance(below, Num)
        case Apply(head=Operator(name=name)):
            return name in _OF_NUMBERS
        case Juxt(factors=(Sup(base=row, sup=above), column)):
            return transposes(above) and _is_small(row) and _is_small(column)
        case Juxt(factors=factors, signs=signs):
            return all(sign in ("", "·", "/") for sign in signs) and all(map(_must_be_number, factors))
    return False


def _is_small(node: Node) -> bool:
    """A name with a small letter, a member of a family too: `w`, `x_i`, `x^{(i)}`."""
    while isinstance(node, Sub) or (isinstance(node, Sup) and isinstance(node.sup, Fence)):
        node = node.base
    name = key(node)
    return name is not None and not is_capital(name)


def _factors_below(part: Frac | Juxt) -> Iterator[str]:
    """The names that something is divided by, by themselves or in a product of names: `nRT/V`, `1/(R C)`; not in `dL/dV`."""
    if isinstance(part, Frac):
        if derivative_fraction(part) is not None:
            return
        below: tuple[Node, ...] = (part.den,)
    else:
        below = tuple(factor for sign, factor in zip(part.signs, part.factors[1:], strict=False) if sign == "/")
    for node in below:
        inner = node.body if isinstance(node, Fence) and node.open in ("(", "[") else node  # not the A of `1/|A|`
        for factor in inner.factors if isinstance(inner, Juxt) else (inner,):
            name = key(factor.base if isinstance(factor, Sup) else factor)
            if name:
                yield name


def _regressed(node: Node) -> Iterator[str]:
    """The stems in `y_i - b_0 - b_1 x_i`: what has a numeral below it stands before a number, and is no row before a column."""
    terms = [term for _, term in node.terms] if isinstance(node, Add) else []
    pairs = [term.factors for term in terms if isinstance(term, Juxt) and len(term.factors) == 2]
    sloped = [
        (one, other)
        for one, other in pairs
        if isinstance(one, Sub) and isinstance(one.sub, Num) and isinstance(other, Sub) and isinstance(other.sub, Name)
    ]
    if sloped and all(isinstance(term, Sub) or getattr(term, "factors", None) in sloped for term in terms):
        members = [*(part for pair in sloped for part in pair), *terms]
        yield from (stem for part in members if isinstance(part, Sub) and (stem := key(part.base)))


def _modelled(body: Node, drawn: Container[str]) -> Iterator[str]:
    """The stems in `y_i = b_0 + b_1 x_i + ε_i` where the members of ε have a law that only numbers have: all in it are."""
    right = body.links[0].right if isinstance(body, Chain) and body.links[0].op in ("=", ":=") else None
    stems = list(_regressed(right)) if isinstance(right, Add) else []
    if isinstance(body, Chain) and any(stem in drawn for stem in stems):
        yield from (*stems, *_stems(body.first))


def _lists_numbers(link: Link) -> bool:
    """`∈ {0, 1}`."""
    of = link.right
    items = of.body.items if isinstance(of, Fence) and of.open == "{" and isinstance(of.body, Tuple) else ()
    return link.op == "∈" and bool(items) and all(is_number(item) for item in items)


def _stems(node: Node) -> Iterator[str]:
    """The stems of the members that a product or a negated one consists of."""
    while isinstance(node, Brace):
        node = node.body
    if isinstance(node, Add) and len(node.terms) == 1:
        yield from _stems(node.terms[0][1])
    elif isinstance(node, Sub) and isinstance(node.sub, Name) and node.sub.name in _MEMBERS and key(node.base):
        yield key(node.base) or ""
    elif isinstance(node, Sup) and isinstance(node.sup, Fence) and node.sup.open == "(":
        label = node.sup.body
        if isinstance(label, Name) and label.name in _MEMBERS and (stem := key(node.base)):
            yield stem


_LABEL = re.compile(r"[A-Za-z]+|\d+|\*")


def labels(name: str, stem: str) -> set[str]:
    """The letters and numbers that a name has under its stem: k and 1 of x_{k+1}."""
    return set(_LABEL.findall(name[len(stem) + 1 :]))


def is_iterate(found: Survey, name: str, stem: str) -> bool:
    """Whether a name with a subscript or a star is one of the points under its stem: x_{k+1} where a gradient is taken at x_k."""
    return name != stem and bool(labels(name, stem) & found.iterates.get(stem, set()) - {"1"})


def _note_indices(part: Node, survey: Survey) -> None:
    """Which subscripts a name has, and which letters sums run over."""
    if isinstance(part, Sub):
        stem, label = key(part.base), subscript(part.sub)
        if stem and label:
            survey.subscripts.setdefault(stem, set()).add(label)
    elif isinstance(part, BigOp) and part.variable:
        survey.integrated.update(name for variable in part.variable for name in whole_names(variable))
    elif isinstance(part, BigOp) and part.op in ("sum", "prod"):
        for item in items_of(part.lower) if part.lower is not None else ():
            first = item.first if isinstance(item, Chain) else item
            if isinstance(first, Name):
                survey.bound.add(first.name)
                survey.summed.update((stem, first.name) for stem in stems_under(part.body, first.name))


def _note_functions(part: Node, survey: Survey) -> None:
    """What something is differentiated by, and what stands in the brackets behind a name."""
    found = derivative_fraction(part)
    if found is not None:
        survey.variables.update(name for variable in found[1] if (name := key(variable)))
        survey.differentiated.update(_quantity(found[0], {key(variable) for variable in found[1]}))
    if not isinstance(part, Juxt):
        return
    survey.functions.update(_differentiated(part))
    survey.differentiated.update(_below_nabla(part))
    survey.entrywise.update(_slopes(part))
    survey.functions.update(_called(part))
    survey.vectors.update(_beside_rows(part))
    survey.dotted.update(_dotted(part))
    for first, second, sign in zip(part.factors, part.factors[1:], part.signs, strict=False):
        one, other = key(first), key(second)
        scale = key(first.base) if isinstance(first, Sup) and is_number(first.sup) else one
        scale = (
            key(first.num) if isinstance(first, Frac) and isinstance(first.den, Num) else scale
        )  # `\\frac{L}{2} ‖v‖²`
        if scale and sign == "" and is_capital(scale) and _is_norm(second):
            survey.scales.add(scale)
        if one and other and sign == "":
            survey.factors.add(one)
        if one and other and sign == "" and is_capital(one) and not is_capital(other):
            survey.applied.setdefault(one, set()).add(other)
    for name in _entry_by_entry(part) if "⊙" in part.signs else ():
        (survey.matrices if is_capital(name) else survey.vectors).add(name)
    for head, bracket, sign in zip(part.factors, part.factors[1:], part.signs, strict=False):
        _note_normals(head, bracket, survey)
        point = _value(bracket.body) if sign == "" and isinstance(bracket, Fence) and bracket.open == "(" else None
        if point and isinstance(head, Prime):
            survey.slopes.add((key(head.base) or "", point))
        elif point:
            survey.values.add((key(head) or "", point))
        name = key(head)
        if name and sign == "" and isinstance(bracket, Fence) and bracket.open == "(":
            items = items_of(bracket.body)
            names = tuple("" if isinstance(item, Num) else key(item) or "" for item in items)
            survey.called.setdefault(name, set()).add(names if all(names) else ())
            if name in ("O", "o"):  # Landau's
                survey.functions.add(name)


def _dotted(product: Juxt) -> Iterator[tuple[str, str]]:
    """The W_c, with the x, of `W_c \\cdot x` and `(W_c + v) \\cdot x`."""
    for first, second, sign in zip(product.factors, product.factors[1:], product.signs, strict=False):
        by = key(second)
        if sign != "·" or by is None or is_capital(by):
            continue
        inner = first.body if isinstance(first, Fence) and first.open == "(" else first
        for term in [term for _, term in inner.terms] if isinstance(inner, Add) else [inner]:
            name = key(term) if isinstance(term, Sub) else None
            if name is not None and is_capital(name):
                yield name, by


def _note_forms(part: Node, survey: Survey) -> None:
    """The A of `xᵀ A y`, `⟨x, A y⟩`, `‖A x - b‖`, `∇f(A x)` and `A v = λ v`: capital letters before a small one, where what they make is a vector by what stands around it."""
    points: list[Node] = []
    if isinstance(part, Juxt):
        for place, row in enumerate(part.factors[:-2]):
            if isinstance(row, Sup) and transposes(row.sup) and not all(map(is_capital, _summands(row.base))):
                survey.matrices.update(_applied(part.factors[place + 1 :], part.signs[place:]))
                survey.mapped.update(_mapped(part.factors[place + 1 :], part.signs[place:]))
            point = gradient_point(
                replace(part, factors=part.factors[place : place + 3], signs=part.signs[place : place + 2])
            )
            points += [] if point is None else [point]
        for place, row in enumerate(part.factors):
            if isinstance(row, Prime) and row.count == 1:
                _note_primed(row.base, part.factors[place + 1 :], part.signs[place:], survey)
    elif isinstance(part, Fence) and (part.open == "‖" or (part.open == "⟨" and isinstance(part.body, Tuple))):
        points += items_of(part.body)
    elif isinstance(part, Chain):
        points += _scaled(part)
    for point in points:
        for term in [term for _, term in point.terms] if isinstance(point, Add) else [point]:
            if isinstance(term, Juxt):
                survey.matrices.update(_applied(term.factors, ("", *term.signs)))


def _scaled(chain: Chain) -> Iterator[Node]:
    """The `A v` of `A v = λ v` and `λ v = A v`."""
    before = chain.first
    for link in chain.links:
        for side, other in ((before, link.right), (link.right, before)):
            pair = side.factors if isinstance(side, Juxt) and len(side.factors) == 2 else ()
            scaled = other.factors if isinstance(other, Juxt) and len(other.factors) == 2 else ()
            number = key(scaled[0]) if link.op == "=" and pair and scaled and pair[1] == scaled[1] else None
            if number and not is_capital(number):
                yield side
        before = link.right


def _note_primed(base: Node, after: Sequence[Node], signs: Sequence[str], survey: Survey) -> None:
    """`(y - X b)'(y - X b)`, `x' A x`, `X'X`: a prime turns what stands behind it once more, at once or behind capital letters."""
    between = list(takewhile(lambda factor: factor != base and is_capital(key(factor) or "a"), after))
    again = len(between) < len(after) and after[len(between)] == base and not any(signs[: len(between) + 1])
    if again and (between or isinstance(base, Fence) or is_capital(key(base) or "a")):
        survey.matrices.update(key(factor) or "" for factor in between)
        for name in _names(base):
            (survey.matrices if is_capital(name) else survey.vectors).add(name)
    elif again and (letter := key(base)):
        survey.primed.add(letter)


def _summands(node: Node) -> list[str]:
    """The names in a sum of names, or the one that there is; "A" for whatever else."""
    inner = node.body if isinstance(node, Fence) and node.open == "(" else node
    return [key(term) or "A" for _, term in inner.terms] if isinstance(inner, Add) else [key(inner) or "A"]


def _applied(factors: Sequence[Node], signs: Sequence[str]) -> Iterator[str]:
    """The A and the B of `A B x` and `(A + B) x`, up to the first small letter."""
    found: list[str] = []
    for factor, sign in zip(factors, signs, strict=False):
        names = _summands(factor.base if isinstance(factor, Sup) and is_number(factor.sup) else factor)
        if sign or (found and isinstance(factor, Fence) and len(names) == 1):
            return  # the T of `ηᵀ T(x)` is a function
        if not is_capital(names[0]):
            yield from found
            return
        known = whole_names(factor)
        found += [name for name in names if name in known] if all(map(is_capital, names)) else []


def _mapped(factors: Sequence[Node], signs: Sequence[str]) -> Iterator[str]:
    """The φ of `wᵀ φ(x)`: nobody puts a name alone into brackets but as an argument."""
    name = key(factors[0])
    bracket = factors[1] if len(factors) == 2 and not any(signs[:2]) else None
    if name and isinstance(bracket, Fence) and bracket.open == "(" and key(bracket.body):
        yield name


def _mapped_beside(base: Node) -> Iterator[str]:
    """The h of `(z - h(x))ᵀ`: what is added to a vector that is turned is one too."""
    inner = base.body if isinstance(base, Fence) and base.open in ("(", "[") else None
    terms = [term for _, term in inner.terms] if isinstance(inner, Add) else []
    if any((name := key(term)) and not is_capital(name) for term in terms):
        for term in terms:
            if isinstance(term, Juxt):
                yield from _mapped(term.factors, ("", *term.signs))


def _value(node: Node) -> str | None:
    """A name, or a name before a name in brackets: "t", "x(t)"."""
    if isinstance(node, Juxt) and len(node.factors) == 2 and not node.signs[0]:
        head, bracket = node.factors
        at = key(bracket.body) if isinstance(bracket, Fence) else None
        return f"{key(head)}({at})" if key(head) and at else None
    return key(node)


def _quantity(body: Node | None, variables: set[str | None]) -> Iterator[str]:
    """The E of `∂E/∂w` and `∂E(w)/∂w`: what is differentiated by its own argument, or by nothing in brackets, is a quantity."""
    if isinstance(body, Juxt) and len(body.factors) == 2 and isinstance(body.factors[1], Fence):
        body = body.factors[0] if key(body.factors[1].body) in variables else None
    name = key(body) if body is not None else None
    if name:
        yield name


_UNKNOWNS = frozenset(("w", "x", "y", "z", "u", "v", "b", "beta", "theta", "mu"))  # letters of vectors


def _beside_rows(node: Juxt) -> Iterator[str]:
    """The x of `w^T x_i`: a row multiplies a vector, so the members of x are vectors; and the w of `x_i^T w`."""
    for row, member, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
        while isinstance(member, Sup) and isinstance(member.sup, Fence):
            member = member.base  # x^{(i)}
        turned = isinstance(row, Sup) and transposes(row.sup) and not is_capital(key(row.base) or "A")
        if turned and sign == "" and isinstance(member, Name) and member.name in _UNKNOWNS and not member.style:
            yield member.name
        if turned and sign == "" and isinstance(member, Sub) and isinstance(member.sub, Name):
            stem = key(member.base)
            if stem and not is_capital(stem) and member.sub.name in "ijklmnt":
                yield stem


def _slopes(node: Juxt) -> Iterator[str]:
    """The σ of `v ⊙ σ'(z)`; the f_2 of `(v) ∘ f_2'(z)`, which is no composition."""
    for place, (slope, bracket) in enumerate(zip(node.factors, node.factors[1:], strict=False)):
        if isinstance(slope, Prime) and isinstance(slope.base, Name | Sub) and isinstance(bracket, Fence):
            beside = (*node.signs[max(0, place - 1) : place], *node.signs[place + 1 : place + 2])
            if "⊙" in node.signs or "∘" in beside:
                yield key(slope.base) or ""


def _entry_by_entry(node: Juxt) -> Iterator[str]:
    """The h and the z of `∂L/∂h ⊙ σ'(z)` and `∇_h L ⊙ σ'(z)`, the A and the B of `A ⊙ B`: what is multiplied entry by entry has entries."""
    for number, factor in enumerate(node.factors):
        if "⊙" not in node.signs[max(0, number - 1) : number + 1]:
            continue
        found = derivative_fraction(factor)
        inner = factor.body if isinstance(factor, Fence) else factor
        nabla = node.factors[number - 1] if number and node.signs[number - 1] == "" else None
        if nabla is not None and _is_nabla(nabla):
            variable = key(nabla.sub) if isinstance(nabla, Sub) else None
            yield from (variable,) if variable else ()
        elif found is not None:
            yield from (name for variable in found[1] if (name := key(variable)))
        elif isinstance(inner, Name | Sub) and (name := key(inner)):
            behind = node.factors[number + 1] if number + 1 < len(node.factors) else None
            if not (isinstance(behind, Fence) and node.signs[number] == ""):
                yield name
        elif isinstance(inner, Fence) and (name := key(inner.body)):
            yield name
        if isinstance(factor, Prime | Name) and number + 1 < len(node.factors) and node.signs[number] == "":
            behind = node.factors[number + 1]
            if isinstance(behind, Fence) and (name := key(behind.body)):
                yield name  # σ'(z)


_OF_NETWORKS = re.compile(r"\bneural\b|\bnetworks?\b|\blayers?\b|\bneurons?\b|\bback-?prop", re.I)


def _weights(bodies: Iterable[Node]) -> Iterator[str]:
    """The W of `W x`, `W^{(l)} a^{(l-1)}` and `X W_1` in a text about networks: by custom a matrix of weights."""
    for part in inside(tuple(bodies)):
        pairs = zip(part.factors, part.factors[1:], part.signs, strict=False) if isinstance(part, Juxt) else ()
        for one, other, sign in pairs:
            names = (key(one), key(other)) if sign in ("", "·") else (None, None)
            if names[0] and names[1]:
                yield from (name for name in names if name and re.split("[_^]", name.split(":")[-1])[0] == "W")


def _maps_of_gradients(bodies: Iterable[Node]) -> Iterator[tuple[str, frozenset[str]]]:
    """The W of `z = W x + b` in a text with gradients ∇_z or ∇_x, and the z and x: by what gradients are taken is a vector."""
    bodies = tuple(bodies)
    below = (part.sub for part in inside(bodies) if isinstance(part, Sub) and key(part.base) == "nabla")
    by = {name for node in below if (name := key(node)) and not is_capital(name)}
    for chain in inside(bodies) if by else ():
        if not (isinstance(chain, Chain) and chain.links[0].op in ("=", ":=") and (head := key(chain.first))):
            continue
        right = chain.links[0].right
        for term in (part for _, part in right.terms) if isinstance(right, Add) else (right,):
            if not isinstance(term, Juxt) or len(term.factors) != 2:
                continue
            matrix, vector = map(key, term.factors)
            if matrix and vector and is_capital(matrix) and not is_capital(vector) and by & {head, vector}:
                yield matrix, frozenset((head, vector))


def _below_nabla(node: Juxt) -> Iterator[str]:
    """The E of `∇E` and `∇E(w)`."""
    for sign, name in zip(node.factors, node.factors[1:], strict=False):
        while isinstance(sign, Sup | Sub):
            sign = sign.base
        found = key(name)
        if isinstance(sign, Name) and sign.name == "nabla" and found:
            yield found


def _size_names(node: Node | None, survey: Survey) -> None:
    for part in inside(node) if node is not None else ():
        if isinstance(part, Name) and not part.style:
            survey.sizes.add(part.name)
        elif _is_numbered(part):
            survey.sizes.add(key(part) or "")


def _is_numbered(node: Node | None) -> bool:
    """Whether a node is a letter with a numeral under it: the n_1 up to which a sample is counted."""
    while isinstance(node, Brace):
        node = node.body
    return isinstance(node, Sub) and isinstance(node.sub, Num) and isinstance(node.base, Name) and not node.base.style


_COUNTS = frozenset("nNmMTK")  # by custom: `Σ_{j=1}^{i-1}` ends at an index


def _is_beside(node: Node | None) -> bool:
    """Whether a node is one less or more than a letter that custom counts with: the n - 1 up to which a sum runs."""
    while isinstance(node, Brace):
        node = node.body
    parts = node.terms if isinstance(node, Add) else ()
    if len(parts) != 2:
        return False
    (sign, letter), (_, number) = parts
    return sign == "+" and isinstance(letter, Name) and letter.name in _COUNTS and isinstance(number, Num)


def _note_declared(part: Node, survey: Survey) -> None:
    """The names that lie in some ℝ^{m×n}, and the sizes of ℝ^n."""
    if isinstance(part, Link) and part.op == "∈" and isinstance(part.right, Sup):
        base = part.right.base
        if isinstance(base, Name) and base.name == "R":
            _size_names(part.right.sup, survey)
    if isinstance(part, Chain) and part.links[0].op == "∈" and isinstance(part.links[0].right, Sup):
        size = part.links[0].right.sup
        if isinstance(size, Juxt) and "×" in size.signs:
            items = items_of(part.first)
            survey.declared.update(name for item in items if (name := key(item)))
    if isinstance(part, Chain):
        survey.matrices.update(_ordered(part))
        survey.operations.update(_operation(part))


def _operation(chain: Chain) -> Iterator[str]:
    """The sign between two small letters that an equation gives a meaning by what else is made of them."""
    first, link = chain.first, chain.links[0]
    if not (isinstance(first, Juxt) and len(first.factors) == 2 and link.op in ("=", ":=")):
        return
    names, sign = [key(factor) or "" for factor in first.factors], first.signs[0]
    if sign in _OPERATIONS and len(set(names)) == 2 and all(len(name) == 1 and name.islower() for name in names):
        again = any(isinstance(part, Juxt) and sign in part.signs for part in inside(link.right))
        if not again and whole_names(link.right) >= set(names):
            yield sign


_OPERATIONS = frozenset("∘⋆∗⊕•⊙*⊗")


def _bounded(bodies: Iterable[Node]) -> Iterator[str]:
    """Names that stand alone beside a numeral and an order sign of numbers: the L of `L > 0`."""
    for chain in bodies:
        for before, link in pairwise(chain) if isinstance(chain, Chain) else ():
            if link.op in ("<", ">", "≤", "≥"):
                for one, other in ((before, link.right), (link.right, before)):
                    if isinstance(other, Num) and (name := key(one)):
                        yield name


def pairwise(chain: Chain) -> Iterator[tuple[Node, Link]]:
    """The links of a chain, each with the side before it."""
    return zip((chain.first, *(link.right for link in chain.links)), chain.links, strict=False)


def _ordered(chain: Chain) -> Iterator[str]:
    """Capital letters that stand alone, or in a list, beside ≻ or ⪰: matrices that are said to be definite."""
    before = chain.first
    for link in chain.links:
        if link.op in LOEWNER:
            for side in (before, link.right):
                items = items_of(side)
                yield from (name for item in items if (name := key(item)) and is_capital(name))
        before = link.right


def _note_normaliser(part: Node, survey: Survey) -> None:
    r"""What stands below the line of a normal density, `\sqrt{(2 \pi)^n |\Sigma|}` or `(2 \pi)^{n/2} |\Sigma|^{1/2}`: n is the size of Σ."""
    root = isinstance(part, Sqrt) and part.index is None
    if not root and not isinstance(part, Juxt):
        return
    inner = tuple(inside(part.body)) if isinstance(part, Sqrt) else tuple(directly_inside(part))
    raised = [node for node in inner if isinstance(node, Sup)]
    powers = [node.sup for node in raised if _is_two_pi(node.base)]
    spreads = [node for node in inner if isinstance(node, Fence) and node.open == node.close == "|"]
    roots = [node.sup for node in raised if isinstance(node.base, Fence) and node.base.open == "|"]
    if not root:
        spreads = [node.base for node in raised if isinstance(node.base, Fence) and node.base.open == "|"]
        powers, roots = ([half for node in found if (half := _halved(node))] for found in (powers, roots))
        if len(roots) != 1 or not (isinstance(roots[0], Num) and roots[0].text == "1"):
            return
    elif roots:
        return
    if len(powers) != 1 or len(spreads) != 1:
        return
    size, spread = _unbraced(powers[0]), key(_unbraced(spreads[0].body))
    if isinstance(size, Name) and not size.style and spread is not None:
        survey.sizes.add(size.name)
        survey.normalised.setdefault(spread, size.name)


def _halved(node: Node) -> Node | None:
    """The n of n/2."""
    node = _unbraced(node)
    parts: tuple[Node, ...] = (node.num, node.den) if isinstance(node, Frac) else ()
    parts = node.factors if isinstance(node, Juxt) and node.signs == ("/",) else parts
    two = _unbraced(parts[1]) if len(parts) == 2 else None
    return _unbraced(parts[0]) if isinstance(two, Num) and two.text == "2" else None


def _is_two_pi(node: Node) -> bool:
    """Whether a node is (2 π)."""
    body = node.body if isinstance(node, Fence) else None
    factors = body.factors if isinstance(body, Juxt) else ()
    two, pi = factors if len(factors) == 2 else (None, None)
    return isinstance(two, Num) and two.text == "2" and isinstance(pi, Name) and pi.name == "pi"


def _unbraced(node: Node) -> Node:
    while isinstance(node, Brace):
        node = node.body
    return node


def _visit(node: Node, survey: Survey) -> None:
    differentiated: set[int] = set()  # the f_k of `∇f_kᵀ` is no vector: its gradient is
    for part in inside(node):
        if isinstance(part, Juxt):
            pairs = zip(part.factors, part.factors[1:], strict=False)
            differentiated |= {id(after) for sign, after in pairs if isinstance(sign, Name) and sign.name == "nabla"}
            differentiated |= {
                id(last) for sign, last in zip(part.factors, part.factors[2:], strict=False) if _is_nabla(sign)
            }
        _note_indices(part, survey)
        _note_declared(part, survey)
        _note_normaliser(part, survey)
        if (
            isinstance(part, BigOp)
            and part.op in ("sum", "prod")
            and isinstance(part.lower, Chain)
            and (isinstance(part.upper, Name) or _is_numbered(part.upper) or _is_beside(part.upper))
        ):
            _size_names(part.upper, survey)
        if isinstance(part, Juxt) and any(
            key(f) == "Delta" and not sign for f, sign in zip(part.factors, part.signs, strict=False)
        ):
            survey.steps = True
        _note_functions(part, survey)
        _note_iterates(part, survey)
        _note_members(part, survey)
        _note_forms(part, survey)
        _note_softmax(part, survey)
        if isinstance(part, Sup) and adjoins(part.sup):
            survey.adjoints = True
        if isinstance(part, Sup) and transposes(part.sup) and id(part) not in differentiated and not _argued(part.base):
            _note_turned(part, survey)
            if isinstance(part.base, Name) and part.base.name == "pi" and not part.base.style:
                survey.heads.add("pi")  # nobody transposes the number: a distribution, `π^T P = π^T`
        elif isinstance(part, Sup) and marks_pseudo_inverse(part.sup):
            survey.matrices.update(name for name in _names(part.base) if is_capital(name))
        elif isinstance(part, Sup) and _is_inverse(part.sup):
            if isinstance(part.base, Fence):
                continue
            inverted = key(part.base)
            if inverted and is_capital(inverted):
                survey.inverted.add(inverted)
        elif isinstance(part, Apply) and isinstance(part.head, Operator) and part.head.name in MATRIX_OPERATORS:
            survey.matrices.update(name for name in _names(part.arg) if is_capital(name))
        elif isinstance(part, Sub) and isinstance(part.base, Fence) and part.base.open == "‖":
            survey.matrices.update(name for name in _names(part.base.body) if is_capital(name))
        elif isinstance(part, Fence) and part.open == "‖":
            for name in _names(part.body):
                if not is_capital(name) and key(part.body) == name:
                    survey.vectors.add(name)
        elif isinstance(part, Name) and part.style in ("bold", "vec"):
            capital = part.name[:1].isupper() and part.style == "bold"
            (survey.matrices if capital else survey.vectors).add(key(part) or "")


def _note_turned(part: Sup, survey: Survey) -> None:
    """The names in what is transposed, or raised to the power of T."""
    if not (is_horizon(part.sup) and adds_numeral(part.base)):
        survey.mapped.update(_mapped_beside(part.base))
    for name in _names(part.base):
        if is_horizon(part.sup) and adds_numeral(part.base):
            survey.raised.add(name)
        elif is_horizon(part.sup) and not is_capital(name):
            survey.turned.add(name)
        else:
            (survey.matrices if is_capital(name) else survey.vectors).add(name)


def adds_numeral(base: Node) -> bool:
    """`(1 - q/L)`: a bracket with a numeral among its summands; or with a ratio of what is made of the same letters, `((L - μ)/(L + μ))`."""
    body = base.body if isinstance(base, Fence) and base.open in ("(", "[") else None
    if isinstance(body, Frac):
        above, below = (_letters_outside_bars(side) for side in (body.num, body.den))
        return bool(above) and above <= below
    return isinstance(body, Add) and any(isinstance(term, Num) and term.text != "0" for _, term in body.terms)


def _letters_outside_bars(node: Node) -> set[str]:
    """The names in an expression, those of which a norm is taken left out."""
    barred = {
        id(part)
        for fence in inside(node)
        if isinstance(fence, Fence) and fence.open in ("‖", "|")
        for part in inside(fence)
    }
    return {key(part) or "" for part in inside(node) if isinstance(part, Name) and id(part) not in barred}


def _numbers_by_horizon(part: Node) -> bool:
    r"""Whether T is a number of steps in `T \geq 1`, `x_T`, `(1 + q)^{-T}` and `q^{T - 1}`."""
    if isinstance(part, Sub):
        return is_horizon(part.sub)
    if isinstance(part, Sup):
        exponent = part.sup
        if not isinstance(exponent, Add) or not any(is_horizon(term) for _, term in exponent.terms):
            return False
        return len(exponent.terms) > 1 or adds_numeral(part.base)  # `A^{-T}` is the inverse, transposed
    if not isinstance(part, Chain):
        return False
    link = part.links[0]
    return is_horizon(part.first) and link.op in ("≥", ">") and isinstance(link.right, Num)


def is_horizon(sup: Node) -> bool:
    """`T` in italics above a name: a transpose, or the number of steps."""
    return isinstance(sup, Name) and sup.name == "T" and not sup.style


def _counts_factors(sup: Node) -> bool:
    """Whether a superscript is how often something is multiplied by itself: 2, t, `T - 1`."""
    while isinstance(sup, Brace):
        sup = sup.body
    if isinstance(sup, Add):
        return all(isinstance(term, Name | Num) for _, term in sup.terms) and len(sup.terms) > 1
    return isinstance(sup, Num) or (isinstance(sup, Name) and sup.name in "ijkmnt" and not sup.style)


def _is_nabla(sign: Node) -> bool:
    """∇ with what it may be taken by: the `(x + t v)` of `∇f(x + t v)ᵀ` is what f is taken at."""
    while isinstance(sign, Sub | Sup):
        sign = sign.base
    return isinstance(sign, Name) and sign.name == "nabla"


def _argued(base: Node) -> bool:
    """The `(θ)` of `R(θ)ᵀ`: nobody puts a name alone into brackets but as an argument, or where something stands above it, `(W^{(2)})^T`."""
    return (
        isinstance(base, Fence) and base.open == "(" and key(base.body) is not None and not isinstance(base.body, Sup)
    )


def marks_pseudo_inverse(sup: Node) -> bool:
    """Whether a superscript is written the way that of a pseudo-inverse is."""
    return (isinstance(sup, Symbolic) and sup.sign == "+") or (isinstance(sup, Name) and sup.name in ("dagger", "dag"))


def _is_inverse(sup: Node) -> bool:
    """Whether a power is -1, -2 or -T; numbers have powers such as -γ."""
    if not (isinstance(sup, Add) and len(sup.terms) == 1 and sup.terms[0][0] == "-"):
        return False
    term = sup.terms[0][1]
    return isinstance(term, Num) or (isinstance(term, Name) and transposes(term))


def survey(displays: Iterable[Display], text: str = "") -> Survey:
    """Look over the formulas of a document and the words that name its products."""
    found = Survey()
    displays = tuple(displays)
    bodies = tuple(clause.body for display in displays for clause in display.clauses)
    found.differentials = _has_differentials(bodies)
    found.entrywise.update(_between_layers(bodies))
    found.products = named_products(text)
    found.commutators = named_commutators(text)
    found.by_rows = by_rows(text, (clause for display in displays for clause in display.clauses))
    for display in displays:
        for clause in display.clauses:
            _visit(clause.body, found)
            _heads(clause, found)
    # in a text about blocks `M/A` is a Schur complement
    found.matrices |= found.inverted if _IN_BLOCKS.search(text) else found.inverted - found.below
    for name in found.raised if not found.counts_steps else ():
        (found.matrices if is_capital(name) else found.turned).add(name)
    found.vectors.update(name for name in found.turned if not found.is_power(name))
    found.vectors.update(found.primed & found.arguments() - {n[:-1] for n in found.arguments() if n.endswith("'")})
    found.functions.update(name for name, _ in found.values & found.slopes if name)  # `x(t)` and `x'(t)`
    found.functions |= {name for name in found.before_sums if not is_capital(name) and not _is_multiplier(found, name)}
    found.functions |= generating(found.called, text)
    if _OF_STATES.search(text):
        for matrix, stem, states in _dynamics(bodies, found):
            found.matrices.add(matrix)
            found.vectors |= states
            found.moved.add(stem)
    if _OF_NETWORKS.search(text):
        found.matrices.update(_weights(bodies))
    for matrix, vectors in _maps_of_gradients(bodies):
        found.matrices.add(matrix)
        found.vectors |= vectors
    found.matrices.update(_numbered_like(found))
    found.matrices.update(_called_matrices(text))
    if _IN_BLOCKS.search(text):
        found.matrices.update(_blocks(bodies))
        found.vectors.update(_parts_beside_blocks(bodies))
    for _ in range(2):
        for display in displays:
            for node in inside(tuple(clause.body for clause in display.clauses)):
                if isinstance(node, Chain) and key(node.first) in found.matrices:
                    found.matrices.update(_factors_of(node))
                if isinstance(node, Juxt) and not any(sign == "/" for sign in node.signs):
                    below = [
                        factor
                        for before, factor in zip(node.factors, node.factors[1:], strict=False)
                        if _is_nabla(before)
                    ]
                    factors = [factor for factor in node.factors if factor not in below]  # ∇L is a factor, L is none
                    names = [name for factor in factors for name in _direct(factor)]
                    if any(name in found.matrices for name in names):
                        found.matrices.update(n for n in names if is_capital(n) and ":" not in n)
    found.columns = any(key(first) in found.vectors for display in displays for first in _lists(display))
    random = set(_with_covariance(bodies))
    found.matrices -= _NOT_NAMES | random | (found.scales & set(_bounded(bodies)))
    found.vectors |= random
    found.numbers |= found.drawn
    found.numbers.update(stem for body in bodies for stem in _modelled(body, found.drawn))
    found.vectors = {
        name for name in found.vectors if name.partition("_")[0] == name or name.partition("_")[0] not in found.drawn
    }
    found.declared.update(_said_matrices(text))
    found.wholes.update(_entries_of_arguments(bodies, found))
    found.vectors |= found.wholes
    found.numbers |= found.wholes
    found.rows = set(_rows(bodies))
    found.declared.update(name for node in inside(bodies) if (name := _product_of_matrices(node, found)))
    for node in inside(bodies):
        if isinstance(node, Juxt):
            found.behind.update(_behind_matrices(node, found))
    return found


_OF_STATES = re.compile(
    r"\bmatri(?:x|ces)\b|\bvectors?\b|\bstates?\b|\blinear\s+(?:dynamical\s+)?(?:systems?|models?)\b|\bKalman\b|\bcovariances?\b",
    re.I,
)


def _dynamics(bodies: Iterable[Node], found: Survey) -> Iterator[tuple[str, str, frozenset[str]]]:
    """The capital letters that take a state from one step to the next, `x_{t+1} = A x_t + …`, with the stem of its name and the names of both steps."""
    for chain in inside(tuple(bodies)):
        if not (isinstance(chain, Chain) and isinstance(chain.first, Sub) and chain.links[0].op in ("=", ":=")):
            continue
        stem, whole = key(chain.first.base), key(chain.first)
        if not stem or not whole or is_capital(stem):
            continue
        for part in inside(chain.links[0].right):
            for matrix, state in zip(part.factors, part.factors[1:], strict=False) if isinstance(part, Juxt) else ():
                name, other = key(matrix), key(state)
                same = isinstance(state, Sub) and key(state.base) == stem and other not in (None, whole)
                if same and other and name and is_capital(name) and name not in found.sizes | found.scales:
                    yield name, stem, frozenset((whole, other))


_IN_BLOCKS = re.compile(
    r"\bblock(?:[\s-]+(?:[a-z]+[\s-]+)?(?:matri(?:x|ces)|diagonal|triangular|form|structure|elimination|inver\w+|multiplication|rows?|columns?)|[\s-]?wise)\b"
    r"|\b(?:in(?:to)?|by|square|diagonal|off-?diagonal)\s+blocks\b|\bpartition(?:ed|ing)\b|\bSchur\b",
    re.I,
)


def _blocks(bodies: Iterable[Node]) -> Iterator[str]:
    """The capital letters that are cells of matrices with several rows and columns, in a text that speaks of blocks."""
    for part in inside(tuple(bodies)):
        if isinstance(part, Matrix) and len(part.rows) > 1 and len(part.rows[0]) > 1:
            yield from (name for row in part.rows for cell in row if (name := key(cell)) and is_capital(name))


def _parts_beside_blocks(bodies: Sequence[Node]) -> Iterator[str]:
    """The parts of `m = (m_1; m_2)` beside `S = (S_11 S_12; S_21 S_22)`: of what is divided as a matrix is, of which all blocks bear its name."""
    named = [
        (len(matrix.rows), len(matrix.rows[0]), [key(cell) or "" for row in matrix.rows for cell in row])
        for chain in inside(tuple(bodies))
        if isinstance(chain, Chain) and chain.links[0].op in ("=", ":=") and (stem := key(chain.first))
        for matrix in (_bare_matrix(chain.links[0].right),)
        if matrix is not None and all((key(cell) or "").startswith(f"{stem}_") for row in matrix.rows for cell in row)
    ]
    divided = {rows for rows, columns, _ in named if rows == columns > 1}
    yield from (name for rows, columns, names in named if columns == 1 and rows in divided for name in names)


def _bare_matrix(node: Node) -> Matrix | None:
    """A matrix that is written out, within its brackets."""
    body = node.body if isinstance(node, Fence) else node
    return body if isinstance(body, Matrix) else None


_CALLED_MATRICES = re.compile(
    r"((?:\$\s*[A-Z]\s*\$(?:\s*,\s*|\s*,?\s+and\s+|\s+))+)(?:(?:is|are|be|being|both|all|also|assumed|to)\s+)*"
    r"(?:orthogonal|symmetric|diagonal|invertible|non-?singular|positive[- ](?:semi-?)?definite|idempotent|(?:upper|lower)[- ]triangular)\b"
    r"(?!\s*(?:to|about|around|random|functions?|operators?|relations?|vectors?|sub-?spaces?|distribut\w*|variables?|game|maps?|in)\b)"
)


_MATRIX = re.compile(
    r"\bmatri(?:x|ces)\s+((?:\$\s*[A-Z]\s*\$(?:\s*,\s*|\s*,?\s+and\s+|\s*))+)"
    r"|((?:\$\s*[A-Z]\s*\$(?:\s*,\s*|\s*,?\s+and\s+|\s+))+)(?:is|are|be|denotes?)\s+(?:(?!of\b|for\b)[\w-]+\s+|\$[^$]{1,20}\$\s+){0,5}matri(?:x|ces)\b"
)


def _said_matrices(text: str) -> Iterator[str]:
    """The capital letters that words call matrices: "let $A$ be a symmetric matrix", "the matrix $A$"."""
    for match in _MATRIX.finditer(text):
        yield from re.findall(r"[A-Z]", match[1] or match[2])


def _called_matrices(text: str) -> Iterator[str]:
    """The capital letters of which words say what is said of matrices only: "with $Q$ and $R$ orthogonal"."""
    for match in _CALLED_MATRICES.finditer(text):
        yield from re.findall(r"[A-Z]", match[1])


def _factors_of(chain: Chain) -> Iterator[str]:
    """The Q and the R of `A = Q R`, where nothing but capital letters is multiplied."""
    link = chain.links[0]
    if link.op in ("=", ":=") and isinstance(link.right, Juxt) and not any(link.right.signs):
        names = [name for factor in link.right.factors for name in _direct(factor)]
        if len(names) == len(link.right.factors) and all(is_capital(name) and ":" not in name for name in names):
            yield from names


def _rows(bodies: tuple[Node, ...]) -> Iterator[str]:
    """The small letters that stand first in a product, right before a capital, and nowhere behind a factor, transposed, before brackets or with a subscript:
    the π of `π P = π`."""
    first: set[str] = set()
    otherwise: set[str] = set()
    for node in inside(bodies):
        if isinstance(node, Juxt):
            factors = [factor for factor in node.factors if not isinstance(factor, Num)]
            heads = [factor.base if isinstance(factor, Sup) else factor for factor in factors]
            names = [key(head) or "" for head in heads]
            if len(names) > 1 and (names[1] == "bold:1" or is_capital(names[1] or "a")) and "/" not in node.signs:
                first.add(names[0])
            elif len(names) > 1 and not isinstance(heads[1], Fence):  # `π (I + P)` says nothing of it
                otherwise.add(names[0])
            otherwise.update(names[1:])
        elif isinstance(node, Sup) and transposes(node.sup):
            otherwise.update(whole_names(node.base))
        elif isinstance(node, Sub):
            otherwise.add(key(node.base) or "")
    yield from (name for name in first - otherwise if name and not is_capital(name))


def _product_of_matrices(node: Node, found: Survey) -> str:
    """The H of `H = X (X^T X)^{-1} X^T`."""
    if not isinstance(node, Chain) or node.links[0].op not in ("=", ":=") or not isinstance(node.links[0].right, Juxt):
        return ""
    name, used = key(node.first) or "", set(_names(node.links[0].right))
    return name if name and is_capital(name) and used and used <= found.matrices else ""


def _numbered_like(found: Survey) -> Iterator[str]:
    """The names that differ from a matrix in their number alone: W_1 where W_2 is transposed."""
    for name in sorted(found.matrices):
        stem, _, label = name.partition("_")
        if label.isdigit() and is_capital(stem):
            yield from (f"{stem}_{other}" for other in sorted(found.subscripts.get(stem, ())) if other.isdigit())


def _behind_matrices(node: Juxt, found: Survey) -> Iterator[str]:
    """Undeclared small letters that stand right behind a matrix, those of members too: scalars are written first."""
    for before, part, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
        here = part.base if isinstance(part, Sub) else part
        name = key(here)
        plain = isinstance(here, Name | Accent) and name and not is_capital(name) and name not in found.vectors
        if plain and name and sign == "" and not set(found.sizes) & {name}:
            inner = before.base if isinstance(before, Sup) else before
            matrices = [n for n in _direct(inner) if n in found.matrices | found.declared] or (
                isinstance(inner, Fence) and any(n in found.matrices | found.declared for n in _names(inner))
            )
            if matrices:
                yield name


def _is_norm(node: Node) -> bool:
    """`‖v‖`, `‖v‖²`, `‖v‖_2²`."""
    inner = node
    while isinstance(inner, Sup | Sub):
        inner = inner.base
    return isinstance(inner, Fence) and inner.open == "‖"


def _with_covariance(bodies: tuple[Node, ...]) -> Iterator[str]:
    """The X of `Cov(X) = Σ`, `Var(X) = σ² I`: what has a matrix for its covariance is a vector."""
    for chain in inside(bodies):
        if not isinstance(chain, Chain) or chain.links[0].op not in ("=", ":="):
            continue
        first, right = chain.first, chain.links[0].right
        whole = first if isinstance(first, Apply) else None
        pair = first.factors if isinstance(first, Juxt) and len(first.factors) == 2 else ()
        head, fence = (whole.head, whole.arg) if whole is not None else pair if pair else (None, None)
        name = head.name if isinstance(head, Name | Operator) else ""
        if name not in ("Cov", "cov", "Var", "var", "V") or not isinstance(fence, Fence):
            continue
        of = key(fence.body)
        letters = whole_names(right) - set(_numbers_within(right))
        matrix = any(is_capital(one) or one.rpartition(":")[2] == "Sigma" for one in letters)
        if of is not None and matrix and of not in whole_names(right):
            yield of


def _numbers_within(value: Node) -> Iterator[str]:
    """The names in a value that are no matrices: what it is divided by, what a numeral is added to, and functions before round brackets."""
    for node in inside(value):
        if isinstance(node, Frac):
            yield from whole_names(node.den)
        elif isinstance(node, Add) and any(isinstance(term, Num) for _, term in node.terms):
            yield from (name for _, term in node.terms if (name := key(term)) is not None)
        elif isinstance(node, Juxt):
            for one, other, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
                if sign == "/":
                    yield from whole_names(other)
                elif not sign and isinstance(other, Fence) and other.open == "(" and (name := key(one)) is not None:
                    yield name


_ACTIVATIONS = frozenset(["sigma", "phi", "varphi", "psi", "rho", "f", "g", "h"])


def _between_layers(bodies: tuple[Node, ...]) -> Iterator[str]:
    """The σ of `W_2 σ(W_1 x + b)`, which stands nowhere but before brackets and has no formula: between two matrices custom has an activation, entry by
    entry."""
    letters: set[str] = set()
    called: set[int] = set()
    for node in inside(bodies):
        if not isinstance(node, Juxt):
            continue
        fences = [factor.base if isinstance(factor, Sup) else factor for factor in node.factors]
        for place, (head, bracket) in enumerate(zip(node.factors, fences[1:], strict=False)):
            if not isinstance(bracket, Fence) or bracket.open != "(" or node.signs[place]:
                continue
            called.add(id(head.base if isinstance(head, Prime) else head))
            layered = place > 0 and not node.signs[place - 1] and is_capital(key(node.factors[place - 1]) or "a")
            if layered and isinstance(head, Name) and any(map(_is_layer, inside(bracket.body))):
                letters.add(key(head) or "")
    others = {part.name for part in inside(bodies) if isinstance(part, Name) and id(part) not in called}
    given = {key(call) for body in bodies if isinstance(body, Chain) for call, _ in calls(body.first)}
    yield from letters & _ACTIVATIONS - others - given


def _is_layer(node: Node) -> bool:
    """`W_1 x`: a matrix and a vector behind it."""
    names = [key(factor) for factor in node.factors] if isinstance(node, Juxt) and not any(node.signs) else []
    return len(names) == 2 and is_capital(names[0] or "a") and bool(names[1]) and not is_capital(names[1] or "A")


def _has_differentials(bodies: tuple[Node, ...]) -> bool:
    """Whether d stands before brackets and nowhere but before what it is the differential of."""
    applied, others = False, 0
    for node in inside(bodies):
        if isinstance(node, Juxt):
            for here, after, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
                if _is_plain_d(here) and sign == "":
                    applied |= isinstance(after, Fence) and after.open == "("
                    others -= 1
        if isinstance(node, Name) and _is_plain_d(node):
            others += 1
    return applied and others <= 0


def _is_plain_d(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "d" and node.style == ""


_SIGNS = {"⋆": r"\\(?:ast|star)\b|\*", "•": r"\\bullet\b", "⊙": r"\\odot\b", "∘": r"\\circ\b"}
_ROW_WISE = re.compile(r"row[- ]wise|face[- ]splitting", re.I)
_KHATRI_RAO = re.compile(r"khatri", re.I)


def named_products(text: str) -> dict[str, str]:
    """Which signs the words of a text give to the Khatri-Rao products: `KhatriRao` column by column, `FaceSplitting` row by row."""
    if not _KHATRI_RAO.search(text):
        return {}
    found: dict[str, str] = {}
    for sign, pattern in _SIGNS.items():
        for match in re.finditer(rf"\$({pattern})\$[^$.]{{0,60}}", text):
            words = match.group(0)
            if _ROW_WISE.search(words):
                found[sign] = "FaceSplitting"
            elif _KHATRI_RAO.search(words) or "column" in words:
                found[sign] = "KhatriRao"
    if not found:
        found["⋆"] = "FaceSplitting" if _ROW_WISE.search(text) and "column" not in text else "KhatriRao"
    return found


_COMMUTATOR = re.compile(r"\bcommutators?\b|\bcommutation\s+relations?\b|\bLie[\s-]+(?:bracket|product)", re.I)
_ANTICOMMUTATOR = re.compile(r"\banti-?commut", re.I)


def named_commutators(text: str) -> frozenset[str]:
    """The brackets that mean a commutator, [A, B] = A B - B A, or an anticommutator, {A, B} = A B + B A, in a text that speaks of such."""
    found = (("[", _COMMUTATOR), ("{", _ANTICOMMUTATOR))
    return frozenset(opens for opens, pattern in found if pattern.search(text))


def _direct(node: Node) -> Iterator[str]:
    base = node.base if isinstance(node, Sup) and key(node) is None else node
    name = key(base)
    if name and not isinstance(base, Operator):
        yield name


def is_number(node: Node) -> bool:
    """A numeral, signed or not."""
    if isinstance(node, Add) and len(node.terms) == 1:
        node = node.terms[0][1]
    return isinstance(node, Num)


def is_list(node: Node) -> bool:
    """`[1, 0, 2]`: entries with commas between."""
    return isinstance(node, Fence) and node.open == "[" and isinstance(node.body, Tuple) and len(node.body.items) > 1


def _lists(display: Display) -> Iterator[Node]:
    """What is given as a list in a display."""
    for clause in display.clauses:
        body = clause.body
        if isinstance(body, Chain) and len(body.links) == 1 and is_list(body.links[0].right):
            yield body.first


def _differentiated(node: Juxt) -> Iterator[str]:
    """The f of `∇f(x)`: what is differentiated and has an argument is a function."""
    for sign, name, bracket in zip(node.factors, node.factors[1:], node.factors[2:], strict=False):
        while isinstance(sign, Sup | Sub):
            sign = sign.base
        found = key(name)
        if (
            isinstance(sign, Name)
            and sign.name == "nabla"
            and isinstance(bracket, Fence)
            and bracket.open == "("
            and found
        ):
            yield found


def _called(node: Juxt) -> Iterator[str]:
    """The f of `f(0)`: nobody multiplies by a number in brackets alone."""
    for before, bracket, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
        name = key(before) if isinstance(before, Name | Sub) and sign == "" else None
        inside_it = bracket.body if isinstance(bracket, Fence) and bracket.open == "(" else None
        if name and isinstance(inside_it, Num) and inside_it.text == "0":
            yield name


_NO_VALUE = frozenset("≈≅≃") | LOEWNER


def _heads(clause: Clause, found: Survey) -> None:
    found.from_zero.update(begun_at_zero(clause.body))
    if isinstance(clause.body, Chain):
        first = clause.body.first
        name = key(first)
        link = clause.body.links[0]
        stem = key(first.base) if isinstance(first, Prime) and link.op in ("=", ":=") else None
        right = link.right.terms[0][1] if isinstance(link.right, Add) and len(link.right.terms) == 1 else link.right
        turned = key(right) == stem or any(isinstance(part, Prime) for part in inside(right))  # `A' = -A`
        if stem and isinstance(first, Prime) and not turned:
            found.second.add(stem + "'" * first.count)
        if name and not any(
            link.op in _NO_VALUE for link in clause.body.links[:1]
        ):  # `\\pi ≈ 3.14` is π, `I ≻ 0` speaks of I
            found.heads.add(name)
            if any(_lists_members(name, link) for link in clause.body.links[:1]):
                found.listed.add(name)
        if (
            isinstance(first, Juxt)
            and len(first.factors) == 2
            and isinstance(first.factors[1], Fence)
            and first.factors[1].open == "("
        ):
            head = first.factors[0]
            name = key(head.base if isinstance(head, Prime) else head)
            added = isinstance(first.factors[1].body, Add)
            if name and added and (is_capital(name) or not isinstance(head, Prime)):
                found.before_sums.add(name)
            elif name:
                found.functions.add(name)


def _entries_of_arguments(bodies: Iterable[Node], found: Survey) -> Iterator[str]:
    """The x of `f(x) = Σ_i e^{x_i}`: the argument of a function whose value speaks of nothing but its members, over which sums run, is the vector of
    these, unless members are vectors somewhere, or stand beside it."""
    bodies = tuple(bodies)
    for body in bodies:
        if not (isinstance(body, Chain) and isinstance(body.first, Juxt) and body.links[0].op in ("=", ":=")):
            continue
        _, *rest = body.first.factors
        argument = rest[0].body if len(rest) == 1 and isinstance(rest[0], Fence) and rest[0].open == "(" else None
        name = argument.name if isinstance(argument, Name) and not argument.style else ""
        if not name or is_capital(name) or name in found.listed | found.drawn | found.iterates.keys():
            continue
        summed = set(_summed_members(name, body.links[0].right, frozenset()))
        labelled = {f"{name}_{label}" for label in found.subscripts.get(name, ())}
        if summed == {True} and labelled.isdisjoint(found.vectors | found.matrices) and not _beside(name, bodies):
            yield name


def _summed_members(name: str, node: Node, bound: frozenset[str]) -> Iterator[bool]:
    """Whether each occurrence of a name is a member over which a sum or a product runs."""
    if isinstance(node, Sub) and key(node.base) == name:
        yield isinstance(node.sub, Name) and node.sub.name in bound
    elif key(node) == name:
        yield False
    else:
        within = bound | (run_over(node) if isinstance(node, BigOp) and node.op in ("sum", "prod") else frozenset())
        for child in directly_inside(node):
            yield from _summed_members(name, child, within)


def _beside(name: str, bodies: Iterable[Node]) -> bool:
    """Whether a name stands in one side of a formula with members of its own."""
    for body in bodies:
        for side in (body.first, *(link.right for link in body.links)) if isinstance(body, Chain) else (body,):
            names = whole_names(side)
            if name in names and any(other.startswith(f"{name}_") for other in names):
                return True
    return False


def _is_multiplier(found: Survey, name: str) -> bool:
    """Whether a name before a sum in brackets multiplies it: it is a factor elsewhere, and nowhere stands before names alone in brackets."""
    return name in found.factors and not any(found.called.get(name, ()))


def _lists_members(name: str, link: Link) -> bool:
    """Whether what a name is set equal to lists its own members, and these are not written as vectors."""
    right = link.right.base if isinstance(link.right, Sup) and transposes(link.right.sup) else link.right
    items = right.body.items if isinstance(right, Fence) and isinstance(right.body, Tuple) else ()
    stems = {key(item.base) for item in items if isinstance(item, Sub)}
    bold = name.startswith(("bold:", "vec:"))
    return link.op in ("=", ":=") and stems == {name} and any(isinstance(item, Dots) for item in items) and not bold


def is_vector_stem(found: Survey, stem: str) -> bool:
    """Whether the members under a stem are vectors because the stem is used as one."""
    if f"bold:{stem}" in found.vectors:
        return False  # the x_i beside a bold x are numbers
    if stem in found.members:
        return True
    return (stem in found.vectors or stem in found.iterates) and stem not in found.listed | found.numbers
