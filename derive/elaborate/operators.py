"""Functions and named operators applied: `f(x)`, `\\log x`, `\\operatorname{tr}(AB)`, `d(x^T x)`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.arguments import by_name
from derive.elaborate.beta_functions import beta_function
from derive.elaborate.conjugates import conjugate
from derive.elaborate.densities import density
from derive.elaborate.diagonals import diagonal
from derive.elaborate.dots import has_dots
from derive.elaborate.indicators import indicator
from derive.elaborate.interpret import Interpreter, reads
from derive.elaborate.inverse_functions import INVERSE
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.moments import bare, moment, moment_of, operator_moment, outside
from derive.elaborate.names import lookup
from derive.elaborate.normal_divergences import DIVERGENCE, divergence
from derive.elaborate.optima import extremum, proximal
from derive.elaborate.scope import TOLD, Known, is_label, key, subscript, unsquared
from derive.elaborate.shapes import Shaper
from derive.elaborate.spectra import extreme_eigenvalue, extreme_of, is_spectrum, spectrum
from derive.elaborate.subspaces import dimension
from derive.elaborate.survey import inside, is_capital, is_number, transposes, whole_names
from derive.formula.syntax import (
    Accent,
    Add,
    Apply,
    BigOp,
    Chain,
    Fence,
    Juxt,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Postfix,
    Prime,
    Span,
    Sub,
    Sup,
    Tuple,
    items_of,
)
from derive.goals import Origin
from derive.record import replace
from derive.terms import ELEMENTWISE

FUNCTIONS = {  # surface name -> name of the applied function
    "log": "log", "ln": "log", "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "cot": "cot", "sec": "sec", "csc": "csc", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "sgn": "sign", "sign": "sign",
    "relu": "relu", "ReLU": "relu", "sigmoid": "sigmoid", "erf": "erf", "softplus": "softplus", "softmax": "softmax",
}  # fmt: skip
OF_MATRICES = {"tr": "Trace", "det": "Determinant", "vec": "Vec"}
_ALWAYS_CALLED = frozenset(["f", "g", "phi", "psi", "varphi"])  # before a bracket custom takes these for nothing else
_CALLED = frozenset(["f", "g", "h", "F", "G", "phi", "psi", "p", "q", "ell"])
_NAMES_GAMMA = re.compile(r"gamma[- ]+(?:function|distribut|random)|Gam(?:ma)?\}", re.I)
# operators before brackets whose values are no values of a function: orders, probabilities, choices
_NOT_FUNCTIONS = frozenset(
    ["O", "o", "poly", "polylog", "const", "Pr", "P", "E", "V", "H", "argmax", "argmin", "lim", "span", "KL"]
)
_PROBABILITY = ("P", "p", "V", "H")


def application(it: Interpreter, head: Node, rest: list[Node], sign: list[str]) -> tuple[int, Loose | None]:
    """`f(x)`: a known function applied, or a name that lists what it depends on."""
    fence, above = _argument(rest, sign)
    if fence is None:
        return bare(it, head, rest) if sign and sign[0] == "" else (0, None)
    kind = moment_of(it, head, fence)
    if kind is not None:
        if above is not None and not transposes(above) and not outside(fence):
            raise Unreadable("whether a power is of the expected value or within it", (head.span[0], above.span[1]))
        value = moment(it, kind, head, fence)
        return 1, value if above is None else _raised(it, value, above)
    found = (
        indicator(it, head, fence)
        or extreme_eigenvalue(it, head, fence)
        or density(it, head, fence)
        or customary(it, head, fence)
        or _applied(it, head, fence)
    )
    if found is None:
        return 0, None
    return 1, found if above is None else _raised(it, found, above)


def _argument(rest: list[Node], sign: list[str]) -> tuple[Fence | None, Node | None]:
    """The brackets right behind a head, and what stands over them: `(x)`, `(x)^2`."""
    if not rest or sign[0] != "":
        return None, None
    fence: Node = rest[0]
    above: Node | None = None
    match rest[0]:
        case Sup(base=base, sup=raised):
            fence, above = base, raised
        case Prime(base=base, count=1):  # `H(θ)'`
            fence, above = base, Name("top", span=rest[0].span)
    if isinstance(fence, Fence) and fence.open in "([{" and fence.open:
        return fence, above
    return None, None


def _raised(it: Interpreter, value: Loose, above: Node) -> Loose:
    """A function's value with a superscript: its transpose or a power."""
    span = (value.span[0], above.span[1])
    if transposes(above):
        return Loose("Transpose", (value,), None, span)
    return Loose("Power", (value, it.read(above)), None, span)


# ψ and Φ where the text says what they are, and the inverses of what custom knows (DLMF 5.2, 7.17; Casella & Berger: Statistical Inference, 3.3)
_NORMAL = re.compile(
    r"\\Phi\b[^.]{0,120}(?:standard normal|cumulative|distribution function|\bcdf\b)"
    r"|(?:standard normal|cumulative|distribution function|\bcdf\b)[^.]{0,120}\\Phi\b",
    re.I,
)
_NORMAL_DENSITY = re.compile(
    r"\\(?:var)?phi\b[^.]{0,60}\bstandard normal\b[^.]{0,60}(?:density|\bpdf\b)|standard normal[^.]{0,30}(?:density|\bpdf\b)[^.]{0,60}\\(?:var)?phi\b",
    re.I,
)
# ψ(a) beside Γ(a), in a text that says nothing else of ψ, is the derivative of log Γ (DLMF 5.2)
_DIGAMMA = re.compile(
    r"di-?gamma|\\Gamma\s*(?:\\left\s*)?\(\s*(?P<of>[^()]{1,20}?)\s*(?:\\right\s*)?\)"
    r"(?=[\s\S]*\\psi\s*(?:\\left\s*)?\(\s*(?P=of)\s*(?:\\right\s*)?\))",
    re.I,
)
_NAMES_DIGAMMA = re.compile(r"di-?gamma", re.I)
_NAMED = {
    "psi": ("digamma", _DIGAMMA),
    "erf⁻¹": ("erfinv", None),
    "Phi": ("normal_cdf", _NORMAL),
    "phi": ("normal_pdf", _NORMAL_DENSITY),
    "varphi": ("normal_pdf", _NORMAL_DENSITY),
    "Phi⁻¹": ("normal_quantile", _NORMAL),
}


def standard_normal(at: Loose, span: Span) -> Loose:
    """exp(-x²/2) / √(2π)."""

    def number(value: Fraction | int) -> Loose:
        return Loose("Number", (), Fraction(value), span)

    square = Loose("Power", (at, number(2)), None, span)
    bell = Loose("Apply", (Loose("Product", (number(Fraction(-1, 2)), square), None, span),), ("exp", "same"), span)
    circle = Loose("Product", (number(2), Loose("Constant", (), "pi", span)), None, span)
    return Loose("Product", (Loose("Power", (circle, number(Fraction(-1, 2))), None, span), bell), None, span)


def customary(it: Interpreter, head: Node, fence: Fence) -> Loose | None:
    """`Γ(a)`, `B(a, b)`: the gamma and the beta function, where the text has not introduced the letter otherwise."""
    named = _NAMED.get(head.name) if isinstance(head, Name) else None
    if named is not None and isinstance(head, Name) and head.name not in it.scope.names:
        function, said = named
        if head.name == "psi" and "psi" in it.survey.functions and not _NAMES_DIGAMMA.search(it.text):
            return None  # the text says itself what ψ(x) is
        if isinstance(fence.body, Tuple | Chain) or fence.open == "|" or not (said is None or said.search(it.text)):
            return None
        span = (head.span[0], fence.span[1])
        if function == "normal_pdf":
            return standard_normal(it.read(fence.body), span)
        return Loose("Apply", (it.read(fence.body),), (function, "same"), span)
    found = beta_function(it, head, fence)
    if found is not None:
        return found
    if not (isinstance(head, Name) and head.name == "Gamma" and head.name not in it.scope.names and fence.open == "("):
        return None
    if isinstance(fence.body, Tuple):
        return None
    if head.name in it.survey.functions and not _NAMES_GAMMA.search(it.text):
        return None
    return Loose("Apply", (it.read(fence.body),), ("gamma", "same"), (head.span[0], fence.span[1]))


def _applied(it: Interpreter, head: Node, fence: Fence) -> Loose | None:
    _refuse_probability(it, head, fence)
    special = _power_of_values(it, head, fence) or conjugate(it, head, fence)
    if special is not None:
        return special
    inverse = _inverse(it, head)
    order = head.count if isinstance(head, Prime) else _dots(it, head)
    name = inverse or key(head.base if isinstance(head, Prime) or (order and isinstance(head, Accent)) else head)
    if name is None or name in ("nabla", "partial"):
        return None
    listed = names_only(fence)
    known = it.scope.names.get(name) or (_map(it, name, head) if listed and not order else None)
    called = name in _CALLED and name in it.survey.functions
    estimated = listed and _estimates_function(name)
    if known is not None and _only_named(known) and (called or estimated or name in _ALWAYS_CALLED):
        known = None  # `dom f` spoke of it before
    if isinstance(head, Sub) and known is None and f"{key(head.base)}[]" in it.scope.names:
        return it.read(head) if listed else None  # `s_i(z)` of a family that is a function of z; else a product
    told = TOLD in name
    matrix = known is not None and known.rank == 2 and known.origin is Origin.DECLARED
    if matrix and known is not None and not known.kind and not known.parameters and _multiplies(it, known, fence):
        return None  # `P(Y)` of an n × n matrix P and an n-vector Y is their product
    quantity = name in it.survey.functions and listed and not told
    slope = _slope(it, known, head, fence)
    if slope is not None:
        return slope
    if known is not None and not known.kind and not order and (quantity or _is_at_its_own(known, fence)):
        _refuse_other_arguments(it, known, fence)
        return lookup(it, name, head)  # \mathcal{L}(W_1, W_2; X): the arguments say what it depends on
    if known is not None and not known.kind and not known.rank and name in _ALSO_FUNCTIONS and _is_one_term(fence):
        raise Unreadable(f"{known.latex} is a number, and before brackets may be a function", fence.span)
    if (
        known is not None and not (known.kind or known.rank) and name in it.survey.functions and is_number(fence.body)
    ):  # the `y(0) = 1` of `y' = y`
        return Loose("Call", (it.read(fence),), (name, order, it.latex(head), None), (head.span[0], fence.span[1]))
    if _is_at_another_point(known, name, fence, listed, order):
        raise Unreadable("a quantity that is written with other arguments elsewhere", fence.span)
    is_function = known.kind == "function" if known else name in it.survey.functions
    always = name.partition("_")[0] in (*_ALWAYS_CALLED, "F") or (listed and _of_a_random_number(head))
    always = always or (_is_one_of_densities(head, fence) and f"{name.partition('_')[0]}[]" not in it.scope.names)
    if known is None and ((listed and (name in _CALLED or inverse)) or always or estimated):
        is_function = True  # f(x), g(X): custom reads it as a function, of which nothing is known
    if known is None and fence.open == "(" and len(arguments_of(fence)) > 1:
        is_function = True  # what stands before a list is no factor
    is_function = is_function or told or name.endswith(INVERSE)
    if not is_function or (known is not None and not told and _of_a_family(it, known, fence)):
        return None
    if known is not None and known.parameters and not order and _stands_in(name, fence):
        return None  # `σ(1 - σ)`: the product of two values, the argument not being written
    if known is not None and known.parameters:
        fence = replace(fence, body=by_name(fence.body, tuple(parameter.name for parameter in known.parameters)))
    items = arguments_of(fence)
    arguments = (it.read(fence),) if has_dots(items) else tuple(it.read(item) for item in items)
    if known is not None and len(arguments) == len(known.parameters):
        arguments = tuple(_zero_of(argument, p) for argument, p in zip(arguments, known.parameters, strict=True))
    if known is not None and known.squares and len(arguments) == len(known.parameters):
        roots = known.squares
        arguments = tuple(_root(argument) if place in roots else argument for place, argument in enumerate(arguments))
    return Loose("Call", arguments, (name, order, it.latex(head), known), (head.span[0], fence.span[1]))


def _slope(it: Interpreter, known: Known | None, head: Node, fence: Fence) -> Loose | None:
    """`A'(t)` of a matrix A of which the text says that it varies with t."""
    if known is None or known.kind or not isinstance(head, Prime) or key(fence.body) not in known.depends:
        return None
    by, span = it.read(fence.body), (head.span[0], fence.span[1])
    return Loose("Derivative", (lookup(it, known.name, head.base), *[by] * head.count), it.layout, span)


def _estimates_function(name: str) -> bool:
    """Whether a name is that of an estimate of a function, `\\hat f`, `\\tilde g_n`: before names in brackets custom takes it for nothing else."""
    stem = name.partition("_")[0]
    return any(stem == f"{accent}({letter})" for accent in ("hat", "tilde") for letter in _ALWAYS_CALLED)


def _map(it: Interpreter, name: str, head: Node) -> Known | None:
    """The φ of `wᵀ φ(x)`: a function with vectors for values."""
    if name not in it.survey.mapped:
        return None
    known = Known(name, it.latex(head), 1, (it.sizes.fresh(),), Origin.INFERRED, it.line, "function")
    it.scope.names[name] = known
    return known


def _dots(it: Interpreter, head: Node) -> int:
    """How often the x of `\\dot{x}(t)` is differentiated, a function of one number that the text has defined."""
    order = {"dot": 1, "ddot": 2}.get(head.kind, 0) if isinstance(head, Accent) else 0
    known = it.scope.names.get(key(head.base) or "") if isinstance(head, Accent) and order else None
    given = known is not None and known.kind == "function" and len(known.parameters) == 1
    return order if given and known is not None and not known.parameters[0].sizes else 0


# where f^2 may be f applied twice
_ITERATES = re.compile(
    r"\biterat\w+ of (?:the |an? )?(?:map|function)|\\circ\b|\bdynamical|\borbits?\b|\bapplied twice|\bself-composition",
    re.I,
)


def _power_of_values(it: Interpreter, head: Node, fence: Fence) -> Loose | None:
    """`g^2(x)` for the square of g(x), where the text composes no functions with themselves."""
    if not (isinstance(head, Sup) and isinstance(head.base, Name | Sub) and isinstance(head.sup, Num)):
        return None
    name = key(head.base) or ""
    known = it.scope.names.get(name)
    function = known.kind == "function" if known is not None else name in _CALLED and names_only(fence)
    if not function or head.sup.text not in ("2", "3", "4") or _ITERATES.search(it.text):
        return None
    value = _applied(it, head.base, fence)
    return _raised(it, value, head.sup) if value is not None and value.op == "Call" else None


def _zero_of(argument: Loose, parameter: Known) -> Loose:
    """A zero in the place of a vector or a matrix is that of its shape: `f(x, 0)`."""
    if argument.op == "Zero" and not argument.data and parameter.sizes:
        return Loose("Zero", (), parameter.sizes, argument.span)
    return argument


def _root(square: Loose) -> Loose:
    """The number, not negative, with that square."""
    if square.op == "Power" and square.data is None and square.parts[1].op == "Number" and square.parts[1].data == 2:
        return square.parts[0]
    half = Loose("Number", (), Fraction(1, 2), square.span)
    return Loose("Power", (square, half), None, square.span)


def _of_a_random_number(head: Node) -> bool:
    """`f_X`, `F_X`, `M_X`: a density, a distribution function or the like of X."""
    stem, label = (head.base, subscript(head.sub)) if isinstance(head, Sub) else (None, None)
    return isinstance(stem, Name) and stem.name in (*_CALLED, "M", "Q", "G") and label is not None and is_capital(label)


def _multiplies(it: Interpreter, matrix: Known, fence: Fence) -> bool:
    """Whether one declared vector or matrix stands in the brackets behind a declared matrix whose columns are as many as its rows."""
    other = it.scope.names.get(key(fence.body) or "")
    if other is None or not other.sizes or other.origin is not Origin.DECLARED:
        return False
    return it.sizes.resolve(matrix.sizes[1]) == it.sizes.resolve(other.sizes[0])


def _stands_in(name: str, fence: Fence) -> bool:
    """Whether a name stands in brackets without an argument of its own."""
    called = {
        id(part.factors[place])
        for part in inside(fence.body)
        if isinstance(part, Juxt)
        for place in range(len(part.factors) - 1)
        if isinstance(part.factors[place + 1], Fence)
    }
    return any(key(part) == name and id(part) not in called for part in inside(fence.body))


def _is_at_another_point(known: Known | None, name: str, fence: Fence, listed: bool, order: int) -> bool:
    """Whether brackets behind the f of an f(x) that stands for its value hold another point: `f(x + t)` is no product."""
    if known is None or known.kind or not known.parameters or name not in _ALWAYS_CALLED or listed or order:
        return False
    return fence.open == "(" and not _stands_in(name, fence)


def _is_at_its_own(known: Known, fence: Fence) -> bool:
    """Whether a quantity that the text has given as D(β, σ²) is written with just these arguments."""
    items = arguments_of(fence)
    if len(items) < 2 or len(items) != len(known.parameters) or not known.squares:
        return False
    squares = {place for place, item in enumerate(items) if unsquared(item) is not item}
    names = tuple(key(unsquared(item)) for item in items)
    return squares == known.squares and names == tuple(parameter.name for parameter in known.parameters)


def _refuse_other_arguments(it: Interpreter, known: Known, fence: Fence) -> None:
    """Raises Unreadable for `u(b, a)` of a quantity u(a, b): as a name alone both would be the same."""
    at = tuple(key(item) or "" for item in arguments_of(fence))
    own = {names for names in it.survey.called.get(known.name, ()) if names}
    if len(own) > 1 and at != tuple(p.name for p in known.parameters) and not _is_at_its_own(known, fence):
        raise Unreadable("a quantity that is written with other arguments elsewhere", fence.span)


def _only_named(known: Known) -> bool:
    """Whether nothing is known of a name but that it was met."""
    return known.origin is Origin.INFERRED and not known.kind and not known.sizes and not known.properties


def _of_a_family(it: Interpreter, known: Known, fence: Fence) -> bool:
    """Whether what stands in the brackets behind a function of a family z_1, z_2, … is no argument of it but a factor, as in `s_i (δ_{ij} - s_j)`.
    Raises Unreadable at another point than z."""
    of = [parameter for parameter in known.parameters if f"{parameter.name}[]" in it.scope.names]
    if not any(not known.definition or _speaks_of_members(known.definition, parameter.latex) for parameter in of):
        return False
    at = [key(item) for item in arguments_of(fence)]
    if at == [parameter.name for parameter in known.parameters]:
        return False
    if names_only(fence):
        raise Unreadable("a function of a family, at another point", fence.span)
    return True


def _speaks_of_members(formula: str, letter: str) -> bool:
    """Whether a letter has a subscript somewhere in what is written for a function."""
    return re.search(rf"{re.escape(letter)}\s*\}}?\s*_", formula) is not None


def _is_one_of_densities(head: Node, fence: Fence) -> bool:
    """`p_1(x)`, `q_X(x)`: one of several densities, at names."""
    stem = head.base if isinstance(head, Sub) else None
    return (
        isinstance(stem, Name)
        and stem.name in ("p", "q")
        and not stem.style
        and fence.open == "("
        and names_only(fence)
    )


_ALSO_FUNCTIONS = frozenset(["sigma", "phi", "varphi", "psi"])  # letters for numbers that custom also has for functions


def _is_one_term(fence: Fence) -> bool:
    """Whether brackets hold one term, which nobody puts into brackets to multiply it: the `2x` of `σ(2x)`."""
    single = not isinstance(fence.body, Add) or len(fence.body.terms) == 1
    return fence.open == "(" and single and not isinstance(fence.body, Tuple | Chain)


# where nothing of this is spoken of, p(u, v) is a function as any other
_OF_CHANCE = re.compile(
    r"probab|\brandom|\bdistribut|\bdensit|\bexpect|likelihood|stochastic|\bBayes|\bsampl|\bevents?\b|\bchance\b|\bprior\b|\bposterior\b"
    r"|\bindependent\s+(?:and|trials?)|\bmeasures?\b|\boutcomes?\b|\\Pr\b|\\sim\b|\\mathbb\s*\{?\s*[EP]\b|\\mid\b",
    re.I,
)


def _refuse_probability(it: Interpreter, head: Node, fence: Fence) -> None:
    stem = head.base if isinstance(head, Sub) else head
    whole = it.scope.names.get(key(stem) or "")
    if isinstance(head, Sub) and (f"{key(stem)}[]" in it.scope.names or (whole is not None and whole.rank)):
        return  # p_i of a family, or an entry of a vector, that the text has introduced
    matrices = it.survey.matrices
    if not isinstance(head, Sub) and key(head) in matrices and matrices & set(whole_names(fence.body)):
        return  # the P of `P (I - K H)^T`, elsewhere in a product with a transpose
    if _is_one_of_densities(head, fence):
        return
    if isinstance(stem, Name) and not stem.style and fence.open == "(" and not _OF_CHANCE.search(it.text):
        return
    if (
        isinstance(stem, Name)
        and stem.name in _PROBABILITY
        and (stem.style in ("bb", "roman") or fence.open in "[{" or stem.name in "Pp")
    ) and (key(head) not in it.scope.names or stem.style == "bb"):
        raise Unreadable("probability is outside what is checked", (head.span[0], fence.span[1]))


def _inverse(it: Interpreter, head: Node) -> str | None:
    """The name of the inverse function of g in `g^{-1}(y)`. Raises Unreadable for other powers of a function."""
    if not (isinstance(head, Sup) and isinstance(head.base, Name)) or is_label(head.sup):  # f^* is another function
        return None
    known = it.scope.names.get(head.base.name)
    if head.base.name not in _CALLED or (known is not None and known.kind != "function"):
        return None
    raise Unreadable("an inverse function or a reciprocal", head.span)


def arguments_of(fence: Fence) -> tuple[Node, ...]:
    """The arguments in a pair of brackets: `x, y`, `x; θ`, `x | θ`."""
    body = fence.body
    if isinstance(body, Mid) and body.sign == "|":
        return (*items_of(body.left), *items_of(body.right))
    return items_of(body)


def names_only(fence: Fence) -> bool:
    """Whether brackets list names and nothing else."""
    return all(key(item) is not None for item in arguments_of(fence))


def differential(it: Interpreter, head: Node, rest: list[Node], sign: list[str]) -> tuple[int, Loose | None]:
    """`d(x^T x)`, `dX`, `∂X`: the total differential, where d is nothing else in the text."""
    if not (isinstance(head, Name) and head.name in ("d", "partial") and rest and sign[0] == ""):
        return 0, None
    plain = head.name == "d" and head.style != "roman"
    known = it.scope.names.get("d")
    if plain and (it.index("d") is not None or (known is not None and known.origin is Origin.DECLARED)):
        return 0, None
    if plain and not it.moving and (not it.survey.differentials or known is not None or "d" in it.scope.sizes):
        return 0, None
    body: Node = rest[0]
    above: Node | None = None
    match body:
        case Sup(base=Fence() | Name() | Sub() as base, sup=raised) if transposes(raised):
            body, above = base, raised
    if not isinstance(body, Fence | Name | Sub | Accent | Apply):
        return 0, None
    if head.name == "partial" and (_is_applied(body, rest, sign) or _SUBGRADIENTS.search(it.text)):
        raise Unreadable("a subdifferential, or a partial derivative that does not say by what", head.span)
    found = Loose("Differential", (it.read(body),), None, (head.span[0], body.span[1]))
    return 1, found if above is None else Loose("Transpose", (found,), None, (head.span[0], above.span[1]))


_SUBGRADIENTS = re.compile(r"sub-?(?:differential|gradient)", re.I)


def _is_applied(body: Node, rest: list[Node], sign: list[str]) -> bool:
    """Whether brackets stand right behind a name: `∂f(x)` is no product."""
    after = rest[1] if len(rest) > 1 and sign[1:2] == [""] else None
    return isinstance(body, Name | Sub | Fence) and isinstance(after, Fence) and after.open == "("


@reads(Postfix)
def postfix(it: Interpreter, node: Postfix) -> Loose:
    return Loose("Apply", (it.read(node.base),), ("factorial", "scalar"), node.span)


@reads(Apply)
def apply(it: Interpreter, node: Apply) -> Loose:
    found = operator_moment(it, node)
    if found is not None:
        return found
    head, power = node.head, None
    if isinstance(head, Operator) and head.name == "arg" and isinstance(node.arg, BigOp):
        return extremum(it, node.arg, arg=True)
    if isinstance(head, Sup) and isinstance(head.base, Operator):
        power, head = head.sup, head.base
        if head.name == "erf" and not isinstance(power, Num):
            raise Unreadable("an inverse function or a reciprocal", node.span)
    if isinstance(head, Prime) and isinstance(head.base, Operator) and FUNCTIONS.get(head.base.name, "") in ELEMENTWISE:
        slope = Loose("Slope", (it.read(node.arg),), (FUNCTIONS[head.base.name], head.count), node.span)
        return slope if power is None else Loose("Power", (slope, it.read(power)), None, node.span)
    if isinstance(head, Sub) and head.base in (Operator("log"), Operator("lg")):
        result = _to_base(it, head.sub, node)
        return result if power is None else Loose("Power", (result, it.read(power)), None, node.span)
    nearest = proximal(it, node)
    if nearest is not None:
        return nearest
    opened = _slope_of_open(it, head, node.arg)
    if opened is not None:
        return opened
    if not isinstance(head, Operator):
        raise Unreadable("an operator that is not known", node.span)
    result = _named(it, head.name, node)
    # what acts at each entry has its power there: `\\tanh^2(z)` of a vector z
    by_entries = "entries" if isinstance(power, Num) and FUNCTIONS.get(head.name, "") in ELEMENTWISE else None
    return result if power is None else Loose("Power", (result, it.read(power)), by_entries, node.span)


def _to_base(it: Interpreter, base: Node, node: Apply) -> Loose:
    """`log_b(x)` = log(x)/log(b): one text for both, so that a correction of a part is not put into a place of it."""
    value = Loose("Apply", (it.read(node.arg),), ("log", "same"), node.span)
    below = Loose("Apply", (it.read(base),), ("log", "same"))
    inverse = Loose("Power", (below, Loose("Number", (), Fraction(-1))))
    return Loose("Product", (value, inverse), None, node.span)


def _named(it: Interpreter, name: str, node: Apply) -> Loose:
    written = density(it, node.head, node.arg) if isinstance(node.arg, Fence) else None
    if written is not None:
        return written
    reader = SPECIAL.get(name)
    if reader is not None:
        return reader(it, node)
    if name in it.scope.names and it.scope.names[name].kind == "function" and isinstance(node.arg, Fence):
        found = _applied(it, node.head, node.arg)
        if found is not None:
            return found
    if is_open(name) and isinstance(node.arg, Fence) and node.arg.open in "([":
        return _of_unknown(it, name, node.arg, node)
    argument = it.read(node.arg)
    if name == "vec" and it.survey.by_rows:
        argument = Loose("Transpose", (argument,), None, argument.span)
    if name in OF_MATRICES:
        return Loose(OF_MATRICES[name], (argument,), None, node.span)
    if name in FUNCTIONS:
        return Loose("Apply", (argument,), (FUNCTIONS[name], "same"), node.span)
    raise Unreadable(f"the operator {name} is outside what is checked", node.span)


def _slope_of_open(it: Interpreter, head: Node, argument: Node) -> Loose | None:
    """`\\operatorname{MSE}'(c)` of a function that the text gives."""
    if not (isinstance(head, Prime) and isinstance(head.base, Operator) and isinstance(argument, Fence)):
        return None
    known = it.scope.names.get(head.base.name)
    return _applied(it, head, argument) if known is not None and known.kind == "function" else None


def is_open(name: str) -> bool:
    """Whether an operator means what a text says, custom knowing nothing of it."""
    return name not in OF_MATRICES and name not in FUNCTIONS and name not in SPECIAL and name not in _NOT_FUNCTIONS


def _of_unknown(it: Interpreter, name: str, fence: Fence, node: Apply) -> Loose:
    """`\\operatorname{Bias}(a, b)`: a function of which nothing is known but what the text says. Raises Unreadable where it stands for something else."""
    known = it.scope.names.get(name)
    items = arguments_of(fence)
    if (known is not None and known.kind != "function") or has_dots(items):
        raise Unreadable(f"the operator {name} is outside what is checked", node.span)
    return Loose("Call", tuple(it.read(item) for item in items), (name, 0, it.latex(node.head), known), node.span)


def _extreme(sign: int) -> Callable[[Interpreter, Apply], Loose]:
    def read(it: Interpreter, node: Apply) -> Loose:
        """max(a, b) = (a + b + |a - b|)/2, and min with a minus; the largest and the smallest eigenvalue."""
        if not (isinstance(node.arg, Fence) and isinstance(node.arg.body, Tuple)):
            inner = it.read(node.arg)
            if is_spectrum(inner):
                return extreme_of(inner, sign, node.span)
        if not (isinstance(node.arg, Fence) and isinstance(node.arg.body, Tuple)):
            raise Unreadable("an extremum over something that is not listed", node.span)
        if has_dots(node.arg.body.items):
            raise Unreadable("an extremum of a list with dots", node.span)
        found, *others = read_items = [it.read(item) for item in node.arg.body.items]
        entrywise = _of_entries(it, read_items, sign, node.span)
        if entrywise is not None:
            return entrywise
        for other in others:
            found = _larger(found, other, sign, node.span)
        return found

    return read


def _of_entries(it: Interpreter, items: list[Loose], sign: int, span: Span) -> Loose | None:
    """`max(0, x)` of a vector or a matrix x: the larger one at each entry; None of numbers. Raises Unreadable where other things are compared with it."""
    try:
        shapes = [Shaper(it.sizes).shape(item) for item in items]
    except (Clash, Unreadable):
        return None
    if not any(shapes):
        return None
    zeros = [item.op == "Zero" or (item.op == "Number" and item.data == 0) for item in items]
    if len(items) != 2 or sum(zeros) != 1:
        raise Unreadable("the largest or the smallest at each entry", span)
    value = items[zeros.index(False)]
    minus = Loose("Number", (), Fraction(-1), span)
    if sign < 0:  # min(0, x) = -max(0, -x)
        value = Loose("Product", (minus, value), None, span)
    found = Loose("Apply", (value,), ("relu", "same"), span)
    return found if sign > 0 else Loose("Product", (minus, found), None, span)


def _larger(left: Loose, right: Loose, sign: int, span: Span) -> Loose:
    def scaled(value: Fraction, term: Loose) -> Loose:
        return Loose("Product", (Loose("Number", (), value, span), term), None, span)

    gap = Loose("Sum", (left, scaled(Fraction(-1), right)), None, span)
    distance = Loose("Apply", (gap,), ("abs", "scalar"), span)
    return scaled(Fraction(1, 2), Loose("Sum", (left, right, scaled(Fraction(sign), distance)), None, span))


def _adjugate(it: Interpreter, node: Apply) -> Loose:
    """adj(A) = det(A) A⁻¹, which it is where A is invertible: a hypothesis that the inverse brings with it."""
    argument = it.read(node.arg)
    inverse = Loose("Power", (argument, Loose("Number", (), Fraction(-1), node.span)), None, node.span)
    return Loose("Product", (Loose("Determinant", (argument,), None, node.span), inverse), None, node.span)


def _rank(it: Interpreter, node: Apply) -> Loose:
    return Loose("Apply", (it.read(node.arg),), ("rank", "scalar"), node.span)


SPECIAL: dict[str, Callable[[Interpreter, Apply], Loose]] = {
    "max": _extreme(1),
    "min": _extreme(-1),
    "rank": _rank,
    "dim": dimension,
    "diag": diagonal,
    "adj": _adjugate,
    DIVERGENCE: divergence,
    "eig": lambda it, node: spectrum(it.read(node.arg), node.span),
}
