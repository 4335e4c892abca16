"""Reports made by hand, for the tests of what is drawn and what is said."""

from __future__ import annotations

from collections.abc import Sequence

from derive.goals import Claim, Counterexample, Evidence, Judgement, Repair, Result, Verdict
from derive.report import DocumentReport, Formulas, NotChecked, Place, Report, StepReport, SymbolReport, Unread

TEXT = """# A homework answer

Let $A \\in \\mathbb{R}^{m \\times n}$ and $C := X X^\\top$.

$$\\mathrm{tr}(A^\\top A) = \\|A\\|_F^2 = \\mathrm{tr}(A A)$$

\\begin{align}
\\nabla_W f &= 2 W C \\\\
 &= 2 C W
\\end{align}

It is unique up to rotation.
"""


def place(text: str, part: str, occurrence: int = 0) -> Place:
    """Where a part of the text stands."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(part, start + 1)
    end = start + len(part)

    def position(offset: int) -> tuple[int, int]:
        return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

    return Place(*position(start), *position(end), start, end)


def step(
    part: str,
    judgement: Judgement,
    *,
    text: str = TEXT,
    number: int = 1,
    claim: Claim = Claim.EQUALITY,
    fault: str = "",
    label: str = "",
    display: int = 0,
    row: int = 0,
    after: Judgement | None = None,
) -> StepReport:
    """A step that stands where `part` stands."""
    where = place(text, part)
    return StepReport(
        f"answer.md:{where.line}:{number}",
        where,
        part,
        "=",
        claim,
        judgement,
        label=label,
        display=display,
        row=row,
        fault=place(text, fault) if fault else None,
        after=after,
        seconds=0.25,
        statement=part,
    )


PROVED = Judgement(
    Verdict.PROVED,
    "proved",
    evidence=(
        Evidence("algebra", Result.AGREES, Verdict.PROVED, "the canonical forms are equal", certificate={"ok": True}),
    ),
)
SHAPES = Judgement(
    Verdict.ILL_FORMED,
    "tr needs a square matrix, and this one is n × m",
    "D301",
    repairs=(Repair("\\mathrm{tr}(A^\\top A)", Verdict.PROVED),),
    notes=("shapes: A m×n · A m×n",),
)
GRADIENT = Judgement(
    Verdict.PROVED,
    "proved",
    evidence=(
        Evidence("algebra", Result.AGREES, Verdict.PROVED, "derivative by cutting", certificate={"ok": True}),
        Evidence(
            "sympy", Result.AGREES, Verdict.SUPPORTED, "rebuilt from the Frobenius form and from the sum of traces"
        ),
        Evidence(
            "numeric", Result.AGREES, Verdict.SUPPORTED, "finite differences agree to 11 digits", data={"digits": 11}
        ),
    ),
    hypotheses=("C = X X^\\top",),
    trusted=("SymPy 1.14 diff",),
)
COMMUTE = Judgement(
    Verdict.REFUTED,
    "false",
    "D401",
    evidence=(Evidence("modular", Result.DISAGREES, Verdict.REFUTED, "the sides differ"),),
    missing=("C W = W C",),
    counterexample=Counterexample(
        {"W": (("0", "1"), ("0", "0")), "C": (("1", "0"), ("0", "2"))},
        (("0", "4"), ("0", "0")),
        (("0", "2"), ("0", "0")),
        {"m": 2},
    ),
    repairs=(Repair("2 W C", Verdict.PROVED),),
)


def document(
    steps: Sequence[StepReport] | None = None, text: str = TEXT, path: str = "answer.md", form: str = "markdown"
) -> DocumentReport:
    """The report of a document; the sample's own steps unless others are given."""
    if steps is None:
        steps = (
            step("C := X X^\\top", Judgement(Verdict.DEFINED), claim=Claim.DEFINITION, display=1),
            step("= \\|A\\|_F^2", PROVED, display=2),
            step("= \\mathrm{tr}(A A)", SHAPES, number=2, fault="A A)", display=2, after=PROVED),
            step("\\nabla_W f &= 2 W C", GRADIENT, claim=Claim.GRADIENT, label="eq:gradient", display=3),
            step("&= 2 C W", COMMUTE, display=3, row=1),
        )
    symbols = (
        SymbolReport("A", "matrix", ("m", "n"), (), "declared", 3),
        SymbolReport("C", "matrix", ("m", "m"), ("symmetric",), "definition", 3, "X X^\\top"),
    )
    words = (
        NotChecked(
            Place(12, 1, 12, 29, *_span(text, "It is unique up to rotation.")),
            "It is unique up to rotation.",
            "a claim in words",
        ),
    )
    unread = (Unread(Place(3, 1, 3, 4, 0, 3), "\\frac{", "a brace is missing"),)
    return DocumentReport(
        path, "0" * 64, form, text, symbols, tuple(steps), Formulas(5, 4, unread, words), layout="denominator"
    )


def _span(text: str, part: str) -> tuple[int, int]:
    start = max(0, text.find(part))
    return start, start + len(part)


def report(*documents: DocumentReport) -> Report:
    """A report of these documents, or of the sample."""
    return Report(documents or (document(),), options={"seed": "0"})
