"""Claims about what solves the conditions that were set before them."""

from __future__ import annotations

import pytest

from tests.judged import said, verdicts

DUAL = r"""The Lagrangian is
$$L(w, b, \alpha) = \frac{1}{2} \|w\|^2 - \sum_{i=1}^n \alpha_i \left( y_i (w^\top x_i + b) - 1 \right)$$
Setting the derivatives to zero,
$$\frac{\partial L}{\partial w} = w - \sum_{i=1}^n \alpha_i y_i x_i = 0 \quad \Rightarrow \quad w = \sum_{i=1}^n \alpha_i y_i x_i$$
$$\frac{\partial L}{\partial b} = -\sum_{i=1}^n \alpha_i y_i = 0$$
"""
RIGHT = r"$$L = \sum_{i=1}^n \alpha_i - \frac{1}{2} \sum_{i=1}^n \sum_{j=1}^n \alpha_i \alpha_j y_i y_j x_i^\top x_j$$"
WRONG = RIGHT.replace(r"\frac{1}{2} ", "")


@pytest.mark.parametrize("words", ["Substituting these back gives\n", "Hence\n", "The dual objective is\n"])
def test_what_was_set_to_zero_is_put_back(words: str) -> None:
    assert verdicts(DUAL + words + RIGHT)[-1] == "proved"
    assert verdicts(DUAL + words + WRONG)[-1] == "refuted"


def test_zero_may_stand_first() -> None:
    text = r"Let $f(w) = \|Xw - y\|^2$. At the minimum $$0 = \nabla f(w) = 2 X^\top (X w - y) \quad \Rightarrow \quad X^\top X w = X^\top y.$$"
    assert verdicts(text) == ["proved", "proved"]


def test_the_links_of_a_conclusion_share_its_premises() -> None:
    text = (
        r"To maximise $xy$ subject to $x + y = 10$, put $L = xy - \lambda(x + y - 10)$. "
        r"The conditions $y - \lambda = 0$ and $x - \lambda = 0$ give $x = y = 5$."
    )
    assert verdicts(text) == ["proved", "proved"]
    line = r"Let $y(t)=A t+B t^2$. From $y(1)=1$ and $y'(1)=0$ we get $A=2$ and $B="
    assert verdicts(line + "-1$.") == ["proved", "proved"]
    assert verdicts(line + "1$.", ("algebra", "modular", "reals")) == ["proved", "refuted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Consider $y'+2y=e^{-t}$. Multiplying by $e^{2t}$ we get $y=e^{-t}+Ce^{-2t}$.", "proved"),
        (r"Consider $y'+2y=e^{-t}$. Multiplying by $e^{2t}$ we get $y=2e^{-t}+Ce^{-2t}$.", "refuted"),
        (r"The equation $y''+4y'+5y=0$ has complex roots, so $$y=e^{-2t}(A\cos t+B\sin t).$$", "proved"),
        (r"The equation $y''+4y'+5y=0$ has complex roots, so $$y=e^{-2t}(A\cos 2t+B\sin 2t).$$", "refuted"),
        (
            r"Let $a\in\mathbb R$, let $f:[0,\infty)\to\mathbb R$ be continuous, and let $y'(t)+ay(t)=f(t)$ with $y(0)=y_0$. Then $\frac{d}{dt}\left(e^{at}y(t)\right) = e^{at}f(t)$.",
            "proved",
        ),
    ],
)
def test_solutions_that_are_concluded(text: str, expected: str) -> None:
    assert verdicts(text)[-1] == expected


def test_what_is_said_of_all_is_not_said_of_the_solution_only() -> None:
    text = r"Let $f(x) = x^2 - 2x$. Setting $f'(x) = 2x - 2 = 0$. Then $f(x) = -1$ for all $x$."
    assert verdicts(text)[-1] not in ("proved", "tested", "supported")


def test_what_is_said_of_all_rests_on_no_equation_before() -> None:
    text = r"We consider $x + y = 3$ and $x - y = 1$. Then $x = 2$ and $y = 1$. For all $x$, $x^2 = 4$."
    assert verdicts(text)[-3:] == ["proved", "proved", "unchecked"]
    assert verdicts(r"For all unit vectors $x$ with $x^\top x = 1$, $x^\top x x^\top x = 1$.")[-1] == "proved"


def test_what_follows_from_a_condition_before_a_colon() -> None:
    text = (
        r"The log-likelihood is $g(b) = m \log b - b q$ with $q > 0$. Its maximiser follows from $g'(\hat b) = 0$:"
        + "\n\n$$"
    )
    assert verdicts(text + r"\hat b = \frac{m}{q}$$")[-1] == "proved"
    assert verdicts(text + r"\hat b = \frac{q}{m}$$")[-1] in ("refuted", "unchecked")
    assert verdicts(text + r"\hat b = \frac{2m}{q}$$")[-1] in ("refuted", "unchecked")
    root = "The root is found by solving $2 u - 6 = 0$:\n\n$$u = %s.$$"
    assert verdicts(root % "3") == ["proved"]
    assert verdicts(root % "4") == ["refuted"]


@pytest.mark.parametrize(
    "words",
    ["The maximum likelihood estimator is", r"Setting $q'(\theta) = 0$, the maximum likelihood estimator is", "Hence the maximiser is"],
)  # fmt: skip
def test_the_best_value_of_a_letter(words: str) -> None:
    text = (
        r"The log-likelihood is $q(\theta) = m \log \theta - \theta s$ with $s > 0$. " + words + "\n\n$$\\hat\\theta = "
    )
    assert verdicts(text + r"\frac{m}{s}$$")[-1] == "proved"
    assert verdicts(text + r"\frac{2m}{s}$$")[-1] in ("refuted", "unchecked")


def test_the_best_value_is_one_of_the_function_spoken_of() -> None:
    text = r"Let $h(\theta) = \theta^2 - 4 \theta$ and $q(\theta) = \theta^2 - 6 \theta$. The minimiser is $$\hat\theta = 2.$$"
    assert verdicts(text)[-1:] not in (["refuted"], ["proved"])
    text = r"The log-likelihood is $q(\theta) = m \log \theta - \theta s$. The Bayes estimator is $$\hat\theta = \frac{2m}{s}.$$"
    assert "refuted" not in verdicts(text)


def test_equations_to_solve_are_no_claims_and_what_is_deduced_from_them_is_one() -> None:
    text = r"""The moments of the family are $m$ and $w$, both positive, and matching them requires us to solve the following equation system for $s$ and $t$:

$$
\begin{split}
m &= s\, t \\
w &= s\, t^2 .
\end{split}
$$

From the first equation, we can deduce:

$$
\begin{split}
m + s &= s (t %s 1) \\
m &= s (t + 1) - s .
\end{split}
$$
"""
    assert said(text % "+") == ["defined", "defined", "proved", "proved"]
    assert said(text % "-")[:3] == ["defined", "defined", "refuted"]
    solving = text.replace("requires us to solve the following equation system for $s$ and $t$", "is solved for $s$")
    assert "proved" not in said(solving % "+")[:2]


def test_the_last_line_of_a_display_is_what_the_line_above_gives() -> None:
    text = r"""Suppose the numbers $r$ and $s$ are positive. We have

$$
\begin{split}
(3 - r) u &= r s \\
u &= \frac{r s}{3 %s r}
\end{split}
$$
"""
    assert said(text % "-")[-1] == "proved"
    assert said(text % "+")[-1] == "defined"
    apart = r"""Suppose the numbers $r$ and $s$ are positive. We have

$$
\begin{split}
a &= z^2 + 1 \\
z &= s - r
\end{split}
$$
"""
    assert said(apart) == ["defined", "defined", "defined"]  # what the line above speaks of is only said behind it


@pytest.mark.parametrize("words", ["positive root", "smaller solution", "nontrivial solution"])
def test_one_root_of_several_is_not_said_to_be_the_only_one(words: str) -> None:
    assert not {"refuted", "conditional"} & set(verdicts(f"The {words} is found by solving $u^2 = 4$:\n\n$$u = 2.$$"))


PROBLEM = (
    r"Let $Q$ and $R$ be symmetric positive definite. We have to minimize $x^T Q x + (A x + u)^T R (A x + u) + u^T Q u$ over $u$. "
    "Setting the gradient to zero gives the optimal input\n\n$$u^* = %s$$"
)


def test_the_best_point_of_a_problem_that_was_posed() -> None:
    assert verdicts(PROBLEM % "-(Q + R)^{-1} R A x")[-1] == "proved"
    assert verdicts(PROBLEM % "(Q + R)^{-1} R A x")[-1] == "unchecked"
    several = r"We want to minimise $(u - a)^2 (u - b)^2$ over $u$. Setting the gradient to zero gives the optimal value $$u^* = a.$$"
    assert "refuted" not in verdicts(several)


def test_what_is_differentiated_before_it_is_set_to_zero() -> None:
    head = "Let $Q(t)$ be a differentiable curve of matrices with $Q(t)^T Q(t) = I$. Differentiate the constraint:\n\n"
    assert verdicts(head + "$$\\frac{d}{dt}(Q^T Q) = \\dot Q^T Q + Q^T \\dot Q = 0$$") == ["proved"]
    assert verdicts(head + "$$\\frac{d}{dt}(Q^T Q) = \\dot Q^T Q = 0$$") == ["refuted"]


def test_what_a_condition_inverts_is_not_invertible_for_it() -> None:
    text = r"""Let $A$ and $B$ be square matrices.

If $A \succ 0$, then $A B A^{-1} A = A B$.

We see that $A A^\dagger = I$.
"""
    assert verdicts(text) == ["proved", "unchecked"]


_LOG = r"Let $f(\theta) = n \log\theta - \theta s$. "


@pytest.mark.parametrize(
    "text, verdict",
    [
        (_LOG + r"Setting $f'(\theta) = \frac{n}{\theta} - s = 0$ gives $\hat\theta = n/s$.", "proved"),
        (_LOG + r"Setting $f'(\theta) = 0$ gives $\hat\theta = n/s$.", "proved"),
        (_LOG + r"Setting the derivative to zero, $$\frac{df}{d\theta} = \frac{n}{\theta} - s = 0,$$ we obtain $$\hat\theta = \frac{n}{s}.$$", "proved"),
        (_LOG + r"Setting the derivative to zero, $$\frac{df}{d\theta} = \frac{n}{\theta} - s = 0,$$ we obtain $$\hat\theta = \frac{s}{n}.$$", "refuted"),
        (r"The log-likelihood is $\log L(\theta) = n \log\theta - \theta s$. Setting $\frac{d \log L(\theta)}{d\theta} = 0$ gives $\hat\theta = n / s$.", "proved"),
        (r"The log-likelihood is $\log L(\theta) = n \log\theta - \theta s$. Setting $\frac{d \log L(\theta)}{d\theta} = 0$ gives $\hat\theta = s / n$.", "refuted"),
    ],
)  # fmt: skip
def test_the_value_of_a_variable_with_a_mark_meets_the_condition_that_the_slope_is_zero(
    text: str, verdict: str
) -> None:
    assert verdicts(text)[-1] == verdict


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"The log-likelihood is $\ln L(\mu) = -\frac{1}{2} \sum_{i=1}^n (x_i - \mu)^2$. Then $\frac{\partial \ln L}{\partial \mu} = \sum_{i=1}^n (x_i - \mu)$.", ["proved"]),
        (r"The log-likelihood is $\ln L(\mu) = -\frac{1}{2} \sum_{i=1}^n (x_i - \mu)^2$. Then $\frac{\partial \ln L}{\partial \mu} = 2 \sum_{i=1}^n (x_i - \mu)$.", ["refuted"]),
        (r"The log-likelihood is $\ell(\mu) = \ln L(\mu) = -\frac{1}{2} \sum_{i=1}^n (x_i - \mu)^2$. Then $\ell'(\mu) = \sum_{i=1}^n (x_i - \mu)$.", ["proved"]),
        (r"$L(\theta) = \theta^n e^{-\theta s}$, $\theta > 0$. Then $\ln L(\theta) = n \ln \theta + \theta s$.", ["refuted"]),
    ],
)  # fmt: skip
def test_what_is_given_by_its_logarithm(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    "claim, verdict",
    [("x^2 = 1", "proved"), ("x^2 = 3", "refuted")],
)
def test_what_a_slope_that_is_zero_gives(claim: str, verdict: str) -> None:
    assert verdicts(rf"Let $f(x) = x^3 - 3 x$. Setting $f'(x) = 0$ gives ${claim}$.") == [verdict]


SLACK = r"""Introduce multipliers $\alpha_i \geq 0$ for $1 - y_i s_i \leq 0$ and $\mu_i \geq 0$ for $z_i \geq 0$, and let
$$L(w, b, \alpha) = \frac{1}{2} \|w\|^2 + \sum_i \alpha_i (1 - y_i (w^\top x_i + b))$$
$$\frac{\partial L}{\partial w} = 0 \Rightarrow w = \sum_i \alpha_i y_i x_i$$
At the optimum
$$\alpha_i (1 - y_i (w^\top x_i + b)) = 0$$
"""


def test_a_multiplier_before_brackets_is_no_function() -> None:
    assert verdicts(SLACK) == ["proved"]
    assert verdicts(SLACK.replace(r"w = \sum", r"w = - \sum")) == ["unchecked"]


def test_a_function_before_brackets_stays_one() -> None:
    text = "For the function $h$ we know $h(a + b) = 0$ where $h a = {}$. Then\n\n$$h(a + b) = h a + h b$$"
    assert verdicts(text.format("h(a)"))[-1] == "unchecked"


def test_multipliers_are_introduced_with_their_bounds() -> None:
    premise = r"$$C - \alpha_i - \mu_i = 0 \Rightarrow {} \leq \alpha_i$$"
    text = r"Introduce multipliers $\alpha_i \geq 0$ for $a_i \leq 0$ and $\mu_i \geq 0$ for $b_i \leq 0$:" + "\n\n"
    engines = ("algebra", "modular", "reals")
    assert verdicts(text + premise.format("0"), engines)[-1] == "proved"
    assert verdicts(text + premise.format("1"), engines)[-1] == "refuted"


@pytest.mark.parametrize(
    ("head", "right", "wrong"),
    [
        (
            "Implicit step, $z_{n+1}=z_n+h\\mu z_{n+1}$.",
            "z_{n+1} = \\frac{z_n}{1-h\\mu}",
            "z_{n+1} = \\frac{z_n}{1+h\\mu}",
        ),
        ("Value of a perpetuity, $W = c + \\frac{W}{1+r}$.", "W = c\\frac{1+r}{r}", "W = \\frac{c}{r}"),
    ],
)
def test_an_equation_with_a_number_on_both_sides_at_the_head_is_solved_below(head: str, right: str, wrong: str) -> None:
    assert verdicts(f"{head}\n\n$${right}$$\n") in (["proved"], ["tested"])
    assert verdicts(f"{head}\n\n$${wrong}$$\n") == ["refuted"]


def test_with_a_function_that_may_be_any_nothing_is_solved() -> None:
    text = "Implicit rule, $z_{n+1} = z_n + h g(z_{n+1})$.\n\n$$z_{n+1} = z_n + 1$$\n"
    assert "refuted" not in verdicts(text)


NORM = r"""Let $A$ have full row rank. Minimise $\|x\|^2$ subject to $A x = b$. $L = x^T x + \nu^T (b - A x)$.
$\nabla_x L = 2 x - A^T \nu = 0 \Rightarrow x = \frac12 A^T \nu$. """


@pytest.mark.parametrize("listed", [r"Then $A A^T \nu = 2 b$, $\nu = {}$.", r"Hence $A A^T \nu = 2 b$ and $\nu = {}$."])
def test_a_name_that_the_sentence_has_concluded_of_is_not_named_by_the_next_equation(listed: str) -> None:
    assert verdicts(NORM + listed.format("2 (A A^T)^{-1} b"))[-2:] == ["proved", "proved"]
    assert verdicts(NORM + listed.format("(A A^T)^{-1} b"))[-2:] == ["proved", "refuted"]
