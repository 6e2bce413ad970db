//! Names that compilers and C libraries bring into objects without anyone having written them, or that C programs take
//! for granted: what each is, and what to do when nothing defines it.
//!
//! A row is for a family of names. Rows are tried in order; a pattern may have one `*`.

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The names.
    patterns: &'static [&'static str],
    /// What they are and why they are not there, a clause that goes on from the name: "is …".
    pub what: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// Part of another problem that has its own code.
    pub part_of: Option<PartOf>,
}

impl Known {
    /// Whether linking a library is the thing to do.
    pub fn is_answered_by_library(&self) -> bool {
        self.remedy.contains("-l")
    }
}

/// A problem that undefined names are a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOf {
    /// Thread-local variables.
    ThreadLocal,
}

const fn known(patterns: &'static [&'static str], what: &'static str, remedy: &'static str) -> Known {
    Known { patterns, what, remedy, part_of: None }
}

/// What to do about thread-local variables that are found in no way that can be linked.
pub const THREAD_LOCAL_REMEDY: &str = "make it an ordinary variable, without `_Thread_local`";

#[rustfmt::skip]
static TABLE: [Known; 24] = [
    Known {
        patterns: &["__tls_get_addr", "___tls_get_addr", "__aeabi_read_tp", "__emutls_get_address"],
        what: "is what compiled code calls to find its thread-local variables, which firmware has none of",
        remedy: THREAD_LOCAL_REMEDY,
        part_of: Some(PartOf::ThreadLocal),
    },
    known(
        &["__stack_chk_fail", "__stack_chk_fail_local", "__stack_chk_guard"],
        "is part of the compiler's stack protector",
        "compile with -fno-stack-protector",
    ),
    known(
        &[
            "__asan_*", "__ubsan_*", "__tsan_*", "__msan_*", "__hwasan_*", "__sanitizer_*",
            "__sanitizer_cov_*",
        ],
        "is part of a sanitizer's own run-time library",
        "compile without -fsanitize",
    ),
    known(&["__*_chk"], "is a checked form of a function of the C library", "compile with -U_FORTIFY_SOURCE"),
    known(
        &["mcount", "_mcount", "__fentry__", "__gnu_mcount_nc", "__cyg_profile_func_*"],
        "is what a profiled program calls on entering a function",
        "compile without -pg and -finstrument-functions",
    ),
    known(
        &["__gcov_*", "__llvm_profile_*"],
        "is part of a coverage tool's own run-time library",
        "compile without --coverage",
    ),
    known(
        &["__cxa_guard_*"],
        "guards a C++ static that is made when a function first runs, against threads",
        "compile with -fno-threadsafe-statics",
    ),
    known(
        &[
            "__gxx_personality_*", "__gcc_personality_*", "__cxa_begin_catch", "__cxa_end_catch",
            "__cxa_throw", "__cxa_rethrow", "__cxa_allocate_exception", "__cxa_free_exception",
            "__cxa_end_cleanup", "_Unwind_*", "__aeabi_unwind_cpp_*",
        ],
        "is part of how C++ exceptions unwind the stack, which firmware cannot do",
        "compile with -fno-exceptions -fno-unwind-tables -fno-asynchronous-unwind-tables",
    ),
    known(
        &["__cxa_atexit", "__aeabi_atexit", "atexit", "__dso_handle"],
        "is for the destructors of C++ statics when a program ends; a module never ends",
        "define it: `void *__dso_handle; int __cxa_atexit(void (*f)(void *), void *a, void *d) { return 0; }`",
    ),
    known(
        &["__cxa_pure_virtual", "__cxa_deleted_virtual"],
        "is what a virtual function without a body calls",
        "define it to raise an exception: `extern \"C\" void __cxa_pure_virtual(void) { … }`",
    ),
    known(
        &["_ZTVN10__cxxabiv1*", "__dynamic_cast"],
        "is part of C++'s run-time type information",
        "compile with -fno-rtti",
    ),
    known(
        &["_Znw*", "_Zna*", "_Zdl*", "_Zda*"],
        "is an operator `new` or `delete` of C++",
        "define the operators with m_malloc and m_free",
    ),
    known(
        &["_ZSt*", "_ZNSt*", "_ZNKSt*"],
        "is part of the C++ standard library",
        "do without it, or link the part that needs no operating system",
    ),
    known(
        &["__atomic_*", "__sync_*"],
        "is an atomic operation that the processor has no instruction for",
        "use an ordinary variable: a module runs in one thread",
    ),
    known(
        &[
            "malloc", "calloc", "realloc", "free", "_malloc_r", "_calloc_r", "_realloc_r", "_free_r",
            "_sbrk", "sbrk",
        ],
        "is the C library's heap; a board's memory belongs to MicroPython's",
        "use m_malloc, m_realloc and m_free of py/dynruntime.h",
    ),
    known(
        &[
            "printf", "puts", "putchar", "fprintf", "vprintf", "vfprintf", "fputs", "fputc", "putc",
            "fwrite", "fflush", "stdout", "stderr", "stdin",
        ],
        "is the C library's output; a module prints through MicroPython",
        "use mp_printf(&mp_plat_print, …)",
    ),
    known(
        &["abort", "exit", "_exit", "_Exit"],
        "would end a process, and there is none",
        "raise an exception: mp_raise_msg(&mp_type_RuntimeError, …)",
    ),
    known(
        &["__assert_fail", "__assert_func", "__assert", "__assert_rtn", "__assert_no_args"],
        "is what a failed assert() calls",
        "compile with -DNDEBUG",
    ),
    known(
        &["_GLOBAL_OFFSET_TABLE_"],
        "is what code of a large program counts distances from",
        "compile without -mcmodel=large or -mcmodel=medium, and with -fpic",
    ),
    known(
        &["setjmp", "longjmp", "_setjmp", "_longjmp", "sigsetjmp", "__sigsetjmp", "siglongjmp"],
        "is the C library's way out of several functions",
        "use nlr_push and nlr_pop, which the firmware's table has",
    ),
    known(
        &["_impure_ptr", "_global_impure_ptr", "__getreent"],
        "is newlib's state of one thread, which its start-up code would make",
        "do without the function of the C library that needs it",
    ),
    known(
        &["_dl_*", "__libc_*", "_rtld_*", "__cpu_model", "__cpu_indicator_init", "__x86_*_cache_size"],
        "is a part of the host's C library that its start-up code fills in",
        "link a library for bare metal, or do without the function",
    ),
    known(
        &[
            "__aeabi_*", "__gnu_*", "__*di2", "__*di3", "__*di4", "__*si2", "__*si3", "__*si4", "__*df",
            "__*df2", "__*df3", "__*sf", "__*sf2", "__*sf3", "__*dfsi", "__*dfdi", "__*sfsi", "__*sfdi",
            "__*ti2", "__*ti3", "__riscv_save_*", "__riscv_restore_*", "__clear_cache",
        ],
        "is one of the compiler's helper functions, for arithmetic that the processor has no instruction for",
        "link the compiler's library: -l with the path that the compiler prints for -print-libgcc-file-name",
    ),
    known(
        &[
            "strlen", "strcmp", "strncmp", "strcpy", "strncpy", "strcat", "strncat", "strchr", "strrchr",
            "strstr", "strspn", "strcspn", "strpbrk", "strtok", "strdup", "strndup", "strnlen", "strtol",
            "strtoul", "strtoll", "strtoull", "strtof", "strtod", "memcmp", "memchr", "memccpy", "mempcpy",
            "isalnum", "isalpha", "isdigit", "islower", "isprint", "isspace", "isupper", "isxdigit",
            "tolower", "toupper", "atoi", "atol", "atof", "qsort", "bsearch", "rand", "srand", "abs", "labs",
            "div", "ldiv", "snprintf", "sprintf", "vsnprintf", "vsprintf", "sscanf", "time", "clock", "bcmp",
            "bzero",
        ],
        "is a function of the C library, which modules are not linked with by themselves",
        "write it out, or link the C library's archive with -l",
    ),
];

/// What an undefined name is, if it is one of those.
pub fn known_name(name: &str) -> Option<&'static Known> {
    TABLE.iter().find(|row| row.patterns.iter().any(|pattern| matches(pattern, name)))
}

/// Whether a name is of a pattern.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_their_families() {
        for (name, part) in [
            ("__tls_get_addr", "thread-local"),
            ("__memcpy_chk", "checked form"),
            ("__asan_report_load4", "sanitizer"),
            ("__divdi3", "helper functions"),
            ("__aeabi_dmul", "helper functions"),
            ("__aeabi_unwind_cpp_pr0", "exceptions"),
            ("__adddf3", "helper functions"),
            ("_Znwm", "operator"),
            ("strtol", "C library"),
        ] {
            let known = known_name(name).unwrap();
            assert!(known.what.contains(part), "{name}: {}", known.what);
        }
        for name in ["mp_obj_equal", "f", "answer", "__my_function"] {
            assert_eq!(known_name(name), None, "{name}");
        }
    }

    #[test]
    fn no_pattern_stands_behind_an_earlier_one_that_takes_all_of_its_names() {
        for (index, row) in TABLE.iter().enumerate() {
            for pattern in row.patterns {
                let example = pattern.replace('*', "x");
                let first = TABLE.iter().position(|row| row.patterns.iter().any(|p| matches(p, &example)));
                assert_eq!(first, Some(index), "{pattern}");
            }
        }
    }
}
