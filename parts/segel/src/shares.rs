//! A secret cut into shares: some of them give it back, fewer say nothing (Shamir, over GF(2^8) byte by byte).
//!
//! Our own, because the crates for it are unmaintained or bring a whole library of curves. The field is that of AES
//! (x^8 + x^4 + x^3 + x + 1); products are made without tables and without branches on secrets.
use zeroize::Zeroizing;

use crate::{Error, Result, random};

/// One share: a number from 1 to 255 and as many bytes as the secret has.
#[derive(Clone, PartialEq, Eq)]
pub struct Share {
    /// Which share; where the polynomials were evaluated.
    pub number: u8,
    /// Their values there, one for each byte of the secret.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Share({})", self.number)
    }
}

/// Product in the field.
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    for _ in 0..8 {
        product ^= a & (b & 1).wrapping_neg();
        a = (a << 1) ^ (0x1b & (a >> 7).wrapping_neg());
        b >>= 1;
    }
    product
}

/// The number whose product with `a` is one: `a` to the power of 254. Zero for zero.
fn inverse(a: u8) -> u8 {
    let mut result = 1;
    for bit in (0..8).rev() {
        result = times(result, result);
        if 254 >> bit & 1 == 1 {
            result = times(result, a);
        }
    }
    result
}

/// The value at `x` of the polynomial with these coefficients, the constant one first.
fn value(coefficients: &[u8], x: u8) -> u8 {
    coefficients.iter().rev().fold(0, |sum, coefficient| times(sum, x) ^ coefficient)
}

/// Cuts a secret into `count` shares, numbered from 1, of which any `needed` give it back.
///
/// # Errors
/// [`Error::Malformed`] unless 2 <= `needed` <= `count`; [`Error::Machine`].
pub fn split(secret: &[u8], needed: u8, count: u8) -> Result<Vec<Share>> {
    if needed < 2 || needed > count {
        return Err(Error::Malformed);
    }
    let mut shares: Vec<Share> =
        (1..=count).map(|number| Share { number, bytes: Zeroizing::new(Vec::with_capacity(secret.len())) }).collect();
    // Every coefficient may be anything, zero too: only then do fewer shares say nothing.
    let mut coefficients = Zeroizing::new(vec![0; usize::from(needed)]);
    for byte in secret {
        random(&mut coefficients)?;
        if let Some(constant) = coefficients.first_mut() {
            *constant = *byte;
        }
        for share in &mut shares {
            share.bytes.push(value(&coefficients, share.number));
        }
    }
    Ok(shares)
}

/// The secret behind the shares: the constants of the polynomials through them. With too few shares, or with shares of
/// different secrets, something else comes out; only what the secret opens can tell.
///
/// # Errors
/// [`Error::Malformed`] for fewer than two shares, numbers twice or zero, or different lengths.
pub fn join(shares: &[Share]) -> Result<Zeroizing<Vec<u8>>> {
    let length = shares.first().map_or(0, |share| share.bytes.len());
    let twice = shares
        .iter()
        .enumerate()
        .any(|(place, share)| share.number == 0 || shares.iter().take(place).any(|other| other.number == share.number));
    if shares.len() < 2 || twice || shares.iter().any(|share| share.bytes.len() != length) {
        return Err(Error::Malformed);
    }
    let mut secret = Zeroizing::new(vec![0; length]);
    for share in shares {
        // Lagrange at zero; in this field minus is plus.
        let weight = shares
            .iter()
            .filter(|other| other.number != share.number)
            .fold(1, |product, other| times(product, times(other.number, inverse(other.number ^ share.number))));
        for (sum, byte) in secret.iter_mut().zip(share.bytes.iter()) {
            *sum ^= times(*byte, weight);
        }
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_field_is_that_of_aes() {
        // FIPS 197, sections 4.2 and 4.2.1, and the inverse behind S-box(0x53) = 0xed.
        let table = [(0x57, 0x83, 0xc1), (0x57, 0x13, 0xfe), (0x57, 0x02, 0xae), (0x57, 0x10, 0x07), (0x53, 0xca, 1)];
        for (a, b, product) in table {
            assert_eq!((times(a, b), times(b, a)), (product, product), "{a:x} {b:x}");
        }
        assert_eq!(inverse(0x53), 0xca);
        for a in 1..=255 {
            assert_eq!(times(a, inverse(a)), 1, "{a}");
        }
    }

    #[test]
    fn known_shares_give_the_known_secret() {
        // 0x42 + 0x57 x: at 1 0x42 ^ 0x57, at 2 0x42 ^ 0xae, at 3 their difference from zero.
        let share = |number, byte| Share { number, bytes: Zeroizing::new(vec![byte]) };
        let (one, two, three) = (share(1, 0x15), share(2, 0xec), share(3, 0xbb));
        for pair in [[&one, &two], [&two, &one], [&one, &three], [&two, &three]] {
            assert_eq!(*join(&pair.map(Clone::clone)).unwrap(), [0x42]);
        }
        assert_eq!(*join(&[one, two, three]).unwrap(), [0x42]);
    }

    #[test]
    fn what_is_no_set_of_shares_is_refused() {
        let share = |number, length| Share { number, bytes: Zeroizing::new(vec![1; length]) };
        for bad in [
            vec![],
            vec![share(1, 3)],
            vec![share(1, 3), share(1, 3)],
            vec![share(0, 3), share(2, 3)],
            vec![share(1, 3), share(2, 4)],
        ] {
            assert_eq!(join(&bad), Err(Error::Malformed));
        }
        assert_eq!(split(b"x", 1, 3).unwrap_err(), Error::Malformed);
        assert_eq!(split(b"x", 4, 3).unwrap_err(), Error::Malformed);
    }

    #[test]
    fn one_share_of_two_takes_every_value_alike() {
        // 12,800 first shares of the same byte: each of 256 values about 50 times. Eight standard deviations are no chance.
        let mut seen = [0_i32; 256];
        for _ in 0..12_800 {
            seen[usize::from(split(&[0x42], 2, 3).unwrap()[0].bytes[0])] += 1;
        }
        assert!(seen.iter().all(|count| (count - 50).abs() < 57), "{seen:?}");
    }

    proptest! {
        #[test]
        fn any_shares_that_are_enough_give_the_secret(secret in proptest::collection::vec(any::<u8>(), 0..80), left_out in 0_usize..3) {
            let mut shares = split(&secret, 2, 3).unwrap();
            prop_assert_eq!(&*join(&shares).unwrap(), &secret);
            shares.remove(left_out);
            prop_assert_eq!(&*join(&shares).unwrap(), &secret);
        }
    }
}
