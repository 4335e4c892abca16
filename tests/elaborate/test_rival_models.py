"""Models that a text compares, and what stands behind a law in its display."""

from __future__ import annotations

from tests.judged import verdicts

_TWO = r"""Let there be two linear models of the same data $y$:

$$
\begin{split}
A: \; y &= W_1 b_1 + \varepsilon_1, \; \varepsilon_1 \sim \mathcal{N}(0, s^2 K_1), \; s^2 K_1 = (t Q_1)^{-1} \\
B: \; y &= W_2 b_2 + \varepsilon_2, \; \varepsilon_2 \sim \mathcal{N}(0, s^2 K_2), \; s^2 K_2 = (t Q_2)^{-1} .
\end{split}
$$
"""


def test_models_and_what_their_covariances_are_claim_nothing() -> None:
    assert verdicts(_TWO) == []


def test_what_is_said_of_a_parameter_behind_its_law_is_used() -> None:
    model = r"$$ y = W b + \varepsilon, \; \varepsilon \sim \mathcal{N}(0, s^2 K), \; s^2 K = (t Q)^{-1} $$" "\n\n"
    assert verdicts("Let\n\n" + model + "Then\n\n$$ (s^2 K)^{-1} = t Q . $$") == ["proved"]
    assert verdicts("Let\n\n" + model + "Then\n\n$$ (s^2 K)^{-1} = 2 t Q . $$") != ["proved"]


def test_residuals_and_later_lines_are_no_models() -> None:
    model = r"Let $y = W b + \varepsilon$ with $\varepsilon \sim \mathcal{N}(0, I)$ and $\hat{y} = W \hat{b}$." "\n\n"
    assert verdicts(model + r"$$ y = W b - \varepsilon . $$") != []
    assert verdicts(model + r"$$ y = \hat{y} + \varepsilon . $$") != []


def test_a_model_with_an_error_whose_law_follows_claims_nothing_of_what_was_listed() -> None:
    text = r"Let $Y = [ y_1, \ldots, y_v ]$ be an $n \times v$ data matrix with $$ Y = W B + E, \; E \sim \mathcal{MN}(0, K, S) . $$"
    assert verdicts(text) == []


def test_behind_the_law_of_what_is_no_error_an_equation_is_a_claim() -> None:
    text = r"Let $B$ be an orthogonal matrix. Then $$ w \sim \mathcal{N}(0, B B^T), \quad B B^T = I . $$"
    assert verdicts(text)[-1:] == ["proved"]


def test_a_count_that_is_added_is_no_error() -> None:
    text = r"Let $f_n = f_0 + n$ for a sample of size $n$ with $y_i = b + e_i$, $i = 1, \ldots, n$, where the $e_i$ are errors. Then"
    assert verdicts(text + "\n\n$$ f_n = f_0 + n . $$") == ["proved"]


_THREE = r"""Consider two models of the counts:

$$ a: \; Y = X B + E_1, \; E_1 \sim \mathcal{MN}(0, I_n, S_1) $$

$$ b: \; Y = E_0, \; E_0 \sim \mathcal{MN}(0, I_n, S_0) $$

and the way back

$$ c: \; X = Y W + N_1, \; N_1 \sim \mathcal{MN}(0, I_n, S_2) $$

where $Y \in \mathbb{R}^{n \times v}$ and $X \in \mathbb{R}^{n \times p}$. Then

"""


def test_an_error_alone_and_the_way_back_are_models_too() -> None:
    assert verdicts(_THREE + r"$$ (Y - X B)^T (Y - X B) = Y^T Y - Y^T X B - B^T X^T Y + B^T X^T X B . $$") == ["proved"]
    assert verdicts(_THREE + r"$$ (Y - X B)^T Y = Y^T Y + B^T X^T Y . $$") == ["refuted"]
    # what one model says is not taken as given, nor is it both at once
    for claim in ("Y = X B", "X - Y W = 0", "X B + E_1 = E_0"):
        assert set(verdicts(_THREE + f"$$ {claim} . $$")) == {"unchecked"}


def test_what_was_made_of_a_letter_is_not_made_of_what_the_letter_is_later() -> None:
    text = r"Let $A \in \mathbb{R}^{n \times m}$ and $C = A P$. Then $C^T = P^T A^T$." "\n\n"
    later = r"For two matrices $P \in \mathbb{R}^{r \times s}$ and $Q \in \mathbb{R}^{s \times r}$ we have $(P Q)^T = Q^T P^T$."
    assert verdicts(text + later + r" Then $C^T C = C^T C$ and $C P = A P P$.")[:3] == ["proved"] * 3
    assert "proved" not in verdicts(text + later + r" Then $C P = A P P$.")[2:]


def test_what_is_defined_of_a_model_is_so_of_a_numbered_one() -> None:
    text = "Let $m_1$ and $m_2$ be two models. Define $$\\mathrm{L}(m) = \\log p(y|m).$$\n\nThen $$\\log p(y|m_1) - \\log p(y|m_2) = %s.$$"
    assert verdicts(text % r"\mathrm{L}(m_1) - \mathrm{L}(m_2)") == ["proved"]
    assert verdicts(text % r"\mathrm{L}(m_2) - \mathrm{L}(m_1)") == ["unchecked"]
    assert verdicts(text % "0") == ["unchecked"]
