"""What is written where an exponent stands: a power of a number, a label before another mark, the bars of a norm that were lost."""

from __future__ import annotations

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Clash
from derive.elaborate.scope import is_label, key, subscript
from derive.elaborate.survey import adds_numeral, inside, is_horizon, transposes, whole_names
from derive.formula.operators import LOGARITHMS, is_exponential
from derive.formula.syntax import Apply, Fence, Juxt, Name, Node, Num, Operator, Sub, Sup, Symbolic
from derive.goals import Origin


def is_number_power(it: Interpreter, node: Sup) -> bool:
    """Whether the T of `x^T` is a name of the text and a power makes sense: the base is a scalar or a square matrix."""
    above = node.sup
    if is_horizon(above) and it.survey.is_power(key(node.base) or ""):
        known = it.scope.names.get(key(node.base) or "")
        return known is None or not known.sizes
    if is_horizon(above) and it.survey.counts_steps and adds_numeral(node.base):
        return not _has_arrays(it, node.base)
    if not (isinstance(above, Name) and not above.style and key(above) in it.scope.names):
        return False
    exponent = it.scope.names[key(above) or ""]
    if exponent.sizes:
        return False  # a vector or a matrix T is no exponent
    if is_horizon(above) and exponent.origin is Origin.INFERRED and not it.survey.counts_steps:
        return False  # a T that only stands somewhere says nothing of the T above what is transposed elsewhere
    known = it.scope.names.get(key(node.base) or "")
    if known is not None:
        return not known.sizes or (
            len(known.sizes) == 2 and it.sizes.resolve(known.sizes[0]) == it.sizes.resolve(known.sizes[1])
        )
    return not _has_arrays(it, node.base)


def _has_arrays(it: Interpreter, node: Node) -> bool:
    """Whether a vector or a matrix that the text knows stands in a node."""
    return any(it.scope.names[name].sizes for name in whole_names(node) if name in it.scope.names)


def is_number_raised(it: Interpreter, node: Sup) -> bool:
    """Whether the T of `q^{-T}` is a number of factors of a number: `A^{-T}` is the inverse of a matrix, transposed, whatever T is."""
    return not _has_arrays(it, node.base) and is_number_power(it, node)


def is_doubtful(node: Sup) -> bool:
    """`\\log(x)^2`: people mean (log x)² as well as log(x²)."""
    base = node.base
    return (
        isinstance(base, Apply)
        and isinstance(base.head, Operator)
        and base.head.name in ("log", "ln")
        and isinstance(base.arg, Fence)
        and not transposes(node.sup)
    )


def may_reach_further(node: Node) -> bool:
    """Whether e with a power stands right behind what a logarithm is taken of without brackets, `\\ln x e^x`: some mean it to be within."""
    return any(
        isinstance(part, Juxt)
        and any(
            sign == "" and _is_bare_logarithm(one) and is_exponential(other)
            for one, other, sign in zip(part.factors, part.factors[1:], part.signs, strict=False)
        )
        for part in inside(node)
    )


def _is_bare_logarithm(node: Node) -> bool:
    return (
        isinstance(node, Apply)
        and isinstance(node.head, Operator)
        and node.head.name in LOGARITHMS
        and not isinstance(node.arg, Fence)
    )


def is_mark(node: Node) -> bool:
    """Whether a superscript begins with a label: the star of `A^{*T}`, the number of `x^{(i)T}`."""
    return (isinstance(node, Symbolic | Name) and is_label(node)) or (isinstance(node, Fence) and node.open == "(")


def lost_bars(it: Interpreter, node: Sup) -> None:
    """`X_F^2`, `W_{1F}^2` of a known matrix X, W_1: the bars of a Frobenius norm were lost. Raises Clash."""
    if (
        not (isinstance(node.sup, Num) and node.sup.text == "2" and isinstance(node.base, Sub))
        or key(node.base) in it.scope.names
    ):
        return
    stem, label = key(node.base.base), subscript(node.base.sub) or ""
    whole = f"{stem}_{label[:-1]}" if label[:-1] else stem
    known = it.scope.names.get(whole or "")
    if label.endswith("F") and known is not None and known.rank == 2:
        raise Clash(
            f"{it.latex(node)} is no power of a matrix: the bars of the Frobenius norm \\|{known.latex}\\|_F^2 seem lost",
            node.span,
            True,
        )
