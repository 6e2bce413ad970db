//! The bytes of a function of bytecode, from instructions with labels: the forms of operands, the reach of jumps, the
//! table of lines.
//!
//! ```text
//! line 3                                  prelude: state, names, sizes; the table of lines
//! SETUP_EXCEPT L2                         48 0c
//! …                                       …
//! L2:
//! ```
//!
//! Bytecode is the same in every firmware that loads version 6 of `.mpy` (`py/bc0.h`, `py/bc.h`).

use super::super::entry::{Signature, encode_sizes, push_vuint};
use super::super::tables::{LONGEST_INTERNED, Tables};
use crate::ir::{ClassId, FunctionId};
use linker::Constant;
use std::rc::Rc;

/// Opcodes (`py/bc0.h`).
pub(super) mod opcode {
    pub const LOAD_CONST_STRING: u8 = 0x10;
    pub const LOAD_GLOBAL: u8 = 0x12;
    pub const LOAD_ATTR: u8 = 0x13;
    pub const LOAD_METHOD: u8 = 0x14;
    pub const STORE_GLOBAL: u8 = 0x17;
    pub const STORE_ATTR: u8 = 0x18;
    pub const DELETE_GLOBAL: u8 = 0x1a;
    pub const IMPORT_NAME: u8 = 0x1b;
    pub const IMPORT_FROM: u8 = 0x1c;
    pub const LOAD_CONST_SMALL_INT: u8 = 0x22;
    pub const LOAD_CONST_OBJ: u8 = 0x23;
    pub const LOAD_FAST_N: u8 = 0x24;
    pub const STORE_FAST_N: u8 = 0x26;
    pub const BUILD_TUPLE: u8 = 0x2a;
    pub const BUILD_LIST: u8 = 0x2b;
    pub const BUILD_MAP: u8 = 0x2c;
    pub const BUILD_SET: u8 = 0x2d;
    pub const BUILD_SLICE: u8 = 0x2e;
    pub const STORE_COMP: u8 = 0x2f;
    pub const UNPACK_SEQUENCE: u8 = 0x30;
    pub const UNPACK_EX: u8 = 0x31;
    pub const MAKE_FUNCTION: u8 = 0x32;
    pub const MAKE_FUNCTION_DEFARGS: u8 = 0x33;
    pub const CALL_FUNCTION: u8 = 0x34;
    pub const CALL_FUNCTION_VAR_KW: u8 = 0x35;
    pub const CALL_METHOD: u8 = 0x36;
    pub const CALL_METHOD_VAR_KW: u8 = 0x37;
    pub const JUMP: u8 = 0x42;
    pub const POP_JUMP_IF_TRUE: u8 = 0x43;
    pub const POP_JUMP_IF_FALSE: u8 = 0x44;
    pub const SETUP_EXCEPT: u8 = 0x48;
    pub const POP_EXCEPT_JUMP: u8 = 0x4a;
    pub const LOAD_CONST_FALSE: u8 = 0x50;
    pub const LOAD_CONST_NONE: u8 = 0x51;
    pub const LOAD_CONST_TRUE: u8 = 0x52;
    pub const LOAD_NULL: u8 = 0x53;
    pub const LOAD_SUBSCR: u8 = 0x55;
    pub const STORE_SUBSCR: u8 = 0x56;
    pub const POP_TOP: u8 = 0x59;
    pub const ROT_TWO: u8 = 0x5a;
    pub const ROT_THREE: u8 = 0x5b;
    pub const END_FINALLY: u8 = 0x5d;
    pub const STORE_MAP: u8 = 0x62;
    pub const RETURN_VALUE: u8 = 0x63;
    pub const RAISE_OBJ: u8 = 0x65;
    pub const IMPORT_STAR: u8 = 0x69;
    /// Small ints from -16 to 47 are one byte: this, 16 and the number.
    pub const SMALL_INTS: u8 = 0x70;
    /// The first sixteen local variables are one byte.
    pub const LOAD_FAST: u8 = 0xb0;
    pub const STORE_FAST: u8 = 0xc0;
    pub const UNARY_OP: u8 = 0xd0;
    pub const BINARY_OP: u8 = 0xd7;
}

/// A place that jumps go to.
pub(super) type Label = usize;

/// An instruction, or what stands between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Code {
    /// An opcode without operand.
    Plain(u8),
    /// An opcode and the index of a name.
    Name(u8, Rc<str>),
    /// An opcode and a number.
    Number(u8, usize),
    /// An int of at most 31 bits.
    SmallInt(i64),
    /// A string, as the firmware's own compiler would have it.
    Text(Rc<str>),
    /// A constant of the object table.
    Object(Constant),
    /// A function of the module, with defaults or without.
    Function(FunctionId, bool),
    /// The number by which the helper knows a class.
    Class(ClassId),
    /// A local variable is read or written.
    Load(usize),
    /// See above.
    Store(usize),
    /// A jump forward.
    Jump(u8, Label),
    /// The next instruction is that of a label.
    Label(Label),
    /// What follows is of this line.
    Line(u32),
}

/// What bytecode makes, by the numbers that it has for it.
#[derive(Debug, Default)]
pub(in super::super) struct Made {
    pub functions: Vec<FunctionId>,
    pub classes: Vec<ClassId>,
}

/// The number of something in a list, where it is put if it is not there.
fn number_in<T: PartialEq + Copy>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

/// A function of bytecode.
pub(super) struct Assembly {
    /// Instructions, in order.
    pub code: Vec<Code>,
    /// Local variables, the parameter included.
    pub n_locals: usize,
    /// The most that is on the stack.
    pub n_stack: usize,
    /// How deep protected regions are in each other.
    pub n_frames: usize,
}

impl Assembly {
    /// The whole function, with its prelude; none if a jump is too long.
    pub fn encode(&self, tables: &mut Tables, made: &mut Made) -> Option<Vec<u8>> {
        // By instruction its bytes; a jump has its opcode and one byte or two.
        let mut parts: Vec<Vec<u8>> =
            self.code.iter().map(|code| encode(code, tables, made)).collect::<Option<_>>()?;
        loop {
            let mut labels: Vec<(Label, usize)> = Vec::new();
            let mut at = 0;
            for (code, part) in self.code.iter().zip(&parts) {
                if let Code::Label(label) = code {
                    labels.push((*label, at));
                }
                at += part.len();
            }
            labels.sort_unstable();
            let mut grew = false;
            at = 0;
            for (code, part) in self.code.iter().zip(&mut parts) {
                at += part.len();
                let Code::Jump(op, label) = code else { continue };
                let known = labels.binary_search_by_key(label, |(label, _)| *label).ok()?;
                let distance = labels.get(known)?.1.checked_sub(at)?;
                let operand = distance_bytes(*op, distance, part.len() == 3)?;
                if operand.len() + 1 != part.len() {
                    grew = true;
                }
                *part = [&[*op], operand.as_slice()].concat();
            }
            if !grew {
                break;
            }
        }
        let lines = self.lines(&parts);
        let mut names = Vec::new();
        push_vuint(&mut names, tables.name_index("<module>"));
        // The parameter, which nobody passes by name.
        names.push(0);
        names.extend(lines);
        let signature = Signature {
            n_state: self.n_locals + self.n_stack,
            n_frames: self.n_frames,
            flags: 0,
            n_positional: 1,
            n_keyword_only: 0,
            n_defaults: 0,
        };
        let mut bytes = signature.encode();
        bytes.extend(encode_sizes(names.len()));
        bytes.extend(names);
        bytes.extend(parts.concat());
        Some(bytes)
    }

    /// The table of lines: so many bytes on, so many lines on (`py/bc.h`, `mp_bytecode_get_source_line`). Lines only grow.
    fn lines(&self, parts: &[Vec<u8>]) -> Vec<u8> {
        let mut table = Vec::new();
        let (mut line, mut at, mut here) = (1, 0, 0usize);
        for (code, part) in self.code.iter().zip(parts) {
            if let Code::Line(next) = code
                && *next > line
            {
                let (mut bytes, mut lines) = (here - at, *next - line);
                while bytes > 0 || lines > 0 {
                    let byte = |value: usize| u8::try_from(value).unwrap_or(0);
                    if lines <= 6 || bytes > 15 {
                        let b = bytes.min(31);
                        let l = if b < bytes { 0 } else { lines.min(3) };
                        table.push(byte(b) | u8::try_from(l << 5).unwrap_or(0));
                        (bytes, lines) = (bytes - b, lines - l);
                    } else {
                        let l = lines.min(0x7ff);
                        table.push(0x80 | byte(bytes) | u8::try_from(l >> 4 & 0x70).unwrap_or(0));
                        table.push(u8::try_from(l & 0xff).unwrap_or(0));
                        (bytes, lines) = (0, lines - l);
                    }
                }
                (line, at) = (*next, here);
            }
            here += part.len();
        }
        table
    }
}

/// The operand of a jump: one byte if that reaches and it has not been longer before, else two.
fn distance_bytes(op: u8, distance: usize, long: bool) -> Option<Vec<u8>> {
    let is_signed = matches!(op, opcode::JUMP | opcode::POP_JUMP_IF_TRUE | opcode::POP_JUMP_IF_FALSE);
    let (short, far) = if is_signed { (0x40, 0x4000) } else { (0, 0) };
    match u8::try_from(distance + short) {
        Ok(byte) if byte < 0x80 && !long => Some(vec![byte]),
        _ => {
            let value = distance + far;
            let high = u8::try_from(value >> 7).ok()?;
            Some(vec![0x80 | u8::try_from(value & 0x7f).ok()?, high])
        }
    }
}

/// An instruction's bytes; those of a jump are too few yet.
fn encode(code: &Code, tables: &mut Tables, made: &mut Made) -> Option<Vec<u8>> {
    let number = |op: u8, value: usize| {
        let mut bytes = vec![op];
        push_vuint(&mut bytes, value);
        bytes
    };
    Some(match code {
        Code::Plain(op) => vec![*op],
        Code::Name(op, name) => number(*op, tables.name_index(name)),
        Code::Number(op, value) => number(*op, *value),
        Code::SmallInt(value) => small_int(*value),
        Code::Text(text) if text.len() <= LONGEST_INTERNED => {
            number(opcode::LOAD_CONST_STRING, tables.name_index(text))
        }
        Code::Text(text) => {
            number(opcode::LOAD_CONST_OBJ, tables.constant_index(Constant::Str((**text).to_owned())))
        }
        Code::Object(constant) => number(opcode::LOAD_CONST_OBJ, tables.constant_index(constant.clone())),
        Code::Function(id, defaults) => {
            let op = if *defaults { opcode::MAKE_FUNCTION_DEFARGS } else { opcode::MAKE_FUNCTION };
            number(op, number_in(&mut made.functions, *id))
        }
        Code::Class(id) => small_int(i64::try_from(number_in(&mut made.classes, *id)).ok()?),
        Code::Load(local) => match u8::try_from(*local) {
            Ok(local) if local < 16 => vec![opcode::LOAD_FAST | local],
            _ => number(opcode::LOAD_FAST_N, *local),
        },
        Code::Store(local) => match u8::try_from(*local) {
            Ok(local) if local < 16 => vec![opcode::STORE_FAST | local],
            _ => number(opcode::STORE_FAST_N, *local),
        },
        Code::Jump(op, _) => vec![*op, 0],
        Code::Label(_) | Code::Line(_) => Vec::new(),
    })
}

/// Base 128, the most significant group first; the second bit of the first byte is the sign.
fn small_int(value: i64) -> Vec<u8> {
    if let Ok(byte) = u8::try_from(value + 16)
        && byte < 64
    {
        return vec![opcode::SMALL_INTS + byte];
    }
    let group = |value: i64| u8::try_from(value & 0x7f).unwrap_or(0);
    let mut groups = vec![group(value)];
    let mut rest = value;
    // Until what is left is the sign, and the sign is what the first group says.
    while !(-64..64).contains(&rest) {
        rest >>= 7;
        groups.push(group(rest) | 0x80);
    }
    groups.push(opcode::LOAD_CONST_SMALL_INT);
    groups.reverse();
    groups
}

#[cfg(test)]
mod tests {
    use super::{Assembly, Code, Made, opcode, small_int};
    use crate::emit::tables::Tables;

    /// As the firmware's own compiler writes them.
    #[test]
    fn small_ints() {
        assert_eq!(small_int(0), [0x80]);
        assert_eq!(small_int(-16), [0x70]);
        assert_eq!(small_int(47), [0xaf]);
        assert_eq!(small_int(48), [0x22, 48]);
        assert_eq!(small_int(-17), [0x22, 0x6f]);
        assert_eq!(small_int(64), [0x22, 0x80, 0x40]);
        assert_eq!(small_int(1000), [0x22, 0x87, 0x68]);
        assert_eq!(small_int(-1000), [0x22, 0xf8, 0x18]);
    }

    #[test]
    fn a_jump_is_as_long_as_it_has_to_be() {
        let jump = |length: usize| {
            let mut code = vec![Code::Jump(opcode::JUMP, 7)];
            code.extend(vec![Code::Plain(opcode::LOAD_CONST_NONE); length]);
            code.push(Code::Label(7));
            let assembly = Assembly { code, n_locals: 1, n_stack: 1, n_frames: 0 };
            let bytes = assembly.encode(&mut Tables::default(), &mut Made::default()).unwrap();
            bytes[4..bytes.len() - length].to_vec()
        };
        assert_eq!(jump(63), [opcode::JUMP, 0x7f]);
        assert_eq!(jump(64), [opcode::JUMP, 0xc0, 0x80]);
    }

    #[test]
    fn a_jump_that_is_too_long_is_refused() {
        let mut code = vec![Code::Jump(opcode::JUMP, 0)];
        code.extend(vec![Code::Plain(opcode::LOAD_CONST_NONE); 0x4000]);
        code.push(Code::Label(0));
        let assembly = Assembly { code, n_locals: 1, n_stack: 1, n_frames: 0 };
        assert_eq!(assembly.encode(&mut Tables::default(), &mut Made::default()), None);
    }

    #[test]
    fn lines_follow_the_bytes() {
        let none = || Code::Plain(opcode::LOAD_CONST_NONE);
        let code = vec![Code::Line(3), none(), none(), Code::Line(4), none(), Code::Line(20), none()];
        let assembly = Assembly { code, n_locals: 1, n_stack: 1, n_frames: 0 };
        let parts = vec![vec![], vec![0], vec![0], vec![], vec![0], vec![], vec![0]];
        assert_eq!(assembly.lines(&parts), [2 << 5, 1 << 5 | 2, 0x81, 16]);
    }
}
