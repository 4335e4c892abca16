"""Sums, products, fractions and derivatives: what stands side by side, and what an operator takes of it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from derive import lazy_re as re
from derive.elaborate import dots
from derive.elaborate.at_estimates import at_estimates
from derive.elaborate.cross_products import cross
from derive.elaborate.derivatives import BARE, derivative_fraction, gradient_head, slash_derivative, spelled_operators
from derive.elaborate.interpret import Interpreter, reads
from derive.elaborate.loose import Clash, Loose, Unreadable, parts_of
from derive.elaborate.operators import application, differential
from derive.elaborate.scope import Known, key
from derive.elaborate.shapes import Shaper
from derive.elaborate.survey import transposes
from derive.formula.syntax import (
    Add,
    Binom,
    Dots,
    Fence,
    Frac,
    Juxt,
    Name,
    Node,
    Num,
    Postfix,
    Span,
    Sqrt,
    Sub,
    Sup,
    Symbolic,
    Tuple,
    items_of,
)
from derive.goals import Origin
from derive.record import replace

WEAK = ("⊙", "∘", "⊗", "⋆", "•")  # these bind weaker than factors side by side
_WEAK_PRODUCTS = {"⊗": "Kronecker", "⊙": "Hadamard", "∘": "Hadamard"}


@reads(Add)
def add(it: Interpreter, node: Add) -> Loose:
    node = dots.apart(node)
    if dots.has_dots([term for _, term in node.terms]):
        return it.read(dots.total(node))
    parts = []
    for sign, term in node.terms:
        if sign not in "+-":
            raise Unreadable("a plus-minus stands for two statements", node.span)
        part = it.read(term)
        parts.append(part if sign == "+" else negative(part))
    return parts[0] if len(parts) == 1 else Loose("Sum", tuple(parts), None, node.span)


@reads(Juxt)
def juxt(it: Interpreter, node: Juxt) -> Loose:
    if dots.has_dots(node.factors):
        product = dots.multiplied(node)
        if product is not None:
            return it.read(product)
    for before, after, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
        if isinstance(before, Num) and isinstance(after, Num) and not sign:
            raise Unreadable("two numbers side by side", node.span)  # the cycle `(1\\,2)`, a list, a number in groups
    if it.survey.operations.intersection(node.signs):
        raise Unreadable("an operation that the text defines", node.span)
    node = spelled_operators(node, it.scope.names)
    return factors(it, list(node.factors), list(node.signs), node.span)


def factors(it: Interpreter, items: list[Node], signs: list[str], span: Span) -> Loose:
    """Factors side by side, with the signs between them."""
    parts: list[Loose] = []
    kinds: list[str] = []
    position, minus = 0, 0
    while position < len(items):
        sign = signs[position - 1] if position else ""
        if isinstance(items[position], Symbolic) and getattr(items[position], "sign", "") in "+-" and position:
            minus += getattr(items[position], "sign", "") == "-"  # `a \cdot -b`
            position += 1
            continue
        if position and isinstance(items[position - 1], Symbolic):
            sign = signs[position - 2]
        taken, part = _taken(it, items, signs, position)
        parts.append(part)
        kinds.append(sign)
        position += 1 + taken
    found = combine(it, parts, kinds, span)
    return negative(found) if minus % 2 else found


def _taken(it: Interpreter, items: list[Node], signs: list[str], position: int) -> tuple[int, Loose]:
    """A factor, with how many of those after it it takes."""
    head, rest, sign = items[position], items[position + 1 :], signs[position : position + 1]
    fraction = slash_derivative(items[position:], signs[position:])
    if fraction is not None:
        count, node = fraction
        taken, part = _taken(it, [node, *items[position + count :]], signs[position + count - 1 :], 0)
        return taken + count - 1, part
    after = signs[position + 1 :]
    for taken, found in (
        reader(it, head, rest, after, sign)
        for reader in (_derivative_at, _operator_on, _differential, _directional, _application)
    ):
        if found is not None:
            return taken, found
    return 0, it.read(head)


def _differential(
    it: Interpreter, head: Node, rest: list[Node], after: list[str], sign: list[str]
) -> tuple[int, Loose | None]:
    return differential(it, head, rest, [*sign, *after])


def _application(
    it: Interpreter, head: Node, rest: list[Node], after: list[str], sign: list[str]
) -> tuple[int, Loose | None]:
    return application(it, head, rest, sign)


def _directional(
    it: Interpreter, head: Node, rest: list[Node], after: list[str], sign: list[str]
) -> tuple[int, Loose | None]:
    """`D f(X)[H]`, `Df(X)[H]`: the derivative of f at X along H."""
    if not (isinstance(head, Name) and head.name == "D" and "D" not in it.scope.names and len(rest) > 2):
        return 0, None
    function, argument, direction = rest[:3]
    if not (isinstance(argument, Fence) and isinstance(direction, Fence)) or sign[0] or any(after[:2]):
        return 0, None
    name = key(function) or ""
    known = it.scope.names.get(name)
    if (
        argument.open != "("
        or direction.open not in "[("
        or not (is_function(it, name) or (known and known.parameters))
    ):
        return 0, None
    call = it.read(Juxt((function, argument), ("",), span=(function.span[0], argument.span[1])))
    at = it.read(argument.body)
    named = call.op == "Call" or (known is not None and [at.data] == list(known.parameters))
    if at.op != "Symbol" or not named:
        raise Unreadable("a derivative along a direction, at something that is no variable", head.span)
    return 3, Loose("Directional", (call, at, it.read(direction.body)), None, (head.span[0], direction.span[1]))


def _operator_on(
    it: Interpreter, head: Node, rest: list[Node], rest_signs: list[str], sign: list[str]
) -> tuple[int, Loose | None]:
    """A gradient or derivative operator takes what follows it."""
    wrt = gradient_head(head)
    if wrt is None or not rest:
        return 0, None
    layout, variables = wrt
    entry = _entry_of_gradient(it, head, rest, rest_signs) if layout in BARE else None
    if entry is None and (BARE.get(layout) == 2 or len(variables) == 2):
        entry = _inverse_of_hessian(it, head, rest, rest_signs)
    if entry is not None:
        return 2, entry
    turned = _turned_call(it, rest, rest_signs) if layout not in BARE else None
    if turned is not None:  # `∇_x f(x)ᵀ`: nobody transposes a number
        span = (head.span[0], rest[1].span[1])
        return 2, Loose("Transpose", (derive(it, it.read(turned), variables, layout, span),), None, span)
    taken = _operand(it, rest, rest_signs) if layout in BARE else _reach(it, rest, rest_signs)
    body = factors(it, rest[:taken], rest_signs[: taken - 1], (rest[0].span[0], rest[taken - 1].span[1]))
    span = (head.span[0], rest[taken - 1].span[1])
    if layout in BARE:
        return taken, _named_gradient(it, rest[0], body, BARE[layout], span) or bare_gradient(
            it, body, BARE[layout], span
        )
    return taken, derive(it, body, variables, layout, span)


def _reach(it: Interpreter, rest: list[Node], signs: list[str]) -> int:
    """How many factors `∇_z` takes: all, but what is multiplied entry by entry, or by a row behind a quantity alone, is the gradient: `∇_h L ⊙ f'(z)`, `∇_z L xᵀ`."""
    behind = rest[1] if len(rest) > 1 and signs[0] == "" and key(rest[0]) in it.survey.differentiated else None
    if isinstance(behind, Sup) and transposes(behind.sup) and not isinstance(behind.base, Fence):
        return 1
    return next((number for number, sign in enumerate(signs[: len(rest) - 1], 1) if sign == "⊙"), len(rest))


def _turned_call(it: Interpreter, rest: list[Node], signs: list[str]) -> Juxt | None:
    """The `f(x)` of `f(x)ᵀ`, where f is a function with numbers for values."""
    above = rest[1] if len(rest) > 1 and signs[0] == "" else None
    if not (
        isinstance(above, Sup) and transposes(above.sup) and isinstance(above.base, Fence) and above.base.open == "("
    ):
        return None
    known = it.scope.names.get(key(rest[0]) or "")
    number = known.rank == 0 and bool(known.parameters) if known is not None else is_function(it, key(rest[0]) or "")
    return Juxt((rest[0], above.base), ("",), span=(rest[0].span[0], above.span[1])) if number else None


def _entry_of_gradient(it: Interpreter, head: Node, rest: list[Node], signs: list[str]) -> Loose | None:
    """`∇f(x)_i`: an entry of the gradient, where f is a function."""
    under = rest[1] if len(rest) > 1 and signs[0] == "" else None
    if not (isinstance(under, Sub) and isinstance(under.base, Fence) and under.base.open == "("):
        return None
    known = it.scope.names.get(key(rest[0]) or "")
    if not is_function(it, key(rest[0]) or "") and not (known is not None and known.parameters and not known.sizes):
        return None
    whole = Juxt((head, rest[0], under.base), ("", ""), span=(head.span[0], under.base.span[1]))
    return it.read(Sub(Fence("(", ")", whole, span=whole.span), under.sub, span=(head.span[0], under.span[1])))


def _inverse_of_hessian(it: Interpreter, head: Node, rest: list[Node], signs: list[str]) -> Loose | None:
    """`∇^2 f(x)^{-1}`: the inverse of the matrix, and no second derivative of 1/f."""
    power = rest[1] if len(rest) > 1 and signs[0] == "" else None
    if not (isinstance(power, Sup) and isinstance(power.base, Fence) and power.base.open == "(" and key(rest[0])):
        return None
    if not (isinstance(power.sup, Add) and power.sup.terms[0][0] == "-"):
        return None
    whole = Juxt((head, rest[0], power.base), ("", ""), span=(head.span[0], power.base.span[1]))
    return it.read(Sup(Fence("(", ")", whole, span=whole.span), power.sup, span=(head.span[0], power.span[1])))


def _named_gradient(it: Interpreter, node: Node, body: Loose, more: int, span: Span) -> Loose | None:
    """`∇f_k`, the gradient of f at the point number k: a name of its own. `∇f`, of a function of which the text has said nothing more: at any point."""
    if body.op == "Transpose" and isinstance(node, Sup):
        inner = _named_gradient(it, node.base, body.parts[0], more, span)
        return None if inner is None else Loose("Transpose", (inner,), None, span)
    if body.op != "Symbol" or body.data.parameters or body.data.kind or body.data.sizes:
        return None  # what is a vector has a Jacobian
    stem = key(node.base) if isinstance(node, Sub) else None
    functions = it.survey.functions | {"f", "g", "h", "F"}
    name = body.data.name
    if stem in functions and more == 1 and stem != name:
        known = it.scope.names.get(f"nabla {name}")
        if known is None:
            known = Known(
                f"nabla {name}", f"\\nabla {body.data.latex}", 1, (it.sizes.fresh(),), Origin.INFERRED, it.line
            )
            it.scope.names[known.name] = known
        return Loose("Symbol", (), known, span)
    if name in functions and body.data.origin is Origin.INFERRED:
        place = f"argument of {name}"
        known = it.scope.names.get(place) or Known(place, "x", 1, (it.sizes.fresh(),), Origin.INFERRED, it.line)
        it.scope.names[place] = known
        return Loose("Call", (Loose("Symbol", (), known, span),), (name, more, body.data.latex, None), span)
    return None


def _operand(it: Interpreter, rest: list[Node], signs: list[str]) -> int:
    """How many factors ∇ takes: a function with its argument, or one name."""
    bracket = rest[1].base if len(rest) > 1 and isinstance(rest[1], Sup) else rest[1] if len(rest) > 1 else None
    return 2 if isinstance(bracket, Fence) and signs[0] == "" else 1


def bare_gradient(it: Interpreter, body: Loose, more: int, span: Span) -> Loose:
    """∇f(x), ∇²f(x) without a subscript: by the argument of f. Raises Unreadable where that is not clear."""
    if body.op == "Transpose":
        return Loose("Transpose", (bare_gradient(it, body.parts[0], more, span),), None, span)
    if body.op == "Call" and len(body.parts) == 1:
        name, order, latex, *rest = body.data
        return Loose("Call", body.parts, (name, order + more, latex, *rest), span)
    if body.op == "Symbol" and len(body.data.parameters) == 1:
        variable = Loose("Symbol", (), body.data.parameters[0], body.span)
        return Loose("Derivative", (body, *[variable] * more), "denominator", span)
    variables = _numbers_of(body)
    if variables and more <= 2:
        return _by_each(body, variables, more, span)
    if body.op == "Call" and not body.data[1] and body.data[3] is not None and more <= 2:
        parameters = body.data[3].parameters
        general = tuple(Loose("Symbol", (), parameter, body.span) for parameter in parameters)
        if len(general) == len(body.parts) and not any(parameter.sizes for parameter in parameters):
            found = _by_each(replace(body, parts=general), general, more, span)
            return Loose("At", (found, *body.parts), parameters, span)  # ∇f(1, 2)
    moving = _moving(it, body) if body.op not in ("Call", "Symbol", "Entry", "Expectation") else None
    if moving is None:
        raise Unreadable("a gradient that does not say by what", span)
    return Loose("Derivative", (body, *[moving] * more), "denominator", span)


def _moving(it: Interpreter, body: Loose) -> Loose | None:
    """The variable of `∇(½ xᵀ A x)`: the one name in it that the text takes for a variable elsewhere, or the only name in it."""
    named = {part.data.name: part for part in parts_of(body) if part.op == "Symbol"}
    variables = it.survey.variables | it.survey.arguments()
    moving = [part for name, part in named.items() if name in variables] or list(named.values())
    known = moving[0].data if len(moving) == 1 else None
    return moving[0] if known is not None and not known.kind and not known.parameters else None


def _numbers_of(body: Loose) -> tuple[Loose, ...]:
    """The variables of `f(x, y)`, or of f where it was defined so, where they are several numbers or vectors."""
    if body.op == "Call" and not body.data[1]:
        found = body.parts
    elif body.op == "Symbol":
        found = tuple(Loose("Symbol", (), parameter, body.span) for parameter in body.data.parameters)
    else:
        return ()
    defined = body.data.parameters if body.op == "Symbol" else body.data[3] is not None and body.data[3].parameters
    most = 1 if defined else 0  # of what is only spoken of, `p(y; x)`, it is not said by which of two vectors
    free = all(part.op == "Symbol" and len(part.data.sizes) <= most and not part.data.kind for part in found)
    return found if len(found) > 1 and free else ()


def _by_each(body: Loose, variables: tuple[Loose, ...], more: int, span: Span) -> Loose:
    """The column of the derivatives by several numbers or vectors, or the matrix of the second ones."""
    rows = [
        (one, other) if more == 2 else (one,) for one in variables for other in (variables if more == 2 else (one,))
    ]
    cells = tuple(Loose("Derivative", (body, *by), "denominator", span) for by in rows)
    return Loose("Block", cells, len(variables) if more == 2 else 1, span)


def _derivative_at(
    it: Interpreter, head: Node, rest: list[Node], rest_signs: list[str], sign: list[str]
) -> tuple[int, Loose | None]:
    """`∂f/∂x (x)`: the derivative of f(x) by x."""
    found = derivative_fraction(head)
    if found is None or not rest or sign[0] or not isinstance(rest[0], Fence):
        return 0, None
    body, variables = found
    if body is None or rest[0].open != "(" or not is_function(it, key(body) or ""):
        return 0, None
    if not _suits_parameters(it, key(body) or "", rest[0]):
        return 0, None  # a factor
    call = Juxt((body, rest[0]), ("",), span=(body.span[0], rest[0].span[1]))
    return 1, derive(it, it.read(call), variables, "fraction", (head.span[0], rest[0].span[1]))


def _suits_parameters(it: Interpreter, name: str, fence: Fence) -> bool:
    """Whether what stands in brackets has the axes of the parameters of a function, as far as these are known."""
    known = it.scope.names.get(name)
    items = items_of(fence.body)
    if known is None or not any(p.sizes for p in known.parameters):
        return True
    try:
        ranks = [len(Shaper(it.sizes).shape(it.read(item))) for item in items]
    except (Clash, Unreadable):
        return True
    return ranks == [len(p.sizes) for p in known.parameters]


def is_function(it: Interpreter, name: str) -> bool:
    """Whether a name is that of a function."""
    known = it.scope.names.get(name)
    return known.kind == "function" if known is not None else name in it.survey.functions


def derive(it: Interpreter, body: Loose, variables: list[Node], layout: str, span: Span) -> Loose:
    """The derivative of a body by variables."""
    if not variables:
        raise Unreadable("a derivative without its variable", span)
    read = tuple(it.read(variable) for variable in variables)
    for variable in map(_underlying, read):
        if variable.op not in ("Symbol", "Entry") or (variable.op == "Symbol" and variable.data.kind == "function"):
            raise Unreadable("a derivative by something that is not a variable", span)
    if len(read) == 1 and read[0].op == "Transpose" and len(Shaper(it.sizes).shape(read[0].parts[0])) < 2:
        return Loose("Derivative", (body, read[0].parts[0]), "numerator", span)  # ∂y/∂xᵀ
    body = _of_variable(it, body, read)
    if _at_another_point(body, read):
        name, order, *rest = body.data
        return Loose("Call", body.parts, (name, order + len(read), *rest), span)
    if (moved := at_estimates(it, body, read)) is not None:
        call, points = moved
        made = Loose("Derivative", (call, *read), it.layout, span)
        return Loose("At", (made, *(value for _, value in points)), tuple(parameter for parameter, _ in points), span)
    return Loose("Derivative", (body, *read), "denominator" if layout == "gradient" else it.layout, span)


def _underlying(variable: Loose) -> Loose:
    """The X of `∂/∂X^{-1}`, `∂/∂X^+`, `∂/∂X^T`, `∂/∂vec X`, `∂/∂(vec X)^T`."""
    if variable.op in ("Transpose", "Power", "PseudoInverse", "Vec"):
        return _underlying(variable.parts[0])
    return variable


def _of_variable(it: Interpreter, body: Loose, variables: tuple[Loose, ...]) -> Loose:
    """The f(x) of `df/dx`, where the text introduces f as a function of one thing and writes f(x) of it."""
    point = variables[0]
    if point.op != "Symbol" or any(other.op != "Symbol" or other.data is not point.data for other in variables):
        return body
    if body.op == "Call" and len(body.parts) == 1 and body.parts[0].op == "Symbol":  # of an f: ℝ → ℝ
        argument, (name, order, latex, known) = body.parts[0].data, body.data
        unnamed = argument.name == f"argument of {name}" and argument.rank == point.data.rank
        return Loose("Call", (point,), (name, order, latex, known), body.span) if unnamed else body
    known = body.data if body.op == "Symbol" else None
    if known is None or known.kind != "function" or known.sizes or known.parameters:
        return body
    at = it.survey.called.get(known.name, set())
    if (point.data.name,) not in at or any(len(names) > 1 for names in at):
        return body
    return Loose("Call", (point,), (known.name, 0, known.latex, known), body.span)


def _at_another_point(body: Loose, variables: tuple[Loose, ...]) -> bool:
    """`∂f(\\hat β)/∂β`: the derivative of f by its argument, at \\hat β."""
    if body.op != "Call" or len(body.parts) != 1 or len({id(v.data) for v in variables}) != 1:
        return False
    point, variable = body.parts[0], variables[0]
    if point.op != "Symbol" or variable.op != "Symbol" or point.data is variable.data:
        return False
    stem = variable.data.name.split(":")[-1]
    written = point.data.name.replace("bold:", "")
    return written != stem and (f"({stem})" in written or written.startswith((f"{stem}_", f"{stem}^")))


@reads(Frac)
def frac(it: Interpreter, node: Frac) -> Loose:
    found = derivative_fraction(node)
    if found is not None:
        body, variables = found
        if body is None:
            raise Unreadable("a differential operator without its operand", node.span)
        return derive(it, it.read(body), variables, "fraction", node.span)
    return quotient(it.read(node.num), it.read(node.den), node.span)


@reads(Sqrt)
def sqrt(it: Interpreter, node: Sqrt) -> Loose:
    root = Fraction(1, 2)
    if node.index is not None:
        if not isinstance(node.index, Num) or not node.index.text.isdigit() or node.index.text == "0":
            raise Unreadable("a root of symbolic degree", node.span)
        root = Fraction(1, int(node.index.text))
    return Loose("Power", (it.read(node.body), Loose("Number", (), root, node.span)), None, node.span)


@reads(Binom)
def binom(it: Interpreter, node: Binom) -> Loose:
    if isinstance(node.bottom, Tuple):  # the multinomial coefficient
        items = tuple(
            item if isinstance(item, Dots) else Postfix(item, "!", span=item.span) for item in node.bottom.items
        )
        below = Juxt(items, ("",) * (len(items) - 1), span=node.bottom.span)
        return it.read(Frac(Postfix(node.top, "!", span=node.top.span), below, span=node.span))
    return binomial(it.read(node.top), it.read(node.bottom), node.span)


def binomial(top: Loose, bottom: Loose, span: Span) -> Loose:
    """The binomial coefficient."""
    return Loose("Apply", (top, bottom), ("binomial", "scalar"), span)


def negative(part: Loose) -> Loose:
    """Minus a term."""
    return Loose("Product", (Loose("Number", (), Fraction(-1), part.span), part), None, part.span)


def quotient(num: Loose, den: Loose, span: Span) -> Loose:
    """`num / den`, for a scalar denominator."""
    minus_one = Loose("Number", (), Fraction(-1), den.span)
    if num.op == "Number" and num.data == 1:
        return Loose("Power", (den, minus_one), "scalar", span)
    inverse = Loose("Power", (den, minus_one), "scalar", den.span)
    return Loose("Product", (num, inverse), None, span)


def combine(it: Interpreter, parts: list[Loose], signs: list[str], span: Span) -> Loose:
    """Factors with their signs; a division takes the one factor after it."""
    for position in range(len(signs) - 1, 0, -1):
        if signs[position] in WEAK:
            left = combine(it, parts[:position], ["", *signs[1:position]], span)
            right = combine(it, parts[position:], ["", *signs[position + 1 :]], span)
            return Loose(
                _weak(it, signs[position], (left, right), span), (left, right), None, (left.span[0], right.span[1])
            )
    dotted = _dot_product(it, parts, signs, span) if "·" in signs else None
    if dotted is not None:
        return dotted
    result: list[Loose] = []
    for place, (part, sign) in enumerate(zip(parts, signs, strict=True)):
        if sign in ("/", "÷") and result:
            result[-1] = quotient(result[-1], part, (result[-1].span[0], part.span[1]))
        elif sign in ("", "·", "×", "*"):
            crossed = cross(it, result[-1], part, span) if sign == "×" and result else None
            if crossed is not None:
                if sign in signs[:place] and result[-1].op == "Block":
                    raise Unreadable("a cross product of three vectors without brackets", span)
                result[-1] = crossed
                continue
            result.append(part)
        else:
            raise Unreadable(f"the sign {sign} is outside what is checked", span)
    return result[0] if len(result) == 1 else Loose("Product", tuple(result), None, span)


def _dot_product(it: Interpreter, parts: list[Loose], signs: list[str], span: Span) -> Loose | None:
    """`u · v` of two vectors, each of which may be a product, beside numbers; None where the point stands between other things."""
    starts = [0, *(place for place, sign in enumerate(signs) if place and sign == "·"), len(parts)]
    groups = [
        combine(it, parts[begin:end], ["", *signs[begin + 1 : end]], (parts[begin].span[0], parts[end - 1].span[1]))
        for begin, end in pairwise(starts)
    ]
    try:
        shapes = [Shaper(it.sizes).shape(group) for group in groups]
    except (Clash, Unreadable):
        return None
    vectors = [group for group, shape in zip(groups, shapes, strict=True) if len(shape) == 1]
    numbers = [group for group, shape in zip(groups, shapes, strict=True) if not shape]
    if len(vectors) != 2 or len(numbers) + 2 != len(groups):
        return None
    inner = Loose("Inner", tuple(vectors), None, span)
    return Loose("Product", (*numbers, inner), None, span) if numbers else inner


def _weak(it: Interpreter, sign: str, parts: tuple[Loose, Loose], span: Span) -> str:
    """The product a sign stands for; some the text has to name. Raises Unreadable."""
    name = it.survey.products.get(sign) or _WEAK_PRODUCTS.get(sign)
    if name is None:
        raise Unreadable(f"the sign {sign} is outside what is checked", span)
    if sign == "∘" and sign not in it.survey.products and _OF_FUNCTIONS.search(it.text) and not _has_axes(it, parts):
        raise Unreadable("a circle between numbers, or one function after another", span)
    return name


_OF_FUNCTIONS = re.compile(r"\bfunctions?\b|\bcompos\w+|\bmaps?\b|\bmappings?\b", re.I)


def _has_axes(it: Interpreter, parts: tuple[Loose, Loose]) -> bool:
    """Whether one of two terms is known to be a vector or a matrix."""
    try:
        return any(Shaper(it.sizes).shape(part) for part in parts)
    except (Clash, Unreadable):
        return True
