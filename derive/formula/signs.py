"""Tables of signs and commands: relations, connectives, multiplicative signs, fences, named operators."""

from __future__ import annotations

RELATIONS = {
    "=": "=", "<": "<", ">": ">", "≤": "≤", "≥": "≥", "≠": "≠", "≈": "≈", "∝": "∝", "∼": "∼", "∈": "∈", "∉": "∉", "→": "→", "≡": "≡", "~": "∼",
    "≪": "≪", "≫": "≫", "⪰": "⪰", "⪯": "⪯", "≻": "≻", "≺": "≺", "⊥": "⊥", "∥": "∥", "≅": "≅", "≃": "≃", "⊃": "⊃", "⊇": "⊇", "←": "←", "↔": "↔", "↦": "↦", "≔": ":=",
    "≲": "≈", "≳": "≈", "⟶": "→", "⩽": "≤", "⩾": "≥", "∋": "∋", "xlongequal": "=", "xleftarrow": "←", "longmapsto": "↦", "eqqcolon": "=:", "vcentcolon=": ":=",
    "colonapprox": "≈", "approxeq": "≈", "backsim": "∼", "subsetneq": "⊂", "supsetneq": "⊃", "nleq": "≰", "ngeq": "≱", "defeq": ":=", "eqdef": ":=", "definedas": ":=",
    "≜": ":=", "≝": ":=", "⊂": "⊂", "⊆": "⊆", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
    "propto": "∝", "sim": "∼", "in": "∈", "notin": "∉", "to": "→", "rightarrow": "→", "longrightarrow": "→", "mapsto": "↦", "equiv": "≡",
    "triangleq": ":=", "coloneqq": ":=", "coloneq": ":=", "doteq": "≐", "subset": "⊂", "subseteq": "⊆", "succ": "≻", "succeq": "⪰", "prec": "≺",
    "preceq": "⪯", "ll": "≪", "gg": "≫", "perp": "⊥", "parallel": "∥", "cong": "≅", "simeq": "≃", "ni": "∋", "supset": "⊃", "supseteq": "⊇",
    "leftarrow": "←", "gets": "←", "lt": "<", "gt": ">", "hookrightarrow": "→", "xrightarrow": "→", "asymp": "≈", "stackrel=": "=", "nsubseteq": "⊄",
    "rightsquigarrow": "→", "leadsto": "→", "uparrow": "→", "downarrow": "→", "leftrightarrow": "↔", "models": "⊨", "vdash": "⊢", "rightleftharpoons": "↔",
    "lesssim": "≈", "gtrsim": "≈", "curlyeqprec": "⪯", "succcurlyeq": "⪰", "preccurlyeq": "⪯", "gtreqless": "≈", "lessgtr": "≈", "dashrightarrow": "→",
}  # fmt: skip
CONNECTIVES = {
    "Rightarrow": "⇒", "implies": "⇒", "Longrightarrow": "⇒", "iff": "⇔", "Leftrightarrow": "⇔", "Longleftrightarrow": "⇔", "Leftarrow": "⇐",
    "impliedby": "⇐", "therefore": "⇒", "⇒": "⇒", "⇔": "⇔", "⟹": "⇒", "⟺": "⇔", "because": "because", "Longleftarrow": "⇐", "land": "and",
}  # fmt: skip
FACTORS = {
    "cdot": "·", "times": "×", "*": "*", "/": "/", "odot": "⊙", "circ": "∘", "otimes": "⊗", "oplus": "⊕", "div": "÷", "setminus": "∖", "cup": "∪",
    "cap": "∩", "wedge": "∧", "star": "⋆", "ast": "⋆", "·": "·", "×": "×", "⊗": "⊗", "⊙": "⊙", "bullet": "•", "vee": "∨", "lor": "∨", "backslash": "∖",
    "bigodot": "⊙", "ltimes": "×", "∘": "∘", "⋅": "·", "∗": "*", "bmod": "mod", "ominus": "⊖", "uplus": "∪", "∖": "∖", "∪": "∪", "∩": "∩", "∧": "∧", "∨": "∨", "⊕": "⊕", "÷": "÷", "•": "•", "⋆": "⋆", "bigtimes": "×", "boxtimes": "⊗", "circledast": "⋆",
    "sqcup": "∪", "diamond": "⋄",
}  # fmt: skip
NEGATED = {"=": "≠", "∈": "∉", "≡": "≠", "⊂": "⊄", "⊆": "⊄", "≤": "≰", "≥": "≱"}
TERMS = {"+": "+", "-": "-", "−": "-", "–": "-", "pm": "±", "mp": "∓", "±": "±", "∓": "∓"}
OPENERS = {
    "left.": "",
    "⌈": "⌉",
    "lparen": ")",
    "(": ")",
    "[": "]",
    "\\{": "\\}",
    "lbrace": "\\}",
    "langle": "⟩",
    "lfloor": "⌋",
    "lceil": "⌉",
    "lVert": "‖",
    "lvert": "|",
    "⟨": "⟩",
    "lbrack": "]",
    "⌊": "⌋",
}
OPEN_SIGN = {
    "left.": "",
    "lparen": "(",
    "\\{": "{",
    "lbrace": "{",
    "langle": "⟨",
    "lfloor": "⌊",
    "lceil": "⌈",
    "lVert": "‖",
    "lvert": "|",
    "lbrack": "[",
}
CLOSERS = {
    ")": ")", "]": "]", "\\}": "\\}", "rbrace": "\\}", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rVert": "‖", "rvert": "|", "⟩": "⟩", "rbrack": "]", "⌋": "⌋", "⌉": "⌉", "rparen": ")",
}  # fmt: skip
CLOSE_SIGN = {"\\}": "}"}
BIG = {
    "sum": "sum", "prod": "prod", "int": "int", "iint": "iint", "iiint": "iint", "oint": "oint", "lim": "lim", "max": "max", "min": "min", "sup": "sup",
    "inf": "inf", "argmax": "argmax", "argmin": "argmin", "bigcup": "bigcup", "bigcap": "bigcap", "bigotimes": "bigotimes", "bigoplus": "bigoplus",
    "limsup": "lim", "liminf": "lim", "∑": "sum", "∏": "prod", "∫": "int", "arginf": "argmin", "argsup": "argmax", "plim": "lim", "esssup": "sup",
}  # fmt: skip
FUNCTIONS = frozenset(
    [
        "tr",
        "det",
        "log",
        "ln",
        "exp",
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "rank",
        "diag",
        "vec",
        "vech",
        "sign",
        "sgn",
        "softmax",
        "sigmoid",
        "erf",
        "ReLU",
        "relu",
        "Var",
        "Cov",
        "var",
        "cov",
        "Pr",
        "KL",
        "dim",
        "ker",
        "span",
        "null",
        "logdet",
        "rk",
        "gcd",
        "lcm",
        "deg",
        "arg",
        "Tr",
        "trace",
        "Trace",
        "supp",
        "conv",
        "dom",
        "prox",
        "proj",
        "col",
        "row",
        "Im",
        "Re",
        "adj",
        "cond",
        "mean",
        "sigm",
        "softplus",
        "logit",
        "Null",
        "Ker",
        "Span",
        "vol",
        "card",
        "softargmax",
        "logsumexp",
        "lse",
        "erfc",
        "atan",
        "asin",
        "acos",
        "blkdiag",
        "offdiag",
        "cof",
        "sech",
        "coth",
        "mod",
        "median",
        "mode",
        "Corr",
        "corr",
        "cor",
        "Bias",
        "MSE",
        "SE",
        "Rank",
        "Range",
        "range",
        "Row",
        "Col",
        "Det",
        "Diag",
        "Vec",
        "eig",
    ]
)
SPELLINGS = {
    "Tr": "tr",
    "trace": "tr",
    "Trace": "tr",
    "rk": "rank",
    "Rank": "rank",
    "Det": "det",
    "Diag": "diag",
    "Vec": "vec",
    "sgn": "sign",
    "Eig": "eig",
    "eigs": "eig",
}
STYLES = {
    "mathbf": "bold", "boldsymbol": "bold", "bm": "bold", "pmb": "bold", "bold": "bold", "symbf": "bold", "mathbb": "bb", "mathcal": "cal", "mathscr": "script",
    "mathfrak": "frak", "mathrm": "roman", "mathsf": "sans", "mathit": "", "mathtt": "roman", "operatorname": "roman", "textbf": "bold", "mathds": "bb",
    "mathbfit": "bold", "boldmath": "bold", "Bbb": "bb", "mathnormal": "", "mathop": "", "mathbin": "", "mathrel": "", "mathord": "", "mathchoice": "",
    "operatornamewithlimits": "roman", "mathopen": "", "mathclose": "", "mathpunct": "", "mathinner": "", "smash": "", "vcenter": "",
}  # fmt: skip
ACCENTS = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "overline", "tilde": "tilde", "widetilde": "tilde", "dot": "dot", "ddot": "ddot",
    "vec": "vec", "overrightarrow": "vec", "check": "check", "breve": "breve", "underline": "underline", "mathring": "ring", "acute": "acute", "grave": "grave",
}  # fmt: skip
DOTS = frozenset(
    [
        "dots",
        "cdots",
        "ldots",
        "vdots",
        "ddots",
        "dotsc",
        "dotsb",
        "dotsm",
        "hdots",
        "iddots",
        "dotso",
        "adots",
        "…",
        "⋯",
    ]
)
MATRICES = {
    "matrix": "", "bmatrix": "[", "pmatrix": "(", "vmatrix": "|", "Vmatrix": "‖", "Bmatrix": "{", "smallmatrix": "", "array": "", "bsmallmatrix": "[",
    "psmallmatrix": "(", "tabular": "",
}  # fmt: skip
ALIGNED = frozenset(
    [
        "aligned",
        "align",
        "align*",
        "alignat",
        "alignat*",
        "alignedat",
        "split",
        "gathered",
        "gather",
        "gather*",
        "equation",
        "equation*",
        "eqnarray",
        "eqnarray*",
        "multline",
        "multline*",
        "flalign",
        "flalign*",
        "displaymath",
        "math",
        "subequations",
        "multlined",
        "dcases_",
    ]
)
GREEK_SIGNS = dict(zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ∂∇∞ℓ⊤ϵϕϑϱ†∅", ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega", "partial", "nabla", "infty", "ell", "top", "epsilon", "phi", "theta", "rho", "dagger", "emptyset"], strict=True))  # fmt: skip
VARIANTS = {
    "varepsilon": "epsilon",
    "varphi": "phi",
    "vartheta": "theta",
    "varrho": "rho",
    "varsigma": "sigma",
    "dag": "dagger",
    "T": "top",
}

# what authors abbreviate in macros of their own, where the file with these is not at hand: \RR, \rr for ℝ
NUMBER_SETS = {
    **dict.fromkeys(("R", "RR", "rr", "Rr", "IR", "bbR", "BR", "reals", "Reals", "real", "Real"), "R"),
    **dict.fromkeys(("ZZ", "zz", "bbZ", "BZ", "integers", "Integers"), "Z"),
    **dict.fromkeys(("NN", "bbN", "BN", "naturals", "Naturals"), "N"),
    **dict.fromkeys(("CC", "bbC", "BC", "complexes", "Complexes"), "C"),
}

# one spelling for signs that stand for an operand or a label
UNIFIED = {"ast": "*", "star": "*", "⋆": "*", "−": "-", "∗": "*", "bullet": ".", "cdot": ".", "·": ".", "†": "dagger"}
OPERAND_SIGNS = frozenset(
    ["*", ".", ":", "#", "⊤", "@", '"', "“", "”", "$", "&", "%", "?", "`", "-", "–", "—", "§", "°"]
)
LONE_SIGNS = frozenset([":", ".", ",", "'", "′", ";", "|", "*", "‖"])
PICTURES = frozenset(["tikzpicture", "tikzcd", "picture", "pspicture", "pgfpicture", "forest", "prooftree"])
# words that introduce a statement inside a display
LEADS = frozenset(
    ["where", "and", "with", "for", "if", "when", "so", "that", "or", "hence", "thus", "therefore", "then", "since", "by", "implies", "gives", "while",
     "but", "as", "otherwise", "else", "is", "are", "in", "on", "to", "of", "from", "let", "such", "subject", "we", "it", "iff", "because", "not", "given"]
)  # fmt: skip
# names of operators that prose uses too: in \\text{…} they are words
PROSE_TOO = frozenset(
    ["null", "row", "col", "mean", "mode", "mod", "dim", "range", "span", "sign", "cond", "median", "Row", "Col", "sum", "sup", "inf", "supp", "SE", "arg",
     "prod", "proj", "to"]
)  # fmt: skip

TEXT_COMMANDS = frozenset(
    ["text", "textrm", "textit", "textbf", "textnormal", "mbox", "hbox", "textsf", "texttt", "textsc", "intertext", "shortintertext",
     "textup", "textmd", "textsl", "emph"]
)  # fmt: skip
# commands about looks alone
SKIPPED = frozenset(
    ["displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag", "big", "Big", "bigg", "Bigg", "bigl", "bigr",
     "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "bigm", "Bigm", "hfill", "centering", "allowbreak", "hline", "cline",
     "toprule", "midrule", "bottomrule", "mathstrut", "strut", "ensuremath", "relax", "protect", "noindent", "null", "scriptscriptstyle",
     "it", "tt", "normalfont", "small", "large", "Large", "footnotesize", "break", "newline", "smallskip",
     "medskip", "bigskip", "raggedright", "hfil", "mathsurround", "nobreak", "penalty", "samepage", "allowdisplaybreaks", "displaybreak",
     "newpage", "par", "eqno", "leqno", "nobreakspace", "thinspace", "medspace", "thickspace", "negthinspace", "negmedspace",
     "negthickspace", "enspace", "enskip", "hrulefill"]
)  # fmt: skip
SKIPPED_WITH_GROUP = frozenset(
    ["hspace", "vspace", "phantom", "hphantom", "vphantom", "label", "tag", "eqlabel", "color", "kern", "hskip", "mskip", "mkern", "rule",
     "setlength", "raisebox", "cite", "vskip", "footnote", "index", "citep", "citet", "hskip", "mspace", "addtolength", "cline"]
)  # fmt: skip
LENGTHS = frozenset(["kern", "hskip", "mskip", "mkern", "vskip"])
SPACES = frozenset(",:;!> \n/")
DRAWINGS = frozenset(["includegraphics", "import", "includesvg", "tikz"])
REFERENCES = frozenset(["eqref", "ref", "autoref", "cref", "Cref", "url", "pageref", "nameref"])
OLD_FONTS = {"rm": "mathrm", "bf": "mathbf", "cal": "mathcal", "sf": "mathsf", "frak": "mathfrak"}
# typed without a backslash, as plain letters before a bracket or a script
TYPED_FUNCTIONS = frozenset(
    ["tr", "Tr", "trace", "Trace", "det", "Det", "log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "diag", "Diag", "rank", "Rank", "max", "min",
     "argmax", "argmin", "sup", "inf", "vec", "Vec", "sign", "sgn", "Var", "var", "Cov", "cov", "Pr", "KL", "softmax", "sigmoid", "ReLU", "relu", "span", "dim",
     "ker", "eig", "logit", "median", "mean", "arctan", "arcsin", "arccos", "erf", "Corr", "corr", "lim"]
)  # fmt: skip
# numbers that are known by their initials, typed as plain letters: sums of squares, errors, rates; and counts, in a text that speaks of such
INITIALS = frozenset(
    ["RSS", "TSS", "ESS", "MSS", "SSE", "SSR", "SST", "SSB", "SSW", "MSE", "RMSE", "MAE", "MSB", "MSW", "MSR", "SSA", "AIC", "BIC", "TPR", "FPR", "TNR", "FNR", "PPV", "NPV"]
)  # fmt: skip
COUNTS = frozenset(["TP", "FP", "TN", "FN"])
# what authors call a vector or a matrix of zeros, where the macro is kept elsewhere
ZEROS = frozenset(["zero", "zeros", "bzero", "vzero", "zerovec", "zerob"])
LOEWNER = frozenset("≻⪰≺⪯")  # order between matrices
SIDES = frozenset(["LHS", "RHS", "lhs", "rhs"])  # a side of what is to be shown, by name
