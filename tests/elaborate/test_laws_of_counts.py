"""Binomial coefficients beside factorials, and the distribution functions of counts."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"{m \choose j} = \frac{m!}{j! \, (m-j)!}", r"{m \choose j} = \frac{m!}{j! \, (m-j+1)!}"),
        (
            r"\frac{\Gamma(m+1)}{\Gamma(j+1) \, \Gamma(m-j+1)} = {m \choose j}",
            r"\frac{\Gamma(m)}{\Gamma(j+1) \, \Gamma(m-j+1)} = {m \choose j}",
        ),
        (
            r"\log {m \choose j} = \log m! - \log j! - \log (m-j)!",
            r"\log {m \choose j} = \log m! + \log j! - \log (m-j)!",
        ),
    ],
)
def test_binomial_coefficients_by_factorials(right: str, wrong: str) -> None:
    assert verdicts(f"For counts we have\n\n$$ {right} . $$\n")[0] in _CONFIRMED
    assert verdicts(f"For counts we have\n\n$$ {wrong} . $$\n")[0] not in _CONFIRMED


@pytest.mark.parametrize(
    ("law", "right", "wrong"),
    [
        (
            r"\mathrm{Bin}(m, q)",
            r"F_T(t) = \sum_{j=0}^{t} {m \choose j} q^j (1-q)^{m-j}",
            r"F_T(t) = \sum_{j=0}^{t} {m \choose j} q^j (1-q)^{j}",
        ),
        (
            r"\mathrm{Poiss}(r)",
            r"\mathrm{Pr}(T \leq t) = e^{-r} \sum_{j=0}^{t} \frac{r^j}{j!}",
            r"\mathrm{Pr}(T \leq t) = e^{-r} \sum_{j=1}^{t} \frac{r^j}{j!}",
        ),
        (r"\mathrm{Poiss}(r)", r"F_T(t) = \sum_{j=-\infty}^{t} f_T(j)", r"F_T(t) = \sum_{j=-\infty}^{t+1} f_T(j)"),
        (
            r"\mathrm{BetBin}(m, a, b)",
            r"F_T(t) = \frac{1}{\mathrm{B}(a, b)} \sum_{j=0}^{t} {m \choose j} \mathrm{B}(a+j, b+m-j)",
            r"F_T(t) = \frac{1}{\mathrm{B}(a, b)} \sum_{j=0}^{t} {m \choose j} \mathrm{B}(a+j, b+m)",
        ),
    ],
)
@pytest.mark.slow
def test_distribution_functions_of_counts(law: str, right: str, wrong: str) -> None:
    text = (
        rf"Let $T$ be a random variable with $T \sim {law}$, where $\mathrm{{B}}$ is the beta function. Then" + "\n\n"
    )
    assert verdicts(f"{text}$$ {right} . $$\n")[0] in _CONFIRMED
    assert not set(verdicts(f"{text}$$ {wrong} . $$\n")) & _CONFIRMED


def test_what_is_counted_and_has_a_law_is_free() -> None:
    text = "Let $y$ be the number of successes, such that\n\n$$ y \\sim \\mathrm{Bin}(n, p) $$\n\nThen $(n - y) p + y p = %s$."
    assert verdicts(text % "n p")[-1:] in (["proved"], ["tested"])
    assert verdicts(text % "n p + y p")[-1:] == ["refuted"]
    of_others = "Let $y$ be the mean of the samples. Then $y^2 = 2 y$."
    assert verdicts(of_others)[-1:] != ["refuted"]
