"""Block matrices and their Schur complements, stars that are conjugate transposes, letters that a section uses for something else."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

BLOCKS = r"""Let $K = \begin{bmatrix} E & F \\ G & H \end{bmatrix}$ with $E \in \mathbb{R}^{p \times p}$, $F \in \mathbb{R}^{p \times q}$,
$G \in \mathbb{R}^{q \times p}$ and $H \in \mathbb{R}^{q \times q}$. If $E$ is invertible, let
$$ K/E = H - G E^{-1} F. $$

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$\det(K) = \det(E) \det(K/E)$$", "proved"),
        (r"$$\det(K) = \det(H) \det(K/E)$$", "refuted"),
        (r"$$(K/E)^\top = H^\top - F^\top E^{-\top} G^\top$$", "proved"),
        (r"$$K/E = H - F E^{-1} G$$", "ill-formed"),
        (r"$$K = \begin{bmatrix} I & 0 \\ G E^{-1} & I \end{bmatrix}\begin{bmatrix} E & 0 \\ 0 & K/E \end{bmatrix}\begin{bmatrix} I & E^{-1} F \\ 0 & I \end{bmatrix}$$", "proved"),
        (r"$$K = \begin{bmatrix} I & 0 \\ G E^{-1} & I \end{bmatrix}\begin{bmatrix} E & 0 \\ 0 & K/E \end{bmatrix}\begin{bmatrix} I & -E^{-1} F \\ 0 & I \end{bmatrix}$$", "refuted"),
    ],
)  # fmt: skip
def test_a_quotient_of_blocks_is_a_schur_complement(claim: str, expected: str) -> None:
    assert verdicts(BLOCKS + claim) == [expected]


def test_a_quotient_that_nothing_defines_by_an_inverse_is_a_quotient() -> None:
    assert verdicts(r"Let $N > 0$ and $p > 0$ be numbers. Then $N/p = N p^{-1}$ and $(N/p) p = N$.") == ["proved"] * 2


STARRED = r"""The conjugate transpose of $A$ is written $A^*$. Let $Q \in \mathbb{C}^{n \times n}$ be unitary, $A \in \mathbb{C}^{n \times n}$ and $B \in \mathbb{C}^{n \times n}$.

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$(AB)^* = B^* A^*$$", "proved"),
        (r"$$(QA)^* (QA) = A^* A$$", "proved"),
        (r"$$(A^*)^* = A$$", "proved"),
        (r"$$A^{\dagger *} = A^{* \dagger}$$", "proved"),
        (r"$$(AB)^* = A^* B^*$$", "unchecked"),
        (r"$$A^* A = A^\top A$$", "unchecked"),
    ],
)
def test_a_star_is_the_conjugate_transpose_where_the_text_says_so(claim: str, expected: str) -> None:
    assert verdicts(STARRED + claim) == [expected]


def test_the_conjugate_of_what_is_defined() -> None:
    text = STARRED + r"Let $C = Q B^*$. Then $$C^* C = B Q^* Q B^* = B B^*.$$ and $$C^* C = B^* B.$$"
    assert verdicts(text)[:2] == ["proved", "proved"]
    assert verdicts(text)[2] in ("unchecked", "refuted")


def test_a_star_over_what_is_best_is_a_name() -> None:
    text = r"""Write $A^*$ for the conjugate transpose. Let $A \in \mathbb{R}^{n \times n}$ be invertible and $b \in \mathbb{R}^n$. The optimal point is
    $x^* = A^{-1} b$. Then $A x^* = b$."""
    assert verdicts(text) == ["proved"]


SECTIONS = r"""# Setting

Let $A \in \mathbb{R}^{n \times n}$ and $B \in \mathbb{R}^{n \times m}$.

# Use

A determinant is multiplicative: $\det(AB) = \det(A)\det(B)$.

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"We have $B^\top A^\top = (AB)^\top$.", "proved"),
        (r"We have $(B^\top A B)^\top = B^\top A B$.", "conditional"),
    ],
)
def test_a_remark_about_other_matrices_does_not_change_what_was_declared(claim: str, expected: str) -> None:
    assert verdicts(SECTIONS + claim)[1:] == [expected]


def test_a_map_is_no_longer_the_matrix_of_its_letter() -> None:
    text = r"""Let $P \in \mathbb{R}^{n \times m}$. Then $(P^\top)^\top = P$.

Now let $P: V \to V$ be a linear map with $P = P^2$. Then $(I - P)^2 = I - P$."""
    assert "ill-formed" not in verdicts(text)


def test_a_letter_declared_anew_has_no_old_definition() -> None:
    text = r"""# One

Let $S = 2 I$.

# Two

Let $S \in \mathbb{R}^{n \times n}$ be symmetric. Then $S^2 = S S$ and $S S^\top = 2 S$."""
    assert verdicts(text)[0] == "proved"
    assert "proved" not in verdicts(text)[1:]


def test_an_example_in_numbers_has_shapes_of_its_own() -> None:
    text = r"""Let $A \in \mathbb{R}^{n \times n}$ and $D \in \mathbb{R}^{m \times m}$.

Consider $M = \begin{bmatrix} 1 & 1 \\ 1 & 1 \end{bmatrix}$. Clearly $A = D$ in it."""
    assert "ill-formed" not in verdicts(text)


def test_a_command_of_several_arguments_that_nothing_defines_is_not_read() -> None:
    text = r"Let $F(t) = \det(I + t A)$. With $s_1 = \trace{A}{2}$ we have $F'(0) = s_1$ and $F'(0) = \trace{A}$."
    assert "refuted" not in verdicts(text)
    assert verdicts(text)[-1] in ("proved", "tested")


def test_sums_of_eigenvalues_are_no_eigenvalues() -> None:
    text = r"""The symmetric polynomials $s_k$ of the eigenvalues of $A$ are the coefficients of $F(t) = \det(I + t A)$. We have $F'(0) = s_1 = \mathrm{tr}(A)$
    and $F'(0) = \mathrm{tr}(A)$."""
    assert "refuted" not in verdicts(text)
    assert verdicts(text)[-1] in ("proved", "tested")


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\operatorname{range}(P P^\dagger) = \operatorname{null}(I - P P^\dagger)", "proved"),
        (r"\operatorname{range}(I - P^\dagger P) = \operatorname{null}(P)", "proved"),
        (r"\operatorname{range}(I - P^\dagger P) = \operatorname{null}(P P^\dagger)", "refuted"),
        (r"(Q D Q^\top)^\dagger = Q D^\dagger Q^\top", "proved"),
        (r"(Q D P)^\dagger = P^\dagger D^\dagger Q^\top", "refuted"),
        (r"(3 Q D Q^\top)^\dagger = 3 Q D^\dagger Q^\top", "refuted"),
    ],
)
@pytest.mark.slow
def test_pseudo_inverses_of_projections_and_of_what_is_turned(claim: str, expected: str) -> None:
    text = rf"""Let $P, D \in \mathbb{{R}}^{{n \times n}}$ be matrices with pseudoinverses $P^\dagger$ and $D^\dagger$, and let $Q \in \mathbb{{R}}^{{n \times n}}$
be orthogonal. Then ${claim}$."""
    assert verdicts(text) == [expected]


DEFINITE = r"""Let $A \in \mathbb{R}^{n \times n}$, $B \in \mathbb{R}^{n \times m}$, $C \in \mathbb{R}^{m \times n}$ and $D \in \mathbb{R}^{m \times m}$ be matrices.
Let $M = \begin{bmatrix} A & B \\ C & D \end{bmatrix}$. Suppose that $M$ is symmetric. """


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$C = B^\top$", "proved"),
        (r"$(D - C A C^\top)^\top = D - C A B$", "proved"),
        (r"$(D - C A C^\top)^\top = D - C A^\top A B$", "refuted"),
        (r"$C A B = B^\top A^\top C^\top$", "proved"),
        (r"$A C^\top = A^\top B + B$", "unchecked"),
    ],
)
def test_a_symmetric_matrix_of_blocks_is_so_block_by_block(claim: str, expected: str) -> None:
    assert verdicts(rf"{DEFINITE} Then $A = A^\top$. Hence {claim}.")[-1] == expected


@pytest.mark.parametrize("block", [r"A - B D^{-1} B^\top", r"D - B^\top A^{-1} B"])
def test_both_schur_complements_of_a_definite_matrix_are_definite(block: str) -> None:
    text = rf"""Let $A \in \mathbb{{R}}^{{n \times n}}$, $B \in \mathbb{{R}}^{{n \times m}}$ and $D \in \mathbb{{R}}^{{m \times m}}$. Let $M = \begin{{bmatrix}} A & B \\
B^\top & D \end{{bmatrix}}$. Suppose that $M$ is symmetric and $A$ and $D$ are invertible. If $M \succ 0$, then ${block} \succ 0$."""
    assert verdicts(text, engines=("algebra", "reals")) == ["proved"]
    other = text.replace(r"\succ 0$.", r"- I \succ 0$.")
    assert "proved" not in verdicts(other, engines=("algebra", "reals"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $M = \begin{pmatrix} A & B \\ C & D\end{pmatrix}$ and suppose $M^T = M$. Then $B = C$.", "unchecked"),
        (
            r"Let $M = \begin{pmatrix} A & B \\ C & D\end{pmatrix}$ be a symmetric block matrix. Then $B = C$.",
            "unchecked",
        ),
        (
            r"Let $M = \begin{pmatrix} A & B \\ C & D\end{pmatrix}$ be a symmetric block matrix. Then $B^T = C$.",
            "proved",
        ),
        (
            r"Consider the block matrix $M = \begin{pmatrix} A & B \\ 0 & D\end{pmatrix}$ with square blocks. Then $M^T = \begin{pmatrix} A & 0 \\ B & D\end{pmatrix}$.",
            "refuted",
        ),
        (
            r"Consider the block matrix $M = \begin{pmatrix} A & B \\ 0 & D\end{pmatrix}$ with square blocks. Then $M^T = \begin{pmatrix} A^T & 0 \\ B^T & D^T\end{pmatrix}$.",
            "proved",
        ),
        (r"Let $M = \begin{pmatrix} A & B \\ C & D\end{pmatrix}$. Then $\det M = AD - BC$.", "proved"),
    ],
)
def test_blocks_are_no_numbers(text: str, expected: str) -> None:
    assert verdicts(text)[-1] == expected
