"""Vectors with a label and their entries, indices under brackets, labels with and without brackets."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

DECLARED = r"Let $g_t \in \mathbb{R}^d$ and $z_t \in \mathbb{R}^d$ for $t = 1, \dots, T$. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DECLARED + r"$$\langle g_t, z_t \rangle = \sum_{i=1}^d g_{t,i} z_{t,i}$$", "proved"),
        (DECLARED + r"$$\langle g_t, z_t \rangle = \sum_{i=1}^d g_{t,i}$$", "refuted"),
        (r"$$\sum_{\tau=1}^t g_\tau^\top v = \sum_{\tau=1}^t \sum_{i=1}^d g_{i,\tau} v_i$$", "proved"),
        (r"$$\sum_{\tau=1}^t g_\tau^\top v = \sum_{\tau=1}^t \sum_{i=1}^d g_{\tau,i} v_i$$", "proved"),
        (r"$$\sum_{\tau=1}^t g_\tau^\top v = 2 \sum_{\tau=1}^t \sum_{i=1}^d g_{i,\tau} v_i$$", "refuted"),
    ],
)
def test_entries_of_vectors_that_have_a_label(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


MATRICES = r"Let $U \in \mathbb{R}^{n \times k}$ and $V \in \mathbb{R}^{k \times m}$. At node $j$ there is a load. "


def test_an_index_that_was_taken_for_a_number_is_one_under_brackets() -> None:
    assert verdicts(MATRICES + r"$$[V^\top U^\top]_{jl} = [U V]_{lj}$$") == ["proved"]
    assert verdicts(MATRICES + r"$$[V^\top V]_{jl} = [V^\top V]_{jj}$$") == ["refuted"]


LABELS = r"Let $u_k^{(t)}, e_k^{(p)} \in \mathbb{R}^d$. "


def test_a_label_without_its_brackets() -> None:
    assert verdicts(LABELS + r"$$\|u_k^{(t)} + e_k^p\|^2 = \|u_k^{(t)}\|^2 + 2 (e_k^{(p)})^\top u_k^{(t)} + \|e_k^p\|^2$$") == ["proved"]  # fmt: skip
    assert verdicts(LABELS + r"$$\|u_k^{(t)} + e_k^p\|^2 = \|u_k^{(t)}\|^2 + (e_k^{(p)})^\top u_k^{(t)} + \|e_k^p\|^2$$") == ["refuted"]  # fmt: skip


def test_a_vector_is_no_exponent() -> None:
    assert verdicts(r"Let $T \in \mathbb{R}^d$. Then $x^T T = T^\top x$.") == ["proved"]


@pytest.mark.parametrize(
    ("subscript", "expected"), [(r"(m_k, \Sigma_k)", []), ("m_k", []), ("m", ["ill-formed"]), ("k, m", ["ill-formed"])]
)
def test_a_member_below_a_function_is_no_index(subscript: str, expected: list[str]) -> None:
    assert verdicts(rf"$$q_i = \sum_{{k=1}}^K \pi_k h_{{{subscript}}}(x_i)$$") == expected
