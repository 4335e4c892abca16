"""The terminal forms."""

from __future__ import annotations

import pytest
from sample import document, report, step

from derive.goals import Judgement, Repair, Verdict
from derive.record import replace
from derive.render import FORMATS, Style
from derive.render.style import columns, plain
from derive.report import SymbolReport

SHAPE = """\
error[D301]: tr needs a square matrix, and this one is n × m
  --> answer.md:5:51
   |
 5 | $$\\mathrm{tr}(A^\\top A) = \\|A\\|_F^2 = \\mathrm{tr}(A A)$$
   |                                                   ^^^^
   = shapes: A m×n · A m×n
   = against the last right line: proved
   = help: did you mean \\mathrm{tr}(A^\\top A) ? With it the step is proved
"""


def test_a_finding_is_drawn_as_compilers_do() -> None:
    assert SHAPE in FORMATS["full"](report(), Style())


def test_gradient_shows_every_agreement() -> None:
    text = FORMATS["full"](report(), Style())
    for engine in ("algebra", "sympy", "numeric"):
        assert f"   = {engine}: agrees" in text
    assert "   = trusting: SymPy 1.14 diff" in text


def test_steps_that_hold_are_compact_and_verbose_tells_the_rest() -> None:
    text, verbose = (FORMATS["full"](report(), Style(verbose=verbose)) for verbose in (False, True))
    assert "✓ proved      5:25    = ‖A‖_F²" in text.splitlines()
    assert "the canonical forms are equal" not in text, "one engine's word adds nothing to a proof"
    assert "   = algebra: agrees: the canonical forms are equal; replayed by the kernel" in verbose.splitlines()
    assert "modular" not in text and "   = modular: disagrees: the sides differ" in verbose.splitlines()


def test_the_repaired_side_is_suggested_and_of_a_long_one_the_changed_term() -> None:
    repairs = {
        ("a + b^\\top c", (5, 10)): "a + b^\\top c ? With it the step is proved (new: ^\\top)",
        ("a " * 60 + "+ b^\\top c - d", (123, 128)): "b^\\top c ? With it the step is proved (new: ^\\top)",
    }
    for (latex, changed), said in repairs.items():
        judgement = Judgement(Verdict.REFUTED, "it is false", "D401", repairs=(Repair(latex, Verdict.PROVED, changed),))
        text = FORMATS["full"](report(document((step("C := X", judgement),))), Style())
        assert f"= help: did you mean {said}" in text


def test_long_lines_are_wrapped_where_asked_for() -> None:
    text = FORMATS["full"](report(), Style(width=50, wrap=True, verbose=True))
    assert max(columns(line) for line in text.splitlines() if not line.startswith("answer.md")) <= 50


def test_what_was_understood_and_the_summary_stand_below() -> None:
    lines = FORMATS["full"](report(), Style()).splitlines()
    assert lines[-1] == "answer.md: 4 steps: 2 proved, 1 refuted, 1 ill-formed and 1 definition; 4 of 5 formulas read"
    assert any(
        line.split() == ["C", "matrix", "m", "×", "m", "symmetric", "definition", "3", "≔", "X", "Xᵀ"] for line in lines
    )
    assert any("12:1 It is unique up to rotation." in line for line in lines)


def test_quiet_leaves_out_what_is_in_order() -> None:
    text = FORMATS["full"](report(), Style(quiet=True))
    assert "✓" not in text and "Understood" not in text and "error[D301]" in text


@pytest.mark.parametrize("width", [40, 60, 100])
def test_narrow_terminals(width: int) -> None:
    long = "$$" + "a + " * 60 + "b = \\mathrm{tr}(A A)" + " + c" * 60 + "$$\n"
    steps = (step("= \\mathrm{tr}(A A)", Judgement(Verdict.REFUTED, "it is false", "D401"), text=long, fault="A A"),)
    text = FORMATS["full"](report(document(steps, long)), Style(width=width, quiet=True))
    source = text.splitlines()[3:5]
    assert all(columns(line) <= width for line in source), source
    caret = source[1].index("^")
    assert source[0][caret : caret + 3] == "A A", "the carets stand under the fault"
    assert source[1].count("^") == 3


def test_ascii_only() -> None:
    text = FORMATS["full"](report(), Style(unicode=False))
    assert text.isascii()
    assert "n x m" in text


def test_wide_characters_keep_the_carets_in_place() -> None:
    text = "$$漢字 = \\mathrm{tr}(A A)$$\n"
    steps = (step("= \\mathrm{tr}(A A)", Judgement(Verdict.REFUTED, "it is false", "D401"), text=text, fault="A A"),)
    source, carets = FORMATS["full"](report(document(steps, text)), Style(quiet=True)).splitlines()[3:5]
    assert columns(source[: source.index("A A")]) == carets.index("^")


def test_a_fault_over_several_lines() -> None:
    text = "$$\na = b\n  + c\n  + d\n$$\n"
    steps = (step("= b\n  + c\n  + d", Judgement(Verdict.REFUTED, "it is false"), text=text),)
    drawn = FORMATS["full"](report(document(steps, text)), Style(quiet=True)).splitlines()
    assert [line[5:] for line in drawn[3:9]] == ["a = b", "  ^^^", "  + c", "  ^^^", "  + d", "  ^^^"]


def test_nothing_steers_the_terminal() -> None:
    bad = "\x1b[2J\x9b1m\u202e\r\x07"
    assert plain(bad).isprintable()
    steps = (step("C := X", Judgement(Verdict.REFUTED, bad, "D401", notes=(bad,), hypotheses=(bad,))),)
    for form in ("full", "concise"):
        text = FORMATS[form](report(document(steps, path=f"a{bad}.md")), Style())
        assert all(line.isprintable() for line in text.splitlines())


def test_concise_is_one_line_a_finding() -> None:
    lines = FORMATS["concise"](report(), Style()).splitlines()
    assert lines[0].startswith("answer.md:5:51: error[D301]: ill-formed: tr needs a square matrix")
    assert len(lines) == 3


def test_colour_only_when_asked_for() -> None:
    assert "\x1b[" in FORMATS["full"](report(), Style(color=True))
    assert "\x1b[" not in FORMATS["full"](report(), Style())


def test_counterexamples_speak_as_the_document_writes() -> None:
    whole = document()
    symbols = (*whole.symbols, SymbolReport("W", "matrix", ("m", "m"), (), "inferred", 3, latex="\\Omega"))
    found = report(replace(whole, symbols=symbols))
    assert "= counterexample: m = 2, Ω = [0 1; 0 0]" in FORMATS["full"](found, Style())
    assert '"W": [' in FORMATS["json"](found, Style()), "programs are told the name that the table of symbols has"
