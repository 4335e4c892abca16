"""Every format with reports whose every text is drawn at random, from what is known to break formats and from anything else."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as xml

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_html import read
from test_machines import SCHEMA
from test_tex import OURS

from derive.goals import Claim, Counterexample, Evidence, Judgement, Repair, Result, Verdict
from derive.render import FORMATS, Style
from derive.render.annotate import annotate, split_lines, strip
from derive.render.latex import embed
from derive.render.tex_math import SIGNS
from derive.render.tex_side import side_file
from derive.report import DocumentReport, Formulas, NotChecked, Place, Report, StepReport, SymbolReport, Unread

BITS = (
    "</script>", "<script>", "<!--", "-->", "]]>", "<![CDATA[", "&lt;", "&#0;", '"', "'", "`", "${{1}}", "%0A", "::error::", "\n::warning::x", "\r\n", "\x00",
    "\x1b[31m", "\x9b", "\u202e", "\u2028", "\ud800", "\ufeff", "\ue000", "\ue001", "\ue020", "\ue02f", "=1+1", "@SUM(A1)", "\t", "|", "**", "_", "__", "*",
    "\\", "\\input{x}", "\\write18{x}", "\\end{align*}", "\\begin{verbatim}", "^^M", "^^5c", "{", "}", "$", "$$", "#1", "%", "~", "&", "\x1d", "\x1e", "\x1f",
    "javascript:x", "file:///etc/passwd", "\\frac{a}{b}", "A^\\top", "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "\\text{a}", "x_1", "# h", "- i", "```", "<https://a>",
)  # fmt: skip
KNOWN = frozenset(SIGNS.values()) | set(
    re.findall(
        r"\w+",
        "section subsection subsubsection paragraph textbf emph limits frac sqrt genfrac overset underset underbrace hat bar tilde dot ddot vec "
        "underline check breve mathring acute grave mathbf mathcal mathrm derivebb derivefrak operatorname matrix array quad mathrel deriveinline "
        "ss ae o l c v H r u dots times cdot Vert geq leq neq",
    )
)  # what `embed` may write besides
TEXTS = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=6)), max_size=6).map("".join)
MATRICES = st.lists(st.lists(TEXTS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report of one document with a display and a formula in running text, and a step in each."""

    def some() -> str:
        return draw(TEXTS)

    body, inline = some().replace("\n", " "), some().replace("\n", " ")
    head = some()
    text = f"{head}\n\n$${body}$$\n\nWords ${inline}$ {some()}\n\n- {some()}\n"
    starts = (len(head) + 2, len(head) + 2 + 4 + len(body) + 2 + 6)
    regions = (
        (starts[0], starts[0] + len(body) + 4, starts[0] + 2, starts[0] + 2 + len(body), True),
        (starts[1], starts[1] + len(inline) + 2, starts[1] + 1, starts[1] + 1 + len(inline), False),
    )
    steps = []
    for region in regions:
        line = text.count("\n", 0, region[2]) + 1
        place = Place(line, 3, line, 4, region[2], region[3])
        example = Counterexample({some(): draw(MATRICES)}, draw(MATRICES), draw(MATRICES), {some(): 1}, some())
        data = draw(st.one_of(st.none(), st.floats(), TEXTS, st.lists(st.tuples(st.floats(), st.floats()), max_size=4)))
        evidence = Evidence(some(), draw(st.sampled_from(Result)), Verdict.PROVED, some(), [some()], (some(),), (some(),), None, {"scan": data, "convergence": data})  # fmt: skip
        repair = Repair(some(), Verdict.PROVED, (draw(st.integers(-2, 9)), draw(st.integers(-2, 9))))
        judgement = Judgement(draw(st.sampled_from(Verdict)), some(), draw(st.sampled_from(("", "D401"))), (evidence,), (some(),), (some(),), (some(),), example, (repair,), (some(),))  # fmt: skip
        steps.append(StepReport(some(), place, text[region[2] : region[3]], some(), draw(st.sampled_from(Claim)), judgement, some(), after=judgement, statement=some()))  # fmt: skip
    symbols = (SymbolReport(some(), some(), (some(),), (some(),), some(), 1, some(), some(), some()),)
    left = Formulas(2, 2, (Unread(place, some(), some()),), (NotChecked(place, some(), some()),))
    return Report((DocumentReport(some(), some(), "markdown", text, symbols, tuple(steps), left, (some(),), some(), regions),))  # fmt: skip


pytestmark = pytest.mark.slow


@FEW
@given(reports())
def test_machine_formats(which: Report) -> None:
    jsonschema.validate(json.loads(FORMATS["json"](which, Style())), SCHEMA)
    json.loads(FORMATS["sarif"](which, Style())), json.loads(FORMATS["gradescope"](which, Style()))
    suite = xml.fromstring(FORMATS["junit"](which, Style()).encode("utf-8"))[0]
    assert len(suite.findall("testcase")) == int(suite.attrib["tests"])
    rows = list(csv.reader(io.StringIO(FORMATS["csv"](which, Style()), newline="")))
    assert len(rows) == 3 and all(len(row) == len(rows[0]) for row in rows)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    commands = [line for line in re.split(r"[\r\n]", FORMATS["github"](which, Style())) if line.startswith("::")]
    assert len(commands) <= 3 and all(re.match(r"::(error|warning|notice) file=", command) for command in commands)


@FEW
@given(reports())
def test_terminal_forms(which: Report) -> None:
    for style in (Style(), Style(unicode=False, wrap=True, width=40, verbose=True)):
        for form in ("full", "concise"):
            text = FORMATS[form](which, style)
            assert all(line.isprintable() for line in text.split("\n"))
            assert style.unicode or text.isascii()


@FEW
@given(reports())
def test_html_is_well_formed_and_asks_nothing(which: Report) -> None:
    text = FORMATS["html"](which, Style())
    text.encode("utf-8")
    page = read(text)
    assert not {"script", "iframe", "object", "embed", "form", "link", "img", "base", "a:href"} & set(page.tags)
    for name, value in page.attributes:
        assert not name.startswith("on") and name not in ("src", "style", "srcdoc", "action")
        assert name != "href" or (value or "").startswith("#")
    shown = sum(step.verdict is not Verdict.DEFINED for step in which.documents[0].steps)
    assert text.count('<details class="step') >= shown


@FEW
@given(reports())
def test_tex(which: Report) -> None:
    text = side_file(which.documents[0], b"", "a.tex")
    assert text.isascii() and all(ord(c) >= 32 or c in "\t\n\x1d\x1e\x1f" for c in text)
    kinds = {"derive", "file", "summary", "display", "row", "label", "step", "fact", "left", "end"}
    assert {line.split("\t")[0] for line in text.rstrip("\n").split("\n")} <= kinds
    drawn = {f"\\{name}" for name in KNOWN}
    for command in re.findall(r"\\[a-zA-Z]+", embed(which)):
        assert command in OURS | drawn, command


@FEW
@given(reports())
def test_annotations_can_be_taken_out_again(which: Report) -> None:
    document = which.documents[0]
    data = document.text.encode("utf-8", "surrogatepass")
    before = strip(data, False)
    noted = annotate(document, data)
    if data.endswith((b"\n", b"\r")):
        assert strip(noted, False) == before
    added = [line for line in split_lines(noted) if b"<!-- derive: " in line and line not in split_lines(data)]
    assert all(line.rstrip(b"\r\n").endswith(b" -->") for line in added)
