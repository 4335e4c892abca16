"""The largest and the smallest entry, `\\max_i x_i`: a value."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_ENGINES = ("algebra", "modular", "sympy", "numeric")


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\max_k e^{u_k} = e^{\max_k u_k}", r"\max_k e^{u_k} = e^{\min_k u_k}"),
        (r"\max_k u_k = -\min_k (-u_k)", r"\max_k u_k = \min_k (-u_k)"),
        (
            r"\log \sum_k e^{u_k} = \max_k u_k + \log \sum_k e^{u_k - \max_k u_k}",
            r"\log \sum_k e^{u_k} = \max_k u_k + \log \sum_k e^{u_k + \max_k u_k}",
        ),
        (r"\min_{1 \le k \le d} u_k \leq \frac{1}{d} \sum_{k=1}^d u_k", r"\frac{1}{d} \sum_{k=1}^d u_k \leq \min_{1 \le k \le d} u_k"),
    ],
)  # fmt: skip
def test_the_extreme_entries_of_a_vector(true: str, false: str) -> None:
    assert set(verdicts(rf"Let $u \in \mathbb{{R}}^d$. Then $${true}.$$", _ENGINES)) <= _CONFIRMED
    assert not set(verdicts(rf"Let $u \in \mathbb{{R}}^d$. Then $${false}.$$", _ENGINES)) & _CONFIRMED


def test_a_shift_by_the_largest_entry() -> None:
    text = r"Let $u \in \mathbb{R}^d$ and $a = %s\max_k u_k$. Then $\max_k e^{u_k + a} = 1$."
    assert verdicts(text % "-", _ENGINES) == ["supported"]
    assert not set(verdicts(text % "", _ENGINES)) & _CONFIRMED


def test_an_extremum_over_a_variable_is_no_entry() -> None:
    text = r"Let $u \in \mathbb{R}^d$ and $a > 0$. Then $\min_t (t^2 + a) = 2a$."
    assert not set(verdicts(text, _ENGINES)) & _CONFIRMED


def test_members_that_are_vectors_have_no_order() -> None:
    rows = (
        r"Let $X \in \mathbb{R}^{n \times d}$ with rows $x_1^\top, \dots, x_n^\top$. Then $X^\top X = \sum_i x_i x_i^\top$."
        + "\n\n## Scaling\n\n"
    )
    assert "ill-formed" not in verdicts(rows + r"Put $s = \max_i x_i$. Then $s - \max_i x_i = 0$.", _ENGINES)
