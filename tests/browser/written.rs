//! What the browser writes for us.

use skein::browser::dom::{capitals, decimal};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn numbers_have_as_many_digits_as_are_asked_for() {
    for (number, digits, written) in [
        (0.0, 2, "0.00"),
        (-12.345_6, 2, "-12.35"),
        (1.0 / 3.0, 3, "0.333"),
        (66.6, 0, "67"),
        (1_234_567.0, 1, "1234567.0"),
    ] {
        assert_eq!(decimal(number, digits), written);
    }
}

#[wasm_bindgen_test]
fn capitals_are_those_of_any_script() {
    for (text, written) in [
        ("a", "A"),
        ("ä", "Ä"),
        ("ß", "SS"),
        ("ж", "Ж"),
        ("漢", "漢"),
    ] {
        assert_eq!(capitals(text), written);
    }
}
