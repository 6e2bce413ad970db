//! What a file is, told by its first bytes, so that a wrong one can be named.

use goblin::Hint;

/// What a file looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind {
    /// An ELF file.
    Elf,
    /// An `ar` archive with its members inside.
    Archive,
    /// An `ar` archive that only names its members.
    ThinArchive,
    /// No bytes at all.
    Empty,
    /// Something else, in words.
    Other(String),
}

/// Tells what a file is.
pub fn identify(bytes: &[u8]) -> FileKind {
    let other = |what: &str| FileKind::Other(what.to_owned());
    if bytes.is_empty() {
        return FileKind::Empty;
    }
    for (magic, kind) in [
        (b"\x7fELF".as_slice(), FileKind::Elf),
        (b"!<arch>\n", FileKind::Archive),
        (b"!<thin>\n", FileKind::ThinArchive),
        (b"BC\xc0\xde", other("LLVM bitcode")),
        (b"M\x06", other("a .mpy file, which is linked already")),
        (b"\0asm", other("a WebAssembly module")),
        (b"PK\x03\x04", other("a zip file")),
        (b"\x1f\x8b", other("a gzip file")),
    ] {
        if bytes.starts_with(magic) {
            return kind;
        }
    }
    if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) {
        return other("text");
    }
    let mut start = [0; 16];
    for (to, from) in start.iter_mut().zip(bytes) {
        *to = *from;
    }
    match goblin::peek_bytes(&start) {
        Ok(Hint::Mach(_)) => other("a Mach-O file (macOS, iOS)"),
        Ok(Hint::MachFat(_)) => other("a Mach-O file for several processors (macOS)"),
        Ok(Hint::PE) => other("a PE file (Windows program or library)"),
        Ok(Hint::TE) => other("a TE file (UEFI firmware)"),
        Ok(Hint::COFF) => other("a COFF object (Windows)"),
        // The rest is what is recognised above, or nothing that goblin knows.
        Ok(_) | Err(_) => other("unknown data"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_their_first_bytes() {
        let pe = [b"MZ".as_slice(), &[0; 58], &64u32.to_le_bytes(), b"PE\0\0"].concat();
        for (bytes, kind) in [
            (b"".as_slice(), FileKind::Empty),
            (b"\x7fELF\x01", FileKind::Elf),
            (b"!<arch>\nx", FileKind::Archive),
            (b"!<thin>\nx", FileKind::ThinArchive),
            (b"int main;\n", FileKind::Other("text".into())),
            (b"\xcf\xfa\xed\xfe\x07\0\0\x01\0\0", FileKind::Other("a Mach-O file (macOS, iOS)".into())),
            (&pe, FileKind::Other("a PE file (Windows program or library)".into())),
            (b"\xff\xfe\x00", FileKind::Other("unknown data".into())),
        ] {
            assert_eq!(identify(bytes), kind, "{bytes:x?}");
        }
    }
}
