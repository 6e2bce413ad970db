//! Calls that become shorter: where, how far, and what moves with it. The programs of the project's own tests, which run
//! on real boards, are shortened too.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{Obj, adjusted, link, place_of, request, viper, words};
use linker::Arch::{Rv32imc, Rv64imc};
use linker::mpy::Operation;
use linker::{Arch, Linked};
use object::write::SectionId;
use object::{SectionKind, elf};

const AUIPC_RA: u32 = 0x0000_0097;
const JALR_RA: u32 = 0x0000_80e7;
const AUIPC_T1: u32 = 0x0000_0317;
const JR_T1: u32 = 0x0003_0067;
const C_NOP: u16 = 1;
const C_RET: u16 = 0x8082;

fn halves(halves: &[u16]) -> Vec<u8> {
    halves.iter().flat_map(|half| half.to_le_bytes()).collect()
}

/// `mpy_init` with a call of `f` and a return; `f` after `between` more bytes of code.
fn caller(arch: Arch, pair: [u32; 2], between: usize, marked: bool) -> (Obj, SectionId) {
    let mut object = Obj::new(arch);
    let mut code = words(&pair);
    code.extend(halves(&[C_RET]));
    let end = code.len() + between;
    code.resize(end, 0);
    // A c.nop each, so that the code can be read as instructions.
    for half in code[10..].chunks_mut(2) {
        half.copy_from_slice(&C_NOP.to_le_bytes());
    }
    code.extend(halves(&[C_RET]));
    let text = object.text(".text", &code);
    object.function("mpy_init", text, 0);
    let f = object.function("f", text, end as u64);
    object.relocate(text, 0, elf::R_RISCV_CALL_PLT, f, 0);
    if marked {
        object.relocate(text, 0, elf::R_RISCV_RELAX, f, 0);
    }
    (object, text)
}

fn linked(object: &Obj, arch: Arch) -> Linked {
    link(arch, &[("a.o", object.bytes())]).unwrap()
}

#[test]
fn a_near_call_takes_two_bytes_a_far_one_four() {
    for (arch, pair, between, expected) in [
        // c.jal .+4, c.jal .+2044, and where that does not reach: jal .+2048
        (Rv32imc, [AUIPC_RA, JALR_RA], 0, halves(&[0x2011])),
        (Rv32imc, [AUIPC_RA, JALR_RA], 2040, halves(&[0x2ff5])),
        (Rv32imc, [AUIPC_RA, JALR_RA], 2042, words(&[0x0010_00ef])),
        // c.j
        (Rv32imc, [AUIPC_T1, JR_T1], 0, halves(&[0xa011])),
        (Rv64imc, [AUIPC_T1, JR_T1], 0, halves(&[0xa011])),
        // RV64 has no c.jal: jal .+6
        (Rv64imc, [AUIPC_RA, JALR_RA], 0, words(&[0x0060_00ef])),
    ] {
        for marked in [false, true] {
            let (object, _) = caller(arch, pair, between, marked);
            let linked = linked(&object, arch);
            let text = viper(&linked).text;
            let f = place_of(&linked, "f");
            assert_eq!(text[..expected.len()], expected, "{} {between}", arch.name());
            assert_eq!(text.len(), expected.len() + 2 + between + 2);
            assert_eq!(f, (text.len() - 2) as u64);
        }
    }
}

#[test]
fn nothing_is_shortened_when_that_is_not_wanted() {
    let (object, _) = caller(Rv32imc, [AUIPC_RA, JALR_RA], 0, true);
    let mut request = request(Rv32imc, &[("a.o", object.bytes())]);
    request.shorten = false;
    let linked = linker::link(&request).unwrap();
    assert_eq!(viper(&linked).text, [words(&[AUIPC_RA, 0x00a0_80e7]), halves(&[C_RET, C_RET])].concat());
}

#[test]
fn without_marks_every_instruction_with_a_distance_must_have_a_relocation() {
    // c.beqz a0, .+2; beq a0, a1, .+4; jal .+4; auipc a0, 0
    for unknown in [halves(&[0xc109]), words(&[0x00b5_0263]), words(&[0x0040_006f]), words(&[0x517])] {
        let mut object = Obj::new(Rv32imc);
        let code = [words(&[AUIPC_RA, JALR_RA]), unknown, halves(&[C_RET, C_RET])].concat();
        let f_offset = code.len() as u64 - 2;
        let text = object.text(".text", &code);
        object.function("mpy_init", text, 0);
        let f = object.function("f", text, f_offset);
        object.relocate(text, 0, elf::R_RISCV_CALL_PLT, f, 0);
        assert_eq!(viper(&linked(&object, Rv32imc)).text.len(), code.len());
    }
}

#[test]
fn without_marks_aligned_sections_and_data_in_code_stay_as_they_are() {
    let (plain, _) = caller(Rv32imc, [AUIPC_RA, JALR_RA], 0, false);
    assert_eq!(viper(&linked(&plain, Rv32imc)).text.len(), 6);
    let (mut with_data, text) = caller(Rv32imc, [AUIPC_RA, JALR_RA], 0, false);
    with_data.label("$d", text, 10);
    assert_eq!(viper(&linked(&with_data, Rv32imc)).text.len(), 12);
    let mut aligned = Obj::new(Rv32imc);
    let code = [words(&[AUIPC_RA, JALR_RA]), halves(&[C_RET, C_RET])].concat();
    let text = aligned.section(".text", SectionKind::Text, 4, &code);
    let entry = aligned.function("mpy_init", text, 0);
    aligned.relocate(text, 0, elf::R_RISCV_CALL_PLT, entry, 10);
    assert_eq!(viper(&linked(&aligned, Rv32imc)).text.len(), 12);
}

#[test]
fn branches_symbols_and_pointers_follow_what_moves() {
    for arch in [Rv32imc, Rv64imc] {
        let mut object = Obj::new(arch);
        // c.beqz a0, over; call f; over: ret; f: ret
        let code = [halves(&[0xc101]), words(&[AUIPC_T1, JR_T1]), halves(&[C_RET, C_RET])].concat();
        let text = object.text(".text", &code);
        object.function("mpy_init", text, 0);
        let over = object.label(".Lover", text, 10);
        let f = object.function("f", text, 12);
        object.relocate(text, 0, elf::R_RISCV_RVC_BRANCH, over, 0);
        object.relocate(text, 2, elf::R_RISCV_CALL, f, 0);
        object.relocate(text, 2, elf::R_RISCV_RELAX, f, 0);
        let data = object.words(".data", arch, 2);
        // By name, and by another name and an addend.
        object.relocate(data, 0, common::pointer(arch), f, 0);
        let entry = object.object.section_symbol(text);
        object.relocate(data, arch.word(), common::pointer(arch), entry, 12);
        let pointers = object.variable("pointers", data, 0, 2 * arch.word());
        let user = object.text(".text.user", &words(&[0x517, 0x50513]));
        object.function("user", user, 0);
        let high = object.label(".Lhi", user, 0);
        object.relocate(user, 0, elf::R_RISCV_PCREL_HI20, pointers, 0);
        object.relocate(user, 4, elf::R_RISCV_PCREL_LO12_I, high, 0);
        let user = object.undefined("user");
        let keep = object.words(".data.keep", arch, 1);
        let keep = {
            object.relocate(keep, 0, common::pointer(arch), user, 0);
            object.variable("keep", keep, 0, arch.word())
        };
        object.relocate(text, 10, elf::R_RISCV_NONE, keep, 0);
        let mut retained = object.object.section_mut(data).flags;
        retained = match retained {
            object::SectionFlags::Elf { sh_type, sh_flags } => object::SectionFlags::Elf {
                sh_type,
                sh_flags: elf::SectionFlags(sh_flags.0 | elf::SHF_GNU_RETAIN.0),
            },
            _ => object::SectionFlags::Elf {
                sh_type: elf::SHT_PROGBITS,
                sh_flags: elf::SectionFlags(elf::SHF_ALLOC.0 | elf::SHF_WRITE.0 | elf::SHF_GNU_RETAIN.0),
            },
        };
        object.object.section_mut(data).flags = retained;
        let linked = linked(&object, arch);
        let text = viper(&linked).text;
        // c.beqz a0, .+4; c.j .+4; ret; ret
        assert_eq!(text[..8], halves(&[0xc111, 0xa011, C_RET, C_RET]));
        assert_eq!(place_of(&linked, "f"), 6);
        let words: Vec<_> = adjusted(&linked, arch).into_iter().map(|(_, op, word)| (op, word)).collect();
        assert_eq!(words, [(Operation::Text, 6), (Operation::Text, 6)]);
    }
}

#[test]
fn padding_is_cut_to_what_is_still_needed() {
    // call f; ret; padding of 6 bytes to a multiple of 8; f: ret
    for (before, left) in [(0, 4), (2, 2), (4, 0), (6, 6)] {
        let mut object = Obj::new(Rv32imc);
        let mut code = halves(&vec![C_NOP; before / 2]);
        code.extend(words(&[AUIPC_RA, JALR_RA]));
        code.extend(halves(&[C_RET]));
        let padding = code.len() as u64;
        code.extend(halves(&[C_NOP; 3]));
        let f_offset = code.len() as u64;
        code.extend(halves(&[C_RET]));
        let text = object.section(".text", SectionKind::Text, 8, &code);
        object.function("mpy_init", text, 0);
        let f = object.function("f", text, f_offset);
        object.relocate(text, before as u64, elf::R_RISCV_CALL, f, 0);
        object.relocate(text, before as u64, elf::R_RISCV_RELAX, f, 0);
        let none = object.object.section_symbol(text);
        object.relocate(text, padding, elf::R_RISCV_ALIGN, none, 6);
        let linked = linked(&object, Rv32imc);
        let expected = before as u64 + 2 + 2 + left;
        assert_eq!(place_of(&linked, "f"), expected, "{before}");
        assert_eq!(expected % 8, 0);
        assert_eq!(viper(&linked).text.len() as u64, expected + 2);
    }
}
