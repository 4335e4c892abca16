"""What ordinary pages of exercises write: sums without ends, labels over names, cases, primitives, and what was solved for."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ALL = ("algebra", "modular", "sympy", "numeric")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\|x+y\\|^2 = \\|x\\|^2 + 2 x^T y + \\|y\\|^2", "proved"),
        ("\\|x\\|^2 + 2\\|x\\|\\|y\\| + \\|y\\|^2 = (\\|x\\| + \\|y\\|)^2", "proved"),
        ("\\|x\\|^2 + \\|x\\|\\|y\\| + \\|y\\|^2 = (\\|x\\| + \\|y\\|)^2", "refuted"),
        ("(a + b)^2 = |a|^2 + 2|a||b| + |b|^2", "conditional"),
    ],
)
def test_bars_side_by_side(formula: str, expected: str) -> None:
    assert verdicts(f"For vectors $x, y \\in \\mathbb R^n$ and numbers $a, b$\n\n$${formula}$$\n", ALL) == [expected]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\sum_k \\binom{n}{k} x^k = (1+x)^n", "tested"),
        ("\\sum_k \\binom{n}{k} x^k = (1+x)^{n+1}", "refuted"),
        ("\\sum_k (-1)^k \\binom{n}{k} = 0", "tested"),
        ("\\sum_k k \\binom{n}{k} = n 2^{n-1}", "tested"),
        ("\\sum_k k \\binom{n}{k} = n 2^n", "refuted"),
        ("\\sum_{i=r}^n \\binom{i}{r} = \\binom{n+1}{r+1}", "tested"),
    ],
)
def test_sums_over_a_binomials_lower_index(formula: str, expected: str) -> None:
    assert verdicts(f"For all $n \\ge 1$ and all numbers $x$\n\n$${formula}$$\n") == [expected]


def test_a_sum_from_a_number_upwards_ends_nowhere() -> None:
    assert verdicts("For $|r|<1$\n\n$$\\sum_{k\\ge1} r^k = \\frac{r}{1-r}$$\n", ALL) == ["supported"]
    assert verdicts("For $|r|<1$\n\n$$\\sum_{k\\ge1} r^k = \\frac{1}{1-r}$$\n", ALL) == ["refuted"]


def test_a_sum_of_members_up_to_one() -> None:
    given = "Let $x_1, \\dots, x_n$ be numbers.\n\n"
    assert verdicts(f"{given}$$\\sum_{{i\\le n}} (x_i - 1) = \\sum_{{i=1}}^n x_i - n$$\n") == ["proved"]
    assert verdicts(f"{given}$$\\sum_{{i\\le n}} (x_i - 1) = \\sum_{{i=1}}^n x_i + n$$\n") == ["refuted"]


def test_what_follows_values_is_claimed() -> None:
    text = "Take $u = x$, $dv = e^{{-x}} dx$:\n\n$$\\int x e^{{-x}}\\,dx = {0}(x + 1) e^{{-x}} + C$$\n"
    assert verdicts(text.format("-")) == ["proved"]
    assert verdicts(text.format("")) == ["refuted"]


def test_several_values_are_tried() -> None:
    text = "With $x = 1$ and $x = -1$ we get two sums. In general\n\n$$(1 + x)^2 = 1 + 2 x + {0} x^2$$\n"
    assert verdicts(text.format("1")) == ["proved"]
    assert verdicts(text.format("2")) != ["proved"]


def test_a_primitive_that_has_a_name() -> None:
    text = "With $I = \\int e^{{a x}} \\sin x\\,dx$\n\n$$I = \\frac{{e^{{a x}} (a \\sin x {0} \\cos x)}}{{a^2 + 1}} + C$$\n"
    assert verdicts(text.format("-")) == ["proved"]
    assert verdicts(text.format("+")) == ["refuted"]


def test_a_primitive_that_is_concluded() -> None:
    given = "We have $\\frac{2}{x^2-1} = \\frac{1}{x-1} - \\frac{1}{x+1}$, so\n\n"
    assert verdicts(f"{given}$$\\int \\frac{{2}}{{x^2-1}}\\,dx = \\ln|x - 1| - \\ln|x + 1| + C$$\n") == ["proved"] * 2
    assert verdicts(f"{given}$$\\int \\frac{{2}}{{x^2-1}}\\,dx = \\ln|x - 1| + \\ln|x + 1| + C$$\n", ALL) == [
        "proved",
        "refuted",
    ]


def test_a_case_that_a_formula_names() -> None:
    text = "Let $q = 1 - p$.\n\n(a) $p = q = \\frac12$: then\n\n$$p q = \\frac{1}{4}$$\n"
    assert "refuted" not in verdicts(text)


def test_a_recursion_without_its_start_is_not_refuted() -> None:
    given = "Let $h_i = p h_{i+1} + q h_{i-1}$ with $q = 1 - p$ and $r = q / p$. Then\n\n"
    assert verdicts(f"{given}$$h_{{i+1}} - h_i = r^i h_1$$\n") == ["unchecked"]
    step = "Let $x_{k+1} = x_k - a g_k$. Then\n\n"
    assert verdicts(f"{step}$$x_{{k+1}} - x_k = -a g_k$$\n") == ["proved"]
    assert verdicts(f"{step}$$x_{{k+1}} - x_k = a g_k$$\n") == ["refuted"]


def test_what_was_solved_for_holds_where_the_text_goes_on() -> None:
    text = (
        "Let $Q = \\sum_{{i=1}}^n w_i (x_i - m)^2$ and $W = \\sum_{{i=1}}^n w_i$. Then\n\n"
        "$$\\frac{{\\partial Q}}{{\\partial m}} = -2 \\sum_{{i=1}}^n w_i (x_i - m) = 0 \\quad\\Rightarrow\\quad "
        "m = \\frac{{1}}{{W}} \\sum_{{i=1}}^n w_i x_i$$\n\nThe spread is\n\n"
        "$$s = \\sum_{{i=1}}^n w_i (x_i - m)^2 = \\sum_{{i=1}}^n w_i x_i^2 {0} W m^2$$\n"
    )
    assert verdicts(text.format("-"))[-1] == "proved"
    assert verdicts(text.format("+"))[-1] != "proved"


@pytest.mark.parametrize("label", ["^{\\text{new}}", "_{\\text{new}}", "^{\\mathrm{new}}"])
def test_words_beside_a_name(label: str) -> None:
    given = f"Let $x{label} = x + d$ for vectors $x, d \\in \\mathbb R^n$. Then\n\n"
    assert verdicts(f"{given}$$\\|x{label} - x\\|^2 = d^T d$$\n") == ["proved"]
    assert verdicts(f"{given}$$\\|x{label} + x\\|^2 = d^T d$$\n") == ["refuted"]


def test_signs_over_names() -> None:
    given = "Let $P^- = F P F^T + Q$. Then\n\n"
    assert verdicts(f"{given}$$P^- - K H P^- = (I - K H) P^-$$\n") == ["proved"]
    assert verdicts(f"{given}$$P^- - K H P^- = (I + K H) P^-$$\n") == ["refuted"]
    step = "Let $x, g \\in \\mathbb R^n$ and $x^+ = x - a g$. Then\n\n"
    assert verdicts(f"{step}$$\\|x^+ - x\\|^2 = a^2 \\|g\\|^2$$\n") == ["proved"]
    assert verdicts(f"{step}$$\\|x^+ - x\\|^2 = a \\|g\\|^2$$\n") == ["refuted"]
    inverse = "Let $A$ be a matrix of full column rank. Then\n\n$$A^+ = (A^T A)^{-1} A^T$$\n"
    assert verdicts(inverse) == ["proved"]


def test_a_chain_that_begins_with_an_expected_value() -> None:
    text = "$$\\mathbb E[W] = \\int_0^1 \\theta x^{{\\theta}}\\,dx = \\frac{{\\theta}}{{\\theta + {0}}}$$\n"
    assert verdicts(text.format("1"), ALL)[-1] == "supported"
    assert verdicts(text.format("2"), ALL)[-1] == "refuted"
    assert "refuted" not in verdicts("$$\\mathbb E[X] = 2 \\lambda = 6$$\n", ALL)


def test_a_new_density_in_a_later_section() -> None:
    text = (
        "# Counts\n\nLet $X \\sim \\mathrm{Poi}(\\lambda)$. Then $E[X] = \\lambda$.\n\n"
        "# Waiting\n\n$f(x) = \\lambda e^{-\\lambda x}$ for $x \\ge 0$. Then\n\n$$E[X] = \\frac{1}{\\lambda}$$\n"
    )
    assert "refuted" not in verdicts(text, ALL)


def test_a_number_that_gets_another_value() -> None:
    text = (
        "(a) All are equal, $p_i = 1/n$.\n\n(b) Now\n\n$$p_i = \\frac{e^{-b s_i}}{Z}, \\qquad Z = \\sum_{j=1}^n e^{-b s_j}$$\n\n"
        "so that\n\n$$\\frac{\\partial \\log Z}{\\partial b} = -\\sum_{i=1}^n p_i s_i$$\n"
    )
    assert "refuted" not in verdicts(text)


def test_the_variable_of_a_function_stands_for_any_number_again() -> None:
    text = "Let $f(x) = x^2 - 4 x$. Then\n\n$$f'(x) = 2 x - 4 = 0 \\Rightarrow x = 2.$$\n\nNow $x^2 - 4 x = -4$."
    assert verdicts(text) == ["proved", "proved"]  # and the last is a condition, no claim


@pytest.mark.parametrize(
    "words", ["True or false: if $f'(x) = 0$ then $x$ is a minimum.", "Show that if $f'(x) = 0$ then $x$ is a minimum."]
)
def test_what_a_question_supposes_of_a_slope_is_no_claim(words: str) -> None:
    assert verdicts(f"Let $f(x) = e^x$. {words}") == []


@pytest.mark.parametrize("more", ["", "Let $c_1 = 3$.", "Suppose $c_{i+1} - c_i = 2$."])
def test_the_coefficients_of_functions_that_are_summed_differ(more: str) -> None:
    text = f"Let $\\phi_i(x) = c_i x$. {more}\n\n$$\\sum_{{i=1}}^J \\phi_i(x) = J \\phi_i(x)$$"
    assert not {"proved", "tested", "supported"} & set(verdicts(text, ALL))


def test_a_step_to_the_next_member_is_not_of_one_number() -> None:
    text = "Suppose $c_{i+1} - c_i = 2$. Then\n\n$$\\sum_{i=1}^J c_i = J c_i$$"
    assert not {"proved", "tested", "supported"} & set(verdicts(text, ALL))


def test_a_limit_over_the_end_of_a_sum_is_no_limit_beside_it() -> None:
    text = "$$\\lim_{n \\to \\infty} \\frac{1}{n} \\sum_{i=1}^{n} {i} = 0$$"
    assert not {"proved", "tested", "supported"} & set(verdicts(text.replace("{i}", "x_i"), ALL))
    assert verdicts("$$\\lim_{n \\to \\infty} \\frac{1}{n^2} \\sum_{i=1}^{n} i = \\frac12$$", ALL) == ["supported"]
