"""Typed terms in LaTeX, close to how people write them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.terms import (
    All, Apply, At, BasisVector, BigProduct, BigSum, Block, Conjugate, Constant, Derivative, Determinant, Diagonal, Differential, Directional,
    Entry, Expectation, Extremum, Hadamard, HasProperty, Identity, Iff, Implies, Index, Integral, Kronecker, Limit, Norm, NormKind, Number, Ones,
    Optimum, Piecewise, Power, Product, PropertyKind, PseudoInverse, Relates, SizeValue, Sum, Symbol, Term, Trace, Transpose, Vec, Zero,
)  # fmt: skip

# precedence: 0 relation, 1 sum, 2 product, 3 scripts, 4 atom
_SUM, _PRODUCT, _SCRIPT, _ATOM = 1, 2, 3, 4
_RELATIONS = {"≠": "\\neq", "≤": "\\leq", "≥": "\\geq", "≈": "\\approx", "∝": "\\propto", "⪰": "\\succeq", "≻": "\\succ"}


def latex(term: Term) -> str:
    """The LaTeX of a term or statement."""
    return _write(term)[0]


statement_latex = latex


def _number(value: Fraction) -> tuple[str, int]:
    if value.denominator == 1:
        return str(value.numerator), _ATOM if value >= 0 else _SUM
    sign = "-" if value < 0 else ""
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}", _ATOM if value >= 0 else _SUM


def at_least(term: Term, level: int) -> str:
    """The LaTeX of a term, in parentheses when it binds weaker than `level`."""
    text, binds = _write(term)
    return text if binds >= level else f"({text})"


def _sum(term: Sum) -> tuple[str, int]:
    text = ""
    for part in term.terms:
        piece = latex(part)
        if isinstance(part, Sum):
            piece = f"({piece})"
        text += piece if not text else f" - {piece[1:].lstrip()}" if piece.startswith("-") else f" + {piece}"
    return text, _SUM


def _product(term: Product) -> tuple[str, int]:
    factors = list(term.factors)
    sign = ""
    while factors and isinstance(factors[0], Number) and factors[0].value == -1 and len(factors) > 1:
        sign = "" if sign else "-"
        factors.pop(0)
    parts: list[str] = []
    for number, factor in enumerate(factors):
        text, binds = _write(factor)
        weak = binds < _PRODUCT or (number and text[:1].isdigit() and parts and parts[-1][-1:].isdigit()) or isinstance(factor, Product)
        parts.append(f"({text})" if weak and not (number == 0 and binds >= _PRODUCT) else text)
    return sign + " ".join(parts), _SUM if sign else _PRODUCT


def _power(term: Power) -> tuple[str, int]:
    if isinstance(term.exponent, Number) and term.exponent.value == Fraction(1, 2):
        return f"\\sqrt{{{latex(term.base)}}}", _ATOM
    return f"{at_least(term.base, _ATOM)}^{{{latex(term.exponent)}}}", _SCRIPT


def _norm(term: Norm) -> tuple[str, int]:
    label = {NormKind.FROBENIUS: "F" if len(term.body.shape) == 2 else "", NormKind.MAX: "\\infty"}.get(term.kind, term.kind.value)
    return f"\\|{latex(term.body)}\\|" + (f"_{label}" if label else ""), _ATOM


def _derivative(term: Derivative) -> tuple[str, int]:
    below = " ".join(f"\\partial {latex(variable)}" for variable in term.variables)
    order = f"^{len(term.variables)}" if len(term.variables) > 1 else ""
    return f"\\frac{{\\partial{order}}}{{{below}}} {at_least(term.body, _PRODUCT)}", _PRODUCT


def _big(sign: str) -> Callable[[BigSum | BigProduct], tuple[str, int]]:
    def write(term: BigSum | BigProduct) -> tuple[str, int]:
        lower = latex(term.lower) if term.lower is not None else "1"
        upper = latex(term.upper) if term.upper is not None else str(term.index.size)
        return f"{sign}_{{{term.index.name}={lower}}}^{{{upper}}} {at_least(term.body, _PRODUCT)}", _SUM

    return write


def _integral(term: Integral) -> tuple[str, int]:
    bounds = f"_{{{latex(term.lower)}}}" if term.lower is not None else ""
    bounds += f"^{{{latex(term.upper)}}}" if term.upper is not None else ""
    return f"\\int{bounds} {at_least(term.body, _PRODUCT)} \\, d{latex(term.variable)}", _PRODUCT


def _block(term: Block) -> tuple[str, int]:
    rows = " \\\\ ".join(" & ".join(latex(cell) for cell in row) for row in term.rows)
    return f"\\begin{{bmatrix}} {rows} \\end{{bmatrix}}", _ATOM


def _apply(term: Apply) -> tuple[str, int]:
    name = term.name.removeprefix("user:")
    head = f"\\{name}" if name in ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh") else name if len(name.rstrip("'")) == 1 else f"\\operatorname{{{name}}}"
    return f"{head}({', '.join(latex(argument) for argument in term.arguments)})", _SCRIPT


def _entry(term: Entry) -> tuple[str, int]:
    body = latex(term.base) if isinstance(term.base, Symbol) and "_" not in latex(term.base) else f"({latex(term.base)})"
    return f"{body}_{{{','.join(':' if i is None else latex(i) for i in term.indices)}}}", _SCRIPT


def _property(term: HasProperty) -> tuple[str, int]:
    subject = at_least(term.subjects[0], _SCRIPT)
    forms = {
        PropertyKind.SYMMETRIC: f"{subject} = {subject}^\\top",
        PropertyKind.SKEW: f"{subject} = -{subject}^\\top",
        PropertyKind.ORTHOGONAL: f"{subject}^\\top {subject} = {subject} {subject}^\\top = I",
        PropertyKind.ORTHONORMAL_COLUMNS: f"{subject}^\\top {subject} = I",
        PropertyKind.ORTHONORMAL_ROWS: f"{subject} {subject}^\\top = I",
        PropertyKind.IDEMPOTENT: f"{subject}^2 = {subject}",
        PropertyKind.POSITIVE: f"{subject} > 0",
        PropertyKind.NONNEGATIVE: f"{subject} \\geq 0",
        PropertyKind.NEGATIVE: f"{subject} < 0",
        PropertyKind.NONZERO: f"{subject} \\neq 0",
        PropertyKind.POSITIVE_DEFINITE: f"{subject} \\succ 0",
        PropertyKind.POSITIVE_SEMIDEFINITE: f"{subject} \\succeq 0",
        PropertyKind.UNIT_NORM: f"\\|{subject}\\| = 1",
    }
    if term.kind is PropertyKind.COMMUTE and len(term.subjects) == 2:
        other = at_least(term.subjects[1], _SCRIPT)
        return f"{subject} {other} = {other} {subject}", 0
    return forms.get(term.kind, f"{subject} \\text{{ is {term.kind.value}}}" if "rank" not in term.kind.value else f"{subject} \\text{{ has {term.kind.value}}}"), 0


def _optimum(term: Optimum) -> tuple[str, int]:
    point = ", ".join(f"{latex(symbol)} = {latex(value)}" for symbol, value in term.point)
    return f"\\arg\\{term.kind} {latex(term.objective)} : {point}", 0


_WRITERS: dict[type, Callable[..., tuple[str, int]]] = {
    Number: lambda t: _number(t.value),
    Constant: lambda t: ({"pi": "\\pi", "infinity": "\\infty"}.get(t.name, t.name), _ATOM),
    SizeValue: lambda t: (str(t.size), _ATOM if len(t.size.parts) == 1 else _SUM),
    Symbol: lambda t: (t.latex or t.name, _SCRIPT if "^" in (t.latex or t.name) else _ATOM),
    Index: lambda t: (t.name, _ATOM),
    Identity: lambda t: (f"I_{{{t.size}}}", _ATOM),
    Zero: lambda _: ("0", _ATOM),
    Ones: lambda _: ("\\mathbf{1}", _ATOM),
    BasisVector: lambda t: (f"e_{{{latex(t.index)}}}", _ATOM),
    Entry: _entry,
    Sum: _sum,
    Product: _product,
    Power: _power,
    PseudoInverse: lambda t: (f"{at_least(t.body, _ATOM)}^{{+}}", _SCRIPT),
    Transpose: lambda t: (f"{at_least(t.body, _ATOM)}^\\top", _SCRIPT),
    Conjugate: lambda t: (f"\\overline{{{latex(t.body)}}}", _ATOM),
    Trace: lambda t: (f"\\operatorname{{tr}}({latex(t.body)})", _SCRIPT),
    Determinant: lambda t: (f"\\det({latex(t.body)})", _SCRIPT),
    Norm: _norm,
    Hadamard: lambda t: (f"{at_least(t.left, _SCRIPT)} \\odot {at_least(t.right, _SCRIPT)}", _PRODUCT),
    Kronecker: lambda t: (f"{at_least(t.left, _SCRIPT)} \\otimes {at_least(t.right, _SCRIPT)}", _PRODUCT),
    Vec: lambda t: (f"\\operatorname{{vec}}({latex(t.body)})", _SCRIPT),
    Diagonal: lambda t: (f"\\operatorname{{diag}}({latex(t.body)})", _SCRIPT),
    Block: _block,
    Apply: _apply,
    BigSum: _big("\\sum"),
    BigProduct: _big("\\prod"),
    Integral: _integral,
    Limit: lambda t: (f"\\lim_{{{latex(t.variable)} \\to {latex(t.point)}}} {at_least(t.body, _PRODUCT)}", _PRODUCT),
    Extremum: lambda t: (f"\\{t.kind} {latex(t.body)}", _PRODUCT),
    Expectation: lambda t: (f"\\mathbb{{E}}[{latex(t.body)}]", _SCRIPT),
    Derivative: _derivative,
    Directional: lambda t: (f"D({latex(t.body)})[{latex(t.direction)}]", _SCRIPT),
    Differential: lambda t: (f"d{at_least(t.body, _ATOM)}", _SCRIPT),
    Piecewise: lambda t: ("\\begin{cases} " + " \\\\ ".join(latex(v) for v, _ in t.cases) + " \\end{cases}", _ATOM),
    At: lambda t: (f"\\left.{latex(t.body)}\\right|_{{{', '.join(f'{latex(s)} = {latex(v)}' for s, v in t.values)}}}", _SCRIPT),
    Relates: lambda t: (f"{latex(t.left)} {_RELATIONS.get(t.relation.value, t.relation.value)} {latex(t.right)}", 0),
    HasProperty: _property,
    All: lambda t: (", ".join(latex(part) for part in t.parts), 0),
    Implies: lambda t: (f"{', '.join(latex(p) for p in t.premises)} \\Rightarrow {latex(t.conclusion)}", 0),
    Iff: lambda t: (f"{latex(t.left)} \\iff {latex(t.right)}", 0),
    Optimum: _optimum,
}


def _write(term: Term) -> tuple[str, int]:
    return _WRITERS[type(term)](term)
