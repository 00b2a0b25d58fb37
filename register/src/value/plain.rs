//! Values as the log keeps them ([`kernel::audit::plain`]): ids in hexadecimal, moments in microseconds, yes as 1.
use kernel::Val;
use kernel::indonesia::tanggal;
use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::Kind;

/// Reads a value of a history back; null where it cannot be read any more.
pub fn read(kind: &Kind, kept: &Json) -> Val {
    let read = match (kind, kept) {
        (_, Json::Null) => None,
        (Kind::Text { .. } | Kind::LongText { .. } | Kind::Choice(_) | Kind::Code { .. }, Json::String(text)) => {
            Some(Val::Text(text.clone()))
        }
        // A text that looks like JSON was kept as JSON.
        (Kind::Text { .. } | Kind::LongText { .. } | Kind::Choice(_) | Kind::Code { .. }, other) => {
            Some(Val::Text(other.to_string()))
        }
        (Kind::Integer { .. } | Kind::Money | Kind::Decimal { .. }, Json::Number(number)) => {
            number.as_i64().map(Val::Int)
        }
        (Kind::Date, Json::String(text)) => tanggal::urai(text).ok().map(Val::Date),
        (Kind::DateTime, Json::Number(micros)) => micros
            .as_i64()
            .and_then(|micros| OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).ok())
            .map(Val::Time),
        (Kind::YesNo, Json::Number(number)) => Some(Val::Bool(number.as_i64() == Some(1))),
        (Kind::YesNo, Json::Bool(yes)) => Some(Val::Bool(*yes)),
        (Kind::Reference { .. } | Kind::Person | Kind::Unit | Kind::File, Json::String(text)) => {
            text.parse::<Uuid>().ok().map(Val::Uuid)
        }
        (Kind::ManyChoice(_) | Kind::Table(_) | Kind::Location, tree) => Some(Val::Json(tree.clone())),
        (Kind::Computed { .. }, _) => None,
        (
            Kind::Integer { .. }
            | Kind::Money
            | Kind::Decimal { .. }
            | Kind::Date
            | Kind::DateTime
            | Kind::YesNo
            | Kind::Reference { .. }
            | Kind::Person
            | Kind::Unit
            | Kind::File,
            _,
        ) => None,
    };
    read.unwrap_or(Val::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_log_keeps_is_read_back() {
        let id = Uuid::from_u128(7);
        let at = time::macros::datetime!(2026-02-03 04:05:06 UTC);
        let day = time::macros::date!(2026 - 02 - 03);
        let table = [
            (Kind::Text { max: 9 }, Val::Text("a".into())),
            (Kind::Money, Val::Int(-5)),
            (Kind::Date, Val::Date(day)),
            (Kind::DateTime, Val::Time(at)),
            (Kind::YesNo, Val::Bool(true)),
            (Kind::YesNo, Val::Bool(false)),
            (Kind::Unit, Val::Uuid(id)),
            (Kind::Location, Val::Json(serde_json::json!({"wilayah": "14"}))),
            (Kind::Date, Val::Null),
        ];
        for (kind, value) in table {
            assert_eq!(read(&kind, &kernel::audit::plain(&value)), value);
        }
    }
}
