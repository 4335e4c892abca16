"""Statements for the kernel's tests: what it decides without hypotheses, what it must never prove, and derivatives."""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.proof import Unproved
from derive.rules.certificates import Certificate, plain, reading, replay
from derive.rules.translation import Given
from derive.sizes import ONE, Size
from derive.terms import (
    Apply,
    BasisVector,
    BigSum,
    Block,
    Derivative,
    Determinant,
    Diagonal,
    Differential,
    Directional,
    Entry,
    Hadamard,
    HasProperty,
    Identity,
    Index,
    Kronecker,
    Layout,
    Norm,
    NormKind,
    Number,
    Ones,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
)

n, m, k, p, q = map(Size.name, "nmkpq")
TWO, THREE = Size.number(2), Size.number(3)


def sym(name: str, *sizes: Size) -> Symbol:
    return Symbol(name, sizes)


def num(value: int | str) -> Number:
    return Number(Fraction(value))


def mul(*factors: Term | int) -> Term:
    return Product(tuple(num(f) if isinstance(f, int) else f for f in factors))


def add(*terms: Term) -> Term:
    return Sum(terms)


def neg(term: Term) -> Term:
    return mul(-1, term)


def sub(left: Term, right: Term) -> Term:
    return add(left, neg(right))


def inv(term: Term) -> Term:
    return Power(term, num(-1))


def pw(term: Term, exponent: int | str) -> Term:
    return Power(term, num(exponent))


def eq(left: Term, right: Term) -> Relates:
    return Relates(Relation.EQUAL, left, right)


def fn(name: str, *arguments: Term) -> Term:
    return Apply(name, arguments, arguments[0].shape if name not in ("logsumexp",) else ())


def at(base: Term, *indices: Term | int | None) -> Term:
    return Entry(base, tuple(num(i) if isinstance(i, int) else i for i in indices))


def d(body: Term, *variables: Term, layout: Layout = Layout.DENOMINATOR) -> Term:
    return Derivative(body, variables, layout)


def prop(kind: PropertyKind, *subjects: Term) -> HasProperty:
    return HasProperty(kind, subjects)


T, tr, det, diag, vec, kron, had = Transpose, Trace, Determinant, Diagonal, Vec, Kronecker, Hadamard
A, B, C = sym("A", n, n), sym("B", n, n), sym("C", n, n)
X, Y, Z = sym("X", m, n), sym("Y", m, n), sym("Z", n, k)
W1, W2 = sym("W_1", k, m), sym("W_2", m, k)
x, y, b, a = sym("x", n), sym("y", n), sym("b", m), sym("a", n)
s, t, lam = sym("s"), sym("t"), sym("lambda")
i, j, l = Index("i", n), Index("j", n), Index("l", m)
I = Identity(n)
one = Ones((n,))
NUM = Layout.NUMERATOR
R = sub(X, mul(W2, W1, X))
E2 = [BasisVector(TWO, num(1)), BasisVector(TWO, num(2))]

FRAGMENT: dict[str, Statement] = {
    "trace is cyclic": eq(tr(mul(A, B, C)), tr(mul(C, A, B))),
    "trace of a transpose": eq(tr(mul(X, T(Y))), tr(mul(T(X), Y))),
    "transpose of a product": eq(T(mul(X, Z)), mul(T(Z), T(X))),
    "size of the identity": eq(tr(I), SizeValue(n)),
    "size of ones": eq(mul(T(one), one), SizeValue(n)),
    "inverse size": eq(mul(inv(SizeValue(n)), tr(I)), num(1)),
    "loss forms 1": eq(pw(Norm(R), 2), tr(mul(T(R), R))),
    "loss forms 2": eq(
        tr(mul(T(R), R)),
        add(tr(mul(X, T(X))), mul(-2, tr(mul(T(X), W2, W1, X))), tr(mul(T(X), T(W1), T(W2), W2, W1, X))),
    ),
    "index sum of a product": eq(BigSum(i, mul(at(x, i), at(y, i))), mul(T(x), y)),
    "double index sum": eq(BigSum(i, BigSum(j, mul(at(x, i), at(A, i, j), at(y, j)))), mul(T(x), A, y)),
    "entry of a product": eq(at(mul(X, Z), l, Index("c", k)), BigSum(i, mul(at(X, l, i), at(Z, i, Index("c", k))))),
    "an index bound twice": eq(
        mul(BigSum(i, at(x, i)), BigSum(i, at(y, i))), BigSum(i, BigSum(j, mul(at(x, i), at(y, j))))
    ),
    "an index inside itself": eq(BigSum(i, BigSum(i, at(x, i))), mul(SizeValue(n), BigSum(j, at(x, j)))),
    "hadamard commutes": eq(had(X, Y), had(Y, X)),
    "hadamard and diag": eq(had(x, y), mul(diag(x), y)),
    "diag of a product with diag": eq(mul(diag(x), diag(y)), diag(had(x, y))),
    "diag of diag": eq(diag(diag(x)), x),
    "trace of a hadamard product": eq(mul(T(x), had(A, B), y), tr(mul(diag(x), A, diag(y), T(B)))),
    "kronecker of products": eq(mul(kron(A, X), kron(B, Z)), kron(mul(A, B), mul(X, Z))),
    "trace of kronecker": eq(tr(kron(A, B)), mul(tr(A), tr(B))),
    "vec of a product": eq(vec(mul(A, C, B)), mul(kron(T(B), A), vec(C))),
    "vec and trace": eq(mul(T(vec(X)), vec(Y)), tr(mul(T(X), Y))),
    "kronecker of identities": eq(kron(I, Identity(m)), Identity(n * m)),
    "blocks multiply": eq(
        mul(Block(((A, B),)), Block(((x,), (y,)))),
        add(mul(A, x), mul(B, y)),
    ),
    "blocks transpose": eq(T(Block(((A, B),))), Block(((T(A),), (T(B),)))),
    "blocks add": eq(add(Block(((A, B),)), Block(((C, A),))), Block(((add(A, C), add(B, A)),))),
    "block square": eq(
        mul(Block(((A, B), (Zero((n, n)), C))), Block(((A, B), (Zero((n, n)), C)))),
        Block(((mul(A, A), add(mul(A, B), mul(B, C))), (Zero((n, n)), mul(C, C)))),
    ),
    "entries of explicit matrices": eq(at(Block(((s, t), (lam, s))), 1, 2), t),
    "power": eq(pw(A, 3), mul(A, A, A)),
    "square of a sum": eq(pw(add(A, B), 2), add(mul(A, A), mul(A, B), mul(B, A), mul(B, B))),
    "binomial": eq(pw(add(s, t), 3), add(pw(s, 3), mul(3, pw(s, 2), t), mul(3, s, pw(t, 2)), pw(t, 3))),
    "inverse of a transpose": eq(inv(T(A)), T(inv(A))),
    "inverse of a multiple": eq(inv(mul(2, A)), mul(num("1/2"), inv(A))),
    "determinant of a transpose": eq(det(T(A)), det(A)),
    "outer and inner": eq(tr(mul(x, T(y))), mul(T(y), x)),
    "weighted norm": eq(pw(Norm(x, NormKind.FROBENIUS, A), 2), mul(T(x), A, x)),
    "sums of squares": eq(pw(Norm(sub(x, y)), 2), add(pw(Norm(x), 2), mul(-2, T(x), y), pw(Norm(y), 2))),
    "centering": eq(mul(sub(I, mul(inv(SizeValue(n)), one, T(one))), one), Zero((n,))),
    "sum of outer products": eq(BigSum(i, mul(at(X, None, i), T(at(Y, None, i)))), mul(X, T(Y))),
    "basis vectors": eq(mul(T(BasisVector(n, i)), A, BasisVector(n, j)), at(A, i, j)),
    "shifted index": eq(at(add(x, y), add(i, num(1))), add(at(x, add(i, num(1))), at(y, add(i, num(1))))),
    "functions of equals": eq(fn("exp", mul(T(x), y)), fn("exp", mul(T(y), x))),
    "elementwise of an entry": eq(at(fn("tanh", mul(A, x)), i), fn("tanh", at(mul(A, x), i))),
    "log det": eq(fn("log", det(mul(A, B))), Apply("logdet", (mul(A, B),))),
    "skew part is skew": HasProperty(PropertyKind.SKEW, (sub(A, T(A)),)),
    "gram is symmetric": HasProperty(PropertyKind.SYMMETRIC, (mul(T(X), X),)),
    "inverse gram is symmetric": HasProperty(PropertyKind.SYMMETRIC, (inv(mul(T(X), X)),)),
    "pseudo-inverse of a transpose": eq(PseudoInverse(T(X)), T(PseudoInverse(X))),
    "ones times a row": eq(mul(one, T(one), x), mul(BigSum(i, at(x, i)), one)),
    "row and column": eq(mul(T(x), y), tr(mul(y, T(x)))),
}

DERIVATIVES: dict[str, Statement] = {
    "linear": eq(d(mul(T(a), x), x), a),
    "linear, numerator": eq(d(mul(T(a), x), x, layout=NUM), T(a)),
    "quadratic": eq(d(mul(T(x), A, x), x), mul(add(A, T(A)), x)),
    "quadratic, numerator": eq(d(mul(T(x), A, x), x, layout=NUM), mul(T(x), add(A, T(A)))),
    "hessian": eq(d(mul(T(x), A, x), x, x), add(A, T(A))),
    "hessian, numerator": eq(d(mul(T(x), A, x), x, x, layout=NUM), add(A, T(A))),
    "jacobian": eq(d(mul(X, x), x, layout=NUM), X),
    "jacobian, denominator": eq(d(mul(X, x), x), T(X)),
    "trace of a product": eq(d(tr(mul(A, B)), A), T(B)),
    "trace of a product, numerator": eq(d(tr(mul(A, B)), A, layout=NUM), B),
    "trace of a square": eq(d(tr(mul(X, T(X))), X), mul(2, X)),
    "trace of a power": eq(d(tr(pw(A, 3)), A), mul(3, pw(T(A), 2))),
    "determinant": eq(d(det(A), A), mul(det(A), inv(T(A)))),
    "log determinant": eq(d(fn("log", det(A)), A), T(inv(A))),
    "trace of an inverse": eq(d(tr(inv(A)), A), neg(T(mul(inv(A), inv(A))))),
    "quadratic form of an inverse": eq(
        d(mul(T(x), inv(A), y), A), neg(mul(T(inv(A)), x, T(y), T(inv(A))))
    ),
    "inverse by a scalar": eq(
        d(inv(add(A, mul(s, B))), s), neg(mul(inv(add(A, mul(s, B))), B, inv(add(A, mul(s, B)))))
    ),
    "autoencoder": eq(
        d(pw(Norm(R), 2), W1), mul(-2, T(W2), R, T(X))
    ),
    "least squares": eq(d(pw(Norm(sub(mul(X, x), b)), 2), x), mul(2, T(X), sub(mul(X, x), b))),
    "norm": eq(d(Norm(x), x), mul(inv(Norm(x)), x)),
    "frobenius norm": eq(d(Norm(X), X), mul(inv(Norm(X)), X)),
    "sigmoid": eq(
        d(fn("sigmoid", s), s), mul(fn("sigmoid", s), sub(num(1), fn("sigmoid", s)))
    ),
    "elementwise": eq(d(fn("exp", x), x), diag(fn("exp", x))),
    "log-sum-exp": eq(d(Apply("logsumexp", (x,)), x), Apply("softmax", (x,), (n,))),
    "softmax": eq(
        d(Apply("softmax", (x,), (n,)), x),
        sub(
            diag(Apply("softmax", (x,), (n,))),
            mul(Apply("softmax", (x,), (n,)), T(Apply("softmax", (x,), (n,)))),
        ),
    ),
    "hessian of log-sum-exp": eq(
        d(Apply("logsumexp", (x,)), x, x),
        sub(
            diag(Apply("softmax", (x,), (n,))),
            mul(Apply("softmax", (x,), (n,)), T(Apply("softmax", (x,), (n,)))),
        ),
    ),
    "by an entry": eq(d(mul(T(a), x), at(x, i)), at(a, i)),
    "by a column": eq(d(tr(mul(A, B)), at(A, None, j)), at(B, j, None)),
    "power rule": eq(d(pw(s, 5), s), mul(5, pw(s, 4))),
    "square root": eq(d(fn("sqrt", s), s), mul(num("1/2"), inv(fn("sqrt", s)))),
    "chain": eq(
        d(fn("exp", mul(num("-1/2"), pw(Norm(x), 2))), x), neg(mul(fn("exp", mul(num("-1/2"), pw(Norm(x), 2))), x))
    ),
    "differential of a product": eq(
        Differential(mul(A, B)), add(mul(Differential(A), B), mul(A, Differential(B)))
    ),
    "differential of an inverse": eq(Differential(inv(A)), neg(mul(inv(A), Differential(A), inv(A)))),
    "directional": eq(
        Directional(mul(T(x), A, x), x, y), add(mul(T(y), A, x), mul(T(x), A, y))
    ),
    "relu is not squared": eq(d(pw(fn("relu", s), 2), s), mul(2, fn("relu", s), fn("step", s))),
}  # fmt: skip

FALSE: dict[str, Statement] = {
    "products do not commute": eq(mul(A, B), mul(B, A)),
    "trace of a product is no product": eq(tr(mul(A, B)), mul(tr(A), tr(B))),
    "the trace of three is not symmetric": eq(tr(mul(A, B, C)), tr(mul(A, C, B))),
    "square root of a square": eq(fn("sqrt", pw(s, 2)), s),
    "absolute value": eq(fn("abs", s), s),
    "log of a product": eq(fn("log", mul(s, t)), add(fn("log", s), fn("log", t))),
    "log of a square": eq(fn("log", pw(s, 2)), mul(2, fn("log", s))),
    "a reciprocal cancels": eq(mul(s, inv(s)), num(1)),
    "an inverse cancels": eq(mul(A, inv(A)), I),
    "an inverse of a product": eq(inv(mul(A, B)), mul(inv(B), inv(A))),
    "exp of log": eq(fn("exp", fn("log", s)), s),
    "square of a root": eq(pw(fn("sqrt", s), 2), s),
    "n is not m": eq(tr(I), SizeValue(m)),
    "ones": eq(mul(T(one), one), num(1)),
    "hadamard is no product": eq(had(A, B), mul(A, B)),
    "kronecker does not commute": eq(kron(A, B), kron(B, A)),
    "a free index is not summed": eq(mul(at(x, i), at(y, i)), mul(T(x), y)),
    "two free indices are two": eq(mul(at(x, i), at(y, j)), mul(at(x, i), at(y, i))),
    "shifted index is another": eq(at(x, add(i, num(1))), at(x, i)),
    "a sum over i of x_j": eq(BigSum(i, at(x, j)), mul(T(one), x)),
    "a symmetric matrix": HasProperty(PropertyKind.SYMMETRIC, (A,)),
    "an orthogonal matrix": HasProperty(PropertyKind.ORTHOGONAL, (A,)),
    "gradient of a quadratic form": eq(d(mul(T(x), A, x), x), mul(2, A, x)),
    "layout": eq(d(tr(mul(A, B)), A), B),
    "norm derivative": eq(d(Norm(x), x), x),
    "determinant of a multiple": eq(det(mul(2, A)), mul(2, det(A))),
    "block entries": eq(at(Block(((s, t), (lam, s))), 1, 2), lam),
    "derivative of absolute value": eq(d(fn("abs", s), s), num(1)),
    "an outer product": eq(mul(x, T(y)), mul(y, T(x))),
    "vec": eq(vec(mul(A, C, B)), mul(kron(A, B), vec(C))),
    "trace of the pseudo-inverse": eq(mul(X, PseudoInverse(X)), Identity(m)),
    "division by zero": eq(mul(sub(s, s), inv(sub(s, s))), num(1)),
    "a minus sign": eq(tr(mul(A, B)), neg(tr(mul(B, A)))),
    "at least": Relates(Relation.AT_LEAST, s, num(0)),
    "positive": Relates(Relation.GREATER, pw(s, 2), num(0)),
}

WITH_FORMS: dict[str, tuple[Statement, HasProperty]] = {
    "symmetric": (eq(T(mul(A, A)), mul(A, A)), prop(PropertyKind.SYMMETRIC, A)),
    "skew form vanishes": (eq(mul(T(x), A, x), num(0)), prop(PropertyKind.SKEW, A)),
    "diagonal": (eq(mul(A, diag(x)), mul(diag(x), A)), prop(PropertyKind.DIAGONAL, A)),
    "gradient of a symmetric form": (eq(d(mul(T(x), A, x), x), mul(2, A, x)), prop(PropertyKind.SYMMETRIC, A)),
    "hessian of a symmetric form": (eq(d(mul(T(x), A, x), x, x), mul(2, A)), prop(PropertyKind.SYMMETRIC, A)),
    "trace of symmetric and skew": (eq(tr(mul(A, sub(B, T(B)))), num(0)), prop(PropertyKind.SYMMETRIC, A)),
    "log det of a symmetric one": (eq(d(fn("log", det(A)), A), inv(A)), prop(PropertyKind.SYMMETRIC, A)),
}


WITHIN: dict[str, tuple[Statement, HasProperty]] = {
    "trace among symmetric ones": (
        eq(d(tr(mul(A, B)), A), sub(add(B, T(B)), diag(diag(B)))),
        prop(PropertyKind.SYMMETRIC, A),
    ),
    "log det among symmetric ones": (
        eq(d(fn("log", det(A)), A), sub(mul(2, inv(A)), diag(diag(inv(A))))),
        prop(PropertyKind.SYMMETRIC, A),
    ),
    "trace among diagonal ones": (eq(d(tr(mul(A, B)), A), diag(diag(B))), prop(PropertyKind.DIAGONAL, A)),
    "square among diagonal ones": (eq(d(tr(mul(A, A)), A), mul(2, A)), prop(PropertyKind.DIAGONAL, A)),
}


def certified(
    statement: Statement,
    hypotheses: tuple[Statement, ...] = (),
    structures: tuple[HasProperty, ...] = (),
    definitions: tuple[Given, ...] = (),
    within: tuple[HasProperty, ...] = (),
) -> Certificate | None:
    """The certificate of what canonical forms decide, or None."""
    certificate = Certificate(statement, definitions, hypotheses, structures, (), within)
    try:
        known = reading(certificate)
        certificate = certificate._replace(derivations=plain(known))
        replay(certificate, known)
    except Unproved:
        return None
    return certificate


__all__ = ["DERIVATIVES", "FALSE", "FRAGMENT", "ONE", "WITH_FORMS", "certified"]
