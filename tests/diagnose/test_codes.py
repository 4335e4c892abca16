"""The codes: every one has its page, the page's example is found to be that mistake, and the installed pages are those of the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from derive.check import Options, check_document
from derive.commands.explain import page
from derive.diagnose.mistakes import TITLES, Mistake
from derive.document import read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs" / "codes"
EXAMPLES = {
    path.stem: found[0]
    for path in sorted(DOCS.glob("D*.md"))
    if (found := re.findall(r"```markdown\n(.*?)```", path.read_text(), re.DOTALL))
}


def test_every_mistake_has_a_title_and_a_page() -> None:
    assert set(TITLES) == set(Mistake)
    for mistake in Mistake:
        assert page(mistake.value).startswith(f"# {mistake.value}: ")


def test_the_list_of_codes_names_every_page() -> None:
    listed = set(re.findall(r"\[(D\d+)\]", (DOCS / "README.md").read_text()))
    assert listed == {path.stem for path in DOCS.glob("D*.md")}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_example_of_a_page(code: str) -> None:
    step = check_document(
        read_text(EXAMPLES[code], path="example.md"), Options(Choice(("algebra", "modular"), PATIENT))
    ).steps[-1]
    assert step.judgement.code == code, (step.judgement.message, [r.latex for r in step.judgement.repairs])
