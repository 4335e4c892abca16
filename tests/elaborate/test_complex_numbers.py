"""Complex symbols: what is proved of them holds over ℂ, and what means something else there is left alone."""

from __future__ import annotations

import pytest

from derive.document import read_text
from derive.elaborate import elaborate
from tests.judged import verdicts

COMPLEX = r"Let $A, B \in \mathbb{C}^{n \times n}$."


@pytest.mark.parametrize(
    "claim",
    [r"(A B)^H = B^H A^H", r"(A^H)^H = A", r"A (A + B) = A^2 + A B", r"(A^T B)^T = B^T A", r"(A + B)^H = A^H + B^H"],
)
def test_identities_of_algebra_hold_over_the_complex_numbers(claim: str) -> None:
    assert verdicts(f"{COMPLEX}\n\n$${claim}$$") == ["proved"]


@pytest.mark.parametrize(
    "claim",
    [
        r"A^H = A^T",
        r"\operatorname{tr}(A^H B) = \operatorname{tr}(B^H A)",
        r"\|A\|_F^2 = \operatorname{tr}(A^T A)",
        r"\partial A^H = 0",
        r"\frac{\partial}{\partial A} \operatorname{tr}(A^H A) = 2 A",
        r"A^H A = 0 \Rightarrow A = 0",
        r"A^T A = 0 \Rightarrow A = 0",
    ],
)
def test_what_holds_of_real_numbers_only_is_not_said_of_complex_ones(claim: str) -> None:
    assert not {"proved", "tested", "supported"} & set(verdicts(f"{COMPLEX}\n\n$${claim}$$"))


def test_a_conjugate_transpose_makes_undeclared_symbols_complex() -> None:
    assert "proved" not in verdicts(r"$$A^H = A^T$$")
    assert verdicts(r"Let $A \in \mathbb{R}^{n \times n}$." + "\n\n$$A^H = A^T$$") == ["proved"]


def test_hermitian_and_unitary() -> None:
    text = "Let $U$ be unitary and let $B$ be Hermitian, both of size $n$.\n\n"
    assert verdicts(text + r"$$(U B U^H)^H = U B U^H$$") == ["proved"]
    assert verdicts(text + r"$$U^H U = U U^H$$") == ["proved"]
    assert "proved" not in verdicts(text + r"$$B = B^T$$")


def test_what_may_be_the_imaginary_unit_is_not_taken_for_a_number() -> None:
    steps = elaborate(read_text("We have $e^{i\\theta} = \\cos\\theta + i\\sin\\theta$.\n")).steps
    assert "imaginary" in steps[-1].unsettled


FACTORED = r"""Let $A = U S V^*$ be the singular value decomposition of the complex matrix $A \in \mathbb{C}^{m \times n}$, where $U \in \mathbb{C}^{m \times r}$
and $V \in \mathbb{C}^{n \times r}$ have orthonormal columns and $S \in \mathbb{R}^{r \times r}$ is diagonal and invertible.

"""


def test_orthonormal_columns_of_complex_matrices_are_so_by_their_conjugates() -> None:
    assert verdicts(FACTORED + r"$$U^* U = I$$") == ["proved"]
    assert verdicts(FACTORED + r"$$U^\top U = I$$") != ["proved"]
    assert verdicts(FACTORED + r"$$A^* A = V S^2 V^*$$") == ["proved"]
    assert verdicts(FACTORED + r"$$A^* A = V S V^*$$") == ["unchecked"]


def test_pseudo_inverses_by_complex_factors() -> None:
    assert verdicts(FACTORED + r"$$A^\dagger = V S^{-1} U^*$$") == ["proved"]
    assert verdicts(FACTORED + r"$$A^\dagger = V S U^*$$") == ["unchecked"]
    assert verdicts(FACTORED + r"$$A A^\dagger = U U^*$$") == ["proved"]
    assert verdicts(FACTORED + r"$$A A^\dagger = U U^\top$$") == ["unchecked"]


def test_orthogonal_projections_of_complex_spaces() -> None:
    text = r"Let $A \in \mathbb{C}^{m \times n}$, and write $A^H$ for its conjugate transpose. Then "
    assert verdicts(text + r"$A A^\dagger$ is an orthogonal projection.") == ["proved"]
    assert "proved" not in verdicts(text + r"$A A^\dagger A A^H$ is an orthogonal projection.")


def test_what_follows_over_the_complex_numbers() -> None:
    text = r"Let $P \in \mathbb{C}^{n \times n}$. Then "
    assert verdicts(text + r"$$P = P^H \iff (I - P)^H = I - P.$$") == ["proved"]
    assert verdicts(text + r"$$P = P^T \iff (I - P)^H = I - P.$$") == ["unchecked"]


INNER = r"The matrix $P \in \mathbb{C}^{n \times n}$, the vectors $x, y, z \in \mathbb{C}^n$ and the number $c \in \mathbb{C}$ are complex. Then "


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\langle P x, z \rangle = \langle P x, P z + (z - P z) \rangle", "proved"),
        (r"\langle x + z, P y \rangle = \langle x, P y \rangle + \langle z, P y \rangle", "proved"),
        (r"2 \langle x, y \rangle - \langle x + z, y \rangle = \langle x - z, y \rangle", "proved"),
        (r"2 \langle x, y \rangle - \langle x + z, y \rangle = \langle x + z, y \rangle", "unchecked"),
        (r"\langle x, y \rangle = \langle y, x \rangle", "unchecked"),
        (r"\langle x, P y \rangle = \langle P^T x, y \rangle", "unchecked"),
        (r"\langle c x, y \rangle = c \langle x, y \rangle", "unchecked"),  # in one convention only
        (r"\langle x, c y \rangle = c \langle x, y \rangle", "unchecked"),
        (r"\langle x, y \rangle = x^T y", "unchecked"),
    ],
)
def test_inner_products_where_it_does_not_matter_which_side_is_conjugated(claim: str, expected: str) -> None:
    assert verdicts(f"{INNER}${claim}$.")[-1] == expected


@pytest.mark.parametrize("root", [r"\sqrt{-1}", r"(-1)^{1/2}"])
def test_the_root_of_a_negative_number_proves_nothing(root: str) -> None:
    text = f"Let $j = {root}$. Then "
    engines = ("algebra", "modular", "reals")
    assert verdicts(text + "$j > 0$.", engines) == verdicts(text + "$j a + j b = j (a - b)$.", engines) == ["unchecked"]
    assert verdicts(text + "$j a > j b$ and $j a + j b = j (a + b)$.", engines) == ["unchecked", "proved"]


@pytest.mark.parametrize(
    "text, verdict",
    [
        ("Let $U$ be a unitary matrix. Then $U^T = U^{-1}$.", "proved"),
        ("Consider $A = U S V^T$, where $U$ is an $m \\times m$ unitary matrix. Then $U U^T = I$.", "proved"),
        ("Let $U$ be a unitary matrix. Then $U^T = U$.", "unchecked"),
        ("Let $U$ be a unitary matrix with complex entries. Then $U^T = U^{-1}$.", "unchecked"),
        ("Let $U$ be a unitary matrix, $U^* U = I$. Then $U^T = U^{-1}$.", "unchecked"),
    ],
)
def test_unitary_matrices_of_a_text_that_writes_transposes(text: str, verdict: str) -> None:
    assert verdicts(text)[-1] == verdict
