"""What the kernel decides without hypotheses, and what it must not prove."""

from __future__ import annotations

import ast
import io
import os
import time
import tokenize
from pathlib import Path

import pytest
from kernel.cases import DERIVATIVES, FALSE, FRAGMENT, WITH_FORMS, WITHIN, A, B, add, certified, eq, n, sym, tr

from derive.terms import Product, Statement

KERNEL = Path(__file__).parents[2] / "derive" / "kernel"


@pytest.mark.parametrize("statement", [*FRAGMENT.values(), *DERIVATIVES.values()], ids=[*FRAGMENT, *DERIVATIVES])
def test_decided(statement: Statement) -> None:
    assert certified(statement)


@pytest.mark.parametrize("statement", FALSE.values(), ids=FALSE)
def test_not_proved(statement: Statement) -> None:
    assert certified(statement) is None


@pytest.mark.parametrize("name", WITH_FORMS)
def test_general_forms(name: str) -> None:
    statement, said = WITH_FORMS[name]
    assert certified(statement, (said,), (said,))
    assert certified(statement) is None
    assert certified(statement, (), (said,)) is None, "a form of what no hypothesis says"


@pytest.mark.parametrize("name", WITHIN)
def test_derivatives_among_symmetric_and_diagonal_matrices(name: str) -> None:
    statement, said = WITHIN[name]
    assert certified(statement, (said,), (said,), (), (said,))
    assert certified(statement, (), (), (), (said,)) is None, "among matrices of which no hypothesis speaks"


def seconds_for_ten_sums(tag: str) -> float:
    """Of processor time, for two products of ten sums of two under a trace; `tag` makes them new ones."""
    sums = [add(sym(f"A{tag}{k}", n, n), sym(f"B{tag}{k}", n, n)) for k in range(10)]
    turned = [*sums[3:], *sums[:3]]
    begin = time.process_time()
    assert certified(eq(tr(Product(tuple(sums))), tr(Product(tuple(turned)))))
    return time.process_time() - begin


@pytest.mark.skipif("MUTANT_UNDER_TEST" in os.environ, reason="mutants are slow to call")
def test_ten_sums_under_a_trace_take_less_than_a_second() -> None:
    assert any(seconds_for_ten_sums(tag) < 2.0 for tag in "xyz"), "two such traces, while the machine may be busy"


def code_lines(path: Path) -> int:
    """Lines that are neither blank, comments nor docstrings."""
    text = path.read_text(encoding="utf-8")
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    strings = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, documented) and ast.get_docstring(node) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    skipped = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines = {
        line
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in skipped
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(lines - strings)


@pytest.mark.skipif("MUTANT_UNDER_TEST" in os.environ, reason="mutmut writes the mutants into the files")
def test_the_kernel_is_small() -> None:
    assert sum(code_lines(path) for path in KERNEL.glob("*.py")) <= 400


def test_sizes_of_zero_are_refused() -> None:
    from derive.sizes import Size

    nothing = sym("P", Size.number(0), n)
    assert certified(eq(nothing, nothing)) is None
    assert certified(eq(tr(Product((A, B))), tr(Product((B, A)))))
