# Classes and functions of CPython's modules `enum` and `typing`, for boards that have neither. What a module needs of this is put
# before its own statements, in this order; `provided_X` becomes `$X`, which no program can name, and `provided_if_X` whether the
# module has an X.
from array import array as provided_array
from collections import OrderedDict as provided_OrderedDict
from collections import namedtuple as provided_namedtuple


# What the firmware's named tuples lack.
class provided_Tuple:
    @classmethod
    def _make(cls, values):
        return cls(*values)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def _replace(self, **changes):
        values = [changes.pop(name, value) for name, value in zip(self._fields, self)]
        if changes:
            raise ValueError("Got unexpected field names: %r" % (list(changes),))
        return self.__class__(*values)

    # The firmware's names its own class, whatever derives from it.
    def __repr__(self):
        fields = ", ".join(["%s=%r" % field for field in zip(self._fields, self)])
        return "%s(%s)" % (self.__class__.__name__, fields)

    __str__ = __repr__

    def __setattr__(self, name, value):
        self._refuse(name)

    def __delattr__(self, name):
        self._refuse(name)

    def _refuse(self, name):
        if name in self._fields:
            raise AttributeError("can't set attribute")
        raise AttributeError("%r object has no attribute %r" % (self.__class__.__name__, name))


# Boards' `type` has no metaclasses, so that a class of members is filled by a call that follows it.
class provided_Enum:
    _members_ = _distinct_ = ()

    # A member is found, not made, by `Color(1)`.
    def __new__(cls, value):
        if type(value) is cls:
            return value
        for member in cls._distinct_:
            if member._value_ == value:
                return member
        if provided_if_missing:
            member = cls._missing_(value)
            if isinstance(member, cls):
                return member
            if member is not None:
                if provided_if_eject and isinstance(member, int) and getattr(cls, "_boundary_", "") == "EJECT":
                    return member
                raise TypeError(
                    "error in %s._missing_: returned %r instead of None or a valid member" % (cls.__name__, member)
                )
        raise ValueError("%r is not a valid %s" % (value, cls.__name__))

    def __init__(self, *args):
        pass

    @classmethod
    def _missing_(cls, value):
        return None

    @classmethod
    def _make_(cls, name, value):
        member = object.__new__(cls)
        member._name_ = name
        member._value_ = value
        if provided_if_native and hasattr(cls, "_native_"):
            member._native_(value)
        return member

    # The class's attributes of these names are values so far.
    @classmethod
    def _fill_(cls, names):
        cls.__members__ = provided_OrderedDict()
        cls._distinct_ = []
        for name in names:
            value = getattr(cls, name)
            member = cls._make_(name, value)
            if provided_if_init and hasattr(cls, "_init_"):
                if isinstance(value, tuple):
                    member._init_(*value)
                else:
                    member._init_(value)
            for other in cls._distinct_:
                if other._value_ == member._value_:
                    member = other
                    break
            else:
                cls._distinct_.append(member)
            cls.__members__[name] = member
            setattr(cls, name, member)
        cls._members_ = tuple(cls._single_())

    @classmethod
    def _single_(cls):
        return cls._distinct_

    @classmethod
    def _contains_(cls, value):
        try:
            cls(value)
            return True
        except ValueError:
            return False

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)


class provided_Plain:
    def __str__(self):
        return str(self._value_)


class provided_Int(int):
    def _native_(self, value):
        super().__init__(value)
        self._value_ = int(value)

    def __lt__(self, other):
        return self._value_ < (int(other) if isinstance(other, int) else other)

    def __le__(self, other):
        return self._value_ <= (int(other) if isinstance(other, int) else other)

    def __gt__(self, other):
        return self._value_ > (int(other) if isinstance(other, int) else other)

    def __ge__(self, other):
        return self._value_ >= (int(other) if isinstance(other, int) else other)

    def __radd__(self, other):
        return other + self._value_

    def __rsub__(self, other):
        return other - self._value_

    def __rmul__(self, other):
        return other * self._value_

    def __rtruediv__(self, other):
        return other / self._value_

    def __rfloordiv__(self, other):
        return other // self._value_

    def __rmod__(self, other):
        return other % self._value_

    def __rpow__(self, other):
        return other**self._value_

    def __rlshift__(self, other):
        return other << self._value_

    def __rrshift__(self, other):
        return other >> self._value_

    def __rand__(self, other):
        return other & self._value_

    def __ror__(self, other):
        return other | self._value_

    def __rxor__(self, other):
        return other ^ self._value_


class provided_Str(str):
    def _native_(self, value):
        if not isinstance(value, str):
            raise TypeError("%r is not a string" % (value,))
        super().__init__(value)

    def __lt__(self, other):
        return self._value_ < (str(other) if isinstance(other, str) else other)

    def __le__(self, other):
        return self._value_ <= (str(other) if isinstance(other, str) else other)

    def __gt__(self, other):
        return self._value_ > (str(other) if isinstance(other, str) else other)

    def __ge__(self, other):
        return self._value_ >= (str(other) if isinstance(other, str) else other)

    def __radd__(self, other):
        return other + self._value_


class provided_Flag(provided_Enum):
    @classmethod
    def _single_(cls):
        cls._composed_ = {}
        mask = 0
        single = []
        for member in cls._distinct_:
            value = member._value_
            mask |= value
            if value and not value & (value - 1):
                single.append(member)
        cls._mask_ = mask
        return single

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, (int, bool)):
            raise ValueError("%r is not a valid %s" % (value, cls.__name__))
        mask = cls._mask_
        bits = 1
        while bits <= mask:
            bits <<= 1
        if not -bits <= value < bits or value & ((bits - 1) ^ mask):
            if provided_if_strict and cls._boundary_ == "STRICT":
                raise ValueError(
                    "<flag %r> invalid value %r\n    given %s\n  allowed %s"
                    % (cls.__name__, value, provided_binary(value, mask), provided_binary(mask, value))
                )
            elif provided_if_conform and cls._boundary_ == "CONFORM":
                value &= mask
            elif provided_if_eject and cls._boundary_ == "EJECT":
                return value
            elif provided_if_keep and value < 0:
                while bits <= -value:
                    bits <<= 1
                value += bits
        if value < 0:
            value += bits
        for member in cls._distinct_:
            if member._value_ == value:
                return member
        if value in cls._composed_:
            return cls._composed_[value]
        names = []
        found = 0
        for member in cls._members_:
            if member._value_ & value:
                names.append(member._name_)
                found |= member._value_
        if value != found:
            for name, member in cls.__members__.items():
                part = member._value_
                if part and part & value == part and member._name_ not in names:
                    names.append(member._name_)
                    found |= part
        name = "|".join(names) if found else None
        if found and value != found:
            if provided_if_strict and cls._boundary_ == "STRICT":
                raise ValueError("<flag %r>: no members with value %r" % (cls.__name__, value ^ found))
            name += "|%d" % (value ^ found)
        member = cls._make_(name, value)
        cls._composed_[value] = member
        return member

    def _bits_(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if provided_if_native and isinstance(self, int) and isinstance(other, (int, bool)):
            return int(other)
        return None

    def __or__(self, other):
        bits = self._bits_(other)
        return NotImplemented if bits is None else self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._bits_(other)
        return NotImplemented if bits is None else self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits_(other)
        return NotImplemented if bits is None else self.__class__(self._value_ ^ bits)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        value = ~self._value_
        if (provided_if_strict or provided_if_conform) and self._boundary_ in ("STRICT", "CONFORM"):
            single = 0
            for member in self._members_:
                single |= member._value_
            value &= single
        return self.__class__(value)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                "unsupported operand type(s) for 'in': %r and %r"
                % (type(other).__name__, self.__class__.__name__)
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for member in self._members_:
            if member._value_ & self._value_:
                yield member

    def __len__(self):
        value = self._value_
        count = 0
        while value:
            value &= value - 1
            count += 1
        return count

    def __bool__(self):
        return self._value_ != 0

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (self.__class__.__name__, self._value_)
        return super().__repr__()

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return super().__str__()


# As `enum.bin`: the sign's bit, then as many digits as the wider of two numbers has.
def provided_binary(number, other):
    width = 0
    while number >> width not in (0, -1) or other >> width not in (0, -1):
        width += 1
    digits = "0b1 " if number < 0 else "0b0 "
    for place in range(width - 1, -1, -1):
        digits += "1" if number >> place & 1 else "0"
    return digits


def provided_members(cls, names):
    cls._fill_(names)


def provided_unique(cls):
    aliases = ["%s -> %s" % (name, member.name) for name, member in cls.__members__.items() if name != member.name]
    if aliases:
        kind = "flag" if hasattr(cls, "_boundary_") else "enum"
        raise ValueError("duplicate values found in <%s %r>: %s" % (kind, cls.__name__, ", ".join(aliases)))


def provided_next(values):
    return max(values) + 1


def provided_next_bit(values):
    bit = 1
    while bit <= max(values):
        bit <<= 1
    return bit


# A data class holds the names of its fields in `__dataclass_fields__`, and of those that are no parameters in
# `__dataclass_later__`.
def provided_instance(obj, who):
    if isinstance(obj, type) or not hasattr(obj, "__dataclass_fields__"):
        raise TypeError(who + "() should be called on dataclass instances")


def provided_asdict(obj, *, dict_factory=dict):
    provided_instance(obj, "asdict")
    return provided_copy(
        obj,
        lambda obj, copy: dict_factory([(name, copy(getattr(obj, name))) for name in obj.__dataclass_fields__]),
    )


def provided_astuple(obj, *, tuple_factory=tuple):
    provided_instance(obj, "astuple")
    return provided_copy(
        obj, lambda obj, copy: tuple_factory([copy(getattr(obj, name)) for name in obj.__dataclass_fields__])
    )


# A copy in depth, with what `make` gives for the data classes in it. Boards have no `copy`: what is not known to need no copy
# is refused.
def provided_copy(obj, make):
    def copy(obj):
        if isinstance(obj, (list, tuple)):
            if hasattr(obj, "_fields"):
                return obj.__class__(*[copy(value) for value in obj])
            return obj.__class__([copy(value) for value in obj])
        if isinstance(obj, dict):
            return obj.__class__([(copy(key), copy(value)) for key, value in obj.items()])
        if isinstance(obj, (set, bytearray)):
            return obj.__class__(obj)
        if obj is None or isinstance(obj, (bool, int, float, str, bytes, type)) or callable(obj) or hasattr(obj, "_name_"):
            return obj
        if hasattr(obj, "__dataclass_fields__"):
            return make(obj, copy)
        raise TypeError("cannot copy a %s" % obj.__class__.__name__)

    return copy(obj)


def provided_replace(provided_obj, **changes):
    provided_instance(provided_obj, "replace")
    later = getattr(provided_obj, "__dataclass_later__", ())
    for name in provided_obj.__dataclass_fields__:
        if name not in later:
            if name not in changes:
                changes[name] = getattr(provided_obj, name)
        elif name in changes:
            raise ValueError(
                "field %s is declared with init=False, it cannot be specified with replace()" % name
            )
    return provided_obj.__class__(**changes)


class provided_Field:
    def __init__(self, name):
        self.name = name


def provided_fields(obj):
    if not hasattr(obj, "__dataclass_fields__"):
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([provided_Field(name) for name in obj.__dataclass_fields__])


def provided_is_dataclass(obj):
    return hasattr(obj, "__dataclass_fields__")


# Conversions of the module mpyc, where they are objects.
def provided_u8(value):
    return value & 0xFF


def provided_u16(value):
    return value & 0xFFFF


def provided_u32(value):
    return value & 0xFFFFFFFF


def provided_u64(value):
    return value & 0xFFFFFFFFFFFFFFFF


def provided_i8(value):
    return ((value & 0xFF) ^ 0x80) - 0x80


def provided_i16(value):
    return ((value & 0xFFFF) ^ 0x8000) - 0x8000


def provided_i32(value):
    return ((value & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000


def provided_i64(value):
    return ((value & 0xFFFFFFFFFFFFFFFF) ^ 0x8000000000000000) - 0x8000000000000000


def provided_f32(value):
    return provided_array("f", (value,))[0]
