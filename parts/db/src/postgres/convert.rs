//! Our values in PostgreSQL's binary form.

use crate::Val;
use crate::value::{micros, moment};
use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

type Fault = Box<dyn std::error::Error + Sync + Send>;

/// 2000-01-01, from which PostgreSQL counts, in microseconds since 1970.
const EPOCH: i64 = 946_684_800_000_000;
/// The same as a Julian day.
const EPOCH_DAY: i32 = 2_451_545;

/// A value on its way to the server.
#[derive(Debug)]
pub(super) struct Sent<'a>(pub &'a Val);

fn is_text(ty: &Type) -> bool {
    [Type::TEXT, Type::VARCHAR, Type::BPCHAR, Type::NAME, Type::UNKNOWN].contains(ty)
}

/// Whether a value can be sent as a parameter of this type.
pub(super) fn fits(value: &Val, ty: &Type) -> bool {
    match value {
        Val::Null => true,
        Val::Bool(_) => *ty == Type::BOOL,
        Val::Int(number) => match *ty {
            Type::INT8 | Type::FLOAT8 | Type::FLOAT4 | Type::NUMERIC => true,
            Type::INT4 => i32::try_from(*number).is_ok(),
            Type::INT2 => i16::try_from(*number).is_ok(),
            Type::OID => u32::try_from(*number).is_ok(),
            _ => false,
        },
        Val::Real(_) => *ty == Type::FLOAT8 || *ty == Type::FLOAT4,
        Val::Text(_) => is_text(ty),
        Val::Blob(_) => *ty == Type::BYTEA,
        Val::Uuid(_) => *ty == Type::UUID,
        Val::Json(_) => *ty == Type::JSONB || *ty == Type::JSON,
        Val::Time(_) => *ty == Type::TIMESTAMPTZ,
        Val::Date(_) => *ty == Type::DATE,
    }
}

impl ToSql for Sent<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Fault> {
        match self.0 {
            Val::Null => return Ok(IsNull::Yes),
            Val::Bool(flag) => out.put_u8(u8::from(*flag)),
            Val::Int(number) => match *ty {
                Type::INT4 => out.put_i32(i32::try_from(*number)?),
                Type::INT2 => out.put_i16(i16::try_from(*number)?),
                Type::OID => out.put_u32(u32::try_from(*number)?),
                Type::FLOAT8 => out.put_f64(*number as f64),
                Type::FLOAT4 => out.put_f32(*number as f32),
                Type::NUMERIC => numeric(*number, out),
                _ => out.put_i64(*number),
            },
            Val::Real(number) if *ty == Type::FLOAT4 => out.put_f32(*number as f32),
            Val::Real(number) => out.put_f64(*number),
            Val::Text(text) => out.put_slice(text.as_bytes()),
            Val::Blob(bytes) => out.put_slice(bytes),
            Val::Uuid(id) => out.put_slice(id.as_bytes()),
            Val::Json(json) => {
                if *ty == Type::JSONB {
                    out.put_u8(1);
                }
                serde_json::to_writer(out.writer(), json)?;
            }
            Val::Time(at) => out.put_i64(micros(*at) - EPOCH),
            Val::Date(day) => out.put_i32(day.to_julian_day() - EPOCH_DAY),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A whole number as `numeric`: digits to the base 10000, the highest first.
fn numeric(number: i64, out: &mut BytesMut) {
    let mut rest = number.unsigned_abs();
    let mut digits = Vec::new();
    while rest > 0 {
        digits.push((rest % 10_000) as i16);
        rest /= 10_000;
    }
    out.put_i16(digits.len() as i16);
    out.put_i16(digits.len() as i16 - 1);
    out.put_u16(if number < 0 { 0x4000 } else { 0 });
    out.put_i16(0);
    for digit in digits.into_iter().rev() {
        out.put_i16(digit);
    }
}

/// A value from the server.
pub(super) struct Cell(pub Val);

fn fixed<const N: usize>(raw: &[u8]) -> Result<[u8; N], Fault> {
    raw.try_into().map_err(|_| Fault::from("a value of unexpected length"))
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Cell, Fault> {
        Ok(Cell(match *ty {
            Type::BOOL => Val::Bool(fixed::<1>(raw)? != [0]),
            Type::INT8 => Val::Int(i64::from_be_bytes(fixed(raw)?)),
            Type::INT4 => Val::Int(i64::from(i32::from_be_bytes(fixed(raw)?))),
            Type::INT2 => Val::Int(i64::from(i16::from_be_bytes(fixed(raw)?))),
            Type::OID => Val::Int(i64::from(u32::from_be_bytes(fixed(raw)?))),
            Type::FLOAT8 => Val::Real(f64::from_be_bytes(fixed(raw)?)),
            Type::FLOAT4 => Val::Real(f64::from(f32::from_be_bytes(fixed(raw)?))),
            Type::NUMERIC => from_numeric(raw)?,
            Type::BYTEA => Val::Blob(raw.to_vec()),
            Type::UUID => Val::Uuid(uuid::Uuid::from_bytes(fixed(raw)?)),
            Type::JSON => Val::Json(serde_json::from_slice(raw)?),
            Type::JSONB => match raw.split_first() {
                Some((1, json)) => Val::Json(serde_json::from_slice(json)?),
                Some(_) | None => return Err("jsonb of an unknown version".into()),
            },
            Type::TIMESTAMPTZ => {
                let since = i64::from_be_bytes(fixed(raw)?);
                let at = since.checked_add(EPOCH).and_then(moment);
                Val::Time(at.ok_or("a moment outside the calendar")?)
            }
            Type::DATE => {
                let days = i32::from_be_bytes(fixed(raw)?);
                let date = days.checked_add(EPOCH_DAY).and_then(|day| time::Date::from_julian_day(day).ok());
                Val::Date(date.ok_or("a day outside the calendar")?)
            }
            Type::VOID => Val::Null,
            _ if is_text(ty) => Val::Text(std::str::from_utf8(raw)?.to_owned()),
            _ => return Err(format!("type {ty} cannot be read; cast it in the statement").into()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Cell, Fault> {
        Ok(Cell(Val::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// `numeric`, which sums and averages of bigint are: whole ones as `Int`, others as `Real`.
fn from_numeric(raw: &[u8]) -> Result<Val, Fault> {
    let words: Vec<i16> = raw.as_chunks::<2>().0.iter().map(|pair| i16::from_be_bytes(*pair)).collect();
    let [_, weight, sign, _, digits @ ..] = words.as_slice() else { return Err("numeric too short".into()) };
    let sign = match *sign as u16 {
        0 => 1,
        0x4000 => -1,
        _ => return Err("numeric that is not a number".into()),
    };
    let (mut whole, mut real, mut exact) = (Some(0i64), 0f64, true);
    for (place, digit) in digits.iter().enumerate() {
        let power = i32::from(*weight) - place as i32;
        real += f64::from(*digit) * 10f64.powi(4 * power);
        if power < 0 {
            exact &= *digit == 0;
        } else {
            let unit = 10_000i64.checked_pow(power.unsigned_abs());
            whole = unit
                .and_then(|unit| unit.checked_mul(sign * i64::from(*digit)))
                .and_then(|part| whole.and_then(|sum| sum.checked_add(part)));
        }
    }
    Ok(match (whole, exact) {
        (Some(whole), true) => Val::Int(whole),
        (_, _) => Val::Real(if sign < 0 { -real } else { real }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numeric_both_ways() {
        for number in [0, 1, -1, 9_999, 10_000, -123_456_789, 100_000_000, i64::MAX, i64::MIN] {
            let mut out = BytesMut::new();
            numeric(number, &mut out);
            assert_eq!(from_numeric(&out).unwrap(), Val::Int(number), "{number}");
        }
        // 12.5 and 100000000000000000000
        assert_eq!(from_numeric(&[0, 2, 0, 0, 0, 0, 0, 1, 0, 12, 0x13, 0x88]).unwrap(), Val::Real(12.5));
        assert_eq!(from_numeric(&[0, 1, 0, 5, 0, 0, 0, 0, 0, 1]).unwrap(), Val::Real(1e20));
        assert!(from_numeric(&[0, 0, 0, 0, 0xC0, 0, 0, 0]).is_err());
    }
}
