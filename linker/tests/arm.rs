//! What the linker does to Thumb code beyond filling in fields: stubs, detours, instructions that are rewritten, and
//! what it refuses to guess.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::ar::indexed;
use common::{Obj, adjusted, codes, lines, link, place_of, viper};
use linker::Arch::{Armv6m, Armv7emdp, Armv7emsp, Armv7m};
use linker::mpy::Operation;
use linker::{Arch, Error, Linked, RuntimeWord};
use object::elf::{self, RelocationType};
use object::write::{SectionId, SymbolId};
use object::{FileFlags, SectionKind, SymbolFlags, SymbolKind, SymbolScope};

const ARMS: [Arch; 4] = [Armv6m, Armv7m, Armv7emsp, Armv7emdp];

/// Halfwords, as a disassembler shows them.
fn code(insns: &[u16]) -> Vec<u8> {
    insns.iter().flat_map(|insn| insn.to_le_bytes()).collect()
}

/// The halfwords of a module.
fn halves(linked: &Linked) -> Vec<u16> {
    viper(linked).text.chunks_exact(2).map(|half| u16::from_le_bytes(half.try_into().unwrap())).collect()
}

/// An object whose entry is that code, with a mapping symbol at its start and one where its data begins.
fn entry(arch: Arch, insns: &[u16], data: usize) -> (Obj, SectionId) {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 4, &code(insns));
    object.function("mpy_init", text, 0);
    object.label("$t", text, 0);
    if data < 2 * insns.len() {
        object.label("$d", text, data as u64);
    }
    (object, text)
}

fn firmware(name: &str) -> Operation {
    Operation::Runtime(RuntimeWord::from_symbol(name).unwrap())
}

// --- Stubs ------------------------------------------------------------------------------------------------------

/// `nlr_push` returns twice: a stub leaves every register, the flags and the return address as they are.
#[test]
fn calls_of_the_firmware_go_through_one_stub_that_changes_nothing() {
    for arch in ARMS {
        let (mut object, text) = entry(arch, &[0xf7ff, 0xfffe, 0xf7ff, 0xfffe, 0x4770], 10);
        let nlr_push = object.undefined("nlr_push");
        object.relocate(text, 0, elf::R_ARM_THM_PC22, nlr_push, 0);
        object.relocate(text, 4, elf::R_ARM_THM_PC22, nlr_push, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(linked.report.stubs, ["mp_fun_table.nlr_push"]);
        assert_eq!(linked.report.slots, [""; 0]);
        // Both lead to 12.
        let text = halves(&linked);
        assert_eq!(text[..5], [0xf000, 0xf804, 0xf000, 0xf802, 0x4770]);
        // ldr.w pc, [pc]; or push {r0, r1}; ldr r0, [pc, #4]; str r0, [sp, #4]; pop {r0, pc}
        let stub: &[u16] =
            if arch == Armv6m { &[0xb403, 0x4801, 0x9001, 0xbd01, 0, 0] } else { &[0xf8df, 0xf000, 0, 0] };
        assert_eq!(text[6..], *stub);
        let word = 12 + 2 * stub.len() as u64 - 4;
        assert_eq!(adjusted(&linked, arch), [(word, firmware("nlr_push"), 0)]);
    }
}

#[test]
fn a_branch_to_a_number_stays_in_thumb() {
    for value in [0x1000_0234, 0x1000_0235] {
        let (mut object, text) = entry(Armv7m, &[0xf7ff, 0xbffe], 4);
        let rom = object.absolute("rom_function", value);
        object.relocate(text, 0, elf::R_ARM_THM_JUMP24, rom, 0);
        let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(halves(&linked), [0xf000, 0xb800, 0xf8df, 0xf000, 0x0235, 0x1000]);
        assert_eq!(adjusted(&linked, Armv7m), []);
    }
}

#[test]
fn short_branches_go_through_stubs_as_far_as_they_reach() {
    let build = |insn: u16, r_type: RelocationType, padding: usize| {
        let (mut object, text) = entry(Armv6m, &[&[insn][..], &vec![0x46c0; padding]].concat(), 0xffff);
        let target = object.undefined("mp_load_name");
        object.relocate(text, 0, r_type, target, 0);
        link(Armv6m, &[("a.o", object.bytes())])
    };
    for (insn, r_type, reach) in [
        (0xe7fe, elf::R_ARM_THM_PC11, 2048),
        (0xd1fe, elf::R_ARM_THM_PC9, 256),
        (0xb3f3, elf::R_ARM_THM_JUMP6, 128),
    ] {
        assert!(build(insn, r_type, reach / 2 - 1).is_ok(), "{reach}");
        assert_eq!(codes(build(insn, r_type, reach / 2 + 1)), ["L0021"], "{reach}");
    }
}

#[test]
fn objects_of_the_firmware_cannot_be_called() {
    let (mut object, text) = entry(Armv7m, &[0xf7ff, 0xfffe], 4);
    let list = object.undefined("mp_type_list");
    object.relocate(text, 0, elf::R_ARM_THM_PC22, list, 0);
    assert_eq!(codes(link(Armv7m, &[("a.o", object.bytes())])), ["L0027"]);
}

// --- What nothing defines ---------------------------------------------------------------------------------------

/// ELF for the Arm Architecture, "Weak undefined references": the branch goes to the next instruction.
#[test]
fn a_branch_to_a_weak_function_that_nothing_defines_does_nothing() {
    for (before, r_type, after) in [
        (&[0xf7ff, 0xfffe][..], elf::R_ARM_THM_PC22, &[0xbf00, 0xbf00][..]),
        (&[0xf7ff, 0xbffe], elf::R_ARM_THM_JUMP24, &[0xbf00, 0xbf00]),
        (&[0xf43f, 0xaffe], elf::R_ARM_THM_JUMP19, &[0xbf00, 0xbf00]),
        (&[0xe7fe], elf::R_ARM_THM_PC11, &[0xbf00]),
        (&[0xd1fe], elf::R_ARM_THM_PC9, &[0xbf00]),
        (&[0xb3f3], elf::R_ARM_THM_JUMP6, &[0xbf00]),
    ] {
        let (mut object, text) = entry(Armv6m, before, 0xffff);
        let nothing = object.undefined_weak("nothing");
        object.relocate(text, 0, r_type, nothing, 0);
        let linked = link(Armv6m, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(halves(&linked), after);
        // What is defined is branched to, weak or not.
        let mut other = Obj::new(Armv6m);
        let text = other.text(".text", &[0; 8]);
        other.weak_function("nothing", text, 4);
        let linked = link(Armv6m, &[("a.o", object.bytes()), ("b.o", other.bytes())]).unwrap();
        assert_ne!(halves(&linked)[..after.len()], *after);
    }
}

// --- Words that hold distances ----------------------------------------------------------------------------------

/// `ldr r3, word; add r3, pc; bx lr; nop; word: v - (2 + 4)`, the code of [`COMPLETED`].
const WORD: [u16; 6] = [0x4b01, 0x447b, 0x4770, 0x46c0, 2, 0];
/// The same with the `add` made a `nop`, and the word nothing but what the loader adds to.
const COMPLETED: [u16; 6] = [0x4b01, 0xbf00, 0x4770, 0x46c0, 0, 0];

/// Links code whose word at 8 is the distance of what `make` makes.
fn distance(
    arch: Arch,
    insns: &[u16],
    make: impl FnOnce(&mut Obj) -> SymbolId,
) -> Result<Linked, Vec<Error>> {
    let (mut object, text) = entry(arch, insns, 8);
    let symbol = make(&mut object);
    object.relocate(text, 8, elf::R_ARM_REL32, symbol, 0);
    link(arch, &[("a.o", object.bytes())])
}

/// A static variable, by its section and its offset there.
fn static_variable(object: &mut Obj) -> SymbolId {
    let zeros = object.zeros(".bss", 4, 16);
    object.label("counter", zeros, 12)
}

#[test]
fn a_distance_to_the_bss_becomes_an_address() {
    for arch in ARMS {
        let linked = distance(arch, &WORD, static_variable).unwrap();
        assert_eq!(linked.report.zeros_in_image, [""; 0]);
        assert_eq!(halves(&linked)[..4], COMPLETED[..4]);
        // The slot with the head of the BSS comes after it.
        assert_eq!(adjusted(&linked, arch), [(8, Operation::Bss, 12), (12, Operation::Bss, 0)]);
    }
}

#[test]
fn what_the_word_adds_to_the_symbol_stays() {
    let mut insns = WORD;
    insns[4] += 8;
    let linked = distance(Armv7m, &insns, |object| {
        let zeros = object.zeros(".bss", 4, 16);
        object.label(".bss", zeros, 0)
    });
    assert_eq!(adjusted(&linked.unwrap(), Armv7m)[0], (8, Operation::Bss, 8));
}

#[test]
fn a_distance_to_the_firmware_or_to_a_number_becomes_an_address() {
    let linked = distance(Armv6m, &WORD, |object| object.undefined("mp_type_list")).unwrap();
    assert_eq!(halves(&linked), COMPLETED);
    assert_eq!(adjusted(&linked, Armv6m), [(8, firmware("mp_type_list"), 0)]);
    let linked = distance(Armv6m, &WORD, |object| object.absolute("N", 0x1234_5678)).unwrap();
    assert_eq!(halves(&linked), [0x4b01, 0xbf00, 0x4770, 0x46c0, 0x5678, 0x1234]);
    let linked = distance(Armv6m, &WORD, |object| object.undefined_weak("nothing")).unwrap();
    assert_eq!(halves(&linked), COMPLETED);
}

#[test]
fn a_distance_in_the_image_stays_one() {
    let linked = distance(Armv7m, &WORD, |object| {
        let data = object.section(".data", SectionKind::Data, 4, &[1; 4]);
        object.variable("v", data, 0, 4)
    });
    // v is at 12, and the program counter of the `add` reads as 6.
    assert_eq!(halves(&linked.unwrap())[..6], [0x4b01, 0x447b, 0x4770, 0x46c0, 6, 0]);
}

/// Whatever comes between that leaves the register alone.
#[test]
fn the_add_is_found_behind_other_instructions() {
    for between in [
        &[0x6811, 0x1889][..], // ldr r1, [r2]; adds r1, r1, r2
        &[0xb510, 0xb082],     // push {r4, lr}; sub sp, #8
        &[0xf240, 0x0134],     // movw r1, #0x34
        &[0xf8d2, 0x1004],     // ldr.w r1, [r2, #4]
        &[0xfb02, 0xf101],     // mul r1, r2, r1
        &[0xeb02, 0x0102],     // add.w r1, r2, r2
        &[0xe8bd, 0x4010],     // pop.w {r4, lr}
        &[0xed92, 0x0a01],     // vldr s0, [r2, #4]
        &[0x4610, 0x46c0],     // mov r0, r2; nop
    ] {
        let insns = [&[0x4b01][..], between, &[0x447b], &WORD[4..]].concat();
        let mut insns: Vec<u16> = insns;
        insns[4] = u16::try_from(8 - (6 + 4)).unwrap_or(0xfffe);
        insns[5] = 0xffff;
        let linked = distance(Armv7m, &insns, static_variable).unwrap();
        assert_eq!(linked.report.zeros_in_image, [""; 0], "{between:x?}");
        assert_eq!(halves(&linked)[3], 0xbf00);
        assert_eq!(adjusted(&linked, Armv7m)[0], (8, Operation::Bss, 12));
    }
}

/// Where it is not sure that the word is only ever completed by that one `add`, a variable stays in the image, and what
/// is not in the module is refused.
#[test]
fn an_unsure_distance_is_left_as_it_is() {
    for (why, insns) in [
        ("a branch", [0x4b01, 0xd000, 0x447b, 0x4770, 4 - 8, 0xffff]),
        ("a call", [0x4b01, 0x4788, 0x447b, 0x4770, 0xfffc, 0xffff]),
        ("a copy", [0x4b01, 0x461a, 0x447b, 0x4770, 0xfffc, 0xffff]),
        ("a store", [0x4b01, 0x6013, 0x447b, 0x4770, 0xfffc, 0xffff]),
        ("another value", [0x4b01, 0x2300, 0x447b, 0x4770, 0xfffc, 0xffff]),
        ("a condition", [0x4b01, 0xbf08, 0x447b, 0x4770, 0xfffc, 0xffff]),
        ("a list", [0x4b01, 0xb408, 0x447b, 0x4770, 0xfffc, 0xffff]),
        ("no completion", [0x4b01, 0x4770, 0x46c0, 0x46c0, 0, 0]),
        ("another register's completion", [0x4b01, 0x447a, 0x4770, 0x46c0, 2, 0]),
        ("two completions", [0x4b01, 0x447b, 0x4b00, 0x447b, 2, 0]),
        ("its address", [0x4b01, 0x447b, 0xa200, 0x4770, 2, 0]),
        ("two words at once", [0x4b01, 0x447b, 0xe9df, 0x0100, 2, 0]),
    ] {
        let insns = insns.map(|insn: i32| (insn & 0xffff) as u16);
        let linked = distance(Armv7m, &insns, static_variable).unwrap();
        assert_eq!(linked.report.zeros_in_image, ["a.o: .bss"], "{why}");
        assert_eq!(halves(&linked)[..4], insns[..4], "{why}");
        let refused = distance(Armv7m, &insns, |object| object.undefined("mp_type_list"));
        assert_eq!(codes(refused), ["L0027"], "{why}");
    }
}

#[test]
fn without_mapping_symbols_nothing_is_sure() {
    let mut object = Obj::new(Armv7m);
    let text = object.section(".text", SectionKind::Text, 4, &code(&WORD));
    object.function("mpy_init", text, 0);
    let counter = static_variable(&mut object);
    object.relocate(text, 8, elf::R_ARM_REL32, counter, 0);
    let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(linked.report.zeros_in_image, ["a.o: .bss"]);
}

/// What looks like another load of the word is data.
#[test]
fn data_is_not_taken_for_instructions() {
    let (mut object, text) = entry(Armv7m, &[&WORD[..4], &[0x4b01, 0x4b00], &WORD[4..]].concat(), 8);
    let counter = static_variable(&mut object);
    object.relocate(text, 12, elf::R_ARM_REL32, counter, 0);
    let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
    // The load reaches the word at 8 only: this one is never loaded.
    assert_eq!(linked.report.zeros_in_image, ["a.o: .bss"]);
    let (mut object, text) = entry(Armv7m, &[&WORD[..], &[0x4b00, 0x4b00]].concat(), 8);
    let counter = static_variable(&mut object);
    object.relocate(text, 8, elf::R_ARM_REL32, counter, 0);
    let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(linked.report.zeros_in_image, [""; 0]);
}

// --- Addresses in two halves ------------------------------------------------------------------------------------

const MOVW_R3: [u16; 2] = [0xf240, 0x0300];
const MOVT_R3: [u16; 2] = [0xf2c0, 0x0300];

/// Links code that begins with `movw r3` and has `movt r3` at an offset, for what `make` makes.
fn halves_of(
    insns: &[u16],
    movt: u64,
    make: impl FnOnce(&mut Obj) -> SymbolId,
) -> Result<Linked, Vec<Error>> {
    let (mut object, text) = entry(Armv7m, insns, 0xffff);
    let symbol = make(&mut object);
    object.relocate(text, 0, elf::R_ARM_THM_MOVW_ABS_NC, symbol, 0);
    object.relocate(text, movt, elf::R_ARM_THM_MOVT_ABS, symbol, 0);
    link(Armv7m, &[("a.o", object.bytes())])
}

#[test]
fn halves_of_an_address_become_a_detour_that_loads_it() {
    let insns = [&MOVW_R3[..], &MOVT_R3, &[0x4770]].concat();
    let linked = halves_of(&insns, 4, static_variable).unwrap();
    assert_eq!(linked.report.detours, 1);
    // b.w to 12; nop.w; bx lr. Then: ldr.w r3, [pc, #4]; b.w to 4; the word.
    let expected = [0xf000, 0xb804, 0xf3af, 0x8000, 0x4770, 0, 0xf8df, 0x3004, 0xf7ff, 0xbff8];
    assert_eq!(halves(&linked)[..10], expected);
    assert_eq!(adjusted(&linked, Armv7m), [(20, Operation::Bss, 12), (24, Operation::Bss, 0)]);
    let linked = halves_of(&insns, 4, |object| object.undefined("mp_type_list")).unwrap();
    assert_eq!(adjusted(&linked, Armv7m), [(20, firmware("mp_type_list"), 0)]);
}

#[test]
fn halves_of_a_functions_address_keep_thumbs_bit() {
    let (mut object, text) = entry(Armv7m, &[&MOVW_R3[..], &MOVT_R3, &[0x4770]].concat(), 0xffff);
    let there = object.function("there", text, 8);
    object.relocate(text, 0, elf::R_ARM_THM_MOVW_ABS_NC, there, 0);
    object.relocate(text, 4, elf::R_ARM_THM_MOVT_ABS, there, 0);
    let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(adjusted(&linked, Armv7m), [(20, Operation::Text, 9)]);
}

#[test]
fn halves_are_followed_over_branches_and_calls() {
    for (why, between) in [
        ("instructions", &[0x2001, 0x6811][..]),
        ("a branch around nothing", &[0xe7ff]),
        ("a way around", &[0xd000, 0x2001]),
        ("cbz", &[0xb100, 0x2001]),
        ("a loop", &[0x3801, 0xd1fd]),
    ] {
        let insns = [&MOVW_R3[..], between, &MOVT_R3, &[0x4770]].concat();
        let movt = 4 + 2 * between.len() as u64;
        let linked = halves_of(&insns, movt, static_variable);
        assert_eq!(linked.map(|linked| linked.report.detours), Ok(1), "{why}");
    }
    // A call keeps r4 to r11, not r3: movw r5; blx r1; movt r5.
    let across = |register: u16| {
        halves_of(&[0xf240, register << 8, 0x4788, 0xf2c0, register << 8, 0x4770], 6, static_variable)
    };
    assert_eq!(across(5).map(|linked| linked.report.detours), Ok(1));
    assert_eq!(codes(across(3)), ["L0020", "L0020"]);
}

#[test]
fn unsure_halves_are_refused_with_the_option_that_avoids_them() {
    for (why, between) in [
        ("a read", &[0x461a][..]),
        ("another value", &[0x2300]),
        ("a call through the register", &[0x4798]),
        ("a way that returns", &[0xd100, 0x4770]),
        ("a table branch", &[0xe8df, 0xf000]),
        ("a way out of the section", &[0xd07f]),
        ("a condition", &[0xbf08]),
    ] {
        let insns = [&MOVW_R3[..], between, &MOVT_R3, &[0x4770]].concat();
        let errors = halves_of(&insns, 4 + 2 * between.len() as u64, static_variable).unwrap_err();
        let first = errors.first().unwrap();
        assert_eq!(first.code(), "L0020", "{why}");
        assert!(first.remedy().contains("-mword-relocations"), "{}", first.remedy());
    }
    // Another symbol's half.
    let (mut object, text) = entry(Armv7m, &[&MOVW_R3[..], &MOVT_R3, &[0x4770]].concat(), 0xffff);
    let (one, two) = (object.undefined("mp_type_list"), object.undefined("mp_type_dict"));
    object.relocate(text, 0, elf::R_ARM_THM_MOVW_ABS_NC, one, 0);
    object.relocate(text, 4, elf::R_ARM_THM_MOVT_ABS, two, 0);
    assert_eq!(codes(link(Armv7m, &[("a.o", object.bytes())])), ["L0020", "L0020"]);
    // An upper half that no lower one leads to.
    let (mut object, text) = entry(Armv7m, &[&MOVT_R3[..], &[0x4770]].concat(), 0xffff);
    let one = object.undefined("mp_type_list");
    object.relocate(text, 0, elf::R_ARM_THM_MOVT_ABS, one, 0);
    assert_eq!(codes(link(Armv7m, &[("a.o", object.bytes())])), ["L0020"]);
}

// --- Thread-local variables -------------------------------------------------------------------------------------

/// Adds a thread-local variable at 4 of its section.
fn thread_local(object: &mut Obj) -> SymbolId {
    let data = object.section(".tdata", SectionKind::Tls, 4, &[0, 0, 0, 0, 7, 0, 0, 0]);
    let symbol = object.variable("v", data, 4, 4);
    object.object.symbol_mut(symbol).kind = SymbolKind::Tls;
    symbol
}

#[test]
fn variables_of_the_one_thread_are_ordinary_ones() {
    for (name, insns) in [
        ("__aeabi_read_tp", [[0x2000, 0xbf00], [0x2000, 0x4770]]),
        ("__tls_get_addr", [[0x6800, 0xbf00], [0x6800, 0x4770]]),
    ] {
        let (mut object, text) = entry(Armv7m, &[0xf7ff, 0xfffe, 0xf7ff, 0xbffe, 0, 0, 0, 0, 0, 0, 0, 0], 8);
        let function = object.undefined(name);
        let v = thread_local(&mut object);
        object.relocate(text, 0, elf::R_ARM_THM_PC22, function, 0);
        object.relocate(text, 4, elf::R_ARM_THM_JUMP24, function, 0);
        object.relocate(text, 8, elf::R_ARM_TLS_LE32, v, 0);
        object.relocate(text, 12, elf::R_ARM_TLS_IE32, v, 0);
        object.relocate(text, 16, elf::R_ARM_TLS_LDM32, v, 0);
        object.relocate(text, 20, elf::R_ARM_TLS_LDO32, v, 0);
        let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
        let image = halves(&linked);
        assert_eq!([&image[..2], &image[2..4]], [&insns[0][..], &insns[1]]);
        let v = place_of(&linked, "v");
        assert_eq!(viper(&linked).text[usize::try_from(v).unwrap()], 7);
        // The slots: v's address, and the module's base, zero.
        assert_eq!(linked.report.slots, ["v", "0x0"]);
        let slot = adjusted(&linked, Armv7m)[2].0;
        assert_eq!(
            adjusted(&linked, Armv7m),
            [(8, Operation::Text, v), (20, Operation::Text, v), (slot, Operation::Text, v)]
        );
        assert_eq!(u64::from(image[6]), slot - 12);
        assert_eq!(u64::from(image[8]), slot + 4 - 16);
    }
}

#[test]
fn the_thread_pointers_function_has_no_address() {
    for name in ["__aeabi_read_tp", "__tls_get_addr"] {
        let (mut object, text) = entry(Armv7m, &[0, 0], 0);
        let function = object.undefined(name);
        object.relocate(text, 0, elf::R_ARM_ABS32, function, 0);
        assert_eq!(codes(link(Armv7m, &[("a.o", object.bytes())])), ["L0012"]);
    }
}

// --- What processors of the M profile do not run -----------------------------------------------------------------

#[test]
fn arm_instructions_are_refused_if_they_are_reached() {
    let build = |reached: bool| {
        let (mut object, text) = entry(Armv7m, &[0, 0, 0, 0], 0xffff);
        let other = object.section(".text.other", SectionKind::Text, 4, &[0; 8]);
        object.label("$a", other, 0);
        let there = object.function("there", other, 0);
        if reached {
            object.relocate(text, 4, elf::R_ARM_ABS32, there, 0);
        }
        link(Armv7m, &[("a.o", object.bytes())])
    };
    assert_eq!(
        lines(build(true)),
        [
            "L0006: a.o: .text.other+0x0, in `there`: compiled for Arm instructions, but armv7m firmware has Thumb \
          instructions only (-mthumb)"
        ]
    );
    assert!(build(false).is_ok());
}

#[test]
fn abis_are_told_by_the_flags() {
    let with = |arch: Arch, flags: u32| {
        let (mut object, _) = entry(arch, &[0x4770], 0xffff);
        let FileFlags::Elf { e_flags, .. } = &mut object.object.flags else { panic!() };
        e_flags.0 = flags;
        codes(link(arch, &[("a.o", object.bytes())]))
    };
    for arch in ARMS {
        let is_hard = matches!(arch, Armv7emsp | Armv7emdp);
        assert_eq!(with(arch, 0x0500_0000), [""; 0]);
        assert_eq!(with(arch, 0x0500_0200).is_empty(), !is_hard);
        assert_eq!(with(arch, 0x0500_0400).is_empty(), is_hard);
        for flags in [0, 0x0400_0000, 0x0580_0000, 0x0500_0001, 0x0500_0600] {
            assert_eq!(with(arch, flags), ["L0006"], "{flags:#x}");
        }
    }
}

// --- Tables that unwind the stack -------------------------------------------------------------------------------

/// Compilers write an entry for each function, which names a routine of the C++ runtime.
#[test]
fn unwind_tables_pull_nothing_in() {
    let personality = |name: &str| {
        let mut object = Obj::new(Armv7m);
        let text = object.text(".text", &[0; 4]);
        object.function(name, text, 0);
        object.bytes()
    };
    let (first, second) = (personality("__aeabi_unwind_cpp_pr0"), personality("__gxx_personality_v0"));
    let index = [("__aeabi_unwind_cpp_pr0", 0), ("__gxx_personality_v0", 1)];
    let library = indexed(&[("pr0.o", first), ("gxx.o", second)], &index);
    let build = |called: bool| {
        let (mut object, text) = entry(Armv7m, &[0xf7ff, 0xfffe, 0x4770, 0], 0xffff);
        let routine = object.undefined("__aeabi_unwind_cpp_pr0");
        let other = object.undefined("__gxx_personality_v0");
        let exidx = object.section(".ARM.exidx", SectionKind::ReadOnlyData, 4, &[0; 8]);
        let start = object.label(".Lstart", text, 0);
        object.relocate(exidx, 0, elf::R_ARM_NONE, routine, 0);
        object.relocate(exidx, 0, elf::R_ARM_PREL31, start, 0);
        let extab = object.section(".ARM.extab", SectionKind::ReadOnlyData, 4, &[0; 8]);
        object.relocate(extab, 0, elf::R_ARM_PREL31, other, 0);
        if called {
            object.relocate(text, 0, elf::R_ARM_THM_PC22, routine, 0);
        }
        link(Armv7m, &[("a.o", object.bytes()), ("lib.a", library.clone())]).unwrap()
    };
    assert_eq!(build(false).report.members, []);
    let members: Vec<String> = build(true).report.members.iter().map(|member| member.file.clone()).collect();
    assert_eq!(members, ["lib.a(pr0.o)"]);
}

// --- Thumb's bit ------------------------------------------------------------------------------------------------

#[test]
fn pointers_to_functions_have_thumbs_bit_wherever_the_function_is() {
    let (mut object, text) = entry(Armv7m, &[0; 12], 0);
    let outside = object.undefined("outside");
    let local = object.object.add_symbol(object::write::Symbol {
        name: b"local".into(),
        value: 9,
        size: 2,
        kind: SymbolKind::Text,
        scope: SymbolScope::Compilation,
        weak: false,
        section: object::write::SymbolSection::Section(text),
        flags: SymbolFlags::None,
    });
    object.relocate(text, 4, elf::R_ARM_ABS32, outside, 0);
    object.relocate(text, 12, elf::R_ARM_ABS32, local, 0);
    object.relocate(text, 16, elf::R_ARM_GOT32, outside, 0);
    object.relocate(text, 20, elf::R_ARM_GOTPC, outside, 0);
    let mut other = Obj::new(Armv7m);
    let text = other.section(".text", SectionKind::Text, 4, &[0; 8]);
    other.function("outside", text, 4);
    let linked = link(Armv7m, &[("a.o", object.bytes()), ("b.o", other.bytes())]).unwrap();
    assert_eq!((place_of(&linked, "outside"), place_of(&linked, "local")), (28, 8));
    assert_eq!(linked.report.slots, ["outside"]);
    assert_eq!(
        adjusted(&linked, Armv7m),
        [(4, Operation::Text, 29), (12, Operation::Text, 9), (32, Operation::Text, 29)]
    );
}
