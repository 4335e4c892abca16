"""Typed terms as people write them: in LaTeX that can be pasted, and as one line of Unicode."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from derive import terms as t
from derive.record import dataclass
from derive.sizes import Size
from derive.terms import Shape, Statement, Term
from derive.unicode_text import plain

# how strongly a piece binds: 0 relation, 1 sum, 2 product that runs on to the right, 3 product, 4 scripts, 5 atom
_RELATION, _SUM, _OPEN, _PRODUCT, _SCRIPT, _ATOM = range(6)
_RELATIONS = {
    "≠": "\\neq",
    "≤": "\\leq",
    "≥": "\\geq",
    "≈": "\\approx",
    "∝": "\\propto",
    "⪰": "\\succeq",
    "≻": "\\succ",
}
Piece = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Written(Term):
    """A piece of a formula as its author wrote it, in place of the term it stands for; `binds` says how strongly it holds together."""

    text: str
    binds: int = _ATOM
    sizes: Shape = ()

    def __post_init__(self) -> None:
        self._set(self.sizes)


def piece(term: Term) -> Piece:
    """The LaTeX of a term or statement, and how strongly it holds together."""
    return _write(term)


def latex(term: Term) -> str:
    """The LaTeX of a term or statement."""
    return _write(term)[0]


def statement_latex(statement: Statement) -> str:
    """The LaTeX of a statement."""
    return _write(statement)[0]


def unicode(term: Term) -> str:
    """A term or statement as one line of Unicode, for messages."""
    return plain(latex(term))


def at_least(term: Term, level: int) -> str:
    """The LaTeX of a term, in parentheses when it binds weaker than `level`."""
    text, binds = _write(term)
    return text if binds >= level else f"({text})"


def as_factor(term: Term, last: bool = False) -> str:
    """The LaTeX of a term as it stands inside a product: sums, and what would swallow the factors after it, in parentheses."""
    text, binds = _write(term)
    return text if binds >= (_OPEN if last else _PRODUCT) and not text.startswith("-") else f"({text})"


def _script(sign: str, text: str) -> str:
    return f"{sign}{text}" if len(text) == 1 else f"{sign}{{{text}}}"


def _joined(terms: Iterable[Term]) -> str:
    return ", ".join(latex(term) for term in terms)


def _name(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def _size(size: Size) -> Piece:
    return str(size).replace("·", " "), _SUM if len(size.parts) > 1 else _ATOM


def _number(value: Fraction) -> Piece:
    sign = "-" if value < 0 else ""
    if value.denominator == 1:
        return str(value.numerator), _SUM if sign else _ATOM
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}", _SUM if sign else _PRODUCT


def _sum(term: t.Sum) -> Piece:
    text = ""
    for part in term.terms:
        piece, binds = _write(part)
        if isinstance(part, t.Sum) or binds == _RELATION:
            piece = f"({piece})"
        text += piece if not text else f" - {piece[1:].lstrip()}" if piece.startswith("-") else f" + {piece}"
    return text, _SUM


def _reciprocal(term: Term) -> Term | None:
    """What a scalar factor divides by, or None."""
    if isinstance(term, t.Power) and not term.shape and isinstance(term.exponent, t.Number) and term.exponent.value < 0:
        exponent = -term.exponent.value
        return term.base if exponent == 1 else t.Power(term.base, t.Number(exponent))
    return None


def _product(term: t.Product) -> Piece:
    factors = list(term.factors)
    sign, head = "", factors[0]
    if isinstance(head, t.Number) and head.value < 0 and len(factors) > 1:
        sign = "-"
        factors[:1] = [] if head.value == -1 else [t.Number(-head.value)]
    below = [bottom for factor in factors if (bottom := _reciprocal(factor)) is not None]
    if below:
        scalars = [factor for factor in factors if not factor.shape and _reciprocal(factor) is None]
        rest = [factor for factor in factors if factor.shape]
        fraction = f"\\frac{{{_row(scalars)[0] if scalars else '1'}}}{{{_row(below)[0]}}}"
        text = f"{fraction} {_row(rest)[0]}" if rest else fraction
        return sign + text, _SUM if sign else _PRODUCT
    if len(factors) == 1:
        return sign + as_factor(factors[0], last=True), _SUM if sign else _PRODUCT
    text, binds = _row(factors)
    return sign + text, _SUM if sign else binds


def _row(factors: list[Term]) -> Piece:
    """Factors side by side."""
    if len(factors) == 1:
        return _write(factors[0])
    parts: list[str] = []
    for number, factor in enumerate(factors):
        text = as_factor(factor, last=number == len(factors) - 1)
        grouped = isinstance(factor, t.Product) and not text.startswith(("(", "\\frac"))
        digits = bool(parts) and text[:1].isdigit() and parts[-1][-1:].isdigit()
        parts.append(f"({text})" if grouped and number else f"\\cdot {text}" if digits else text)
    binds = min(_PRODUCT, max(_write(factors[-1])[1], _OPEN)) if not parts[-1].startswith("(") else _PRODUCT
    return " ".join(parts), binds


def _power(term: t.Power) -> Piece:
    value = term.exponent.value if isinstance(term.exponent, t.Number) else None
    if value == Fraction(1, 2):
        return f"\\sqrt{{{latex(term.base)}}}", _ATOM
    if value is not None and value < 0 and not term.shape:
        below = term.base if value == -1 else t.Power(term.base, t.Number(-value))
        return f"\\frac{{1}}{{{latex(below)}}}", _PRODUCT
    exponent = latex(term.exponent)
    if (
        isinstance(term.base, t.Apply)
        and term.base.name in _NAMED
        and len(term.base.arguments) == 1
        and value is not None
        and value > 1
    ):
        return f"\\{_NAMED[term.base.name]}{_script('^', exponent)}({latex(term.base.arguments[0])})", _SCRIPT
    return f"{at_least(term.base, _ATOM)}{_script('^', exponent)}", _SCRIPT


def _norm(term: t.Norm) -> Piece:
    frobenius = "F" if len(term.body.shape) == 2 else ""
    labels = {t.NormKind.FROBENIUS: frobenius, t.NormKind.MAX: "\\infty", t.NormKind.ANY: ""}
    label = labels.get(term.kind, term.kind.value)
    if term.weight is not None:
        label = latex(term.weight)
    return f"\\|{latex(term.body)}\\|" + (_script("_", label) if label else ""), _ATOM


def _derivative(term: t.Derivative) -> Piece:
    below = " ".join(f"\\partial {latex(variable)}" for variable in term.variables)
    order = f"^{len(term.variables)}" if len(term.variables) > 1 else ""
    if len(term.variables) > 1 and all(variable == term.variables[0] for variable in term.variables):
        below = f"\\partial {at_least(term.variables[0], _ATOM)}{order}"
    if isinstance(term.body, t.Symbol):
        return f"\\frac{{\\partial{order} {latex(term.body)}}}{{{below}}}", _PRODUCT
    return f"\\frac{{\\partial{order}}}{{{below}}} {as_factor(term.body, True)}", _OPEN


def _big(sign: str) -> Callable[[t.BigSum | t.BigProduct], Piece]:
    def write(term: t.BigSum | t.BigProduct) -> Piece:
        index = latex(term.index)
        below = f"{index}={latex(term.lower) if term.lower is not None else '1'}"
        above = _script("^", latex(term.upper) if term.upper is not None else _size(term.index.size)[0])
        if term.condition is not None:
            below, above = latex(term.condition), ""
        return f"{sign}_{{{below}}}{above} {as_factor(term.body, True)}", _OPEN

    return write


def _integral(term: t.Integral) -> Piece:
    bounds = _script("_", latex(term.lower)) if term.lower is not None else f"_{{{term.domain}}}" if term.domain else ""
    bounds += _script("^", latex(term.upper)) if term.upper is not None else ""
    return f"\\int{bounds} {as_factor(term.body, True)} \\, d{latex(term.variable)}", _PRODUCT


def _block(term: t.Block) -> Piece:
    rows = " \\\\ ".join(" & ".join(latex(cell) for cell in row) for row in term.rows)
    return f"\\begin{{bmatrix}} {rows} \\end{{bmatrix}}", _ATOM


_NAMED = {name: name for name in ("exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh")} | {
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "expm": "exp", "logm": "log", "gamma": "Gamma", "sigmoid": "sigma", "normal_cdf": "Phi",
}  # fmt: skip


def _apply(term: t.Apply) -> Piece:
    name, inside = _name(term.name), _joined(term.arguments)
    if name in ("sqrt", "sqrtm"):
        return f"\\sqrt{{{inside}}}", _ATOM
    if name in ("abs", "floor", "ceil"):
        left, right = {"abs": ("|", "|"), "floor": ("\\lfloor ", " \\rfloor"), "ceil": ("\\lceil ", " \\rceil")}[name]
        return f"{left}{inside}{right}", _ATOM
    if name == "factorial":
        return f"{at_least(term.arguments[0], _ATOM)}!", _SCRIPT
    plain = len(name.rstrip("'")) == 1 or name.startswith("\\") or not name.isalpha()
    head = f"\\{_NAMED[name]}" if name in _NAMED else name if plain else f"\\operatorname{{{name}}}"
    return f"{head}({inside})", _SCRIPT


def _entry(term: t.Entry) -> Piece:
    indices = list(term.indices)
    outcomes = sum(isinstance(index, t.Index) and index.name.startswith(t.OUTCOME) for index in indices)
    if outcomes and isinstance(term.base, t.Symbol):  # a random symbol at an outcome
        drawn = t.Symbol(term.base.name, term.base.shape[outcomes:], latex(term.base))
        rest = tuple(indices[outcomes:])
        return _write(t.Entry(drawn, rest)) if any(rest) else _write(drawn)
    body = latex(term.base)
    while len(indices) > 1 and indices[-1] is None and indices[0] is not None and body[:1].islower():
        indices.pop()  # a member of a family of vectors: x_i
    parts = [":" if index is None else latex(index) for index in indices]
    joined = ("" if all(len(part) == 1 and part != ":" for part in parts) else ",").join(parts)
    plain = isinstance(term.base, t.Symbol) and not {"_", "^"} & set(body)
    return f"{body if plain else f'({body})'}{_script('_', joined)}", _ATOM


def _summed(term: t.BigSum) -> Piece:
    """A sum; one over the outcomes of a sample space is the expected value that it stands for."""
    if not t.is_average(term):
        return _big("\\sum")(term)
    rest = term.body.factors[1:]  # type: ignore[attr-defined]
    body = rest[0] if len(rest) == 1 else t.Product(rest)
    return (latex(body) if t.is_average(body) else f"\\mathbb{{E}}[{latex(body)}]"), _ATOM


def _expectation(term: t.Expectation) -> Piece:
    over = _script("_", _joined(term.over)) if term.over else ""
    given = f" \\mid {_joined(term.given)}" if term.given else ""
    return f"\\mathbb{{E}}{over}[{latex(term.body)}{given}]", _ATOM


def _extremum(term: t.Extremum) -> Piece:
    head = f"\\operatorname{{{term.kind}}}" if term.kind.startswith("arg") else f"\\{term.kind}"
    below = _joined(term.variables) + (f" : {_joined(term.constraints)}" if term.constraints else "")
    return f"{head}{_script('_', below) if below else ''} {as_factor(term.body, True)}", _OPEN


def _piecewise(term: t.Piecewise) -> Piece:
    rows = [
        f"{latex(value)} & {latex(when) if when is not None else chr(92) + 'text{otherwise}'}"
        for value, when in term.cases
    ]
    return "\\begin{cases} " + " \\\\ ".join(rows) + " \\end{cases}", _ATOM


_PROPERTIES: dict[t.PropertyKind, Callable[[str], str]] = {
    t.PropertyKind.SYMMETRIC: lambda a: f"{a} = {a}^\\top",
    t.PropertyKind.SKEW: lambda a: f"{a} = -{a}^\\top",
    t.PropertyKind.ORTHOGONAL: lambda a: f"{a}^\\top {a} = {a} {a}^\\top = I",
    t.PropertyKind.ORTHONORMAL_COLUMNS: lambda a: f"{a}^\\top {a} = I",
    t.PropertyKind.ORTHONORMAL_ROWS: lambda a: f"{a} {a}^\\top = I",
    t.PropertyKind.IDEMPOTENT: lambda a: f"{a}^2 = {a}",
    t.PropertyKind.PROJECTION: lambda a: f"{a}^2 = {a} = {a}^\\top",
    t.PropertyKind.POSITIVE: lambda a: f"{a} > 0",
    t.PropertyKind.NONNEGATIVE: lambda a: f"{a} \\geq 0",
    t.PropertyKind.NEGATIVE: lambda a: f"{a} < 0",
    t.PropertyKind.NONZERO: lambda a: f"{a} \\neq 0",
    t.PropertyKind.POSITIVE_DEFINITE: lambda a: f"{a} \\succ 0",
    t.PropertyKind.POSITIVE_SEMIDEFINITE: lambda a: f"{a} \\succeq 0",
    t.PropertyKind.UNIT_NORM: lambda a: f"\\|{a}\\| = 1",
}
_HAS = frozenset((t.PropertyKind.FULL_COLUMN_RANK, t.PropertyKind.FULL_ROW_RANK))


def _property(term: t.HasProperty) -> Piece:
    subject = at_least(term.subjects[0], _ATOM)
    if term.kind is t.PropertyKind.COMMUTE and len(term.subjects) == 2:
        other = at_least(term.subjects[1], _ATOM)
        return f"{subject} {other} = {other} {subject}", _RELATION
    if term.kind in _PROPERTIES:
        return _PROPERTIES[term.kind](subject), _RELATION
    verb = "has" if term.kind in _HAS else "" if term.kind is t.PropertyKind.COLUMN_STOCHASTIC else "is"
    return f"{latex(term.subjects[0])} \\text{{ {' '.join(filter(None, (verb, term.kind.value)))}}}", _RELATION


def _optimum(term: t.Optimum) -> Piece:
    point = ", ".join(f"{latex(symbol)} = {latex(value)}" for symbol, value in term.point)
    below = _joined(symbol for symbol, _ in term.point) + (
        f" : {_joined(term.constraints)}" if term.constraints else ""
    )
    value = f" = {latex(term.value)}" if term.value is not None else ""
    return (
        f"\\{term.kind}{_script('_', below)} {as_factor(term.objective, True)}{value} \\text{{ at }} {point}",
        _RELATION,
    )


def _called(name: str) -> Callable[[Any], Piece]:
    return lambda term: (f"{name}({latex(term.body)})", _SCRIPT)


def _between(sign: str) -> Callable[[Any], Piece]:
    return lambda term: (f"{at_least(term.left, _SCRIPT)} {sign} {at_least(term.right, _SCRIPT)}", _OPEN)


_WRITERS: dict[type[Term], Callable[[Any], Piece]] = {
    t.Number: lambda a: _number(a.value),
    t.Constant: lambda a: ({"pi": "\\pi", "infinity": "\\infty"}.get(a.name, a.name), _ATOM),
    t.SizeValue: lambda a: _size(a.size),
    t.Symbol: lambda a: (a.latex or _name(a.name), _SCRIPT if "^" in (a.latex or a.name) else _ATOM),
    t.Index: lambda a: (_name(a.name), _ATOM),
    t.Identity: lambda a: (f"I{_script('_', _size(a.size)[0])}", _ATOM),
    t.Zero: lambda _: ("0", _ATOM),
    t.Ones: lambda _: ("\\mathbf{1}", _ATOM),
    t.BasisVector: lambda a: (f"e{_script('_', latex(a.index))}", _ATOM),
    t.Entry: _entry,
    t.Sum: _sum,
    t.Product: _product,
    t.Power: _power,
    t.PseudoInverse: lambda a: (f"{at_least(a.body, _ATOM)}^+", _SCRIPT),
    t.Transpose: lambda a: (f"{at_least(a.body, _ATOM)}^\\top", _SCRIPT),
    t.Conjugate: lambda a: (f"\\overline{{{latex(a.body)}}}", _ATOM),
    t.Trace: _called("\\operatorname{tr}"),
    t.Determinant: _called("\\det"),
    t.Norm: _norm,
    t.Hadamard: _between("\\odot"),
    t.Kronecker: _between("\\otimes"),
    t.Vec: _called("\\operatorname{vec}"),
    t.Diagonal: _called("\\operatorname{diag}"),
    t.Block: _block,
    t.Apply: _apply,
    t.BigSum: _summed,
    t.BigProduct: _big("\\prod"),
    t.Integral: _integral,
    t.Limit: lambda a: (
        f"\\lim_{{{latex(a.variable)} \\to {latex(a.point)}{'^' + a.side if a.side else ''}}} {as_factor(a.body, True)}",
        _OPEN,
    ),
    t.Extremum: _extremum,
    t.Expectation: _expectation,
    t.Derivative: _derivative,
    t.Directional: lambda a: (f"D({latex(a.body)})[{latex(a.direction)}]", _SCRIPT),
    t.Differential: lambda a: (f"d{at_least(a.body, _ATOM)}", _SCRIPT),
    t.Piecewise: _piecewise,
    t.At: lambda a: (
        f"\\left.{latex(a.body)}\\right|_{{{', '.join(f'{latex(s)} = {latex(v)}' for s, v in a.values)}}}",
        _SCRIPT,
    ),
    t.Relates: lambda a: (
        f"{latex(a.left)} {_RELATIONS.get(a.relation.value, a.relation.value)} {latex(a.right)}",
        _RELATION,
    ),
    t.HasProperty: _property,
    t.All: lambda a: (_joined(a.parts), _RELATION),
    t.Implies: lambda a: (f"{_joined(a.premises)} \\Rightarrow {latex(a.conclusion)}", _RELATION),
    t.Iff: lambda a: (f"{latex(a.left)} \\iff {latex(a.right)}", _RELATION),
    t.Optimum: _optimum,
    Written: lambda a: (a.text, a.binds),
}


def _write(term: Term) -> Piece:
    return _WRITERS[type(term)](term)
