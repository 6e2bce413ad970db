//! What symbols stand for, what their words hold, and the bytes of the table.

use super::*;

fn own(names: &mut Names, symbol: &str) -> StartWord {
    names.word(symbol).unwrap()
}

#[test]
fn symbols_say_what_their_words_hold() {
    let mut names = Names::default();
    assert_eq!(own(&mut names, "mpyc_qstr_foo"), StartWord::Number(Name::Own(0)));
    assert_eq!(own(&mut names, "mpyc_object_foo"), StartWord::Object(Name::Own(0)));
    assert_eq!(own(&mut names, "mpyc_head_bar"), StartWord::Head(Name::Own(1)));
    assert_eq!(own(&mut names, "mpyc_object_60"), StartWord::Object(Name::Fixed(60)));
    assert_eq!(own(&mut names, "mpyc_qstr_append"), StartWord::Number(Name::Fixed(60)));
    assert_eq!(own(&mut names, "mpyc_qstr_utf.2d8"), StartWord::Number(Name::Fixed(161)));
    assert_eq!(names.text(Name::Own(1)), "bar");
    for symbol in ["mpyc_qstr_0", "mpyc_qstr_166", "mpyc_qstr_a.2", "mpyc_qstr_a.zz", "mpyc_qstr_.ff", "foo"]
    {
        assert_eq!(names.word(symbol), None, "{symbol}");
    }
}

#[test]
fn every_name_can_be_spelled() {
    for name in ["foo", "example_package.foo", "", "60", "a b", "größe", "_", "5x"] {
        let mut names = Names::default();
        let word = own(&mut names, &format!("mpyc_object_{}", spell(name)));
        let StartWord::Object(name_of) = word else { panic!("{word:?}") };
        assert_eq!(names.text(name_of), name);
    }
    assert_eq!(spell("example_package.foo"), "example_package.2efoo");
    assert_eq!(spell("60"), ".360");
}

#[test]
fn a_word_holds_what_it_is_filled_with() {
    let mut names = Names::default();
    let (foo, bar) = (own(&mut names, "mpyc_qstr_foo"), own(&mut names, "mpyc_head_bar"));
    let append = own(&mut names, "mpyc_object_60");
    let mut filling = Filling::new(4, ["m.c", "bar"].map(String::from).into());
    assert_eq!(filling.fill(Base::Text, 8, foo, 0, &names), Ok(2 << 1));
    assert_eq!(filling.fill(Base::Text, 4, append, 0, &names), Ok(60 << 1 | 1));
    assert_eq!(filling.fill(Base::Text, 1200, bar, 0x23, &names), Ok(1 << 16 | 0x23));
    assert_eq!(filling.fill(Base::Text, 6, foo, 0, &names), Err(Unfit::Unaligned));
    assert_eq!(filling.fill(Base::Text, 12, foo, 1, &names), Err(Unfit::Addend));
    assert_eq!(filling.fill(Base::Text, 12, bar, 0x12345, &names), Err(Unfit::Addend));
    let (stream, table) = filling.finish().unwrap();
    assert_eq!(table, ["m.c", "bar", "foo"]);
    // Word 1 an object, word 2 a number, word 300 a type's: 298 is 4 × 64 + 42.
    assert_eq!(stream, [code::FILL, 1 << 2 | 2, 1 << 2 | 1, 4 << 2, 42 << 2 | 3, 0, 0]);
}

#[test]
fn far_words_are_reached_in_steps() {
    let text = |words: &[(u64, u8)]| {
        let mut stream = Vec::new();
        let words = words.iter().map(|(place, kind)| (Base::Text, *place, *kind)).collect();
        write_words(&mut stream, words, &[]);
        stream
    };
    let far = text(&[(64 + 63 * 64 + 5, 3), (0, 1), (64, 2)]);
    assert_eq!(far, [code::FILL, 1, 1 << 2, 2, 63 << 2, 5 << 2 | 3, 0]);
    let mut at = 0;
    for byte in text(&[(10_000, 1)]).iter().skip(1) {
        at += u64::from(byte >> 2) * if byte & 3 == 0 { 64 } else { 1 };
    }
    assert_eq!(at, 10_000);
}

#[test]
fn each_block_has_its_words() {
    let mut stream = Vec::new();
    let words = vec![(Base::Rodata, 3, 1), (Base::Text, 7, 2), (Base::Rodata, 1, 1)];
    write_words(&mut stream, words, &[code::NONE]);
    let apart = [code::NONE, code::FILL_APART, 1 << 2 | 1, 2 << 2 | 1, 0];
    assert_eq!(stream, [&[code::NONE, code::FILL, 7 << 2 | 2, 0][..], &apart].concat());
}

#[test]
fn an_objects_recipe_comes_before_its_words() {
    let mut names = Names::default();
    let tuple = own(&mut names, "mp_type_tuple");
    let mut filling = Filling::new(8, vec!["m.c".into()]);
    assert_eq!(filling.fill(Base::Text, 16, tuple, 0, &names), Ok(0));
    assert_eq!(filling.fill(Base::Text, 8, tuple, -8, &names), Ok((-8i64).cast_unsigned()));
    let (stream, table) = filling.finish().unwrap();
    assert_eq!(table, ["m.c"]);
    let [low, high] = (157u16 << 1 | 1).to_le_bytes();
    assert_eq!(stream, [code::ATTRIBUTE, low, high, code::FILL, 1 << 2 | 1, 1 << 2 | 1, 0, 0]);
}
