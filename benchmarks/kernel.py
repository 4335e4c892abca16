"""What the kernel costs and who gets which identity right, as ratios within one run: python benchmarks/kernel.py [--rounds N] [--no-compare].

Processor time; the first call of each case apart from the later ones (warm: what the process has seen before is remembered, the
certificate is translated, added up and written each time). SymPy is asked with MatrixSymbols (`doit`, `expand`) and with explicit 4 × 3 matrices of
symbols; tensorgrad (PyPI) where it is installed. Each is given the two sides and has to say whether they are equal.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from derive.engines.algebra import search
from derive.goals import Claim, Goal, Hypothesis, Limits, Origin, Result
from derive.kernel.proof import Unproved
from derive.rules.certificates import Certificate, plain, reading, replay
from derive.rules.saved import certificate_json
from derive.sizes import Size
from derive.terms import (
    BigSum,
    Entry,
    HasProperty,
    Identity,
    Index,
    Norm,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
)

n, m, k = map(Size.name, "nmk")


def num(value: int) -> Number:
    return Number(Fraction(value))


def mul(*factors: Term) -> Term:
    return Product(factors)


def sub(left: Term, right: Term) -> Term:
    return Sum((left, mul(num(-1), right)))


def inv(term: Term) -> Term:
    return Power(term, num(-1))


def square(name: str) -> Symbol:
    return Symbol(name, (n, n))


X, W1, W2 = Symbol("X", (m, n)), Symbol("W_1", (k, m)), Symbol("W_2", (m, k))
T, tr = Transpose, Trace


def loss_forms() -> list[Term]:
    """Four forms of the autoencoder's loss."""
    rest, c = sub(X, mul(W2, W1, X)), mul(X, T(X))
    i, j = Index("i", m), Index("j", n)
    return [
        Power(Norm(rest), num(2)),
        BigSum(i, BigSum(j, Power(Entry(rest, (i, j)), num(2)))),
        Sum((tr(mul(X, T(X))), mul(num(-2), tr(mul(T(X), W2, W1, X))), tr(mul(T(X), T(W1), T(W2), W2, W1, X)))),
        Sum((tr(c), mul(num(-2), tr(mul(W2, W1, c))), tr(mul(W2, W1, c, T(W1), T(W2))))),
    ]


def decided(left: Term, right: Term) -> bool:
    """By the kernel, without hypotheses, the certificate written out."""
    certificate = Certificate(Relates(Relation.EQUAL, left, right))
    try:
        known = reading(certificate)
        certificate = certificate._replace(derivations=plain(known))
        replay(certificate, known)
    except Unproved:
        return False
    return bool(certificate_json(certificate, known))


def found(left: Term, right: Term, *invertible: Term) -> bool:
    """By the algebra engine, with what is inverted invertible."""
    said = tuple(Hypothesis(HasProperty(PropertyKind.INVERTIBLE, (term,)), Origin.DECLARED, "") for term in invertible)
    goal = Goal(Claim.EQUALITY, Relates(Relation.EQUAL, left, right), said)
    evidence = search(goal, Limits(20.0, 0))
    return evidence.result is Result.AGREES and evidence.certificate is not None


def timed(work: Callable[[], bool], rounds: int) -> tuple[bool, float, float]:
    """(the answer, the first call's milliseconds, the median of the later ones)."""
    times = []
    answer = False
    for _ in range(rounds + 1):
        begin = time.process_time()
        answer = work()
        times.append(1000 * (time.process_time() - begin))
    return answer, times[0], statistics.median(times[1:])


def chain(length: int) -> bool:
    """A chain of steps, each turning a trace of three factors, a term more in each line."""
    names = [square(f"C{i}") for i in range(length + 2)]
    return all(
        decided(tr(mul(names[i], names[i + 1], names[i])), tr(mul(names[i], names[i], names[i + 1])))
        for i in range(length)
    )


def trace(length: int) -> bool:
    names = [square(f"D{i}") for i in range(length)]
    return decided(tr(mul(*names)), tr(mul(*names[3:], *names[:3])))


def sums(length: int) -> bool:
    terms = [mul(square(f"E{i}"), square(f"E{i + 1}")) for i in range(length)]
    return decided(Sum(tuple(terms)), Sum(tuple(terms[::-1])))


def multiplied(length: int) -> bool:
    both = [Sum((square(f"F{i}"), square(f"G{i}"))) for i in range(length)]
    return decided(tr(mul(*both)), tr(mul(*both[1:], both[0])))


def sigma(length: int) -> bool:
    """Σ_i (y_i - Σ_j w_j x_ij ...)² with `length` regressors against the norm."""
    i = Index("i", n)
    y = Symbol("y", (n,))
    features = [Symbol(f"x{j}", (n,)) for j in range(length)]
    weights = [Symbol(f"w{j}") for j in range(length)]
    fitted = Sum(tuple(mul(w, x) for w, x in zip(weights, features)))
    entry = Sum(tuple(mul(w, Entry(x, (i,))) for w, x in zip(weights, features)))
    return decided(BigSum(i, Power(sub(Entry(y, (i,)), entry), num(2))), Power(Norm(sub(y, fitted)), num(2)))


SCALING: dict[str, tuple[Callable[[int], bool], tuple[int, ...]]] = {
    "a chain of n steps": (chain, (10, 20, 40, 80)),
    "a trace of n factors": (trace, (5, 10, 20, 40)),
    "a sum of n terms": (sums, (10, 20, 40, 80)),
    "a trace of n two-term sums": (multiplied, (4, 6, 8, 10)),
    "a Σ loss with n regressors": (sigma, (2, 4, 8, 16)),
}


def identities() -> dict[str, Callable[[], bool]]:
    """What the comparison asks; the last one is false."""
    forms = loss_forms()
    a, b, i = square("A"), square("B"), Identity(n)
    u, v = Symbol("U", (n, k)), Symbol("V", (k, n))
    small, large = Sum((Identity(k), mul(v, inv(a), u))), Sum((a, mul(u, v)))
    woodbury = sub(inv(a), mul(inv(a), u, inv(small), v, inv(a)))
    ba, ab = Sum((Identity(n), mul(b, a))), Sum((i, mul(a, b)))
    return {
        "loss, 4 forms": lambda: all(decided(p, q) for p, q in zip(forms, forms[1:])),
        "tr(ABC) = tr(CAB)": lambda: decided(tr(mul(a, b, ab)), tr(mul(ab, a, b))),
        "push-through": lambda: found(mul(inv(ab), a), mul(a, inv(ba)), ab, ba),
        "Woodbury": lambda: found(inv(large), woodbury, a, large, small),
        "(AB)⁻¹ = B⁻¹A⁻¹": lambda: found(inv(mul(a, b)), mul(inv(b), inv(a)), a, b, mul(a, b)),
        "tr(AB) = tr(A)tr(B), false": lambda: decided(tr(mul(a, b)), mul(tr(a), tr(b))),
    }


def sympy_symbols() -> dict[str, Callable[[], bool]]:
    """The same with MatrixSymbols."""
    from sympy import Identity as Eye
    from sympy import MatrixSymbol, Symbol, expand
    from sympy import Trace as Tr

    n_, m_, k_ = (Symbol(c, integer=True, positive=True) for c in "nmk")
    x, w1, w2 = MatrixSymbol("X", m_, n_), MatrixSymbol("W1", k_, m_), MatrixSymbol("W2", m_, k_)
    a, b = MatrixSymbol("A", n_, n_), MatrixSymbol("B", n_, n_)
    u, v = MatrixSymbol("U", n_, k_), MatrixSymbol("V", k_, n_)
    i, c = Eye(n_), x * x.T
    rest = x - w2 * w1 * x
    forms = [
        Tr(rest.T * rest),
        Tr(x * x.T) - 2 * Tr(x.T * w2 * w1 * x) + Tr(x.T * w1.T * w2.T * w2 * w1 * x),
        Tr(c) - 2 * Tr(w2 * w1 * c) + Tr(w2 * w1 * c * w1.T * w2.T),
    ]

    def same(left: Any, right: Any) -> bool:
        return bool(expand((left - right).doit()).doit() == 0 * left)

    ab, ba, small = i + a * b, i + b * a, Eye(k_) + v * a.I * u
    return {
        "loss, 4 forms": lambda: all(same(p, q) for p, q in zip(forms, forms[1:])),
        "tr(ABC) = tr(CAB)": lambda: same(Tr(a * b * ab), Tr(ab * a * b)),
        "push-through": lambda: same(ab.I * a, a * ba.I),
        "Woodbury": lambda: same((a + u * v).I, a.I - a.I * u * small.I * v * a.I),
        "(AB)⁻¹ = B⁻¹A⁻¹": lambda: same((a * b).I, b.I * a.I),
        "tr(AB) = tr(A)tr(B), false": lambda: same(Tr(a * b), Tr(a) * Tr(b)),
    }


def sympy_entries() -> dict[str, Callable[[], bool]]:
    """The same with explicit matrices: X 4 × 3, k = 2, square ones 2 × 2 (3 × 3 inverses take minutes)."""
    from sympy import Matrix, expand, eye, simplify, symbols

    def matrix(name: str, rows: int, columns: int) -> Any:
        return Matrix(rows, columns, symbols(f"{name}:{rows * columns}"))

    x, w1, w2 = matrix("x", 4, 3), matrix("v", 2, 4), matrix("w", 4, 2)
    a, b, u, v, i = matrix("a", 2, 2), matrix("b", 2, 2), matrix("u", 2, 1), matrix("z", 1, 2), eye(2)
    rest, c = x - w2 * w1 * x, x * x.T

    def forms() -> list[Any]:
        return [
            sum(e**2 for e in rest),
            (rest.T * rest).trace(),
            (x * x.T).trace() - 2 * (x.T * w2 * w1 * x).trace() + (x.T * w1.T * w2.T * w2 * w1 * x).trace(),
            c.trace() - 2 * (w2 * w1 * c).trace() + (w2 * w1 * c * w1.T * w2.T).trace(),
        ]

    def same(left: Any, right: Any) -> bool:
        return (left - right).applyfunc(simplify).is_zero_matrix is True

    ab, ba, small = i + a * b, i + b * a, eye(1) + v * a.inv() * u
    return {
        "loss, 4 forms": lambda: all(expand(p - q) == 0 for f in [forms()] for p, q in zip(f, f[1:])),
        "tr(ABC) = tr(CAB)": lambda: expand((a * b * ab).trace() - (ab * a * b).trace()) == 0,
        "push-through": lambda: same(ab.inv() * a, a * ba.inv()),
        "Woodbury": lambda: same((a + u * v).inv(), a.inv() - a.inv() * u * small.inv() * v * a.inv()),
        "(AB)⁻¹ = B⁻¹A⁻¹": lambda: same((a * b).inv(), b.inv() * a.inv()),
        "tr(AB) = tr(A)tr(B), false": lambda: expand((a * b).trace() - a.trace() * b.trace()) == 0,
    }


def tensorgrad_sums() -> dict[str, Callable[[], bool]]:
    """The same in tensorgrad, which has no matrix inverse."""
    import sympy
    import tensorgrad as tg
    import tensorgrad.functions as F

    i, j, l = sympy.symbols("i j l")
    x, w1, w2 = tg.Variable("X", i, j), tg.Variable("W1", l, i), tg.Variable("W2", i, l)
    a, b, c = (tg.Variable(name, i=i, j=i) for name in "abc")

    def mm(left: Any, right: Any) -> Any:
        return F.dot(left.rename(**{left_edge(left): "inner"}), right.rename(**{right_edge(right): "inner"}), ["inner"])

    def left_edge(t: Any) -> str:
        return sorted(t.edges)[-1]

    def right_edge(t: Any) -> str:
        return sorted(t.edges)[0]

    def loss_norm() -> Any:
        product = w2.rename(i="o") @ (w1.rename(i="p") @ x.rename(i="p"))
        rest = x - product.rename(o="i")
        return F.sum(rest * rest, ["i", "j"])

    def loss_trace() -> Any:
        product = (w2.rename(i="o") @ (w1.rename(i="p") @ x.rename(i="p"))).rename(o="i")
        return (x @ x) - 2 * (x @ product) + (product @ product)

    def cyclic(first: Any, second: Any, third: Any) -> Any:
        return first.rename(i="p", j="q") @ second.rename(i="q", j="r") @ third.rename(i="r", j="p")

    def same(left: Any, right: Any) -> bool:
        return bool((left - right).full_simplify() == tg.Zero() or left.full_simplify() == right.full_simplify())

    return {
        "loss, 4 forms": lambda: same(loss_norm(), loss_trace()),
        "tr(ABC) = tr(CAB)": lambda: same(cyclic(a, b, c), cyclic(c, a, b)),
        "tr(AB) = tr(A)tr(B), false": lambda: same(
            a.rename(i="p", j="q") @ b.rename(i="q", j="p"), F.trace(a) * F.trace(b)
        ),
    }


TRUE = {name: "false" not in name for name in identities()}


def compare(rounds: int) -> None:
    """One row an identity: who says equal, and how long relative to the kernel."""
    sides: dict[str, dict[str, Callable[[], bool]]] = {"derive": identities()}
    for name, make in (
        ("SymPy symbols", sympy_symbols),
        ("SymPy entries", sympy_entries),
        ("tensorgrad", tensorgrad_sums),
    ):
        try:
            sides[name] = make()
        except Exception as error:  # noqa: BLE001 - a library that is not there, or is another version, is a column less
            print(f"{name}: left out ({type(error).__name__}: {error})")
    print(f"\n{'identity':30}" + "".join(f"{name:>34}" for name in sides))
    for identity in sides["derive"]:
        row, base = f"{identity:30}", 0.0
        for name, asked in sides.items():
            row += f"{cell(asked.get(identity), TRUE[identity], base, rounds):>34}"
            if name == "derive":
                base = timed(asked[identity], rounds)[2]
        print(row, flush=True)


def cell(work: Callable[[], bool] | None, true: bool, base: float, rounds: int) -> str:
    """'right 3.1 ms (first 9)' or 'not decided ×120'."""
    if work is None:
        return "cannot say it"
    try:
        answer, first, warm = timed(work, rounds)
    except Exception as error:  # noqa: BLE001 - what the other library raises is its answer
        return f"raises {type(error).__name__}"
    word = "right" if answer == true else "WRONG" if answer else "not decided"
    return f"{word} {warm:.3g} ms" + (f", ×{warm / base:.3g}" if base else f" (first {first:.3g})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-compare", action="store_true")
    options = parser.parse_args()
    for name, (work, lengths) in SCALING.items():
        times = []
        for length in lengths:
            begin = time.process_time()
            assert work(length), name
            first = 1000 * (time.process_time() - begin)
            times.append(f"{length}: {first:.3g} ms")
        print(f"{name:30}" + "   ".join(times), flush=True)
    if not options.no_compare:
        compare(options.rounds)


if __name__ == "__main__":
    main()
