"""Two laws of one number that bear names."""

from __future__ import annotations

from tests.judged import verdicts

_ALL = ("algebra", "modular", "reals", "sympy", "numeric")
_CONFIRMED = {"proved", "tested", "supported"}

_TEXT = r"""Let $X$ be a random variable and let two distributions $P$ and $Q$ be given by

$$
\begin{split}
P: \; X &\sim %s \\
Q: \; X &\sim %s .
\end{split}
$$

Then the Kullback-Leibler divergence of $P$ from $Q$ is

$$ \mathrm{KL}[P \, || \, Q] = %s . $$
"""


def test_the_divergence_of_two_laws_is_a_claim() -> None:
    laws = (r"\mathrm{Poiss}(c)", r"\mathrm{Poiss}(d)")
    assert set(verdicts(_TEXT % (*laws, r"c \ln \frac{c}{d} - c + d"), _ALL)) <= _CONFIRMED
    assert not set(verdicts(_TEXT % (*laws, r"c \ln \frac{c}{d} + c - d"), _ALL)) & _CONFIRMED
    assert not set(verdicts(_TEXT % (*laws, r"d \ln \frac{d}{c} - d + c"), _ALL)) & _CONFIRMED


def test_their_densities_bear_their_names() -> None:
    laws = (r"\mathrm{Bern}(c)", r"\mathrm{Bern}(d)")
    sums = r"\sum_{x \in \{0, 1\}} p(x) \ln \frac{p(x)}{q(x)} \\ &= p(X=0) \ln \frac{p(X=0)}{q(X=0)} + p(X=1) \ln \frac{p(X=1)}{q(X=1)} \\ &= "
    right, wrong = r"c \ln \frac{c}{d} + (1-c) \ln \frac{1-c}{1-d}", r"c \ln \frac{c}{d} + (1-c) \ln \frac{1-d}{1-c}"
    text = _TEXT.replace("[P \\, || \\, Q] = %s", "[P \\, || \\, Q] &= %s").replace(
        "$$ \\math", "$$ \\begin{split} \\math"
    )
    text = text.replace(" . $$", " \\end{split} $$")
    found = verdicts(text % (*laws, sums + right), _ALL)
    assert found and set(found) <= _CONFIRMED
    assert verdicts(text % (*laws, sums + wrong), _ALL)[-1] not in _CONFIRMED


def test_laws_with_other_supports_are_not_compared() -> None:
    text = _TEXT % (r"\mathcal{U}(c, d)", r"\mathcal{U}(e, f)", r"\ln \frac{f - e}{d - c}")
    assert not set(verdicts(text, _ALL)) & _CONFIRMED


def test_sums_over_listed_numbers() -> None:
    assert verdicts(r"$$ \sum_{k \in \{0, 1, 2\}} x^k = 1 + x + x^2 $$") in (["proved"], ["tested"])
    assert verdicts(r"$$ \sum_{k \in \{1, 2, \ldots, n\}} a = n a $$") in (["proved"], ["tested"])
    assert verdicts(r"$$ \sum_{k \in \{0, 2\}} x^k = 1 + x + x^2 $$") == ["unchecked"]
