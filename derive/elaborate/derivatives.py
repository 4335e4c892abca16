"""The notations of derivatives: ∂f/∂x, d/dx f, ∇_x f, ∂_x f, ∂²f/∂x∂xᵀ; and operators that are spelled letter by letter."""

from __future__ import annotations

from collections.abc import Container

from derive.formula.syntax import Add, Apply, Brace, Fence, Frac, Juxt, Name, Node, Num, Operator, Sub, Sup, Symbolic


def is_d(node: Node) -> bool:
    """Whether a node is the d or ∂ of a derivative."""
    return isinstance(node, Name) and (node.name == "partial" or (node.name == "d" and node.style in ("", "roman")))


def _headed(node: Node) -> tuple[int, tuple[Node, ...], tuple[str, ...]] | None:
    """The order of a numerator or denominator that begins with d, and what follows: (order, factors, signs)."""
    if is_d(node):
        return 1, (), ()
    if isinstance(node, Sup) and is_d(node.base) and isinstance(node.sup, Num) and node.sup.text.isdigit():
        return int(node.sup.text), (), ()
    if isinstance(node, Juxt):
        inner = _headed(node.factors[0])
        if inner is not None and not inner[1]:
            return inner[0], node.factors[1:], node.signs[1:]
    return None


def _variables(factors: tuple[Node, ...]) -> list[Node] | None:
    """The variables of a denominator: `x`, `x ∂y`, `x^2`, `x ∂x^T`."""
    found: list[Node] = []
    for factor in factors:
        if is_d(factor):
            continue
        while isinstance(factor, Brace):
            factor = factor.body
        if isinstance(factor, Sup) and isinstance(factor.sup, Num) and factor.sup.text.isdigit():
            found.extend([factor.base] * int(factor.sup.text))
        elif isinstance(factor, Sup) and isinstance(factor.sup, Fence):
            found.append(factor)  # ∂x^{(i)}
        elif isinstance(factor, Sup) and len(found) == 1:
            found.append(factor.base)  # ∂x ∂xᵀ
        elif isinstance(factor, Sup) and not _stands_for(factor):
            return None
        else:
            found.append(factor)
    return found


def _powers(factors: tuple[Node, ...]) -> list[Node]:
    """The variables of a denominator in which powers are variables themselves: `σ²` below ∂ℓ, `(σ²)²` below ∂²ℓ, `μ ∂σ²`."""
    found: list[Node] = []
    for factor in factors:
        if is_d(factor):
            continue
        while isinstance(factor, Brace):
            factor = factor.body
        times, raised = 1, factor.sup if isinstance(factor, Sup) and isinstance(factor.base, Fence) else None
        if isinstance(factor, Sup) and isinstance(raised, Num) and raised.text.isdigit():
            factor, times = factor.base, int(raised.text)
        found += [factor.body if isinstance(factor, Fence) else factor] * times
    return found


def _stands_for(variable: Sup) -> bool:
    """Whether a derivative may be taken by a raised name as a whole: `X^T`, `X^{-1}`, `X^+`."""
    from derive.elaborate.survey import marks_pseudo_inverse, transposes  # which reads derivatives itself

    above = variable.sup
    inverse = isinstance(above, Add) and above.terms == (("-", Num("1")),)
    return transposes(above) or inverse or marks_pseudo_inverse(above)


def derivative_fraction(node: Node) -> tuple[Node | None, list[Node]] | None:
    """`(body or None, variables)` when a fraction is a derivative; None when it is an ordinary fraction."""
    if not isinstance(node, Frac):
        return None
    top, bottom = _headed(node.num), _headed(node.den)
    if top is None or bottom is None or not bottom[1]:
        return None
    variables = _variables(bottom[1])
    if variables is None or top[0] != len(variables):
        variables = _powers(bottom[1])
        if top[0] != len(variables):
            return None
    if not top[1]:
        return None, variables
    if isinstance(node.num, Juxt) and len(top[1]) == 1:
        return top[1][0], variables
    span = (top[1][0].span[0], top[1][-1].span[1])
    return Juxt(top[1], top[2], span=span), variables


def slash_derivative(factors: list[Node], signs: list[str]) -> tuple[int, Frac] | None:
    """`∂f / ∂x` at the head of a product, as a fraction, with how many factors it takes."""
    if not _headed(factors[0]) or "/" not in signs:
        return None
    slash = signs.index("/")
    above, below = factors[: slash + 1], factors[slash + 1 :]
    if len(below) < 2 or not _headed(below[0]) or signs[slash + 1] or any(signs[:slash]):
        return None
    num = above[0] if len(above) == 1 else Juxt(tuple(above), ("",) * slash, span=(above[0].span[0], above[-1].span[1]))
    den = Juxt((below[0], below[1]), ("",), span=(below[0].span[0], below[1].span[1]))
    return slash + 3, Frac(num, den, span=(num.span[0], den.span[1]))


BARE = {"gradient of": 1, "Hessian of": 2}  # operators that do not say by what, and how often they differentiate


def gradient_head(node: Node) -> tuple[str, list[Node]] | None:
    """(notation, variables) when a node is a derivative operator that waits for its operand: ∇_W, ∂/∂W, ∂_W, d/dx; for ∇ and ∇² alone a key of `BARE`."""
    found = derivative_fraction(node)
    if found is not None and found[0] is None:
        return "fraction", found[1]
    if isinstance(node, Name) and node.name == "nabla":
        return "gradient of", []
    if _is_hessian_sign(node):
        return "Hessian of", []
    if isinstance(node, Sup) and isinstance(node.base, Sub) and _is_two(node.sup):  # ∇_x^2
        under = node.base
        return ("gradient", [under.sub, under.sub]) if _is_nabla(under.base) else None
    if not isinstance(node, Sub):
        return None
    if isinstance(node.base, Name) and node.base.name in ("nabla", "partial"):
        return "gradient" if node.base.name == "nabla" else "fraction", [node.sub]
    return ("gradient", [node.sub, node.sub]) if _is_hessian_sign(node.base) else None


def _is_hessian_sign(node: Node) -> bool:
    """∇²."""
    return isinstance(node, Sup) and _is_nabla(node.base) and _is_two(node.sup)


def _is_nabla(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "nabla"


def _is_two(node: Node) -> bool:
    return isinstance(node, Num) and node.text == "2"


SPELLED = (
    "softmax",
    "sigmoid",
    "tanh",
    "sinh",
    "cosh",
    "relu",
    "diag",
    "rank",
    "log",
    "exp",
    "sin",
    "cos",
    "tan",
    "det",
    "max",
    "min",
    "vec",
    "ln",
    "tr",
)
_ABBREVIATED = 2  # two letters may well be a product: only before brackets


def spelled_operators(node: Juxt, names: Container[str]) -> Juxt:
    """Letters side by side that spell a function's name (`log (x)` without its backslash) read as that function."""
    factors, signs = list(node.factors), list(node.signs)
    position = 0
    while position < len(factors):
        word = _word_at(factors, signs, position, names)
        if word:
            end = position + len(word)
            argument = factors[end]
            span = (factors[position].span[0], argument.span[1])
            operator = Operator(word, span=(factors[position].span[0], factors[end - 1].span[1]))
            factors[position : end + 1] = [Apply(operator, argument, span=span)]
            signs[position:end] = []
        position += 1
    if len(factors) == len(node.factors):
        return node
    return Juxt(tuple(factors), tuple(signs), span=node.span)


def _word_at(factors: list[Node], signs: list[str], position: int, names: Container[str]) -> str:
    letters = ""
    for factor in factors[position : position + 7]:
        if not (isinstance(factor, Name) and not factor.style and len(factor.name) == 1):
            break
        letters += factor.name
    for word in SPELLED:
        end = position + len(word)
        if not letters.startswith(word) or any(signs[position:end]) or end >= len(factors):
            continue
        argument = factors[end]
        if all(letter in names for letter in word) or isinstance(argument, Symbolic):
            continue
        if isinstance(argument, Fence) or len(word) > _ABBREVIATED:
            return word
    return ""
