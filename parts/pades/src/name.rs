//! Distinguished names (RFC 5280 section 4.1.2.4).
use std::fmt;

use crate::der::{self, Fault, Read, Reader};
use crate::{Error, Result};

/// A part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePart {
    /// Country, two letters.
    Country,
    /// Province.
    State,
    /// Place.
    Locality,
    /// Agency or company.
    Organization,
    /// Identifier of the organization, such as a tax number (X.520 organizationIdentifier).
    OrganizationIdentifier,
    /// Unit of the agency.
    OrganizationalUnit,
    /// Office or title.
    Title,
    /// Identifier of the person (X.520 serialNumber).
    SerialNumber,
    /// Name of the person, seal or machine.
    CommonName,
    /// Mail address.
    Email,
}

const PARTS: &[(NamePart, &str, &str)] = &[
    (NamePart::Country, "2.5.4.6", "C"),
    (NamePart::State, "2.5.4.8", "ST"),
    (NamePart::Locality, "2.5.4.7", "L"),
    (NamePart::Organization, "2.5.4.10", "O"),
    (NamePart::OrganizationIdentifier, "2.5.4.97", "organizationIdentifier"),
    (NamePart::OrganizationalUnit, "2.5.4.11", "OU"),
    (NamePart::Title, "2.5.4.12", "T"),
    (NamePart::SerialNumber, "2.5.4.5", "serialNumber"),
    (NamePart::CommonName, "2.5.4.3", "CN"),
    (NamePart::Email, "1.2.840.113549.1.9.1", "emailAddress"),
];

/// The most bytes in one part of a name that we write (X.520 allows 64 characters in most).
const MAX_PART: usize = 200;

/// A distinguished name, as its bytes and as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    der: Vec<u8>,
    parts: Vec<(String, String)>,
}

impl Name {
    /// Makes a name of these parts in this order.
    ///
    /// # Errors
    /// [`Error::NotIssued`] when there is no part, one is empty or too long, or a country has not two letters.
    pub fn new(parts: &[(NamePart, &str)]) -> Result<Name> {
        if parts.is_empty() {
            return Err(Error::NotIssued("a name without parts"));
        }
        let mut sets = Vec::new();
        for (part, value) in parts {
            let country = *part == NamePart::Country;
            let letters = value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_uppercase());
            let clean = !value.trim().is_empty() && !value.chars().any(char::is_control);
            if !clean || value.len() > MAX_PART || (country && !letters) {
                return Err(Error::NotIssued("a part of the name is empty, too long or not a country"));
            }
            let Some((_, oid, _)) = PARTS.iter().find(|(known, _, _)| known == part) else { continue };
            let tag = match part {
                NamePart::Country | NamePart::SerialNumber if value.is_ascii() => der::PRINTABLE_STRING,
                NamePart::Email if value.is_ascii() => der::IA5_STRING,
                NamePart::Country
                | NamePart::State
                | NamePart::Locality
                | NamePart::Organization
                | NamePart::OrganizationIdentifier
                | NamePart::OrganizationalUnit
                | NamePart::Title
                | NamePart::SerialNumber
                | NamePart::CommonName
                | NamePart::Email => der::UTF8_STRING,
            };
            sets.push(der::set_of(vec![der::sequence(&[der::oid(oid), der::tlv(tag, value.as_bytes())])]));
        }
        Name::read(&der::sequence(&sets)).map_err(|Fault| Error::Malformed("name"))
    }

    /// Reads a name from its encoding.
    pub(crate) fn read(der: &[u8]) -> Read<Name> {
        let mut parts = Vec::new();
        for set in der::only(der, der::SEQUENCE)?.inside().all()? {
            if set.tag != der::SET {
                return Err(Fault);
            }
            for pair in set.inside().all()? {
                let mut pair = pair.inside();
                let oid = pair.oid()?;
                let value = pair.any()?;
                parts.push((oid, text(value.tag, value.value)));
            }
        }
        Ok(Name { der: der.to_vec(), parts })
    }

    /// Its encoding.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The last value of a part: the most specific one.
    #[must_use]
    pub fn get(&self, part: NamePart) -> Option<&str> {
        let (_, wanted, _) = PARTS.iter().find(|(known, _, _)| *known == part)?;
        self.parts.iter().rev().find(|(oid, _)| oid == wanted).map(|(_, value)| value.as_str())
    }

    /// CN: of a person, a seal or a machine.
    #[must_use]
    pub fn common_name(&self) -> Option<&str> {
        self.get(NamePart::CommonName)
    }

    /// O: the agency.
    #[must_use]
    pub fn organization(&self) -> Option<&str> {
        self.get(NamePart::Organization)
    }

    /// OU: the unit.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.get(NamePart::OrganizationalUnit)
    }

    /// C: the country.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.get(NamePart::Country)
    }

    /// The identifier of the person in the name.
    #[must_use]
    pub fn serial_number(&self) -> Option<&str> {
        self.get(NamePart::SerialNumber)
    }
}

/// The most specific part first, as RFC 4514 has it.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (oid, value)) in self.parts.iter().rev().enumerate() {
            if number > 0 {
                f.write_str(", ")?;
            }
            let short = PARTS.iter().find(|(_, known, _)| known == oid).map_or(oid.as_str(), |(_, _, short)| short);
            write!(f, "{short}=")?;
            for letter in value.chars() {
                if matches!(letter, ',' | '+' | '"' | '\\' | '<' | '>' | ';') {
                    f.write_str("\\")?;
                }
                write!(f, "{letter}")?;
            }
        }
        Ok(())
    }
}

/// Any of the string types as text; what is no text is replaced, control characters too, since this is shown to people.
pub(crate) fn text(tag: u8, value: &[u8]) -> String {
    let read = match tag {
        der::BMP_STRING => {
            let units: Vec<u16> = value
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |sum, byte| (sum << 8) | u16::from(*byte)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        der::UNIVERSAL_STRING => value
            .chunks_exact(4)
            .map(|four| four.iter().fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte)))
            .map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
        der::T61_STRING => value.iter().map(|byte| char::from(*byte)).collect(),
        _ => String::from_utf8_lossy(value).into_owned(),
    };
    read.chars().map(|letter| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}

/// The text of a free text field (a sequence of UTF8Strings, as in time-stamp responses).
pub(crate) fn free_text(sequence: Reader<'_>) -> String {
    let pieces = sequence.all().unwrap_or_default();
    pieces.into_iter().map(|piece| text(piece.tag, piece.value)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_there_and_back() {
        let name = Name::new(&[
            (NamePart::Country, "ID"),
            (NamePart::Organization, "Kecamatan Melati, Kabupaten"),
            (NamePart::CommonName, "Ni Luh Ayu – Camat"),
        ])
        .unwrap();
        assert_eq!(name.to_string(), "CN=Ni Luh Ayu – Camat, O=Kecamatan Melati\\, Kabupaten, C=ID");
        assert_eq!(Name::read(name.der()), Ok(name.clone()));
        assert_eq!((name.country(), name.common_name(), name.unit()), (Some("ID"), Some("Ni Luh Ayu – Camat"), None));
    }

    #[test]
    fn a_name_of_nothing_is_refused() {
        for parts in [
            &[][..],
            &[(NamePart::CommonName, " ")],
            &[(NamePart::CommonName, "a\u{0}b")],
            &[(NamePart::Country, "id")],
            &[(NamePart::Country, "IDN")],
        ] {
            assert!(matches!(Name::new(parts), Err(Error::NotIssued(_))), "{parts:?}");
        }
    }

    #[test]
    fn old_string_types_are_read() {
        assert_eq!(text(der::BMP_STRING, &[0, b'A', 0x20, 0x13]), "A\u{2013}");
        assert_eq!(text(der::UNIVERSAL_STRING, &[0, 0, 0, b'A', 0xff, 0xff, 0xff, 0xff]), "A\u{fffd}");
        assert_eq!(text(der::T61_STRING, &[0xe9]), "é");
        assert_eq!(text(der::UTF8_STRING, b"a\x07\xff"), "a\u{fffd}\u{fffd}");
    }
}
