"""Dots over letters as derivatives by time."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("said", "true", "false"),
    [
        (r"Let $E=\frac12m\dot x^2+\frac12kx^2$.", r"\frac{dE}{dt} = m\dot x\ddot x+kx\dot x", r"\frac{dE}{dt} = m\dot x\ddot x+kx"),
        (r"Let $E=\frac12m\dot x^2+\frac12kx^2$ where $m\ddot x+c\dot x+kx=0$.", r"\dot E = -c \dot x^2", r"\dot E = -c \dot x"),
        (
            r"Let $L(\theta,\dot\theta)=\frac12m\ell^2\dot\theta^2+mg\ell\cos\theta$.",
            r"\frac{d}{dt}\frac{\partial L}{\partial\dot\theta} = m\ell^2\ddot\theta",
            r"\frac{d}{dt}\frac{\partial L}{\partial\dot\theta} = m\ell\ddot\theta",
        ),
        (
            "",
            r"\frac{d}{dt}\left(mr^2\dot\theta\right) = mr^2\ddot\theta+2mr\dot r\dot\theta",
            r"\frac{d}{dt}\left(mr^2\dot\theta\right) = mr^2\ddot\theta+mr\dot r\dot\theta",
        ),
        (
            r"Let $V(x) = x^\top P x$ with symmetric $P \in \mathbb{R}^{n \times n}$, and $\dot x = A x$ with $A \in \mathbb{R}^{n \times n}$.",
            r"\dot V(x) = x^\top (A^\top P + P A) x",
            r"\dot V(x) = x^\top (A P + P A) x",
        ),
        (r"Let $J = R J_0 R^T$ with $\dot R = \Omega R$ and constant $J_0$.", r"\dot J = \Omega J + J \Omega^T", r"\dot J = \Omega J + J \Omega"),
    ],
)  # fmt: skip
def test_total_derivatives(said: str, true: str, false: str) -> None:
    assert verdicts(f"{said} Then ${true}$.")[-1] == "proved"
    assert verdicts(f"{said} Then ${false}$.")[-1] in ("refuted", "conditional")


def test_the_argument_of_a_sine_ends_at_a_dot_and_at_a_narrow_space() -> None:
    text = r"Let $V = 1 - \cos\theta$. Then $\dot V = \sin\theta\,\dot\theta$ and $\dot V = \sin\theta\dot\theta$."
    assert verdicts(text) == ["proved", "proved"]


@pytest.mark.parametrize(
    "said", [r"Let $p = m \dot x$ where $m$ depends on time.", r"A rocket of mass $m(t)$ has momentum $p = m \dot x$."]
)
def test_what_may_move_without_a_dot_is_not_constant(said: str) -> None:
    assert not {"proved", "refuted"} & set(
        verdicts(said + r" Then $\dot p = m \ddot x$ and $\frac{dp}{dt} = m \ddot x$.")
    )


_ENERGY = "The energy is\n\n$$E(t) = \\frac12 m \\dot q(t)^2 + \\frac12 c q(t)^2.$$\n\nDifferentiating,\n\n"


def test_values_at_a_time_are_no_products_with_it() -> None:
    assert verdicts(_ENERGY + "$$\\dot E(t) = m \\dot q(t) \\ddot q(t) + c q(t) \\dot q(t).$$")[-1] == "proved"
    assert verdicts(_ENERGY + "$$\\dot E(t) = m \\dot q(t) \\ddot q(t) - c q(t) \\dot q(t).$$")[-1] == "refuted"
    known = "The position is $q(t) = a \\cos(b t)$. Then "
    assert verdicts(known + "$\\ddot q(t) = -a b^2 \\cos(b t)$.")[-1] == "proved"
    assert verdicts(known + "$\\ddot q(t) = -a b \\cos(b t)$.")[-1] == "refuted"


_WIRE = "A bead of mass $m$ slides along $h = b u^3$. Its kinetic energy is\n\n$$T = \\frac12 m (\\dot u^2 + \\dot h^2)$$\n\nand $V = m g h$, $L = T - V$. "


@pytest.mark.parametrize(
    "true, false",
    [
        (
            r"\frac{\partial L}{\partial \dot u} = m \dot u (1 + 9 b^2 u^4)",
            r"\frac{\partial L}{\partial \dot u} = m \dot u",
        ),
        (
            r"\frac{\partial T}{\partial u} = 18 m b^2 u^3 \dot u^2",
            r"\frac{\partial T}{\partial u} = 9 m b^2 u^3 \dot u^2",
        ),
        (
            r"\dot u \frac{\partial L}{\partial \dot u} - L = T + V",
            r"\dot u \frac{\partial L}{\partial \dot u} - L = T - V",
        ),
    ],
)
def test_slopes_of_what_is_tied_are_not_free(true: str, false: str) -> None:
    """The slope of an h that is tied to u is no variable beside that of u, in the values of other names neither."""
    assert verdicts(f"{_WIRE}Then ${true}$.")[-1] == "proved"
    assert verdicts(f"{_WIRE}Then ${false}$.")[-1] in ("refuted", "conditional")


def test_that_an_energy_is_kept_is_a_claim() -> None:
    energy = r"Let $E = \frac{1}{2} m \dot x^2 + \frac{1}{2} m w^2 x^2$. "
    assert verdicts(r"Suppose $\ddot x = -w^2 x$. " + energy + r"Hence $\frac{dE}{dt} = 0$.") == ["proved"]
    damped = verdicts(
        r"Suppose $\ddot x = -w^2 x - c \dot x$. " + energy + r"Hence $\frac{dE}{dt} = 0$. So $c \dot x^2 = 0$."
    )
    assert len(damped) == 2 and not set(damped) & {"proved", "tested", "supported"}


def test_a_slope_that_is_zero_somewhere_is_a_condition() -> None:
    text = r"A ball has the height $h = v t - \frac{1}{2} g t^2$. At the top $\frac{dh}{dt} = 0$, so $t = \frac{v}{g}$ and $h = \frac{v^2}{%s g}$."
    assert verdicts(text % "2") == ["proved", "proved"]
    assert not set(verdicts(text % "")[1:]) & {"proved", "tested", "supported"}


_MATRIX = "Let $A(t)$ be a differentiable and invertible matrix. Then "


@pytest.mark.parametrize(
    "text, verdict",
    [
        (_MATRIX + r"$\frac{d}{dt} A(t)^{-1} = -A(t)^{-1} A'(t) A(t)^{-1}$.", "proved"),
        (_MATRIX + r"$\frac{d}{dt} A^{-1} = -A^{-1} \dot A A^{-1}$.", "proved"),
        (_MATRIX + r"$\frac{d}{dt} A^2 = A \dot A + \dot A A$.", "proved"),
        (r"Let $A(t), B(t)$ be matrix functions. Then $\frac{d}{dt}(A B) = \dot A B + A \dot B$.", "proved"),
        (r"Let $x(t) \in \mathbb{R}^n$ and $A \in \mathbb{R}^{n \times n}$. If $\dot x = A x$, then $\frac{d}{dt} \|x\|^2 = x^T (A + A^T) x$.", "proved"),
        (r"Let $x(t) \in \mathbb{R}^n$ satisfy $\frac{dx}{dt} = A x$. Let $V = x^T P x$ with $P$ symmetric. Then $\frac{dV}{dt} = x^T(A^T P + P A) x$.", "proved"),
        (r"Let $x(t) \in \mathbb{R}^n$ satisfy $\frac{dx}{dt} = A x$. Let $V = x^T P x$ with $P$ symmetric. Then $\frac{dV}{dt} = x^T(A^T P - P A) x$.", "refuted"),
        (r"Suppose $x(t)$ satisfies $\frac{dx}{dt} = -k x$. Then $\frac{d}{dt} x^2 = -2 k x^2$.", "proved"),
        (r"Let $\dot P = r P (1 - P/K)$. Then $\ddot P = r (1 - 2 P/K) \dot P$.", "proved"),
        (r"Let $\dot P = r P (1 - P/K)$. Then $\ddot P = r (1 - P/K) \dot P$.", "refuted"),
    ],
)  # fmt: skip
def test_matrices_and_states_that_move(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]


def test_matrices_need_not_commute_with_their_slopes() -> None:
    assert not {"proved", "tested", "supported"} & set(verdicts(_MATRIX + r"$\frac{d}{dt} A^2 = 2 A \dot A$."))


def test_what_is_concluded_of_a_solution_is_claimed() -> None:
    text = r"Let $u'' + u = 0$. Then $\frac{d}{dt}(u^2 + 2 u'^2) = 0$."
    assert verdicts(text) == ["unchecked"]


_SIR = r"$$\frac{dS}{dt} = -b S I, \quad \frac{dI}{dt} = b S I - c I, \quad \frac{dR}{dt} = c I.$$ "


@pytest.mark.parametrize(
    "text, verdict",
    [
        (_SIR + r"Then $\frac{d}{dt}(S + I + R) = 0$.", "proved"),
        (_SIR + r"Then $\frac{d}{dt}(S + I) = 0$.", "unchecked"),
        (r"Let $\frac{dx}{dt} = y$ and $\frac{dy}{dt} = -x$. Then $\frac{d}{dt}(x^2 + y^2) = 0$.", "proved"),
        (r"Let $\frac{dx}{dt} = y$ and $\frac{dy}{dt} = -x$. Then $\frac{d}{dt}(x^2 - y^2) = 0$.", "unchecked"),
    ],
)
def test_systems_of_differential_equations(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]
