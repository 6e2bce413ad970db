//! The instruction rewriting of x86-64 against known answers.
