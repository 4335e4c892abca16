"""The words before a formula: whether they assume or claim, and from what they conclude."""

from __future__ import annotations

from enum import Enum

from derive import lazy_re as re
from derive.document.model import Block, Break, Formula, Heading
from derive.elaborate import prose
from derive.elaborate.loose import Loose, has_derivative
from derive.record import dataclass, field


class Mode(Enum):
    """How words introduce a formula: as a claim, as given (`let`), as given where it stands close by (`for`, `where`), as given in passing (`if`)."""

    CLAIM = "claim"
    GIVEN = "given"
    NEAR = "near"
    PASSING = "passing"

    @property
    def assumes(self) -> bool:
        """Whether a formula so introduced is not claimed."""
        return self is not Mode.CLAIM


_CUES: tuple[tuple[re.Pattern[str], Mode], ...] = (
    (
        re.compile(
            r"\b(let|write|define[sd]?|introduc(?:e|es|ing)|put|set|denot\w+|choose|given|suppose|assum\w+|call|consider|take|subject to)\b",
            re.I,
        ),
        Mode.GIVEN,
    ),
    (
        re.compile(
            r"\b(if|whenever|provided|unless|as long as|so long as|in case|in the case)\b|\b(?:the|this|a|our)\s+(?:\w+\s+)?choice(?:\s+of)?\s*$",
            re.I,
        ),
        Mode.PASSING,
    ),
    (re.compile(r"\b(where|with|for|when)\b", re.I), Mode.NEAR),
    (
        re.compile(
            r"\b(then|hence|thus|therefore|in particular|consequently|accordingly|so that|so|implies|implying|gives?|giving|yield\w*|follows|note|we have|we get|we obtain|obtain\w*|"
            r"becomes?|reduces|leaves\s+us|using|used|uses|since|because|by|check|equals|shows?|verif\w+|recall|clearly|indeed|we use|conclude|deduc\w+|infer(?:s|red)?|derived?|arrive|find|(?:we|you|one)\s+sees?)\b",
            re.I,
        ),
        Mode.CLAIM,
    ),
)
# what is refuted in the same paragraph holds no longer behind it
_CONTRARY = re.compile(r"\b(?:suppose|assum\w+)\b[^.;⟨]*\b(?:contrary|contradiction)\b", re.I)
# nor are what a verb goes with: "we can compare with an integral,"
_WITHOUT = re.compile(
    r"\bwithout\s+(?:\w+\s+){1,2}assumptions?\b"
    r"|\b(?:compar|agree|deal|start|begin|continu|work|end|multipl|coincid|combin|interchang|associat|replac|exchang)\w*\s+(?:\w+\s+){0,2}with\b",
    re.I,
)
# what is supposed to be there, or shown as an instance, is not claimed by the words that say so: "if we have a matrix", "when we have A = I",
# "we use the specific matrix"
_HAVING = re.compile(
    r"\b(if|suppose|assume|imagine|that)\s+(?:we|you)\s+have(?=\s+(?:an?|some|two)\b)|\b(?:if|when|whenever)\s+(?:we|you)\s+have(?=\s*$)",
    re.I,
)
# "we can write the square as": nothing is given a name by that, nor supposed
_REWRITES = re.compile(
    r"(?P<supposes>\b(?:suppos\w+|assum\w+|if|whenever)\b[^.;⟨]*)?\b(?:can|may|could)\s+(?:(?:also|now|then|thus|therefore|hence|equivalently|simply)\s+)*write\b",
    re.I,
)
_INSTANCE = re.compile(
    r"\b(?:use|using|with|for|have|at)\s+the\s+(?:specific|particular|concrete)\s+(?:\w+\s+)?(?:matrix|vector|function|point|values?|number)\s*:?\s*$",
    re.I,
)
# "setting x = 0", "choosing v = w"; "in the special case where D = D^{-1}": for as long as it is spoken of
_SETTING = re.compile(
    r"\b(?:setting|choosing|picking|letting|(?<!by )(?:writing|putting))\s*$"
    r"|^(?!.*\b(?:consider|assum|suppos|restrict|treat|stud[yi]|section|focus|turn|now))[^.;:]*\bspecial\s+case\b[^.;:]*?\b(?:where|when|in\s+which)\s*$",
    re.I | re.S,
)
# "take a direction d and expand the quadratic form:", "inverting with the rank-one formula,": what is done, or by what, and then what comes of it
_DONE = re.compile(
    r"\b(?:and|then)\s+(?:then\s+)?(?:expand|compute|evaluate|calculate|simplify|substitute|differentiate|multiply|insert|plug|apply|read|rewrite|"
    r"rearrange|unroll|iterate|integrate|collect|split|pull|factor|move|bring|divide|subtract|add|cancel|group|sum|swap|exchange|convert|square|transpose|"
    r"invert|complete|regroup|reorder|distribute|linearise|linearize|telescope|shift|reindex|relabel|undo|look\s+at)\s+"
    r"(?:in\s+|out\s+|up\s+|over\s+|by\s+)?(?:the|this|it|its|both|all|each|out|them|term|everything)\b[^.;:⟨]*[:,]\s*$"
    r"|\b(?:with|by|from)\s+(?:the|an?)\s+[^.;:,⟨]+\s(?:formula|identity|lemma|rule|theorem|law|inequality|trick)\s*[,:]\s*$",
    re.I,
)
# "now take the transpose:", "let the sum collapse:", "let us compute the square:": what is done, and nothing that is given a name or supposed
OPERATION = (
    r"(?:transposes?|gradients?|derivatives?|differentials?|traces?|squares?|sums?|differences?|products?|logarithms?|logs?|exponentials?|expectations?|expected\s+values?|"
    r"averages?|means?|variances?|inverses?|determinants?|norms?|limits?|integrals?|inner\s+products?|real\s+parts?|both\s+sides|everything|things|it\s+all|pieces|parts)"
)
# "take the products to agree:", "put both sides equal:": what is to be so is supposed
DEMANDS = r"\b(?:to|be|is|are|that|same|equals?|zero|unity|agree\w*|coincid\w*|vanish\w*|symmetric|commut\w*)\b"
_ACTS = re.compile(
    rf"\b(?:take|taking|consider|given|put|set|write|call|choose|denot\w+)\s+(?:up\s+|out\s+|down\s+)?(?:the\s+|its\s+|their\s+|a\s+|all\s+(?:the\s+)?|now\s+)?(?:\w+\s+)?{OPERATION}\b(?![^.;⟨]*{DEMANDS}[^.;⟨]*[:,]\s*$)[^.;⟨]*(?:[:,]|\bas)\s*$"
    r"|\bgiven\s+(?:this|that|these|all\s+this)\s*,[^.;⟨]*\b(?:is|are|equals?|becomes?)\s*:?\s*$"
    r"|\bwrit(?:e|ing)\s+(?:(?:it|this|them|these|everything|that)\s+)?(?:all\s+)?(?:out|down)\b[^.;⟨]*[:,]\s*$"
    r"|\blet(?:\s+(?:us|me)|['’]s)\s+(?:(?:now|first|also|then|next|quickly|explicitly)\s+)*(?:comput|calculat|expand|differentiat|evaluat|simplif|verif|check|show|prov|deriv|rewrit|rearrang|work\s+out|multipl|integrat|substitut|insert|plug|apply|factor|collect|determin)\w*\b(?![^.;]*\b(?:such\s+that|if|when|where|with|assum\w+|suppos\w+)\b)[^.;⟨]*$"
    r"|\blet\s+(?:the|this|these|both|all|each|every|it|them)\s+(?:[\w-]+\s+){0,3}(?:collapse|telescope|cancel|act|work|unfold|do)\b[^.;⟨]*[:,]\s*$",
    re.I,
)
# "Assuming that A is constant, the square is": what is supposed ends with the comma
_SUPPOSITION = re.compile(
    r"^\W*(?:(?:using|with|under|by)\s+(?:the|this|these|our)\s+(?:\w+\s+)?assumptions?|given|assuming|provided|unless|subject\s+to|denoting|setting)\b"
    r"[^,;:⟨]*(?:⟨formula⟩(?:(?:\s+[^\W\d_]{2,}){1,6}\s*|\s*(?=,\s*(?:the|we|one|this|it)\s)))?,(?P<main>[^;:⟨]*)$",
    re.I,
)
_JOINER = re.compile(r"^\s*(?:,|;|,?\s*and|,?\s*or)?\s*(?:also\s*)?$", re.I)
_BEGINS = re.compile(
    r"\s*[A-Z][a-z]+\b"
)  # behind a display, a capital letter begins a sentence though no full stop ended the last
_NEAR_WORDS = 4  # words between "for" or "where" and the formula it introduces


_IS = re.compile(
    r"\b(?:is|are|becomes?|equals|reads)(?:\s+(?:then|thus|therefore|just|simply|given\s+by))?[\s:]*$", re.I
)


# "no sampling is needed for it:": nothing is introduced
_BACK = re.compile(r"\s+(?:it|this|that|them|these|those)\s*[:,]?\s*$", re.I)


def _says_of(cue: str, behind: str) -> bool:
    """Whether "with" and "for" belong to what a verb says something of, "the cost for large samples is …", or point back."""
    if cue.lower() == "for" and _BACK.match(behind):
        return True
    return cue.lower() in ("with", "for") and not behind.lstrip().startswith("which") and _IS.search(behind) is not None


def mode_after(text: str, mode: Mode) -> Mode:
    """The mode after more words in the same sentence."""
    text = _REWRITES.sub(lambda match: match[0] if match["supposes"] else "obtain", text)
    text = _HAVING.sub(lambda match: match[1] or "if", _WITHOUT.sub("", text))
    found = (-1, mode if mode is not Mode.NEAR or _JOINER.match(text) else Mode.CLAIM)
    for pattern, kind in _CUES:
        for match in pattern.finditer(text):
            behind = text[match.end() :]
            near = kind is not Mode.NEAR or (len(behind.split()) <= _NEAR_WORDS and not _says_of(match[0], behind))
            if match.start() > found[0] and near:
                found = (match.start(), kind)
    for match in _CONTRARY.finditer(text):
        found = (match.end(), Mode.PASSING) if match.end() > found[0] else found
    if _DONE.search(text) or _ACTS.search(text) or supposes_before(text):
        return Mode.CLAIM
    if _SETTING.search(text):
        return Mode.PASSING
    return Mode.GIVEN if _INSTANCE.search(text) else found[1]


def supposes_before(text: str) -> bool:
    """Whether what a sentence supposes ends with a comma, before what it says: "assuming that A is constant, the square is"."""
    match = _SUPPOSITION.match(text)
    return match is not None and not any(
        pattern.search(match["main"]) for pattern, kind in _CUES if kind is not Mode.CLAIM
    )


# what is said of everything: what follows the names is a claim about all of them
_QUANTIFIED = re.compile(
    r"\bfor\s+(?:all|any|every|each|arbitrary)\b[^.;:⟨]*⟨formula⟩(?:\s*(?:,|and)\s*⟨formula⟩)*(?:\s+(?:with|of|having)\s+[^.;:,⟨]{1,60},)?[\s,:]*(?:we have|it holds that|one has)?[\s,:]*$",
    re.I,
)


def quantified(sentence: str) -> Mode | None:
    """How "for all x, …" introduces what follows: as the words before it do; None where the sentence does not quantify."""
    match = _QUANTIFIED.search(sentence)
    return mode_after(sentence[: match.start()], Mode.CLAIM) if match is not None else None


# "a function f is called convex if for all x, y in its domain we have": behind these words stands what makes it so
# what is true of those that are called something, and of no others: "the standard normal is defined as a Gaussian with mean μ = 0"
_OF_A_KIND = re.compile(
    r"\b(?:is|are|be)\s+(?:then\s+|usually\s+|also\s+)?(?:called|defined\s+as|said\s+to\s+be|known\s+as|termed|referred\s+to\s+as|one)\b[^.;:]*?"
    r"\b(?:with|when|if|whose|for\s+which|that\s+has|having)\b[^.;:]*$",
    re.I,
)
_MAKES = re.compile(
    r"\b(?:is|are)\s+(?:[^.;:,⟨\s]+\s+){1,6}?(?<!only\s)if\s+(?:for\s+(?:all|any|every|each)\b[^.;:]*?[\s,])?(?:we\s+have|it\s+holds(?:\s+that)?|one\s+has|there\s+holds)[\s,:]*$",
    re.I,
)


# "when f is linear, i.e. f(x) = w^T x, …"
_IN_CASE = re.compile(r"^\W*(?:when|whenever|if)\s[^.,;:]*\b(?:is|are)\s[^.,;:⟨]*,\s*\W?(?:i\.e\.|that\s+is)\W*$", re.I)


# "Expanding the square:": what is written otherwise, and not "rewriting the problem," of which another may be meant
_WORKED_OUT = re.compile(
    r"^\W*(?:expanding|simplifying|rewriting|rearranging|multiplying|writing)(?:\s+(?:this|it|that|out|the\s+(?:squares?|products?|norms?|brackets|parentheses|expression|trace|terms|sums?|"
    r"(?:left|right)(?:[\s-]+hand)?[\s-]+side)))*\s*[:,]?\s*$|\bin\s+(?:matrix|vector|component|index)[\s-](?:form|notation)\s*[:,]?\s*$",
    re.I,
)


def claims(text: str) -> bool:
    """Whether a sentence has a word that announces a claim."""
    return _CUES[-1][0].search(text) is not None or _WORKED_OUT.search(text) is not None


_ASKS = re.compile(r"\b(?:show|prove|verify|deduce|demonstrate)\s+(?:\w+\s+)?(?:that|if)\b", re.I)


@dataclass(slots=True)
class Words:
    """The running text up to a formula: the sentence still open and its mode, the last few hundred characters, the equations last stated in
    the sentence and the words since."""

    mode: Mode = Mode.CLAIM
    sentence: str = ""
    recent: str = ""
    stated: list[Loose] = field(default_factory=list)
    since: str = ""
    before: list[Loose] = field(default_factory=list)  # the equations last stated in the sentences before
    named: Loose | None = None  # the name that the last formula with one spoke of, and the words since
    after_name: str = ""
    conditions: list[Loose] = field(
        default_factory=list
    )  # the equations that the open sentence supposes: "if AB = AC and …"
    concluded: list[Loose] = field(
        default_factory=list
    )  # the equations that the last formula of the sentence was concluded from
    asks: bool = False  # the text says what is to be shown: what it supposes for that holds to the next problem
    bounds: bool = False  # the last formula of the sentence was an inequality
    displayed: bool = False  # nothing was said since the last display
    options: bool = False  # what stands here is an item of a list of conditions of which one is to hold
    demands: bool = False  # it is an item of a list that says what is to hold
    opens: bool = True  # the open sentence is the first of its section

    @property
    def joined(self) -> bool:
        """Whether only a comma or "and" stands since the last formula of the sentence."""
        before, mark, since = self.sentence.rpartition("⟨formula⟩")
        return bool(mark) and _JOINER.match(since) is not None

    def hear(self, text: str) -> None:
        """More running text."""
        text = prose.unabbreviated(text)
        self.recent = (self.recent + text)[-300:]
        self.asks = self.asks or _ASKS.search(text) is not None
        begins = self.displayed and _BEGINS.match(text) is not None
        self.sentence = prose.sentence(text if begins else self.sentence + text)
        if prose.ends_sentence(text) or begins:
            self.opens = False
            self._end()
        self.displayed = self.displayed and not text.strip()
        self.mode = mode_after(prose.sentence(text), self.mode)
        if _MAKES.search(self.sentence) or _IN_CASE.search(self.sentence) or _OF_A_KIND.search(self.sentence):
            self.mode = Mode.PASSING
        self.after_name += text
        self.since = prose.sentence(self.since + text)

    def pass_over(self, block: Formula, stated: list[Loose], ends: bool) -> None:
        """A formula stood here that stated some equations; `ends`: it closed the sentence."""
        if self.mode is Mode.PASSING:
            self.conditions += stated
        self.bounds = bool(stated) and all(relation.data not in ("=", "∈") for relation in stated)
        if stated:  # "y = x² and x = y², so …" concludes from both
            self.stated, self.since = (self.stated if self.joined else []) + stated, ""
        else:
            self.since += " ⟨formula⟩ "
        self.displayed = block.display
        self.opens = self.opens and not (block.display or ends)
        if block.display or any(not has_derivative(relation) for relation in stated):
            self.recent = ""
        self.sentence += " ⟨formula⟩ "
        if ends:
            self._end()
            self.sentence = self.since = ""

    def close(self, block: Block) -> bool:
        """A boundary: a sentence goes on over it only when it was left open. Whether it was closed."""
        paragraph = isinstance(block, Break) and block.kind == "paragraph"
        closed = not (paragraph and self.recent.rstrip()[-1:] not in ".!?")
        if closed:
            self.opens = self.opens and not self.sentence.strip()
            self._end()
            self.sentence = self.since = ""
        if isinstance(block, Heading):
            self.recent, self.before, self.opens = "", [], True
        return closed

    def _end(self) -> None:
        self.before = self.stated or self.before
        self.mode, self.stated, self.conditions, self.named, self.concluded = Mode.CLAIM, [], [], None, []


# "the sizes $n_1$ and $n_2$ are given by", then what stands before a place in the display
_VALUES = re.compile(
    r"((?:\$[^$]{1,30}\$[^$.;:]{0,80}?){2,})(?<![\w-])are\s+(?:then\s+|thus\s+)?(?:given\s+(?:by|as)|obtained\s+as|defined\s+(?:as|by))[\s:,]*"
    r"(?:\$\$|\\\[|\\begin\s*\{)(?:(?!\$\$|\\\]|\\end\s*\{).)*$",
    re.I | re.S,
)


def gives_others(before: str, written: str, behind: str) -> bool:
    """Whether the words before a display say of which names it gives the values, a left side is none of them, and all of them have a line of their own `behind`
    it: `n = n_1 + n_2` says then nothing of what n is. `before` and `behind` are the text on both sides of it."""
    match = _VALUES.search(before)
    names = [name.strip() for name in re.findall(r"\$([^$]+)\$", match[1])] if match is not None else []
    if not names or written in names:
        return False
    return all(re.search(rf"(?:^|\\\\|\n)[\s&]*{re.escape(name)}\s*&?\s*=", behind) for name in names)
