"""How long what a text assumes lasts."""

from __future__ import annotations

import pytest

from derive.document import read_text
from derive.elaborate import elaborate
from derive.elaborate.lifetimes import opens
from derive.goals import contradict
from derive.terms import HasProperty, Iff, Number, PropertyKind, Relates, Relation, Statement, Symbol
from tests.judged import verdicts


def last(text: str) -> tuple[list[str], list[str], str]:
    """What the last step of a text may use, by its signs, the names that are defined for it, and why it may not be refuted."""
    step = elaborate(read_text(text)).steps[-1]
    assert step.goal is not None
    used = [h.latex for h in step.goal.hypotheses]
    return used, [d.symbol.name for d in step.goal.definitions], step.unsettled


SQUARE = "Let $A, B \\in \\mathbb{R}^{n \\times n}$. "


def test_a_value_in_a_condition_is_assumed_there_and_does_not_last() -> None:
    inside = last(SQUARE + "If $A = I$, then $AB = BA$.\n")
    assert inside[0] == ["A = I_n"] and inside[1] == []
    assert last(SQUARE + "If $A = I$, then $AB = BA$. In general, $AB = BA$.\n") == ([], [], "")


@pytest.mark.parametrize(
    "later",
    [
        "For $x < 0$, $|x| = x$.\n",
        "Otherwise $|x| = x$.\n",
        "In general $|x| = x$.\n",
        "Without this assumption, $|x| = x$.\n",
    ],
)
def test_a_condition_gives_way_to_what_contradicts_it(later: str) -> None:
    used, _, _ = last("Let $x$ be a real number. For $x > 0$, $|x| = x$. " + later)
    assert "x > 0" not in used


def test_cases_do_not_share_what_they_assume() -> None:
    used, _, reason = last(
        "Let $a, b$ be numbers.\n\nCase 1: $a > b$. Then $|a - b| = a - b$.\n\nCase 2: $a < b$. Then $|a - b| = a - b$.\n"
    )
    assert all(">" not in one for one in used) and "no longer" in reason


def test_a_condition_in_passing_shadows_only_for_its_paragraph() -> None:
    text = "Let $x > 0$. Then $|x| = x$. If $x < 0$, then $|x| = -x$.\n\nHence $|x| = x$.\n"
    assert "x > 0" in last(text)[0]


HEADED = "# General case\n\nLet $A \\in \\mathbb{R}^{n \\times n}$.\n\n"


def test_a_section_keeps_to_itself_what_it_assumes_of_what_others_introduced() -> None:
    text = (
        HEADED
        + "## Rotations\n\nSuppose $A$ is orthogonal. Then $A^T A = I$.\n\n## Scalings\n\nSuppose $A$ is diagonal. Then $A^T A = A A^T$.\n"
    )
    used, _, reason = last(text)
    assert used == ["A \\text{ is diagonal}"] and "no longer" in reason


@pytest.mark.parametrize("heading", ["## Assumptions", "## Setting and notation"])
def test_a_section_of_assumptions_assumes_for_those_behind_it(heading: str) -> None:
    text = HEADED + heading + "\n\nSuppose $A$ is orthogonal.\n\n## Result\n\nThen $A^T A = I$.\n"
    assert last(text)[0] == ["A^\\top A = A A^\\top = I"]


def test_what_a_section_introduces_keeps_what_is_said_of_it() -> None:
    text = "# One\n\nLet $A$ be an orthogonal matrix.\n\n# Two\n\nThen $A^T A = I$.\n"
    assert last(text)[0] == ["A^\\top A = A A^\\top = I"]


def test_let_gives_a_name_another_value() -> None:
    before = "(a) Let $h = a + b$. Then $h^2 = (a + b)^2$.\n\n"
    goal = elaborate(read_text(before + "(b) Let $h = a - b$. Then $h^2 = (a + b)^2$.\n")).steps[-1].goal
    assert goal is not None and "-" in str(goal.definitions[0].value) and not goal.hypotheses
    kept = elaborate(read_text(before + "We want $h = 2b$. Then $h^2 = (a + b)^2$.\n")).steps[-1].goal
    assert kept is not None and "-" not in str(kept.definitions[0].value)


@pytest.mark.parametrize(
    ("text", "begins", "kind"),
    [
        ("In general, ", True, "general"),
        (". In general, ", False, "general"),
        (" in general, ", False, ""),
        (" otherwise.", False, ""),
        (". Otherwise, ", False, "other"),
        ("Case 2: ", True, "case"),
        ("**Case (b).** ", True, "case"),
        ("In this case ", True, ""),
    ],
)
def test_the_beginnings_of_sentences_that_end_conditions(text: str, begins: bool, kind: str) -> None:
    assert opens(text, begins) == kind


X = Symbol("x", (), "x")


def _bounds(relation: Relation, value: int) -> Statement:
    return Relates(relation, X, Number(value))


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (_bounds(Relation.GREATER, 0), _bounds(Relation.LESS, 0), True),
        (_bounds(Relation.AT_LEAST, 0), _bounds(Relation.AT_MOST, 0), False),
        (_bounds(Relation.GREATER, 0), _bounds(Relation.AT_MOST, 0), True),
        (_bounds(Relation.GREATER, 0), _bounds(Relation.LESS, 1), False),
        (HasProperty(PropertyKind.POSITIVE, (X,)), _bounds(Relation.EQUAL, -1), True),
        (HasProperty(PropertyKind.NONZERO, (X,)), _bounds(Relation.EQUAL, 0), True),
        (HasProperty(PropertyKind.NONZERO, (X,)), _bounds(Relation.EQUAL, 1), False),
        (Relates(Relation.LESS, Number(2), X), _bounds(Relation.AT_MOST, 2), True),
        (Relates(Relation.LESS, Number(2), X), _bounds(Relation.AT_MOST, 3), False),
    ],
)
def test_bounds_that_no_number_meets(one: Statement, other: Statement, against: bool) -> None:
    assert contradict(one, other) is contradict(other, one) is against


@pytest.mark.parametrize(
    "text",
    [
        "A common mistake is $(AB)^T = A^T B^T$.\n",
        "One might think that $(AB)^T = A^T B^T$.\n",
        "The rule $(AB)^T = A^T B^T$ is false.\n",
        "Is $(AB)^T = A^T B^T$?\n",
        "We would expect $(AB)^T = A^T B^T$, but this does not hold.\n",
    ],
)
def test_what_the_text_itself_denies_is_no_claim(text: str) -> None:
    assert not [step for step in elaborate(read_text(SQUARE + text)).steps if step.goal is not None]


@pytest.mark.parametrize("matrix", ["A", "I"])
def test_a_number_beside_a_matrix_is_a_vector_where_the_matrix_would_be_a_single_row(matrix: str) -> None:
    text = f"Let $A$ be invertible. Then $({matrix} + uv^T)x = {matrix} x + (v^T x)u$.\n"
    elaborated = elaborate(read_text(text))
    ranks = {known.name: len(known.sizes) for known in elaborated.names}
    assert ranks["u"] == ranks["v"] == ranks["x"] == 1


@pytest.mark.parametrize(
    "words",
    ["Under this condition the mean becomes", "The fact that the model has an intercept ensures that", "In that case"],
)
def test_what_rests_on_a_ground_in_words_is_not_refuted(words: str) -> None:
    assert "not read" in last(SQUARE + f"Put $C = A B$.\n\n{words} $C = B A$.\n")[2]


def test_items_behind_where_are_given() -> None:
    text = "Write $P = U D U^T$ where\n\n* $U$ is orthogonal;\n* $D = S^2$ is a positive definite matrix.\n\nThen $P^T = P$.\n"
    steps = elaborate(read_text(text)).steps
    assert [step.latex for step in steps if step.goal is not None] == ["P^T = P"]


def test_sizes_that_come_after_a_definition_are_those_of_what_it_defines() -> None:
    text = "Let $M = A B$ with $A \\in \\mathbb{R}^{n \\times r}$ and $B \\in \\mathbb{R}^{r \\times m}$. Then $M^T M = B^T A^T A B$.\n"
    shapes = {known.name: tuple(map(str, known.sizes)) for known in elaborate(read_text(text)).names}
    assert shapes["M"] == (shapes["A"][0], shapes["B"][1])


def test_an_equivalence_with_a_chain_is_concluded_link_by_link() -> None:
    text = "Let $x, y \\in \\mathbb{R}^n$. Then $x \\perp y \\Leftrightarrow x^T y = y^T x = 0$.\n"
    statements = [step.goal.statement for step in elaborate(read_text(text)).steps if step.goal is not None]
    assert not any(isinstance(statement, Iff) for statement in statements)


def test_the_numbers_of_another_example_are_given() -> None:
    text = "Let $A = W D W^{-1}$.\n\nFor instance the matrix\n\n$$A = \\begin{bmatrix} 1 & 1 \\\\ 0 & 1 \\end{bmatrix}$$\n\nhas one eigenvector.\n"
    assert all(step.goal is None for step in elaborate(read_text(text)).steps)


HOMEWORK = (
    "**Problem 1.** Let $X \\in \\mathbb{R}^{n \\times p}$ and $y \\in \\mathbb{R}^n$. Then $x = 2$ for the rank $x$.\n\n"
    "**Problem 2.** Minimize $x^2 + y^2$. The Lagrangian is $L = x^2 + y^2 - \\lambda(x + y - 1)$.\n\n"
    "**Problem 3.** Let $L(x, y) = \\log x + \\log y$ and $h(x) = x^2$. Then $h(3) = 9$.\n"
)


def test_each_problem_of_a_homework_has_its_own_letters() -> None:
    steps = elaborate(read_text(HOMEWORK)).steps
    assert not [step.latex for step in steps if step.verdict in ("ill-formed", "unchecked")]
    assert [step.latex for step in steps if step.message == "defined"][-3:] == [
        "L = x^2 + y^2 - \\lambda(x + y - 1)",
        "L(x, y) = \\log x + \\log y",
        "h(x) = x^2",
    ]


def test_a_value_at_an_estimate_is_a_claim() -> None:
    steps = elaborate(
        read_text("Let $f(x) = x^2 + 1$. Also $f(\\hat x) = \\hat x^2 - 1$ and hence $f(y) = y^2$.\n")
    ).steps
    assert [step.goal is not None for step in steps] == [False, True, True]


def test_a_base_case_gives_a_size_no_value_for_good() -> None:
    text = (
        "Claim: $\\sum_{k=1}^n k = \\frac{n(n+1)}{2}$. For $n = 1$: $1 = 1$. Suppose it holds for $n$. Then\n"
        "$$\\sum_{k=1}^{n+1} k = \\frac{n(n+1)}{2} + n + 1.$$\n"
    )
    used, defined, _ = last(text)
    assert used == defined == []


def test_what_is_said_for_one_size_is_not_refuted_for_others() -> None:
    assert "size" in last(SQUARE + "For $n = 2$, $\\operatorname{tr}(A)^2 - \\operatorname{tr}(A^2) = 2\\det A$.\n")[2]
    assert last(SQUARE + "For $n = 2$, $A + B = B + A$. In general, $A B = B A$.\n")[2] == ""


def test_a_value_for_one_sentence_is_no_definition() -> None:
    used, defined, _ = last("Let $f(x) = x^2 + 1$. For $x = 0$ we have $f(x) = 1$. In general $f'(x) = 2x$.\n")
    assert used == defined == []


def test_what_follows_a_complete_condition_is_claimed() -> None:
    claimed = elaborate(read_text(SQUARE + "If $A$ is symmetric, $A^2 = A A^T$.\n")).steps[-1]
    assert claimed.goal is not None and claimed.verdict != "defined"
    given = elaborate(read_text(SQUARE + "If $A$ is symmetric, $B = A^2$, then $B^T = B$.\n")).steps
    assert [step.verdict for step in given][-2:] == ["defined", ""]


@pytest.mark.parametrize(
    "what", ["the mean of $x_1, \\dots, x_n$", "the largest eigenvalue of $A$", "the total of the $x_i$"]
)
def test_what_words_alone_say_a_name_to_be_is_not_free(what: str) -> None:
    text = f"Let $\\mu$ be {what}. Then $\\sum_{{i=1}}^n (x_i - \\mu)^2 = \\sum_{{i=1}}^n x_i^2 - n \\mu^2$.\n"
    assert "not read" in last(text)[2]


def test_every_equation_of_a_list_is_claimed_of_all() -> None:
    steps = elaborate(
        read_text(SQUARE + "For all $t \\in \\mathbb{R}$, $t A = A t$ and $t A B = A B t$ and $A B = B A$.\n")
    ).steps
    assert [step.latex for step in steps if step.goal is not None] == ["t A = A t", "t A B = A B t", "A B = B A"]


def test_what_is_concluded_of_an_order_is_no_condition() -> None:
    steps = elaborate(read_text("Let $a > b > 0$. Then $a^2 > b^2$.\n")).steps
    assert steps[-1].goal is not None and steps[-1].verdict != "defined"


def test_numbered_items_of_an_exam_are_problems() -> None:
    text = "# Midterm\n\n1. Let $A$ be an $m \\times n$ matrix. Then $A A = B$ has no meaning for $m \\neq n$.\n\n2. Let $A = 3$. Then $A^2 = 9$.\n"
    steps = elaborate(read_text(text)).steps
    assert steps[-1].goal is not None and steps[-2].message == "defined"


def test_a_new_letter_that_a_condition_gives_a_value_has_none_in_general() -> None:
    assert last("If $A = 2I$, then $A^2 = 4I$.\n")[1] == ["A"]
    _, defined, reason = last("If $A = 2I$, then $A^2 = 4I$. Generally, $A^2 = 4I$.\n")
    assert defined == [] and reason  # neither proved from it nor held against the text


FOR_ANY = r"""# One

For any invertible matrix $A$ and any matrix $B$ of its size we have $A^{{-1}} A B = B$.

{between}

{claim}.
"""


@pytest.mark.parametrize(
    ("between", "claim", "proved"),
    [
        ("And so on.", r"So $A A^\dagger = I$", True),
        ("# Two", r"So $A A^\dagger = I$", False),
        ("# Two", r"So $A A^\dagger A = A$", True),
    ],
)
def test_what_is_said_of_any_matrix_holds_to_the_end_of_its_section(between: str, claim: str, proved: bool) -> None:
    found = verdicts(FOR_ANY.format(between=between, claim=claim))
    assert found[0] == "proved"
    assert (found[1:] == ["proved"]) == proved
    assert not {"refuted", "conditional", "ill-formed"} & set(found)


@pytest.mark.parametrize(
    "lead",
    [
        "If $A = 2 I$, then $A^2 = 4 I$.\n\n# Two\n\n",
        "Consider a matrix $A$. The special case where $A = 2 I$ is simple.\n\n",
        "Let $A$ be a square matrix. Choosing $A = 2 I$ we get $A^2 = 4 I$.\n\n",
    ],
)
def test_what_holds_in_a_case_does_not_hold_behind_it(lead: str) -> None:
    assert not {"proved", "tested", "refuted", "conditional"} & set(verdicts(lead + "We see that $A^T A = 4 I$.")[-1:])


LINEAR = r"Let $h: \mathbb{R}^p \to \mathbb{R}$ be any function. When $h$ is linear, i.e. $h(x) = w^T x$, then $h(2x) = 2 h(x)$."


def test_a_function_is_only_in_its_case_what_it_is_there() -> None:
    assert verdicts(LINEAR) == ["proved"]
    assert verdicts(LINEAR + "\n\nWe find $h(2x) = 2 h(x)$.")[-1] == "unchecked"
    assert verdicts(LINEAR + "\n\nWe find $h(2x) = 3 h(x)$.")[-1] == "unchecked"


STANDARD = r"""# General

Let $Q$ and $S$ be matrices of one size and $Z = Q - S^T S$. {claim}

# Standard

Consider the standard setting where $S = 0$. Then $Z = Q$.
"""


def test_a_number_that_a_later_section_gives_is_none_before_it() -> None:
    assert verdicts(STANDARD.format(claim="Then $Z + S^T S = Q$.")) == ["proved", "proved"]
    assert verdicts(STANDARD.format(claim="Then $Z = Q - S S$.")) == ["unchecked", "proved"]
    assert verdicts(STANDARD.format(claim="Then $Z = Q$.")) == ["unchecked", "proved"]


@pytest.mark.parametrize(
    ("text", "first", "last_one"),
    [
        ("If $3x + 2 = 11$ then $x = 3$. If $x^2 = 9$ then $x = 3$.", "proved", "unchecked"),
        ("If $3x + 2 = 11$, then $x = 3$. But if $x^2 - 5x + 6 = 0$, then $x = 3$.", "proved", "unchecked"),
        ("If $a = b$ then $a + b = 2a$. If $a^2 = b^2$ then $a = b$.", "proved", "unchecked"),
        ("If $x = 3$ then $x^2 = 9$. If $x^2 = 9$ then $x = 3$.", "proved", "unchecked"),
        ("If $3x + 2 = 11$ then $x = 3$. If $2x = 4$ then $x = 2$.", "proved", "proved"),
        ("If $3x + 2 = 11$ then $x = 3$. If, moreover, $y = 2x$, then $y = 6$.", "proved", "proved"),
        ("If $3x + 2 = 11$ then $x = 3$. If we square it, then $x^2 = 9$.", "proved", "proved"),
        (
            "Let $A$ be a symmetric matrix. If $B = 2 A$, then $B^T = B$. If $C = 3 A$, then $C^T = C$.",
            "proved",
            "proved",
        ),
    ],
)
def test_a_further_condition_is_not_joined_to_the_one_before(text: str, first: str, last_one: str) -> None:
    found = verdicts(text)
    assert (found[0], found[-1]) == (first, last_one)


def test_a_condition_of_another_sentence_leaves_names_in_doubt_to_the_end_of_the_paragraph() -> None:
    text = "Let $A$ be a square matrix. If $A = 2 I$, then $A^2 = 4 I$. If $n = 2$, then $A^2 = 5 I$."
    assert verdicts(text)[-1] == "unchecked"
    assert verdicts(text + "\n\nFor all square matrices $A$, $(A + I)^2 = A^2 + A + I$.")[-1] == "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "Suppose $A$ is symmetric. Then $A^T = A$. Suppose instead that $A$ is skew. Then $A^T = A$.",
        "If $x = y$ then $x^2 = y^2$. The converse: $x^2 = y^2$ implies $x = y$.",
        "For $x = 3$ we have $x^3 = 27$. Always $x^3 + x = 30$.",
        r"If $a > 0$ then $\sqrt{a^2} = a$. For every real $a$, $\sqrt{a^2} = a$.",
        r"Assume $u \perp v$; then $u^Tv = 0$. Without it, $\|u+v\|^2 = \|u\|^2 + \|v\|^2$.",
    ],
)
def test_words_that_take_a_condition_back(text: str) -> None:
    found = verdicts(text)
    assert found[0] in ("proved", "tested")
    assert not {"proved", "tested", "supported", "refuted"} & set(found[-1:] if len(found) > 1 else [])


def test_what_always_holds_needs_no_independence() -> None:
    text = "If $X$ and $Y$ are independent, then $E[XY] = E[X] E[Y]$. We always have "
    assert verdicts(text + "$E[X + Y] = E[X] + E[Y]$.") == ["proved", "proved"]
    assert verdicts(text + "$E[XY] = E[X] E[Y]$.") == ["proved", "unchecked"]


def test_a_further_condition_frees_no_name_of_what_was_taken_back() -> None:
    text = "Assume $a > 0$. If $a < 1$ then $a^2 + a = a(a + 1)$. If $b > 0$ then $b + a = a + b$. Without it, $2 a = a + a$.\n\n"
    assert verdicts(text + r"Also $\sqrt{a^2} = a$.") == ["proved", "proved", "proved", "unchecked"]


def test_an_equation_for_an_inverse_that_was_not_decided_may_say_what_the_matrix_is() -> None:
    steps = r"P_1^{-1} &= I - A \\ P_2^{-1} &= I - A + A P_1^{-1} A \\ &= I - A + A^2 - A^3 + A^4"
    assert verdicts(SQUARE + r"We have $$\begin{align} " + steps + r" \end{align}$$") == ["unchecked"] * 3
    known = SQUARE + r"$P$ is $n \times n$ with $P = I + A$. "
    assert verdicts(known + r"Then $$P^{-1} = I - A + A P^{-1} A = I - A + A^2$$")[-1] == "refuted"
