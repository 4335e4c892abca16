"""The surface syntax tree as presentation MathML (MathML Core): what was written, drawn; every character escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive import lazy_re as re
from derive.formula import syntax as s
from derive.formula.letters import LETTERS, styled

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
BIG = {
    "sum": "∑", "prod": "∏", "int": "∫", "iint": "∬", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂", "bigotimes": "⨂", "bigoplus": "⨁",
    "argmax": "arg max", "argmin": "arg min",
}  # fmt: skip
ACCENTS = {
    "hat": "^", "bar": "¯", "tilde": "~", "dot": "˙", "ddot": "¨", "vec": "→", "overline": "¯", "underline": "_", "check": "ˇ", "breve": "˘",
    "ring": "˚", "acute": "´", "grave": "`",
}  # fmt: skip
DOTS = {"vdots": "⋮", "ddots": "⋱", "cdots": "⋯", "⋯": "⋯", "dotsb": "⋯", "dotsm": "⋯", "iddots": "⋰", "adots": "⋰"}
CLOSE = {"[": "]", "(": ")", "{": "}", "|": "|", "‖": "‖", "": ""}
TALL = re.compile("<m(?:frac|table|under|over|underover|sqrt|root)[ >]")
THIN = '<mspace width="0.17em"/>'
LEADS = {",": ",", ";": ";", ".": ".", "⇒": "⟹", "⇔": "⟺", "⇐": "⟸"}


def to_mathml(node: s.Node, display: bool = False) -> str:
    """A `<math>` element. Raises RecursionError for a tree that is too deep."""
    kind = ' display="block"' if display else ""
    body = _display(node, display) if isinstance(node, s.Display) else _row(_node(node))
    return f"<math{kind}>{body}</math>"


def escape(text: str) -> str:
    """Text as it may stand in an element; what XML may not hold becomes U+FFFD."""
    safe = "".join(c if c.isprintable() or c in " \n\t" else "\ufffd" for c in text)
    return safe.translate(_ESCAPES)


def _display(display: s.Display, block: bool) -> str:
    """The clauses of a region, one line of its alignment a row of a table."""
    rows: dict[int, list[str]] = {}
    for clause in display.clauses:
        rows.setdefault(clause.row, []).append(_clause(clause, bool(rows.get(clause.row))))
    lines = ["".join(parts) for _, parts in sorted(rows.items())]
    if len(lines) == 1 or not block:
        return _row('<mspace width="1em"/>'.join(lines))
    cells = "".join(f"<mtr><mtd>{line}</mtd></mtr>" for line in lines)
    return f"<mtable>{cells}</mtable>"


def _clause(clause: s.Clause, inner: bool) -> str:
    lead = ""
    if clause.lead in LEADS:
        sign = LEADS[clause.lead]
        lead = f"<mo>{sign}</mo>" if inner or sign not in ",;." else ""
    elif clause.lead == "quad":
        lead = '<mspace width="1em"/>' if inner else ""
    elif clause.lead:
        lead = f"<mtext>{escape(clause.lead)}&#160;</mtext>"
    tail = "".join(_node(node) for node in clause.tail)
    return lead + _node(clause.body) + tail


def _node(node: Any) -> str:
    handler = HANDLERS.get(type(node))
    return handler(node) if handler is not None else f"<mtext>{escape(type(node).__name__)}</mtext>"


def _row(content: str) -> str:
    return f"<mrow>{content}</mrow>"


def _one(node: Any) -> str:
    """A node as a single element, where MathML counts arguments."""
    return _row(_node(node))


def _op(sign: str, attributes: str = "") -> str:
    return f"<mo{attributes}>{escape(sign)}</mo>" if sign else ""


def _fence(sign: str, around: str) -> str:
    """A delimiter; as in TeX it grows with fractions, matrices and limits, and not with a mere exponent."""
    return _op(sign, f' fence="true" stretchy="{"true" if TALL.search(around) else "false"}"')


def _name(node: s.Name) -> str:
    letter = LETTERS.get(node.name, node.name)
    if node.style == "vec":
        return f'<mover accent="true">{_identifier(letter, "")}<mo>→</mo></mover>'
    return _identifier(letter, node.style)


def _identifier(letter: str, style: str) -> str:
    if letter in ("∂", "∇"):
        return f"<mi>{letter}</mi>"
    if len(letter) > 1:
        return f"<mi>{escape(letter)}</mi>"
    upright = ' mathvariant="normal"' if style == "roman" or "Α" <= letter <= "Ω" else ""
    return f"<mi{upright}>{escape(styled(letter, style))}</mi>"


def _accent(node: s.Accent) -> str:
    sign = ACCENTS.get(node.kind, node.kind)
    element = "munder" if node.kind == "underline" else "mover"
    return f'<{element} accent="true">{_one(node.base)}{_op(sign)}</{element}>'


def _sub(node: s.Sub) -> str:
    return f"<msub>{_one(node.base)}{_one(node.sub)}</msub>"


def _sup(node: s.Sup) -> str:
    if isinstance(node.base, s.Sub):
        return f"<msubsup>{_one(node.base.base)}{_one(node.base.sub)}{_one(node.sup)}</msubsup>"
    return f"<msup>{_one(node.base)}{_one(node.sup)}</msup>"


def _tuple(node: s.Tuple) -> str:
    out = []
    for number, item in enumerate(node.items):
        out.append(_node(item))
        if number < len(node.separators):
            out.append(_op(node.separators[number], ' separator="true"'))
    return "".join(out)


def _juxt(node: s.Juxt) -> str:
    out = [_node(node.factors[0])]
    for sign, factor in zip(node.signs, node.factors[1:], strict=True):
        named = isinstance(factor, s.Apply) and isinstance(factor.head, s.Operator)
        out += [_op(sign) or (THIN if named else ""), _node(factor)]
    return "".join(out)


def _add(node: s.Add) -> str:
    out = []
    for number, (sign, term) in enumerate(node.terms):
        shown = {"-": "−"}.get(sign, sign)
        prefix = ' form="prefix"' if number == 0 else ""
        out += ["" if number == 0 and sign == "+" else _op(shown, prefix), _node(term)]
    return "".join(out)


def _sqrt(node: s.Sqrt) -> str:
    if node.index is None:
        return f"<msqrt>{_node(node.body)}</msqrt>"
    return f"<mroot>{_one(node.body)}{_one(node.index)}</mroot>"


def _apply(node: s.Apply) -> str:
    gap = "" if isinstance(node.arg, s.Fence) else THIN
    return _node(node.head) + gap + _node(node.arg)


def _big(node: s.BigOp) -> str:
    sign = BIG.get(node.op)
    large = ' largeop="true" movablelimits="false"'
    head = _op(sign, large) if sign is not None and len(sign) == 1 else f"<mi>{escape(sign or node.op)}</mi>"
    integral = node.op in ("int", "iint", "oint")
    elements = ("msub", "msup", "msubsup") if integral else ("munder", "mover", "munderover")
    if node.lower is not None and node.upper is not None:
        head = f"<{elements[2]}>{head}{_one(node.lower)}{_one(node.upper)}</{elements[2]}>"
    elif node.lower is not None:
        head = f"<{elements[0]}>{head}{_one(node.lower)}</{elements[0]}>"
    elif node.upper is not None:
        head = f"<{elements[1]}>{head}{_one(node.upper)}</{elements[1]}>"
    ends = "".join(f"{THIN}<mi>d</mi>{_node(variable)}" for variable in node.variable)
    return head + THIN + _node(node.body) + ends


def _matrix(node: s.Matrix) -> str:
    rows = "".join("<mtr>" + "".join(f"<mtd>{_node(cell)}</mtd>" for cell in row) + "</mtr>" for row in node.rows)
    table = f"<mtable>{rows}</mtable>"
    return _row(_fence(node.kind, table) + table + _fence(CLOSE.get(node.kind, ""), table))


def _cases(node: s.Cases) -> str:
    rows = "".join(
        f"<mtr><mtd>{_node(value)}</mtd><mtd>{'' if condition is None else _node(condition)}</mtd></mtr>"
        for value, condition in node.rows
    )
    table = f'<mtable columnalign="left">{rows}</mtable>'
    return _row(_fence("{", table) + table)


def _brace(node: s.Brace) -> str:
    if node.note is None:
        return _one(node.body)
    return f"<munder><munder>{_one(node.body)}<mo>⏟</mo></munder>{_one(node.note)}</munder>"


def _chain(node: s.Chain) -> str:
    return _node(node.first) + "".join(_link(link) for link in node.links)


def _link(link: s.Link) -> str:
    sign = {"→": "→"}.get(link.op, link.op)
    head = _op(sign) if link.note is None else f"<mover>{_op(sign)}{_one(link.note)}</mover>"
    return head + _node(link.right)


def _text(node: s.Text) -> str:
    """Words, with the space that they are written with."""
    before, after = ("&#160;" if end.isspace() else "" for end in (node.text[:1], node.text[-1:]))
    return f"<mtext>{before}{escape(node.text.strip())}{after}</mtext>"


def _operator(node: s.Operator) -> str:
    return f'<mi mathvariant="normal">{escape(node.name)}</mi>'


def _fenced(node: s.Fence) -> str:
    body = _node(node.body)
    return _row(_fence(node.open, body) + body + _fence(node.close, body))


HANDLERS: dict[type[Any], Callable[[Any], str]] = {
    s.Num: lambda node: f"<mn>{escape(node.text)}</mn>",
    s.Name: _name,
    s.Accent: _accent,
    s.Text: _text,
    s.Symbolic: lambda node: _op(node.sign),
    s.Dots: lambda node: f"<mo>{DOTS.get(node.kind, '…')}</mo>",
    s.Sub: _sub,
    s.Sup: _sup,
    s.Prime: lambda node: f"<msup>{_one(node.base)}<mo>{'′' * min(node.count, 9)}</mo></msup>",
    s.Postfix: lambda node: _node(node.base) + _op(node.sign),
    s.Fence: _fenced,
    s.Tuple: _tuple,
    s.Mid: lambda node: _node(node.left) + _op(node.sign, ' fence="false"') + _node(node.right),
    s.Juxt: _juxt,
    s.Add: _add,
    s.Frac: lambda node: f"<mfrac>{_one(node.num)}{_one(node.den)}</mfrac>",
    s.Sqrt: _sqrt,
    s.Binom: lambda node: (
        f'<mrow><mo>(</mo><mfrac linethickness="0">{_one(node.top)}{_one(node.bottom)}</mfrac><mo>)</mo></mrow>'
    ),
    s.Operator: _operator,
    s.Apply: _apply,
    s.BigOp: _big,
    s.Matrix: _matrix,
    s.Cases: _cases,
    s.Brace: _brace,
    s.Empty: lambda node: "",
    s.Link: _link,
    s.Chain: _chain,
    s.Clause: lambda node: _clause(node, False),
    s.Display: lambda node: _display(node, False),
}
