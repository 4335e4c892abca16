"""The notations of derivatives: ∂f/∂x, d/dx f, ∇_x f, ∂²f/∂x∂xᵀ."""

from __future__ import annotations

from derive.formula.syntax import Frac, Juxt, Name, Node, Num, Sub, Sup


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
        if isinstance(factor, Sup) and isinstance(factor.sup, Num) and factor.sup.text.isdigit():
            found.extend([factor.base] * int(factor.sup.text))
        elif isinstance(factor, Sup) and len(found) == 1:
            found.append(factor.base)  # ∂x ∂xᵀ
        elif isinstance(factor, Sup):
            return None
        else:
            found.append(factor)
    return found


def derivative_fraction(node: Node) -> tuple[Node | None, list[Node]] | None:
    """`(body or None, variables)` when a fraction is a derivative; None when it is an ordinary fraction."""
    if not isinstance(node, Frac):
        return None
    top, bottom = _headed(node.num), _headed(node.den)
    if top is None or bottom is None or not bottom[1]:
        return None
    variables = _variables(bottom[1])
    if variables is None or top[0] != len(variables):
        return None
    if not top[1]:
        return None, variables
    if isinstance(node.num, Juxt) and len(top[1]) == 1:
        return top[1][0], variables
    span = (top[1][0].span[0], top[1][-1].span[1])
    return Juxt(top[1], top[2], span=span), variables


def gradient_head(node: Node) -> tuple[str, list[Node]] | None:
    """(notation, variables) when a node is a derivative operator that waits for its operand: ∇_W, ∂/∂W, d/dx."""
    found = derivative_fraction(node)
    if found is not None and found[0] is None:
        return "fraction", found[1]
    if isinstance(node, Sub) and isinstance(node.base, Name) and node.base.name == "nabla":
        return "gradient", [node.sub]
    if isinstance(node, Sup) and isinstance(node.base, Name) and node.base.name == "nabla":
        return None
    if (
        (
            isinstance(node, Sub)
            and isinstance(node.base, Sup)
            and isinstance(node.base.base, Name)
            and node.base.base.name == "nabla"
        )
        and isinstance(node.base.sup, Num)
        and node.base.sup.text == "2"
    ):
        return "gradient", [node.sub, node.sub]
    return None
