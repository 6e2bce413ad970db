//! Thread-local variables of x86 and x86-64, which are variables of the module's one thread.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{Obj, adjusted, codes, link, viper};
use linker::Arch::{X64, X86};
use linker::mpy::Operation;
use object::{SectionKind, elf};

/// `mov v@gottpoff(%rip),%rax; movl $1,%fs:(%rax); mov %fs:0x28,%rdx; ret`
#[test]
fn what_goes_through_the_thread_s_segment_goes_to_the_variable() {
    let mut code = vec![0x48, 0x8b, 0x05, 0, 0, 0, 0, 0x64, 0xc7, 0, 1, 0, 0, 0];
    code.extend([0x64, 0x48, 0x8b, 0x14, 0x25, 0x28, 0, 0, 0, 0xc3]);
    let mut object = Obj::new(X64);
    let text = object.section(".text", SectionKind::Text, 8, &code);
    object.function("mpy_init", text, 0);
    let data = object.section(".tdata", SectionKind::Tls, 4, &[7, 0, 0, 0]);
    let v = object.variable("v", data, 0, 4);
    object.relocate(text, 3, elf::R_X86_64_GOTTPOFF, v, -4);
    let linked = link(X64, &[("a.o", object.bytes())]).unwrap();
    let image = viper(&linked).text;
    // The slot is at 24: 24 - 7.
    code[3] = 17;
    code[7] = 0x3e;
    assert_eq!(image[..24], code);
    assert_eq!(adjusted(&linked, X64), [(24, Operation::Text, 32)]);
    assert_eq!(image[32..], [7, 0, 0, 0]);
}

#[test]
fn an_address_that_is_added_to_the_thread_s_is_refused() {
    // mov %fs:0,%rax; add v@gottpoff(%rip),%rax
    let code = [0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0, 0x48, 0x03, 0x05, 0, 0, 0, 0, 0xc3];
    let mut object = Obj::new(X64);
    let text = object.section(".text", SectionKind::Text, 8, &code);
    object.function("mpy_init", text, 0);
    let data = object.section(".tdata", SectionKind::Tls, 4, &[0; 4]);
    let v = object.variable("v", data, 0, 4);
    object.relocate(text, 12, elf::R_X86_64_GOTTPOFF, v, -4);
    assert_eq!(codes(link(X64, &[("a.o", object.bytes())])), ["L0015"]);
    // mov %gs:0,%eax; add v@gotntpoff(%ebx),%eax
    let code = [0x65, 0xa1, 0, 0, 0, 0, 0x03, 0x83, 0, 0, 0, 0, 0xc3, 0x90, 0x90, 0x90];
    let mut object = Obj::new(X86);
    let text = object.section(".text", SectionKind::Text, 8, &code);
    object.function("mpy_init", text, 0);
    let data = object.section(".tdata", SectionKind::Tls, 4, &[0; 4]);
    let v = object.variable("v", data, 0, 4);
    object.relocate(text, 8, elf::R_386_TLS_GOTIE, v, 0);
    assert_eq!(codes(link(X86, &[("a.o", object.bytes())])), ["L0015"]);
}

/// `lea v@tlsld(%rip),%rdi; call __tls_get_addr@plt; lea w@dtpoff(%rax),%rdx; ret`
#[test]
fn the_local_dynamic_form_counts_from_one_place() {
    let code = [
        0x48, 0x8d, 0x3d, 0, 0, 0, 0, 0xe8, 0, 0, 0, 0, 0x48, 0x8d, 0x90, 0, 0, 0, 0, 0xc3, 0x90, 0x90, 0x90,
        0xc3,
    ];
    let mut object = Obj::new(X64);
    let text = object.section(".text", SectionKind::Text, 8, &code);
    object.function("mpy_init", text, 0);
    let getter = object.function("__tls_get_addr", text, 23);
    let zeros = object.section(".tdata", SectionKind::Tls, 8, &[0; 16]);
    let v = object.variable("v", zeros, 0, 8);
    let w = object.variable("w", zeros, 8, 8);
    object.relocate(text, 3, elf::R_X86_64_TLSLD, v, -4);
    object.relocate(text, 8, elf::R_X86_64_PLT32, getter, -4);
    object.relocate(text, 15, elf::R_X86_64_DTPOFF32, w, 0);
    let linked = link(X64, &[("a.o", object.bytes())]).unwrap();
    // A slot with the image's start; w is 40 bytes from there.
    assert_eq!(adjusted(&linked, X64), [(24, Operation::Text, 0)]);
    assert_eq!(viper(&linked).text[15..19], [40, 0, 0, 0]);
}

/// `lea v@tlsgd(,%ebx,1),%eax; call ___tls_get_addr@plt; ret`: the address is asked for by a slot's place, with an
/// index in place of a base.
#[test]
fn the_general_dynamic_form_asks_by_a_slot() {
    let mut code = vec![0x8d, 0x04, 0x1d, 0, 0, 0, 0, 0xe8, 0xfc, 0xff, 0xff, 0xff, 0xc3, 0x90, 0x90, 0x90];
    // ___tls_get_addr: mov (%eax),%eax; ret
    code.extend([0x8b, 0x00, 0xc3]);
    let mut object = Obj::new(X86);
    let text = object.section(".text", SectionKind::Text, 8, &code);
    object.function("mpy_init", text, 0);
    let getter = object.function("___tls_get_addr", text, 16);
    let data = object.section(".tdata", SectionKind::Tls, 4, &[7, 0, 0, 0]);
    let v = object.variable("v", data, 0, 4);
    object.relocate(text, 3, elf::R_386_TLS_GD, v, 0);
    object.relocate(text, 8, elf::R_386_PLT32, getter, 0);
    let linked = link(X86, &[("a.o", object.bytes())]).unwrap();
    // The one slot is where the base is.
    assert_eq!(adjusted(&linked, X86), [(20, Operation::Text, 24)]);
    assert_eq!(viper(&linked).text[..7], [0x8d, 0x04, 0x1d, 0, 0, 0, 0]);
}
