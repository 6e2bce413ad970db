//! The operations of the IR: one row each. The printer, the parser, the verifier and the emitter all read this table.

use super::{Args, Effects, Gives, ImmKind, OpInfo, Type};
use Args::{Fixed, Nullable, Objects, OfForm, OfFunction, OfResults, OfSignature, Then, Words};
use Type::{Address, Bool, Float, Int, Object, Pack, Results, Uword, View, Void, Word};

const OBJECT: Gives = Gives::Always(Object);
const INT: Gives = Gives::Always(Int);
const FLOAT: Gives = Gives::Always(Float);
const BOOL: Gives = Gives::Always(Bool);
const WORD: Gives = Gives::Always(Word);
const UWORD: Gives = Gives::Always(Uword);
const ADDRESS: Gives = Gives::Always(Address);
const VIEW: Gives = Gives::Always(View);
const NOTHING: Gives = Gives::Always(Void);

ops! {
    // Constants.
    /// The null object: an unbound variable.
    Unbound "unbound" [] Fixed(&[]) => OBJECT, Pure, "";
    /// A constant object.
    Const "const" [Constant] Fixed(&[]) => OBJECT, Pure, "";
    /// An interned string: a name.
    Name "name" [Str] Fixed(&[]) => OBJECT, Pure, "";
    /// A float that the board is to read from its text, because its own reading may differ from the exact one.
    FloatText "float_text" [Str] Fixed(&[]) => FLOAT, Pure, "";
    /// The same, as the object that the board read.
    FloatObject "float_object" [Str] Fixed(&[]) => OBJECT, Pure, "";
    /// An imaginary number, read from its text by the board.
    ComplexText "complex_text" [Str] Fixed(&[]) => OBJECT, Pure, "";
    /// An int.
    ConstInt "int" [Big] Fixed(&[]) => INT, Pure, "";
    /// A float.
    ConstFloat "float" [Float] Fixed(&[]) => FLOAT, Pure, "";
    /// A bool: 0 or 1.
    ConstBool "bool" [Int] Fixed(&[]) => BOOL, Pure, "";
    /// A machine word.
    ConstWord "word" [Int] Fixed(&[]) => WORD, Pure, "";

    // From one representation to another. The text of a check says whose promise it is.
    /// An int as any object: no code.
    IntObject "int_object" [] Fixed(&[Int]) => OBJECT, Pure, "";
    /// A float as an object.
    BoxFloat "box_float" [] Fixed(&[Float]) => OBJECT, Allocates, "rt_box_float";
    /// A bool as an object.
    BoxBool "box_bool" [] Fixed(&[Bool]) => OBJECT, Pure, "rt_box_bool";
    /// An object that must be a float or an int, as a float.
    UnboxFloat "unbox_float" [Str] Fixed(&[Object]) => FLOAT, Raises, "";
    /// The same as a float object: itself if it is one.
    AsFloat "as_float" [Str] Fixed(&[Object]) => OBJECT, Raises, "";
    /// An object that must be an int.
    UnboxInt "unbox_int" [Str] Fixed(&[Object]) => INT, Raises, "";
    /// An int that must be one of so many bits, signed if the second number is 1: `OverflowError` for another, `TypeError` for a
    /// bool.
    CheckFixed "check_fixed" [Str Int Int] Fixed(&[Int]) => INT, Raises, "";
    /// A word that must be such a number; it may be above those if the third number is 1, below if it is -1, either if it is 0.
    CheckWord "check_word" [Str Int Int Int] Fixed(&[Word]) => WORD, Raises, "";
    /// The sum of two such words, of all the bits that a word has, which must be such a number too; their difference likewise.
    AddFixed "add_fixed" [Str Int Int] Fixed(&[Word, Word]) => WORD, Raises, "";
    SubFixed "sub_fixed" [Str Int Int] Fixed(&[Word, Word]) => WORD, Raises, "";
    /// An object that must be a bool.
    UnboxBool "unbox_bool" [Str] Fixed(&[Object]) => BOOL, Raises, "";
    /// What the firmware gave for an int, looked at in a few words.
    GivenInt "given_int" [] Fixed(&[Object]) => INT, Raises, "rt_given_int";
    /// What the firmware gave for a byte, as a word from 0 to 255: `OverflowError` for another int.
    GivenByte "given_byte" [] Fixed(&[Object]) => WORD, Raises, "rt_given_byte";
    /// What the firmware gave for a bool.
    GivenBool "given_bool" [] Fixed(&[Object]) => BOOL, Raises, "rt_given_bool";
    /// What the firmware gave for a float.
    GivenFloat "given_float" [] Fixed(&[Object]) => FLOAT, Raises, "rt_given_float";
    /// An object known to be an int, by the type of what gave it: no code.
    AssumeInt "assume_int" [] Fixed(&[Object]) => INT, Pure, "";
    /// An object that must be of the built-in type named, or `None` if the number is 1.
    CheckType "check_type" [Str Int Str] Fixed(&[Object]) => OBJECT, Raises, "";
    /// An object that must be an instance of the class, or `None` if the number is 1.
    CheckInstance "check_instance" [Class Int Str] Fixed(&[Object]) => OBJECT, Calls, "";
    /// An object that must be an instance of the class, unless it was found to have the fields of one.
    CheckUnless "check_unless" [Class Str] Fixed(&[Object, Bool]) => OBJECT, Calls, "";
    /// A bool as the number 0 or 1.
    BoolInt "bool_int" [] Fixed(&[Bool]) => INT, Pure, "rt_bool_int";
    /// An int as the nearest float.
    IntFloat "int_float" [] Fixed(&[Int]) => FLOAT, Pure, "rt_int_float";
    /// A bool as 0.0 or 1.0.
    BoolFloat "bool_float" [] Fixed(&[Bool]) => FLOAT, Pure, "rt_bool_float";

    // Ints, exact at any size.
    IntAdd "int_add" [] Fixed(&[Int, Int]) => INT, Allocates, "rt_int_add";
    IntSub "int_sub" [] Fixed(&[Int, Int]) => INT, Allocates, "rt_int_sub";
    IntMul "int_mul" [] Fixed(&[Int, Int]) => INT, Allocates, "rt_int_mul";
    /// `//`, rounds down.
    IntFloorDiv "int_floordiv" [] Fixed(&[Int, Int]) => INT, Raises, "rt_int_floordiv";
    /// `%`, has the sign of the divisor.
    IntMod "int_mod" [] Fixed(&[Int, Int]) => INT, Raises, "rt_int_mod";
    /// `**` with an exponent that is not negative.
    IntPow "int_pow" [] Fixed(&[Int, Int]) => INT, Raises, "rt_int_pow";
    /// `/`.
    IntDiv "int_div" [] Fixed(&[Int, Int]) => FLOAT, Raises, "rt_int_div";
    IntLshift "int_lshift" [] Fixed(&[Int, Int]) => INT, Raises, "rt_int_lshift";
    IntRshift "int_rshift" [] Fixed(&[Int, Int]) => INT, Raises, "rt_int_rshift";
    IntAnd "int_and" [] Fixed(&[Int, Int]) => INT, Allocates, "rt_int_and";
    IntOr "int_or" [] Fixed(&[Int, Int]) => INT, Allocates, "rt_int_or";
    IntXor "int_xor" [] Fixed(&[Int, Int]) => INT, Allocates, "rt_int_xor";
    IntNeg "int_neg" [] Fixed(&[Int]) => INT, Allocates, "rt_int_neg";
    IntPos "int_pos" [] Fixed(&[Int]) => INT, Allocates, "rt_int_pos";
    IntInvert "int_invert" [] Fixed(&[Int]) => INT, Allocates, "rt_int_invert";
    IntLt "int_lt" [] Fixed(&[Int, Int]) => BOOL, Pure, "rt_int_lt";
    IntLe "int_le" [] Fixed(&[Int, Int]) => BOOL, Pure, "rt_int_le";
    IntGt "int_gt" [] Fixed(&[Int, Int]) => BOOL, Pure, "rt_int_gt";
    IntGe "int_ge" [] Fixed(&[Int, Int]) => BOOL, Pure, "rt_int_ge";
    IntEq "int_eq" [] Fixed(&[Int, Int]) => BOOL, Pure, "rt_int_eq";
    IntNe "int_ne" [] Fixed(&[Int, Int]) => BOOL, Pure, "rt_int_ne";
    /// Not zero.
    IntTrue "int_true" [] Fixed(&[Int]) => BOOL, Pure, "rt_int_true";

    // Floats.
    FloatAdd "float_add" [] Fixed(&[Float, Float]) => FLOAT, Pure, "rt_float_add";
    FloatSub "float_sub" [] Fixed(&[Float, Float]) => FLOAT, Pure, "rt_float_sub";
    FloatMul "float_mul" [] Fixed(&[Float, Float]) => FLOAT, Pure, "rt_float_mul";
    FloatDiv "float_div" [] Fixed(&[Float, Float]) => FLOAT, Raises, "rt_float_div";
    FloatFloorDiv "float_floordiv" [] Fixed(&[Float, Float]) => FLOAT, Raises, "rt_float_floordiv";
    FloatMod "float_mod" [] Fixed(&[Float, Float]) => FLOAT, Raises, "rt_float_mod";
    FloatNeg "float_neg" [] Fixed(&[Float]) => FLOAT, Pure, "rt_float_neg";
    FloatLt "float_lt" [] Fixed(&[Float, Float]) => BOOL, Pure, "rt_float_lt";
    FloatLe "float_le" [] Fixed(&[Float, Float]) => BOOL, Pure, "rt_float_le";
    FloatGt "float_gt" [] Fixed(&[Float, Float]) => BOOL, Pure, "rt_float_gt";
    FloatGe "float_ge" [] Fixed(&[Float, Float]) => BOOL, Pure, "rt_float_ge";
    FloatEq "float_eq" [] Fixed(&[Float, Float]) => BOOL, Pure, "rt_float_eq";
    FloatNe "float_ne" [] Fixed(&[Float, Float]) => BOOL, Pure, "rt_float_ne";
    /// A call of what should be the firmware's `math.sqrt`.
    FloatSqrt "float_sqrt" [] Fixed(&[Object, Float]) => FLOAT, Calls, "";
    /// Not zero.
    FloatTrue "float_true" [] Fixed(&[Float]) => BOOL, Pure, "rt_float_true";

    // Bools.
    BoolNot "bool_not" [] Fixed(&[Bool]) => BOOL, Pure, "!";

    // Machine words: arithmetic wraps around, a shift takes as much as the processor's own does.
    /// The item of an array of ints of so many bits, signed if the second number is 1, by its place; of another container what is
    /// there, which must be such an int.
    ArrayItem "array_item" [Int Int] Fixed(&[Object, Int]) => INT, Calls, "";
    SetArrayItem "set_array_item" [Int Int] Fixed(&[Object, Int, Int]) => NOTHING, Calls, "";
    /// The same of words; the value is one of so many bits.
    ArrayWord "array_word" [Int Int] Fixed(&[Object, Word]) => WORD, Calls, "";
    SetArrayWord "set_array_word" [Int Int] Fixed(&[Object, Word, Word]) => NOTHING, Calls, "";
    /// The item of an array of ints of whatever width, by its place; of another container what is there, which must be an int.
    /// Probably it is one of so many bits, signed if the second number is 1; of 0 bits if nothing is known.
    IntItem "int_item" [Int Int] Fixed(&[Object, Int]) => INT, Calls, "rt_int_item";
    SetIntItem "set_int_item" [Int Int] Fixed(&[Object, Int, Int]) => NOTHING, Calls, "rt_set_int_item";
    /// A call of what should be the class of arrays, with a type code, which the number is too, and a list of a zero, so many times.
    ZeroArray "zero_array" [Int] Fixed(&[Object, Object, Object, Object]) => OBJECT, Calls, "";
    /// The same with a call of `bytes` in the list's place; the last operand is what that is given.
    ZeroBytesArray "zero_bytes_array" [Int] Fixed(&[Object, Object, Object]) => OBJECT, Calls, "";
    /// Whether an object is an array of ints of so many bits, signed if the second number is 1.
    IsArray "is_array" [Int Int] Fixed(&[Object]) => BOOL, Reads, "";
    /// The item of an array of floats, by its place; of another container what is there, which must be a float or an int.
    FloatItem "float_item" [] Fixed(&[Object, Int]) => FLOAT, Calls, "rt_float_item";
    SetFloatItem "set_float_item" [] Fixed(&[Object, Int, Float]) => NOTHING, Calls, "rt_set_float_item";
    /// The same, where the place is a word.
    FloatItemByWord "float_item_by_word" [] Fixed(&[Object, Word]) => FLOAT, Calls, "rt_float_item_by_word";
    SetFloatItemByWord "set_float_item_by_word" [] Fixed(&[Object, Word, Float]) => NOTHING, Calls, "rt_set_float_item_by_word";
    /// A word as an int.
    BoxWord "box_word" [] Fixed(&[Word]) => INT, Allocates, "rt_box_word";
    BoxUword "box_uword" [] Fixed(&[Uword]) => INT, Allocates, "rt_box_uword";
    /// A word that is known to be in the range of small ints, as an int.
    SmallInt "small_int" [] Fixed(&[Word]) => INT, Pure, "RT_SMALL";
    /// A length, as a word: `OverflowError` for one of more than a word's bits but six, which only a `__len__` gives.
    LengthWord "length_word" [] Fixed(&[Int]) => WORD, Raises, "rt_length_word";
    /// An object that must be an int, its low bits; a pointer's number, likewise.
    ToWord "to_word" [] Fixed(&[Object]) => WORD, Raises, "rt_to_word";
    /// An int's low bits.
    IntWord "int_word" [] Fixed(&[Int]) => WORD, Pure, "";
    /// An int that is known to be small, as a word.
    SmallWord "small_word" [] Fixed(&[Int]) => WORD, Pure, "rt_small_value";
    /// Whether an int is small, and no larger than a signed number of so many bits.
    IsWithin "is_within" [Int] Fixed(&[Int]) => BOOL, Pure, "";
    /// Whether an int is a number of an unsigned word, as far as that is seen at once: small, or an object that holds it as most do.
    IsUword "is_uword" [] Fixed(&[Int]) => BOOL, Pure, "rt_is_uword";
    /// An int that is known to be such a number.
    UwordOf "uword_of" [] Fixed(&[Int]) => UWORD, Pure, "rt_uword_of";
    /// Whether a word is no larger than a signed number of so many bits.
    WordWithin "word_within" [Int] Fixed(&[Word]) => BOOL, Pure, "";
    /// The same of the exact product of two words.
    ProductWithin "product_within" [Int] Fixed(&[Word, Word]) => BOOL, Pure, "";
    /// Where an object has its items, else the address that it is the number of.
    ToAddress "to_address" [] Fixed(&[Object]) => ADDRESS, Calls, "rt_to_address";
    /// 0 or 1.
    BoolWord "bool_word" [] Fixed(&[Bool]) => WORD, Pure, "(rt_int)";
    /// The same bits: no code.
    WordUword "word_uword" [] Fixed(&[Word]) => UWORD, Pure, "(rt_uint)";
    UwordWord "uword_word" [] Fixed(&[Uword]) => WORD, Pure, "(rt_int)";
    UwordAddress "uword_address" [] Fixed(&[Uword]) => ADDRESS, Pure, "(rt_uint)";
    AddressUword "address_uword" [] Fixed(&[Address]) => UWORD, Pure, "(rt_uint)";
    WordAdd "word_add" [] Fixed(&[Word, Word]) => WORD, Pure, "rt_word_add";
    WordSub "word_sub" [] Fixed(&[Word, Word]) => WORD, Pure, "rt_word_sub";
    WordMul "word_mul" [] Fixed(&[Word, Word]) => WORD, Pure, "rt_word_mul";
    /// `//`, rounds down.
    WordFloorDiv "word_floordiv" [] Fixed(&[Word, Word]) => WORD, Raises, "rt_word_floordiv";
    /// `%`, has the sign of the divisor.
    WordMod "word_mod" [] Fixed(&[Word, Word]) => WORD, Raises, "rt_word_mod";
    WordAnd "word_and" [] Fixed(&[Word, Word]) => WORD, Pure, "rt_word_and";
    WordOr "word_or" [] Fixed(&[Word, Word]) => WORD, Pure, "rt_word_or";
    WordXor "word_xor" [] Fixed(&[Word, Word]) => WORD, Pure, "rt_word_xor";
    WordLshift "word_lshift" [] Fixed(&[Word, Word]) => WORD, Pure, "rt_word_lshift";
    WordRshift "word_rshift" [] Fixed(&[Word, Word]) => WORD, Pure, "rt_word_rshift";
    /// Of a divisor that is known not to be zero.
    UwordDiv "uword_div" [] Fixed(&[Uword, Uword]) => UWORD, Pure, "rt_uword_div";
    UwordMod "uword_mod" [] Fixed(&[Uword, Uword]) => UWORD, Pure, "rt_uword_mod";
    /// Zeros come in.
    UwordRshift "uword_rshift" [] Fixed(&[Uword, Word]) => UWORD, Pure, "rt_uword_rshift";
    WordLt "word_lt" [] Fixed(&[Word, Word]) => BOOL, Pure, "rt_word_lt";
    WordLe "word_le" [] Fixed(&[Word, Word]) => BOOL, Pure, "rt_word_le";
    WordGt "word_gt" [] Fixed(&[Word, Word]) => BOOL, Pure, "rt_word_gt";
    WordGe "word_ge" [] Fixed(&[Word, Word]) => BOOL, Pure, "rt_word_ge";
    WordEq "word_eq" [] Fixed(&[Word, Word]) => BOOL, Pure, "rt_word_eq";
    WordNe "word_ne" [] Fixed(&[Word, Word]) => BOOL, Pure, "rt_word_ne";
    UwordLt "uword_lt" [] Fixed(&[Uword, Uword]) => BOOL, Pure, "rt_uword_lt";
    UwordLe "uword_le" [] Fixed(&[Uword, Uword]) => BOOL, Pure, "rt_uword_le";
    UwordGt "uword_gt" [] Fixed(&[Uword, Uword]) => BOOL, Pure, "rt_uword_gt";
    UwordGe "uword_ge" [] Fixed(&[Uword, Uword]) => BOOL, Pure, "rt_uword_ge";
    /// Not zero.
    WordTrue "word_true" [] Fixed(&[Word]) => BOOL, Pure, "rt_word_true";
    /// An object that the collector must see until here, because the address of its items is in use.
    Keep "keep" [] Fixed(&[Object]) => NOTHING, Ordered, "RT_KEEP";
    // What is at an address may be a register of a peripheral: each access is made, just once and in order.
    /// The item of so many bytes, by its place: unsigned, as far as a word holds it.
    Load "load" [Int] Fixed(&[Address, Word]) => WORD, Ordered, "";
    Store "store" [Int] Fixed(&[Address, Word, Word]) => NOTHING, Ordered, "";

    // Objects.
    /// A unary operator, by its sign.
    Unary "unary" [Str] Fixed(&[Object]) => OBJECT, Calls, "";
    /// A binary operator or comparison, by its sign; `+=` and its like in place.
    Binary "binary" [Str] Fixed(&[Object, Object]) => OBJECT, Calls, "";
    /// The truth of a comparison, by its sign.
    Test "test" [Str] Fixed(&[Object, Object]) => BOOL, Calls, "";
    /// The sum of what should be two strs, by its sign.
    StrAdd "str_add" [Str] Fixed(&[Object, Object]) => OBJECT, Calls, "";
    /// What `str` gives of an int.
    IntStr "int_str" [] Fixed(&[Int]) => OBJECT, Raises, "rt_int_str";
    /// Whether two objects that should be strs are equal, or are not, by the sign.
    SameStr "same_str" [Str] Fixed(&[Object, Object]) => BOOL, Calls, "";
    /// Whether what should be a str, of one character as a rule, is in a text of ASCII characters.
    InCharacters "in_characters" [Str] Fixed(&[Object]) => BOOL, Calls, "";
    /// The truth of an object.
    IsTrue "is_true" [] Fixed(&[Object]) => BOOL, Calls, "rt_is_true";
    /// The truth of what should be a list.
    ListTrue "list_true" [] Fixed(&[Object]) => BOOL, Calls, "rt_list_true";
    /// Identity.
    Is "is" [] Fixed(&[Object, Object]) => BOOL, Pure, "rt_is";
    /// Whether an object is of the built-in type named, or derived from it.
    IsOfType "is_of_type" [Str] Fixed(&[Object]) => BOOL, Calls, "";
    /// Whether an object is what a sequence pattern matches.
    IsSequence "is_sequence" [] Fixed(&[Object]) => BOOL, Calls, "rt_is_sequence";
    /// What a class pattern's positional sub-pattern is matched against, by its place and how many there are: of the
    /// class and the subject; the null object if the subject has no such attribute.
    MatchArgument "match_argument" [Int Int] Fixed(&[Object, Object]) => OBJECT, Calls, "";
    /// An attribute, or the null object.
    AttrMaybe "attr_maybe" [Str] Fixed(&[Object]) => OBJECT, Calls, "";
    /// The type of an object, as an object.
    TypeOf "type_of" [] Fixed(&[Object]) => OBJECT, Pure, "rt_type_object";
    /// The null object.
    IsNull "is_null" [] Fixed(&[Object]) => BOOL, Pure, "rt_is_null";
    /// Raises `NameError` for the null object; the name is for readers.
    CheckBound "check_bound" [Str] Nullable => Gives::OfArg, Raises, "";
    /// The length of a container.
    Len "len" [] Fixed(&[Object]) => INT, Calls, "rt_len";

    // Names.
    /// A name of the module, else a built-in.
    Global "global" [Str] Fixed(&[]) => OBJECT, Calls, "";
    SetGlobal "set_global" [Str] Fixed(&[Object]) => NOTHING, Calls, "";
    DelGlobal "del_global" [Str] Fixed(&[]) => NOTHING, Calls, "";
    /// The module's dictionary.
    Globals "globals" [] Fixed(&[]) => OBJECT, Reads, "rt_globals";

    /// A name in the body of a class: in its namespace, else as a name of the module.
    ClassName "class_name" [Str] Fixed(&[Object]) => OBJECT, Calls, "";

    // Modules.
    /// `import name`: gives what the statement binds or, with a list of names, the module itself.
    Import "import" [Str Int] Fixed(&[Object]) => OBJECT, Calls, "";
    /// `from … import name`, of a module.
    ImportFrom "import_from" [Str] Fixed(&[Object]) => OBJECT, Calls, "";
    /// `from … import *`, of a module, into the module's dictionary.
    ImportStar "import_star" [] Fixed(&[Object]) => NOTHING, Calls, "rt_import_star";
    /// A call of a function that looks at the names that are current, with those of the module.
    CallInGlobals "call_in_globals" [] Objects(&[Object]) => OBJECT, Calls, "";
    /// An attribute of a module.
    ModuleAttr "module_attr" [Str] Fixed(&[Object]) => OBJECT, Calls, "";
    /// A call of a function of a module.
    ModuleCall "module_call" [Str Names] Objects(&[Object]) => OBJECT, Calls, "";

    // Attributes, items, calls.
    Attr "attr" [Str] Fixed(&[Object]) => OBJECT, Calls, "";
    /// An attribute of what may be an instance of the class that has this field, which is then at its place.
    AttrOf "attr_of" [Field] Fixed(&[Object]) => OBJECT, Calls, "";
    SetAttrOf "set_attr_of" [Field] Fixed(&[Object, Object]) => NOTHING, Calls, "";
    SetAttr "set_attr" [Str] Fixed(&[Object, Object]) => NOTHING, Calls, "";
    DelAttr "del_attr" [Str] Fixed(&[Object]) => NOTHING, Calls, "";
    Item "item" [] Fixed(&[Object, Object]) => OBJECT, Calls, "rt_item";
    SetItem "set_item" [] Fixed(&[Object, Object, Object]) => NOTHING, Calls, "rt_set_item";
    /// The items from, up to, in steps of: the slice is an object only where the container may keep it.
    ItemSlice "item_slice" [] Fixed(&[Object, Object, Object, Object]) => OBJECT, Calls, "rt_item_slice";
    /// The same of what should be a str, by each.
    StrSlice "str_slice" [] Fixed(&[Object, Object, Object]) => OBJECT, Calls, "rt_str_slice";
    /// The last operand is the value.
    SetItemSlice "set_item_slice" [] Fixed(&[Object, Object, Object, Object, Object]) => NOTHING, Calls, "rt_set_item_slice";
    /// An item of what should be a `bytearray`, by its place.
    ByteItem "byte_item" [] Fixed(&[Object, Int]) => OBJECT, Calls, "rt_byte_item";
    SetByteItem "set_byte_item" [] Fixed(&[Object, Int, Object]) => NOTHING, Calls, "rt_set_byte_item";
    /// An item of what should be `bytes`, by its place.
    BytesItem "bytes_item" [] Fixed(&[Object, Int]) => OBJECT, Calls, "rt_bytes_item";
    /// The same by a word, and as a word from 0 to 255: `OverflowError` for another int, which only a derived class gives.
    ByteWord "byte_word" [] Fixed(&[Object, Word]) => WORD, Calls, "rt_byte_word";
    BytesWord "bytes_word" [] Fixed(&[Object, Word]) => WORD, Calls, "rt_bytes_word";
    SetByteWord "set_byte_word" [] Fixed(&[Object, Word, Word]) => NOTHING, Calls, "rt_set_byte_word";
    /// An item of what should be a str, by its place.
    StrItem "str_item" [] Fixed(&[Object, Int]) => OBJECT, Calls, "rt_str_item";
    /// An item of what should be a list, by its place.
    ListItem "list_item" [] Fixed(&[Object, Int]) => OBJECT, Calls, "rt_list_item";
    SetListItem "set_list_item" [] Fixed(&[Object, Int, Object]) => NOTHING, Calls, "rt_set_list_item";
    /// Whether an object is a list, and none of a derived class.
    IsList "is_list" [] Fixed(&[Object]) => BOOL, Pure, "rt_is_list";
    /// Whether an object is such a list, and has an item at a place, counted from either end.
    HasListItem "has_list_item" [] Fixed(&[Object, Word]) => BOOL, Reads, "rt_has_list_item";
    /// The place of an item that is there, counted from 0.
    ListPlace "list_place" [] Fixed(&[Object, Word]) => WORD, Reads, "rt_place_in_list";
    /// An item that is there, by its place counted from 0.
    ListGet "list_get" [] Fixed(&[Object, Word]) => OBJECT, Reads, "rt_list_get";
    ListPut "list_put" [] Fixed(&[Object, Word, Object]) => NOTHING, Ordered, "rt_list_put";
    // Items by a view of the container: each does what its like without a view does.
    /// Where what should be a list has its items, until something else may have run ([`super::views`]).
    ViewList "view_list" [] Fixed(&[Object]) => VIEW, Reads, "";
    ViewBytes "view_bytes" [] Fixed(&[Object]) => VIEW, Reads, "rt_view_bytes";
    ViewByteArray "view_bytearray" [] Fixed(&[Object]) => VIEW, Reads, "rt_view_bytearray";
    /// Of an array of ints of so many bits, signed if the second number is 1.
    ViewArray "view_array" [Int Int] Fixed(&[Object]) => VIEW, Reads, "";
    /// Of an array of floats of 32 bits.
    ViewFloats "view_floats" [] Fixed(&[Object]) => VIEW, Reads, "rt_view_floats";
    ListAt "list_at" [] Fixed(&[View, Object, Word]) => OBJECT, Calls, "";
    SetListAt "set_list_at" [] Fixed(&[View, Object, Word, Object]) => NOTHING, Calls, "";
    HasListAt "has_list_at" [] Fixed(&[View, Object, Word]) => BOOL, Reads, "";
    ListPlaceAt "list_place_at" [] Fixed(&[View, Object, Word]) => WORD, Reads, "";
    ListGetAt "list_get_at" [] Fixed(&[View, Object, Word]) => OBJECT, Reads, "";
    ListPutAt "list_put_at" [] Fixed(&[View, Object, Word, Object]) => NOTHING, Ordered, "";
    ByteAt "byte_at" [] Fixed(&[View, Object, Word]) => WORD, Calls, "";
    SetByteAt "set_byte_at" [] Fixed(&[View, Object, Word, Word]) => NOTHING, Calls, "";
    BytesAt "bytes_at" [] Fixed(&[View, Object, Word]) => WORD, Calls, "";
    ArrayAt "array_at" [Int Int] Fixed(&[View, Object, Word]) => WORD, Calls, "";
    SetArrayAt "set_array_at" [Int Int] Fixed(&[View, Object, Word, Word]) => NOTHING, Calls, "";
    FloatAt "float_at" [] Fixed(&[View, Object, Word]) => FLOAT, Calls, "";
    SetFloatAt "set_float_at" [] Fixed(&[View, Object, Word, Float]) => NOTHING, Calls, "";
    /// The length as a word, as [`Op::LengthWord`] has it.
    LengthAt "length_at" [] Fixed(&[View, Object]) => WORD, Calls, "";
    DelItem "del_item" [] Fixed(&[Object, Object]) => NOTHING, Calls, "rt_del_item";
    Call "call" [Names] Objects(&[Object]) => OBJECT, Calls, "";
    /// The method `append` of what may be a list.
    Append "append" [] Fixed(&[Object, Object]) => OBJECT, Calls, "";
    /// The method `split` of what may be a str, with a separator or null.
    StrSplit "str_split" [] Fixed(&[Object, Object]) => OBJECT, Calls, "";
    /// The method `pop` without arguments of what may be a list.
    Pop "pop" [] Fixed(&[Object]) => OBJECT, Calls, "";
    CallMethod "call_method" [Str Names] Objects(&[Object]) => OBJECT, Calls, "";
    /// The same of what should be of a type of the firmware's, without keywords.
    CallTypeMethod "call_type_method" [Str] Objects(&[Object]) => OBJECT, Calls, "";
    /// A call of the method that comes after a class for an object, `super().name(…)`: the class, the object, arguments.
    CallSuper "call_super" [Str Names] Objects(&[Object, Object]) => OBJECT, Calls, "";
    /// A call with `*` or `**`: which of the positional operands are starred, a bit each, and the names of keyword
    /// arguments, `**` for a mapping.
    CallStar "call_star" [Int Names] Objects(&[Object]) => OBJECT, Calls, "";
    CallMethodStar "call_method_star" [Str Int Names] Objects(&[Object]) => OBJECT, Calls, "";
    /// A compiled function, by its native form.
    CallFunction "call_function" [Function] OfFunction => Gives::OfFunction, Calls, "";
    /// A method of a class, by its native form if the first operand is just an instance of the class, else by name.
    CallVirtual "call_virtual" [Function] OfFunction => Gives::OfFunction, Calls, "";
    /// A property of a class, by the native form of its getter if the operand is just an instance, else by name.
    CallGetter "call_getter" [Function] OfFunction => Gives::OfFunction, Calls, "";

    /// The several values that the function itself, which is named, gives: what a `return` after it takes.
    Results "results" [Function] OfResults => Gives::Always(Results), Pure, "";
    /// One of those that the function named gave, counted from 0.
    ResultItem "result_item" [Function Int] Fixed(&[Results]) => Gives::OfResult, Pure, "";
    /// All of them, as a tuple.
    ResultsTuple "results_tuple" [Function] Fixed(&[Results]) => OBJECT, Allocates, "";

    /// The address of the native form of a function object, if it is one of compiled code and of this form, and its parameters
    /// have these names and defaults, or 0 for any; else 0.
    NativeForm "native_form" [Form Int] Fixed(&[Object]) => ADDRESS, Reads, "";
    /// The same of a class object, of the form that makes an instance.
    ClassForm "class_form" [Form Int] Fixed(&[Object]) => ADDRESS, Reads, "";
    /// The same of a loaded method, if it is one of just this object.
    MethodForm "method_form" [Form Int] Fixed(&[Pack, Object]) => ADDRESS, Reads, "";
    /// A method of an object, for a call: a function, and what it is called of, if anything.
    LoadMethod "load_method" [Str] Fixed(&[Object]) => Gives::Always(Pack), Calls, "";
    /// A call of it, with the names of keyword arguments.
    CallLoaded "call_loaded" [Names] Objects(&[Pack]) => OBJECT, Calls, "";
    /// A function of another module, by the address of its native form.
    CallForm "call_form" [Form] OfForm => Gives::OfForm, Calls, "";

    /// A C function of the user's, with what it takes made of the operands.
    CallC "call_c" [Signature] OfSignature => Gives::OfSignature, Calls, "";

    // Containers. One that nobody uses is made all the same: a program may ask whether there is memory for it. Tuples are values, and
    // not made then, but for one that is a statement.
    NewList "new_list" [] Objects(&[]) => OBJECT, Raises, "";
    /// An empty list with room for so many, if they are more than a list has room for when it is made; no more than a few hundred,
    /// which a program that ends early would not miss.
    NewListFor "new_list_for" [] Fixed(&[Int]) => OBJECT, Raises, "rt_new_list_for";
    /// What `bytes` gives of a list of these.
    NewBytes "new_bytes" [] Objects(&[]) => OBJECT, Calls, "";
    /// Bytes of words from 0 to 255.
    BytesOfWords "bytes_of_words" [] Words => OBJECT, Raises, "";
    /// What `bytes` gives of a list that nothing else has, and that is of no use afterwards.
    ListBytes "list_bytes" [] Fixed(&[Object]) => OBJECT, Calls, "rt_list_bytes";
    NewTuple "new_tuple" [] Objects(&[]) => OBJECT, Allocates, "";
    NewSet "new_set" [] Objects(&[]) => OBJECT, Calls, "";
    /// An empty dict with room for so many.
    NewDict "new_dict" [Int] Fixed(&[]) => OBJECT, Raises, "";
    DictStore "dict_store" [] Fixed(&[Object, Object, Object]) => NOTHING, Calls, "rt_dict_store";
    ListAppend "list_append" [] Fixed(&[Object, Object]) => NOTHING, Calls, "";
    SetAdd "set_add" [] Fixed(&[Object, Object]) => NOTHING, Calls, "rt_set_add";
    Slice "slice" [] Fixed(&[Object, Object, Object]) => OBJECT, Allocates, "rt_slice";
    /// Takes a sequence of just so many apart.
    Unpack "unpack" [Int] Fixed(&[Object]) => Gives::Always(Pack), Calls, "";
    /// Takes a sequence apart around a star: so many before it, so many after.
    UnpackStar "unpack_star" [Int Int] Fixed(&[Object]) => Gives::Always(Pack), Calls, "";
    /// An element, counted from 0.
    PackItem "pack_item" [Int] Fixed(&[Pack]) => OBJECT, Pure, "";
    /// An iterator as an object.
    Iter "iter" [] Fixed(&[Object]) => OBJECT, Calls, "rt_iter_object";
    IterNew "iter_new" [Slot] Fixed(&[Object]) => NOTHING, Calls, "";
    /// The next element, or the null object.
    IterNext "iter_next" [Slot] Fixed(&[]) => OBJECT, Calls, "";
    /// The same of what should be a list: its items by their places.
    ListIterNew "list_iter_new" [Slot] Fixed(&[Object]) => NOTHING, Calls, "";
    ListIterNext "list_iter_next" [Slot] Fixed(&[]) => OBJECT, Calls, "";
    /// The same of what should be `bytes`, a `bytearray` or an array of ints.
    NumberIterNew "number_iter_new" [Slot] Fixed(&[Object]) => NOTHING, Calls, "";
    NumberIterNext "number_iter_next" [Slot] Fixed(&[]) => OBJECT, Calls, "";
    /// The same of what should be a str: its characters.
    StrIterNew "str_iter_new" [Slot] Fixed(&[Object]) => NOTHING, Calls, "";
    StrIterNext "str_iter_next" [Slot] Fixed(&[]) => OBJECT, Calls, "";
    /// What the built-in `sum` gives of `bytes`, a `bytearray` or a list.
    Sum "sum" [] Fixed(&[Object]) => OBJECT, Calls, "";

    /// Raises what `range` of these raises.
    RangeCheck "range_check" [] Fixed(&[Int, Int, Int]) => NOTHING, Raises, "rt_range_check";

    /// Says what the firmware says of the cause that is given for an exception: that it cannot keep it.
    Cause "cause" [] Fixed(&[Object]) => NOTHING, Calls, "rt_cause";

    /// Lets scheduled callbacks run now and then, and raises what is pending, as `KeyboardInterrupt`.
    Poll "poll" [] Fixed(&[]) => NOTHING, Calls, "";

    /// Raises `RuntimeError` if the stack has no room for a call.
    StackCheck "stack_check" [] Fixed(&[]) => NOTHING, Raises, "rt_stack_check";

    // Memory cells and handlers.
    SlotGet "slot_get" [Slot] Fixed(&[]) => Gives::OfImm, Reads, "";
    SlotSet "slot_set" [Slot] Then(&[]) => NOTHING, WritesLocal, "";
    /// Closes a protected region.
    EndTry "end_try" [Slot] Fixed(&[]) => NOTHING, WritesLocal, "";
    /// The exception that a frame caught.
    Caught "caught" [Slot] Fixed(&[]) => OBJECT, Reads, "";
    /// Whether an exception is of a class, or of one of a tuple.
    ExceptionMatch "exception_match" [] Fixed(&[Object, Object]) => BOOL, Calls, "rt_exception_match";

    // Suspended functions.
    /// What was sent to a function that was resumed; raises what was thrown into it.
    Resumed "resumed" [] Fixed(&[]) => OBJECT, Calls, "";
    /// What was sent.
    Sent "sent" [] Fixed(&[]) => OBJECT, Reads, "";
    /// What was thrown, or the null object.
    Thrown "thrown" [] Fixed(&[]) => OBJECT, Reads, "";
    /// Resumes an iterator with what was sent, or thrown if the cell has it; whether it gave something. Into the cell
    /// comes what it gave, or its result.
    Delegate "delegate" [Slot] Fixed(&[Object, Object]) => BOOL, Calls, "";

    /// Runs a part of the module's own code that is bytecode, by its number: the emitter makes it (`emit::once`).
    Bytecode "bytecode" [Int] Fixed(&[]) => NOTHING, Calls, "";

    // Functions and classes.
    /// A function object; the operands are the tuple of defaults and the dict of keyword-only defaults, or null.
    MakeFunction "make_function" [Function] Fixed(&[Object, Object]) => OBJECT, Allocates, "";
    /// A function with the cells of its free variables.
    NewClosure "new_closure" [] Objects(&[Object]) => OBJECT, Allocates, "";
    /// A cell, with a value or the null object.
    NewCell "new_cell" [] Fixed(&[Object]) => OBJECT, Allocates, "rt_new_cell";
    CellGet "cell_get" [] Fixed(&[Object]) => OBJECT, Reads, "rt_cell_get";
    CellSet "cell_set" [] Fixed(&[Object, Object]) => NOTHING, Calls, "rt_cell_set";
    /// A default value that is no literal, kept since the definition.
    Default "default" [Function Int] Fixed(&[]) => OBJECT, Reads, "";
    SetDefault "set_default" [Function Int] Fixed(&[Object]) => NOTHING, Calls, "";
    /// Declares a class from its name, the tuple of its bases and its namespace.
    MakeClass "make_class" [Class] Fixed(&[Object, Object]) => OBJECT, Calls, "";
    /// The class object.
    ClassObject "class_object" [Class] Fixed(&[]) => OBJECT, Reads, "";
    /// An instance with no field set.
    NewInstance "new_instance" [Class] Fixed(&[]) => OBJECT, Allocates, "";
    /// Whether an object is an instance of just this class, with fields at their places.
    HasFields "has_fields" [Class] Fixed(&[Object]) => BOOL, Pure, "";
    /// A field; the bool says that the object is exact, else the attribute is looked up by name.
    Field "field" [Field] Fixed(&[Object, Bool]) => Gives::OfImm, Calls, "";
    SetField "set_field" [Field] Then(&[Object, Bool]) => NOTHING, Calls, "";
}
