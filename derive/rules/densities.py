"""Densities and mass functions of named distributions, as `Gam(x; a, b)` writes them: one entry a family, with its source.

[J1] N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions, vol. 1 (1994), [J2] vol. 2 (1995); [JU] N. L. Johnson, A. W. Kemp
and S. Kotz, Univariate Discrete Distributions (2005); [JM] N. L. Johnson, S. Kotz and N. Balakrishnan, Discrete Multivariate Distributions (1997);
[KM] S. Kotz, N. Balakrishnan and N. L. Johnson, Continuous Multivariate Distributions (2000); [GN] A. K. Gupta and D. K. Nagar, Matrix Variate
Distributions (2000); [BS] J. M. Bernardo and A. F. M. Smith, Bayesian Theory (1994), appendix A.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from fractions import Fraction

from derive.record import dataclass
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Constant,
    Determinant,
    Entry,
    Index,
    Number,
    Power,
    Product,
    SizeValue,
    Sum,
    Term,
    Trace,
    Transpose,
)


class Support(Enum):
    """Where a density is positive: all numbers (or vectors), the positive ones, those between 0 and 1, those between its parameters; the counts."""

    LINE = "line"
    POSITIVE = "positive"
    UNIT = "unit"
    BETWEEN = "between"
    COUNTS = "counts"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Density:
    """A family: how many arguments it is written with (the point included), its density of them, its support, the arguments (from 0) that are
    positive or positive definite, and whether every author writes these parameters in this order and meaning."""

    arguments: int
    value: Callable[..., Term]
    support: Support
    scales: tuple[int, ...]
    settled: bool
    source: str

    @property
    def of_vectors(self) -> bool:
        """Whether the point and the last parameter are vectors, entry by entry."""
        return self.value in (_dirichlet, _multinomial)


_HALF = Fraction(1, 2)


def _n(value: int | Fraction) -> Term:
    return Number(Fraction(value))


def _minus(term: Term) -> Term:
    return Product((_n(-1), term))


def _over(term: Term) -> Term:
    return Power(term, _n(-1))


def _less(one: Term, other: Term) -> Term:
    return Sum((one, _minus(other)))


def _gamma(term: Term) -> Term:
    return Apply("gamma", (term,))


def _exp(term: Term) -> Term:
    return Apply("exp", (term,))


def _factorial(term: Term) -> Term:
    return Apply("factorial", (term,))


def _beta(a: Term, b: Term) -> Term:
    return Product((_gamma(a), _gamma(b), _over(_gamma(Sum((a, b))))))


_TWO_PI = Product((_n(2), Constant("pi")))


def _normal(x: Term, mean: Term, variance: Term) -> Term:
    gap = x if mean == _n(0) else _less(x, mean)  # the 0 of `N(0, I)` has no shape
    if not x.shape:
        square = Product((Power(gap, _n(2)), _over(variance)))
        return Product((Power(Product((*_TWO_PI.factors, variance)), _n(-_HALF)), _exp(Product((_n(-_HALF), square)))))
    form = Product((Transpose(gap), _over(variance), gap))
    size = Product((_n(-_HALF), SizeValue(x.shape[0])))
    front = (Power(_TWO_PI, size), Power(Determinant(variance), _n(-_HALF)))
    return Product((*front, _exp(Product((_n(-_HALF), form)))))


def _log_normal(x: Term, mean: Term, variance: Term) -> Term:
    return Product((_over(x), _normal(Apply("log", (x,)), mean, variance)))


def _matrix_normal(x: Term, mean: Term, rows: Term, columns: Term) -> Term:
    gap = _less(x, mean)
    n, p = SizeValue(x.shape[0]), SizeValue(x.shape[1])
    front = (
        Power(_TWO_PI, Product((_n(-_HALF), n, p))),
        Power(Determinant(columns), Product((_n(-_HALF), n))),
        Power(Determinant(rows), Product((_n(-_HALF), p))),
    )
    form = Trace(Product((_over(columns), Transpose(gap), _over(rows), gap)))
    return Product((*front, _exp(Product((_n(-_HALF), form)))))


def _gam(x: Term, a: Term, b: Term) -> Term:
    return Product((Power(b, a), _over(_gamma(a)), Power(x, _less(a, _n(1))), _exp(_minus(Product((b, x))))))


def _normal_gamma(x: Term, y: Term, mean: Term, precision: Term, a: Term, b: Term) -> Term:
    variance = _over(Product((y, precision)))
    return Product((_normal(x, mean, variance), _gam(y, a, b)))


def _bet(x: Term, a: Term, b: Term) -> Term:
    return Product((_over(_beta(a, b)), Power(x, _less(a, _n(1))), Power(_less(_n(1), x), _less(b, _n(1)))))


def _exponential(x: Term, rate: Term) -> Term:
    return Product((rate, _exp(_minus(Product((rate, x))))))


def _poisson(x: Term, mean: Term) -> Term:
    return Product((Power(mean, x), _exp(_minus(mean)), _over(_factorial(x))))


def _bernoulli(x: Term, p: Term) -> Term:
    return Product((Power(p, x), Power(_less(_n(1), p), _less(_n(1), x))))


def _binomial(x: Term, n: Term, p: Term) -> Term:
    return Product((Apply("binomial", (n, x)), Power(p, x), Power(_less(_n(1), p), _less(n, x))))


def _beta_binomial(x: Term, n: Term, a: Term, b: Term) -> Term:
    return Product((Apply("binomial", (n, x)), _beta(Sum((a, x)), Sum((b, _less(n, x)))), _over(_beta(a, b))))


def _uniform(x: Term, low: Term, high: Term) -> Term:
    return _over(_less(high, low))


def _chi_squared(x: Term, k: Term) -> Term:
    return _gam(x, Product((_n(_HALF), k)), _n(_HALF))


def _wald(x: Term, drift: Term, bound: Term) -> Term:
    gap = _less(bound, Product((drift, x)))
    front = Product((bound, Power(Product((*_TWO_PI.factors, Power(x, _n(3)))), _n(-_HALF))))
    return Product((front, _exp(Product((_n(-_HALF), Power(gap, _n(2)), _over(x))))))


def _student(x: Term, k: Term) -> Term:
    half = Product((_n(_HALF), Sum((k, _n(1)))))
    front = Product(
        (_gamma(half), _over(_gamma(Product((_n(_HALF), k)))), Power(Product((k, Constant("pi"))), _n(-_HALF)))
    )
    return Product((front, Power(Sum((_n(1), Product((Power(x, _n(2)), _over(k))))), _minus(half))))


def _laplace(x: Term, location: Term, scale: Term) -> Term:
    gap = Apply("abs", (_less(x, location),))
    return Product((_n(_HALF), _over(scale), _exp(_minus(Product((gap, _over(scale)))))))


def _weibull(x: Term, scale: Term, shape: Term) -> Term:
    ratio = Product((x, _over(scale)))
    front = Product((shape, _over(scale), Power(ratio, _less(shape, _n(1)))))
    return Product((front, _exp(_minus(Power(ratio, shape)))))


def _rayleigh(x: Term, scale: Term) -> Term:
    square = Power(scale, _n(2))
    return Product((x, _over(square), _exp(Product((_n(-_HALF), Power(x, _n(2)), _over(square))))))


def _entries(vector: Term, name: str) -> tuple[Index, Term]:
    index = Index(name, vector.shape[0])
    return index, Entry(vector, (index,))


def _dirichlet(x: Term, a: Term) -> Term:
    j, a_j = _entries(a, "component")
    x_j = Entry(x, (j,))
    front = Product((_gamma(BigSum(j, a_j)), _over(BigProduct(j, _gamma(a_j)))))
    return Product((front, BigProduct(j, Power(x_j, _less(a_j, _n(1))))))


def _multinomial(x: Term, n: Term, p: Term) -> Term:
    j, p_j = _entries(p, "component")
    x_j = Entry(x, (j,))
    front = Product((_factorial(n), _over(BigProduct(j, _factorial(x_j)))))
    return Product((front, BigProduct(j, Power(p_j, x_j))))


FAMILIES: dict[str, Density] = {
    "normal": Density(3, _normal, Support.LINE, (2,), True, "[J1] 13.1; of a vector [KM] 45.1"),
    "log-normal": Density(3, _log_normal, Support.POSITIVE, (0, 2), True, "[J1] 14.1"),
    "matrix normal": Density(4, _matrix_normal, Support.OTHER, (2, 3), True, "[GN] 2.2.1"),
    "gamma": Density(3, _gam, Support.POSITIVE, (0, 1, 2), False, "[BS] A: shape and rate"),
    "normal-gamma": Density(6, _normal_gamma, Support.OTHER, (1, 3, 4, 5), False, "[BS] A, with precision λy"),
    "beta": Density(3, _bet, Support.UNIT, (0, 1, 2), True, "[J2] 25.1"),
    "exponential": Density(2, _exponential, Support.POSITIVE, (1,), False, "[BS] A: the rate"),
    "Poisson": Density(2, _poisson, Support.COUNTS, (1,), True, "[JU] 4.1"),
    "Bernoulli": Density(2, _bernoulli, Support.COUNTS, (1,), True, "[JU] 3.1"),
    "binomial": Density(3, _binomial, Support.COUNTS, (2,), True, "[JU] 3.1"),
    "beta-binomial": Density(4, _beta_binomial, Support.COUNTS, (2, 3), True, "[JU] 6.2.2"),
    "uniform": Density(3, _uniform, Support.BETWEEN, (), True, "[J2] 26.1"),
    "chi-squared": Density(2, _chi_squared, Support.POSITIVE, (0, 1), True, "[J1] 18.1"),
    "Wald": Density(
        3, _wald, Support.POSITIVE, (0, 1, 2), False, "[J1] 15.1, of the first time at which a drift reaches a bound"
    ),
    "Student t": Density(2, _student, Support.LINE, (1,), True, "[J2] 28.1"),
    "Laplace": Density(3, _laplace, Support.LINE, (2,), True, "[J2] 24.1"),
    "Weibull": Density(3, _weibull, Support.POSITIVE, (0, 1, 2), False, "[J1] 21.1: scale and shape"),
    "Rayleigh": Density(2, _rayleigh, Support.POSITIVE, (0, 1), True, "[J1] 18.10"),
    "Dirichlet": Density(2, _dirichlet, Support.OTHER, (), True, "[KM] 49.1"),
    "multinomial": Density(3, _multinomial, Support.OTHER, (), True, "[JM] 35.1"),
}

# how families are written, before brackets in which a semicolon or a bar parts the point from the parameters
NAMES: dict[str, str] = {
    "N": "normal", "Normal": "normal", "MN": "matrix normal",
    "Gam": "gamma", "Gamma": "gamma", "Ga": "gamma", "NG": "normal-gamma",
    "Bet": "beta", "Beta": "beta", "Be": "beta",
    "Exp": "exponential", "Expon": "exponential",
    "Poiss": "Poisson", "Poisson": "Poisson", "Pois": "Poisson", "Poi": "Poisson", "Po": "Poisson",
    "Bern": "Bernoulli", "Ber": "Bernoulli", "Bernoulli": "Bernoulli",
    "Bin": "binomial", "Binom": "binomial", "Binomial": "binomial",
    "BetBin": "beta-binomial", "BetaBin": "beta-binomial", "BB": "beta-binomial", "BetaBinomial": "beta-binomial",
    "U": "uniform", "Unif": "uniform", "Uniform": "uniform",
    "Wald": "Wald", "t": "Student t", "Laplace": "Laplace", "Lap": "Laplace", "Weibull": "Weibull", "Rayleigh": "Rayleigh",
    "Dir": "Dirichlet", "Dirichlet": "Dirichlet",
    "Mult": "multinomial", "Multinomial": "multinomial",
}  # fmt: skip
