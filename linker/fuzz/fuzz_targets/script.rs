#![no_main]

#[path = "../limit.rs"]
mod limit;
#[allow(dead_code)]
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| limit::run(|| targets::script(data)));
