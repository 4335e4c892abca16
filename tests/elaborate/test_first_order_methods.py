"""What is shown of methods that go along gradients: contraction, points that are vectors, subgradients, bounds by induction."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

ENGINES = Options(choice=Choice(("algebra", "reals"), PATIENT))
CONTRACTION = r"""Suppose $h$ is $m$-strongly convex and $M$-smooth, and let $z_{k+1} = z_k - \frac{1}{M} \nabla h(z_k)$. Then

$$h(z_{k+1}) - h(z^*) \leq h(z_k) - h(z^*) - \frac{1}{2M} \|\nabla h(z_k)\|^2 \leq \left(1 - \frac{m}{M}\right) (h(z_k) - h(z^*)).$$
"""


def _verdicts(text: str) -> list[str]:
    report = check_document(read_text(text, Format.MARKDOWN, "t.md"), ENGINES)
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


def test_what_is_divided_by_one_constant_is_multiplied_by_a_quotient_of_two() -> None:
    assert _verdicts(CONTRACTION) == ["proved", "proved"]
    assert _verdicts(CONTRACTION.replace(r"\frac{m}{M}", r"\frac{2m}{M}"))[-1] == "unchecked"
    assert _verdicts(CONTRACTION.replace("$m$-strongly convex and ", "convex and "))[-1] == "unchecked"


def test_another_point_of_a_function_of_vectors_is_a_vector() -> None:
    text = CONTRACTION.partition(r" \leq \left(")[0] + ".$$\n"
    assert _verdicts(text) == ["proved"]
    assert _verdicts(text.replace("1}{2M", "1}{M")) == ["unchecked"]
    assert _verdicts("The number $z^* > 0$ is given.\n\n" + text) != ["refuted"]


EACH = r"""Suppose that $e_{k+1} \leq q e_k$ for all $k \geq 0$, with $0 \leq q < 1$. Then

$$e_k \leq q^k e_0.$$
"""
REPEATED = (
    CONTRACTION
    + r"""
Applying this again and again,

$$h(z_k) - h(z^*) \leq \left(1 - \frac{m}{M}\right)^k (h(z_0) - h(z^*)).$$
"""
)


def test_a_bound_for_each_step_bounds_every_member() -> None:
    assert _verdicts(EACH) == ["proved"]
    assert _verdicts(EACH.replace("q e_k", "q e_k + b").replace("q^k e_0", r"q^k e_0 + k b")) != ["refuted"]
    assert _verdicts(REPEATED) == ["proved"] * 3
    halved = EACH.replace("q e_k", r"\frac{1}{2} e_k + b").replace("q^k e_0", r"2^{-k} e_0 + 2 b")
    assert _verdicts(halved) != ["refuted"]
    halved = EACH.replace("q e_k", r"\frac{1}{2} e_k + b").replace("q^k e_0", r"(\frac{1}{2})^k e_0 + 2 b")
    assert _verdicts(halved.replace(r"q < 1", r"b")) == ["proved"]


def test_the_first_member_may_have_a_value_or_a_bound() -> None:
    begun = r"Let $e_0 = 3$. Suppose that $e_{k+1} \leq \frac{1}{2} e_k$. Then $e_k \leq 3 (\frac{1}{2})^k$." + "\n"
    assert _verdicts(begun) == ["proved"]
    assert _verdicts(begun.replace("e_0 = 3", r"e_0 \leq 3")) == ["proved"]
    assert _verdicts(begun.replace("e_0 = 3", "e_0 = 4")) == ["unchecked"]
    assert _verdicts(begun.replace("e_0 = 3", r"e_0 \geq 3")) == ["unchecked"]
    grows = r"Let $s_0 = 0$. Suppose that $s_{t+1} \leq s_t + c$. Hence $s_t \leq c t$." + "\n"
    assert _verdicts(grows) == ["proved"]
    assert _verdicts(grows.replace("c t", "c t - c")) == ["unchecked"]


@pytest.mark.parametrize(
    "text",
    [
        EACH.replace(r", with $0 \leq q < 1$", ""),
        EACH.replace(r"k \geq 0", r"k \geq 5"),
        EACH.replace("q^k e_0", "q^{k+1} e_0"),
        EACH.replace("q^k e_0", "q^{2k} e_0"),
        EACH.replace("Suppose that", r"Suppose that $e_k \leq 1$ and that"),
        REPEATED.replace(r"\frac{m}{M}", r"\frac{2m}{M}"),
        REPEATED.replace(r"\right)^k", r"\right)^{k+1}"),
        REPEATED.replace("Suppose", r"Suppose $h(z_k) \leq 1$. Suppose"),
    ],
)
def test_what_holds_of_some_steps_or_was_not_shown_bounds_no_member(text: str) -> None:
    assert _verdicts(text)[-1] in ("unchecked", "supported")


def test_a_number_between_two_that_is_divided_by_is_positive() -> None:
    assert _verdicts(r"Let $0 < s \leq t$. Then $1 - \frac{s}{t} \geq 0$.") == ["proved"]
    assert _verdicts(r"Let $0 < s \leq t$. Then $1 - \frac{t}{s} \geq 0$.") != ["proved"]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (r"Let $g$ be convex. Then $g(\frac{1}{m} \sum_{i=1}^m v_i) \leq \frac{1}{m} \sum_{i=1}^m g(v_i)$.", True),
        (r"Let $g$ be concave. Then $g(\frac{1}{m} \sum_{i=1}^m v_i) \geq \frac{1}{m} \sum_{i=1}^m g(v_i)$.", True),
        (r"Let $g$ be convex and $\bar v_T = \frac{1}{T} \sum_{t=1}^T v_t$. Then $g(\bar v_T) - c \leq \frac{1}{T} \sum_{t=1}^T (g(v_t) - c)$.", True),
        (r"Let $g$ be concave. Then $g(\frac{1}{m} \sum_{i=1}^m v_i) \leq \frac{1}{m} \sum_{i=1}^m g(v_i)$.", False),
        (r"Let $g$ be convex. Then $g(\sum_{i=1}^m v_i) \leq \sum_{i=1}^m g(v_i)$.", False),
        (r"Let $g$ be convex. Then $g(\frac{1}{n} \sum_{i=1}^m v_i) \leq \frac{1}{n} \sum_{i=1}^m g(v_i)$.", False),
    ],
)  # fmt: skip
def test_a_convex_function_at_a_mean(text: str, holds: bool) -> None:
    assert (_verdicts(text + "\n") == ["proved"]) == holds


SLOPE = r"""Assume that $h$ is convex and $s_t$ is a subgradient of $h$ at $z_t$. Let $z_{t+1} = z_t - \alpha s_t$ with $\alpha > 0$ and let $z^*$ be a minimizer of $h$. Then

$$\|z_{t+1} - z^*\|^2 \leq \|z_t - z^*\|^2 - 2 \alpha (h(z_t) - h(z^*)) + \alpha^2 \|s_t\|^2.$$
"""


def test_a_subgradient_bounds_a_convex_function_from_below() -> None:
    plain = r"Let $h$ be convex and $s \in \partial h(u)$. Then $h(v) \geq h(u) + \langle s, v - u \rangle$." + "\n"
    assert _verdicts(plain) == ["proved"]
    assert _verdicts(plain.replace(r"\langle s,", r"2 \langle s,")) == ["unchecked"]
    assert _verdicts(plain.replace("v - u", "u - v")) == ["unchecked"]
    assert _verdicts(plain.replace("be convex", "be a function")) == ["unchecked"]
    assert _verdicts(SLOPE) == ["proved"]
    assert _verdicts(SLOPE.replace("- 2", "- 3")) == ["unchecked"]


def test_subgradients_are_monotone_and_no_longer_than_the_function_is_steep() -> None:
    text = r"Let $h$ be $m$-strongly convex. For any $s \in \partial h(u)$ and $r \in \partial h(v)$ we have $(s - r)^T (u - v) \geq m \|u - v\|^2$."
    assert _verdicts(text + "\n") == ["proved"]
    assert _verdicts(text.replace(r"\geq m", r"\geq 2 m") + "\n") == ["unchecked"]
    text = r"Let $h$ be convex and $B$-Lipschitz. For every subgradient $s \in \partial h(u)$ we have $\|s\| \leq B$."
    assert _verdicts(text + "\n") == ["proved"]
    assert _verdicts(text.replace(r"\leq B", r"\leq \frac{B}{2}") + "\n") == ["unchecked"]


def test_what_is_concluded_to_be_a_subgradient_is_not_given() -> None:
    text = r"Let $h$ be convex. Hence $s \in \partial h(u)$, and $h(v) \geq h(u) + s^T (v - u)$." + "\n"
    assert "proved" not in _verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        r"Suppose that $e_{k+1} \leq e_k$ for all $k \geq 0$. Then $e_k \leq e_0 + b^{(k)} - b^{(k)} k$.",
        r"Suppose that $e_{k+1} \leq e_k$ for all $k \geq 0$ and $D = r_k$. Then $e_k \leq e_0 + k D - k D + D$.",
        r"Suppose that $e_{k+1} \leq q_k e_k$ for all $k \geq 0$ with $q_k \geq 0$. Then $e_k \leq q_k^k e_0$.",
        r"Suppose that $e_{k+1} \leq e_k$ for all $k \geq 0$. Then $e_k \leq f_k(e_0) + k - k$.",
    ],
)
def test_what_has_the_number_of_the_step_in_it_is_no_constant(text: str) -> None:
    assert "proved" not in _verdicts(text + "\n")


def test_at_the_boundary_of_a_set_subgradients_may_be_long() -> None:
    text = r"Let $h$ be convex and $B$-Lipschitz on a set $C$. For every subgradient $s \in \partial h(u)$ we have $\|s\| \leq B$."
    assert "proved" not in _verdicts(text + "\n")
