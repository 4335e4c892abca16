"""The chain rule as it is written: quantities of quantities, functions that words introduce, primes, coordinates."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

COMPOSED = r"""Let
$$f(u, v) = (u+v)^2, \quad u(a, b) = (a+b)^2, \quad v(a, b) = (a-b)^2, \quad a(w, x) = (w+x)^2, \quad b(w, x) = (w-x)^2.$$

Then
"""
GOOD = ("proved", "tested")


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\frac{\partial f}{\partial u} = 2(u+v)", True),
        (r"\frac{\partial v}{\partial b} = -2(a-b)", True),
        (r"\frac{\partial v}{\partial b} = 2(a-b)", False),
        (r"\frac{\partial b}{\partial w} = 2(w-x)", True),
        (r"\frac{\partial b}{\partial w} = 2(w+x)", False),
        (
            r"\frac{\partial f}{\partial a} = \frac{\partial f}{\partial u}\frac{\partial u}{\partial a}"
            r" + \frac{\partial f}{\partial v}\frac{\partial v}{\partial a}",
            True,
        ),
        (
            r"\frac{\partial f}{\partial w} = \frac{\partial f}{\partial a}\frac{\partial a}{\partial w}"
            r" + \frac{\partial f}{\partial b}\frac{\partial b}{\partial w}",
            True,
        ),
        (r"\frac{\partial f}{\partial a} = \frac{\partial f}{\partial u}\frac{\partial u}{\partial a}", False),
    ],
)
def test_functions_that_are_differentiated_by_are_quantities(claim: str, holds: bool) -> None:
    (found,) = verdicts(f"{COMPOSED}$${claim}.$$\n")
    assert found in GOOD if holds else found == "refuted"


def test_a_function_with_several_arguments_stays_one() -> None:
    text = r"Let $g(t) = t^2$. Then $g(2) = 4$ and $g(1 + s) = 1 + 2 s + s^2$. Also $\frac{\partial L}{\partial g} = 1$ for $L = g + 1$."
    assert verdicts(text)[:2] == ["proved", "proved"]


POLAR = (
    r"Let $u = u(x, y)$ with $x = r\cos\theta$ and $y = r\sin\theta$. Then $$\frac{\partial u}{\partial \theta} = %s.$$"
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (r"-r\sin\theta \frac{\partial u}{\partial x} + r\cos\theta \frac{\partial u}{\partial y}", "proved"),
        (r"-r\sin\theta\, \partial_x u + r\cos\theta\, \partial_y u", "proved"),
        (r"-\sin\theta \frac{\partial u}{\partial x} + r\cos\theta \frac{\partial u}{\partial y}", "refuted"),
    ],
)
def test_an_argument_without_brackets_ends_before_a_derivative(value: str, expected: str) -> None:
    assert verdicts(POLAR % value) == [expected]


BACK = r"""Let $x_0 \in \mathbb{R}^n$, $W_1 \in \mathbb{R}^{h\times n}$, $W_2 \in \mathbb{R}^{m \times h}$, $t \in \mathbb{R}^m$, and let
$x_1 = f_1(W_1 x_0)$ and $x_2 = f_2(W_2 x_1)$ where $f_1$ and $f_2$ are smooth functions that are applied elementwise. The error is
$$E = \frac12 \|x_2 - t\|_2^2.$$
Define $\delta_2 = (x_2 - t) \circ f_2'(W_2 x_1)$ and $\delta_1 = W_2^T \delta_2 \circ f_1'(W_1 x_0)$. Then
$$%s.$$
"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\frac{\partial E}{\partial W_2} = \delta_2 x_1^T", "proved"),
        (r"\frac{\partial E}{\partial W_1} = \delta_1 x_0^T", "proved"),
        (r"\frac{\partial E}{\partial W_1} = W_2^T \delta_2 x_0^T", "refuted"),
    ],
)
def test_backpropagation_through_numbered_activations(claim: str, expected: str) -> None:
    assert verdicts(BACK % claim) == [expected]


def test_matrices_are_known_by_those_that_differ_in_their_number() -> None:
    text = r"""Let $z_1 = W_1 x$, $a_1 = g(z_1)$ and $z_2 = W_2 a_1$, where $g$ acts elementwise, and let $L = \frac12 \|z_2 - y\|^2$. Then
$$\frac{\partial L}{\partial W_1} = \left(W_2^\top (z_2 - y) \odot g'(z_1)\right) x^\top.$$
"""
    assert verdicts(text) == ["proved"]


FUNCTIONS = "Let $f$ and $g$ be differentiable functions of a real variable.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"For $h(x) = f(g(x))$ we get $h'(x) = f'(g(x)) g'(x)$.", "proved"),
        (r"For $h(x) = f(g(x))$ we get $h'(x) = f'(x) g'(x)$.", "refuted"),
        (r"For $q(x) = f(x)/g(x)$ we get $q'(x) = \frac{f'(x) g(x) - f(x) g'(x)}{g(x)^2}$.", "proved"),
        (r"For $q(x) = f(x) g(x)$ we get $q'(x) = f'(x) g'(x)$.", "refuted"),
    ],
)
def test_functions_in_words(text: str, expected: str) -> None:
    assert verdicts(FUNCTIONS + text) == [expected]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("(uv)' = u'v + uv'", "proved"),
        (r"(u/v)' = \frac{u'v - uv'}{v^2}", "proved"),
        ("(uv)'' = u''v + 2u'v' + uv''", "proved"),
        ("(uv)' = u'v'", "refuted"),
    ],
)
def test_a_prime_differentiates_what_depends_on_a_number(claim: str, expected: str) -> None:
    assert verdicts(f"Let $u$ and $v$ be differentiable functions of $x$. Then ${claim}$.") == [expected]


LIKELIHOOD = r"""Let $x_1,\dots,x_n\in\mathbb{R}^d$ be i.i.d. samples from $\mathcal N(\mu,\Sigma)$ with log-likelihood
$$\ell = - \frac n2\log\det\Sigma - \frac12\sum_{i=1}^n (x_i-\mu)^T\Sigma^{-1}(x_i-\mu).$$
Let $\Lambda = \Sigma^{-1}$ and $S = \sum_{i=1}^n(x_i-\mu)(x_i-\mu)^T$.

"""


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\frac{\partial\ell}{\partial\Lambda} = \frac n2\Lambda^{-1} - \frac12 S", True),
        (r"\frac{\partial\ell}{\partial\Lambda} = \frac n2\Lambda - \frac12 S", False),
        (r"\nabla_\mu \ell = \Sigma^{-1}\sum_{i=1}^n(x_i-\mu)", True),
        (r"\nabla_\mu \ell = \Sigma\sum_{i=1}^n(x_i-\mu)", False),
    ],
)
@pytest.mark.slow
def test_a_name_for_an_inverse_is_a_variable(claim: str, holds: bool) -> None:
    (found,) = verdicts(f"{LIKELIHOOD}$${claim}.$$\n")
    assert (found in GOOD) is holds
