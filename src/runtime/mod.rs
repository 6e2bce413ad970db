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
    "mpyc/static.h",
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
    "ringbuf",
    "sequence",
    "str",
    "stream",
    "unicode",
    "vstr",
];

#[cfg(test)]
mod tests {
    use super::{HEADERS, SUPPORT};

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
        let listed: Vec<&str> = HEADERS.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, files);
    }
}
