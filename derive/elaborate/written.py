"""The formulas of a document as they are written, looked over as a whole: what stays the same however often what they say is read."""

from __future__ import annotations

from collections.abc import Set

from derive import lazy_re as re
from derive.document.model import Document, Formula, Prose
from derive.elaborate.arguments import separated
from derive.elaborate.arities import by_arity
from derive.elaborate.background import without_background
from derive.elaborate.bindings import Letters, look
from derive.elaborate.cases_in_words import in_cases
from derive.elaborate.column_lists import side_by_side
from derive.elaborate.compositions import composed
from derive.elaborate.continued import continued
from derive.elaborate.cross_products import beside_functions
from derive.elaborate.curvature_words import Curved, curvatures
from derive.elaborate.data_lists import held_fixed
from derive.elaborate.events import Span
from derive.elaborate.given_logarithms import called_logarithms, given_by_logarithm
from derive.elaborate.inner_products import transposed, vectors
from derive.elaborate.inverse_functions import named
from derive.elaborate.jacobians import jacobians
from derive.elaborate.labelled_members import by_members
from derive.elaborate.laws_beside import drawn_from
from derive.elaborate.layers import by_layers
from derive.elaborate.leibniz import numbered as numbered_slopes
from derive.elaborate.leibniz import primed
from derive.elaborate.logarithm_bases import bases_apart
from derive.elaborate.minimisers import Minimiser
from derive.elaborate.models_of_members import with_indices
from derive.elaborate.moments import in_angles
from derive.elaborate.normal_divergences import of_normals
from derive.elaborate.numbered_families import numbered
from derive.elaborate.optima import reaching
from derive.elaborate.overloads import told_apart
from derive.elaborate.parameter_functions import as_functions
from derive.elaborate.partials import at_points
from derive.elaborate.quotients import below_slashes, complements
from derive.elaborate.random_words import Chances, chances
from derive.elaborate.recursions import stepped
from derive.elaborate.rows import rows_in
from derive.elaborate.scopes import Reach, scoped
from derive.elaborate.second_points import second_points
from derive.elaborate.shared_laws import each_has
from derive.elaborate.signed_marks import labelled
from derive.elaborate.small_t import with_small_t
from derive.elaborate.spelling import respell, spell
from derive.elaborate.stars import adjoined
from derive.elaborate.subgradients import Subgradient
from derive.elaborate.sum_indices import indexed
from derive.elaborate.summed_members import with_formulas
from derive.elaborate.survey import Survey, survey
from derive.elaborate.time_derivatives import bare_slopes, slopes_in_time, slopes_of, values_at_a_time
from derive.elaborate.written_out import apart, columns, in_full
from derive.formula import parse
from derive.formula.syntax import Display, FormulaError
from derive.record import dataclass, replace


@dataclass(frozen=True, slots=True)
class Written:
    """The displays by their formulas, what was guessed of the ends of sums, and what a look at all of them shows. `chances` is what the words say is
    random."""

    displays: dict[Formula, Display]
    unread: tuple[tuple[Span, str], ...]
    reaches: tuple[Reach, ...]
    letters: Letters
    chances: Chances
    looked: Survey
    curvatures: tuple[tuple[Curved, ...], tuple[Minimiser, ...], tuple[Subgradient, ...]] = ((), (), ())

    def survey(self, hints: Set[str]) -> Survey:
        """The survey, for a reading that takes the names in `hints` for vectors and adds to it; what the words say of names counts for more."""
        looked = replace(self.looked, vectors=self.looked.vectors | hints, matrices=set(self.looked.matrices))
        for name, rank in (*self.chances.shapes.items(), *self.chances.ranks.items()):
            ranked = (looked.vectors, looked.matrices)
            for number, names in enumerate(ranked, 1):
                if name in names and rank and rank != number:
                    names.discard(name)
            if rank:
                ranked[rank - 1].add(name)
        return looked


# "let $e$ be the residual": a letter that custom keeps for a number is another thing then
_INTRODUCED = re.compile(
    r"\b(?:let|where|denote\s+by|call|with|and|by)\s+\$\s*\\?(e|I|pi)\s*\$\s+(?:be|is|are|has|have|denotes?|stands?\s+for|for)\s+(?:the\s+|an?\s+|any\s+)?([^.;$]{0,40})",
    re.I,
)
# "the noise $e$ has mean zero"
_CALLED = re.compile(
    r"\b(?:noises?|errors?|residuals?|disturbances?|shocks?|innovations?|deviations?|vectors?|variables?|unknowns?|edges?|eccentricity|efficiency)\s+\$\s*(e)\s*\$",
    re.I,
)
_OF_LOGARITHMS = re.compile(
    r"base\b|euler|identity\s+matri|unit\s+matri|identity\s*[,.;]?$|\W*identity\s+(?:of\s+(?:size|order))|number\b",
    re.I,
)


def written(document: Document) -> Written:
    """Read the formulas of a document; one that cannot be read loses itself only."""
    displays: dict[Formula, Display] = {}
    unread = [(place.span, place.reason) for place in document.unread]
    for block in document.blocks:
        if isinstance(block, Formula):
            try:
                displays[block] = parse(document.mathematics, block.body[0], block.body[1], document.macros)
            except FormulaError as error:
                unread.append((error.span, error.reason))
    displays = drawn_from(document, in_cases(document, continued(document, displays)))
    displays = dict(zip(displays, by_layers(indexed(in_angles(displays.values())), document.text), strict=True))
    spelling = spell(displays.values(), [block.text for block in document.blocks if isinstance(block, Prose)])
    reaches: list[Reach] = []
    displays = {block: _scoped(respell(display, spelling), reaches) for block, display in displays.items()}
    displays = dict(zip(displays, numbered_slopes(displays.values(), document.text), strict=True))
    displays = dict(
        zip(displays, side_by_side(values_at_a_time(bare_slopes(slopes_in_time(displays.values())))), strict=True)
    )
    displays = dict(zip(displays, jacobians(displays.values(), document.text), strict=True))
    displays = dict(zip(displays, each_has(composed(with_indices(beside_functions(displays.values())))), strict=True))
    displays = dict(zip(displays, at_points(by_arity(given_by_logarithm(displays.values()))), strict=True))
    displays = dict(zip(displays, rows_in(displays.values()), strict=True))
    points = second_points(displays.values())
    displays = dict(zip(displays, map(apart, numbered(bases_apart(points, document.text))), strict=True))
    changed = held_fixed(as_functions(named(displays.values(), document.text)))
    changed = with_small_t(below_slashes(changed), document.text)
    changed = complements(transposed(adjoined(labelled(changed, document.text), document.text), document.text))
    slopes = primed(
        separated(told_apart(of_normals(without_background(by_members(changed), document.text)), document.text))
    )
    displays = dict(zip(displays, slopes.displays, strict=True))
    looked = survey(displays.values(), document.text)
    looked.vectors.update(vectors(displays.values(), looked))
    looked.heads.update(match[1] for match in _INTRODUCED.finditer(document.text) if not _OF_LOGARITHMS.match(match[2]))
    looked.heads.update(match[1] for match in _CALLED.finditer(document.text))
    looked.heads.update({"I", "e"} & slopes_of(displays.values()))  # what has a slope in time is a name
    clauses = [clause for display in displays.values() for clause in display.clauses]
    members = {found[0] for clause in clauses if (found := in_full(clause.body)) is not None}
    looked = replace(looked, members=members | set(columns(displays, document.text)))
    looked.functions.update(slopes.functions | called_logarithms(displays.values()))
    looked.summed.update(with_formulas((clause.body for clause in clauses), looked.summed))
    steps = stepped(clause.body for clause in clauses)
    looked.advanced.update(stem for stem, _ in steps)
    looked.stepped.update(looked.summed & steps)
    looked.summed.difference_update(looked.stepped)
    for stem, letter in steps:  # `A x_k` beside `x_{k+1} = x_k + …`, of a matrix A or a vector x
        before = {capital for capital, names in looked.applied.items() if f"{stem}_{letter}" in names}
        if before & (looked.matrices | looked.declared) or (before and stem in looked.vectors):
            looked.iterates.setdefault(stem, set()).add(letter)
    letters = look(displays.values(), (block.text for block in document.blocks if isinstance(block, Prose)))
    shapes = curvatures(document, displays)
    looked.functions.update(name for curved in shapes[0] for name in curved.names if looked.called.get(name))
    looked.functions.update(one.function for ones in shapes[1:] for one in ones if looked.called.get(one.function))
    return Written(displays, tuple(unread), tuple(reaches), letters, chances(document, displays), looked, shapes)


def _scoped(display: Display, reaches: list[Reach]) -> Display:
    """A display whose sums end where people mean them to; what was guessed is kept."""
    clauses = []
    for clause in display.clauses:
        changed, guessed = scoped(reaching(clause))
        clauses.append(changed)
        reaches += [guessed] if guessed is not None else []
    return replace(display, clauses=tuple(clauses))
