//! Dice and digests.

use skein::browser::crypto::{digest, random};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_digest_is_sha_256() {
    // FIPS 180-4, and the empty message.
    for (text, want) in [
        (
            "abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        ),
        (
            "",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
    ] {
        let digest = digest(text.as_bytes()).await.unwrap();
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, want);
    }
}

#[wasm_bindgen_test]
fn dice_do_not_fall_alike_twice() {
    let (one, other) = (random(), random());
    assert_ne!(one, other);
    // All 32 bytes are filled: halves that stayed as they were would be alike.
    assert_ne!(one[..16], other[..16]);
    assert_ne!(one[16..], other[16..]);
}
