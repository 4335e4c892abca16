"""Conjugates, adjoints and the points at which extrema are looked at."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ENGINES = ("algebra", "modular", "reals")
GIVEN = r"""The convex conjugate of $h$ is
$$h^*(u) = \sup_w \langle u, w \rangle - h(w).$$

Let $p:\mathbb{R}^d\to\mathbb{R}$ and $q:\mathbb{R}^k\to\mathbb{R}$ be functions and $B \in \mathbb{R}^{k\times d}$. For all $w$ and $r$,
"""


@pytest.mark.parametrize(
    "claim",
    [
        r"p(w) + p^*(u) \geq \langle u, w \rangle",
        r"p^*(0) = -\inf_w p(w)",
        r"\inf_w (p(w) + \langle u, w\rangle) = -p^*(-u)",
        r"\inf_w p(w) + q(B w) \geq -p^*(B^\top r) - q^*(-r)",
        r"\inf_{w, r} (p(w) + q(r)) = -p^*(0) - q^*(0)",
    ],
)
def test_what_holds_of_conjugates(claim: str) -> None:
    assert verdicts(f"{GIVEN}$${claim}.$$", ENGINES) == ["proved"]


@pytest.mark.parametrize(
    "claim",
    [
        r"p(w) + p^*(u) \leq \langle u, w \rangle",
        r"p(w) + p^*(u) = \langle u, w \rangle",
        r"p^*(0) = \inf_w p(w)",
        r"p^*(u) \geq \langle u, w \rangle - q(w)",
        r"\inf_w p(w) + q(B w) = -p^*(B^\top r) - q^*(-r)",
        r"\inf_w p(w) + q(B w) \geq -p^*(B^\top r) - q^*(r)",
    ],
)
def test_what_need_not_hold_of_conjugates(claim: str) -> None:
    assert verdicts(f"{GIVEN}$${claim}.$$", ENGINES) == ["unchecked"]


def test_a_star_is_a_conjugate_only_where_the_text_speaks_of_them() -> None:
    text = GIVEN.split("Let")[1]
    assert verdicts(f"Let{text}$$p(w) + p^*(u) \\geq \\langle u, w \\rangle.$$", ENGINES) == ["unchecked"]
    other = "Let $p^*:\\mathbb{R}^d\\to\\mathbb{R}$ be a function.\n\n"
    assert verdicts(f"{GIVEN}{other}$$p(w) + p^*(u) \\geq \\langle u, w \\rangle.$$", ENGINES) == ["unchecked"]


POINTS = r"Let $p:\mathbb{R}^d\to\mathbb{R}$ and $q:\mathbb{R}^d\to\mathbb{R}$ be functions, $a, c \in \mathbb{R}^d$, $s > 0$ and $M \in \mathbb{R}^{d\times d}$. Then "


@pytest.mark.parametrize(
    "claim",
    [
        r"\sup_z a^\top z - \|z\|^2 = \frac14 \|a\|^2",
        r"\sup_z \langle a, z\rangle - \frac12\|z - c\|^2 = \langle a, c\rangle + \frac12\|a\|^2",
        r"\sup_z \langle a, z\rangle - \frac12\|z - c\|^2 = \langle a, c\rangle + \sup_w \langle a, w\rangle - \frac12\|w\|^2",
        r"\inf_z p(z - c) = \inf_z p(z)",
        r"\inf_z p(2z - c) = \inf_z p(z)",
        r"\inf_z p(z - c) + q(z) = \inf_z p(z) + q(z + c)",
        r"\inf_z p(M z) \geq \inf_z p(z)",
        r"\sup_z a^\top z - p(M z + c) = \sup_w a^\top M^{-1}(w - c) - p(w)",
        r"\inf_z \|M z\|^2 + a^\top z = \inf_w \|w\|^2 + a^\top M^{-1} w",
        r"\inf_{\|z\| \leq s} a^\top z = \inf_{\|z - c\| \leq s} a^\top (z - c)",
    ],
)
def test_points_at_which_one_extremum_becomes_another(claim: str) -> None:
    assert verdicts(f"{POINTS}\n$${claim}.$$", ENGINES) == ["proved"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\sup_z a^\top z - \frac12\|z\|^2 = \frac14 \|a\|^2",
        r"\sup_z \langle a, z\rangle - \frac12\|z - c\|^2 = \frac12\|a\|^2",
        r"\inf_z p(M z) = \inf_z p(z)",
        r"\inf_z p(z - c) + q(z) = \inf_z p(z) + q(z)",
        r"\sup_z a^\top z - p(M z + c) = \sup_w a^\top M^{-1}(w + c) - p(w)",
        r"\inf_z \|M^\top z\|^2 + a^\top z = \inf_w \|w\|^2 + a^\top M^{-1} w",
        r"\inf_{\|z\| \leq s} a^\top z = \inf_{\|z - c\| \leq s} a^\top z",
    ],
)
def test_extrema_that_differ(claim: str) -> None:
    assert verdicts(f"{POINTS}\n$${claim}.$$", ENGINES) == ["unchecked"]


def test_no_point_depends_on_what_a_sum_runs_over() -> None:
    given = POINTS.replace(
        "Then", r"Let $x_1, \dots, x_n \in \mathbb{R}^d$ and $y_1, \dots, y_n \in \mathbb{R}^d$. Then"
    )
    claim = r"$$\inf_z \left(\sum_{i=1}^n p(x_i - z)\right) \leq \sum_{i=1}^n p(y_i).$$"
    assert "proved" not in verdicts(f"{given}\n{claim}", ENGINES)


ADJOINT = r"Let $p:\mathbb{R}^d\to\mathbb{R}$ be a function and let $B$ be a $k \times d$ matrix. "


def test_the_adjoint_of_a_real_matrix_is_its_transpose() -> None:
    claim = r"For all $u$ and $w$, $$\inf_w p(w) - \langle B w, u\rangle = -\sup_w (\langle w, B^* u \rangle - p(w)).$$"
    assert verdicts(ADJOINT + claim, ENGINES) == ["proved"]
    wrong = claim.replace(r"\langle w, B^* u \rangle", r"\langle w, B^* u \rangle + \langle w, w\rangle")
    assert verdicts(ADJOINT + wrong, ENGINES) == ["unchecked"]


def test_a_starred_matrix_that_has_a_value_is_no_adjoint() -> None:
    text = (
        ADJOINT
        + r"Let $B^* = 2 B$. For all $u$ and $w$, $\langle B w, u\rangle \geq 0$ and $\langle w, B^* u\rangle = \langle B w, u\rangle$."
    )
    assert "proved" not in verdicts(text, ENGINES)[-1:]


def test_a_function_and_its_biconjugate_are_not_defined_by_each_other() -> None:
    text = r"Let $p$ be closed and convex. If $p = p^{**}$, then $$\min_w p(w) \leq p(w).$$"
    assert verdicts(text, ENGINES) == ["proved"]


def test_components_in_angle_brackets_are_numbers() -> None:
    text = r"The curve is $\mathbf{r} = \langle t, w \rangle$ with $w = t^2$. Then $\frac{d}{dt} t^2 = 2 t$ and $(t + w)^2 = t^2 + 2 t w + w^2$."
    assert verdicts(text, ("algebra", "modular", "sympy"))[-2:] == ["proved", "proved"]


def test_what_is_integrated_by_is_a_number() -> None:
    text = r"Here $\langle x, w \rangle$ is an inner product, and $\int_0^1 x \, dx = \frac12$."
    assert verdicts(text, ("algebra", "modular", "sympy"))[-1] in ("proved", "supported")
