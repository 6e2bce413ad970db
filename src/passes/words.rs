//! Computes with machine words where ints are known to be such, or where only their low bits are wanted.
//!
//! ```text
//! b1(v3: int):                              b1(v3: word):
//!   v4: int = int_lshift v3, v1               v4: word = word_lshift v3, v1
//!   v5: int = int_xor v4, v0                  v9: word = int_word v0
//!   v6: int = int_and v5, v2                  v5: word = word_xor v4, v9
//!   v7: object = int_object v6                v6: word = word_and v5, v2
//!   set_global "x", v7                        v8: int = small_int v6
//!   jump b1(v6)                               v7: object = int_object v8
//!                                             set_global "x", v7
//!                                             jump b1(v6)
//! ```
//!
//! In: a function, and how many bits a word has; out: the function with the same results in every case. What can be a word, and
//! why, is [`plan`]'s; here it is written. A word holds a number of [`crate::passes::ranges`] that a signed or an unsigned
//! word has, or the low bits of one; where something wants an int, one is made of it, once a block. Functions that are to be
//! small, and cold blocks, stay as they are: their operations are calls, which take ints.

mod copied;
mod others;
pub(super) mod plan;
mod rewrite;
#[cfg(test)]
mod tests;

use crate::ir::Function;
use crate::passes::ranges::Interval;

/// Runs the pass where words have so many bits and functions give such results; whether it changed anything.
pub fn run(function: &mut Function, results: &[Vec<Interval>], word_bits: u32) -> bool {
    if function.is_small {
        return false;
    }
    copied::run(function);
    let plan = plan::Plan::of(function, results, word_bits);
    rewrite::rewrite(function, &plan)
}
