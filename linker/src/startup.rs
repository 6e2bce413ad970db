//! Words that neither the linker nor the loader can fill: the module fills them itself, before anything else of it
//! runs.
//!
//! The loader knows the module's own addresses and the entries of the firmware's table. C written for the firmware
//! also has, in static data, the numbers of names, names as objects, and the addresses of types and objects that are
//! not in the table. Each is the address of a symbol that no object defines:
//!
//! | symbol | its word |
//! |---|---|
//! | `mpyc_qstr_NAME` | the number of the name |
//! | `mpyc_object_NAME` | the name as a string object |
//! | `mpyc_head_NAME` + flags | the flags, with the number in bits 16 to 31: a type's second word |
//! | a firmware symbol of [`crate::named`] | what its recipe finds |
//!
//! A word with the address of a function that a resolver chooses (`STT_GNU_IFUNC`) is the last kind: the loader puts
//! the resolver's address there, and start-up code what the resolver returns.
//!
//! NAME is the name itself; a byte that an identifier does not have is a dot and two hexadecimal digits
//! (`utf.2d8`), and digits alone are the number of a name that every firmware has. Where the number is known, the word
//! is an ordinary number.
//!
//! A module with such a word begins at `mpyc_start`, which some object or archive of the link defines (mpyc's
//! `runtime/start.c`). It calls `mpyc_fill`, which reads the table at `mpyc_startup_table`; then `mpyc_construct`, if
//! there are constructors; and goes on to `mpyc_entry`, the request's entry function. The table is the last thing in
//! its block, so that its own length moves nothing:
//!
//! ```text
//! word     the image's address; where variables are apart, as on the ESP32 (with constants) and the ESP8266 (in the
//!          BSS), their address too
//! bytes    FILL                          DELTA<<2 | KIND …          00     words with names
//!          OPERATION OPERAND… FILL       DELTA<<2 | 1 …             00     for each firmware object
//!          CHOOSE FILL                   DELTA<<2 | 1 …             00     words with resolvers, when all else is there
//!          00
//! ```
//!
//! Words of those variables come after FILL_APART in the place of FILL. The operations are the steps of a recipe; one
//! with a name is followed by two bytes that say which. A delta counts words from the last; `DELTA<<2 | 0` goes on by
//! 64 times as many and fills nothing. A word to be filled holds what it is to be filled with: twice the place of the
//! name in the module's table of names, or twice a fixed number plus one; in a type's word, the place itself in the
//! name's bits; before an object, what is added to its address.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use crate::mpy::{Base, qstr};
use crate::named::{NAMED, Named, Step};
use crate::program::SectionId;

/// Where a module with such words begins.
pub const START: &str = "mpyc_start";
/// What the code there calls to fill words.
pub const FILL: &str = "mpyc_fill";
/// What it calls to run constructors.
pub const CONSTRUCT: &str = "mpyc_construct";
/// What it calls the request's entry function.
pub const ENTRY: &str = "mpyc_entry";
/// What [`FILL`] calls the table.
pub const TABLE: &str = "mpyc_startup_table";

/// The longest name in bytes; the firmware's limit is 255, and the writer checks that.
const NAME_LIMIT: usize = 4096;

/// A name that a module uses, by its place in [`Names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// A name that every firmware has under this number.
    Fixed(u16),
    /// Another, by the order in which they were met.
    Own(u32),
}

/// What a word is to be filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StartWord {
    /// The number of a name.
    Number(Name),
    /// A name as a string object.
    Object(Name),
    /// The number of a name among the flags of a type.
    Head(Name),
    /// An object of the firmware: a row of [`NAMED`].
    Named(u16),
    /// The address of a function that the resolver at that place chooses.
    Chosen(SectionId, u64),
}

impl StartWord {
    /// The word, if it is the same in every firmware.
    pub fn known(self) -> Option<u64> {
        match self {
            StartWord::Number(Name::Fixed(number)) => Some(u64::from(number)),
            StartWord::Head(Name::Fixed(number)) => Some(u64::from(number) << 16),
            StartWord::Number(Name::Own(_))
            | StartWord::Head(Name::Own(_))
            | StartWord::Object(_)
            | StartWord::Named(_)
            | StartWord::Chosen(..) => None,
        }
    }

    /// Whether code may jump to it.
    pub fn is_function(self) -> bool {
        match self {
            StartWord::Number(_) | StartWord::Object(_) | StartWord::Head(_) => false,
            StartWord::Named(index) => row(index).is_some_and(|named| named.is_function),
            StartWord::Chosen(..) => true,
        }
    }
}

fn row(index: u16) -> Option<&'static Named> {
    NAMED.get(usize::from(index))
}

/// The names that symbols stand for.
#[derive(Debug, Default)]
pub struct Names {
    own: IndexSet<String>,
}

impl Names {
    /// What an undefined symbol of that name is to be filled with, if start-up code can.
    pub fn word(&mut self, symbol: &str) -> Option<StartWord> {
        type Make = fn(Name) -> StartWord;
        let kinds: [(&str, Make); 3] = [
            ("mpyc_qstr_", StartWord::Number),
            ("mpyc_object_", StartWord::Object),
            ("mpyc_head_", StartWord::Head),
        ];
        for (prefix, word) in kinds {
            if let Some(rest) = symbol.strip_prefix(prefix) {
                return self.name(rest).map(word);
            }
        }
        let index = NAMED.iter().position(|named| named.symbol == symbol)?;
        u16::try_from(index).ok().map(StartWord::Named)
    }

    /// The name that a symbol spells.
    fn name(&mut self, spelled: &str) -> Option<Name> {
        if !spelled.is_empty() && spelled.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: u16 = spelled.parse().ok()?;
            return qstr::static_name(u64::from(number)).map(|_| Name::Fixed(number));
        }
        let text = decode(spelled)?;
        if let Some(number) = qstr::static_number(&text) {
            return u16::try_from(number).ok().map(Name::Fixed);
        }
        let (index, _) = self.own.insert_full(text);
        u32::try_from(index).ok().map(Name::Own)
    }

    /// The name's text; nothing for one of another table.
    pub fn text(&self, name: Name) -> &str {
        match name {
            Name::Fixed(number) => qstr::static_name(u64::from(number)).unwrap_or_default(),
            Name::Own(index) => self.own.get_index(index as usize).map_or("", String::as_str),
        }
    }

    /// How a report names a word.
    pub fn describe(&self, word: StartWord) -> String {
        match word {
            StartWord::Number(name) => format!("MP_QSTR_{}", self.text(name)),
            StartWord::Object(name) => format!("{:?}", self.text(name)),
            StartWord::Head(name) => format!("type name {:?}", self.text(name)),
            StartWord::Named(index) => row(index).map_or("?", |named| named.symbol).to_owned(),
            // Whoever knows the sections knows its name.
            StartWord::Chosen(..) => "a function that a resolver chooses".to_owned(),
        }
    }
}

/// Whether an undefined symbol of that name is left to start-up code.
pub fn is_start_word(symbol: &str) -> bool {
    Names::default().word(symbol).is_some()
}

/// A name as the end of a symbol: what [`Names::word`] reads back.
pub fn spell(name: &str) -> String {
    let digits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let mut spelled = String::new();
    for (index, byte) in name.bytes().enumerate() {
        if (byte.is_ascii_alphanumeric() || byte == b'_') && !(digits && index == 0) {
            spelled.push(char::from(byte));
        } else {
            spelled.push_str(&format!(".{byte:02x}"));
        }
    }
    spelled
}

fn decode(spelled: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = spelled.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first != b'.' {
            bytes.push(*first);
            continue;
        }
        let (digits, tail) = tail.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = tail;
    }
    String::from_utf8(bytes).ok().filter(|name| name.len() <= NAME_LIMIT)
}

/// Why a word cannot be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// The loader and start-up code see whole words only.
    Unaligned,
    /// Something is added to a name.
    Addend,
    /// Something is added to the address of a function that a resolver chooses.
    ChosenAddend,
    /// More names than a number has bits for.
    TooManyNames,
}

/// The words to be filled, while the image is made.
#[derive(Debug)]
pub struct Filling {
    /// Bytes of a word.
    word: u64,
    /// The module's table of names: the caller's, then those that were needed.
    table: Vec<String>,
    /// Where each name is in the table. Only ever looked up in.
    places: HashMap<String, u16>,
    /// The words with names, by their block, of which `Rodata` is the one that is apart, and their place in it in words.
    names: Vec<(Base, u64, u8)>,
    /// The words with each firmware object.
    objects: IndexMap<u16, Vec<(Base, u64, u8)>>,
    /// The words with functions that resolvers choose.
    chosen: Vec<(Base, u64, u8)>,
}

/// Numbers that the C code has too.
mod code {
    pub const SKIP: u8 = 0;
    pub const NUMBER: u8 = 1;
    pub const OBJECT: u8 = 2;
    pub const HEAD: u8 = 3;

    pub const END: u8 = 0;
    pub const FILL: u8 = 1;
    pub const FILL_APART: u8 = 2;
    pub const TYPE: u8 = 3;
    pub const EMPTY_TUPLE: u8 = 4;
    pub const NONE: u8 = 5;
    pub const SELF: u8 = 6;
    pub const CALL: u8 = 7;
    pub const SLOT: u8 = 8;
    pub const CHOOSE: u8 = 9;
    // The others are followed by a name.
    pub const IMPORT: u8 = 10;
    pub const ATTRIBUTE: u8 = 11;
    pub const APPLY: u8 = 12;
}

impl Filling {
    /// Nothing to be filled yet; `table` is the module's table of names so far, entry 0 included.
    pub fn new(word: u64, table: Vec<String>) -> Filling {
        let mut places = HashMap::new();
        for (index, name) in table.iter().enumerate() {
            if let Ok(index) = u16::try_from(index) {
                places.entry(name.clone()).or_insert(index);
            }
        }
        Filling { word, table, places, names: Vec::new(), objects: IndexMap::new(), chosen: Vec::new() }
    }

    /// How many words are to be filled.
    pub fn len(&self) -> usize {
        self.names.len() + self.objects.values().map(Vec::len).sum::<usize>() + self.chosen.len()
    }

    /// Notes a word at that offset of a block, and gives what it must hold until it is filled, beside a resolver's
    /// address.
    pub fn fill(
        &mut self,
        base: Base,
        offset: u64,
        word: StartWord,
        addend: i64,
        names: &Names,
    ) -> Result<u64, Unfit> {
        if !offset.is_multiple_of(self.word) {
            return Err(Unfit::Unaligned);
        }
        let place = offset / self.word;
        let (kind, held) = match word {
            StartWord::Number(name) if addend == 0 => (code::NUMBER, u64::from(self.which(name, names)?)),
            StartWord::Object(name) if addend == 0 => (code::OBJECT, u64::from(self.which(name, names)?)),
            StartWord::Number(_) | StartWord::Object(_) => return Err(Unfit::Addend),
            StartWord::Head(name) => {
                let flags = addend.cast_unsigned();
                if flags >> 16 & 0xffff != 0 {
                    return Err(Unfit::Addend);
                }
                (code::HEAD, u64::from(self.place(names.text(name))?) << 16 | flags)
            }
            StartWord::Named(index) => {
                self.objects.entry(index).or_default().push((base, place, code::NUMBER));
                return Ok(addend.cast_unsigned());
            }
            StartWord::Chosen(..) if addend == 0 => {
                self.chosen.push((base, place, code::NUMBER));
                return Ok(0);
            }
            StartWord::Chosen(..) => return Err(Unfit::ChosenAddend),
        };
        self.names.push((base, place, kind));
        Ok(held)
    }

    /// A name as the start-up code reads it.
    fn which(&mut self, name: Name, names: &Names) -> Result<u16, Unfit> {
        match name {
            Name::Fixed(number) => Ok(number << 1 | 1),
            Name::Own(_) => {
                let place = self.place(names.text(name))?;
                place.checked_mul(2).ok_or(Unfit::TooManyNames)
            }
        }
    }

    /// The place of a name in the module's table, which it is added to.
    fn place(&mut self, name: &str) -> Result<u16, Unfit> {
        if let Some(place) = self.places.get(name) {
            return Ok(*place);
        }
        let place = u16::try_from(self.table.len()).map_err(|_| Unfit::TooManyNames)?;
        self.table.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        Ok(place)
    }

    /// The bytes of the table behind its first word, and the module's table of names.
    pub fn finish(mut self) -> Result<(Vec<u8>, Vec<String>), Unfit> {
        let mut stream = Vec::new();
        let names = std::mem::take(&mut self.names);
        write_words(&mut stream, names, &[]);
        let mut objects = std::mem::take(&mut self.objects);
        objects.sort_unstable_keys();
        for (index, words) in objects {
            let mut recipe = Vec::new();
            for step in row(index).map_or(&[][..], |named| named.recipe) {
                self.write_step(&mut recipe, *step)?;
            }
            write_words(&mut stream, words, &recipe);
        }
        write_words(&mut stream, std::mem::take(&mut self.chosen), &[code::CHOOSE]);
        stream.push(code::END);
        Ok((stream, self.table))
    }

    fn write_step(&mut self, stream: &mut Vec<u8>, step: Step) -> Result<(), Unfit> {
        let (operation, name) = match step {
            Step::Import(name) => (code::IMPORT, Some(name)),
            // Of no value, an attribute is a built-in.
            Step::Builtin(name) | Step::Attribute(name) => (code::ATTRIBUTE, Some(name)),
            Step::Apply(name) => (code::APPLY, Some(name)),
            Step::Type => (code::TYPE, None),
            Step::EmptyTuple => (code::EMPTY_TUPLE, None),
            Step::None => (code::NONE, None),
            Step::Call => (code::CALL, None),
            Step::Entry => (code::SELF, None),
            Step::Slot(slot) => {
                stream.extend([code::SLOT, slot as u8]);
                return Ok(());
            }
        };
        stream.push(operation);
        if let Some(name) = name {
            let which = match qstr::static_number(name) {
                Some(number) => (number as u16) << 1 | 1,
                None => self.place(name)?.checked_mul(2).ok_or(Unfit::TooManyNames)?,
            };
            stream.extend(which.to_le_bytes());
        }
        Ok(())
    }
}

/// Writes where words are, a block at a time, each with its kind; before each block comes what they are filled with.
fn write_words(stream: &mut Vec<u8>, mut words: Vec<(Base, u64, u8)>, recipe: &[u8]) {
    words.sort_unstable();
    for block in words.chunk_by(|one, other| one.0 == other.0) {
        stream.extend(recipe);
        stream.push(match block.first() {
            Some((Base::Rodata, ..)) => code::FILL_APART,
            Some((Base::Text, ..)) | None => code::FILL,
        });
        let mut at = 0;
        for (_, place, kind) in block {
            let mut delta = place - at;
            while delta >= 64 {
                // One byte goes on by up to 63 times 64 words.
                let jump = (delta / 64).min(63);
                stream.push((jump as u8) << 2 | code::SKIP);
                delta -= jump * 64;
            }
            stream.push((delta as u8) << 2 | kind);
            at = *place;
        }
        stream.push(0);
    }
}

#[cfg(test)]
#[path = "startup_tests.rs"]
mod tests;
