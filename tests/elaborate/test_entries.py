"""Entries under another letter than what holds them, vectors that are given entry by entry, one-hot vectors."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

BOLD = r"""Let $\mathbf{u}, \mathbf{v} \in \mathbb{R}^m$ and $\mathbf{G} \in \mathbb{R}^{m \times m}$.

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$\mathbf{u}^\top \mathbf{v} = \sum_{i=1}^m u_i v_i$$", "proved"),
        (r"$$\mathbf{u}^\top \mathbf{u} = \sum_i u_i^2$$", "proved"),
        (r"$$\frac{\partial}{\partial u_k} \mathbf{u}^\top \mathbf{v} = v_k$$", "proved"),
        (r"$$\frac{\partial}{\partial u_k} \mathbf{u}^\top \mathbf{u} = 2 u_k$$", "proved"),
        (r"$$\mathrm{tr}(\mathbf{G}) = \sum_i g_{ii}$$", "proved"),
        (r"$$\mathbf{u}^\top \mathbf{G} \mathbf{v} = \sum_{i,j} g_{ij} u_i v_j$$", "proved"),
        (r"$$\frac{\partial}{\partial g_{ab}} \mathbf{u}^\top \mathbf{G} \mathbf{v} = [\mathbf{u} \mathbf{v}^\top]_{ab}$$", "proved"),
        (r"$$\mathbf{u}^\top \mathbf{v} = \sum_{i=1}^m u_i^2 v_i$$", "refuted"),
        (r"$$\frac{\partial}{\partial u_k} \mathbf{u}^\top \mathbf{u} = u_k$$", "refuted"),
        # that g_{ij} is an entry of G is custom: what rests on it is not refuted
        (r"$$\mathbf{u}^\top \mathbf{G} \mathbf{v} = \sum_{i,j} g_{ji} u_i v_j$$", "unchecked"),
        (r"$$\frac{\partial}{\partial g_{ab}} \mathbf{u}^\top \mathbf{G} \mathbf{v} = [\mathbf{v} \mathbf{u}^\top]_{ab}$$", "unchecked"),
    ],
)  # fmt: skip
def test_entries_under_the_small_letter(claim: str, expected: str) -> None:
    assert verdicts(BOLD + claim) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        r"Let $\mathbf{u} \in \mathbb{R}^m$ and let $\mathbf{u}_i$ be samples. Then $\mathbf{u}^\top \mathbf{u} = \sum_i u_i^3$.",
        r"Let $\mathbf{u} \in \mathbb{R}^m$ and $u_1, \ldots, u_n \in \mathbb{R}$. Then $\sum_{i=1}^n u_i = \mathbf{u}^\top \mathbf{u}$.",
    ],
)
def test_a_letter_of_its_own_holds_nothing(text: str) -> None:
    assert not {"proved", "refuted", "conditional"} & set(verdicts(text))


def test_entries_of_points_that_are_rows() -> None:
    text = r"""Let $\mathbf{p}_1, \ldots, \mathbf{p}_n \in \mathbb{R}^d$ be the rows of $\mathbf{P}$ and $\mathbf{w} \in \mathbb{R}^d$. Then
    $\mathbf{w}^\top \mathbf{p}_i = \sum_j w_j p_{ij}$ and $\frac{\partial}{\partial w_j} \mathbf{w}^\top \mathbf{p}_i = p_{ij}$."""
    assert verdicts(text) == ["proved", "proved"]


LAYER = r"""Let $M \in \mathbb{R}^{p \times q}$, $s \in \mathbb{R}^q$ and $r \in \mathbb{R}^p$ with
$$r_i = \sum_j M_{ij} s_j.$$

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("$r = M s$", "proved"),
        ("$r_i = (M s)_i$", "proved"),
        (r"$\frac{\partial r_i}{\partial s_j} = M_{ij}$", "proved"),
        (r"$\|r\|^2 = s^\top M^\top M s$", "proved"),
        (r"$\|r\|^2 = s^\top M M^\top s$", "ill-formed"),
        (r"$\|r\|^2 = 2 s^\top M^\top M s$", "refuted"),
    ],
)
def test_what_every_entry_is_says_what_the_vector_is(claim: str, expected: str) -> None:
    assert verdicts(LAYER + f"Then {claim}.") == [expected]


def test_an_entry_in_one_case_is_no_definition() -> None:
    text = r"Let $r, s \in \mathbb{R}^p$. Set $r_i = 2 s_i$ if $s_i$ is positive. Then $r = 2 s$."
    assert not {"proved", "refuted"} & set(verdicts(text))


SOFTMAX = r"""Let $\mathbf{t}, \mathbf{a} \in \mathbb{R}^q$, where $\mathbf{t}$ is a one-hot vector, and let
$$p_j = \frac{\exp(a_j)}{\sum_k \exp(a_k)}, \qquad C = -\sum_j t_j \log p_j.$$

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$\frac{\partial C}{\partial a_j} = p_j - t_j$$", "proved"),
        (r"$$\frac{\partial C}{\partial \mathbf{a}} = \mathbf{p} - \mathbf{t}$$", "proved"),
        (r"$$\mathbf{t}^\top \mathbf{t} = 1$$", "proved"),
        (r"$$\frac{\partial C}{\partial a_j} = t_j - p_j$$", "refuted"),
        (r"$$\frac{\partial C}{\partial a_j} = p_j$$", "refuted"),
    ],
)
def test_cross_entropy_of_a_one_hot_label(claim: str, expected: str) -> None:
    assert verdicts(SOFTMAX + claim) == [expected]


def test_without_a_word_about_the_label_its_sum_is_missing() -> None:
    text = SOFTMAX.replace(r", where $\mathbf{t}$ is a one-hot vector,", "")
    assert verdicts(text + r"$$\frac{\partial C}{\partial a_j} = p_j - t_j$$") == ["conditional"]


def test_the_entries_of_a_probability_vector_add_up_to_one() -> None:
    text = r"Let $\mathbf{r} \in \mathbb{R}^n$ be a vector. If $\mathbf{r}$ is a probability vector, then $\mathbf{1}^\top \mathbf{r} = 1$."
    assert verdicts(text) == ["proved"]
    assert "proved" not in verdicts(text.replace("a probability vector", "a row of numbers"))
    assert "proved" not in verdicts(text.replace(r"\mathbf{1}^\top \mathbf{r}", r"\mathbf{r}^\top \mathbf{r}"))


@pytest.mark.parametrize(
    ("claim", "expected"), [(r"\sum_j v_j^2 = v^T v", "proved"), (r"\sum_j v_j = v^T v", "refuted")]
)
def test_entries_of_a_declared_vector_that_are_bounded(claim: str, expected: str) -> None:
    assert verdicts(f"Let $v \\in \\mathbb{{R}}^d$ with all $v_j > 0$. Then $${claim}$$") == [expected]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\log \det \operatorname{diag}(v^2) = 2 \sum_{j=1}^d \log v_j", "tested"),
        (r"\log \det \operatorname{diag}(v^2) = \sum_{j=1}^d \log v_j", "refuted"),
        (r"\operatorname{tr} \operatorname{diag}(v_1^2, \dots, v_d^2) = v^T v", "proved"),
    ],
)
def test_powers_on_a_diagonal(claim: str, expected: str) -> None:
    assert verdicts(f"Let $v \\in \\mathbb{{R}}^d$ with all $v_j > 0$. Then $${claim}$$") == [expected]
