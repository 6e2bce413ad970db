//! The C that modules are compiled against and linked with, as text within the program.
//!
//! `abi.h`, `rt.h` and `rt*.c` are what compiled Python uses ([`crate::compile`]). `include/` is what C written for the
//! firmware includes: `py/obj.h`, `py/runtime.h` and their like, in a form of our own, for a directory on the
//! compiler's include path. `support/` is the library of what the firmware has but its table does not
//! ([`crate::support`] links it).

/// The headers of [`HEADERS`], by their paths.
macro_rules! headers {
    ($($path:literal),* $(,)?) => { &[$(($path, include_str!(concat!("include/", $path)))),*] };
}

/// What C written for the firmware includes: the path below the include directory, and the text. They include each
/// other by paths relative to themselves.
pub const HEADERS: &[(&str, &str)] = headers![
    "py/binary.h",
    "py/builtin.h",
    "py/cstack.h",
    "py/gc.h",
    "py/misc.h",
    "py/mpconfig.h",
    "py/mperrno.h",
    "py/mphal.h",
    "py/mpprint.h",
    "py/mpstate.h",
    "py/mpthread.h",
    "py/nlr.h",
    "py/obj.h",
    "py/objarray.h",
    "py/objexcept.h",
    "py/objfun.h",
    "py/objint.h",
    "py/objlist.h",
    "py/objmodule.h",
    "py/objstr.h",
    "py/objtuple.h",
    "py/objtype.h",
    "py/parsenum.h",
    "py/pystack.h",
    "py/qstr.h",
    "py/ringbuf.h",
    "py/runtime.h",
    "py/runtime0.h",
    "py/smallint.h",
    "py/stackctrl.h",
    "py/stream.h",
    "py/unicode.h",
];

/// The sources of [`SUPPORT`], by their names.
macro_rules! support {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("support/", $name, ".c")))),*] };
}

/// The support library's own header, beside [`HEADERS`].
pub const SUPPORT_HEADER: (&str, &str) = ("support.h", include_str!("support/support.h"));

/// The support library: the names of its files without `.c`, and their texts.
pub const SUPPORT: &[(&str, &str)] = support![
    "binary",
    "call",
    "container",
    "errno",
    "exception",
    "float",
    "float_sizes",
    "hal",
    "int",
    "libc",
    "map",
    "memory",
    "names",
    "object",
    "print",
    "process",
    "ringbuf",
    "sequence",
    "str",
    "stream",
    "threads",
    "unicode",
    "vstr",
];

/// What a module's own sources can include as well, and the objects of [`ENTRY_SOURCES`]: static data.
pub const STATIC_HEADERS: &[(&str, &str)] = headers!["mpyc/static.h"];

/// Headers of the C library, for compilers that bring none: they come after all others.
pub const LIBC_HEADERS: &[(&str, &str)] =
    headers!["libc/assert.h", "libc/math.h", "libc/stdio.h", "libc/stdlib.h", "libc/string.h"];

/// What is in the support library but written as a module is, by the names of its objects: start-up code, and the entry
/// of a registered module. Each is compiled with the headers above and those of [`crate::usermod`].
pub const ENTRY_SOURCES: [(&str, &str); 5] = [
    ("start", include_str!("start.c")),
    ("fill", include_str!("fill.c")),
    ("construct", include_str!("construct.c")),
    ("module", include_str!("module.c")),
    ("delegation", include_str!("delegation.c")),
];

/// The entry of a registered module (`module.c`).
pub const MODULE_ENTRY: &str = "mpyc_module_entry";

#[cfg(test)]
mod tests {
    use super::{HEADERS, LIBC_HEADERS, STATIC_HEADERS, SUPPORT};

    #[test]
    fn every_file_of_the_support_library_is_in_the_list() {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/src/runtime/support");
        let names = std::fs::read_dir(directory).unwrap().map(|file| file.unwrap().file_name());
        let mut files: Vec<String> =
            names.filter_map(|name| Some(name.to_str()?.strip_suffix(".c")?.to_owned())).collect();
        files.sort();
        let listed: Vec<&str> = SUPPORT.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, files);
    }

    /// A header that is not in the list would not be found by anything that includes it.
    #[test]
    fn every_header_is_in_the_list() {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/src/runtime/include");
        let mut files = Vec::new();
        for folder in std::fs::read_dir(directory).unwrap() {
            let folder = folder.unwrap();
            for file in std::fs::read_dir(folder.path()).unwrap() {
                let name = [folder.file_name(), file.unwrap().file_name()];
                files.push(name.map(|part| part.to_string_lossy().into_owned()).join("/"));
            }
        }
        files.sort();
        let listed: Vec<&str> =
            LIBC_HEADERS.iter().chain(STATIC_HEADERS).chain(HEADERS).map(|(path, _)| *path).collect();
        assert_eq!(listed, files);
    }
}
