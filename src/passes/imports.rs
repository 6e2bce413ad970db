//! Asks for what a module has as for any other attribute, without remembering where it was.
//!
//! ```text
//! v1: object = module_attr "pi", v0         v1: object = attr "pi", v0
//! v2: object = module_call "sqrt", v0, v1   v2: object = call_method "sqrt", v0, v1
//! ```
//!
//! The memory is exact without this pass (`rt_module_attr` in `src/runtime/rt.c`): it is for comparing.

use crate::ir::{Function, Op};

/// Whether compiled code remembers where an imported module has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportCache {
    /// It does, and looks whether it is there still.
    On,
    /// Every use is asked of the firmware.
    Off,
}

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let mut changed = false;
    for inst in function.blocks.iter_mut().flat_map(|block| &mut block.insts) {
        let plain = match inst.op {
            Op::ModuleAttr => Op::Attr,
            Op::ModuleCall => Op::CallMethod,
            _ => continue,
        };
        inst.op = plain;
        changed = true;
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::passes::tests::check_pass;

    #[test]
    fn attributes_and_calls_of_modules_become_plain_ones() {
        check_pass(
            run,
            "func f(v0: object) -> object {\nb0(v0: object):\n  v1: object = module_attr \"pi\", v0\n  v2: object = \
             module_call \"sqrt\", v0, v1\n  return v2\n}\n",
            "func f(v0: object) -> object {\nb0(v0: object):\n  v1: object = attr \"pi\", v0\n  v2: object = \
             call_method \"sqrt\", v0, v1\n  return v2\n}\n",
        );
    }
}
