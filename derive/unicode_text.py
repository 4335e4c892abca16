"""LaTeX of formulas as one line of Unicode, for messages: what has no sign of its own stays as it is written."""

from __future__ import annotations

from derive import lazy_re as re

_SIGNS = {
    "top": "⊤", "cdot": "·", "times": "×", "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "partial": "∂", "nabla": "∇", "infty": "∞", "pm": "±",
    "neq": "≠", "leq": "≤", "geq": "≥", "le": "≤", "ge": "≥", "approx": "≈", "propto": "∝", "succeq": "⪰", "succ": "≻", "in": "∈",
    "Rightarrow": "⇒", "iff": "⇔", "sum": "∑", "prod": "∏", "int": "∫", "mid": "|", "dots": "…", "ldots": "…", "perp": "⊥", "ell": "ℓ", "star": "⋆", "ast": "∗",
    "sim": "∼", "mapsto": "↦", "implies": "⇒", "Leftrightarrow": "⇔", "Longrightarrow": "⇒", "equiv": "≡", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱",
    "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃", "circ": "∘", "dagger": "†", "ll": "≪", "gg": "≫",
    "triangleq": "≜", "preceq": "⪯", "prec": "≺", "colon": ":", "Vert": "‖", "vert": "|", "to": "→", "qquad": "  ", ":": " ", "displaystyle": "",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "|": "‖", "lVert": "‖", "rVert": "‖", "lvert": "|", "rvert": "|", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "langle": "⟨", "rangle": "⟩", "{": "{", "}": "}", "left": "", "right": "", "quad": " ", ",": " ", ";": " ", "!": "",
}  # fmt: skip
_ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303", "widetilde": "\u0303", "dot": "\u0307",
            "ddot": "\u0308", "vec": "\u20d7"}  # fmt: skip
_RAISED = dict(zip("0123456789+-=()ni⊤*∗⋆", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ***", strict=True)) | {" ": ""}
_LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)) | {" ": ""}
_PIECES = re.compile(r"\\([A-Za-z]+\*?|.)|[{}^_&]|\s+|.", re.DOTALL)


def plain(text: str) -> str:
    """The formula as one line of Unicode; a formula with unbalanced braces is read to its end."""
    pieces = [match.group() for match in _PIECES.finditer(text)]
    return re.sub(r"([∂∇]) (?=\w)", r"\1", " ".join(_Reader(pieces).until("").split()))


class _Reader:
    """Reads pieces from left to right."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces[::-1]

    def until(self, end: str) -> str:
        """Everything up to a closing piece, which is taken too."""
        found = ""
        while self.pieces:
            piece = self.pieces.pop()
            if piece == end:
                break
            found += self.one(piece)
        return found

    def argument(self) -> str:
        """The next group or piece."""
        while self.pieces and self.pieces[-1].isspace():
            self.pieces.pop()
        return self.one(self.pieces.pop()) if self.pieces else ""

    def one(self, piece: str) -> str:
        """A piece with the arguments that belong to it."""
        if piece == "{":
            return self.until("}")
        if piece in ("^", "_"):
            return _script(piece, self.argument())
        if piece.isspace():
            return " "
        if not piece.startswith("\\") or len(piece) == 1:
            return {"&": " ", "}": ""}.get(piece, piece)
        return self.command(piece[1:])

    def command(self, name: str) -> str:
        """A command with its arguments."""
        if name in _ACCENTS:
            body = self.argument()
            return body + _ACCENTS[name] if len(body) == 1 else f"({body}){_ACCENTS[name]}" if body else ""
        if name in ("frac", "dfrac", "tfrac"):
            return f"{_grouped(self.argument())}/{_grouped(self.argument())}"
        if name == "sqrt":
            return f"√{_grouped(self.argument())}"
        if name in ("begin", "end"):
            self.argument()
            return "[" if name == "begin" else "]"
        if name == "\\":
            return "; "
        if name in _SIGNS:
            return _SIGNS[name]
        return self.argument() if name.startswith(("math", "text", "operatorname", "bold", "bm")) else name


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.replace("∂ ", "").isalnum() else f"({text})"


def _script(sign: str, text: str) -> str:
    table = _RAISED if sign == "^" else _LOWERED
    if text and all(letter in table for letter in text):
        return "".join(table[letter] for letter in text)
    return f"{sign}{_grouped(text)}"
