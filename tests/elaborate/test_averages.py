"""Averages by the densities of random variables whose distribution is not given."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_TEXT = (
    r"Let $U$ and $V$ be random variables with density functions, $\mathrm{E}(U) = h$ and $\mathrm{E}(V) = k$, and let $c$ be a constant. "
    "Averages of them are\n\n"
)
_OF_SUM = r"\int_{\mathcal{U}} \int_{\mathcal{V}} (u + v) f_{U,V}(u, v) \, \mathrm{d}v \, \mathrm{d}u"


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\mathrm{E}(U) = \int_{\mathcal{U}} u f_U(u) \, \mathrm{d}u", True),
        (r"\mathrm{E}(U) = \int_{\mathcal{U}} u^2 f_U(u) \, \mathrm{d}u", False),
        (r"\mathrm{E}(c U) = c \sum_{u \in \mathcal{U}} u f_U(u)", True),
        (r"\mathrm{E}(c U) = \sum_{u \in \mathcal{U}} u f_U(u)", False),
        (rf"\mathrm{{E}}(U + V) = {_OF_SUM}", True),
        (rf"\mathrm{{E}}(U - V) = {_OF_SUM}", False),
        (rf"{_OF_SUM} = \int_{{\mathcal{{U}}}} u f_U(u) \, \mathrm{{d}}u + \int_{{\mathcal{{V}}}} v f_V(v) \, \mathrm{{d}}v", True),
        (rf"{_OF_SUM} = \int_{{\mathcal{{U}}}} u f_U(u) \, \mathrm{{d}}u - \int_{{\mathcal{{V}}}} v f_V(v) \, \mathrm{{d}}v", False),
        (rf"{_OF_SUM} = \int_{{\mathcal{{U}}}} u f_V(u) \, \mathrm{{d}}u + \int_{{\mathcal{{V}}}} v f_U(v) \, \mathrm{{d}}v", False),
        (r"\mathrm{Var}(U) = \int_{\mathcal{U}} (u - \mathrm{E}(U))^2 f_U(u) \, \mathrm{d}u", True),
        (r"\mathrm{Var}(U) = \int_{\mathcal{U}} (u - c)^2 f_U(u) \, \mathrm{d}u", False),
        (r"\mathrm{E}(U) = \int_{\mathcal{A}} u f_U(u) \, \mathrm{d}u", False),
        (r"\mathrm{E}(U) = \int_{0}^{1} u f_U(u) \, \mathrm{d}u", False),
    ],
)  # fmt: skip
def test_averages_by_densities_are_expected_values(claim: str, holds: bool) -> None:
    found = verdicts(f"{_TEXT}$$ {claim} . $$\n")
    assert bool(found and found[-1] in _CONFIRMED) is holds


def test_a_law_says_more_than_that() -> None:
    law = r"Let $U$ be a random variable with $U \sim \mathrm{Bet}(a, b)$. Then"
    claim = r"$$ \mathrm{E}(U) = \int_{\mathcal{U}} u^2 f_U(u) \, \mathrm{d}u . $$"
    assert not set(verdicts(f"{law}\n\n{claim}\n")) & _CONFIRMED


GIVEN = r"Let $p$ and $q$ be densities and $$KL(q(\theta) \| p(\theta)) = \int q(\theta) \log \frac{q(\theta)}{p(\theta)} d\theta.$$ Then "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"We have $$\mathbb E_{\theta \sim q}[f(\theta)] = \int q(\theta) f(\theta) d\theta$$", "tested"),
        (r"We have $$\mathbb E_{q(\theta)}[f(\theta)] = \int q(\theta) f(\theta) d\theta$$", "tested"),
        (r"We have $$\mathbb E_{q}[f(\theta)] = \int p(\theta) f(\theta) d\theta$$", "unchecked"),
        (r"We have $$\mathbb E_{q}[f(\theta)] = 2 \int q(\theta) f(\theta) d\theta$$", "unchecked"),
        (rf"{GIVEN}$$KL(q(\theta) \| p(\theta)) = \mathbb E_{{q(\theta)}}[\log q(\theta)] - \mathbb E_{{q(\theta)}}[\log p(\theta)]$$", "proved"),
        (rf"{GIVEN}$$KL(q(\theta) \| p(\theta)) = \mathbb E_{{q(\theta)}}[\log p(\theta)] - \mathbb E_{{q(\theta)}}[\log q(\theta)]$$", "unchecked"),
    ],
)  # fmt: skip
def test_averages_under_a_named_density(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\left\langle x \right\rangle_{p(x)} = k r", True),
        (r"\left\langle x \right\rangle_{p(x)} = k", False),
        (r"\mathrm{E}(X^2) = \left\langle x^2 \right\rangle_{p(x)}", True),
        (r"\mathrm{E}(X)^2 = \left\langle x^2 \right\rangle_{p(x)}", False),
        (r"\left\langle 2 x + 3 \right\rangle_{p(x)} = 2 \left\langle x \right\rangle_{p(x)} + 3", True),
        (r"\left\langle 2 x + 3 \right\rangle_{p(x)} = 2 \left\langle x \right\rangle_{p(x)} + 6", False),
    ],
)
def test_angle_brackets_with_a_density_are_expected_values(claim: str, holds: bool) -> None:
    found = verdicts(f"Let $X$ be a random variable with $X \\sim \\mathrm{{Bin}}(k, r)$. Then\n\n$$ {claim} $$\n")
    assert bool(found and found[-1] in _CONFIRMED) is holds


def test_averages_by_the_densities_of_two_laws() -> None:
    text = (
        "Suppose two laws of $X$, $P: X \\sim \\mathcal{N}(m, s^2)$ and $Q: X \\sim \\mathcal{N}(a, b^2)$. Then\n\n"
        "$$ \\int_{-\\infty}^\\infty x^2 \\mathcal{N}(x; m, s^2) \\, dx = \\left\\langle x^2 \\right\\rangle_{%s(x)} $$\n"
    )
    assert verdicts(text % "p")[-1] in _CONFIRMED
    assert verdicts(text % "q")[-1] not in _CONFIRMED


def test_inner_products_in_a_space_are_no_averages() -> None:
    text = "Let $u$ and $v$ be vectors. Then $\\langle u, v \\rangle_{p(x)} = \\langle u, v \\rangle$."
    assert verdicts(text)[-1:] != ["proved"]
