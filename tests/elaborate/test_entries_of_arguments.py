"""Vectors that the text does not declare: functions that speak of entries, members that must be numbers, lists turned to columns, names at the end of a chain."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SQUARES = r"Let $g(w) = \frac12 \sum_{i=1}^m (w^T a_i - b_i)^2$. "
SMOOTH_MAX = r"Let $f(u) = \log \sum_{i=1}^n e^{u_i}$. "


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (r"Let $f(u) = \sum_{i=1}^n u_i^3$. Then ", r"\nabla^2 f(u) = 6 \operatorname{diag}(u)", r"\nabla^2 f(u) = 3 \operatorname{diag}(u)"),
        (r"Let $f(u) = \sum_i e^{u_i}$ and $q = (e^{u_1}, \dots, e^{u_n})^T$. Then ", r"\nabla f(u) = q", r"\nabla f(u) = 2 q"),
        (r"Let $q = \frac12 (e^{u_1}, \dots, e^{u_n})^T$ and $f(u) = \frac12 \sum_i e^{u_i}$. Then ", r"\nabla f(u) = q", r"\nabla f(u) = -q"),
        (SQUARES + "Let $A$ have rows $a_i^T$. Then ", r"g(w) = \frac12 \|A w - b\|^2", r"g(w) = \|A w - b\|^2"),
        (SQUARES, r"\nabla g(w) = \sum_{i=1}^m (w^T a_i - b_i) a_i", r"\nabla g(w) = \sum_{i=1}^m (w^T a_i + b_i) a_i"),
        (SMOOTH_MAX + r"Put $q_i = e^{u_i} / \sum_j e^{u_j}$. Then ", r"\nabla f(u) = q", r"\nabla f(u) = -q"),
    ],
)  # fmt: skip
def test_undeclared_vectors(text: str, right: str, wrong: str) -> None:
    assert verdicts(text + f"${right}$.")[-1] == "proved"
    assert verdicts(text + f"${wrong}$.")[-1] == "refuted"


@pytest.mark.parametrize("names", ["=: q_i", "= q_i"])
def test_members_named_at_the_end_of_a_chain(names: str) -> None:
    text = SMOOTH_MAX + r"Then $\frac{\partial f}{\partial u_i} = \frac{e^{u_i}}{\sum_j e^{u_j}} " + names + "$ and "
    assert verdicts(text + r"$\frac{\partial^2 f}{\partial u_i \partial u_j} = q_i \delta_{ij} - q_i q_j$.") == (
        ["proved"] * 2
    )
    assert verdicts(text + r"$\nabla^2 f = \operatorname{diag}(q) - q q^T$.") == ["proved"] * 2
    assert verdicts(text + r"$\nabla^2 f = \operatorname{diag}(q) + q q^T$.") == ["proved", "refuted"]


def test_a_chain_that_ends_with_a_member_that_is_known_claims_it() -> None:
    text = (
        SMOOTH_MAX
        + r"Put $q_i = e^{u_i}$. Then $\frac{\partial f}{\partial u_i} = \frac{e^{u_i}}{\sum_j e^{u_j}} = q_i$."
    )
    assert verdicts(text) == ["proved", "refuted"]


@pytest.mark.parametrize(
    "listed", [r"2 (v_1, \dots, v_n)^T", r"2 [v_1, \dots, v_n]^T", r"2 (v_1, v_2, \ldots, v_n)^\top"]
)
def test_a_list_of_the_entries_of_a_vector_is_the_vector(listed: str) -> None:
    text = r"Let $v \in \mathbb{R}^n$ and $p = " + listed + "$. Then "
    assert verdicts(text + "$p = 2 v$.") == ["proved"]
    assert verdicts(text + "$p = 3 v$.") == ["refuted"]


def test_members_that_stand_beside_the_whole_are_no_entries() -> None:
    text = r"Let $f(c) = \sum_{i=1}^n (c - c_i)^2$. Then "
    assert verdicts(text + r"$f'(c) = 2 \sum_{i=1}^n (c - c_i)$.") == ["proved"]
    text = r"Let $f(z) = \sum_{i=1}^n \|z_i\|^2$ where $z_i \in \mathbb{R}^d$. Then "
    assert verdicts(text + r"$\sum_{i=1}^n z_i^T z_i = f(z)$.") == ["proved"]


@pytest.mark.parametrize(
    "text",
    [
        r"$L = -\sum_k t_k \log q_k$, $q = \mathrm{softmax}(s)$, $s = M u + c$, $\sum_k t_k = 1$. ",
        r"Let $s = M u + c$, $q = \operatorname{softmax}(s)$ and $L = -\sum_k t_k \log q_k$ with $\sum_k t_k = 1$. ",
    ],
)
def test_what_a_softmax_is_taken_of_is_a_vector(text: str) -> None:
    assert verdicts(text + r"$\frac{\partial L}{\partial s} = q - t$.") == ["proved"]
    assert verdicts(text + r"$\frac{\partial L}{\partial M} = (q - t) u^T$.") == ["proved"]
    assert verdicts(text + r"$\frac{\partial L}{\partial s} = t - q$.") == ["refuted"]


def test_the_capital_of_a_map_is_a_matrix_where_gradients_are_taken_by_its_names() -> None:
    text = "Let $s = M u + c$. Then "
    assert verdicts(text + r"$\nabla_u L = M^T \nabla_s L$.") == ["proved"]
    assert verdicts(text + r"$\nabla_u L = M \nabla_s L$.") == ["conditional"]
