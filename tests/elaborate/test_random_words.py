"""What words say of chance, and what is never refuted."""

from __future__ import annotations

import pytest

from derive.document import read_text
from derive.document.model import Format
from derive.elaborate import elaborate
from derive.elaborate.steps import Step
from derive.notation import latex
from tests.judged import verdicts


def steps(text: str) -> list[Step]:
    return [step for step in elaborate(read_text(text, Format.MARKDOWN)).steps if step.verdict != "defined"]


def last(text: str) -> Step:
    return steps(text)[-1]


def random(text: str) -> set[str]:
    """The names that vary with the outcome in the last step."""
    goal = last(text).goal
    assert goal is not None
    from derive.terms import symbols

    return {name for name, symbol in symbols(goal.statement).items() if "outcomes" in str(symbol.shape[:1])}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Let $X$ be a random variable and $Y$ a constant.", {"X"}),
        ("Let $X$ and $Y$ be real-valued random variables.", {"X", "Y"}),
        ("For independent random variables $X$ and $Y$ we find this.", {"X", "Y"}),
        ("Here $X$ is a number and $Y$ is a random variable.", {"Y"}),
        ("Here $X$ is the mean of a random variable $Y$.", {"Y"}),
        ("Let $X$ be a random variable.", set()),
    ],
)
def test_who_is_random(words: str, names: set[str]) -> None:
    text = f"{words}\n\nThen\n\n$$\\mathrm{{E}}[X Y + Z] = \\mathrm{{E}}[X Y] + \\mathrm{{E}}[Z]$$\n"
    found = random(text) if all(step.goal for step in steps(text)) else None
    if "X" in names:
        assert found is not None and found - {"outcome probability"} == names | {"Z"}
    else:  # whether X or Y varies is not said, and a capital letter may
        assert not found


@pytest.mark.parametrize(
    "words",
    [
        "Let $X$ be normally distributed.",
        "Let $X \\sim \\mathcal{N}(0, 1)$.",
        "All variables are uncorrelated.",
        "Suppose that $X$ has zero mean.",
        "Let $X$ be the number of heads when a fair coin is tossed.",
    ],
)
def test_what_bears_on_a_distribution_stands_against_refuting(words: str) -> None:
    assert last(f"{words} Then\n\n$$\\mathrm{{E}}[X^3] = 2 \\mathrm{{E}}[X]\\mathrm{{E}}[X^2]$$\n").unsettled


def test_what_is_said_after_it_in_the_section_counts_too() -> None:
    claim = "Let $X$ be a random variable. Then\n\n$$\\mathrm{E}[X^3] = 2\\mathrm{E}[X]\\mathrm{E}[X^2]$$\n\n"
    assert last(f"{claim}because $X$ is Gaussian.\n").unsettled
    assert not last(f"{claim}# Another matter\n\nLet $Z$ be Gaussian.\n").unsettled


def test_independence_gives_axes_of_their_own() -> None:
    step = last(
        "Let $X$ and $Y$ be independent random variables. Then\n\n$$\\mathrm{E}[XY] = \\mathrm{E}[X]\\mathrm{E}[Y]$$\n"
    )
    assert step.goal is not None and step.alone is not None
    assert step.notes == ("X and Y are independent, as the text says",)
    assert not step.unsettled


def test_moments_in_words_and_of_normal_distributions_are_given() -> None:
    found = elaborate(
        read_text("Let $X$ be a random vector with mean $m$ and covariance matrix $S$.\n", Format.MARKDOWN)
    )
    given = [h.latex for h in found.given]
    assert "\\mathbb{E}[X] = m" in given and "S \\succeq 0" in given
    found = elaborate(read_text("Let $x \\sim \\mathcal{N}(\\mu, \\Sigma)$.\n", Format.MARKDOWN))
    assert "\\mathbb{E}[x] = \\mu" in [h.latex for h in found.given]
    assert len(found.given) == 3  # and that Σ is symmetric


def test_a_claimed_distribution_of_what_the_text_defines_is_not_assumed() -> None:
    text = "Let $x \\sim \\mathcal{N}(\\mu, \\Sigma)$ and let $z = A x$. Then\n\n$$z \\sim \\mathcal{N}(A\\mu, A\\Sigma)$$\n"
    given = elaborate(read_text(text, Format.MARKDOWN)).given
    assert not any("z" in hypothesis.latex for hypothesis in given)


def test_of_several_distributions_nothing_is_known() -> None:
    step = last("$$\\mathbb{E}_p[x] = \\mathbb{E}_q[x] + \\mathbb{E}_p[x - \\mathbb{E}_q[x]]$$\n")
    assert "several" in step.unclear


def test_a_power_behind_round_brackets_is_not_guessed() -> None:
    assert "power" in last("$$\\mathbb{E}[X^2] = \\mathbb{E}(X - a)^2$$\n").message


def test_what_is_defined_by_something_random_is_written_out() -> None:
    step = last("Let $X$ be a random variable and $z = 2 X$.\n\nThen $$\\mathrm{E}[z X] = 2 \\mathrm{E}[X^2]$$\n")
    assert step.goal is not None and "z" not in latex(step.goal.statement)


@pytest.mark.parametrize(
    "claim", ["\\mathrm{E}[X | Y] = \\mathrm{E}[X]", "\\mathrm{E}[XYW] = \\mathrm{E}[XW]\\mathrm{E}[Y]"]
)
def test_independence_that_is_not_used_stands_against_refuting(claim: str) -> None:
    words = "Let $W$ be a random variable, and let $X$ and $Y$ be independent random variables. Then"
    assert last(f"{words}\n\n$${claim}$$\n").unsettled


@pytest.mark.parametrize(
    "said",
    [
        r"Let $U$ and $V$ be square-integrable random variables.",
        r"$U$ and $V$ are square integrable random variables which are correlated, $\operatorname{Cov}(U, V) \neq 0$.",
    ],
)
def test_square_integrable_variables_are_no_square_matrices(said: str) -> None:
    text = said + "\n\n" + r"$$\operatorname{Cov}(U + V, U - 2 V) = \operatorname{Var}(U) "
    assert verdicts(text + r"- \operatorname{Cov}(U, V) - 2 \operatorname{Var}(V)$$")[-1] == "proved"
    assert verdicts(text + r"- 3 \operatorname{Cov}(U, V) - 2 \operatorname{Var}(V)$$")[-1] in (
        "refuted",
        "conditional",
    )


def test_square_matrices_are_square() -> None:
    assert verdicts(r"Let $A$ and $B$ be square. Then $$\operatorname{tr}(A^2 B) = \operatorname{tr}(A B A)$$") == [
        "proved"
    ]


INDEPENDENT = r"Let $X \sim N(0,1)$ and $Y \sim N(0,1)$ be independent. Then $E[XY] = 0$." + "\n\n## Next\n\n"


def test_independence_ends_where_a_later_section_gives_a_new_law() -> None:
    assert verdicts(INDEPENDENT + r"Then $E[X^2 Y^2] = 1$.")[-1] == "proved"
    assert verdicts(INDEPENDENT + r"Let $X, Y \sim N(0,1)$. Then $E[XY] = 0$.")[-1] == "unchecked"


def test_what_a_law_says_stands_at_the_law() -> None:
    text = r"Let $X \sim N(0,1)$. Then $E[X^2] = 1$."
    given = [
        step.span for step in elaborate(read_text(text, Format.MARKDOWN, "t.md")).steps if step.verdict == "defined"
    ]
    assert {text[begin:end] for begin, end in given} == {r"X \sim N(0,1)"}


@pytest.mark.parametrize(
    "aside", ["", " (no Gaussianity needed)", " (normality is not assumed)", ", not necessarily Gaussian"]
)
@pytest.mark.slow
def test_a_random_vector_in_a_space_with_moments(aside: str) -> None:
    text = (
        r"Let $w$ be a random vector in $\mathbb{R}^p$ with mean $m$ and covariance matrix $C$"
        + aside
        + r", and let $Q \in \mathbb{R}^{p \times p}$ be fixed. Then $$\mathbb{E}[w^T Q w] = \operatorname{tr}(Q C) "
    )
    assert verdicts(text + r"+ m^T Q m$$")[-1] == "proved"
    assert verdicts(text + r"- m^T Q m$$")[-1] not in ("proved", "tested", "supported")


MARKED = "Let $u \\in \\mathbb{R}^n$ be a constant vector. The estimate $\\hat w_S \\in \\mathbb{R}^n$ varies with the sample $S$. Then "


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\mathbb{E}_S[\hat w_S^T u] - v^T u = (\mathbb{E}_S[\hat w_S] - v)^T u", "proved"),
        (r"\mathbb{E}_S[\hat w_S^T u] - v^T u = (\mathbb{E}_S[\hat w_S] + v)^T u", "unchecked"),
        (r"\operatorname{Var}_S[u^T \hat w_S] = u^T \operatorname{Cov}_S[\hat w_S] u", "proved"),
        (r"\operatorname{Var}_S[u^T \hat w_S] = 2 u^T \operatorname{Cov}_S[\hat w_S] u", "unchecked"),
        (r"\mathbb{E}_S[\hat w_S] = \hat w_S", "unchecked"),
        (r"\mathbb{E}_S[\hat w_S^T \hat w_S] = \mathbb{E}_S[\hat w_S]^T \mathbb{E}_S[\hat w_S]", "unchecked"),
        (r"\mathbb{E}_S[\hat f_S(u)] = \hat f_S(u)", "unchecked"),
        (r"\mathbb{E}_S[f_S(u)^2] = \mathbb{E}_S[f_S(u)]^2", "unchecked"),
        (r"\mathbb{E}_t[y_t^2] = \mathbb{E}_t[y_t]^2", "unchecked"),  # what is known at t may be given
    ],
)
def test_what_is_marked_by_the_sample_varies_with_it(claim: str, expected: str) -> None:
    assert verdicts(f"{MARKED}${claim}$.")[-1] == expected


@pytest.mark.parametrize(
    "text",
    [
        r"The process $U_t = c U_{t-1} + e_t$ with $c \neq 0$ and white noise of variance $v$ is stationary. Then $\operatorname{Var}(U_t) = v$.",
        r"Suppose $T_1, \dots, T_k$ with $k \geq 2$ all have variance $v$. Then $\operatorname{Var}(k) = v$.",
    ],
)
def test_the_variance_is_that_of_what_the_words_speak_of(text: str) -> None:
    assert not {"proved", "tested", "supported"} & set(verdicts(text)[-1:])


FITTED = "The model $f_D$ with the weights $w_D$ is fitted to data $D$. Then "


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            r"\mathbb{E}_{y|x}[\mathbb{E}_D[(y - f_D(x))^2]] = \mathbb{E}_{y|x}[\operatorname{Var}_D[f_D(x)] + (\mathbb{E}_D[f_D(x)] - y)^2]",
            "proved",
        ),
        (
            r"\mathbb{E}_{y|x}[\mathbb{E}_D[(y - f_D(x))^2]] = \mathbb{E}_{y|x}[(\mathbb{E}_D[f_D(x)] - y)^2]",
            "unchecked",
        ),
        (
            r"\mathbb{E}_{y|x}[(\mathbb{E}_D[f_D(x)] - y)^2] = \operatorname{Var}_{p(y|x)}[y] + (\mathbb{E}_D[f_D(x)] - \mathbb{E}_{y|x}[y])^2",
            "proved",
        ),
        (r"\mathbb{E}_{y|x}[\mathbb{E}_D[f_D(x) y]] = \mathbb{E}_D[f_D(x)] \mathbb{E}_{y|x}[y]", "proved"),
        (r"\mathbb{E}_D[f_D(x)^2] = \mathbb{E}_D[f_D(x)]^2 + \operatorname{Var}_D[f_D(x)]", "proved"),
        (r"\mathbb{E}_D[f_D(x) f_D(z)] = \mathbb{E}_D[f_D(x)] \mathbb{E}_D[f_D(z)]", "unchecked"),
        # the law of one may depend on what another averages
        (r"\mathbb{E}_\theta[\mathbb{E}_x[\theta x]] = \mathbb{E}_\theta[\theta] \mathbb{E}_x[x]", "unchecked"),
        (r"\mathbb{E}_x[\mathbb{E}_{y|x}[x y]] = \mathbb{E}_x[x] \mathbb{E}_{y|x}[y]", "unchecked"),
        (r"\mathbb{E}_{y|x}[\mathbb{E}_{z|y}[z y]] = \mathbb{E}_{z|y}[z] \mathbb{E}_{y|x}[y]", "unchecked"),
        (r"\mathbb{E}_{y|x}[\mathbb{E}_t[w_t y]] = \mathbb{E}_t[w_t] \mathbb{E}_{y|x}[y]", "unchecked"),
        # one name under two laws, and a function that may vary with the data
        (r"\mathbb{E}_{y|x}[\mathbb{E}_{y|z}[y]] = \mathbb{E}_{y|z}[y]", "unchecked"),
        (r"\mathbb{E}_D[f_D(x) + \hat g(x)] = \mathbb{E}_D[f_D(x)] + \hat g(x)", "unchecked"),
    ],
)
def test_averages_under_several_distributions(claim: str, expected: str) -> None:
    assert verdicts(f"{FITTED}${claim}$.")[-1] == expected


def test_a_mean_that_is_zero_in_words() -> None:
    text = (
        r"Let $y = c x + e$, where $e$ has mean zero and variance $\sigma^2$ and is independent of $x$. "
        r"Then $\operatorname{Var}(y) = %s \operatorname{Var}(x) + \sigma^2$ and $\mathbb{E}[e^2] = \sigma^2$."
    )
    assert verdicts(text % "c^2") == ["proved", "proved"]
    assert verdicts(text % "c")[0] not in ("proved", "tested", "supported")


_BOTH = "Let $U$ and $V$ be random variables.\n\n"


def test_independence_may_be_the_premise_of_an_arrow() -> None:
    arrow = r"$$ U, V \; \text{independent} \quad \Rightarrow \quad "
    assert verdicts(_BOTH + arrow + r"\mathrm{Cov}(U, V) = 0 . $$") == ["proved"]
    assert verdicts(_BOTH + arrow + r"\mathrm{E}[U V] = \mathrm{E}[U] + \mathrm{E}[V] . $$") != ["proved"]
    # of what is concluded only: nothing else is independent, and no other word says so
    after = verdicts(
        _BOTH + arrow + r"\mathrm{Cov}(U, V) = 0 . $$"
        "\n\nHence $$ \\mathrm{E}[U V] = \\mathrm{E}[U] \\mathrm{E}[V] . $$"
    )
    assert "proved" not in after[1:] and "tested" not in after[1:]
    other = arrow.replace("independent", "not independent")
    assert verdicts(_BOTH + other + r"\mathrm{Cov}(U, V) = 0 . $$") != ["proved"]


def test_independence_under_a_condition_ends_where_the_text_speaks_of_the_general_case() -> None:
    text = _BOTH + r"If $U$ and $V$ are independent, then $$ \mathrm{Cov}(U, V) = 0 . $$" "\n\n"
    claim = r"$$ \mathrm{Var}(U - V) = \mathrm{Var}(U) + \mathrm{Var}(V) . $$"
    assert verdicts(text + "Hence " + claim) == ["proved", "proved"]
    for words in ("In general, we have", "If they are not necessarily independent, we have"):
        assert "proved" not in verdicts(text + f"{words} {claim}")[1:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$x$ random vector in $\mathbb R^n$, mean $m$, covariance $M$. $$E[x x^T] = M + m m^T$$", "proved"),
        (r"$x$ random vector in $\mathbb R^n$, mean $m$, covariance $M$. $$E[x x^T] = M - m m^T$$", "refuted"),
        (r"Let $x$ be a random vector with mean $m$ and covariance matrix $M$. $$E[\mathbf x \mathbf x^T] = \mathbf M + \mathbf m \mathbf m^T$$", "proved"),
        (r"The estimator depends on $x$, mean $m$ is unknown. $$E[x] = m$$", ""),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_moments_without_verbs(text: str, expected: str) -> None:
    assert (verdicts(text) or [""])[-1] == expected
