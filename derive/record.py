"""Data classes that cost nothing until they are used.

The standard decorator compiles six functions a class while the module loads and imports `inspect`; for this package that
was more than half of the start-up time. This one has the same meaning for what the package uses of it (`frozen`, `slots`,
`eq`, `kw_only` and the usual `field` arguments) and compiles a class's constructor when some instances have been made.
A type checker sees the standard one.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
else:
    MISSING = object()
    FEW = 16  # instances of a class for which compiling its constructor takes longer than going without

    class FrozenInstanceError(AttributeError):
        """Raised by an assignment to a field of a frozen instance."""

    class Field:
        """What is known of one field."""

        __slots__ = ("compare", "default", "default_factory", "init", "kw_only", "name", "repr", "type")

        def __init__(self, default, default_factory, init, repr, compare, kw_only):
            self.name = self.type = ""
            self.default, self.default_factory = default, default_factory
            self.init, self.repr, self.compare, self.kw_only = init, repr, compare, kw_only

    def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, compare=True, kw_only=False):
        """A field that is more than a name, a type and a default."""
        return Field(default, default_factory, init, repr, compare, kw_only)

    def _own_fields(cls):
        """The fields that the class's body annotates, in order."""
        for name, annotation in cls.__dict__.get("__annotations__", {}).items():
            if str(annotation).startswith(("ClassVar", "typing.ClassVar")):
                continue
            default = cls.__dict__.get(name, MISSING)
            entry = default if isinstance(default, Field) else Field(default, MISSING, True, True, True, False)
            entry.name, entry.type = name, annotation
            yield entry

    def _constructor(cls):
        """Compile `__init__` of a class."""
        scope, plain, named, body = {"_set": object.__setattr__}, [], [], []
        for entry in cls.__record_fields__.values():
            name, value = entry.name, entry.name
            parameter = name
            if entry.default_factory is not MISSING:
                scope[f"_f_{name}"] = entry.default_factory
                scope["_MISSING"] = MISSING
                parameter = f"{name}=_MISSING"
                value = f"_f_{name}() if {name} is _MISSING else {name}" if entry.init else f"_f_{name}()"
            elif entry.default is not MISSING:
                scope[f"_d_{name}"] = entry.default
                parameter = f"{name}=_d_{name}"
                value = name if entry.init else f"_d_{name}"
            elif not entry.init:
                continue
            if entry.init:
                (named if entry.kw_only else plain).append(parameter)
            body.append(f"_set(self, {name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            body.append("self.__post_init__()")
        parameters = ", ".join(["self", *plain, *(["*", *named] if named else [])])
        lines = "".join(f"    {line}\n" for line in body or ["pass"])
        exec(f"def __init__({parameters}):\n{lines}", scope)
        scope["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
        return scope["__init__"]

    def _lazy_constructor(cls, known):
        """An `__init__` that goes through the fields, and gives way to the compiled one after a few instances, or when a call is wrong."""
        made, plain = 0, ()

        def __init__(self, *arguments, **named):
            nonlocal made, plain
            if not made:
                plain = [entry.name for entry in known.values() if entry.init and not entry.kw_only]
            made += 1
            given = dict(zip(plain, arguments, strict=False)) | named
            wrong = made > FEW or len(given) < len(arguments) + len(named)
            for name, entry in () if wrong else known.items():
                if name in given and entry.init:
                    value = given.pop(name)
                elif entry.default_factory is not MISSING:
                    value = entry.default_factory()
                elif entry.default is not MISSING:
                    value = entry.default
                else:
                    wrong = wrong or entry.init
                    continue
                object.__setattr__(self, name, value)
            if wrong or given:
                constructor = _constructor(cls)
                type.__setattr__(cls, "__init__", constructor)
                constructor(self, *arguments, **named)
            elif hasattr(self, "__post_init__"):
                self.__post_init__()

        return __init__

    def _values(names):
        """A function from an instance to the tuple of these fields."""
        if not names:
            return lambda self: ()
        if len(names) == 1:
            name = names[0]
            return lambda self: (getattr(self, name),)
        return attrgetter(*names)

    def _comparison(names):
        values = _values(names)

        def __eq__(self, other):
            if self is other:
                return True
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):
            try:
                return self._hashed
            except AttributeError:  # worked out once: terms are keys of many tables, and deep
                value = hash(values(self))
                object.__setattr__(self, "_hashed", value)
                return value

        return __eq__, __hash__

    def _representation(names):
        def __repr__(self):
            shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{self.__class__.__qualname__}({shown})"

        return __repr__

    def _refuse_assignment(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_deletion(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _get_state(self):
        return [getattr(self, name) for name in self.__record_fields__]

    def _set_state(self, state):
        for name, value in zip(self.__record_fields__, state, strict=True):
            object.__setattr__(self, name, value)

    def _slotted(cls, own):
        """The class again, with slots for its own fields, for its hash and for what it holds."""
        inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
        body = {k: v for k, v in cls.__dict__.items() if k not in own and k not in ("__dict__", "__weakref__")}
        body["__slots__"] = tuple(name for name in (*own, "_hashed", "_held") if name not in inherited)
        body["__qualname__"] = cls.__qualname__
        made = type(cls)(cls.__name__, cls.__bases__, body)
        _repair_super(made, cls)
        return made

    def _repair_super(made, cls):
        """Let methods that say `super()` see the class that replaced theirs."""
        for value in made.__dict__.values():
            for cell in getattr(value, "__closure__", None) or ():
                if cell.cell_contents is cls:
                    cell.cell_contents = made

    def _less_than(names):
        values = _values(names)

        def __lt__(self, other):
            return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

        def __le__(self, other):
            return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

        def __gt__(self, other):
            return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

        def __ge__(self, other):
            return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

        return {"__lt__": __lt__, "__le__": __le__, "__gt__": __gt__, "__ge__": __ge__}

    def _default_methods(known, frozen, eq, order):
        """The methods that a class gets unless its body defines them."""
        methods = {"__repr__": _representation([f.name for f in known.values() if f.repr])}
        if eq:
            methods["__eq__"], methods["__hash__"] = _comparison([f.name for f in known.values() if f.compare])
            if not frozen:
                methods["__hash__"] = None
        if order:
            methods |= _less_than([f.name for f in known.values() if f.compare])
        if frozen:
            methods |= {"__setattr__": _refuse_assignment, "__delattr__": _refuse_deletion}
            methods |= {"__getstate__": _get_state, "__setstate__": _set_state}
        return methods

    def dataclass(cls=None, *, frozen=False, slots=False, eq=True, order=False, kw_only=False):
        """As the standard decorator of this name."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots, eq=eq, order=order, kw_only=kw_only)
        own = {entry.name: entry for entry in _own_fields(cls)}
        known = {}
        for base in reversed(cls.__mro__[1:]):
            known |= base.__dict__.get("__record_fields__", {})
        for entry in own.values():
            entry.kw_only = entry.kw_only or kw_only
        known |= own
        written = set(cls.__dict__)
        if slots:
            cls = _slotted(cls, own)
        else:
            for name, entry in own.items():
                if entry.default is not MISSING:
                    setattr(cls, name, entry.default)
                elif name in cls.__dict__:
                    delattr(cls, name)
        cls.__record_fields__ = known
        for name, method in _default_methods(known, frozen, eq, order).items():
            if name not in written or (name == "__hash__" and cls.__dict__.get(name) is None):
                setattr(cls, name, method)
        if "__init__" not in written:
            cls.__init__ = _lazy_constructor(cls, known)
        cls.__match_args__ = tuple(f.name for f in known.values() if f.init and not f.kw_only)
        return cls

    def _known(record):
        """The fields by name, of a class made here or by the standard decorator."""
        known = getattr(record, "__record_fields__", None)
        return record.__dataclass_fields__ if known is None else known

    def fields(record):
        """The fields of a class or instance, in order."""
        return tuple(_known(record).values())

    def replace(record, /, **changes):
        """A copy of an instance with some fields changed."""
        for entry in _known(record).values():
            if entry.init and entry.name not in changes:
                changes[entry.name] = getattr(record, entry.name)
        return record.__class__(**changes)


def names_of(record: Any) -> tuple[str, ...]:
    """The names of the fields of a class or instance made here or by the standard decorator."""
    known = getattr(record, "__record_fields__", None) or getattr(record, "__dataclass_fields__", {})
    return tuple(known)


__all__ = ["FrozenInstanceError", "dataclass", "field", "fields", "names_of", "replace"]
