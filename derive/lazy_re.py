"""The standard `re`, but for `compile`: a pattern is compiled when it is first asked for in a text where it may be found.

Compiling the patterns of the package takes ten times as long as reading a page with them, and most documents use few: `from derive import lazy_re as re`.
A pattern's own letters say which words must stand, one behind the other, where it is found; these are looked for first. A type checker sees the
standard module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import *  # noqa: F403

    def words_of(pattern: str, small: bool = False) -> list[Any]: ...
else:
    import re

    ENOUGH = 20_000  # characters looked through for a pattern's words: compiling it takes no longer
    FOLDED = "ıſİ"  # what is an ASCII letter to a pattern that ignores case, and not to `lower`
    IGNORING, PLAIN = int(re.IGNORECASE), int(re.IGNORECASE | re.DOTALL | re.MULTILINE)
    METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")

    _TIMES = r"(?:[?*+]|\{\d*,?\d*\})[?+]?"
    _ONE = r"\(\?P=\w+\)|\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]"
    # words, brackets and bars are captured; what is between ends a word, as does a letter that may be missing or repeated
    _TOKENS = re.compile(
        rf"(?:(?:{_ONE}|[^(|)\[\\]){_TIMES}|{_ONE}|[].^$}}{{]|[^ -~⟨⟩])+"
        rf"|([\w ⟨⟩!\"#%&',/:;<=>@`~-]+(?![?*+{{])|\((?:\?(?:P<\w+>|:|=|!|<=|<!)?)?|\)(?:{_TIMES})?|\|)",
        re.ASCII | re.DOTALL,
    )

    def words_of(pattern, small=False):
        """What must stand in a text that holds the pattern: one of several lists of words in this order, where such choices stand for a word, too.
        Nothing
        where some text without any may hold it. `small`: in small letters."""
        outer, choices, words = [], [], []
        for token in _TOKENS.findall(pattern):
            if not token:
                continue
            if token[0] == "(":
                if token == "(?":  # of a kind that is not used here
                    return []
                outer.append((choices, words, token[-1]))
                choices, words = [], []
            elif token[0] == "|":
                choices.append(words)
                words = []
            elif token[0] == ")":
                inner = [*choices, words]
                choices, words, opened = outer.pop()
                needed = opened not in "=!" and token[1:2] not in ("?", "*") and token[1:3] not in ("{0", "{,")
                if needed and all(inner):
                    words += inner[0] if len(inner) == 1 else [inner]
            else:
                words.append(token.lower() if small else token)
        choices.append(words)
        return choices if all(choices) else []

    def _behind(choices, text, place):
        """The first place behind one of several lists of words in a text from a place on; -1 where none stands there."""
        first = -1
        for words in choices:
            at = place
            for word in words:
                if word.__class__ is str:
                    at = text.find(word, at)
                    if at < 0:
                        break
                    at += len(word)
                else:
                    at = _behind(word, text, at)
                    if at < 0:
                        break
            else:
                first = at if first < 0 else min(first, at)
        return first

    _lowered = ("", "")  # the last text that was asked without regard to case, and what it is in small letters

    def _small(text):
        """A text in small letters; None where a pattern might not take them for the same."""
        global _lowered
        if _lowered[0] is not text:
            plain = text.isascii() or not any(letter in text for letter in FOLDED)
            _lowered = (text, text.lower() if plain else None)
        return _lowered[1]

    class _Pattern:
        """A pattern to be. Its methods become those of the compiled one when that is needed."""

        def __init__(self, text, flags):
            self._text, self._flags = text, flags
            self._words, self._ignoring, self._length = None, False, 0
            self._without, self._from = None, 0  # a text that does not hold it from a place on

        def __getattr__(self, name):
            compiled = re.compile(self._text, self._flags)
            for method in METHODS:
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)

        def _may_be_in(self, text, pos=0, endpos=0):
            """Whether the pattern's words stand in a text from a place on, or whether that takes longer to say than to look for the pattern."""
            if text is self._without and pos >= self._from:
                return False
            if self._words is None:
                flags = int(self._flags)
                self._ignoring = bool(flags & IGNORING)
                known = isinstance(self._text, str) and not flags & ~PLAIN
                self._words = words_of(self._text, self._ignoring) if known else []
            self._length += len(text) - pos
            if not self._words or self._length > ENOUGH:
                return True
            where = _small(text) if self._ignoring else text
            if where is None or _behind(self._words, where, max(pos, 0)) >= 0:
                return True
            self._without, self._from = text, pos
            return False

        def search(self, string, *place, **named):
            found = self._may_be_in(string, *place, **named)
            return self.__getattr__("search")(string, *place, **named) if found else None

        def match(self, string, *place, **named):
            found = self._may_be_in(string, *place, **named)
            return self.__getattr__("match")(string, *place, **named) if found else None

        def fullmatch(self, string, *place, **named):
            found = self._may_be_in(string, *place, **named)
            return self.__getattr__("fullmatch")(string, *place, **named) if found else None

        def finditer(self, string, *place, **named):
            found = self._may_be_in(string, *place, **named)
            return self.__getattr__("finditer")(string, *place, **named) if found else iter(())

        def split(self, string, *most, **named):
            return self.__getattr__("split")(string, *most, **named) if self._may_be_in(string) else [string]

        def sub(self, repl, string, *most, **named):
            return self.__getattr__("sub")(repl, string, *most, **named) if self._may_be_in(string) else string

    def compile(text, flags=0):
        """A pattern; an error in it is raised at its first use."""
        return _Pattern(text, flags)

    def __getattr__(name):
        return getattr(re, name)
