//! Pictures drawn from a number: soft landscapes, faces made of circles, emoji.

use crate::random::{hash, mix};

type Colour = (u8, u8, u8);

/// The colour at the middle of the sky; good enough as a mean.
pub fn mean_colour(number: u32) -> Colour {
    hue(hash(&[u64::from(number), 1]) % 360, 0.45, 0.75)
}

fn hue(degrees: u64, saturation: f32, value: f32) -> Colour {
    let part = |shift: f32| {
        let k = (shift + degrees as f32 / 60.0) % 6.0;
        let share = value - value * saturation * k.min(4.0 - k).clamp(0.0, 1.0);
        (share * 255.0) as u8
    };
    (part(5.0), part(3.0), part(1.0))
}

fn blend(a: Colour, b: Colour, share: f32) -> Colour {
    let one = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share) as u8;
    (one(a.0, b.0), one(a.1, b.1), one(a.2, b.2))
}

/// A sky, a sun and three ridges.
pub fn landscape(number: u32, width: u32, height: u32) -> Vec<u8> {
    let seed = u64::from(number);
    let base = hash(&[seed, 1]) % 360;
    let sky = (mean_colour(number), hue((base + 40) % 360, 0.25, 0.98));
    let sun = (
        (hash(&[seed, 2]) % 80 + 10) as f32 / 100.0,
        (hash(&[seed, 3]) % 30 + 20) as f32 / 100.0,
    );
    let (w, h) = (width as f32, height as f32);
    let ridge = |layer: u64, x: f32| {
        let phase = |n: u64| (hash(&[seed, layer, n]) % 628) as f32 / 100.0;
        let wave = (x * 5.0 + phase(1)).sin() * 0.05 + (x * 13.0 + phase(2)).sin() * 0.02;
        0.5 + layer as f32 * 0.14 + wave
    };
    let ridges: Vec<Vec<f32>> = (0..3)
        .map(|layer| (0..width).map(|x| ridge(layer, x as f32 / w)).collect())
        .collect();
    encode(width, height, |x, y| {
        let fy = y as f32 / h;
        let (dx, dy) = (x as f32 / h - sun.0 * w / h, fy - sun.1);
        let glow = (0.16 - (dx * dx + dy * dy).sqrt()) * 8.0;
        let mut colour = blend(sky.0, sky.1, fy);
        colour = blend(colour, (255, 250, 225), glow.clamp(0.0, 0.9));
        for (layer, line) in ridges.iter().enumerate() {
            if fy > line[x as usize] {
                colour = hue((base + 200) % 360, 0.35, 0.6 - layer as f32 * 0.17);
            }
        }
        colour
    })
}

/// A face of sorts: three circles on a plain ground.
pub fn portrait(number: u32, size: u32) -> Vec<u8> {
    let seed = mix(u64::from(number) + 99);
    let ground = hue(seed % 360, 0.5, 0.9);
    let inner = hue((seed + 150) % 360, 0.45, 0.75);
    let spot = hue((seed + 210) % 360, 0.3, 0.98);
    let tilt = (seed >> 20) % 100;
    encode(size, size, |x, y| {
        let at = |cx: f32, cy: f32| {
            let (dx, dy) = (x as f32 / size as f32 - cx, y as f32 / size as f32 - cy);
            (dx * dx + dy * dy).sqrt()
        };
        if at(0.36 + tilt as f32 / 900.0, 0.42).min(at(0.64, 0.42 - tilt as f32 / 900.0)) < 0.07 {
            return spot;
        }
        if at(0.5, 0.52) < 0.34 { inner } else { ground }
    })
}

/// A small round sign in the colour of its name.
pub fn emoji(name: &str) -> Vec<u8> {
    let number = name.bytes().fold(7_u32, |sum, b| {
        sum.wrapping_mul(31).wrapping_add(u32::from(b))
    });
    portrait(number, 32)
}

fn encode(width: u32, height: u32, colour: impl Fn(u32, u32) -> Colour) -> Vec<u8> {
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let (r, g, b) = colour(x, y);
            pixels.extend([r, g, b]);
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&pixels));
    // Writing into memory cannot fail; an empty picture would show if it did.
    if written.is_err() {
        bytes.clear();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_png() {
        let picture = landscape(5, 60, 40);
        assert_eq!(picture.get(1..4), Some(&b"PNG"[..]));
        assert_eq!(picture, landscape(5, 60, 40));
        assert_ne!(picture, landscape(6, 60, 40));
        assert!(emoji("bread").len() > 50);
    }
}
