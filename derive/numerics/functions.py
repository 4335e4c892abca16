"""How powers, norms and applied functions are evaluated.

Over a prime field p = 2q + 1 the non-zero squares stand for the positive numbers: |x|, sign and roots are those of that order, which is
multiplicative as the real one is. exp(x) is g^x with x taken modulo q, so exp(x + y) = exp(x)exp(y); other functions are uninterpreted: equal
arguments give equal values, with the laws that are cheap to keep. An equality in this reading holds for the real functions; a
difference decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.numerics import arrays, generic
from derive.numerics.algebra import fit
from derive.numerics.arrays import Array, matmul, scalar
from derive.numerics.elementary import Elementary
from derive.numerics.evaluate import Environment, Evaluator, rule
from derive.numerics.fields import BadLuck, NotEvaluable, PrimeField, Rationals, Scalar, base
from derive.record import replace
from derive.terms import (
    ELEMENTWISE,
    Apply,
    BasisVector,
    BigProduct,
    BigSum,
    Constant,
    Determinant,
    Diagonal,
    Identity,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Transpose,
)

LARGEST_EXPONENT = 1 << 12


@rule(Constant)
def constant(ev: Evaluator, term: Constant, env: Environment) -> Array:
    if term.name not in ("pi", "e"):
        raise NotEvaluable(f"the constant {term.name}")
    if isinstance(ev.field, Rationals):
        return scalar(ev.field.constant(term.name))
    elementary = Elementary(ev.field)
    return scalar(elementary.exp(1, 1 if ev.exponents else None) if term.name == "e" else elementary.positive("pi"))


_KINKS = frozenset(["sqrt", "abs", "relu", "sign", "step"])


def _smooth(ev: Evaluator, data: list[Scalar]) -> list[Scalar]:
    """The numbers, none of them 0 while a derivative is taken: there a root or an absolute value has none, though no ε part may show it."""
    if ev.next_bit > 1 and not all(base(x) for x in data):
        raise BadLuck("the derivative of a root or an absolute value at 0")
    return data


def norm_square(ev: Evaluator, term: Norm, env: Environment) -> Scalar:
    """The square of a Euclidean, Frobenius or weighted norm. Raises NotEvaluable for other norms."""
    body = ev.value(term.body, env)
    vector = len(term.body.shape) < 2
    if term.kind is not NormKind.FROBENIUS and not (term.kind is NormKind.SPECTRAL and vector):
        raise NotEvaluable(f"the norm {term.kind.value} has no exact value")
    if term.weight is None:
        return ev.field.reduce([sum(x * x for x in body.data)])[0]
    if not vector or not term.body.shape:
        raise NotEvaluable("a weighted norm of something other than a vector")
    weighted = matmul(ev.field, ev.value(term.weight, env), body)
    return ev.field.reduce([sum(x * y for x, y in zip(body.data, weighted.data, strict=True))])[0]


@rule(Norm)
def norm(ev: Evaluator, term: Norm, env: Environment) -> Array:
    if term.kind is NormKind.ANY:
        raise NotEvaluable("a norm that is not named")
    elementary = Elementary(ev.field)
    if not term.body.shape and term.weight is None:
        return scalar(elementary.absolute(_smooth(ev, [ev.scalar(term.body, env)])[0]))
    if len(term.body.shape) == 1 and term.kind in (NormKind.ONE, NormKind.MAX):
        sizes = [elementary.absolute(x) for x in _smooth(ev, ev.value(term.body, env).data)]
        if term.kind is NormKind.ONE:
            return scalar(ev.field.reduce([sum(sizes)])[0])
        if ev.field.prime == 0 and sizes == [base(x) for x in sizes]:
            return scalar(max(sizes))
    return scalar(elementary.root(_smooth(ev, [norm_square(ev, term, env)])[0]))


@rule(Power)
def power(ev: Evaluator, term: Power, env: Environment) -> Array:
    try:
        exponent = ev.rational(term.exponent, env)
    except NotEvaluable:
        if term.base.shape:
            raise
        return scalar(_real_power(ev, term, env))
    if abs(exponent) > LARGEST_EXPONENT:
        raise NotEvaluable(f"the power {exponent}")
    if exponent.denominator != 1:
        if term.base.shape:
            raise NotEvaluable("a fractional power of a matrix")
        if _known(ev, term.base, env) < 0:
            raise NotEvaluable("a root of a negative number")
        return scalar(Elementary(ev.field).fractional_power(_smooth(ev, [ev.scalar(term.base, env)])[0], exponent))
    count = exponent.numerator
    if (
        isinstance(term.base, Norm)
        and count % 2 == 0
        and count
        and term.base.kind in (NormKind.FROBENIUS, NormKind.SPECTRAL)
    ):
        return repeated(ev, scalar(norm_square(ev, term.base, env)), count // 2)
    return repeated(ev, ev.value(term.base, env), count)


def _known(ev: Evaluator, term: Term, env: Environment) -> Fraction:
    """The rational a term is at every instance, or 1."""
    try:
        return ev.rational(term, env)
    except NotEvaluable:
        return Fraction(1)


def repeated(ev: Evaluator, value: Array, count: int) -> Array:
    """A scalar or square matrix to an integer power, by repeated squaring."""
    field = ev.field
    if not value.shape:
        x = value.data[0]
        if count <= 0 and not base(x):
            raise BadLuck("zero to a power that is not positive")
        value = scalar(field.invert(x)) if count < 0 else value
        one = scalar(1)
    else:
        value = arrays.inverse(field, value) if count < 0 else value
        one = arrays.identity(value.shape[0])
    result, count = one, abs(count)
    while count:
        if count & 1:
            result = value if result is one else matmul(field, result, value)
        count >>= 1
        value = matmul(field, value, value) if count else value
    return result if value.shape else Array((), result.data)


def _real_power(ev: Evaluator, term: Power, env: Environment) -> Scalar:
    if isinstance(term.base, Constant) and term.base.name == "e":
        return exponential(ev, term.exponent, env)
    exponent = ev.exponent(term.exponent, env)
    return Elementary(ev.field).real_power(
        ev.scalar(term.base, env), ev.scalar(term.exponent, env), exponent.data[0] if exponent else None
    )


def exponential(ev: Evaluator, argument: Term, env: Environment) -> Scalar:
    """exp of a scalar term; exp(a + c·log b) is exp(a)·b^c."""
    elementary = Elementary(ev.field)
    parts = argument.terms if isinstance(argument, Sum) else (argument,)
    if len(parts) == 1 or not any(_logarithm_in(part) for part in parts):
        parts = (argument,)
    result: Scalar = 1
    for part in parts:
        found = _logarithm_in(part)
        if found is None:
            exponent = ev.exponent(part, env)
            factor = elementary.exp(ev.scalar(part, env), exponent.data[0] if exponent else None)
        else:
            inside, coefficient = found
            factor = ev.scalar(inside, env) if coefficient is None else _real_power(ev, Power(inside, coefficient), env)
            if isinstance(ev.field, PrimeField) and not ev.field.is_positive(base(factor)):
                raise BadLuck("the logarithm of a number that is not positive")
        result = ev.field.reduce([result * factor])[0]
    return result


def _logarithm_in(term: Term) -> tuple[Term, Term | None] | None:
    if isinstance(term, Apply) and term.name == "log" and not term.arguments[0].shape:
        return term.arguments[0], None
    if isinstance(term, Product) and not any(f.shape for f in term.factors):
        logs = [f for f in term.factors if isinstance(f, Apply) and f.name == "log" and not f.arguments[0].shape]
        if len(logs) == 1:
            rest = tuple(f for f in term.factors if f is not logs[0])
            return logs[0].arguments[0], Product(rest)
    return None


def logarithm(ev: Evaluator, argument: Term, env: Environment) -> Scalar:
    """log of a scalar term, the logarithm of a product being the sum of those of its factors."""
    elementary = Elementary(ev.field)
    positive, total = True, 0  # type: tuple[bool, Scalar]
    for multiplicity, exact, value in _factors(ev, argument, env):
        if isinstance(value, tuple):  # a factor exp(x): its logarithm is x
            total = total + multiplicity * value[0]
            continue
        plus = elementary.is_positive(base(value))
        if not plus and exact is None:
            raise BadLuck("the logarithm of a number that is not positive")
        if not plus and exact is not None and exact % 2:
            positive = not positive
        total = total + multiplicity * elementary.log(value if plus else ev.field.reduce([-value])[0])
    if not positive:
        raise BadLuck("the logarithm of a number that is not positive")
    return ev.field.reduce([total])[0]


Factor = tuple[
    Scalar, int | None, Scalar
]  # multiplicity in the field, as an integer where it is one, value (a 1-tuple for exp's argument)


def _factors(ev: Evaluator, term: Term, env: Environment) -> list[Factor]:
    """A scalar term as factors."""
    match term:
        case Product(factors=parts) if not any(part.shape for part in parts):
            return [factor for part in parts for factor in _factors(ev, part, env)]
        case BigProduct(shape=()):
            return [factor for inner in ev.index_values(term, env) for factor in _factors(ev, term.body, inner)]
        case Apply(name="exp", arguments=(argument,)) if not argument.shape:
            return [(1, 1, (ev.scalar(argument, env),))]
        case Power(base=Constant(name="e"), exponent=exponent):
            return [(1, 1, (ev.scalar(exponent, env),))]
        case Apply(name="sqrt", arguments=(argument,)) if not argument.shape:
            half = ev.field.number(Fraction(1, 2))
            return [(half * m, None, value) for m, _, value in _factors(ev, argument, env)]
        case Norm(kind=NormKind.FROBENIUS, body=inside) if inside.shape:
            return [(ev.field.number(Fraction(1, 2)), None, norm_square(ev, term, env))]
        case Power(base=inside, exponent=exponent) if not inside.shape:
            times = ev.scalar(exponent, env)
            count = _whole(ev, exponent, env)
            return [
                (times * m, None if k is None or count is None else k * count, v)
                for m, k, v in _factors(ev, inside, env)
            ]
        case Determinant(body=body) if body.shape:
            return _determinant_factors(ev, body, env)
        case Symbol(name=name) if (
            env.find(name) is None and name in ev.definitions and not ev.definitions[name].parameters
        ):
            with ev.unfolding(name):
                return _factors(ev, ev.definitions[name].value, env)
    return [(1, 1, ev.scalar(term, env))]


def _determinant_factors(ev: Evaluator, body: Term, env: Environment) -> list[Factor]:
    match body:
        case Product(factors=parts) if all(not part.shape or part.shape == body.shape for part in parts):
            n = ev.instance.size(body.shape[0])
            found: list[Factor] = []
            for part in parts:
                if part.shape:
                    found += _determinant_factors(ev, part, env)
                else:
                    found += [(m * n, None if k is None else k * n, v) for m, k, v in _factors(ev, part, env)]
            return found
        case Transpose(body=inside):
            return _determinant_factors(ev, inside, env)
        case Power(base=inside, exponent=exponent):
            count = ev.integer(exponent, env)
            return [
                (m * count, None if k is None else k * count, v) for m, k, v in _determinant_factors(ev, inside, env)
            ]
        case Diagonal(body=diagonal) if len(diagonal.shape) == 1:
            return _entry_factors(ev, diagonal, env)
        case BigSum(body=Product(factors=(*scales, BasisVector() as unit, Transpose(body=other)))) if unit == other:
            return _entry_factors(ev, replace(body, body=Product((*scales, unit))), env)
        case Identity():
            return []
    return [(1, 1, ev.scalar(Determinant(body), env))]


def _entry_factors(ev: Evaluator, vector: Term, env: Environment) -> list[Factor]:
    """The entries of a vector, each as factors."""
    match vector:
        case BigSum(index=index, body=Product(factors=(*scales, BasisVector(index=at))), condition=None) if (
            at == index and vector.lower is None and vector.upper is None
        ):
            entry = Product(tuple(scales)) if scales else Number(Fraction(1))
            return [factor for inner in ev.index_values(vector, env) for factor in _factors(ev, entry, inner)]
    return [(1, 1, value) for value in ev.value(vector, env).data]


def _whole(ev: Evaluator, exponent: Term, env: Environment) -> int | None:
    try:
        return ev.integer(exponent, env)
    except NotEvaluable:
        return None


@rule(Apply)
def apply(ev: Evaluator, term: Apply, env: Environment) -> Array:
    definition = ev.definitions.get(term.name)
    if definition is not None and definition.parameters:
        if len(definition.parameters) != len(term.arguments) or definition.value.shape != term.shape:
            raise NotEvaluable(f"{term.name} is used in another way than it is defined")
        arguments = tuple(zip(definition.parameters, term.arguments, strict=True))
        if any(parameter.shape != argument.shape for parameter, argument in arguments):
            raise NotEvaluable(f"{term.name} is applied to another shape than it is defined for")
        with ev.unfolding(term.name):
            return ev.value(definition.value, ev.bind_symbols(env, arguments))
    if definition is not None:
        raise NotEvaluable(f"{term.name} is used in another way than it is defined")
    special = _SPECIAL.get(term.name)
    if special is not None:
        return special(ev, term, env)
    if term.name in ELEMENTWISE:
        return _elementwise(ev, term, env)
    if term.name.startswith(generic.MATRIX) and len(term.arguments) == 1:
        return _power_series(ev, term, env)
    if not isinstance(ev.field, PrimeField) and not term.name.startswith(generic.PREFIX):
        raise NotEvaluable(f"nothing is known of the function {term.name}")
    flat = [x for argument in term.arguments for x in ev.value(argument, env).data]
    shape = ev.instance.shape(term.shape)
    size = len(arrays.zeros(shape).data)
    if not isinstance(ev.field, PrimeField):
        return Array(shape, [generic.value(ev.field, term.name, place, flat) for place in range(size)])
    return Array(shape, [Elementary(ev.field).unknown(term.name, flat, place) for place in range(size)])


def _power_series(ev: Evaluator, term: Apply, env: Environment) -> Array:
    """The polynomial that stands for a function of matrices, by Horner's rule."""
    value = ev.value(term.arguments[0], env)
    if value.shape != ev.instance.shape(term.shape):
        raise NotEvaluable("a function of matrices with another shape than its argument")
    coefficients = generic.power_series(ev.field, term.name)
    one = arrays.identity(value.shape[0]) if value.shape else scalar(1)
    result = arrays.scale(ev.field, coefficients[-1], one)
    for coefficient in reversed(coefficients[:-1]):
        product = matmul(ev.field, result, value) if value.shape else arrays.scale(ev.field, result.data[0], value)
        result = arrays.add(ev.field, [product, arrays.scale(ev.field, coefficient, one)])
    return result


def _elementwise(ev: Evaluator, term: Apply, env: Environment) -> Array:
    elementary = Elementary(ev.field)
    name, argument = term.name, term.arguments[0]
    if name in ("power", "reciprocal"):
        if name == "power" and term.arguments[1].shape:
            raise NotEvaluable("an entrywise power by an array")
        exponent = Fraction(-1) if name == "reciprocal" else ev.rational(term.arguments[1], env)
        value = ev.value(argument, env)
        return Array(value.shape, ev.field.reduce([elementary.fractional_power(x, exponent) for x in value.data]))
    if len(term.arguments) != 1 or argument.shape != term.shape:
        raise NotEvaluable(f"{name} with these arguments")
    if not argument.shape and name == "exp":
        return scalar(exponential(ev, argument, env))
    if not argument.shape and name == "log":
        return scalar(logarithm(ev, argument, env))
    if (
        isinstance(argument, Apply)
        and (name, argument.name) in (("exp", "log"), ("log", "exp"))
        and len(argument.arguments) == 1
    ):
        return ev.value(argument.arguments[0], env)
    value, exponents = ev.value(argument, env), None
    if elementary.needs_exponent(name):
        exponents = ev.exponent(argument, env)
    if name in _KINKS:
        _smooth(ev, value.data)
    data = exponents.data if exponents else [None] * len(value.data)
    return Array(
        value.shape, ev.field.reduce([elementary.apply(name, x, e) for x, e in zip(value.data, data, strict=True)])
    )


def _softmax(ev: Evaluator, term: Apply, env: Environment) -> Array:
    powers = _exponentials(ev, term.arguments[0], env)
    inverse = ev.field.invert(ev.field.reduce([sum(powers)])[0])
    return fit(term.shape, Array((len(powers),), ev.field.reduce([x * inverse for x in powers])))


def _logsumexp(ev: Evaluator, term: Apply, env: Environment) -> Array:
    return scalar(Elementary(ev.field).log(ev.field.reduce([sum(_exponentials(ev, term.arguments[0], env))])[0]))


def _exponentials(ev: Evaluator, argument: Term, env: Environment) -> list[Scalar]:
    if len(argument.shape) != 1:
        raise NotEvaluable("softmax or logsumexp of something other than a vector")
    value, exponent = ev.value(argument, env), ev.exponent(argument, env)
    data = exponent.data if exponent else [None] * len(value.data)
    return [Elementary(ev.field).exp(x, e) for x, e in zip(value.data, data, strict=True)]


def _rank(ev: Evaluator, term: Apply, env: Environment) -> Array:
    value = ev.value(term.arguments[0], env)
    if any(base(x) is not x for x in value.data):
        raise NotEvaluable("the derivative of a rank")
    return scalar(arrays.rank(ev.field, value))


def _binomial(ev: Evaluator, term: Apply, env: Environment) -> Array:
    """n(n-1)…(n-k+1)/k! for an integer k, and 0 for a negative one (Graham, Knuth, Patashnik, Concrete Mathematics, 5.1)."""
    top, count = ev.scalar(term.arguments[0], env), ev.integer(term.arguments[1], env)
    if count > LARGEST_EXPONENT:
        raise NotEvaluable("a binomial coefficient of a large number")
    result: Scalar = 1 if count >= 0 else 0
    for k in range(max(count, 0)):
        result = ev.field.reduce([result * (top - k) * ev.field.number(Fraction(1, k + 1))])[0]
    return scalar(result)


def _matrix_function(ev: Evaluator, term: Apply, env: Environment) -> Array:
    raise NotEvaluable(f"the matrix function {term.name} has no exact value")


_SPECIAL: dict[str, Callable[[Evaluator, Apply, Environment], Array]] = {
    "softmax": _softmax,
    "logsumexp": _logsumexp,
    "rank": _rank,
    "binomial": _binomial,
    "eigenvalues": _matrix_function,
    "characteristic polynomial": _matrix_function,
    "spectral radius": _matrix_function,
    "largest": _matrix_function,
    "smallest": _matrix_function,
    "expm": _matrix_function,
    "logm": _matrix_function,
    "sqrtm": _matrix_function,
}
