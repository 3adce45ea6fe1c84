//! The few colours that stand for a picture until it comes.
//!
//! <https://github.com/woltapp/blurhash/blob/master/Algorithm.md>: a picture's
//! cosine transform, of at most nine by nine parts, written in base 83.

/// Pixels of a side of what is decoded; it is stretched to the picture's shape.
pub const SIDE: usize = 12;

/// Six digits, and two for each of the 80 parts but the first.
const MOST: usize = 6 + 2 * 80;

/// `cos(π·n/12)` for a whole turn, so that no other angle is ever needed.
const COSINES: [f32; 2 * SIDE] = {
    let (a, b, c, d, e) = (
        0.965_926,
        0.866_025,
        std::f32::consts::FRAC_1_SQRT_2,
        0.5,
        0.258_819,
    );
    [
        1.0, a, b, c, d, e, 0.0, -e, -d, -c, -b, -a, -1.0, -a, -b, -c, -d, -e, 0.0, e, d, c, b, a,
    ]
};

type Colour = [f32; 3];

/// Whether a text is a blurhash: digits of base 83, as many as it says.
pub fn is_blurhash(text: &str) -> bool {
    text.len() <= MOST && parts(text).is_some()
}

/// `SIDE` × `SIDE` pixels, row by row, each red, green, blue and opaque.
/// `None` if the text is no blurhash.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let (across, colours) = parts(text)?;
    let mut pixels = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let mut sum = [0.0; 3];
            for (at, colour) in colours.iter().enumerate() {
                let wave = cosine(at % across * x) * cosine(at / across * y);
                for (sum, part) in sum.iter_mut().zip(colour) {
                    *sum += part * wave;
                }
            }
            pixels.extend(sum.map(byte));
            pixels.push(255);
        }
    }
    Some(pixels)
}

fn cosine(steps: usize) -> f32 {
    COSINES.get(steps % COSINES.len()).copied().unwrap_or(0.0)
}

/// How many parts lie across, and the parts in linear light, row by row.
fn parts(text: &str) -> Option<(usize, Vec<Colour>)> {
    let size = number(text.get(..1)?)? as usize;
    let (across, down) = (size % 9 + 1, size / 9 + 1);
    if down > 9 || text.len() != 4 + 2 * across * down {
        return None;
    }
    let most = (number(text.get(1..2)?)? + 1) as f32 / 166.0;
    let mean = number(text.get(2..6)?)?;
    let mut parts = vec![[mean >> 16, mean >> 8, mean].map(|it| linear(it & 255))];
    for at in 1..across * down {
        let part = number(text.get(4 + 2 * at..6 + 2 * at)?)?;
        parts.push([part / 361, part / 19 % 19, part % 19].map(|it| wave(it) * most));
    }
    Some((across, parts))
}

/// A number of base 83.
fn number(digits: &str) -> Option<u32> {
    digits.bytes().try_fold(0, |sum, byte| {
        let digit = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'A'..=b'Z' => u32::from(byte - b'A') + 10,
            b'a'..=b'z' => u32::from(byte - b'a') + 36,
            _ => b"#$%*+,-.:;=?@[]^_{|}~".iter().position(|it| *it == byte)? as u32 + 62,
        };
        Some(sum * 83 + digit)
    })
}

/// The strength of a part, of nineteen steps around none.
fn wave(step: u32) -> f32 {
    // Two digits can say more than there is.
    let step = (step.min(18) as f32 - 9.0) / 9.0;
    step * step.abs()
}

/// From sRGB, near enough for a blur: without powers, which are much code.
fn linear(byte: u32) -> f32 {
    let x = byte as f32 / 255.0;
    x * (x * (x * 0.305_306 + 0.682_171) + 0.012_523)
}

/// To sRGB, near enough for a blur.
fn byte(light: f32) -> u8 {
    let root = light.clamp(0.0, 1.0).sqrt();
    let (fourth, eighth) = (root.sqrt(), root.sqrt().sqrt());
    let x = 0.662_003 * root + 0.684_122 * fourth - 0.323_584 * eighth - 0.022_541 * root * root;
    (x.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixel(hash: &str, x: usize, y: usize) -> [i32; 3] {
        let pixels = decode(hash).unwrap();
        let at = (y * SIDE + x) * 4;
        assert_eq!((pixels.len(), pixels[at + 3]), (SIDE * SIDE * 4, 255));
        [0, 1, 2].map(|part| i32::from(pixels[at + part]))
    }

    fn near(found: [i32; 3], wanted: [i32; 3]) {
        let far = found.iter().zip(wanted).any(|(a, b)| (a - b).abs() > 2);
        assert!(!far, "{found:?} is not {wanted:?}");
    }

    #[test]
    fn one_part_is_one_colour() {
        // 0xFF0000 is 29, 18, 70, 45 in base 83; 0x808080 is 14, 60, 37, 75.
        for (hash, colour) in [
            ("00TI:j", [255, 0, 0]),
            ("000000", [0, 0, 0]),
            ("00Eyb[", [128, 128, 128]),
        ] {
            near(pixel(hash, 0, 0), colour);
            near(pixel(hash, 11, 7), colour);
        }
    }

    #[test]
    fn a_second_part_is_a_wave() {
        // Black, and a wave across of red alone: (18, 9, 9) is 6678, or 80 and
        // 38, at most 83 ÷ 166 of full light, which is 188 in sRGB.
        near(pixel("1~0000|c", 0, 0), [188, 0, 0]);
        near(pixel("1~0000|c", 0, 11), [188, 0, 0]);
        near(pixel("1~0000|c", 6, 3), [0, 0, 0]);
        // The same downwards.
        near(pixel("9~0000|c", 11, 0), [188, 0, 0]);
        near(pixel("9~0000|c", 0, 6), [0, 0, 0]);
    }

    #[test]
    fn a_real_one_has_the_mean_that_it_says() {
        let pixels = decode("LEHV6nWB2yk8pyo0adR*.7kCMdnj").unwrap();
        let mean = |part: usize| {
            let all = pixels.iter().skip(part).step_by(4);
            all.map(|it| u32::from(*it)).sum::<u32>() / 144
        };
        // H, V, 6, n: 17·83³ + 31·83² + 6·83 + 49 = 0x979695.
        for part in 0..3 {
            assert!((0x78..0xb0).contains(&mean(part)), "{}", mean(part));
        }
    }

    #[test]
    fn what_is_no_blurhash_is_nothing() {
        let long = format!("~{}", "0".repeat(400));
        for text in [
            "",
            "0",
            "00TI:",
            "00TI:j0",
            "00TI j",
            "00TI\"j",
            "é0TI:",
            "~~~~~~",
            "|~~~~~",
            "LEHV6nWB2yk8",
            "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
            "日本",
            &long,
        ] {
            assert!(!is_blurhash(text) && decode(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn the_greatest_and_the_strangest_are_read() {
        // All 81 parts, each beyond the strongest.
        let hash = format!("{}~~~~~{}", '|', "~".repeat(160));
        assert_eq!(hash.len(), MOST);
        assert!(is_blurhash(&hash));
        assert!(decode(&hash).is_some());
    }
}
