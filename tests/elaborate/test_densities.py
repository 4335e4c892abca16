"""Densities by name, functions told apart by what stands in their brackets, integrals over supports: what is read, and what all engines say of it."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.document.model import Format
from derive.elaborate.chain_rule import factors, follows_from
from derive.engines.decide import Choice
from tests.judged import PATIENT
from tests.judged import verdicts as judged


def verdicts(text: str, *engines: str) -> list[str]:
    """The verdicts of a document's steps, definitions left out."""
    options = Options(Choice(engines, PATIENT)) if engines else Options(Choice(limits=PATIENT))
    report = check_document(read_text(text, Format.MARKDOWN), options)
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


def test_an_integral_without_ends_is_over_the_support_of_a_density() -> None:
    text = r"""The density of a rate is $p(\lambda) = \mathrm{Gam}(\lambda; a, b)$. Then

$$\int \mathrm{Gam}(\lambda; a, b) \, \mathrm{d}\lambda = %s$$
"""
    assert verdicts(text % "1") == ["supported"]
    assert verdicts(text % "2") == ["unchecked"]


@pytest.mark.slow
def test_a_gaussian_is_integrated_over_vectors() -> None:
    text = r"""Let $y \in \mathbb{R}^n$ and $X \in \mathbb{R}^{n \times p}$, let $\beta \in \mathbb{R}^p$ have the density $p(\beta) = \mathcal{N}(\beta; \mu, \Lambda^{-1})$ and

$$p(y \mid \beta) = \mathcal{N}(y; X \beta, V)$$

Then

$$\int p(y \mid \beta) \, p(\beta) \, \mathrm{d}\beta = \mathcal{N}(y; X \mu, %s)$$
"""
    assert verdicts(text % r"V + X \Lambda^{-1} X^\top") == ["supported"]
    assert verdicts(text % r"V + X \Lambda X^\top") == ["refuted"]


def test_an_integral_by_a_linear_function_of_its_variable() -> None:
    text = r"""For $b > 0$ and $a > 0$ put $z = t/b$. Then

$$\int_0^x e^{-b z} \, \mathrm{d}z = \int_0^{bx} e^{-t} \, \mathrm{d}\left(\frac{t}{b}\right) = %s \int_0^{bx} e^{-t} \, \mathrm{d}t$$
"""
    assert verdicts(text % r"\frac{1}{b}")[1] in ("proved", "tested")
    assert verdicts(text % "b")[1] == "refuted"


def test_what_stands_between_bounds_is_a_difference_of_values() -> None:
    text = r"""For $\lambda > 0$

$$\int_0^\infty x \lambda e^{-\lambda x} \, \mathrm{d}x = \left[-x e^{-\lambda x}\right]_0^\infty + \int_0^\infty e^{-\lambda x} \, \mathrm{d}x = %s$$
"""
    assert verdicts(text % r"\frac{1}{\lambda}") == ["supported", "supported"]
    assert verdicts(text % r"\frac{2}{\lambda}") == ["supported", "refuted"]


def test_members_of_a_list_that_is_named_by_their_letter_are_numbers() -> None:
    text = r"""Let $y = \left\lbrace y_1, \ldots, y_n \right\rbrace$ and $\bar{y} = \frac{1}{n} \sum_{i=1}^n y_i$. Then

$$\sum_{i=1}^n (y_i - \mu)^2 = y^\mathrm{T} y - 2 n \mu \bar{y} + n \mu^2$$
"""
    assert verdicts(text, "algebra", "modular") == ["proved"]


def test_a_member_of_a_family_in_a_density_stands_for_any() -> None:
    text = r"""The density of $y = (y_1, \ldots, y_n)$ is a product, $p(y_i \mid \lambda) = \mathrm{Poiss}(y_i; \lambda)$.

$$p(y_j \mid \lambda) = \frac{\lambda^{y_j} e^{-\lambda}}{y_j!}$$

$$p(y_j \mid \lambda) = \frac{\lambda^{y_i} e^{-\lambda}}{y_i!}$$
"""
    assert verdicts(text, "algebra", "modular")[0] == "proved"
    assert verdicts(text, "algebra", "modular")[1] not in ("proved", "tested")


def test_another_parametrisation_is_no_mistake() -> None:
    text = r"""A density is $p(x) = \mathrm{Gam}(x; k, \theta)$ of shape and scale. Then

$$\mathrm{Gam}(x; k, \theta) = \frac{1}{\Gamma(k) \theta^k} x^{k-1} e^{-x/\theta}$$
"""
    assert verdicts(text) == ["unchecked"]


@pytest.mark.parametrize(
    ("name", "known", "follows"),
    [
        ("p⟨x,y⟩", {"p⟨x|y⟩", "p⟨y⟩"}, True),
        ("p⟨y,x⟩", {"p⟨x|y⟩", "p⟨y⟩"}, True),
        ("p⟨x,y⟩", {"p⟨x|y⟩", "p⟨x⟩"}, False),
        ("p⟨x,y|z⟩", {"p⟨x|y,z⟩", "p⟨y|z⟩"}, True),
        ("p⟨x,y|z⟩", {"p⟨x|y⟩", "p⟨y⟩"}, False),
        ("H⟨X,Y⟩", {"H⟨X|Y⟩", "H⟨Y⟩"}, False),
        ("p⟨x|y⟩", {"p⟨x⟩", "p⟨y⟩"}, False),
    ],
)
def test_a_joint_density_is_a_conditional_one_times_a_marginal_one(name: str, known: set[str], follows: bool) -> None:
    assert follows_from(name, known) is follows
    assert follows == any(one.name in known and other.name in known for one, other in factors(name))


@pytest.mark.parametrize(("right", "good"), [(r"\mathrm{Gam}(y; a, b)", True), (r"\mathrm{Gam}(y; b, a)", False)])
def test_a_marginal_density_found_again_is_the_one_that_was_given(right: str, good: bool) -> None:
    text = (
        "The joint density is\n\n$$ p(x, y) = p(x \\mid y) \\, p(y), \\quad p(x \\mid y) = \\mathcal{N}(x; \\mu, 1/y), \\quad p(y) = \\mathrm{Gam}(y; a, b). $$\n\n"
        "1) The marginal density of $y$ is found again:\n\n$$ p(y) = \\int p(x, y) \\, \\mathrm{d}x . $$\n\n"
        f"2) Hence\n\n$$ \\int p(x, y) \\, \\mathrm{{d}}x = {right} . $$\n"
    )
    found = verdicts(text, "algebra", "modular", "sympy", "numeric")
    assert found[-2] in ("proved", "tested", "supported")
    assert (found[-1] in ("proved", "tested", "supported")) is good


LOGARITHM = (
    r"Let $K$ be an $n \times n$ covariance matrix that depends on $\theta$. The log likelihood is "
    r"$$\log p(y | X, \theta) = -\frac12 y^T K^{-1} y - \frac12 \log |K| - \frac{n}{2} \log 2\pi.$$"
)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\nabla_y \log p(y | X, \theta) = -K^{-1} y", "proved"),
        (r"\nabla_y \log p(y | X, \theta) = K^{-1} y", "refuted"),
    ],
)
def test_a_density_that_is_given_by_its_logarithm(claim: str, expected: str) -> None:
    assert verdicts(f"{LOGARITHM} Then $${claim}.$$") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        r"Hence $\log p(u | v) = -v u$.",
        r"The joint density is $\log p(a, b) = \log p(a) - \log p(b | a)$.",
        r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$. The log density is $\log p(x) = -(x-\mu)^2$.",
    ],
)
def test_what_is_claimed_of_the_logarithm_of_a_density_defines_nothing(text: str) -> None:
    assert verdicts(text) == ["unchecked"]


@pytest.mark.parametrize("below", [r"\sqrt{(2 \pi)^n |\Sigma|}", r"(2 \pi)^{n/2} |\Sigma|^{1/2}"])
def test_the_normaliser_of_a_normal_density_says_how_large_the_covariance_is(below: str) -> None:
    text = rf"Let $X$ have the density $$f(x) = \frac{{1}}{{{below}}} \exp\left[ -\frac{{1}}{{2}} (x - \mu)^T \Sigma^{{-1}} (x - \mu) \right].$$"
    assert judged(text + "\n\nThen $$\\mathrm{tr}(\\Sigma^{-1} \\Sigma) = n.$$") == ["proved"]
    assert judged(text + "\n\nThen $$\\mathrm{tr}(\\Sigma^{-1} \\Sigma) = n + 1.$$") != ["proved"]
    assert judged(text + "\n\nThen $$|2 \\Sigma| = 2^n |\\Sigma|.$$") == ["proved"]
    assert judged(
        text.replace("^n |", "^{n m} |").replace("^{n/2}", "^{n m/2}")
        + "\n\nThen $$\\mathrm{tr}(\\Sigma^{-1} \\Sigma) = n.$$"
    ) != ["proved"]


def test_a_normaliser_says_nothing_of_a_covariance_whose_size_is_given() -> None:
    text = r"Let $Y \in \mathbb{R}^{n \times p}$ have rows $y_i \sim \mathcal{N}(\mu, \Sigma)$. Let $L = \frac{1}{\sqrt{(2 \pi)^{p} |\Sigma|}}$."
    assert judged(text + "\n\nThen $$\\mathrm{tr}(\\Sigma^{-1} \\Sigma) = p.$$") == ["proved"]
    assert judged(text + "\n\nThen $$\\mathrm{tr}(\\Sigma^{-1} \\Sigma) = n.$$") == ["refuted"]


def test_the_density_of_a_function_on_its_support() -> None:
    text = r"""Let $X$ be a random variable with density $f_X(x) = r e^{-r x}$, and let $Y = g(X) = c X$ with $c > 0$ and $g^{-1}(y) = y / c$. Then

$$
f_Y(y) = \left\{
\begin{array}{rl}
f_X(g^{-1}(y)) \, \frac{\mathrm{d}g^{-1}(y)}{\mathrm{d}y} \; , & \text{if} \; y \in \mathcal{Y} \\
0 \; , & \text{if} \; y \notin \mathcal{Y}
\end{array}
\right.
$$

Thus, it is

$$ f_Y(y) = %s $$
"""
    assert verdicts(text % r"\frac{r}{c} e^{-r y / c}")[-1] in ("proved", "tested", "supported")
    assert verdicts(text % r"\frac{r}{c} e^{-r y}")[-1] not in ("proved", "tested", "supported")
    assert verdicts(text % "0")[-1] not in ("proved", "tested", "supported", "refuted")


def test_an_integral_by_a_multiple_of_its_variable_with_a_parameter_of_a_law() -> None:
    text = (
        "Let $X$ be a random variable with $X \\sim \\mathcal{N}(m, s^2)$. Then\n\n"
        r"$$ \int_{-\infty}^\infty x^2 e^{-x^2} \, \mathrm{d}(2 s x) = %s \int_{-\infty}^\infty x^2 e^{-x^2} \, \mathrm{d}x $$"
    )
    assert verdicts(text % "2 s", "algebra", "modular")[-1:] == ["tested"]
    assert verdicts(text % "4 s", "algebra", "modular")[-1:] == ["refuted"]
