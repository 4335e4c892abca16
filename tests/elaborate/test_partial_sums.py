"""Means and sums of more and more members of a family."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

MEAN = "The running mean is $\\mu_n = \\frac{1}{n} \\sum_{i=1}^n x_i$. Then\n\n"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\mu_n = \\mu_{n-1} + \\frac{1}{n} (x_n - \\mu_{n-1})", "tested"),
        ("\\mu_n = \\mu_{n-1} + \\frac{1}{n} (\\mu_{n-1} - x_n)", "refuted"),
        ("\\mu_{n+1} = \\mu_n + \\frac{1}{n+1} (x_{n+1} - \\mu_n)", "tested"),
        ("\\mu_{n+1} = \\mu_n + \\frac{1}{n} (x_{n+1} - \\mu_n)", "refuted"),
        ("\\mu_{n+2} = \\frac{n \\mu_n + x_{n+1} + x_{n+2}}{n+2}", "tested"),
    ],
)
def test_a_mean_is_updated(formula: str, expected: str) -> None:
    assert verdicts(f"{MEAN}$${formula}$$\n") == [expected]


def test_sums_that_end_before() -> None:
    given = "Let $Q_n = \\frac{1}{n-1} \\sum_{i=1}^{n-1} R_i$. Then\n\n"
    assert verdicts(f"{given}$$Q_{{n+1}} = Q_n + \\frac{{1}}{{n}} (R_n - Q_n)$$\n") == ["tested"]
    assert verdicts(f"{given}$$Q_{{n+1}} = Q_n - \\frac{{1}}{{n}} (R_n - Q_n)$$\n") != ["tested"]


def test_sums_of_what_changes_too() -> None:
    given = "Let $m_n = \\frac{1}{n} \\sum_{i=1}^n x_i$ and $M_n = \\sum_{i=1}^n (x_i - m_n)^2$. Then\n\n"
    assert verdicts(f"{given}$$M_n = M_{{n-1}} + (x_n - m_{{n-1}})(x_n - m_n)$$\n") == ["tested"]


def test_estimates_from_the_same_data_are_others() -> None:
    """σ_{n-1} divides by n - 1; it does not leave out a number."""
    given = "Let $\\sigma_n = \\sqrt{\\frac{1}{n} \\sum_{i=1}^n (x_i - \\bar{x})^2}$. Then\n\n"
    assert "refuted" not in verdicts(f"{given}$$\\sigma_{{n-1}}^2 = \\frac{{n}}{{n-1}} \\sigma_n^2$$\n")


def test_what_a_function_is_at_a_point_is_said_before_its_formula() -> None:
    given = "The solution of $y' = -k y$ with $y(0) = y_0$ is $y(t) = y_0 e^{-kt}$, so\n\n"
    assert verdicts(f"{given}$$y'(t) = -k y_0 e^{{-kt}}$$\n") == ["proved", "proved", "proved"]
    assert verdicts(f"{given}$$y'(t) = k y_0 e^{{-kt}}$$\n") == ["proved", "proved", "refuted"]


def test_what_is_said_of_the_members_is_not_lost() -> None:
    """Of x_{n+1} nothing is known where the text speaks of x_1, …, x_n: then nothing is refuted."""
    given = "Let $c_n = \\frac{1}{n} \\sum_{i=1}^n a_i$ and $a_i = i$. Then\n\n"
    assert not {"refuted", "conditional"} & set(verdicts(f"{given}$$c_{{n+1}} - c_n = \\frac{{1}}{{2}}$$\n"))
    given = "Let $m_n = \\frac{1}{n} \\sum_{i=1}^n x_i$, and suppose that $\\sum_{i=1}^n x_i = 0$. Then\n\n"
    assert not {"refuted", "conditional"} & set(verdicts(f"{given}$$m_{{n+1}} = \\frac{{x_{{n+1}}}}{{n+1}}$$\n"))


@pytest.mark.parametrize(
    ("made", "claim", "expected"),
    [
        (r"T_k = \sum_{j=1}^k j", r"\sum_{k=1}^m T_k = \frac{m(m+1)(m+2)}{6}", "tested"),
        (r"T_k = \sum_{j=1}^k j", r"\sum_{k=1}^m T_k = \frac{m(m+1)(m+2)}{3}", "refuted"),
        (r"G_m = \sum_{k=1}^m \frac{1}{k}", r"\sum_{k=1}^m k G_k = \frac{m(m+1)}{2} G_m - \frac{m(m-1)}{4}", "tested"),
        (r"G_m = \sum_{k=1}^m \frac{1}{k}", r"\sum_{k=1}^m k G_k = \frac{m(m+1)}{2} G_m - \frac{m(m+1)}{4}", "refuted"),
        (r"U_k = \sum_{j=1}^k u_j", r"\sum_{k=1}^m u_k w_k = U_m w_m - \sum_{k=1}^{m-1} U_k (w_{k+1} - w_k)", "tested"),
        (
            r"U_k = \sum_{j=1}^k u_j",
            r"\sum_{k=1}^m u_k w_k = U_m w_m - \sum_{k=1}^{m-1} U_k (w_k - w_{k+1})",
            "refuted",
        ),
        (r"U_k = \sum_{j=1}^k u_j", r"\sum_{k=1}^m U_k = \sum_{j=1}^m (m + 1 - j) u_j", "tested"),
        (r"U_k = \sum_{j=1}^k u_j", r"\sum_{k=1}^m U_k = \sum_{j=1}^m (m - j) u_j", "refuted"),
    ],
)
def test_sums_of_sums_up_to_each_number(made: str, claim: str, expected: str) -> None:
    assert verdicts(f"${made}$.\n\n$${claim}$$\n") == [expected]


def test_what_is_said_of_the_terms_of_such_sums_is_not_lost() -> None:
    text = "Let $U_k = \\sum_{j=1}^k u_j$ and $u_j = 0$ for all $j$.\n\n$$\\sum_{k=1}^m U_k = \\sum_{j=1}^m u_j$$\n"
    assert "refuted" not in verdicts(text)
