"""What is said of functions of which only the shape is known: convex, strongly convex, smooth, Lipschitz, and where they are smallest."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str, engines: tuple[str, ...] = ("algebra", "modular", "reals"), form: Format = Format.MARKDOWN) -> list[str]:  # fmt: skip
    document = read_text(text, form, "t.md" if form is Format.MARKDOWN else "t.tex")
    report = check_document(document, Options(choice=Choice(engines, PATIENT)))
    return [step.judgement.verdict.value for step in report.steps if step.judgement.verdict.value != "defined"]


MAP = r"Let $g:\mathbb{R}^d \to \mathbb{R}$ be "
SMOOTH = MAP + r"convex with $\beta$-Lipschitz continuous gradient, and let $w^*$ be a minimizer of $g$. "
STRONG = (
    MAP + r"$\alpha$-strongly convex and differentiable; $w^*$ is its minimizer. Let $w^*$ be the minimizer of $g$. "
)
CONVEX = MAP + r"a differentiable convex function. "


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        (CONVEX, r"g(v) - g(w) \geq \nabla g(w)^\top (v - w)"),
        (CONVEX, r"(\nabla g(v) - \nabla g(w))^\top (v - w) \geq 0"),
        (CONVEX, r"g(\frac{1}{3} v + \frac{2}{3} w) \leq \frac{g(v) + 2 g(w)}{3}"),
        (CONVEX, r"\nabla^2 g(w) \succeq 0"),
        (SMOOTH, r"g(v) \leq g(w) + \langle \nabla g(w), v - w\rangle + \frac{\beta}{2}\|v - w\|^2"),
        (SMOOTH, r"\|\nabla g(w)\|^2 \leq 2\beta (g(w) - g(w^*))"),
        (SMOOTH, r"\|\nabla g(w)\| \leq \beta \|w - w^*\|"),
        (SMOOTH, r"g(w - \frac{1}{\beta}\nabla g(w)) \leq g(w) - \frac{1}{2\beta}\|\nabla g(w)\|^2"),
        (
            SMOOTH,
            r"\langle \nabla g(v) - \nabla g(w), v - w\rangle \geq \frac{1}{\beta}\|\nabla g(v) - \nabla g(w)\|^2",
        ),
        (SMOOTH, r"\nabla^2 g(w) \preceq 2\beta I"),
        (STRONG, r"\langle \nabla g(v) - \nabla g(w), v - w\rangle \geq \alpha\|v - w\|^2"),
        (STRONG, r"g(w) - g(w^*) \leq \frac{1}{2\alpha}\|\nabla g(w)\|^2"),
        (STRONG, r"\alpha\|w - w^*\| \leq \|\nabla g(w)\|"),
        (STRONG, r"g(w^*) \leq g(v)"),
        (MAP + r"$G$-Lipschitz. ", r"|g(v) - g(w)| \leq G\|v - w\|"),
        (MAP + r"concave. ", r"g(\frac{v + w}{2}) \geq \frac{1}{2} g(v) + \frac{1}{2} g(w)"),
        (MAP + r"smooth with constant $\beta$. ", r"\|\nabla g(v) - \nabla g(w)\| \leq \beta\|v - w\|"),
    ],
)
def test_what_follows_from_a_shape(given: str, claim: str) -> None:
    assert verdicts(f"{given}Then\n$${claim}.$$") == ["proved"]


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        (CONVEX, r"g(v) - g(w) \geq \nabla g(v)^\top (v - w)"),
        (CONVEX, r"g(v) - g(w) \geq 2 \nabla g(w)^\top (v - w)"),
        (CONVEX, r"g(\frac{1}{3} v + \frac{1}{3} w) \leq \frac{g(v) + g(w)}{3}"),
        (CONVEX, r"\|\nabla g(v) - \nabla g(w)\| \leq \beta\|v - w\|"),
        (SMOOTH, r"g(v) \leq g(w) + \langle \nabla g(w), v - w\rangle + \frac{\beta}{4}\|v - w\|^2"),
        (SMOOTH, r"g(w - \frac{1}{\beta}\nabla g(w)) \leq g(w) - \frac{1}{\beta}\|\nabla g(w)\|^2"),
        (MAP + r"$\beta$-smooth. ", r"g(v) \geq g(w) + \langle \nabla g(w), v - w\rangle"),
        (STRONG, r"\|\nabla g(v) - \nabla g(w)\| \leq \alpha\|v - w\|"),
        (STRONG, r"g(w) - g(w^*) \geq \alpha\|w - w^*\|^2"),
        (MAP + r"$G$-Lipschitz. ", r"\|\nabla g(v) - \nabla g(w)\| \leq G\|v - w\|"),
        (MAP + r"a nonconvex function. ", r"g(v) - g(w) \geq \nabla g(w)^\top (v - w)"),
        (MAP + r"differentiable. Suppose $g$ is not convex. ", r"g(v) - g(w) \geq \nabla g(w)^\top (v - w)"),
        (MAP + r"differentiable. We show that $g$ is convex. ", r"g(v) - g(w) \geq \nabla g(w)^\top (v - w)"),
        (MAP + r"differentiable on a convex set. ", r"g(v) - g(w) \geq \nabla g(w)^\top (v - w)"),
        (MAP + r"smooth. Let $w^*$ be a local minimizer of $g$. ", r"g(w^*) \leq g(v)"),
    ],
)
def test_what_does_not_follow_is_not_proved_and_nothing_is_refuted(given: str, claim: str) -> None:
    assert verdicts(f"{given}Then\n$${claim}.$$") in (["unchecked"], [])


def test_a_descent_step_of_an_iteration() -> None:
    text = (
        SMOOTH
        + r"""The step is $w_{t+1} = w_t - \frac{1}{\beta}\nabla g(w_t)$. Then
$$\begin{aligned}
g(w_{t+1}) &\leq g(w_t) + \langle \nabla g(w_t), w_{t+1} - w_t\rangle + \frac{\beta}{2}\|w_{t+1}-w_t\|^2 \\
&= g(w_t) - \frac{1}{2\beta}\|\nabla g(w_t)\|^2 \\
&\leq g(w^*) + \frac{\beta}{2}\left(\|w_t - w^*\|^2 - \|w_{t+1} - w^*\|^2\right).
\end{aligned}$$"""
    )
    assert verdicts(text) == ["proved"] * 3


def test_what_is_said_in_passing_ends_with_its_paragraph() -> None:
    jensen = r"$$q(\tfrac12 a + \tfrac12 b) \leq \tfrac12 q(a) + \tfrac12 q(b).$$"
    assert verdicts(f"If $q$ is convex, then\n{jensen}") == ["proved"]
    assert "proved" not in verdicts(f"If $q$ is convex, all is well.\n\nNow without that:\n{jensen}")


def test_a_definition_of_the_shape_does_not_prove_itself() -> None:
    assert "proved" not in verdicts(
        r"A function $q$ is convex if for all $a, b$ $$q(\tfrac12 a + \tfrac12 b) \leq \tfrac12 q(a) + \tfrac12 q(b).$$"
    )


def test_a_theorem_and_its_proof() -> None:
    text = r"""\begin{thm} Suppose $q$ is convex. Then $q$ lies below its chords. \end{thm}
\begin{proof} For $s \in [0,1]$ we have \[ q(s a + (1-s) b) \leq s q(a) + (1-s) q(b). \] \end{proof}
Another function: \[ q(\tfrac12 a + \tfrac12 b) \leq \tfrac12 q(a) + \tfrac12 q(b). \]"""
    assert verdicts(text, form=Format.LATEX) == ["proved", "unchecked"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $P$, $Q$ be symmetric $n\times n$ matrices with $P \succeq Q$ and $Q \succeq 0$. Then $$P + 3Q \succeq 0.$$", "proved"),
        (r"Let $H$ be a symmetric matrix with $a I \preceq H \preceq b I$. Then $$x^\top H x \leq b \|x\|^2.$$", "proved"),
        (r"Let $H$ be a symmetric matrix with $a I \preceq H \preceq b I$. Then $$x^\top H x \leq a \|x\|^2.$$", "unchecked"),
        (r"Let $s \in [0,1]$ and $r \in [0,1]$. Then $$s r + (1-s) \leq 1.$$", "proved"),
    ],
)  # fmt: skip
def test_orders_of_matrices_and_bounds_of_numbers(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


def test_subdifferentials_and_sets_are_no_products() -> None:
    assert (
        verdicts(r"At zero $\partial h(0) = K_S(0)$ and $\partial h(0) = \mathbb{R} \times \{0\}$.")
        == ["unchecked"] * 2
    )


@pytest.mark.parametrize(
    "text",
    [
        r"A map $q$ is convex iff for all $a, b$ $$q(b) \geq q(a) + \nabla q(a)^\top (b - a).$$",
        r"By separation there is a $c$ s.t. $$c^\top a \leq 2.$$",
        r"Primal feasibility: $h(a^*) = 0$.",
        r"$\lambda h(a^*) = 0$ (complementary slackness)",
        r"$$\min_{a} \; a^2 + 1, \quad a \geq 3$$",
        r"$$(a, s) \in K \iff \|a\| \leq s$$",
    ],
)
def test_conditions_are_no_claims(text: str) -> None:
    assert verdicts(text) == []


PL = r"Then $$q(a) - q^* \leq \frac{1}{2 \rho}\|\nabla q(a)\|^2.$$"


def test_a_star_is_what_is_smallest_where_nothing_is_constrained() -> None:
    given = r"Let $q:\mathbb{R}^n \to \mathbb{R}$ be $\rho$-strongly convex. "
    assert verdicts(given + PL) == ["proved"]
    assert verdicts(given + r"The minimum is taken subject to constraints. " + PL) == ["unchecked"]
    assert verdicts(given + r"Let $q^*$ be the conjugate of $q$. " + PL) == ["unchecked"]


@pytest.mark.parametrize(("given", "expected"), [(r"$a_i \geq 0$ with $\sum_{i=1}^n a_i = 1$", "proved"), (r"$a_i \geq 0$", "unchecked")])  # fmt: skip
def test_jensens_inequality_needs_weights_that_add_up_to_one(given: str, expected: str) -> None:
    text = r"Let $q:\mathbb{R}^d\to\mathbb{R}$ be convex, $u_i \in \mathbb{R}^d$ for $i = 1,\ldots,n$, and "
    claim = r"$$q\left(\sum_{i=1}^n a_i u_i\right) \leq \sum_{i=1}^n a_i q(u_i).$$"
    assert verdicts(f"{text}{given}. Then\n{claim}") == [expected]


def test_a_function_at_another_point_is_no_product() -> None:
    text = r"Take $f(x) = \|A x - b\|^2$ and write $f$ for it. Then $$f(x + s (y - x)) = f(x) + s f(y).$$"
    assert not {"proved", "tested"} & set(verdicts(text))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (r"where $\beta_i$ are nonnegative numbers such that $\sum_i \beta_i = 1$", "proved"),
        (r"where $\beta_i \geq 0$ for all $i$ and $\sum_i \beta_i = 1$", "proved"),
        (r"where $\beta_i \geq 0$ for all $i$", "unchecked"),
        (r"where $\beta_1 \geq 0$ and $\sum_i \beta_i = 1$", "unchecked"),
        (r"where $\sum_i \beta_i = 1$", "unchecked"),
    ],
)
def test_weights_that_are_bounded_before_they_are_summed(given: str, expected: str) -> None:
    text = r"Given a convex function $f$, we have $$\sum_i \beta_i f(u_i) \geq f\left(\sum_i \beta_i u_i\right),$$ "
    assert verdicts(f"{text}{given}.") == [expected]


ABOUT = r"This is about convex functions. "


@pytest.mark.parametrize(
    ("given", "claim", "expected"),
    [
        (r"Let $g \in \Gamma_0(\mathbb{R}^d)$ be differentiable.", r"g(v) \geq g(w) + \langle \nabla g(w), v - w\rangle", "proved"),
        (r"Let $g \in \Gamma_0(\mathbb{R}^d)$ be differentiable.", r"g(v) \leq g(w) + \langle \nabla g(w), v - w\rangle", "unchecked"),
        (r"Here $g \notin \Gamma_0(\mathbb{R}^d)$.", r"g(v) \geq g(w) + \langle \nabla g(w), v - w\rangle", "unchecked"),
        (r"Let $g \in \mathcal{S}_{\rho,M}^{1,1}(\mathbb{R}^d)$.", r"g(v) \geq g(w) + \langle \nabla g(w), v - w\rangle + \frac{\rho}{2}\|v - w\|^2", "proved"),
        (r"Let $g \in \mathcal{S}_{\rho,M}^{1,1}(\mathbb{R}^d)$.", r"g(v) \geq g(w) + \langle \nabla g(w), v - w\rangle + \frac{M}{2}\|v - w\|^2", "unchecked"),
        (r"Let $g \in C_M^{1,1}(\mathbb{R}^d)$.", r"g(v) \geq g(w) + \langle \nabla g(w), v - w\rangle", "unchecked"),
    ],
)  # fmt: skip
def test_classes_of_functions(given: str, claim: str, expected: str) -> None:
    assert verdicts(f"{ABOUT}{given} Then $${claim}.$$") == [expected]


@pytest.mark.parametrize(
    "lead",
    ["Let $h$ be convex and $\\nabla h$ be $M$-Lipschitz", "Let $h$ be convex and let $\\nabla h$ be $M$-Lipschitz"],
)
def test_what_is_said_of_the_slope_is_not_said_of_the_function(lead: str) -> None:
    of_slope = f"{lead}. Then $\\|\\nabla h(u) - \\nabla h(v)\\| \\leq M \\|u - v\\|$.\n"
    of_value = f"{lead}. Then $|h(u) - h(v)| \\leq M \\|u - v\\|$.\n"
    assert verdicts(of_slope)[-1] in ("proved", "supported")
    assert verdicts(of_value)[-1] == "unchecked"


BENT = r"Let $m > 0$. Suppose that {fact} for all $w$. "
UPPER, LOWER = r"$\nabla^2 g(w) \preceq m I$", r"$\nabla^2 g(w) \succeq m I$"
TANGENT = r"g(w) + \nabla g(w)^\top (v - w)"


@pytest.mark.parametrize(
    ("fact", "claim"),
    [
        (LOWER, rf"g(v) \geq {TANGENT} + \frac{{m}}{{2}} \|v - w\|^2"),
        (LOWER, r"(\nabla g(v) - \nabla g(w))^\top (v - w) \geq m \|v - w\|^2"),
        (LOWER, r"g(\frac{v + w}{2}) \leq \frac{1}{2} g(v) + \frac{1}{2} g(w)"),
        (UPPER, rf"g(v) \leq {TANGENT} + \frac{{m}}{{2}} \|v - w\|^2"),
        (UPPER, r"g(w - \frac{1}{m} \nabla g(w)) \leq g(w) - \frac{1}{2 m} \|\nabla g(w)\|^2"),
        (r"$I \preceq \nabla^2 g(w) \preceq m I$", rf"g(v) \geq {TANGENT} + \frac12 \|v - w\|^2"),
        (r"$I \preceq \nabla^2 g(w) \preceq m I$", r"\|\nabla g(v) - \nabla g(w)\| \leq m \|v - w\|"),
        (r"$\nabla^2 g(w) \succeq 0$", rf"g(v) \geq {TANGENT}"),
        (r"$\nabla^2 g(w) \succeq -I$", rf"g(v) \geq {TANGENT} - \frac12 \|v - w\|^2"),
        (r"$g''(w) \leq m$", r"g(v) \leq g(w) + g'(w) (v - w) + \frac{m}{2} (v - w)^2"),
        (r"$g''(w) > 0$", r"g(v) \geq g(w) + g'(w) (v - w)"),
    ],
)
def test_a_bound_on_the_second_derivative_gives_a_shape(fact: str, claim: str) -> None:
    assert verdicts(f"{BENT.format(fact=fact)}Then\n$${claim}.$$") == ["proved"]


@pytest.mark.parametrize(
    ("fact", "claim"),
    [
        (LOWER, rf"g(v) \geq {TANGENT} + m \|v - w\|^2"),
        (UPPER, rf"g(v) \geq {TANGENT} - \frac{{m}}{{2}} \|v - w\|^2"),
        (UPPER, r"\|\nabla g(v) - \nabla g(w)\| \leq m \|v - w\|"),
        (r"$\nabla^2 g(w) \succeq -I$", rf"g(v) \geq {TANGENT}"),
        (r"$g'(w) \geq 0$", r"g(v) \geq g(w) + g'(w) (v - w)"),
    ],
)
def test_what_does_not_follow_from_a_bound_on_the_second_derivative(fact: str, claim: str) -> None:
    assert verdicts(f"{BENT.format(fact=fact)}Then\n$${claim}.$$") == ["unchecked"]


@pytest.mark.parametrize(
    "given",
    [
        r"Suppose that $\nabla^2 g(w) \succeq 0$. ",
        r"Suppose that $\nabla^2 g(w) \succeq 0$ for all $w \in C$. ",
        r"Hence $\nabla^2 g(w) \succeq 0$ for all $w$. ",
        r"Suppose that $\nabla^2 g(w) \succeq m I$ for all $w$. ",  # m may be negative
    ],
)
def test_a_shape_is_given_only_for_all_points(given: str) -> None:
    assert verdicts(rf"{given}Then $g(v) \geq {TANGENT}$.")[-1] == "unchecked"


def test_a_lipschitz_condition_gives_a_shape() -> None:
    fact = r"Suppose that $\|\nabla g(w) - \nabla g(v)\| \leq L \|w - v\|$ for all $w, v$. Then "
    assert verdicts(rf"{fact}$g(v) \leq {TANGENT} + \frac{{L}}{{2}} \|v - w\|^2$.") == ["proved"]
    assert verdicts(rf"{fact}$g(v) \geq {TANGENT} - \frac{{L}}{{2}} \|v - w\|^2$.") == ["proved"]
    assert verdicts(rf"{fact}$g(v) \leq {TANGENT} + \frac{{L}}{{3}} \|v - w\|^2$.") == ["unchecked"]


def test_a_bound_on_the_gradient_gives_a_lipschitz_constant() -> None:
    fact = MAP + r"differentiable. Let $G > 0$. Suppose that $\|\nabla g(w)\| \leq G$ for all $w$. Then "
    assert verdicts(rf"{fact}$\|\nabla g(v)\|^2 \leq G^2$.") == ["proved"]
    assert verdicts(rf"{fact}$g(v) - g(w) \leq G \|v - w\|$.") == ["proved"]
    assert verdicts(rf"{fact}$g(v) - g(w) \leq \frac{{G}}{{2}} \|v - w\|$.") == ["unchecked"]


def test_a_declared_function_is_bent_as_others_are() -> None:
    fact = MAP + r"twice differentiable. Suppose that $\nabla^2 g(w) \succeq m I$ for all $w \in \mathbb{R}^d$. Then "
    assert verdicts(rf"{fact}$g(v) \geq {TANGENT} + \frac{{m}}{{2}} \|v - w\|^2$.") == ["proved"]
    assert verdicts(rf"{fact}$g(v) \geq {TANGENT} + m \|v - w\|^2$.") == ["unchecked"]


@pytest.mark.parametrize(
    ("given", "claim", "good"),
    [
        (CONVEX + r"Let $\nabla g(w) = 0$. ", r"g(v) \geq g(w)", True),
        (MAP + r"a differentiable function. Let $\nabla g(w) = 0$. ", r"g(v) \geq g(w)", False),
        (CONVEX + r"Let $\nabla g(w) = 0$. ", r"g(v) \geq g(u)", False),
        (
            MAP + r"$\alpha$-strongly convex. Let $\nabla g(w) = 0$. ",
            r"g(v) \geq g(w) + \frac{\alpha}{2}\|v - w\|^2",
            True,
        ),
        (
            CONVEX + r"Let $w^*$ be a minimizer of $g$. Let $v^*$ be another minimizer of $g$. ",
            r"g(w^*) = g(v^*)",
            True,
        ),
        (CONVEX + r"Let $w^*$ be a minimizer of $g$. ", r"g(w^*) = g(v^*)", False),
    ],
)
def test_where_the_gradient_is_zero_and_where_two_points_are_smallest(given: str, claim: str, good: bool) -> None:
    assert (verdicts(f"{given}Then ${claim}$.") == ["proved"]) is good
