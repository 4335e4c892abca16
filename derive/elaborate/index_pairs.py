r"""Quantities that compare two things by their numbers: after `\mathrm{BF}_{12} = \frac{p(y|m_1)}{p(y|m_2)}` the BF_{10} is p(y|m_1)/p(y|m_0)."""

from __future__ import annotations

from collections.abc import Mapping

from derive import lazy_re as re
from derive.goals import Definition
from derive.record import replace
from derive.terms import Apply, Symbol, Term, map_children, walk

_PAIR = re.compile(r"(?P<stem>.*_)(?P<one>\d)(?P<other>\d)")
_BELOW = re.compile(r"_(\d)(?!\d)")
_BELOW_LATEX = re.compile(r"_\{?(\d)\}?(?!\d)")


def definition(name: str, definitions: Mapping[str, Definition]) -> Definition | None:
    """What a name with two digits below it is by the one definition of the same name with two others, where that is made of things that have one of these
    digits below, some of each, and of things that have none. None for other names."""
    pair = _PAIR.fullmatch(name)
    if pair is None or pair["one"] == pair["other"]:
        return None
    found = [made for other, made in definitions.items() if _compares(other, pair["stem"], made)]
    if len(found) != 1:
        return None
    symbol = found[0].symbol
    one, other = symbol.name[-2], symbol.name[-1]
    digits = {one: pair["one"], other: pair["other"]}
    latex = symbol.latex.replace(one + other, pair["one"] + pair["other"])
    return Definition(replace(symbol, name=name, latex=latex), _renumbered(found[0].value, digits), found[0].line)


def _compares(name: str, stem: str, made: Definition) -> bool:
    general = _PAIR.fullmatch(name)
    if general is None or made.parameters or general["stem"] != stem or general["one"] == general["other"]:
        return False
    both = {general["one"], general["other"]}
    parts = [part.name for part in walk(made.value) if isinstance(part, Symbol | Apply)]
    numbered = [(set(_BELOW.findall(part)) & both, both & set(_BELOW.sub("", part))) for part in parts]
    return all(len(below) < 2 and not elsewhere for below, elsewhere in numbered) and both == set().union(
        *(below for below, _ in numbered)
    )


def _renumbered(term: Term, digits: Mapping[str, str]) -> Term:
    made = map_children(term, lambda child: _renumbered(child, digits))
    if not isinstance(made, Symbol | Apply):
        return made
    name = _BELOW.sub(lambda match: f"_{digits.get(match[1], match[1])}", made.name)
    if isinstance(made, Apply):
        return replace(made, name=name)
    latex = _BELOW_LATEX.sub(lambda match: f"_{digits.get(match[1], match[1])}", made.latex)
    return replace(made, name=name, latex=latex)
