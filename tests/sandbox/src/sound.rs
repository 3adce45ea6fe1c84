//! A sound made on the spot.

/// Samples in a second.
const RATE: u32 = 8_000;

/// A second and a half of a soft tone, as a WAV file of one channel.
pub fn tone() -> Vec<u8> {
    let samples: Vec<u8> = (0..RATE * 3 / 2)
        .map(|at| {
            let time = at as f32 / RATE as f32;
            (128.0 + 40.0 * (time * 440.0 * std::f32::consts::TAU).sin()) as u8
        })
        .collect();
    let length = samples.len() as u32;
    let mut bytes = Vec::with_capacity(samples.len() + 44);
    bytes.extend(b"RIFF");
    bytes.extend((36 + length).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    // Plain samples, one channel.
    bytes.extend([1, 0, 1, 0]);
    bytes.extend(RATE.to_le_bytes());
    bytes.extend(RATE.to_le_bytes());
    // A byte for each sample.
    bytes.extend([1, 0, 8, 0]);
    bytes.extend(b"data");
    bytes.extend(length.to_le_bytes());
    bytes.extend(samples);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_is_as_long_as_it_says() {
        let bytes = tone();
        assert_eq!(bytes.get(..4), Some(&b"RIFF"[..]));
        assert_eq!(bytes.len(), 44 + 12_000);
    }
}
