"""Examples that give the general matrices of a text numbers."""

from __future__ import annotations

from tests.judged import verdicts

_THEORY = (
    "## Theory\n\nEvery $A\\in\\mathbb{R}^{m\\times n}$ can be written as $A = U S V^T$ with $U^T U = V^T V = I_r$.\n\n"
)
_EXAMPLE = "## Example\n\nLet $A=\\begin{pmatrix}3&0\\\\4&5\\end{pmatrix}$. "


def judged(text: str) -> list[str]:
    return [verdict for verdict in verdicts(text) if verdict != "defined"]


def test_a_matrix_of_any_size_becomes_an_example() -> None:
    text = _THEORY + _EXAMPLE + "Then $A^TA=\\begin{pmatrix}25&20\\\\20&%d\\end{pmatrix}$ and $\\det A = %d$.\n"
    assert judged(text % (25, 15))[-2:] == ["proved", "proved"]
    assert judged(text % (24, 16))[-2:] == ["refuted", "refuted"]


def test_behind_an_example_the_text_speaks_of_any_matrix_again() -> None:
    general = "## Theory\n\nLet $A\\in\\mathbb{R}^{n\\times n}$ be symmetric and $B\\in\\mathbb{R}^{n\\times n}$.\n\n"
    example = "### Example\n\nTake $A=\\begin{pmatrix}0&1\\\\0&0\\end{pmatrix}$. Then $A^T A = A^2$.\n\n"
    # what is assumed of the general matrix is not said of the numbers, and holds again behind them
    assert judged(general + example + "### Behind it\n\nSo $A^T B = A B$.\n") == ["refuted", "proved"]


def test_an_example_in_one_paragraph() -> None:
    text = (
        "Let $A\\in\\mathbb{R}^{m\\times n}$ and $x\\in\\mathbb{R}^n$.\n\n"
        "**Example.** Take $A=\\begin{pmatrix}0&1\\\\0&2\\end{pmatrix}$. Then $\\det A = 0$.\n\n"
        "The image has the norm $\\|A x\\|^2 = x^T A^T A x$.\n"
    )
    assert judged(text) == ["proved", "proved"]


def test_an_example_goes_on_below_the_headings_within_it() -> None:
    solution = (
        "\n\n### Solution\n\nWe have $\\det A = %d$.\n\n## Back\n\nThen $A = U S V^T$ has $A^T A = V S^T S V^T$.\n"
    )
    assert judged(_THEORY + _EXAMPLE + solution % 15)[1:] == ["proved", "proved", "proved"]
    assert judged(_THEORY + _EXAMPLE + solution % 16)[1:] == ["refuted", "proved", "proved"]
