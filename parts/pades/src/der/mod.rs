//! Distinguished encoding (X.690): as much as certificates, CMS, time stamps and revocation data need. Reading keeps the
//! bytes as they stand, because signatures are over bytes; nothing that is verified is ever encoded again.
mod read;
mod write;

pub use read::{Element, Fault, Named, Read, Reader, definite, only};
pub use write::{
    bits, constructed, generalized, is_oid, named_bits, null, number_of, octets, oid, sequence, set_of, time, tlv,
    truth, unsigned,
};

pub const BOOLEAN: u8 = 0x01;
pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const NULL: u8 = 0x05;
pub const OID: u8 = 0x06;
pub const ENUMERATED: u8 = 0x0a;
pub const UTF8_STRING: u8 = 0x0c;
pub const PRINTABLE_STRING: u8 = 0x13;
pub const T61_STRING: u8 = 0x14;
pub const IA5_STRING: u8 = 0x16;
pub const UTC_TIME: u8 = 0x17;
pub const GENERALIZED_TIME: u8 = 0x18;
pub const UNIVERSAL_STRING: u8 = 0x1c;
pub const BMP_STRING: u8 = 0x1e;
pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;

/// Context tag, constructed: `[n]` of an explicit tag or of an implicit one over a sequence.
pub const fn context(n: u8) -> u8 {
    0xa0 | n
}

/// Context tag, primitive: `[n]` implicit over a string or an integer.
pub const fn context_plain(n: u8) -> u8 {
    0x80 | n
}

#[cfg(test)]
mod tests {
    use ::time::OffsetDateTime;

    use super::*;

    #[test]
    fn identifiers_go_there_and_back() {
        for text in
            ["1.2.840.113549.1.7.2", "2.16.840.1.101.3.4.2.1", "2.5.29.15", "0.9.2342.19200300.100.1.1", "2.999.3"]
        {
            let mut bytes = oid(text);
            assert_eq!(Reader::new(&bytes).oid().as_deref(), Ok(text));
            assert!(is_oid(text));
            bytes.pop();
            assert!(Reader::new(&bytes).oid().is_err());
        }
        assert!(!is_oid("1.2.x") && !is_oid("") && !is_oid("9"));
        assert_eq!(oid("1.2.840.113549"), [6, 6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]);
    }

    #[test]
    fn lengths_must_be_the_shortest() {
        for bad in
            [&[0x04, 0x81, 0x01, 0][..], &[0x04, 0x82, 0, 0x80], &[0x04, 0x80, 0, 0], &[0x1f, 1, 0], &[0x04, 0x85], &[]]
        {
            assert!(Reader::new(bad).any().is_err(), "{bad:?}");
        }
        for len in [0, 127, 128, 255, 256, 70_000] {
            let bytes = tlv(OCTET_STRING, &vec![7; len]);
            assert_eq!(only(&bytes, OCTET_STRING).map(|element| element.value.len()), Ok(len));
        }
    }

    #[test]
    fn integers_have_one_form() {
        assert_eq!(unsigned(&[0, 0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(unsigned(&[]), [2, 1, 0]);
        assert_eq!(Reader::new(&[2, 2, 0, 0x7f]).integer(), Err(Fault));
        assert_eq!(Reader::new(&[2, 1, 0xff]).small(), Err(Fault));
        assert_eq!(Reader::new(&number_of(65_537)).small(), Ok(65_537));
    }

    #[test]
    fn times_are_utc_to_the_second() {
        let at = OffsetDateTime::from_unix_timestamp(1_795_334_400).unwrap();
        assert_eq!(Reader::new(&time(at)).time(), Ok(at));
        assert_eq!(Reader::new(&generalized(at)).time(), Ok(at));
        let far = at.replace_year(2051).unwrap();
        assert_eq!(time(far)[0], GENERALIZED_TIME);
        assert_eq!(Reader::new(&time(far)).time(), Ok(far));
        for (tag, bad) in [
            (UTC_TIME, "261122070000"),
            (UTC_TIME, "2611220700Z"),
            (UTC_TIME, "261322070000Z"),
            (GENERALIZED_TIME, "20261122070000.Z"),
            (GENERALIZED_TIME, "20261122070061Z"),
            (GENERALIZED_TIME, "2026112207+061Z"),
            (GENERALIZED_TIME, "2026"),
        ] {
            assert!(Reader::new(&tlv(tag, bad.as_bytes())).time().is_err(), "{bad}");
        }
        let tenth = Reader::new(&tlv(GENERALIZED_TIME, b"20261122070000.1Z")).time().unwrap();
        assert_eq!(tenth.nanosecond(), 100_000_000);
    }

    #[test]
    fn indefinite_lengths_become_definite() {
        let ber = [0x30, 0x80, 0x24, 0x80, 0x04, 1, 1, 0x04, 2, 2, 3, 0, 0, 0x02, 1, 5, 0, 0, 0, 0, 0];
        assert_eq!(definite(&ber), Ok(vec![0x30, 8, 0x04, 3, 1, 2, 3, 0x02, 1, 5]));
        let der = sequence(&[octets(&[1; 200]), oid("2.5.29.15")]);
        assert_eq!(definite(&der), Ok(der));
        assert_eq!(definite(&[0x30, 0x80, 0x04, 1]), Err(Fault));
        let bomb: Vec<u8> = [0x30, 0x80].repeat(1_000_000);
        assert_eq!(definite(&bomb), Err(Fault));
    }

    #[test]
    fn named_bits_lose_their_trailing_zeros() {
        assert_eq!(named_bits(&[0, 1]), [3, 2, 6, 0xc0]);
        assert_eq!(named_bits(&[5, 6]), [3, 2, 1, 0x06]);
        assert_eq!(named_bits(&[]), [3, 1, 0]);
        assert_eq!(named_bits(&[8]), [3, 3, 7, 0, 0x80]);
    }
}
