"""Identities under hypotheses: who gets which, and in what time, the algebra engine or SymPy with matrix symbols.

    python benchmarks/algebra.py [--only NAME] [--seconds 5]

The identities are those of `tests/engines/algebra/golden`. SymPy states each with `MatrixSymbol`s, its assumptions as `Q.…`, and is asked
whether the difference of the sides becomes zero by `doit`, `simplify` and `refine`; it has no equations among matrices as hypotheses.
Times are the least of three in this process, everything imported; ratios hold, absolutes do not.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from derive.document import read
from derive.elaborate import elaborate
from derive.engines.algebra import search
from derive.goals import Goal, Limits, Verdict
from derive.terms import (
    Block,
    Determinant,
    HasProperty,
    Identity,
    Kronecker,
    Norm,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
    substitute,
)

GOLDEN = Path(__file__).parent.parent / "tests" / "engines" / "algebra" / "golden"
K = PropertyKind
ASSUMPTIONS = {
    K.SYMMETRIC: "symmetric",
    K.ORTHOGONAL: "orthogonal",
    K.DIAGONAL: "diagonal",
    K.INVERTIBLE: "invertible",
    K.POSITIVE_DEFINITE: "positive_definite",
}


class Unstated(Exception):
    """What matrix symbols cannot say."""


def goals(only: str) -> Iterator[tuple[str, Goal, str]]:
    """The golden identities: where each stands, its goal, what is expected."""
    for path in sorted(GOLDEN.glob("*.md")):
        if only not in path.stem:
            continue
        document = read(path)
        lines = document.text.splitlines()
        for step in elaborate(document).steps:
            if step.goal is not None and step.verdict != "defined":
                line = document.position(step.span[0])[0]
                expected = lines[line - 1].rsplit("% expect: ", 1)[-1].strip("$ ")
                yield f"{path.stem}:{line}", step.goal, expected


# -- SymPy's half -----------------------------------------------------------------------------------------------------------


def _size(size: Any) -> Any:
    import sympy

    value = size.value
    return sympy.Integer(value) if value is not None else sympy.Symbol(str(size), integer=True, positive=True)


def _shape(term: Term) -> tuple[Any, Any]:
    import sympy

    sizes = [_size(size) for size in term.shape]
    return (sizes[0], sizes[1]) if len(sizes) == 2 else (sizes[0] if sizes else sympy.Integer(1), sympy.Integer(1))


def convert(term: Term) -> Any:
    """A term as SymPy has it; a scalar made of vectors is the trace of a 1×1 product. Raises Unstated."""
    import sympy

    rule = RULES.get(type(term))
    if rule is None:
        raise Unstated(type(term).__name__)
    made = rule(term)
    if not term.shape and isinstance(made, sympy.MatrixExpr):
        made = sympy.Trace(made)
    return made


def _symbol(term: Symbol) -> Any:
    import sympy

    if len(term.sizes) > 2:
        raise Unstated("a tensor")
    return sympy.MatrixSymbol(term.name, *_shape(term)) if term.sizes else sympy.Symbol(term.name, real=True)


def _product(term: Product) -> Any:
    import sympy

    total: Any = sympy.Integer(1)
    for factor in term.factors:
        total = total * convert(factor)
    return total


def _sum(term: Sum) -> Any:
    total = convert(term.terms[0])
    for other in term.terms[1:]:
        total = total + convert(other)
    return total


def _power(term: Power) -> Any:
    base, exponent = convert(term.base), convert(term.exponent)
    return base.inverse() if term.base.shape and exponent == -1 else base**exponent


def _norm(term: Norm) -> Any:
    import sympy

    body = convert(term.body)
    return sympy.sqrt(sympy.Trace(body.T * body))


def _block(term: Block) -> Any:
    import sympy

    rows = [[convert(cell) for cell in row] for row in term.rows]
    if not all(isinstance(cell, sympy.MatrixExpr) for row in rows for cell in row):
        raise Unstated("a block that is a number")
    return sympy.BlockMatrix(rows)


def _library(name: str) -> Any:
    import sympy

    return getattr(sympy, name)


RULES: dict[type[Term], Callable[[Any], Any]] = {
    Number: lambda t: _library("Rational")(t.value.numerator, t.value.denominator),
    Symbol: _symbol,
    Identity: lambda t: _library("Identity")(_size(t.size)),
    Zero: lambda t: _library("ZeroMatrix")(*_shape(t)),
    Sum: _sum,
    Product: _product,
    Power: _power,
    Transpose: lambda t: convert(t.body).T if t.body.shape else convert(t.body),
    Trace: lambda t: _library("Trace")(convert(t.body)),
    Determinant: lambda t: _library("Determinant")(convert(t.body)),
    Norm: _norm,
    Kronecker: lambda t: _library("KroneckerProduct")(convert(t.left), convert(t.right)),
    Block: _block,
}


def by_sympy(goal: Goal) -> str:
    """'proved', 'not proved' or 'not stated' and why."""
    import sympy

    statement = goal.statement
    if not isinstance(statement, Relates):
        return "not stated: an implication"
    for definition in reversed(goal.definitions):
        changed = substitute(statement, {definition.symbol.name: definition.value})
        assert isinstance(changed, Relates)
        statement = changed
    facts = True
    for hypothesis in goal.hypotheses:
        given = hypothesis.statement
        if isinstance(given, Relates) and given.left.shape:
            return "not stated: an equation among the hypotheses"
        if isinstance(given, HasProperty) and given.kind in ASSUMPTIONS and len(given.subjects[0].shape) == 2:
            facts = sympy.And(facts, getattr(sympy.Q, ASSUMPTIONS[given.kind])(convert(given.subjects[0])))
    try:
        left, right = convert(statement.left), convert(statement.right)
        difference = left - right
        for change in (lambda e: e.doit(), sympy.simplify, sympy.expand, lambda e: sympy.refine(e.doit(), facts)):
            difference = change(difference)
            if difference == 0 or getattr(difference, "is_ZeroMatrix", False):
                return "proved"
    except Unstated as reason:
        return f"not stated: {reason}"
    except (TypeError, ValueError, AttributeError, NotImplementedError, sympy.ShapeError) as error:
        return f"not proved: {type(error).__name__}"
    return "not proved"


def _answer(goal: Goal, pipe: Any) -> None:
    import sympy  # noqa: F401  (its import is not what is measured)

    start = time.perf_counter()
    said = by_sympy(goal)
    pipe.send((said, time.perf_counter() - start))


def limited(goal: Goal, seconds: float) -> tuple[str, float]:
    """SymPy's answer, in a process that is ended when it overruns."""
    here, there = multiprocessing.get_context("fork").Pipe()
    child = multiprocessing.get_context("fork").Process(target=_answer, args=(goal, there))
    child.start()
    there.close()
    try:
        found: tuple[str, float] = here.recv() if here.poll(seconds) else ("not proved: time", seconds)
    except EOFError:
        found = ("not proved: an error", 0.0)
    child.kill()
    child.join()
    return found


# -- the comparison -----------------------------------------------------------------------------------------------------------


def ours(goal: Goal) -> tuple[str, float]:
    """The algebra engine's answer and the least time of three."""
    best, said = float("inf"), ""
    for _ in range(3):
        start = time.perf_counter()
        said = "proved" if search(goal, Limits(seconds=60)).verdict is Verdict.PROVED else "not proved"
        best = min(best, time.perf_counter() - start)
    return said, best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=5.0)
    options = parser.parse_args()
    import sympy

    tally: Counter[tuple[str, str, str]] = Counter()
    ratios, times = [], []
    print(f"{'identity':24} {'expected':10} {'derive':>20} {'SymPy ' + sympy.__version__:>30}")
    for name, goal, expected in goals(options.only):
        said, seconds = ours(goal)
        other, spent = limited(goal, options.seconds)
        tally[expected, said, other.split(":")[0]] += 1
        if said == "proved":
            times.append(seconds)
            if other == "proved":
                ratios.append(spent / seconds)
        print(f"{name:24} {expected:10} {said:>10} {seconds * 1000:6.1f} ms {other:>20.20} {spent * 1000:6.1f} ms")
    print("\nexpected, derive, SymPy: how many")
    for key, count in sorted(tally.items()):
        print(f"  {', '.join(key)}: {count}")
    if times:
        slow = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(f"derive, proved: median {statistics.median(times) * 1000:.1f} ms, 95 % within {slow * 1000:.0f} ms")
    if ratios:
        print(f"SymPy's time over derive's where both prove: median {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
